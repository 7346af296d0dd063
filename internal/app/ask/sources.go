package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// SourcesAnswer is the bibliography as of a point.
type SourcesAnswer struct {
	point.Point
	Rows []SourceRow `json:"rows"`
}

// SourceRow is one source, with how much of the record stands on it.
type SourceRow struct {
	Source      string              `json:"source"`
	Title       string              `json:"title"`
	Publisher   string              `json:"publisher"`
	Kind        string              `json:"kind"`
	Published   ascribe.Date        `json:"published"`
	URL         string              `json:"url"`
	Reliability ascribe.Reliability `json:"reliability"` // as it stands
	RestsOn     []string            `json:"rests_on"`
	Statements  int                 `json:"statements"`
	Incidents   int                 `json:"incidents"`
}

// Sources answers on what the record stands. Listed is what had come out by
// the day and was written down by the entry; a source without a day of its
// own counts from its first statement.
func Sources(ctx context.Context, a *point.App, q *point.Question) (*SourcesAnswer, error) {
	q, book, err := a.Open(ctx, q)
	if err != nil {
		return nil, err
	}
	counts, err := countSources(ctx, a, q, book)
	if err != nil {
		return nil, err
	}
	out := &SourcesAnswer{Point: q.Point(), Rows: []SourceRow{}}
	for p, err := range a.Store.Sources(ctx) {
		if err != nil {
			return nil, err
		}
		n := counts[p.Noun.ID]
		if row, ok := sourceRow(p, q, n.statements, n.incidents); ok {
			out.Rows = append(out.Rows, row)
		}
	}
	return out, nil
}

// A sourceCount is how many statements about incidents are a source's, and
// about how many.
type sourceCount struct{ statements, incidents int }

func countSources(ctx context.Context, a *point.App, q *point.Question, book *codebook.Book) (map[string]sourceCount, error) {
	counts := map[string]sourceCount{}
	for s, err := range disclose.Present(ctx, a, q, book) {
		if err != nil {
			return nil, err
		}
		of := map[string]int{}
		for _, st := range s.Statements(q.AsOf.Known) {
			of[st.Source]++
		}
		for source, n := range of {
			counts[source] = sourceCount{counts[source].statements + n, counts[source].incidents + 1}
		}
	}
	return counts, nil
}

// sourceRow is the row of a source; there is none before it had come out or
// was written down.
func sourceRow(p *ascribe.Provenance, q *point.Question, statements, incidents int) (SourceRow, bool) {
	s := &p.Noun
	undated := s.Published.IsZero() && statements == 0 && q.AsOf.Known != ascribe.Forever
	if p.Entry > q.AsOf.Recorded || s.Published.Last() > q.AsOf.Known || undated {
		return SourceRow{}, false
	}
	row := SourceRow{
		Source: s.ID, Title: s.Title, Publisher: s.Publisher, Kind: s.Kind, Published: s.Published, URL: s.URL,
		Reliability: p.Reliability(q.AsOf.Recorded), RestsOn: slices.Clone(s.RestsOn),
		Statements: statements, Incidents: incidents,
	}
	if row.RestsOn == nil {
		row.RestsOn = []string{}
	}
	return row, true
}
