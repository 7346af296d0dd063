package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
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
	Language    string              `json:"-"` // of the title, for pages
	Kind        string              `json:"kind"`
	Published   ascribe.Date        `json:"published"`
	URL         string              `json:"url"`
	Reliability ascribe.Reliability `json:"reliability"` // as it stands
	RestsOn     []string            `json:"rests_on"`
	Statements  int                 `json:"statements"`
	Incidents   int                 `json:"incidents"`
	// Carries is how many incidents would have another label or level without it,
	// without its corrections, and without what rests on it alone; null where that
	// is not worked out: there are no labels, or more than 2,000 incidents.
	Carries *int `json:"carries"`
}

// Sources answers on what the record stands. Listed is what had come out by
// the day and was written down by the entry; a source without a day of its
// own counts from its first statement.
func Sources(ctx context.Context, p *point.Point) (*SourcesAnswer, error) {
	rows, err := sourceRows(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &SourcesAnswer{Asked: p.Asked, Rows: make([]SourceRow, len(rows))}
	for i, r := range rows {
		out.Rows[i] = r.SourceRow
	}
	return out, nil
}

// citations are how much stands on each source, by its record.
func citations(ctx context.Context, p *point.Point) (map[int64]survey.Citation, error) {
	all, err := surveyOf(ctx, p)
	if err != nil {
		return nil, err
	}
	list, err := all.Cited(ctx, p.AsOf.Known)
	cited := make(map[int64]survey.Citation, len(list))
	for _, c := range list {
		cited[c.Source] = c
	}
	return cited, err
}

// sourceRow is the row of a source; there is none before it had come out or
// was written down.
func sourceRow(p *point.Point, source *ascribe.Provenance, cited survey.Citation) (SourceRow, bool) {
	s := &source.Noun
	undated := s.Published.IsZero() && cited.Statements == 0 && p.AsOf.Known != ascribe.Forever
	if source.Entry > p.AsOf.Recorded || s.Published.Last() > p.AsOf.Known || undated {
		return SourceRow{}, false
	}
	row := SourceRow{
		Source: s.ID, Title: s.Title, Publisher: s.Publisher, Language: s.Language, Kind: s.Kind, Published: s.Published, URL: s.URL,
		Reliability: source.Reliability(p.AsOf.Recorded), RestsOn: slices.Clone(s.RestsOn),
		Statements: cited.Statements, Incidents: cited.Incidents,
	}
	if row.RestsOn == nil {
		row.RestsOn = []string{}
	}
	return row, true
}
