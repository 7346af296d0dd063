package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// SourcesAnswer is the bibliography as of a point.
type SourcesAnswer struct {
	point.Asked
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
func Sources(ctx context.Context, p *point.Point) (*SourcesAnswer, error) {
	counts, err := countSources(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &SourcesAnswer{Asked: p.Asked, Rows: []SourceRow{}}
	for s, err := range p.View.Sources(ctx) {
		if err != nil {
			return nil, err
		}
		n := counts[s.Noun.ID]
		if row, ok := sourceRow(p, s, n.statements, n.incidents); ok {
			out.Rows = append(out.Rows, row)
		}
	}
	return out, nil
}

// A sourceCount is how many statements about incidents are a source's, and
// about how many.
type sourceCount struct{ statements, incidents int }

func countSources(ctx context.Context, p *point.Point) (map[string]sourceCount, error) {
	counts := map[string]sourceCount{}
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return nil, err
		}
		of := map[string]int{}
		for _, st := range s.Statements(p.AsOf.Known) {
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
func sourceRow(p *point.Point, source *ascribe.Provenance, statements, incidents int) (SourceRow, bool) {
	s := &source.Noun
	undated := s.Published.IsZero() && statements == 0 && p.AsOf.Known != ascribe.Forever
	if source.Entry > p.AsOf.Recorded || s.Published.Last() > p.AsOf.Known || undated {
		return SourceRow{}, false
	}
	row := SourceRow{
		Source: s.ID, Title: s.Title, Publisher: s.Publisher, Kind: s.Kind, Published: s.Published, URL: s.URL,
		Reliability: source.Reliability(p.AsOf.Recorded), RestsOn: slices.Clone(s.RestsOn),
		Statements: statements, Incidents: incidents,
	}
	if row.RestsOn == nil {
		row.RestsOn = []string{}
	}
	return row, true
}
