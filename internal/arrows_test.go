// Package internal_test holds the arrows between the program's packages.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/ascribe-project/ascribe"

// root and commands name, in the table, the package at the top of the
// repository and all of those under cmd.
const (
	root     = "ascribe"
	commands = "cmd"
	// bench is a command of the developers': it may reach everything, and runs
	// other engines beside ours.
	bench = "bench"
)

// arrows says which packages of ours each may import. What is not here is not
// a package: another needs a reason, and a line. Packages in a folder of one of
// these that have no line of their own follow its line, and may import one
// another.
var arrows = map[string][]string{
	root: {},
	// country is the one table of the world's countries, for what is coded, what
	// is read and what is shown.
	"country": {},
	// near finds the word that was meant, for every message that offers one.
	"near": {},
	// match finds what was written down twice, in the record and in others.
	"match": {root},
	// pattern compiles what reads texts only where there are texts to be read.
	"pattern": {},
	// yamltext is the one strict reader of YAML, and bounds what is parsed.
	"yamltext": {root, "near"},
	"codebook": {root, "country", "near", "pattern", "yamltext"},
	"classify": {root, "codebook"},
	// survey is questions about many incidents, which timeline answers from an
	// index, and survey/plain by reading one after another.
	"survey":       {root, "near", "codebook", "classify", "words"},
	"survey/plain": {root, "codebook", "classify", "survey"},
	"timeline":     {root, "codebook", "classify", "survey"},
	// survey/columns answers for imported datasets, from their columns.
	"survey/columns": {root, "codebook", "classify", "survey", "survey/plain"},
	"analysis":       {root, "codebook", "classify"},
	"ledger":         {root},
	// words has the one analyser of full text, for what is stored and for what is
	// looked for; it is no part of the store, since its terms can be made anew.
	"words":    {root},
	"exchange": {root, "country", "near", "pattern", "yamltext"},
	// shorthand is what a coder types in a line, at a prompt or at a desk.
	"shorthand": {root, "country", "near", "codebook", "exchange"},
	// anchor finds a passage of a document again.
	"anchor": {},
	// table is what everything tabular leaves as, whoever asks for it.
	"table":   {root},
	"release": {root, "classify", "exchange", "ledger"},
	"capture": {root},
	// document keeps copies of sources as files beside the store, and reads their text.
	"document": {root, "exchange"},
	"store":    {root, "ledger", "store/dialect", "store/sqlite"},
	// A dialect is what one database does in its own way; nothing but the store
	// knows that there are any.
	"store/dialect": {root},
	"store/sqlite":  {root, "store/dialect"},
	// What is asked never acts, and the floor knows neither.
	"app/follow":   {root, "country", "codebook", "ledger", "survey", "survey/columns", "timeline", "words", "store"},
	"app/point":    {root, "document", "country", "near", "codebook", "store", "app/follow"},
	"app/disclose": {root, "anchor", "near", "codebook", "classify", "store", "app/follow", "app/point"},
	"app/ask":      {root, "document", "near", "codebook", "classify", "survey", "survey/columns", "survey/plain", "analysis", "ledger", "match", "words", "exchange", "table", "store", "codebooks", "app/follow", "app/point", "app/disclose"},
	"app/acts":     {root, "anchor", "document", "codebook", "ledger", "near", "exchange", "store", "codebooks", "app/point", "app/ask"},
	"app/datasets": {root, "codebook", "ledger", "exchange", "store", "app/point", "app/ask", "app/acts"},
	// foreign runs, in tests, readers that are not ours.
	"foreign":     {},
	"app/apptest": {root, "codebook", "store", "app/point", "app/acts"},
	// A page knows what pages share, which knows no page; who stands at the door
	// knows nothing of the record, and who draws knows plain values alone.
	"web/guard": {root},
	"web/draw":  {},
	"web/kit":   {root, "near", "exchange", "table", "app/point", "app/disclose", "app/ask", "web/guard", "web/draw"},
	"web/page":  {root, "near", "table", "app/point", "app/disclose", "app/ask", "web/kit", "web/draw"},
	// desk alone of web writes: it hands on to the acts what is sent.
	"web/desk": {root, "exchange", "app/point", "app/ask", "app/acts", "app/datasets", "web/kit", "mappings"},
	// The pages of the desk have forms of what web/desk lists.
	"web/page/desk": {root, "near", "table", "app/point", "app/disclose", "app/ask", "app/acts", "app/datasets", "web/desk", "web/kit", "web/draw"},
	"web":           {root, "app/point", "web/desk", "web/guard", "web/kit", "web/page", "web/page/desk"},
	commands:        {root, "document", "codebook", "classify", "analysis", "near", "exchange", "shorthand", "table", "store", "app/point", "app/disclose", "app/ask", "app/acts", "app/datasets", "web", "codebooks", "casebooks", "mappings"},
	bench:           {root, "country", "codebook", "timeline", "survey/plain", "exchange", "table", "store", "app/point", "app/ask", "app/acts", "app/datasets", "web", "codebooks", "casebooks"},
	"codebooks":     {},
	"casebooks":     {},
	"mappings":      {},
}

// pure packages know no disk, network, database, clock, log or chance: what
// they say follows from what they are given.
var pure = []string{root, "country", "anchor", "match", "near", "pattern", "yamltext", "codebook", "classify", "survey", "survey/columns", "survey/plain", "timeline", "analysis", "ledger", "words", "exchange", "shorthand", "table", "release", "web/draw"}

// impure are the imports that they do without, and what lies under them.
var impure = []string{
	"os", "net", "database/sql", "log", "math/rand", "crypto/rand", "syscall", "io/ioutil", "path/filepath", "embed", "runtime/debug",
}

// clock names the functions of package time that look at it.
var clock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "Sleep", "NewTimer", "NewTicker"}

// drivers are each for one dialect of the store.
var drivers = []string{"modernc.org/sqlite", "github.com/jackc/pgx", "github.com/lib/pq", "github.com/mattn/go-sqlite3"}

// surroundings are what only a command looks at: its arguments and
// environment, and its end.
var surroundings = map[string][]string{
	"os":  {"Exit", "Args", "Getenv", "LookupEnv", "Environ", "ExpandEnv", "Setenv", "Unsetenv"},
	"log": {"Fatal", "Fatalf", "Fatalln"},
}

func TestArrows(t *testing.T) {
	files := goFiles(t)
	for _, f := range files {
		from := packageOf(f.path)
		allowed, known := arrows[from]
		if !known {
			t.Errorf("%s: the package %q is not in the table of arrows", f.path, from)
			continue
		}
		for _, imp := range f.imports() {
			if to, ours := ourPackage(imp); ours && to != from && !slices.Contains(allowed, to) {
				t.Errorf("%s: %s imports %s; it may import %v", f.path, from, to, allowed)
			}
			if within(imp, drivers) && from != "store/sqlite" && from != bench {
				t.Errorf("%s: %s imports the driver %s, which is for a dialect of the store", f.path, from, imp)
			}
			if imp == "flag" && from != commands && from != bench {
				t.Errorf("%s: only a command reads flags", f.path)
			}
			if slices.Contains(pure, from) && within(imp, impure) && imp != "net/url" {
				t.Errorf("%s: %s is pure, and imports %s", f.path, from, imp)
			}
		}
		for pkg, names := range surroundings {
			if from != commands && from != bench && from != "foreign" {
				f.uses(t, pkg, names, "only a command looks at its surroundings, and ends")
			}
		}
		if slices.Contains(pure, from) {
			f.uses(t, "time", clock, from+" is pure, and has no clock")
		}
	}
	if len(files) < 20 {
		t.Errorf("only %d files were found", len(files))
	}
}

// The table is held too: its arrows point inwards, and never in a circle.
func TestArrowsPointInwards(t *testing.T) {
	var reaches func(from, to string, seen map[string]bool) bool
	reaches = func(from, to string, seen map[string]bool) bool {
		if seen[from] {
			return false
		}
		seen[from] = true
		for _, next := range arrows[from] {
			if next == to || reaches(next, to, seen) {
				return true
			}
		}
		return false
	}
	for name, to := range arrows {
		if reaches(name, name, map[string]bool{}) {
			t.Errorf("%s imports itself through others", name)
		}
		for _, n := range to {
			if _, known := arrows[n]; !known {
				t.Errorf("%s may import %q, which is not in the table", name, n)
			}
			if slices.Contains(pure, name) && !slices.Contains(pure, n) {
				t.Errorf("%s is pure, and may import %s, which is not", name, n)
			}
		}
	}
}

// file is a Go file that is no test, by its path from the repository's top.
type file struct {
	path string
	set  *token.FileSet
	ast  *ast.File
}

func goFiles(t *testing.T) (files []file) {
	t.Helper()
	top := ".."
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, name)
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() {
			if rel != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "node_modules" || base == "vendor") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		f := file{path: filepath.ToSlash(rel), set: token.NewFileSet()}
		if f.ast, err = parser.ParseFile(f.set, name, nil, parser.SkipObjectResolution); err != nil {
			return err
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// atTop are the packages that do not lie under internal.
var atTop = []string{commands, bench, "codebooks", "casebooks", "mappings"}

// packageOf is the name in the table of the package of a file, or its path
// where that is not the place for a package.
func packageOf(file string) string {
	dir := path.Dir(file)
	if dir == "." {
		return root
	}
	under, inside := strings.CutPrefix(dir, "internal/")
	first, _, _ := strings.Cut(under, "/")
	if inside == slices.Contains(atTop, first) {
		return dir
	}
	for name := under; name != "."; name = path.Dir(name) {
		if _, known := arrows[name]; known {
			return name
		}
	}
	return under
}

// ourPackage is the name in the table of an imported package, if it is ours.
func ourPackage(imp string) (name string, ours bool) {
	if imp == module {
		return root, true
	}
	rest, ours := strings.CutPrefix(imp, module+"/")
	return packageOf(rest + "/x.go"), ours
}

// within reports whether an import is one of the list or lies under one.
func within(imp string, list []string) bool {
	return slices.ContainsFunc(list, func(l string) bool { return imp == l || strings.HasPrefix(imp, l+"/") })
}

func (f file) imports() (paths []string) {
	for _, i := range f.ast.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// uses reports each place where the file names one of the functions or
// variables of a package of the standard library.
func (f file) uses(t *testing.T, pkg string, names []string, why string) {
	local := ""
	for _, i := range f.ast.Imports {
		if p, _ := strconv.Unquote(i.Path.Value); p != pkg {
			continue
		}
		local = path.Base(pkg)
		if i.Name != nil {
			local = i.Name.Name
		}
		if local == "." {
			t.Errorf("%s: a dot import hides what is used of %s", f.path, pkg)
		}
	}
	if local == "" {
		return
	}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := s.X.(*ast.Ident); ok && x.Name == local && slices.Contains(names, s.Sel.Name) {
			t.Errorf("%s:%d: %s.%s: %s", f.path, f.set.Position(s.Pos()).Line, pkg, s.Sel.Name, why)
		}
		return true
	})
}
