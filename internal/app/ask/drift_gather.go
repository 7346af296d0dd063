package ask

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A gatherer takes in the course of one incident after another: first how it
// moved, then what caused that and who spoke.
type gatherer struct {
	book   *codebook.Book
	public string // the variable of others' labels; empty: the codebook has none, or no crosswalk to it
	terms  terms

	base, revised, undated int
	pairs                  map[[2]string]int
	times                  []map[int]int // by revision: how many took so many days
	causes                 map[DriftCause]int
	speakers               map[string]*DriftSpeaker
	spoken                 []string       // of the incident at hand
	events                 map[string]day // dates that were read before
}

// day is the one day that a date is, if it is one.
type day struct {
	day ascribe.Day
	ok  bool
}

func newGatherer(book *codebook.Book) *gatherer {
	g := &gatherer{
		book: book, pairs: map[[2]string]int{}, causes: map[DriftCause]int{}, speakers: map[string]*DriftSpeaker{}, events: map[string]day{},
	}
	if public := book.WithRole(ascribe.RolePublicLabel); public != nil {
		if t, err := newTerms(book, public.Name); err == nil {
			g.public, g.terms = public.Name, t
		}
	}
	return g
}

// move takes in the next incident.
func (g *gatherer) move(event string, spans []ascribe.Span) {
	g.base++
	first, last := spans[0], spans[len(spans)-1]
	g.pairs[[2]string{first.Label, last.Label}]++
	date := g.dayOf(event)
	if !date.ok {
		g.undated++
	}
	revision := 0
	for i, s := range spans {
		if i > 0 && s.Label == spans[i-1].Label {
			continue
		}
		if date.ok {
			for len(g.times) <= revision {
				g.times = append(g.times, map[int]int{})
			}
			g.times[revision][s.From.Sub(date.day)]++
		}
		revision++
	}
	if revision > 1 {
		g.revised++
	}
}

func (g *gatherer) dayOf(event string) day {
	d, ok := g.events[event]
	if !ok {
		if date, err := ascribe.ParseDate(event); err == nil && date.First() == date.Last() {
			d = day{date.First(), true}
		}
		g.events[event] = d
	}
	return d
}

// cause takes in what a revision of the incident came from.
func (g *gatherer) cause(c DriftCause) { g.causes[c]++ }

// hear visits those who gave the incident a label of their own: the first one of
// each counts.
func (g *gatherer) hear(c *survey.Course, published follow.PublicationList, visit func(who, label string, held bool)) {
	g.spoken = g.spoken[:0]
	now := c.Spans[len(c.Spans)-1].Outcome
	for _, said := range c.Said {
		if !g.terms.has(said.Value) {
			continue
		}
		for _, who := range published.Of(said.Source).Speakers {
			if slices.Contains(g.spoken, who) {
				continue
			}
			g.spoken = append(g.spoken, who)
			visit(who, said.Value, g.terms.match(now, said.Value))
		}
	}
}

// count takes in whether the label of a speaker held.
func (g *gatherer) count(who, _ string, held bool) {
	s := g.speakers[who]
	if s == nil {
		s = &DriftSpeaker{Speaker: who}
		g.speakers[who] = s
	}
	s.N++
	if held {
		s.Held++
	}
}

func (g *gatherer) report(d *DriftAnswer) {
	d.Base, d.Undated, d.Revised = g.base, g.undated, g.revised
	for pair, n := range g.pairs {
		d.Pairs = append(d.Pairs, DriftPair{pair[0], pair[1], n})
	}
	slices.SortFunc(d.Pairs, func(a, b DriftPair) int {
		return cmp.Or(compareValues(g.book, "label", a.First, b.First), compareValues(g.book, "label", a.Now, b.Now))
	})
	for revision, days := range g.times {
		n, middle := median(days)
		d.Times = append(d.Times, DriftTime{revision, n, middle})
	}
	for c, n := range g.causes {
		c.N = n
		d.Causes = append(d.Causes, c)
	}
	slices.SortFunc(d.Causes, func(a, b DriftCause) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.SourceKind, b.SourceKind), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.Variable, b.Variable))
	})
	for _, s := range g.speakers {
		d.Speakers = append(d.Speakers, *s)
	}
	slices.SortFunc(d.Speakers, func(a, b DriftSpeaker) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(b.Held, a.Held), cmp.Compare(a.Speaker, b.Speaker))
	})
}

// median of days of which each occurs so often, and how many there are:
// between the two in the middle where it has no one.
func median(often map[int]int) (n int, middle float64) {
	days := make([]int, 0, len(often))
	for day, times := range often {
		days = append(days, day)
		n += times
	}
	slices.Sort(days)
	at := func(place int) int {
		for _, day := range days {
			if place -= often[day]; place < 0 {
				return day
			}
		}
		return 0
	}
	return n, float64(at((n-1)/2)+at(n/2)) / 2
}
