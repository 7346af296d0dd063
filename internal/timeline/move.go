package timeline

import (
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A moved day is one that a statement or a correction has from a record on: its
// source came out on another day than had been written.
type moved struct {
	record int64
	day    ascribe.Day
}

// move has a statement or a correction be of another day from a record on. Calls
// must be in the order of the ledger.
func (x *Index) move(record, of int64, day ascribe.Day) {
	if x.moves == nil {
		x.moves = map[int64][]moved{}
	}
	x.moves[of] = append(x.moves[of], moved{record, day})
}

// dayAt is the day of a statement or correction as it stood at a record: present,
// where it was never moved.
func (x *Index) dayAt(of, record int64, present ascribe.Day) ascribe.Day {
	day := present
	for i, list := len(x.moves[of])-1, x.moves[of]; i >= 0; i-- {
		if day = list[i].day; list[i].record <= record {
			break
		}
	}
	return day
}

// from notes the day that a claim had before it was moved, and gives it that which
// it has now. It reports whether the claim was moved.
func (x *Index) moveClaim(c *claim) bool {
	list := x.moves[int64(c.record)]
	if len(list) == 0 {
		return false
	}
	if list[0].record != 0 {
		list = slices.Insert(list, 0, moved{0, ascribe.Day(c.day)})
		x.moves[int64(c.record)] = list
	}
	c.day = int32(list[len(list)-1].day)
	return true
}

// dated are the endings with their days as of a record.
func (x *Index) dated(record int64) []Ending {
	if len(x.moves) == 0 {
		return x.endings
	}
	list := slices.Clone(x.endings)
	for i := range list {
		a := &list[i]
		if of := x.moves[a.Record]; len(of) > 0 && (of[0].record == 0 || of[0].record <= record) {
			a.Day = x.dayAt(a.Record, record, a.Day)
		}
	}
	return list
}
