package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
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
	if to < from {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%s is before %s", to, from).WithHint("name the earlier day first")
	}
	of, err := newDimension(p.Book, column)
	if err != nil {
		return nil, err
	}
	v := varNamed(p.Book, column)
	value := func(s disclose.Subject, known ascribe.Day) string {
		if v != nil {
			return analysis.Normal(v.Name, s.Value(v.Name, known).Value)
		}
		return of.of(s, known)[0]
	}
	p = p.On(to)
	c := &ChangedAnswer{
		Dataset: p.About(), Column: column, From: from, To: to, Recorded: p.Asked.Recorded, Codebook: point.NameOf(p.Book), Rows: []ChangedRow{},
	}
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return nil, err
		}
		if !s.Present(from) {
			continue
		}
		c.Base++
		if before, after := value(s, from), value(s, to); before != after {
			c.Rows = append(c.Rows, ChangedRow{s.Dossier.Subject, s.Dossier.Title, before, after, analysis.Cosmetic(before, after)})
		}
	}
	return c, nil
}
