package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// Drift is how labels were revised, over all incidents that are counted as of
// a point. A revision is a change of the label; level and settled do not count.
type Drift struct {
	Point
	Codebook BookName `json:"codebook"`
	Base     int      `json:"base"`    // incidents
	Revised  int      `json:"revised"` // of these, those whose label has changed
	// Pairs says how many went from which first label to which label now.
	Pairs []DriftPair `json:"pairs"`
	// Times says how long after the event the first label came, and each
	// revision. Undated incidents, whose day is not known to the day, are in
	// none of them.
	Times   []DriftTime `json:"times"`
	Undated int         `json:"undated"`
	// Causes says what kind of evidence the revisions came from; their base is
	// the sum of N.
	Causes []DriftCause `json:"causes"`
	// Speakers says whose first labels held: those of the variable with the
	// role public_label, through the crosswalk of its name.
	Speakers []DriftSpeaker `json:"speakers"`
}

// DriftPair is how many incidents went from one label to another.
type DriftPair struct {
	First string `json:"first"`
	Now   string `json:"now"`
	N     int    `json:"n"`
}

// DriftTime is the median of days from the event to the first label (Revision
// 0), or to a revision, over N incidents.
type DriftTime struct {
	Revision int     `json:"revision"`
	N        int     `json:"n"`
	Median   float64 `json:"median_days"`
}

// DriftCause is how many revisions came from statements of one kind of source,
// on one basis, about one variable.
type DriftCause struct {
	SourceKind string        `json:"source_kind"`
	Basis      ascribe.Basis `json:"basis"`
	Variable   string        `json:"variable"`
	N          int           `json:"n"`
}

// DriftSpeaker is how many incidents a publisher gave a label of its own, and
// for how many of them the first one corresponds to the label now.
type DriftSpeaker struct {
	Speaker string `json:"speaker"`
	N       int    `json:"n"`
	Held    int    `json:"held"`
}

// Drift answers how labels were revised.
func (a *App) Drift(ctx context.Context, q *Question) (*Drift, error) {
	q, book, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	x, ok, err := a.indexFor(ctx, q, book, nil)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "there is no drift of %s: it has no labels", q.dataset()).
			WithHint("ask for the drift of the dataset %s", ascribe.Main)
	}
	query, err := a.query(ctx, q, book, nil, nil, []ascribe.Day{q.AsOf.Known})
	if err != nil {
		return nil, err
	}
	d := &Drift{Point: q.point(), Codebook: nameOf(book), Pairs: []DriftPair{}, Times: []DriftTime{}, Causes: []DriftCause{}, Speakers: []DriftSpeaker{}}
	m := newMovement()
	x.Spells(query, m.see)
	m.report(d, book)
	return d, a.evidence(ctx, q, book, m, d)
}

// movement gathers the drift of one incident after another.
type movement struct {
	pairs   map[[2]string]int
	times   [][]int // by revision, in days
	undated int
	base    int
	revised map[string]bool // by id
	now     map[string]ascribe.Outcome
}

func newMovement() *movement {
	return &movement{pairs: map[[2]string]int{}, revised: map[string]bool{}, now: map[string]ascribe.Outcome{}}
}

func (m *movement) see(incident, event string, spells []timeline.Spell) {
	m.base++
	first, last := spells[0], spells[len(spells)-1]
	m.pairs[[2]string{first.Label, last.Label}]++
	m.now[incident] = last.Outcome
	date, err := ascribe.ParseDate(event)
	dated := err == nil && date.First() == date.Last()
	if !dated {
		m.undated++
	}
	revision := 0
	for i, s := range spells {
		if i > 0 && s.Label == spells[i-1].Label {
			continue
		}
		if dated {
			for len(m.times) <= revision {
				m.times = append(m.times, nil)
			}
			m.times[revision] = append(m.times[revision], int(s.From-date.First()))
		}
		revision++
	}
	if revision > 1 {
		m.revised[incident] = true
	}
}

func (m *movement) report(d *Drift, book *codebook.Book) {
	d.Base, d.Undated, d.Revised = m.base, m.undated, len(m.revised)
	for pair, n := range m.pairs {
		d.Pairs = append(d.Pairs, DriftPair{pair[0], pair[1], n})
	}
	slices.SortFunc(d.Pairs, func(a, b DriftPair) int {
		return cmp.Or(compareValues(book, "label", a.First, b.First), compareValues(book, "label", a.Now, b.Now))
	})
	for revision, days := range m.times {
		d.Times = append(d.Times, DriftTime{revision, len(days), median(days)})
	}
}

// median of a list that is not empty: between the two in the middle where it
// has no one.
func median(list []int) float64 {
	slices.Sort(list)
	n := len(list)
	if n%2 == 1 {
		return float64(list[n/2])
	}
	return float64(list[n/2-1]+list[n/2]) / 2
}

// evidence reads the incidents one by one, for what the index does not keep: what kind
// of evidence caused the revisions, and who spoke first.
func (a *App) evidence(ctx context.Context, q *Question, book *codebook.Book, m *movement, d *Drift) error {
	causes := map[DriftCause]int{}
	speakers := newSpeakers(book)
	for s, err := range a.present(ctx, q, book) {
		if err != nil {
			return err
		}
		if m.revised[s.dossier.Subject] {
			spans := s.History()
			for i := 1; i < len(spans) && spans[i].From <= q.AsOf.Known; i++ {
				if spans[i].Label != spans[i-1].Label {
					causes[causeOf(s, book, spans[i])]++
				}
			}
		}
		speakers.see(s, q.AsOf.Known, m.now[s.dossier.Subject])
	}
	for c, n := range causes {
		c.N = n
		d.Causes = append(d.Causes, c)
	}
	slices.SortFunc(d.Causes, func(a, b DriftCause) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.SourceKind, b.SourceKind), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.Variable, b.Variable))
	})
	d.Speakers = append(d.Speakers, speakers.list()...)
	return nil
}

// causeOf is what kind of evidence began a span: the statement that the span
// names, if some row of the table reads its variable, and else the last of that
// day that some row reads. A change for want of evidence has none.
func causeOf(s subject, book *codebook.Book, span ascribe.Span) DriftCause {
	var found *ascribe.Statement
	for _, e := range s.Evidence() {
		named := e.Statement.ID == span.Because.Statement
		if (named || e.Day == span.From && e.Adequate) && book.Reads(e.Statement.Variable) {
			found = e.Statement
			if named {
				break
			}
		}
	}
	if found == nil {
		return DriftCause{}
	}
	c := DriftCause{Basis: found.Basis, Variable: found.Variable}
	if p := s.dossier.Sources[found.Source]; p != nil {
		c.SourceKind = p.Noun.Kind
	}
	return c
}

// speakers gathers whose first labels held. It sees nothing where the codebook
// has no variable for others' labels, or no crosswalk to it.
type speakers struct {
	variable string
	terms    terms
	by       map[string]*DriftSpeaker
}

func newSpeakers(book *codebook.Book) *speakers {
	s := &speakers{by: map[string]*DriftSpeaker{}}
	if public := book.WithRole(ascribe.RolePublicLabel); public != nil {
		if t, err := newTerms(book, public.Name); err == nil {
			s.variable, s.terms = public.Name, t
		}
	}
	return s
}

func (s *speakers) see(x subject, known ascribe.Day, now ascribe.Outcome) {
	spoken := map[string]bool{}
	for _, e := range x.Evidence() {
		st := e.Statement
		if st.Variable != s.variable || st.Stance != ascribe.Asserts || e.Day > known || !s.terms.has(st.Value) {
			continue
		}
		for _, who := range speakersOf(x.dossier, st.Source) {
			if spoken[who] {
				continue
			}
			spoken[who] = true
			if s.by[who] == nil {
				s.by[who] = &DriftSpeaker{Speaker: who}
			}
			s.by[who].N++
			if s.terms.match(now, st.Value) {
				s.by[who].Held++
			}
		}
	}
}

func (s *speakers) list() []DriftSpeaker {
	var list []DriftSpeaker
	for _, x := range s.by {
		list = append(list, *x)
	}
	slices.SortFunc(list, func(a, b DriftSpeaker) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(b.Held, a.Held), cmp.Compare(a.Speaker, b.Speaker))
	})
	return list
}

// speakersOf are the publishers of what a source rests on in the end.
func speakersOf(d *ascribe.Dossier, source string) []string {
	var names []string
	for _, id := range classify.Roots(d, source) {
		name := id
		if p := d.Sources[id]; p != nil && p.Noun.Publisher != "" {
			name = p.Noun.Publisher
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
