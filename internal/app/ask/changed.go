package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey/columns"
)

// ChangedAnswer is which incidents changed their value of a variable between two
// days. One that was listed on both counts to Base; what was added or no
// longer listed in between changed no value.
type ChangedAnswer struct {
	Dataset  string         `json:"dataset"`
	Column   string         `json:"column"`
	From     ascribe.Day    `json:"from"`
	To       ascribe.Day    `json:"to"`
	Recorded *int64         `json:"recorded"`
	Codebook point.BookName `json:"codebook"`
	Base     int            `json:"base"`
	Rows     []ChangedRow   `json:"rows"`
}

// ChangedRow is one incident; "" is unknown.
type ChangedRow struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	Old      string `json:"old"`
	New      string `json:"new"`
	Cosmetic bool   `json:"cosmetic"`
}

// Changed answers which incidents have another value of the variable on the
// second day than on the first.
func Changed(ctx context.Context, p *point.Point, column string, from, to ascribe.Day) (*ChangedAnswer, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	if to < from {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%s is before %s", to, from).WithHint("name the earlier day first")
	}
	of, err := newDimension(p.Book, column)
	if err != nil {
		return nil, err
	}
	p = p.On(to)
	c := &ChangedAnswer{
		Dataset: p.About(), Column: column, From: from, To: to, Recorded: p.Asked.Recorded, Codebook: point.NameOf(p.Book), Rows: []ChangedRow{},
	}
	s, err := columnsOf(ctx, p)
	if err == nil && s != nil && s.Knows(of.by) {
		return c, c.byColumns(ctx, p, s, of)
	}
	if err == nil {
		err = c.oneByOne(ctx, p, of)
	}
	return c, err
}

// byColumns reads no more of the incidents than the titles of those that changed.
func (c *ChangedAnswer) byColumns(ctx context.Context, p *point.Point, s *columns.Survey, of dimension) error {
	list, base, err := s.Changed(of.by, c.From, c.To)
	if err != nil {
		return err
	}
	c.Base = base
	var ids []string
	for i := range list {
		if c.add(of, list[i].Incident, list[i].Old, list[i].New) {
			ids = append(ids, list[i].Incident)
		}
	}
	titles, err := titlesOf(ctx, p, p.About(), ids)
	for i, title := range titles {
		c.Rows[i].Title = title
	}
	return err
}

func (c *ChangedAnswer) oneByOne(ctx context.Context, p *point.Point, of dimension) error {
	v := p.Book.Var(of.by)
	value := func(s disclose.Subject, known ascribe.Day) string {
		if v != nil {
			return s.Value(v.Name, known).Value
		}
		return of.of(s, known)[0]
	}
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return err
		}
		if !s.Present(c.From) {
			continue
		}
		c.Base++
		if c.add(of, s.Dossier.Subject, value(s, c.From), value(s, c.To)) {
			c.Rows[len(c.Rows)-1].Title = s.Dossier.Title
		}
	}
	return nil
}

// add adds an incident, where the two values differ.
func (c *ChangedAnswer) add(of dimension, incident, before, after string) bool {
	if of.book.Var(of.by) != nil {
		before, after = analysis.Normal(of.by, before), analysis.Normal(of.by, after)
	}
	if before == after {
		return false
	}
	c.Rows = append(c.Rows, ChangedRow{Incident: incident, Old: before, New: after, Cosmetic: analysis.Cosmetic(before, after)})
	return true
}
