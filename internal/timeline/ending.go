package timeline

import (
	"math"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// fate is what became of statements, by their record.
type fate map[uint32]lot

type lot struct {
	corrected int32    // the first day on which its source has taken it back, or never
	settled   int32    // the first day on which an adjudication settles it, or never
	by        []uint32 // the records of those
	struck    bool
}

// fates works out what the endings up to a record come to. A claim is struck
// with its incident, and with its source.
func (x *Index) fates(record int64) fate {
	f := fates(x.dated(record), record)
	if len(f) == 0 {
		return f
	}
	gone := map[uint32]bool{} // sources
	for n := range f {
		if source, ok := x.sourceAt[int64(n)]; ok && f[n].struck {
			gone[source] = true
		}
	}
	strike := func(list []claim, all bool) {
		for j := range list {
			if c := &list[j]; all || gone[c.source] {
				now, ok := f[c.record]
				if !ok {
					now.corrected, now.settled = never, never
				}
				now.struck = true
				f[c.record] = now
			}
		}
	}
	for i := range int32(len(x.incidents)) {
		if all := f[uint32(x.incidents[i].record)].struck; all || len(gone) > 0 {
			strike(x.claims.of(i), all)
		}
	}
	return f
}

// fates is what endings up to a record come to, of the records that they name.
func fates(endings []Ending, record int64) fate {
	if len(endings) == 0 {
		return nil
	}
	withdrawn := ascribe.Withdrawals[int64]{}
	for i := range endings {
		if a := &endings[i]; a.Kind != Settles {
			withdrawn.Add(ascribe.Withdrawing[int64]{By: a.Record, Target: a.Target, Recorded: a.Record, Kind: withdrawalKinds[a.Kind], Day: a.Day, Source: a.Source})
		}
	}
	f := fate{}
	for target := range withdrawn {
		now := lot{corrected: int32(withdrawn.Until(target, record)), settled: never, struck: withdrawn.Struck(target, record)}
		if now.struck || now.corrected != never {
			f[uint32(target)] = now
		}
	}
	for i := range endings {
		a := &endings[i]
		if a.Kind != Settles || a.Record > record || f[uint32(a.Record)].struck {
			continue
		}
		now, ok := f[uint32(a.Target)]
		if !ok {
			now.corrected, now.settled = never, never
		}
		now.settled = min(now.settled, int32(a.Day))
		now.by = append(now.by, uint32(a.Record))
		f[uint32(a.Target)] = now
	}
	return f
}

var withdrawalKinds = [...]ascribe.WithdrawalKind{Corrects: ascribe.Correction, Strikes: ascribe.Strike}

// touches reports whether something became of one of the claims.
func (f fate) touches(list []claim) bool {
	return len(f) > 0 && slices.ContainsFunc(list, func(c claim) bool { _, ok := f[c.record]; return ok })
}

// apply changes the claims of an incident by what became of them. What an
// earlier call did to them is undone first.
func (f fate) apply(list []claim, t twins) {
	for i := range list {
		list[i].until = never
		list[i].flags &^= struck
	}
	if !f.touches(list) {
		return
	}
	for i := range list {
		if f[list[i].record].struck {
			list[i].flags |= struck
		}
	}
	corrected := f.corrected(list, t)
	for i := range list {
		c := &list[i]
		c.until = corrected[i]
		if now, ok := f[c.record]; ok {
			c.until = min(c.until, now.settled)
		}
	}
}

// corrected is the first day on which the source of each claim has taken it
// back. A correction acts on every coding of the utterance, and on what settled
// any of them. Struck claims are marked as such.
func (f fate) corrected(list []claim, t twins) []int32 {
	days := slices.Repeat([]int32{never}, len(list))
	for i := range list {
		now, ok := f[list[i].record]
		if !ok || now.corrected == never {
			continue
		}
		days[i] = min(days[i], now.corrected)
		for _, j := range codings(list, &list[i], t) {
			f.takeBack(list, days, j, now.corrected)
		}
	}
	return days
}

func (f fate) takeBack(list []claim, days []int32, i int, day int32) {
	days[i] = min(days[i], day)
	for _, by := range f[list[i].record].by {
		j := slices.IndexFunc(list, func(c claim) bool { return c.record == by })
		if j >= 0 && by > list[i].record && list[j].flags&struck == 0 {
			f.takeBack(list, days, j, day)
		}
	}
}

// lastCorrected is the highest-numbered claim that its source took back on a
// day, nil if there is none. That an adjudication settles a claim does not count.
func (f fate) lastCorrected(list []claim, t twins, day int32) (last *claim) {
	if !f.touches(list) {
		return nil
	}
	for i, corrected := range f.corrected(list, t) {
		if c := &list[i]; corrected == day && c.day <= day && c.flags&struck == 0 && (last == nil || c.record > last.record) {
			last = c
		}
	}
	return last
}

// end works out until when each claim counts, and which claims are struck.
func (x *Index) end() {
	x.fate = x.fates(math.MaxInt64)
	if len(x.fate) == 0 {
		return
	}
	for i := range int32(len(x.incidents)) {
		x.fate.apply(x.claims.of(i), nil)
	}
}

// recordedBy gives the claims of an incident as they stood at a record, with
// the fates as of then.
func (x *Index) recordedBy(record int64, f fate, t twins, list, into []claim) []claim {
	for _, c := range list {
		if int64(c.record) > record {
			continue
		}
		if s := &x.sources[c.source]; s.regrades != nil {
			c.regrade(s.at(record))
		}
		c.day = int32(x.dayAt(int64(c.record), record, ascribe.Day(c.day)))
		into = append(into, c)
	}
	if len(x.moves) > 0 {
		slices.SortFunc(into, compareClaims)
	}
	f.apply(into, t)
	return into
}
