package match

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// Agreements are weighed in natural logarithms of odds. Before anything is
// compared two things are other things, by these odds.
const before = -4.5

// naming is how the names of a kind are weighed: what they tell at most, which part
// of it where words often go together, and how alike they have to be for any of it,
// and for all.
var naming = map[Kind]struct{ most, part, from, to float64 }{
	Incident: {7, 0.65, 0.35, 0.8},
	Actor:    {9, 0.9, 0.45, 0.85},
	Source:   {8, 0.65, 0.6, 0.95}, // headlines of one day are about one matter
}

// A scale weighs one pair.
type scale struct {
	odds   float64
	why    []string
	placed bool // whether the places agree
}

func (s *scale) put(weight float64, format string, args ...any) {
	s.odds += weight
	if weight > 0 && format != "" {
		s.why = append(s.why, fmt.Sprintf(format, args...))
	}
}

func (s *scale) score() float64 { return 1 / (1 + math.Exp(-s.odds)) }

// compare weighs two things. What is cheap comes first: where names cannot make
// up for it, they are not compared.
func (c *collection) compare(i, j int) (Pair, bool) {
	s := scale{odds: before}
	if c.weighDays(&s, i, j); s.odds < never/2 {
		return Pair{}, false
	}
	switch c.kind {
	case Source:
		c.weighAddresses(&s, i, j)
	case Incident:
		c.weighPlaces(&s, i, j)
		c.weighFigures(&s, i, j)
	}
	if s.odds+naming[c.kind].most+2 < 0 {
		return Pair{}, false
	}
	c.weighNames(&s, i, j)
	c.weighWho(&s, i, j)
	if s.odds < 0 {
		return Pair{}, false
	}
	return Pair{A: i, B: j, Score: s.score(), Why: s.why}, true
}

// weighNames weighs the two names that are most alike.
func (c *collection) weighNames(s *scale, i, j int) {
	x, y := &c.things[i], &c.things[j]
	if len(x.names) == 0 || len(y.names) == 0 {
		return
	}
	kind := naming[c.kind]
	told := c.toldByPlace(s, i, j)
	best, bestAlike := math.Inf(-1), 0.0
	var one, other int
	for _, a := range x.names {
		for _, b := range y.names {
			alike, tells := c.likeness(a.words, b.words, told)
			w := min(kind.most, tells*kind.part) * min(max((alike-kind.from)/(kind.to-kind.from), 0), 1)
			if alike < 0.15 && len(a.words) > 1 && len(b.words) > 1 {
				w = -2
			}
			if otherNumbers(c, a.words, b.words) {
				w -= 3
			}
			if c.kind == Incident && c.otherDeeds(a.words, b.words) {
				w -= 1.5
			}
			if w > best {
				best, bestAlike, one, other = w, alike, a.at, b.at
			}
		}
	}
	a, b := c.given[i].Names[one], c.given[j].Names[other]
	says := "named alike"
	if bestAlike > 0.999 && strings.EqualFold(a, b) {
		says = "the same name"
	}
	if one+other > 0 { // an alias, which does not stand beside it
		says += ": " + a + " / " + b
	}
	s.put(best, "%s", says)
	if c.kind == Actor && c.given[i].Sort != c.given[j].Sort {
		w := -3.0
		if c.given[i].Sort == "persona" || c.given[j].Sort == "persona" {
			w = -0.5 // of whom it is not known who it is
		}
		s.put(w, "")
	}
}

// toldByPlace are the words of two incidents that are in one place which say no
// more than that: its name.
func (c *collection) toldByPlace(s *scale, i, j int) (words []int32) {
	if !s.placed {
		return nil
	}
	for _, n := range []int{i, j} {
		for _, p := range c.things[n].places {
			words = append(words, p.words...)
		}
	}
	return words
}

// otherNumbers reports whether both names have numbers, and none in common.
func otherNumbers(c *collection, a, b []int32) bool {
	numbers := func(list []int32) (n []int32) {
		for _, w := range list {
			if c.words[w].digit {
				n = append(n, w)
			}
		}
		return n
	}
	x, y := numbers(a), numbers(b)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(w int32) bool { return slices.Contains(y, w) })
}

// otherDeeds reports whether both titles say what kind of attack it was, and none
// in common.
func (c *collection) otherDeeds(a, b []int32) bool {
	of := func(list []int32) (kinds []byte) {
		for _, w := range list {
			if kind := c.words[w].deed; kind != 0 {
				kinds = append(kinds, kind)
			}
		}
		return kinds
	}
	x, y := of(a), of(b)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(kind byte) bool { return slices.Contains(y, kind) })
}

// weighDays weighs the two days that fit best.
func (c *collection) weighDays(s *scale, i, j int) {
	best, why := math.Inf(-1), ""
	for _, x := range c.things[i].days {
		for _, y := range c.things[j].days {
			if w, says := daysApart(x, y); w > best {
				best, why = w, says
			}
		}
	}
	switch {
	case math.IsInf(best, -1):
	case c.kind == Source:
		s.put(max(min(best, 2), -3), "%s", why) // many come out on a day
	default:
		s.put(best, "%s", why)
	}
}

// sameDay is what it tells that two things happened on one day.
const sameDay = 3.5

// never is what nothing makes up for: whatever has the same name, what happened in
// another month is another incident.
const never = -30

// daysApart weighs how far two dates are from one another.
func daysApart(x, y span) (float64, string) {
	if !x.precise() || !y.precise() {
		if x.last < y.first || y.last < x.first {
			return -4, ""
		}
		long := float64(max(x.last-x.first, y.last-y.first)) + 1
		return max(sameDay-0.8*math.Log(long), 0), "at the same time, as far as is known"
	}
	apart := int(max(x.first-y.first, y.first-x.first))
	switch {
	case apart == 0:
		return sameDay, "on the same day, " + x.first.String()
	case apart == 1:
		return 2.7, "a day apart: " + x.first.String() + " / " + y.first.String()
	case apart <= 3:
		return 1.3, fmt.Sprintf("%d days apart: %s / %s", apart, x.first, y.first)
	}
	return slipped(x.first, y.first, apart)
}

// slipped weighs two days that are far from each other as if one was mistyped.
func slipped(x, y ascribe.Day, apart int) (float64, string) {
	y1, m1, d1 := civil(x)
	y2, m2, d2 := civil(y)
	switch {
	case y1 == y2 && m1 == d2 && m2 == d1:
		return 2, "day and month may be swapped: " + x.String() + " / " + y.String()
	case m1 == m2 && d1 == d2 && (y1-y2 == 1 || y2-y1 == 1):
		return 0, ""
	case apart <= 7:
		return -0.5, ""
	case apart <= 31:
		return -2.5, ""
	}
	return never, ""
}

// weighWho weighs the names of those who have a part in both.
func (c *collection) weighWho(s *scale, i, j int) {
	x, y := &c.things[i], &c.things[j]
	if len(x.who) == 0 || len(y.who) == 0 {
		return
	}
	best, one, other := 0.0, 0, 0
	for _, a := range x.who {
		for _, b := range y.who {
			if alike, tells := c.likeness(a.words, b.words, nil); alike >= 0.7 {
				if w := min(2, tells*0.35); w > best {
					best, one, other = w, a.at, b.at
				}
			}
		}
	}
	if best == 0 {
		s.put(-0.5, "")
		return
	}
	says := c.given[i].Who[one]
	if other := c.given[j].Who[other]; other != says {
		says += " / " + other
	}
	s.put(best, "the same actor: %s", says)
}

func (c *collection) weighFigures(s *scale, i, j int) {
	x, y := &c.given[i], &c.given[j]
	for _, f := range []struct {
		what string
		a, b []int
	}{{"killed", x.Killed, y.Killed}, {"injured", x.Injured, y.Injured}} {
		if len(f.a) == 0 || len(f.b) == 0 {
			continue
		}
		least, at := math.MaxInt, 0
		for _, a := range f.a {
			for _, b := range f.b {
				if d := max(a-b, b-a); d < least {
					least, at = d, max(a, b)
				}
			}
		}
		switch {
		case least == 0 && at > 2:
			s.put(1, "%d %s in both", at, f.what)
		case least == 0:
			s.put(0.3, "")
		case float64(least) > 2+0.5*float64(at):
			s.put(-1, "")
		}
	}
}

// weighAddresses weighs whether two sources have one address and one publisher.
// Where they are said to be of two publishers, one page quotes both, or one has it
// from the other.
func (c *collection) weighAddresses(s *scale, i, j int) {
	x, y := c.given[i].Addresses, c.given[j].Addresses
	two := false
	if c.given[i].Publisher != "" && c.given[j].Publisher != "" {
		if two = !c.onePublisher(c.things[i].publisher, c.things[j].publisher); two {
			s.put(-3, "")
		} else {
			s.put(1, "by the same publisher")
		}
	}
	for _, a := range x {
		switch {
		case !slices.Contains(y, a):
			continue
		case two:
			s.put(0.3, "the same address: %s", a)
		default:
			s.put(7, "the same address: %s", a)
		}
		return
	}
	if len(x) > 0 && len(y) > 0 && host(x[0]) == host(y[0]) {
		s.put(-2, "") // two pages of one site
	}
}

// onePublisher reports whether two names of publishers are of one: in all words of
// the shorter, or by its first letters.
func (c *collection) onePublisher(a, b []int32) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return c.within(a, b) || c.whole(a, b) > 0
}

func host(address string) string {
	h, _, _ := strings.Cut(address, "/")
	return h
}
