package store

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// ofOneDatabase is what only one database knows, or what each has a meaning of
// its own for. PostgreSQL has truths that are no numbers, and folds letters in
// LIKE where SQLite does not.
var ofOneDatabase = regexp.MustCompile(`(?i)\b(indexed by|cross join|strict|without rowid|rowid|autoincrement|pragma|vacuum|attach|glob|like|ilike|regexp|match|collate|` +
	`insert or|replace into|on conflict|returning|exists \(select[^)]*\)$|true|false|now|current_\w+|` +
	`(json\w*|group_concat|string_agg|printf|format|ifnull|iif|instr|typeof|hex|quote|random\w*|zeroblob|total|date|time|datetime|julianday|strftime|unixepoch|changes|last_insert_rowid|sqlite_\w+)\s*\()|->|\?|@|\|\||::|sqlite_|pg_`)

var (
	comment   = regexp.MustCompile(`--.*`)
	parameter = regexp.MustCompile(`\$(\w+)`)
)

// sharedQueries are the queries as their files have them, on one line each.
func sharedQueries() map[string]string {
	queries := dialect.LoadQueries(sqlFiles, "sql")
	for name, text := range queries {
		queries[name] = strings.Join(strings.Fields(comment.ReplaceAllString(text, "")), " ")
	}
	return queries
}

// TestSQLTravels: the queries that databases share say nothing that only one of
// them knows, and their parameters are $1 and on.
func TestSQLTravels(t *testing.T) {
	queries := sharedQueries()
	if len(queries) < 100 {
		t.Errorf("only %d queries were found", len(queries))
	}
	for name, text := range queries {
		if only := ofOneDatabase.FindString(text); only != "" {
			t.Errorf("%s: %q is of one database", name, only)
		}
		if strings.Contains(text, ";") {
			t.Errorf("%s: it is more than one statement", name)
		}
		used := map[int]bool{}
		for _, m := range parameter.FindAllStringSubmatch(text, -1) {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				t.Errorf("%s: the parameter %s is no number", name, m[0])
			}
			used[n] = true
		}
		for n := 1; n <= len(used); n++ {
			if !used[n] {
				t.Errorf("%s: it has %d parameters, and no $%d", name, len(used), n)
			}
		}
	}
}

// oneRow are the queries that give one row at most: an aggregate of all rows, or
// a row by its key.
var oneRow = regexp.MustCompile(`^select (count\(|coalesce\((min|max)\(|case when exists)|` +
	`from \w+ where (n|size|id|name|text|target) = \$1$|` +
	`^select (hash|r\.hash, b\.salt, b\.body) from .*where (n|r\.n) = \$1$|` +
	`where (a\.)?space = \$1 and (a\.)?dataset = \$2 and (a\.)?id = \$3$| and key = \$2$`)

// complete are the last columns of an order that leaves nothing open: numbers of
// records and times, which are given once, with what makes a pair of them.
var complete = regexp.MustCompile(` order by (\w+\.)?(n|size|time|source|target|id|strike|made|made, n, strike|n, (\w+\.)?target|\w+, (\w+\.)?n|source, target)( desc)?( limit (1|\$\d))?$`)

// TestOrdersAreComplete: two databases give the same rows in the same order.
func TestOrdersAreComplete(t *testing.T) {
	for name, text := range sharedQueries() {
		if !strings.HasPrefix(text, "select ") && !strings.HasPrefix(text, "with ") || name == "store.get" { // the table has one row
			continue
		}
		if !oneRow.MatchString(text) && !complete.MatchString(text) {
			t.Errorf("%s: its rows come in no order that is said, or in one that leaves some open: %s", name, text)
		}
	}
}

// statement is how a statement of SQL begins.
var statement = regexp.MustCompile(`(?i)^\s*(select\s.+\sfrom\s|select\s(count|coalesce|1)|insert\s+(or\s+\w+\s+)?into\s|delete\s+from\s|update\s+\w+\s+set\s|(create|drop|alter)\s+(virtual\s+)?(table|index|trigger|view)\s|pragma\s|vacuum|attach\s|begin\s+(immediate|exclusive)|with\s+(recursive\s+)?\w+\s*(\([^)]*\))?\s*as\s*\()`)

// TestSQLIsInFiles: no Go source has SQL in it but those of one database, which
// nothing but the store knows of.
func TestSQLIsInFiles(t *testing.T) {
	const top = "../.."
	read := 0
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(top, path)
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if name == "bench" || name == "internal/store/sqlite" || strings.HasPrefix(d.Name(), ".") && name != "." || d.Name() == "node_modules" {
				return filepath.SkipDir // the benchmark asks other engines the same
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		read++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil && statement.MatchString(text) {
					t.Errorf("%s: %q is SQL, which is in the store's .sql files", name, text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || read < 200 {
		t.Errorf("%d files were read: %v", read, err)
	}
	for _, text := range []string{"delete from fold", "select n from entry", "pragma secure_delete = 1", "drop table x", "begin immediate"} {
		if !statement.MatchString(text) {
			t.Errorf("%q is not taken for SQL", text)
		}
	}
}

var updatePlans = flag.Bool("update-plans", false, "write testdata/plans.txt anew")

// TestPlans holds how SQLite goes about each query. What it makes of one without
// a hint depends on the schema alone, since a store has no statistics: where
// another release of it chooses worse, the query gets its hint in a text of
// SQLite's own.
func TestPlans(t *testing.T) {
	f := newFixture(t)
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(sharedQueries())) {
		text := onSQLite.query(name)
		if strings.HasPrefix(text, "insert ") {
			continue
		}
		fmt.Fprintf(&b, "%s\n", name)
		for _, step := range planOf(t, f, text) {
			fmt.Fprintf(&b, "  %s\n", step)
		}
	}
	const golden = "testdata/plans.txt"
	if *updatePlans {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
}

func planOf(t *testing.T, f *fixture, text string) (steps []string) {
	t.Helper()
	most := 0
	for _, m := range parameter.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		most = max(most, n)
	}
	rows, err := f.writer.Query("explain query plan "+text, make([]any, most)...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
