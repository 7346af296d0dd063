package store

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// A vandal has a copy of a good store, and a connection that nothing holds
// back.
type vandal struct {
	t    *testing.T
	path string
	db   *sql.DB
}

func newVandal(t *testing.T, good string) *vandal {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := raw(path, "_pragma", "ignore_check_constraints(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &vandal{t, path, db}
}

func (v *vandal) must(query string, args ...any) {
	v.t.Helper()
	if _, err := v.db.Exec(query, args...); err != nil {
		v.t.Fatalf("%s: %v", query, err)
	}
}

// untriggered does something to a table without its triggers, which are there
// again afterwards.
func (v *vandal) untriggered(table string, do func()) {
	v.t.Helper()
	triggers := v.strings("select sql from sqlite_schema where type = 'trigger' and tbl_name = ?", table)
	for _, name := range v.strings("select name from sqlite_schema where type = 'trigger' and tbl_name = ?", table) {
		v.must("drop trigger " + name)
	}
	do()
	for _, t := range triggers {
		v.must(t)
	}
}

func (v *vandal) strings(query string, args ...any) (list []string) {
	v.t.Helper()
	rows, err := v.db.Query(query, args...)
	if err != nil {
		v.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			v.t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

// rows is all rows of a table in the order of its key, and its columns.
func (v *vandal) rows(table string) (columns []string, all [][]any) {
	v.t.Helper()
	columns = v.strings("select name from pragma_table_info(?)", table)
	rows, err := v.db.Query("select * from " + table + " order by " + strings.Join(v.key(table), ", "))
	if err != nil {
		v.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		c := cursor{rows: rows, values: make([]any, len(columns)), dest: make([]any, len(columns))}
		for i := range c.values {
			c.dest[i] = &c.values[i]
		}
		if err := rows.Scan(c.dest...); err != nil {
			v.t.Fatal(err)
		}
		all = append(all, c.values)
	}
	return columns, all
}

func (v *vandal) key(table string) []string {
	return v.strings("select name from pragma_table_info(?) where pk > 0 order by pk", table)
}

func (v *vandal) delete(table string, columns []string, row []any) {
	v.t.Helper()
	v.must("delete from "+table+" where "+strings.Join(columns, " is ? and ")+" is ?", row...)
}

func (v *vandal) insert(table string, row []any) error {
	_, err := v.db.Exec("insert into "+table+" values (?"+strings.Repeat(", ?", len(row)-1)+")", row...)
	return err
}

// found closes the copy and checks that Verify finds the fault, and names it.
func (v *vandal) found(table string) {
	v.t.Helper()
	if err := v.db.Close(); err != nil {
		v.t.Fatal(err)
	}
	s, err := Open(v.t.Context(), v.path)
	if err == nil {
		defer s.Close()
		_, err = s.Verify(v.t.Context(), nil)
	}
	if ascribe.KindOf(err) != ascribe.ErrUnverified {
		v.t.Fatalf("Verify = %v, want an unverified error", err)
	}
	names := []string{table}
	switch table {
	case "body":
		names = append(names, "record ")
	case "entry", "record":
		names = append(names, "record ", "entry ")
	case "amendment": // what else is amended would fall with what is struck
		names = append(names, "falls")
	case "adoption":
		names = append(names, "codebook ")
	case "store":
		names = append(names, "checkpoint ")
	}
	if !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(err.Error(), n) }) {
		v.t.Errorf("Verify = %q, which names none of %q", err, names)
	}
}

// changed is a value that is not the one given, and of its type.
func changed(value any) []any {
	switch x := value.(type) {
	case nil:
		return []any{int64(1), "x", []byte("x")}
	case int64:
		return []any{x + 1, x + 1000, nil}
	case string:
		return []any{x + "x"}
	case []byte:
		y := slices.Clone(x)
		y[0] ^= 1
		return []any{y}
	}
	panic(fmt.Sprintf("no way to change a %T", value))
}

func goodStore(t *testing.T, also ...func(*fixture)) string {
	t.Helper()
	f := newFixture(t)
	populate(f)
	for _, write := range also {
		write(f)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return f.path
}

func TestVerifyFindsEveryTampering(t *testing.T) {
	good := goodStore(t, putRight)
	schema := newVandal(t, good)
	for _, table := range onSQLite.Tables(onSQLite.Version) {
		if table.Class == dialect.Local {
			continue
		}
		name := table.Name
		columns, rows := schema.rows(name)
		if len(rows) < 2 && name != "store" {
			t.Fatalf("the good store has %d rows in %s", len(rows), name)
		}
		for i, column := range columns {
			for _, at := range []int{0, len(rows) - 1} {
				t.Run(fmt.Sprintf("%s/change %s of row %d", name, column, at), func(t *testing.T) {
					v := newVandal(t, good)
					v.untriggered(name, func() {
						v.delete(name, columns, rows[at])
						for _, value := range changed(rows[at][i]) {
							row := slices.Clone(rows[at])
							row[i] = value
							if v.insert(name, row) == nil {
								return
							}
						}
						t.Fatal("nothing else could be stored")
					})
					v.found(name)
				})
			}
		}
		for _, at := range []int{0, len(rows) - 1} {
			t.Run(fmt.Sprintf("%s/delete row %d", name, at), func(t *testing.T) {
				v := newVandal(t, good)
				v.untriggered(name, func() { v.delete(name, columns, rows[at]) })
				v.found(name)
			})
		}
		t.Run(name+"/add a row", func(t *testing.T) {
			v := newVandal(t, good)
			v.untriggered(name, func() {
				row := slices.Clone(rows[len(rows)-1])
				for i, column := range columns {
					unique := slices.Contains(v.key(name), column) || column == "first" && name == "entry" || column == "time" ||
						column == "target" && name == "erasure" || column == "text" && name == "term"
					if !unique {
						continue
					}
					switch x := row[i].(type) {
					case int64:
						row[i] = x + 1
					case string:
						row[i] = x + "x"
					}
				}
				if err := v.insert(name, row); err != nil {
					t.Fatal(err)
				}
			})
			v.found(name)
		})
		if name == "store" || len(columns) == 1 {
			continue
		}
		t.Run(name+"/exchange two rows", func(t *testing.T) {
			v := newVandal(t, good)
			key := v.key(name)
			keep := len(key)
			if keep == len(columns) {
				keep-- // a table of pairs: exchange their second halves
			}
			a, b := exchangeable(rows, keepColumns(columns, key[:keep]))
			if a == nil {
				t.Fatal("the good store has no two rows to exchange")
			}
			v.untriggered(name, func() {
				v.delete(name, columns, a)
				v.delete(name, columns, b)
				x, y := slices.Clone(b), slices.Clone(a)
				for _, i := range keepColumns(columns, key[:keep]) {
					x[i], y[i] = a[i], b[i]
				}
				for _, row := range [][]any{x, y} {
					if err := v.insert(name, row); err != nil {
						t.Fatal(err)
					}
				}
			})
			v.found(name)
		})
	}
	for _, kind := range []string{"trigger", "index"} {
		for _, name := range schema.strings("select name from sqlite_schema where type = ? and sql is not null", kind) {
			t.Run("drop "+kind+" "+name, func(t *testing.T) {
				v := newVandal(t, good)
				v.must("drop " + kind + " " + name)
				v.found(name)
			})
		}
	}
	for what, do := range map[string]string{
		"weaker": "drop trigger entry_update; create trigger entry_update before update on entry begin select 1; end",
		"extra":  "create table extra (x)",
		"view":   "create view extra as select 1",
	} {
		t.Run("schema/"+what, func(t *testing.T) {
			v := newVandal(t, good)
			v.must(do)
			v.found(map[string]string{"weaker": "entry_update", "extra": "extra", "view": "extra"}[what])
		})
	}
}

func keepColumns(columns, key []string) (at []int) {
	for i, c := range columns {
		if slices.Contains(key, c) {
			at = append(at, i)
		}
	}
	return at
}

// exchangeable is two rows that become others when all but the kept columns
// are exchanged.
func exchangeable(rows [][]any, keep []int) (a, b []any) {
	for i, a := range rows {
		for _, b := range rows[i+1:] {
			x, y := slices.Clone(b), slices.Clone(a)
			for _, k := range keep {
				x[k], y[k] = a[k], b[k]
			}
			is := func(row []any) bool { return slices.EqualFunc(x, row, same) || slices.EqualFunc(y, row, same) }
			if !slices.ContainsFunc(rows, is) {
				return a, b
			}
		}
	}
	return nil, nil
}

func TestUntouchedCopyVerifies(t *testing.T) {
	v := newVandal(t, goodStore(t))
	s, err := Open(t.Context(), v.path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var done, total int64
	r, err := s.Verify(t.Context(), func(d, of int64) { done, total = d, of })
	if err != nil {
		t.Fatal(err)
	}
	if r.Entries != 11 || r.Checkpoints != 11 || r.Erased != 3 || r.Records != done || done != total || r.Derived == 0 || len(r.NotCovered) == 0 {
		t.Errorf("Verify = %+v after %d of %d", r, done, total)
	}
}

func TestVerifyAgainst(t *testing.T) {
	f := newFixture(t)
	f.write(&ascribe.Incident{ID: "a", Title: "A"})
	early, err := f.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.write(&ascribe.Incident{ID: "b", Title: "B"})
	late, err := f.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, kept := range [][]byte{early, late} {
		if err := f.VerifyAgainst(t.Context(), kept); err != nil {
			t.Errorf("VerifyAgainst its own checkpoint: %v", err)
		}
	}

	rewritten := newFixture(t) // with the same id and key
	rewritten.write(&ascribe.Incident{ID: "a", Title: "Another A"})
	cut := newFixture(t)
	cut.write(&ascribe.Incident{ID: "a", Title: "A"})
	for name, tc := range map[string]struct {
		store *fixture
		kept  []byte
	}{
		"rewritten": {rewritten, early},
		"cut off":   {cut, late},
		"garbage":   {f, []byte("x")},
	} {
		if _, err := tc.store.Verify(t.Context(), nil); err != nil {
			t.Errorf("%s: Verify alone finds %v", name, err)
		}
		if err := tc.store.VerifyAgainst(t.Context(), tc.kept); ascribe.KindOf(err) != ascribe.ErrUnverified {
			t.Errorf("%s: VerifyAgainst = %v, want an unverified error", name, err)
		}
	}
	rewritten.write(&ascribe.Incident{ID: "b", Title: "B"})
	if err := rewritten.VerifyAgainst(t.Context(), late); ascribe.KindOf(err) != ascribe.ErrUnverified {
		t.Errorf("VerifyAgainst = %v, want an unverified error", err)
	}
}
