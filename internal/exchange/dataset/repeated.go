package dataset

import (
	"fmt"
	"hash/maphash"

	"github.com/ascribe-project/ascribe"
)

// repeated does with the rows of one id what the mapping says. It takes some
// memory for each id; where repeated rows are refused, none.
type repeated struct {
	way   Repeated
	seed  maphash.Seed
	rows  map[uint64]int32 // of an id: how many rows so far or, where the last counts, the number of its last
	lines map[uint64]int32 // where the last counts: the line of that
}

// newRepeated prepares a reading of the table's rows. Where the last row of an
// id counts, the file is read through once for that.
func (t *Table) newRepeated() (repeated, error) {
	r := repeated{way: t.mapping.Repeated}
	switch r.way {
	case KeepRepeated, LastRepeated:
		r.seed, r.rows = maphash.MakeSeed(), map[uint64]int32{}
	default:
		return r, nil
	}
	if r.way == LastRepeated {
		r.lines = map[uint64]int32{}
		if err := t.findLast(&r); err != nil {
			return r, err
		}
		t.restart()
	}
	return r, nil
}

// findLast notes the last row of each id. What is wrong with the file is for
// the reading that follows.
func (t *Table) findLast(r *repeated) error {
	var unheard ascribe.Problems
	g, err := t.open(&unheard)
	if err != nil {
		return err
	}
	defer g.close()
	if _, err := g.header(); err != nil {
		return err
	}
	b := newBuilder(t, g, &unheard)
	for {
		ok, err := g.next()
		if err != nil || !ok {
			return err
		}
		b.rows++
		if id, wrong := b.id(); wrong == "" {
			key := maphash.String(r.seed, id.id)
			r.rows[key], r.lines[key] = int32(b.rows), g.start().line
		}
	}
}

// keep reports whether the row stays, and gives one that is kept beside others
// of its id an id of its own.
func (r *repeated) keep(b *builder, row *Row) bool {
	switch r.way {
	case KeepRepeated:
		key := maphash.String(r.seed, row.ID)
		r.rows[key]++
		if n := r.rows[key]; n > 1 {
			own := fmt.Sprintf("%s#%d", row.ID, n)
			if !ascribe.ValidDatasetID(own) {
				own = hashedID([]string{row.ID, fmt.Sprint(n)})
			}
			if b.table.ids == ascribe.IDsFolded {
				own, _ = makeID(own)
			}
			b.remark(b.grid.start(), fmt.Sprintf("the id %q is there again, and this row was kept as %q", row.ID, own))
			row.ID = own
		}
	case LastRepeated:
		key := maphash.String(r.seed, row.ID)
		if r.rows[key] != int32(b.rows) {
			b.remark(b.grid.start(), fmt.Sprintf("the id %q is there again in line %d, and that row counts", row.ID, r.lines[key]))
			return false
		}
	}
	return true
}
