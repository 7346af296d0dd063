package timeline

import (
	"context"
	"math"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// An Update takes in what has come to the ledger since, and re-sweeps the
// incidents that it touches.
type Update struct {
	numbers
	touched map[int32]bool
	about   []int64 // the records that endings are about
}

// Update takes in what fn gives, all at once for those who read. entry and
// record are the last of the ledger then. Where fn fails the index may have a
// part of it, and is not to be used any more. What fn gave is brought to its end:
// nobody is to read half of it.
func (x *Index) Update(entry, record int64, fn func(*Update) error) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	u := &Update{numbers: numbers{index: x}, touched: map[int32]bool{}}
	if err := fn(u); err != nil {
		return err
	}
	if u.failure != nil {
		return u.failure
	}
	u.end()
	x.entry, x.record = entry, record
	x.refresh(u.touched)
	return nil
}

// Regrade takes in that a source was judged anew: every claim of it without a
// grade of its own has another now.
func (u *Update) Regrade(record int64, source uint32, r ascribe.Reliability) {
	x := u.index
	x.regrade(record, source, r)
	for i := range int32(len(x.incidents)) {
		list := x.claims.of(i)
		if !slices.ContainsFunc(list, func(c claim) bool { return c.source == source && c.flags&graded == 0 }) {
			continue
		}
		list = slices.Clone(list)
		for j := range list {
			if list[j].source == source {
				list[j].regrade(r)
			}
		}
		u.replace(i, list)
	}
}

// Add takes a statement in.
func (u *Update) Add(s Statement) {
	if u.refuse(s.Record) {
		return
	}
	c := u.index.claim(&s)
	list := u.index.claims.of(s.Incident)
	at, _ := slices.BinarySearchFunc(list, c, compareClaims)
	u.replace(s.Incident, slices.Insert(slices.Clip(list), at, c))
}

func (u *Update) replace(incident int32, list []claim) {
	u.index.claims.replace(incident, list)
	u.touched[incident] = true
}

// Move takes in that a statement or a correction is of another day.
func (u *Update) Move(record, of int64, day ascribe.Day) {
	x := u.index
	x.move(record, of, day)
	for i := range int32(len(x.incidents)) {
		j := slices.IndexFunc(x.claims.of(i), func(c claim) bool { return int64(c.record) == of })
		if j < 0 {
			continue
		}
		list := slices.Clone(x.claims.of(i))
		x.moveClaim(&list[j])
		slices.SortFunc(list, compareClaims)
		u.replace(i, list)
	}
	u.about = append(u.about, of)
}

// End takes an ending in.
func (u *Update) End(a Ending) {
	u.index.endings = append(u.index.endings, a)
	u.about = append(u.about, a.Target)
}

// end works out what became of the statements that endings are about, and
// of those that meet others now.
func (u *Update) end() {
	x := u.index
	again := map[int32]bool{}
	for i := range u.touched {
		if x.fate.touches(x.claims.of(i)) {
			again[i] = true
		}
	}
	if u.about != nil {
		x.fate = x.fates(math.MaxInt64)
		roots := u.roots()
		for i := range int32(len(x.incidents)) {
			if roots[x.incidents[i].record] || slices.ContainsFunc(x.claims.of(i), func(c claim) bool {
				return roots[int64(c.record)] || roots[x.sources[c.source].record]
			}) {
				again[i] = true
			}
		}
	}
	for i := range again {
		list := slices.Clone(x.claims.of(i))
		x.fate.apply(list, nil)
		u.replace(i, list)
	}
}

// roots are the records that the endings which have come are about: also
// those that were withdrawn by what is withdrawn now.
func (u *Update) roots() map[int64]bool {
	x := u.index
	withdrawn := map[int64]int64{} // of each ending that is a withdrawal
	for i := range x.endings {
		if a := &x.endings[i]; a.Kind != Settles {
			withdrawn[a.Record] = a.Target
		}
	}
	roots := map[int64]bool{}
	for _, r := range u.about {
		for ok := true; ok; {
			roots[r] = true
			for i := range x.endings {
				a := &x.endings[i]
				// A strike of an adjudication frees what it had settled, and with its
				// source a correction is struck.
				if a.Kind == Settles && a.Record == r || a.Source == r {
					roots[a.Target] = true
				}
			}
			r, ok = withdrawn[r]
		}
	}
	return roots
}

// refresh re-sweeps incidents, under each codebook.
func (x *Index) refresh(touched map[int32]bool) {
	x.claims.settle(len(x.incidents))
	for n, p := range x.readings {
		if len(touched) > len(x.incidents)/8+64 {
			x.buffers.takeOver(p)
			l := x.prepareBook(p.prepared.book)
			x.readings[n], _ = x.newReading(context.Background(), l, x.seen(l), x.fate, &x.buffers)
		} else {
			x.moveAlong(p, touched)
		}
	}
}

func (x *Index) moveAlong(p *reading, touched map[int32]bool) {
	p.prepared.catchUp(x.slots)
	s := p.prepared.sweeper(x.slots)
	defer p.prepared.idle.Put(s)
	touched = x.rejoin(p, touched)
	h := x.heardNow(p)
	recount := false
	p.kept.begin(len(touched))
	for i := range touched {
		before := p.spans.of(i)
		after := s.sweepOf(p.joins.of(i), i, h.claims, nil)
		p.spans.replace(i, after)
		if recount = recount || !p.tally.knows(after); !recount {
			p.tally.differences(before, after, func(was, is int, from, to int32) {
				p.tally.shift(was, is, from, to)
				p.kept.shift(was, is, from, to)
			})
		}
	}
	p.kept.end()
	for name, l := range p.histories {
		for i := range touched {
			l.steps.replace(i, s.historyOf(l, name, i, &h, nil))
		}
		l.steps.settle(len(x.incidents))
	}
	if p.begun != nil {
		x.rebegin(p, &h, touched)
	}
	p.spans.settle(len(x.incidents))
	if recount {
		x.recount(p)
	}
	p.dayTables.moveAlong(x, p, touched)
}
