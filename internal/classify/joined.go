package classify

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// That two incidents are one is a statement about one of them that names the other.
// It counts from the day on which it was said, and may be denied, corrected and
// struck like any. So which incidents are one differs from day to day. On each day
// those that are one, directly or through others, are counted as the first of them
// in the order of the ledger, with all that was said of any; the others are not
// counted.

// An era is a stretch of days on which an incident is one with the same others, or
// with none. It ends where the next one begins.
type era struct {
	from    ascribe.Day
	members []int              // places among all of the kin, ascending
	all     []*ascribe.Dossier // of each of them
	of      *Reading           // of what was said of any of them
	first   bool               // whether it is the first of them
}

// SameAs is the variable by which incidents are the same; nil: the codebook has
// none.
func SameAs(book *codebook.Book) *codebook.Var {
	role := book.WithRole(ascribe.RoleSameAs)
	if role == nil || len(role.Of) > 0 && !slices.Contains(role.Of, ascribe.OfIncident) {
		return nil
	}
	return book.Var(role.Name)
}

// On is the reading of an incident on a day with all with which it is one then.
func (r *Reading) On(known ascribe.Day) *Reading {
	if r.eras == nil {
		return r
	}
	return r.eraOn(known).of
}

// Dossier is what the reading is of.
func (r *Reading) Dossier() *ascribe.Dossier { return r.dossier }

// Members are the incidents that are one on a day, in the order of the ledger.
func (r *Reading) Members(known ascribe.Day) []*ascribe.Dossier {
	if r.eras == nil {
		return []*ascribe.Dossier{r.dossier}
	}
	return r.eraOn(known).all
}

// Merged reports whether, on a day, the incident is one with an earlier one, which
// is counted for both.
func (r *Reading) Merged(known ascribe.Day) bool { return r.eras != nil && !r.eraOn(known).first }

func (r *Reading) eraOn(known ascribe.Day) *era {
	n, found := slices.BinarySearchFunc(r.eras, known, func(e era, day ascribe.Day) int { return cmp.Compare(e.from, day) })
	if !found {
		n--
	}
	return &r.eras[n]
}

// join finds out with which of its kin the incident is one, and when.
func (r *Reading) join(leftOut map[string]bool) {
	v := SameAs(r.book)
	if v == nil {
		return
	}
	dossiers := r.dossier.All()
	slices.SortFunc(dossiers, func(a, b *ascribe.Dossier) int { return cmp.Compare(a.Record, b.Record) })
	own := slices.Index(dossiers, r.dossier)
	alone := *r
	all := make([]*Reading, len(dossiers))
	for i, d := range dossiers {
		if all[i] = &alone; i != own {
			all[i] = readAlone(r.book, d, r.recorded, leftOut)
		}
	}
	s := samenessOf(all, v)
	eras := []era{{ascribe.MinDay, []int{own}, dossiers[own : own+1], &alone, true}}
	for _, day := range s.days() {
		members := s.with(own, day)
		if last := &eras[len(eras)-1]; !slices.Equal(members, last.members) {
			next := era{day, members, nil, &alone, members[0] == own}
			for _, i := range members {
				next.all = append(next.all, dossiers[i])
			}
			if len(members) > 1 {
				next.of = r.together(eras, &next, leftOut)
			}
			eras = append(eras, next)
		}
	}
	if len(eras) > 1 {
		r.eras = eras
	}
}

// together is the reading of all of an era as of one.
func (r *Reading) together(eras []era, e *era, leftOut map[string]bool) *Reading {
	for i := range eras {
		if slices.Equal(eras[i].members, e.members) {
			return eras[i].of
		}
	}
	d := ascribe.Joined(e.all)
	for _, kin := range r.dossier.All() { // a source that it had of them on another day
		if !slices.Contains(e.all, kin) {
			d.Kin = append(d.Kin, kin)
		}
	}
	return readAlone(r.book, d, r.recorded, leftOut)
}

// A sameness is what was said of which of some incidents are one.
type sameness struct {
	v      *codebook.Var
	places []int              // of all of them
	pairs  map[[2]int][]claim // by the two, the earlier first
}

// samenessOf gathers what was said of two of some incidents, whichever of them it was
// said of.
func samenessOf(all []*Reading, v *codebook.Var) *sameness {
	s := &sameness{v: v, pairs: map[[2]int][]claim{}}
	at := make(map[string]int, len(all))
	for i, r := range all {
		at[r.dossier.Subject] = i
		s.places = append(s.places, i)
	}
	for i, r := range all {
		for _, c := range r.byVar[v.Index] {
			if j, ok := at[c.Text]; ok && j != i {
				pair := [2]int{min(i, j), max(i, j)}
				c.Text = "" // the same, from whichever side it is said
				s.pairs[pair] = append(s.pairs[pair], c)
			}
		}
	}
	return s
}

// days are those on which who is one with whom may change.
func (s *sameness) days() (days []ascribe.Day) {
	for _, claims := range s.pairs {
		for i := range claims {
			for _, day := range []ascribe.Day{claims[i].Day, claims[i].until, claims[i].settled} {
				if day >= claims[i].Day && day < ascribe.Forever {
					days = append(days, day)
				}
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// with are all that are one with an incident on a day, itself among them.
func (s *sameness) with(own int, day ascribe.Day) []int {
	var same [][2]int
	for pair, claims := range s.pairs {
		var candidates []*Claim
		for i := range claims {
			if claims[i].stands(day) {
				candidates = append(candidates, &claims[i].Claim)
			}
		}
		if w := Weigh(s.v, candidates); len(w.Values()) > 0 {
			same = append(same, pair)
		}
	}
	for _, group := range Groups(s.places, same) {
		if slices.Contains(group, own) {
			return group
		}
	}
	return []int{own}
}

// Groups are the parts into which some things, ascending, fall where pairs of them
// are one: each ascending, and in the order of its first.
func Groups[N cmp.Ordered](all []N, pairs [][2]N) [][]N {
	next := map[N]N{} // another of its part that comes before
	var first func(n N) N
	first = func(n N) N {
		before, ok := next[n]
		if !ok {
			return n
		}
		next[n] = first(before)
		return next[n]
	}
	for _, pair := range pairs {
		if a, b := first(pair[0]), first(pair[1]); a != b {
			next[max(a, b)] = min(a, b)
		}
	}
	at := map[N]int{}
	var groups [][]N
	for _, n := range all {
		of := first(n)
		i, ok := at[of]
		if !ok {
			i = len(groups)
			at[of] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], n)
	}
	return groups
}

// sinceJoined is the first day on which the incident is counted.
func (r *Reading) sinceJoined() ascribe.Day {
	for i := range r.eras {
		if e := &r.eras[i]; e.first {
			if day := max(e.from, e.of.Since()); day < r.until(i) {
				return day
			}
		}
	}
	return ascribe.Forever
}

// until is the day on which an era ends.
func (r *Reading) until(i int) ascribe.Day {
	if i+1 < len(r.eras) {
		return r.eras[i+1].from
	}
	return ascribe.Forever
}

// daysJoined are the days of each era, and those on which one began.
func (r *Reading) daysJoined() (days []ascribe.Day) {
	for i := range r.eras {
		e := &r.eras[i]
		if i > 0 && (r.Present(e.from) || r.Present(e.from-1)) {
			days = append(days, e.from)
		}
		if !e.first {
			continue
		}
		for _, day := range e.of.Days() {
			if e.from <= day && day < r.until(i) {
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// causeJoined is what a new span comes from: where an era begins, it may be
// something about one with which the incident was one until then.
func (r *Reading) causeJoined(v *view, day ascribe.Day) ascribe.Cause {
	e := r.eraOn(day)
	cause := e.of.cause(v, day)
	if cause == (ascribe.Cause{}) && e.from == day && day > ascribe.MinDay {
		before := r.eraOn(day - 1).of
		cause = before.cause(before.view(day), day)
	}
	return cause
}
