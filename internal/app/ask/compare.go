package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
)

// Comparison sets the codebook's label beside what others called an incident,
// each on the day on which that was said, and says how far the changes of the
// label could have been expected.
type Comparison struct {
	point.Asked
	Codebook  point.BookName  `json:"codebook"`
	Variable  string          `json:"variable"`
	Crosswalk string          `json:"crosswalk"`
	Compared  int             `json:"compared"` // the base of the next three
	Equal     int             `json:"equal"`    // the label is the source's own
	Foreseen  int             `json:"foreseen"` // the source's own is among what the label could become
	Neither   int             `json:"neither"`
	Rows      []ComparisonRow `json:"rows"`
	Changes   ForeseenChanges `json:"changes"`
}

// Verdict is how a label compares.
type Verdict string

// The verdicts. What the crosswalk has no label for is listed, not compared.
const (
	Equal       Verdict = "equal"
	Foreseen    Verdict = "foreseen"
	Neither     Verdict = "neither"
	NotCompared Verdict = "not_compared"
)

// ComparisonRow is one judgement by a source.
type ComparisonRow struct {
	Incident    string      `json:"incident"`
	Said        ascribe.Day `json:"said"` // the day on which it was said
	Statement   string      `json:"statement"`
	Source      string      `json:"source"`
	SourceLabel string      `json:"source_label"` // what the source called it
	ascribe.Outcome
	CouldBecome []ascribe.Possibility `json:"could_become"`
	Verdict     Verdict               `json:"verdict"`
	Row         string                `json:"row"` // of the decision table
	Note        string                `json:"note"`
}

// ForeseenChanges says how many changes of a label were among what it could become
// on the day before. MeanCouldBecome is how many labels that list had on
// average, those changes being the base: a list of all labels foresees all.
type ForeseenChanges struct {
	N               int     `json:"n"`
	Foreseen        int     `json:"foreseen"`
	MeanCouldBecome float64 `json:"mean_could_become"`
	Labels          int     `json:"labels"` // how many there are
}

// Compare sets the label beside a variable, by default the one with the role
// public_label, through a crosswalk, by default the one named like it.
func Compare(ctx context.Context, p *point.Point, variable, crosswalk string) (*Comparison, error) {
	if variable == "" {
		if v := p.Book.WithRole(ascribe.RolePublicLabel); v != nil {
			variable = v.Name
		}
	}
	if variable = p.Book.Printed(variable); p.Book.Var(variable) == nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "there is no variable %q to compare with%s", variable, near.DidYouMean(variable, p.Book.Names())).
			WithHint("name one with --variable; a codebook can give one the role public_label")
	}
	if crosswalk == "" {
		crosswalk = variable
	}
	terms, err := newTerms(p.Book, crosswalk)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Asked: p.Asked, Codebook: point.NameOf(p.Book), Variable: variable, Crosswalk: crosswalk, Rows: []ComparisonRow{}}
	could := 0
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return nil, err
		}
		for _, e := range s.On(p.AsOf.Known).Evidence() {
			if e.Statement.Variable == variable && e.Statement.Stance == ascribe.Asserts && e.Day <= p.AsOf.Known {
				c.add(terms.compare(s, e.Day, e.Statement))
			}
		}
		could += c.Changes.add(s, p.AsOf.Known)
	}
	c.Changes.Labels = len(p.Book.Labels)
	if c.Changes.N > 0 {
		c.Changes.MeanCouldBecome = float64(could) / float64(c.Changes.N)
	}
	return c, nil
}

func (c *Comparison) add(row ComparisonRow) {
	switch row.Verdict {
	case Equal:
		c.Equal++
	case Foreseen:
		c.Foreseen++
	case Neither:
		c.Neither++
	}
	c.Compared = c.Equal + c.Foreseen + c.Neither
	c.Rows = append(c.Rows, row)
}

// add counts the changes of one incident's label, and returns how many labels
// were listed on the days before them.
func (c *ForeseenChanges) add(s disclose.Subject, known ascribe.Day) (could int) {
	spans := s.History()
	for i := 1; i < len(spans) && spans[i].From <= known; i++ {
		if spans[i].Label == spans[i-1].Label {
			continue
		}
		labels := labelsOf(s.Attribute(spans[i].From - 1).CouldBecome)
		c.N++
		could += len(labels)
		if slices.Contains(labels, spans[i].Label) {
			c.Foreseen++
		}
	}
	return could
}

func labelsOf(list []ascribe.Possibility) []string {
	var labels []string
	for _, p := range list {
		if !slices.Contains(labels, p.Label) {
			labels = append(labels, p.Label)
		}
	}
	return labels
}

// terms is a crosswalk read from our labels to their terms.
type terms []ascribe.Mapping

func newTerms(book *codebook.Book, id string) (terms, error) {
	for _, c := range book.Crosswalks {
		if c.ID == id {
			return c.Mappings, nil
		}
	}
	var ids []string
	for _, c := range book.Crosswalks {
		ids = append(ids, c.ID)
	}
	return nil, ascribe.Errorf(ascribe.ErrInvalid, "the codebook has no crosswalk %q%s", id, near.DidYouMean(id, ids)).WithHint("it has %v", ids)
}

// match reports whether an outcome corresponds to the term.
func (t terms) match(o ascribe.Outcome, term string) bool {
	return slices.ContainsFunc(t, func(m ascribe.Mapping) bool {
		return m.Label == o.Label && (m.Level == "" || m.Level == o.Level) && m.Term == term && m.Relation != ascribe.NoMatch
	})
}

// has reports whether some label corresponds to the term.
func (t terms) has(term string) bool {
	return slices.ContainsFunc(t, func(m ascribe.Mapping) bool { return m.Term == term && m.Relation != ascribe.NoMatch })
}

func (t terms) compare(s disclose.Subject, day ascribe.Day, st *ascribe.Statement) ComparisonRow {
	a := s.Attribute(day)
	row := ComparisonRow{
		Incident: s.Dossier.Subject, Said: day, Statement: st.ID, Source: st.Source, SourceLabel: st.Value,
		Outcome: a.Outcome, CouldBecome: a.CouldBecome, Note: st.Note, Verdict: Neither,
	}
	if len(a.Reasons) > 0 {
		row.Row = a.Reasons[0].Row
	}
	switch {
	case !t.has(st.Value):
		row.Verdict = NotCompared
	case t.match(a.Outcome, st.Value):
		row.Verdict = Equal
	case slices.ContainsFunc(a.CouldBecome, func(p ascribe.Possibility) bool { return t.match(p.Outcome, st.Value) }):
		row.Verdict = Foreseen
	}
	return row
}
