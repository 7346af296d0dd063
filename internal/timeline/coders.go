package timeline

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// twins give, for each slot, the first slot of the same variable: a codebook may
// know a variable by several names. They are nil where no variable has two.
type twins []uint16

func (t twins) same(a, b uint16) bool {
	return a == b || int(max(a, b)) < len(t) && t[a] == t[b]
}

// twinned are the twins under the codebook.
func (l *preparedBook) twinned() twins {
	var t twins
	first := map[int32]uint16{} // slot, by variable
	for slot, v := range l.variable {
		n, ok := first[v]
		if ok && v >= 0 && t == nil {
			for i := range slot {
				t = append(t, uint16(i))
			}
		}
		if v < 0 || !ok {
			n = uint16(slot)
			first[v] = n
		}
		if t != nil {
			t = append(t, n)
		}
	}
	return t
}

// seen gives the claims of incidents as they are under a codebook: a correction
// acts on the codings of one variable, by whichever of its names.
func (x *Index) seen(l *preparedBook) func(int32) []claim {
	return func(i int32) []claim {
		list := x.claims.of(i)
		if l.twins == nil || !severalCoders(list) || !x.fate.touches(list) {
			return list
		}
		list = slices.Clone(list)
		x.fate.apply(list, l.twins)
		return list
	}
}

// meets reports whether two claims of an incident are by named coders and of
// one place: a variable, a source and a day.
func (c *claim) meets(o *claim, t twins) bool {
	return c.coder != 0 && o.coder != 0 && t.same(c.slot, o.slot) && c.source == o.source && c.day == o.day &&
		c.flags&struck == 0 && o.flags&struck == 0
}

// codings are the places of the claims, which are sorted, that are codings of
// the same utterance as one of them, which is among these; none where one coder
// alone coded it.
func codings(list []claim, of *claim, t twins) (places []int) {
	several := false
	first, _ := slices.BinarySearchFunc(list, of.day, func(c claim, day int32) int { return cmp.Compare(c.day, day) })
	for i := first; i < len(list) && list[i].day == of.day; i++ {
		if list[i].meets(of, t) {
			places = append(places, i)
			several = several || list[i].coder != of.coder
		}
	}
	if !several {
		return nil
	}
	return places
}

// utterance is the number of the utterance that a claim codes, as package
// classify numbers it.
func utterance(list []claim, c *claim, t twins) int64 {
	if c.coder == 0 {
		return 0
	}
	places := codings(list, c, t)
	if len(places) == 0 {
		return 0
	}
	return int64(list[places[0]].record)
}

// severalCoders reports whether more than one is named.
func severalCoders(list []claim) bool {
	first := uint32(0)
	return slices.ContainsFunc(list, func(c claim) bool {
		if first == 0 {
			first = c.coder
		}
		return c.coder != 0 && c.coder != first
	})
}

// concords appends the history of how far the coders of one incident agree.
func (s *sweeper) concords(l *variableHistory, claims []claim, out []step) []step {
	if !severalCoders(claims) {
		return out
	}
	var utterances [][]int
	s.days = s.days[:0]
	for i := range claims {
		places := codings(claims, &claims[i], s.twins)
		if len(places) == 0 || places[0] != i {
			continue // it has none, or was met before
		}
		utterances = append(utterances, places)
		for _, k := range places {
			s.days = append(s.days, claims[k].day)
			if until := claims[k].until; until != never && until > claims[k].day {
				s.days = append(s.days, until)
			}
		}
	}
	now := uint32(0)
	for _, day := range sortedDays(s.days) {
		level := ascribe.CodersAlone
		for _, places := range utterances {
			level = max(level, s.concord(claims, places, day))
		}
		set := uint32(0)
		if level != ascribe.CodersAlone {
			set = l.set(knownSet(level.String()))
		}
		if set != now {
			out = append(out, step{day, set})
			now = set
		}
	}
	return out
}

// concord says how far the codings of an utterance that stand on a day agree.
func (s *sweeper) concord(claims []claim, places []int, day int32) ascribe.Concord {
	var list []classify.Coding[uint32]
	var variable *codebook.Var
	for _, k := range places {
		c := &claims[k]
		v := s.variable[c.slot]
		if v < 0 || c.day > day || day >= c.until || s.numbers[c.slot][c.value] == unknownNumber {
			continue
		}
		variable = &s.book.Vars[v]
		list = append(list, classify.Coding[uint32]{
			Coder: c.coder, Stance: stances[c.stance()], Value: s.valueOf(s.slots, c, s.numbers[c.slot][c.value]),
			Grade: ascribe.Grade(c.grade),
		})
	}
	return classify.Concord(variable != nil && variable.Several, list)
}
