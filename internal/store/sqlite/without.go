package sqlite

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"

	sqlite "modernc.org/sqlite"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// Who may not see some records reads by connections on which a view stands
// before each table that has any of them: a name is looked for among what is
// temporary first. So no query can forget them, nor count them, nor end a page
// at one.

// hangs says which records are not seen where another one is not: those that
// have it in a column. What is known to be so of one database is so of all.
var hangs = []struct{ table, column string }{
	{"link", "incident"},
	{"link", "actor"},
	{"statement", "subject"},
	{"statement", "source"},
	{"withdrawal", "target"},
	{"withdrawal", "source"},
	{"settles", "target"},
	{"regrade", "source"},
	{"row", "incident"},
	{"row", "source"},
	{"edition", "source"},
	{"edition", "dataset"},
	{"adoption", "dataset"},
	{"note", "dataset"},
	{"subject", "dataset"},
	{"erasure", "target"},
}

// unseen are the tables that none sees to whom something is kept: what a sheet
// says names what it wrote in its own words.
var unseen = []string{"sheet", "sheet_row"}

// whole are the tables that are the same for everybody: the shape of the ledger
// and what commits to it, the names of variables and values, which nothing shows
// by themselves, and who wrote.
var whole = []string{"entry", "checkpoint", "node", "fold", "term", "store", "local_person"}

// without is a pool whose connections read as if some records, and what hangs on
// them, had not been written.
func without(db *dialect.Database, records []int64) (*sql.DB, error) {
	options := slices.Concat(reading[:2], reading[4:]) // it becomes query_only when its views are made
	if db.Frozen {
		options = append(options, frozen...)
	}
	name, err := dsn(db.Address, options)
	if err != nil {
		return nil, err
	}
	kept, err := json.Marshal(records)
	if err != nil {
		return nil, err
	}
	views := viewsWithout(db.Version)
	d := &sqlite.Driver{}
	d.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, _ string) error {
		_, err := conn.ExecContext(context.Background(), views, []sqldriver.NamedValue{{Ordinal: 1, Value: string(kept)}})
		return err
	})
	pool := sql.OpenDB(&connector{d, name})
	size := max(4, runtime.NumCPU())
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return pool, nil
}

type connector struct {
	driver *sqlite.Driver
	name   string
}

func (c *connector) Connect(context.Context) (sqldriver.Conn, error) { return c.driver.Open(c.name) }

func (c *connector) Driver() sqldriver.Driver { return c.driver }

// viewsWithout is what makes a connection to a store of a version so, with the
// records as one list.
func viewsWithout(version int64) string {
	var names []string
	for _, t := range tablesOf(version) {
		names = append(names, t.Name)
	}
	var b strings.Builder
	b.WriteString(`create temp table kept (n integer not null primary key);
insert into kept select value from json_each($1);
create temp view hidden (n) as
with recursive h (n) as (
  select n from kept`)
	for _, on := range hangs {
		if slices.Contains(names, on.table) {
			fmt.Fprintf(&b, "\n  union select x.n from h join main.\"%s\" x on x.\"%s\" = h.n", on.table, on.column)
		}
	}
	b.WriteString("\n)\nselect n from h")
	for _, name := range unseen {
		if slices.Contains(names, name) {
			fmt.Fprintf(&b, "\nunion all select n from main.%s", name)
		}
	}
	// The reason of an entry that has nothing else to be seen.
	b.WriteString(`
union all select e.first from main.entry e join main.body b on b.n = e.first
where b.body ->> '$.record' = 'reason' and e.count > 1 and not exists (
  select 1 from main.record r where r.n > e.first and r.n < e.first + e.count and r.n not in (select n from h)
);
`)
	for _, name := range names {
		if !slices.Contains(whole, name) {
			fmt.Fprintf(&b, "create temp view %[1]q as %[2]s;\n", name, viewOf(name))
		}
	}
	b.WriteString("pragma query_only = 1;\n")
	return b.String()
}

// viewOf is what is seen of a table.
func viewOf(name string) string {
	switch name {
	case "rests_on":
		return "select * from main.rests_on where source not in (select n from hidden) and target not in (select n from hidden)"
	case "body":
		// A source that rests on what is not seen rests on one source that is not
		// shown, however many there are.
		return fmt.Sprintf(`select n, salt, case
  when n in (select source from main.rests_on where target in (select n from hidden)) then json_set(body, '$.rests_on', json((
    select json_group_array(id) from (
      select e.value as id from json_each(body, '$.rests_on') e
      join main.name a on a.space = %d and a.dataset = 0 and a.id = e.value and a.n not in (select n from hidden)
      union all select '%s'
    )
  )))
  else body end as body
from main.body where n not in (select n from hidden)`, ascribe.SpaceSource, ascribe.NotShown)
	}
	return fmt.Sprintf(`select * from main.%q where n not in (select n from hidden)`, name)
}
