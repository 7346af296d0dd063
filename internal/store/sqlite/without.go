package sqlite

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"encoding/json"
	"fmt"
	"regexp"
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
	{"kept_filter", "dataset"},
	{"subject", "dataset"},
	{"erasure", "target"},
	{"amendment", "target"},
	{"distinction", "one"},
	{"distinction", "other"},
	{"document", "source"},
	{"anchor", "statement"},
	{"anchor", "document"},
}

// unseen are the tables that none sees to whom something is kept: what a sheet
// says names what it wrote in its own words, and so does what was answered to an
// act.
var unseen = []string{"sheet", "sheet_row", answers}

// answers are no records.
const answers = "local_once"

// whole are the tables that are the same for everybody: the shape of the ledger
// and what commits to it, the names of variables and values, which nothing shows
// by themselves, and who wrote.
var whole = []string{"entry", "checkpoint", "node", "fold", "term", "store", "local_person"}

// Strikes take with them what the table falls says. Of those that act, a view is
// told by [stand].

// without is a pool whose connections read as if some records, and what hangs on
// them, had not been written.
func without(db *dialect.Database, records []int64) (*sql.DB, error) {
	kept, err := json.Marshal(records)
	if err != nil {
		return nil, err
	}
	return viewing(db, viewsWithout(db.Version), string(kept))
}

// standingPool is a pool whose transactions can be told which strikes act.
func standingPool(db *dialect.Database) (*sql.DB, error) {
	return viewing(db, viewsOf(namesOf(db.Version), false)+onlyReading)
}

const onlyReading = "pragma query_only = 1;\n"

// stand tells a transaction which strikes act, and up to which record amendments
// count. It forgets both when it ends.
func stand(ctx context.Context, tx *sql.Tx, acting []int64, record int64) error {
	list, err := json.Marshal(acting)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `pragma query_only = 0;
delete from acting;
insert into acting select value from json_each($1);
update stands set record = $2;
pragma query_only = 1;`, string(list), record)
	return err
}

// viewing is a pool whose connections begin with statements that make views.
func viewing(db *dialect.Database, views string, args ...any) (*sql.DB, error) {
	options := slices.Concat(reading[:2], reading[4:]) // it becomes query_only when its views are made
	if db.Frozen {
		options = append(options, frozen...)
	}
	name, err := dsn(db.Address, options)
	if err != nil {
		return nil, err
	}
	var values []sqldriver.NamedValue
	for i, a := range args {
		values = append(values, sqldriver.NamedValue{Ordinal: i + 1, Value: a})
	}
	d := &sqlite.Driver{}
	d.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, _ string) error {
		_, err := conn.ExecContext(context.Background(), views, values)
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

func namesOf(version int64) (names []string) {
	for _, t := range tablesOf(version) {
		names = append(names, t.Name)
	}
	return names
}

// viewsWithout is what makes a connection to a store of a version so, with the
// records as one list.
func viewsWithout(version int64) string {
	names := namesOf(version)
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
		if slices.Contains(names, name) && name != answers {
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
	return b.String() + viewsOf(names, true) + onlyReading
}

// viewsOf is the views of the tables: as who sees all has them who is told which
// strikes act, or as who does not see what is hidden.
func viewsOf(names []string, hidden bool) string {
	var b strings.Builder
	strikes := slices.Contains(names, "falls")
	if strikes {
		b.WriteString(`create temp table acting (strike integer not null primary key);
create temp table stands (record integer not null);
insert into stands values (0);
`)
	}
	for _, name := range names {
		if slices.Contains(whole, name) {
			continue
		}
		var where []string
		if hidden {
			where = append(where, hiddenFrom(name)...)
		}
		if strikes && slices.Contains(falling, name) {
			where = append(where, there("t"))
		}
		if strikes && name == "name" {
			where = append(where, firstThere(hidden))
		}
		columns := "*"
		switch {
		case name == "body" && hidden:
			columns = bodyWithout
		case strikes && slices.Contains(moving, name):
			columns = moved(name)
		}
		if len(where) > 0 || columns != "*" {
			fmt.Fprintf(&b, "create temp view %[1]q as select %[2]s from main.%[1]q t", name, columns)
			if len(where) > 0 {
				b.WriteString(" where " + strings.Join(where, " and "))
			}
			b.WriteString(";\n")
		}
	}
	return b.String()
}

// falling are the tables of what a strike can take with it, and moving those of
// what has days that may be those of its source.
var (
	falling = []string{"body", "name", "subject", "link", "source", "statement", "settles", "withdrawal", "regrade", "amendment", "distinction", "document", "anchor", "row", "edition", "adoption", "note", "kept_filter"}
	moving  = []string{"statement", "withdrawal"}
)

// nowhere is where no strike acts and nothing was moved: what [stand] is told of who
// reads everything as it was written.
const nowhere = "(select record from stands) = 0 and not exists (select 1 from acting)"

// there is what a row of a table has to be so that no strike that acts has taken
// it.
func there(row string) string {
	return fmt.Sprintf(`not exists (select 1 from main.falls f join acting a on a.strike = f.strike where f.n = %[1]s.n)
  and not exists (select 1 from acting a join main.taken k on k.n = a.strike where %[1]s.n between k.first and k.last)`, row)
}

// firstThere is what a name has to be where an id was given again, once the edition
// that had it was taken back: as of before, both of them are there, and it is that of
// the first. Where a view stands nowhere, it has all.
func firstThere(hidden bool) string {
	earlier := []string{"o.space = t.space", "o.dataset = t.dataset", "o.id = t.id", "o.freed < t.freed", there("o")}
	if hidden {
		earlier = append(earlier, "o.n not in (select n from hidden)")
	}
	return "(t.freed = 0 or " + nowhere + " or not exists (select 1 from main.name o where " + strings.Join(earlier, " and ") + "))"
}

// hiddenFrom is what a row of a table has to be to be seen.
func hiddenFrom(name string) []string {
	if name == answers {
		return []string{"false"}
	}
	if name == "rests_on" {
		return []string{"source not in (select n from hidden)", "target not in (select n from hidden)"}
	}
	return []string{"n not in (select n from hidden)"}
}

// bodyWithout is the columns of body. A source that rests on what is not seen rests
// on one source that is not shown, however many there are.
var bodyWithout = fmt.Sprintf(`n, salt, case
  when n in (select source from main.rests_on where target in (select n from hidden)) then json_set(body, '$.rests_on', json((
    select json_group_array(id) from (
      select e.value as id from json_each(body, '$.rests_on') e
      where exists (select 1 from main.name a where a.space = %d and a.dataset = 0 and a.id = e.value and a.n not in (select n from hidden))
      union all select '%s'
    )
  )))
  else body end as body`, ascribe.SpaceSource, ascribe.NotShown)

var column = regexp.MustCompile(`(?m)^  (\w+)\s+(integer|text|blob)`)

func columnsOf(name string) (columns []string) {
	for _, t := range tables {
		if t.Name == name {
			for _, m := range column.FindAllStringSubmatch(t.Schema, -1) {
				columns = append(columns, m[1])
			}
		}
	}
	return columns
}

// moved is the columns of a table with the days that count by then.
func moved(name string) string {
	var columns []string
	for _, c := range columnsOf(name) {
		if c == "first" || c == "last" {
			c = fmt.Sprintf("coalesce((select m.%[1]s from main.moved m where m.n = t.n and m.made <= (select record from stands) order by m.made desc limit 1), t.%[1]s) as %[1]s", c)
		}
		columns = append(columns, c)
	}
	return strings.Join(columns, ", ")
}
