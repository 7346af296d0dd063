package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// Spans is the table with a row for each span of every incident: the days on
// which its label stayed the same, what began them, and whether they go on.
func Spans(ctx context.Context, p *point.Point, sel *Selection) (*table.Table, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	if len(p.Book.Rows) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "there are no spans: the codebook %s %s has no decision table, and so no labels", p.Book.ID, p.Book.Version).
			WithHint("ask for a table of its incidents, or of their statements")
	}
	chosen, err := selected(ctx, p, sel)
	if err != nil {
		return nil, err
	}
	t := &table.Table{Name: "spans", Title: "Spans of incidents, a row each", Columns: spanColumns, Point: constants(p)}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, len(spanColumns))
		for s, err := range chosen {
			if err != nil {
				yield(nil, err)
				return
			}
			spans := s.History()
			for i := range spans {
				if spans[i].From > p.AsOf.Known {
					break
				}
				row[0], row[1], row[2] = table.Text(s.Dossier.Subject), table.Text(s.Dossier.Title), table.Integer(int64(i+1))
				spanCells(row[3:], &spans[i], spans[0].From, p.AsOf.Known)
				if !yield(row, nil) {
					return
				}
			}
		}
	}
	return t, nil
}

var spanColumns = []table.Column{
	{Name: "incident"},
	{Name: "title"},
	{Name: "n", Type: table.TypeInteger, Definition: "Which span of the incident it is, from 1."},
	{Name: "from", Type: table.TypeDate, Definition: "Its first day."},
	{Name: "to", Type: table.TypeDate, Definition: "The first day of the next span; empty where it is still open."},
	{Name: "start", Type: table.TypeInteger, Definition: "Days from when the incident was first known to the beginning of the span."},
	{Name: "stop", Type: table.TypeInteger, Definition: "Days from when the incident was first known to the end of the span; of one that is open, to the day that is asked for, empty where none is."},
	{Name: "open", Type: table.TypeBoolean, Definition: "Whether the span goes on, as far as is known."},
	{Name: "label"},
	{Name: "level"},
	{Name: "settled", Type: table.TypeBoolean},
	{Name: "because", Definition: "The statement that began the span, or whose correction did."},
	{Name: "because_source", Definition: "The source of that statement or correction."},
	{Name: "because_entry", Type: table.TypeInteger, Definition: "The entry in which it was written down."},
}

// spanCells are those of a span, from the column from on.
func spanCells(to table.Row, s *ascribe.Span, first, known ascribe.Day) {
	open := s.To > known || s.To >= ascribe.Forever
	end := s.To
	if open {
		end = known
	}
	stop := table.Unknown
	if end < ascribe.Forever {
		stop = table.Integer(int64(end.Sub(first)))
	}
	until := dayCell(s.To)
	if open {
		until = table.Unknown
	}
	entry := table.Unknown
	if s.Because.Entry > 0 {
		entry = table.Integer(s.Because.Entry)
	}
	copy(to, table.Row{
		dayCell(s.From), until, table.Integer(int64(s.From.Sub(first))), stop, table.Boolean(open),
		table.Text(s.Label), table.Text(s.Level), table.Boolean(s.Settled),
		table.Text(s.Because.Statement), table.Text(s.Because.Source), entry,
	})
}
