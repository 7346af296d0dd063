package incidents

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/table"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Table is the record as one table: a row an incident, or a row a statement.
var Table = kit.Given[tableInput]{
	Name: "table", Summary: "The record as one table: a row an incident, or a row a statement",
	Ask: askTable,
}

// Spans is the table of what was believed of each incident, and when.
var Spans = kit.Given[spansInput]{
	Name: "spans", Summary: "What was believed of each incident, and when: a row a span",
	Ask: askSpans,
}

type spansInput struct {
	kit.Asked
	Q       string   `query:"q" doc:"Only those in whose title, statements or sources all of these words occur."`
	Where   []string `query:"where,explode" doc:"Only those of which this holds: NAME OP VALUE, as in killed>=10, or @NAME, as of /incidents." example:"[\"label=inspired\"]"`
	Columns []string `query:"columns,explode" doc:"Only these columns, in this order."`
	Sort    string   `query:"sort" doc:"The column in whose order the rows are; with - before it, the other way round." example:"-label"`
}

type tableInput struct {
	spansInput
	Long bool     `query:"long" doc:"A row a statement, with what became of it."`
	With []string `query:"with,explode" doc:"What stands beside each value: state, grade, counts." example:"[\"state\"]"`
}

func (in *spansInput) selection() (*ask.Selection, error) {
	where, err := ask.ParseConditions(in.Where)
	return &ask.Selection{Where: where, Search: in.Q}, err
}

func askTable(ctx context.Context, v *kit.View, in *tableInput) (*table.Table, error) {
	sel, err := in.selection()
	if err != nil {
		return nil, err
	}
	if in.Long && len(in.With) > 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "with says what stands beside the values of an incident, and long has a row a statement").
			WithHint("leave one of them out")
	}
	var t *table.Table
	if in.Long {
		t, err = ask.Long(ctx, v.At, sel)
	} else {
		t, err = ask.Wide(ctx, v.At, sel, in.With)
	}
	if err != nil {
		return nil, err
	}
	return in.only(t)
}

func askSpans(ctx context.Context, v *kit.View, in *spansInput) (*table.Table, error) {
	sel, err := in.selection()
	if err != nil {
		return nil, err
	}
	t, err := ask.Spans(ctx, v.At, sel)
	if err != nil {
		return nil, err
	}
	return in.only(t)
}

// only is the table in the order and with the columns that were asked for.
func (in *spansInput) only(t *table.Table) (*table.Table, error) {
	if in.Sort != "" {
		sorted, missing := t.Sorted(in.Sort)
		if sorted == nil {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "sort: there is no column %q%s", missing, near.DidYouMean(missing, t.Names()))
		}
		t = sorted
	}
	if len(in.Columns) == 0 {
		return t, nil
	}
	only, missing := t.Only(in.Columns)
	if missing != "" {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "columns: there is no %q%s", missing, near.DidYouMean(missing, t.Names()))
	}
	return only, nil
}

// Wide is the address of the incidents that pass as a table with all their
// variables, in a format.
func (f incidentsPage) Wide(format string) string {
	values := url.Values{}
	for name, list := range f.Asked.Values() {
		values[name] = list
	}
	if f.In.Q != "" {
		values.Set("q", f.In.Q)
	}
	if len(f.In.Where) > 0 {
		values["where"] = f.In.Where
	}
	values.Set(kit.FormatName, format)
	return kit.Address(kit.APIRoot+"/table", values)
}
