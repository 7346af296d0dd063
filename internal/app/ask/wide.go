package ask

import (
	"context"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
	"github.com/ascribe-project/ascribe/internal/table"
)

// What a wide table can have beside the value of each variable.
const (
	WithState  = "state"  // whether something is known, and if not, why
	WithGrade  = "grade"  // of the statements that the value rests on
	WithCounts = "counts" // how many statements are for the value, and against it
)

var withs = []string{WithState, WithGrade, WithCounts}

// Wide is the table with a row an incident and a column a variable. What can be
// had beside each value is named by with.
func Wide(ctx context.Context, p *point.Point, sel *Selection, with []string) (*table.Table, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	for _, name := range with {
		if !slices.Contains(withs, name) {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is nothing that a value can have beside it%s", name, near.DidYouMean(name, withs)).
				WithHint("there are state, grade and counts")
		}
	}
	chosen, err := selected(ctx, p, sel)
	if err != nil {
		return nil, err
	}
	w := &wideTable{known: p.AsOf.Known, labelled: len(p.Book.Rows) > 0, with: with}
	columns := w.columns(p.Book)
	t := &table.Table{Name: "incidents", Title: "Incidents, a row each", Columns: columns, Point: constants(p)}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, 0, len(columns))
		for s, err := range chosen {
			if err != nil {
				yield(nil, err)
				return
			}
			if row = w.row(row[:0], s); !yield(row, nil) {
				return
			}
		}
	}
	return t, nil
}

// selected are the incidents that pass, in the order of the ledger.
func selected(ctx context.Context, p *point.Point, sel *Selection) (iter.Seq2[disclose.Subject, error], error) {
	filter, err := filterOf(ctx, p, sel.Where)
	if err != nil {
		return nil, err
	}
	var found *mention // nil: nothing is searched for
	if sel.Search != "" {
		if found, err = mentioning(ctx, p, sel.Search); err != nil {
			return nil, err
		}
	}
	return func(yield func(disclose.Subject, error) bool) {
		n := 0
		for s, err := range disclose.Present(ctx, p) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(s, err)
				return
			}
			if found != nil && !found.has(s.Dossier.Record) || !plain.Passes(p.Book, s.Reading, filter, p.AsOf.Known) {
				continue
			}
			if n++; sel.Limit > 0 && n > sel.Limit || !yield(s, nil) {
				return
			}
		}
	}, nil
}

// A wideTable makes rows of incidents.
type wideTable struct {
	known     ascribe.Day
	labelled  bool // an imported dataset has no labels
	with      []string
	variables []variableColumn
}

func (w *wideTable) columns(book *codebook.Book) []table.Column {
	c := newColumns(
		table.Column{Name: "id", Title: "Incident", Unique: true},
		table.Column{Name: "title", Title: "Title", Unique: true},
	)
	if w.labelled {
		for _, column := range labelColumns(book) {
			c.add(column)
		}
	}
	for i := range book.Vars {
		v := &book.Vars[i]
		if !isOf(v, ascribe.OfIncident) {
			continue
		}
		column := columnOf(v)
		w.variables = append(w.variables, variableColumn{v, column.Type})
		c.add(column)
		w.beside(c, v.Name)
	}
	return c.list
}

// labelColumns are what is said of an incident as a whole.
func labelColumns(book *codebook.Book) []table.Column {
	label := table.Column{Name: "label", Title: "Label", Definition: "Who was behind it, on what is known."}
	level := table.Column{Name: "level", Title: "Level", Definition: "The degree of the label."}
	for _, l := range book.Labels {
		label.Values = append(label.Values, table.Value{Code: l.Name, Definition: l.Definition})
		for _, x := range l.Levels {
			level.Values = append(level.Values, table.Value{Code: x.Name, Definition: x.Definition})
		}
	}
	return []table.Column{
		label, level,
		{Name: "settled", Type: table.TypeBoolean, Title: "Settled", Definition: "Whether nothing unknown can change the label."},
		{Name: "could_become", Type: table.TypeCodes, Title: "Could become", Definition: "What else the label could be, as LABEL/LEVEL, what somebody has raised first."},
		{Name: "open_questions", Type: table.TypeCodes, Title: "Open questions", Definition: "The variables that could change the label."},
		{Name: "grade", Title: "Grade", Definition: "Of the statements that the label rests on: reliability of the source, A to F, and credibility, 1 to 6."},
		{Name: "independent_sources", Type: table.TypeInteger, Title: "Independent sources", Definition: "The different publishers that the label rests on in the end."},
	}
}

// beside adds what stands beside the value of a variable.
func (w *wideTable) beside(c *tableColumns, name string) {
	for _, with := range w.with {
		switch with {
		case WithState:
			c.add(table.Column{Name: name + "_state", Definition: "Whether something is known of " + name + ", and if not, why.", Values: states})
		case WithGrade:
			c.add(table.Column{Name: name + "_grade", Definition: "The best grade of a statement that " + name + " rests on."})
		case WithCounts:
			c.add(table.Column{Name: name + "_for", Type: table.TypeInteger, Definition: "How many statements are for " + name + " as it is."})
			c.add(table.Column{Name: name + "_against", Type: table.TypeInteger, Definition: "How many statements are against " + name + " as it is."})
		}
	}
}

var states = []table.Value{
	{Code: string(ascribe.StateKnown), Definition: "A value is picked."},
	{Code: string(ascribe.StateUnknown), Definition: "Nobody has said."},
	{Code: string(ascribe.StateInadequate), Definition: "Only statements of a grade that cannot count."},
	{Code: string(ascribe.StateNotExamined), Definition: "It has not been looked at, or cannot be."},
	{Code: string(ascribe.StateNoneFound), Definition: "Somebody looked, and found nothing."},
}

func (w *wideTable) row(row table.Row, s disclose.Subject) table.Row {
	a := s.Answer(w.known)
	row = append(row, table.Text(s.Dossier.Subject), table.Text(s.Dossier.Title))
	if w.labelled {
		row = append(
			row, table.Text(a.Label), table.Text(a.Level), table.Boolean(a.Settled),
			codesOf(a.CouldBecome, func(x ascribe.Possibility) string { return outcomeCode(x.Outcome) }),
			codesOf(a.OpenQuestions, func(q ascribe.OpenQuestion) string { return q.Variable }),
			table.Text(a.Grade.String()), table.Integer(int64(a.IndependentSources)),
		)
	}
	for _, v := range w.variables {
		f := &a.Variables[v.v.Index]
		row = append(row, v.cell(f))
		for _, with := range w.with {
			switch with {
			case WithState:
				row = append(row, table.Text(string(f.State)))
			case WithGrade:
				row = append(row, table.Text(f.Grade.String()))
			case WithCounts:
				row = append(row, table.Integer(int64(len(f.Statements))), table.Integer(int64(len(f.Against))))
			}
		}
	}
	return row
}
