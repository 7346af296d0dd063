package internal_test

import (
	"go/ast"
	"maps"
	"slices"
	"testing"
)

// A function is read from top to bottom, and a file has one subject. Tests are
// not measured: a table of cases is as long as there are cases.
const (
	maxFunctionLines = 60
	maxFileLines     = 400
)

// tooLong are the functions and files that are longer, with their lines. The
// list may only shrink: nothing is added to it, no number is raised, and what
// is no longer too long leaves it.
var tooLong = map[string]int{
	"bench/beside.go: run.beside":               75,
	"cmd/ascribe/import_sheet.go: Import.sheet": 61,
	"internal/timeline/sweep.go: sweeper.sweep": 91, // measured: it is the inner loop of every index
}

func TestShape(t *testing.T) {
	listed := maps.Clone(tooLong)
	check := func(name string, lines, most int) {
		allowed, isListed := tooLong[name]
		delete(listed, name)
		switch {
		case isListed && lines <= most:
			t.Errorf("%s has %d lines, of %d allowed: take it off the list of what is too long", name, lines, most)
		case isListed && lines > allowed:
			t.Errorf("%s has grown to %d lines, from %d; it may only shrink", name, lines, allowed)
		case !isListed && lines > most:
			t.Errorf("%s has %d lines; at most %d are allowed", name, lines, most)
		}
	}
	for _, f := range goFiles(t) {
		check(f.path, f.set.File(f.ast.Pos()).LineCount()-1, maxFileLines)
		for _, d := range f.ast.Decls {
			if name, isFunction := functionName(d); isFunction {
				check(f.path+": "+name, f.lines(d), maxFunctionLines)
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if literal, ok := n.(*ast.FuncLit); ok {
					check(f.path+": a function in a declaration", f.lines(literal), maxFunctionLines)
				}
				return true
			})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		t.Errorf("%s is listed as too long, and is not there", name)
	}
}

// functionName is the name of a function, with the type where it is a method.
func functionName(d ast.Decl) (name string, isFunction bool) {
	f, isFunction := d.(*ast.FuncDecl)
	if !isFunction {
		return "", false
	}
	if f.Recv == nil {
		return f.Name.Name, true
	}
	of := f.Recv.List[0].Type
	for {
		switch x := of.(type) {
		case *ast.StarExpr:
			of = x.X
		case *ast.IndexExpr:
			of = x.X
		case *ast.IndexListExpr:
			of = x.X
		case *ast.Ident:
			return x.Name + "." + f.Name.Name, true
		default:
			return f.Name.Name, true
		}
	}
}

// lines is how many lines a part of the file takes.
func (f file) lines(n ast.Node) int {
	return f.set.Position(n.End()).Line - f.set.Position(n.Pos()).Line + 1
}
