package ask

import (
	"context"
	"iter"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/table"
)

// WideSources is the table with a row a source: its bibliography, its grade as it
// stands, and how much of the record stands on it.
func WideSources(ctx context.Context, p *point.Point) (*table.Table, error) {
	cited, err := citations(ctx, p)
	if err != nil {
		return nil, err
	}
	carried, err := carried(ctx, p)
	if err != nil {
		return nil, err
	}
	t := &table.Table{Name: "sources", Title: "Sources, a row each", Columns: sourceColumns, Point: constants(p)}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, len(sourceColumns))
		for s, err := range counted(ctx, p, cited) {
			if err != nil {
				yield(nil, err)
				return
			}
			r := s.row
			copy(row, table.Row{
				table.Text(r.Source), table.Text(r.Title), table.Text(r.Publisher), table.Text(r.Kind), table.Date(r.Published.String()),
				table.Text(s.noun.Language), table.Text(r.URL), table.Text(s.noun.ArchivedURL), table.Text(string(r.Reliability)),
				table.Codes(strings.Join(r.RestsOn, ";")), table.Integer(int64(r.Statements)), table.Integer(int64(r.Incidents)), table.Integer(s.entry),
				table.Cell{},
			})
			if n := carries(carried, r.Source); n != nil {
				row[len(row)-1] = table.Integer(int64(*n))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return t, nil
}

var sourceColumns = []table.Column{
	{Name: "id", Unique: true},
	{Name: "title", Unique: true},
	{Name: "publisher"},
	{Name: "kind"},
	{Name: "published", Type: table.TypeDate, Definition: "The day on which it came out."},
	{Name: "language", Definition: "BCP 47."},
	{Name: "url", Unique: true},
	{Name: "archived_url", Unique: true},
	{Name: "reliability", Definition: "Admiralty code, A to F, as it stands."},
	{Name: "rests_on", Type: table.TypeCodes, Definition: "The sources that it only repeats."},
	{Name: "statements", Type: table.TypeInteger, Definition: "About incidents, said by then."},
	{Name: "incidents", Type: table.TypeInteger, Definition: "About which it says something."},
	{Name: "recorded_entry", Type: table.TypeInteger, Definition: "The entry in which it was written down."},
	{Name: "carries", Type: table.TypeInteger, Definition: "How many incidents would have another label or level without it, without its corrections, and without what rests on it alone; empty where that is not worked out: there are no labels, or more than 2,000 incidents."},
}

// Bibliography yields the sources that had come out by the day, with the
// reliability that they have at the entry.
func Bibliography(ctx context.Context, p *point.Point) (iter.Seq2[*ascribe.Source, error], error) {
	cited, err := citations(ctx, p)
	if err != nil {
		return nil, err
	}
	return func(yield func(*ascribe.Source, error) bool) {
		for s, err := range counted(ctx, p, cited) {
			if err != nil {
				yield(nil, err)
				return
			}
			s.noun.Reliability = s.row.Reliability
			if !yield(&s.noun, nil) {
				return
			}
		}
	}, nil
}

// A countedSource is a source with its row.
type countedSource struct {
	noun  ascribe.Source
	entry int64
	row   SourceRow
}

// counted yields the sources that there are as of the point.
func counted(ctx context.Context, p *point.Point, cited map[int64]survey.Citation) iter.Seq2[*countedSource, error] {
	return func(yield func(*countedSource, error) bool) {
		for s, err := range p.View.Sources(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			if row, ok := sourceRow(p, s, cited[s.Record]); ok && !yield(&countedSource{s.Noun, s.Entry, row}, nil) {
				return
			}
		}
	}
}
