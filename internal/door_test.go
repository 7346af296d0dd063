package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"
)

// The one door: what leaves the record for a viewer is made where it is known
// what that viewer may be told. Nothing else makes an answer of disclose's, nor
// a finding, which classify makes and disclose shows.
var doors = []string{"app/disclose", "classify"}

func TestOneDoor(t *testing.T) {
	files := goFiles(t)
	made := map[string][]string{"disclose": nil, root: {"Finding"}}
	for _, f := range files {
		if packageOf(f.path) == "app/disclose" {
			made["disclose"] = append(made["disclose"], f.structs()...)
		}
	}
	for _, name := range []string{"Evidence", "Reference", "Linked", "Naming", "Subject"} {
		if !slices.Contains(made["disclose"], name) {
			t.Errorf("disclose has no %s: is this test looking at it?", name)
		}
	}
	inside := 0
	for _, f := range files {
		from := packageOf(f.path)
		ast.Inspect(f.ast, func(n ast.Node) bool {
			for _, built := range builtBy(n) {
				sel, ok := built.(*ast.SelectorExpr)
				if !ok {
					continue
				}
				pkg, ok := sel.X.(*ast.Ident)
				if !ok || !slices.Contains(made[pkg.Name], sel.Sel.Name) {
					continue
				}
				if slices.Contains(doors, from) {
					inside++
				} else {
					t.Errorf("%s: %s builds a %s.%s, which only %v does", f.path, from, pkg.Name, sel.Sel.Name, doors)
				}
			}
			return true
		})
	}
	if inside == 0 {
		t.Error("nothing builds a finding: is this test looking at it?")
	}
}

// builtBy are the types of which an expression makes values: by a literal, also
// of elements whose type is left out, by new, or by a variable that is filled in
// later.
func builtBy(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CompositeLit:
		return append(elementsOf(n), n.Type)
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "new" && len(n.Args) == 1 {
			return n.Args
		}
	case *ast.GenDecl:
		if n.Tok != token.VAR {
			return nil
		}
		var types []ast.Expr
		for _, s := range n.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				types = append(types, v.Type)
			}
		}
		return types
	}
	return nil
}

// elementsOf is the type of the elements of a list or map of literals.
func elementsOf(lit *ast.CompositeLit) []ast.Expr {
	var element ast.Expr
	switch typ := lit.Type.(type) {
	case *ast.ArrayType:
		element = typ.Elt
	case *ast.MapType:
		element = typ.Value
	}
	if star, ok := element.(*ast.StarExpr); ok {
		element = star.X
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
			return []ast.Expr{element}
		}
	}
	return nil
}

// structs are the names of the structs that a file declares for others.
func (f file) structs() (names []string) {
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSpec); ok && s.Name.IsExported() {
			if _, ok := s.Type.(*ast.StructType); ok {
				names = append(names, s.Name.Name)
			}
		}
		return true
	})
	return names
}

// What builds a value is seen in each of the ways to do so.
func TestBuiltBy(t *testing.T) {
	const text = `package p
var a = disclose.Evidence{}
var b = &disclose.Evidence{Value: "x"}
var c = []disclose.Evidence{{Value: "x"}}
var d = map[string]*disclose.Evidence{"x": {}}
var e = new(disclose.Evidence)
var f disclose.Evidence
var none = []disclose.Evidence{}
func g(disclose.Evidence) *disclose.Evidence { return nil }`
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(f, func(x ast.Node) bool {
		for _, built := range builtBy(x) {
			if sel, ok := built.(*ast.SelectorExpr); ok && sel.Sel.Name == "Evidence" {
				n++
			}
		}
		return true
	})
	if n != 6 {
		t.Errorf("%d are seen of 6", n)
	}
}
