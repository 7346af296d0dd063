package timeline

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A heard is what was said of the incidents, as recorded by a record and under a
// codebook, with which of them are one on which days.
type heard struct {
	claims func(incident int32) []claim
	fate   fate
	joins  *joins
}

// on is what was said of an incident and of all with which it is one on a day; false
// where it is counted as an earlier one.
func (h *heard) on(incident, day int32) (list []claim, counted bool) {
	eras := h.joins.of(incident)
	if eras == nil {
		return h.claims(incident), true
	}
	e := &eras[eraOn(eras, day)]
	return e.claims, e.first(incident)
}

// joins are the incidents that are one with others on some day; nil: none is. They
// take no room for those that never are.
type joins struct {
	named  naming
	sayers []int32 // the incidents of which something is said that names another
	eras   map[int32][]era
}

// A naming is which incident each value of a slot names.
type naming map[slotValue]int32

type slotValue struct {
	slot  uint16
	value uint32
}

// An era is a stretch of days on which an incident is one with the same others, or
// with none. It ends where the next one begins.
type era struct {
	from    int32
	members []int32 // in the order of the ledger: the first is counted for all
	claims  []claim // of all of them
}

// always is from when the first era is.
const always = int32(math.MinInt32)

// of are the eras of an incident; nil: it is never one with another.
func (j *joins) of(incident int32) []era {
	if j == nil {
		return nil
	}
	return j.eras[incident]
}

// first reports whether an incident is counted for all that are one with it.
func (e *era) first(incident int32) bool { return e.members[0] == incident }

// eraOn is the place of the era that a day is in.
func eraOn(eras []era, day int32) int {
	n, found := slices.BinarySearchFunc(eras, day, func(e era, day int32) int { return cmp.Compare(e.from, day) })
	if !found {
		n--
	}
	return n
}

// until is the day on which an era ends.
func until(eras []era, n int) int32 {
	if n+1 < len(eras) {
		return eras[n+1].from
	}
	return never
}

// names are the incidents by their ids, once they are needed.
type names struct {
	mu sync.Mutex
	at map[string]int32
	n  int // how many it has
}

// of is the incident with an id; false where there is none.
func (m *names) of(incidents []incident, id string) (int32, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.at == nil {
		m.at = make(map[string]int32, len(incidents))
	}
	for ; m.n < len(incidents); m.n++ {
		m.at[incidents[m.n].id] = int32(m.n)
	}
	i, ok := m.at[id]
	return i, ok
}

// naming is what the values of the variable name by which incidents are the same.
func (x *Index) naming(l *preparedBook) naming {
	var n naming
	for slot, variable := range l.variable {
		if l.same < 0 || variable != int32(l.same) {
			continue
		}
		for value, text := range x.slots[slot].values {
			if text == "" || strings.Contains(text, ":") { // of a dataset
				continue
			}
			if i, ok := x.names.of(x.incidents, text); ok {
				if n == nil {
					n = naming{}
				}
				n[slotValue{uint16(slot), uint32(value)}] = i
			}
		}
	}
	return n
}

// says reports whether one of the claims names another incident.
func (n naming) says(list []claim) bool {
	return slices.ContainsFunc(list, func(c claim) bool { _, ok := n[slotValue{c.slot, c.value}]; return ok })
}

// joined works out which incidents are one. before are the joins that there were
// until some incidents were touched; nil: all incidents are looked through.
func (x *Index) joined(l *preparedBook, claims func(int32) []claim, f fate, before *joins, touched map[int32]bool) *joins {
	j := &joins{named: x.naming(l), eras: map[int32][]era{}}
	if len(j.named) == 0 {
		return nil
	}
	if before != nil && len(before.named) == len(j.named) {
		said := map[int32]bool{}
		for _, i := range before.sayers {
			said[i] = true
		}
		for i := range touched {
			said[i] = j.named.says(x.claims.of(i))
		}
		maps.DeleteFunc(said, func(_ int32, says bool) bool { return !says })
		j.sayers = slices.Sorted(maps.Keys(said))
	} else {
		for i := range int32(len(x.incidents)) {
			if j.named.says(x.claims.of(i)) {
				j.sayers = append(j.sayers, i)
			}
		}
	}
	pairs := j.pairs(x, l, claims, f)
	for _, list := range clusters(pairs) {
		x.eras(j, l, claims, f, list, pairs)
	}
	return j
}

// pairs are the claims about each two that are said to be one, or not to be, by
// whichever of them was said of: as they are weighed, with until when they stand.
func (j *joins) pairs(x *Index, l *preparedBook, claims func(int32) []claim, f fate) map[[2]int32][]claim {
	pairs := map[[2]int32][]claim{}
	gone := func(i int32) bool { return f[uint32(x.incidents[i].record)].struck }
	for _, i := range j.sayers {
		for _, c := range claims(i) {
			other, ok := j.named[slotValue{c.slot, c.value}]
			if !ok || other == i || c.flags&struck != 0 || l.adequate[c.grade] == 0 || gone(i) || gone(other) {
				continue
			}
			pair := [2]int32{min(i, other), max(i, other)}
			pairs[pair] = append(pairs[pair], c)
		}
	}
	return pairs
}

// clusters are the incidents that pairs connect, each in the order of the ledger.
func clusters(pairs map[[2]int32][]claim) (list [][]int32) {
	in := map[int32]*[]int32{}
	for pair := range pairs {
		a, b := in[pair[0]], in[pair[1]]
		switch {
		case a == nil && b == nil:
			in[pair[0]] = &[]int32{pair[0], pair[1]}
			in[pair[1]] = in[pair[0]]
		case a == nil:
			*b = append(*b, pair[0])
			in[pair[0]] = b
		case b == nil:
			*a = append(*a, pair[1])
			in[pair[1]] = a
		case a != b:
			*a = append(*a, *b...)
			for _, i := range *b {
				in[i] = a
			}
		}
	}
	seen := map[*[]int32]bool{}
	for _, c := range in {
		if !seen[c] {
			seen[c] = true
			slices.Sort(*c)
			list = append(list, *c)
		}
	}
	return list
}

// eras parts the days of the incidents of a cluster.
func (x *Index) eras(j *joins, l *preparedBook, claims func(int32) []claim, f fate, cluster []int32, pairs map[[2]int32][]claim) {
	own := map[[2]int32][]claim{}
	var days []int32
	for n, a := range cluster {
		for _, b := range cluster[n+1:] {
			list, ok := pairs[[2]int32{a, b}]
			if !ok {
				continue
			}
			own[[2]int32{a, b}] = list
			for i := range list {
				days = append(days, list[i].day)
				if end := list[i].until; end != never && end > list[i].day {
					days = append(days, end)
				}
			}
		}
	}
	merged := map[string][]claim{}
	for _, i := range cluster {
		j.eras[i] = []era{{always, []int32{i}, claims(i)}}
	}
	for _, day := range sortedDays(days) {
		var same [][2]int32
		for pair, list := range own {
			if x.same(l, list, day) {
				same = append(same, pair)
			}
		}
		for _, members := range classify.Groups(cluster, same) {
			for _, i := range members {
				if list := j.eras[i]; !slices.Equal(list[len(list)-1].members, members) {
					j.eras[i] = append(list, era{day, members, x.together(l, claims, f, members, merged)})
				}
			}
		}
	}
	for _, i := range cluster {
		if len(j.eras[i]) == 1 {
			delete(j.eras, i)
		}
	}
}

// same reports whether two are one on a day, by the claims about both.
func (x *Index) same(l *preparedBook, list []claim, day int32) bool {
	var candidates []*classify.Claim
	for i := range list {
		c := &list[i]
		if c.day > day || day >= c.until {
			continue
		}
		candidates = append(candidates, &classify.Claim{
			Record: int64(c.record), Day: ascribe.Day(c.day), Grade: ascribe.Grade(c.grade), Stance: stances[c.stance()],
			Value: codebook.FirstCode,
		})
	}
	w := classify.Weigh(&l.book.Vars[l.same], candidates)
	return len(w.Values()) > 0
}

// together are the claims of several incidents as those of one.
func (x *Index) together(l *preparedBook, claims func(int32) []claim, f fate, members []int32, made map[string][]claim) []claim {
	if len(members) == 1 {
		return claims(members[0])
	}
	key := fmt.Sprint(members)
	list, ok := made[key]
	if !ok {
		for _, i := range members {
			list = append(list, claims(i)...)
		}
		slices.SortFunc(list, compareClaims)
		f.apply(list, l.twins)
		made[key] = list
	}
	return list
}

// rejoin works out anew which incidents are one, and adds to those that were touched
// the ones with which they were one, or are.
func (x *Index) rejoin(p *reading, touched map[int32]bool) map[int32]bool {
	before := p.joins
	p.joins = x.joined(p.prepared, x.seen(p.prepared), x.fate, before, touched)
	if before == nil && p.joins == nil {
		return touched
	}
	all := maps.Clone(touched)
	for _, j := range []*joins{before, p.joins} {
		if j == nil {
			continue
		}
		for i, eras := range j.eras {
			for n := range eras {
				if slices.ContainsFunc(eras[n].members, func(m int32) bool { return touched[m] }) {
					all[i] = true
				}
			}
		}
	}
	return all
}
