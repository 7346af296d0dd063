package timeline

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A span is a stretch of days, to the next span of its incident, on which
// outcome, settled and year stayed the same.
type span struct {
	from    int32
	year    int32
	outcome int16 // in preparedBook.outcomes; -1: no row holds
	settled bool
}

// elsewhere is the outcome of a span in which the incident is not counted any more:
// it is one with an earlier one.
const elsewhere = -2

// counted reports whether the incident is, in the span.
func (s span) counted() bool { return s.outcome != elsewhere }

const never = int32(ascribe.MaxDay)

// A sweeper works out the spans of one incident after another. It belongs to
// one goroutine.
type sweeper struct {
	*preparedBook
	slots []*slot

	claims []claim // of the incident
	// Of each place, what the simple way knows of it.
	tops []top
	seen uint64 // the places of which there is a top
	slow uint64 // the places that are not simple, or not in this incident
	// The clauses that hold by each place, and by each whole test.
	known, sure, may []uint64
	now, first       []uint64 // the three in one, and as they are where nothing has been said
	unsure           uint64   // the places of which the three are not the same
	unsureWholes     bool     // whether there are such among the whole tests
	// The same as values, for what needs them.
	knownVals, could []codebook.Values
	closed           bool

	candidates []*classify.Claim
	store      []classify.Claim
	days       []int32
	spans      []span // room for those of one incident
	answers    map[question]codebook.Truth
	live       []int32 // the claims that count for anything
	ends       []int32 // those of them that cease to, in the order in which they do
}

// A question is a whole test over the values that its variables have.
type question struct {
	test   int
	values [3]uint64
}

// top is what the latest policy picks of a variable that nobody has denied or
// raised anything of: the last claim, and the values of its day.
type top struct {
	day   int32
	grade uint8
	value uint8
	bits  uint64
}

// plain reports whether the top's value is all that the variable could have,
// as long as it is closed.
func (t *top) plain() bool { return t.bits&(t.bits-1) == 0 && t.value != codebook.NotExamined }

func newSweeper(l *preparedBook, slots []*slot) *sweeper {
	n := len(l.place)
	s := &sweeper{
		preparedBook: l, slots: slots, tops: make([]top, n), first: slices.Concat(l.known, l.sure, l.may),
		knownVals: make([]codebook.Values, len(l.knownVals)), could: make([]codebook.Values, len(l.could)),
	}
	size := len(l.known)
	s.now = make([]uint64, 3*size)
	s.known, s.sure, s.may = s.now[:size:size], s.now[size:2*size:2*size], s.now[2*size:]
	if len(l.wholes) > 0 {
		s.answers = map[question]codebook.Truth{}
	}
	return s
}

// sweeper is one that has been used before, if there is one: to make one takes
// longer than to sweep an incident. It is given back with idle.Put.
func (l *preparedBook) sweeper(slots []*slot) *sweeper {
	if s, ok := l.idle.Get().(*sweeper); ok {
		s.slots = slots
		return s
	}
	return newSweeper(l, slots)
}

// begin makes ready for another incident, of which nothing has been said.
func (s *sweeper) begin(claims []claim) {
	s.claims = claims
	s.seen, s.slow, s.closed = 0, ^s.simple, s.closedAtFirst
	copy(s.now, s.first)
	s.unsure, s.unsureWholes = s.preparedBook.unsure, s.preparedBook.unsureWholes
	if s.needsValues {
		copy(s.knownVals, s.preparedBook.knownVals)
		copy(s.could, s.preparedBook.could)
	}
}

// sweep appends the spans of an incident, whose claims are sorted.
func (s *sweeper) sweep(claims []claim, out []span) []span {
	if s.program == nil {
		s.claims = claims
		return s.sweepSlowly(out)
	}
	s.begin(claims)
	since := s.sift()
	if since == never {
		return out
	}
	first := len(out)
	year := int32(noYear)
	var dates dates
	live, ends := s.live, s.ends
	if s.firstDay() > since { // nothing that counts came with what came first
		outcome, settled := s.decide()
		out = append(out, span{since, year, int16(outcome), settled})
	}
	for i, e := 0, 0; i < len(live) || e < len(ends); {
		day := never
		if i < len(live) {
			day = claims[live[i]].day
		}
		if e < len(ends) {
			day = min(day, claims[ends[e]].until)
		}
		var changed, again uint64 // the places to weigh, and those to recount before
		var moved uint64          // not 0: something has changed of what holds
		dated := false
		for ; i < len(live) && claims[live[i]].day == day; i++ {
			c := &claims[live[i]]
			v := &s.views[c.slot]
			if v.dated {
				dated = true
				dates.note(c)
			}
			if v.place < 0 {
				continue
			}
			number := v.numbers[c.value]
			if number == unknownNumber {
				continue
			}
			k := int(v.place) & 63
			bit := uint64(1) << k
			if c.stance() != asserts {
				s.slow |= bit
			}
			if s.slow&bit == 0 && c.until > day {
				s.add(k, c, number)
				if v.clauses != nil && s.tops[k].plain() {
					now := v.clauses[number]
					moved |= s.known[k] ^ now | s.unsure&bit
					s.known[k], s.sure[k], s.may[k] = now, now, now
					s.unsure &^= bit
					changed &^= bit
					continue
				}
			}
			changed |= bit
		}
		for ; e < len(ends) && claims[ends[e]].until == day; e++ {
			v := &s.views[claims[ends[e]].slot]
			dated = dated || v.dated
			if v.place >= 0 {
				again |= 1 << v.place
			}
		}
		changed |= again
		for m := again & s.simple; m != 0; m &= m - 1 {
			s.recount(bits.TrailingZeros64(m), day)
		}
		for m := changed; m != 0; m &= m - 1 {
			s.weigh(bits.TrailingZeros64(m), day)
		}
		if changed&s.closers != 0 {
			s.reclose(day)
		}
		if changed != 0 {
			s.runWholes(changed)
		}
		if dated {
			year = s.yearOf(&dates, day)
		}
		if moved != 0 || dated || changed != 0 || len(out) == first {
			outcome, settled := s.decide()
			out = extend(out, first, span{day, year, int16(outcome), settled})
		}
	}
	return out
}

// sift finds the claims that count for anything, in order, and those of them
// that cease to after they have. It returns the first day on which anything was
// said; never, where nothing was.
func (s *sweeper) sift() (since int32) {
	if cap(s.live) < len(s.claims) {
		s.live = make([]int32, 2*len(s.claims))
	}
	live := s.live[:len(s.claims)]
	s.ends = s.ends[:0]
	since = never
	n := 0
	for i := range s.claims {
		c := &s.claims[i]
		there := ^c.flags >> struckBit & 1
		if there != 0 && since == never {
			since = c.day
		}
		counts := s.adequate[c.grade] & there
		live[n] = int32(i) // without a branch, which nobody could foresee
		n += int(counts)
		if c.until != never && counts != 0 && c.until > c.day {
			s.ends = append(s.ends, int32(i))
		}
	}
	s.live = live[:n]
	if len(s.ends) > 1 {
		slices.SortFunc(s.ends, func(a, b int32) int { return cmp.Compare(s.claims[a].until, s.claims[b].until) })
	}
	return since
}

// firstDay is the first day on which anything counts.
func (s *sweeper) firstDay() int32 {
	if len(s.live) == 0 {
		return never
	}
	return s.claims[s.live[0]].day
}

// extend appends a span, unless it goes on as the one before it.
func extend(out []span, first int, next span) []span {
	if n := len(out); n > first {
		if last := out[n-1]; last.outcome == next.outcome && last.settled == next.settled && last.year == next.year {
			return out
		}
	}
	return append(out, next)
}

// sweepSlowly is sweep for a table that is too large for a program: it weighs
// everything on every day, and reads the rows one by one.
func (s *sweeper) sweepSlowly(out []span) []span {
	first := len(out)
	s.walkDays(func(day int32) {
		for i := range s.book.Vars {
			b := &s.book.Vars[i]
			w := s.weighAll(b, day)
			s.knownVals[i] = w.Known()
			s.could[i], _ = w.Possible(b.Open)
		}
		if s.book.Closed(s.could) {
			for i := range s.book.Vars {
				w := s.weighAll(&s.book.Vars[i], day)
				s.could[i], _ = w.Possible(false)
			}
		}
		outcome, settled := s.decideSlowly()
		out = extend(out, first, span{day, s.yearOn(day), int16(outcome), settled})
	})
	return out
}

// add takes a claim that comes after all that were added, to a simple place.
func (s *sweeper) add(k int, c *claim, number uint8) {
	t := &s.tops[k]
	if s.seen&(1<<k) == 0 || t.day < c.day {
		s.seen |= 1 << k
		*t = top{day: c.day, grade: c.grade, value: number, bits: 1 << number}
		return
	}
	t.bits |= 1 << number
	if c.grade <= t.grade { // as good or better, and the later record
		t.grade, t.value = c.grade, number
	}
}

// walkDays visits the days on which something changes, from the first on which
// anything was said.
func (s *sweeper) walkDays(visit func(day int32)) {
	s.days = s.days[:0]
	for i := range s.claims {
		c := &s.claims[i]
		if c.flags&struck != 0 {
			continue
		}
		s.days = append(s.days, c.day)
		if c.until != never && c.until > c.day {
			s.days = append(s.days, c.until)
		}
	}
	for _, day := range sortedDays(s.days) {
		visit(day)
	}
}

// sortedDays sorts days and leaves out those that are there twice.
func sortedDays(days []int32) []int32 {
	slices.Sort(days)
	return slices.Compact(days)
}
