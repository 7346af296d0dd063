package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A comparison derives the rows of record after record, and compares them
// with those that are stored. Records come in their order, and so do the rows
// of a table by its key: one cursor a table walks along.
//
// Two tables have another order. A name is looked up by its key. Of the terms
// it is enough that each first use gets the next number. That both tables
// have nothing else shows in their counts.
//
// What a record refers to is found in the stored tables themselves. That is
// sound: all names are compared with what the records give alone, so a wrong
// one is found, if perhaps only after what it misled.
//
// A store of an older schema is compared in what it has.
type comparison struct {
	ctx     context.Context
	deriver *deriver
	cursors map[string]*cursor
	names   int64
	terms   int64
	rows    int64
}

func newComparison(ctx context.Context, p *prepared, version int64) (*comparison, error) {
	c := &comparison{ctx: ctx, cursors: make(map[string]*cursor)}
	r := newResolver(p)
	r.newTerm = c.term
	c.deriver = &deriver{resolver: r, emit: c.row, righted: newRighted(), version: version}
	var err error
	if c.deriver.erasures, err = readErasures(ctx, p); err != nil {
		return nil, err
	}
	for _, t := range p.derivedIn(version) {
		if t == "name" || t == "term" || t == "node" {
			continue
		}
		rows, err := p.rows(t + ".scan")
		if err != nil {
			c.close()
			return nil, err
		}
		c.cursors[t] = &cursor{table: t, rows: rows}
	}
	return c, nil
}

func (c *comparison) close() {
	for _, cur := range c.cursors {
		cur.rows.Close() //nolint:errcheck // what was read was read
	}
}

// record compares the rows of a record; of an erased one the noun is nil.
func (c *comparison) record(n int64, hash []byte, noun ascribe.Noun) error {
	err := c.deriver.again(n, hash, noun)
	if e, ok := err.(*ascribe.Error); ok && e.Kind != ascribe.ErrUnverified { //nolint:errorlint // derive wraps nothing
		return unverified("record %d, or a derived table: %v", n, err)
	}
	return err
}

// term takes the stored number of a text.
func (c *comparison) term(text string, found int64) (int64, error) {
	switch {
	case found == 0:
		return 0, unverified("table term: %q is missing", text)
	case found == c.terms+1:
		c.terms++
		c.rows++
	case found > c.terms:
		return 0, differs("table term: the number of %q", text, found, c.terms+1)
	}
	return found, nil
}

// row takes a derived row.
func (c *comparison) row(table string, values ...any) error {
	if table == "name" {
		c.rows++
		c.names++
		query, key := "name.freed", []any{values[0], values[1], values[2], values[4]}
		if c.deriver.version < 3 {
			query, key = "name.find", values[:3]
		}
		n, err := c.deriver.number(query, key...)
		if err == nil && n != values[3] {
			err = differs("table name: the record of %q", values[2], n, values[3])
		}
		return err
	}
	cur, ok := c.cursors[table]
	if !ok {
		return nil // an older store does without it
	}
	c.rows++
	return cur.expect(values)
}

// finish checks that nothing is stored beyond what was derived, and is the
// number of rows.
func (c *comparison) finish() (int64, error) {
	for _, t := range c.deriver.derived {
		cur, ok := c.cursors[t]
		if !ok {
			continue
		}
		stored, err := cur.next()
		if err != nil {
			return 0, err
		}
		if stored != nil {
			return 0, unverified("table %s: row %s comes from no record", t, show(stored))
		}
	}
	for _, t := range []struct {
		name string
		want int64
	}{{"name", c.names}, {"term", c.terms}} {
		have, err := c.deriver.number(t.name + ".count")
		if err != nil {
			return 0, err
		}
		if have != t.want {
			return 0, unverified("table %s has %d rows, and the records give %d", t.name, have, t.want)
		}
	}
	return c.rows, nil
}

// A cursor walks along a table.
type cursor struct {
	table  string
	rows   *sql.Rows
	values []any
	dest   []any
}

// next is the next row, nil after the last. It is valid until the next call.
func (c *cursor) next() ([]any, error) {
	if !c.rows.Next() {
		return nil, c.rows.Err()
	}
	if c.values == nil {
		columns, err := c.rows.Columns()
		if err != nil {
			return nil, err
		}
		c.values, c.dest = make([]any, len(columns)), make([]any, len(columns))
		for i := range c.values {
			c.dest[i] = &c.values[i]
		}
	}
	return c.values, c.rows.Scan(c.dest...)
}

func (c *cursor) expect(want []any) error {
	have, err := c.next()
	if err != nil {
		return err
	}
	if have == nil {
		return unverified("table %s: row %s of record %v is missing", c.table, show(want), want[0])
	}
	if !slices.EqualFunc(have, want, same) {
		return unverified("table %s: record %v gives %s, and the next row is %s", c.table, want[0], show(want), show(have))
	}
	return nil
}

func same(a, b any) bool {
	x, ok1 := a.([]byte)
	y, ok2 := b.([]byte)
	if ok1 || ok2 {
		return ok1 && ok2 && bytes.Equal(x, y)
	}
	return a == b
}

// show writes a row for a person.
func show(row []any) string {
	parts := make([]string, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
			parts[i] = "null"
		case []byte:
			parts[i] = fmt.Sprintf("%x", v)
		default:
			parts[i] = fmt.Sprint(v)
		}
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
