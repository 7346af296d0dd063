package desk

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const tablePath = "/desk/table"

// columnsOf are the columns of a table of things of a kind, as a beginning.
var columnsOf = map[ascribe.RecordKind][]string{
	ascribe.RecordStatement: {"subject", "variable", "value", "source", "credibility", "said", "locator", "note"},
	ascribe.RecordIncident:  {"id", "title"},
	ascribe.RecordActor:     {"id", "kind", "name"},
	ascribe.RecordLink:      {"id", "incident", "actor", "role"},
	ascribe.RecordSource:    {"id", "title", "publisher", "published", "url", "reliability"},
}

// addMany has many things of one kind pasted from a spreadsheet.
var addMany = kit.Form[desk.TableIn, acts.Batch]{
	Path: tablePath, Act: desk.AddTable,
	Sheet: func(_ context.Context, _ *kit.View, given url.Values) (*kit.Sheet, error) {
		kind := ascribe.RecordKind(given.Get("record"))
		columns := columnsOf[kind]
		if columns == nil {
			s := &kit.Sheet{
				Title: "Add many at once", Button: "Go on", Asks: true, Lead: "A table, a row each, as one entry: all of it or nothing.",
				Fields: []kit.Field{{Name: "record", Label: "What each row is", Kind: kit.ChoiceField}},
			}
			for _, kind := range desk.TableKinds {
				s.Fields[0].Choices = append(s.Fields[0].Choices, kit.FieldChoice{Value: string(kind), Text: "a " + string(kind)})
			}
			return s, nil
		}
		return &kit.Sheet{
			Title: "Add many " + string(kind) + "s at once", Button: "Write them down", Try: true, Wide: true,
			Lead: "Paste them from a spreadsheet below the names of the columns. Columns may be left out, moved or added, as a casebook has them; an id that is left out is made.",
			Fields: []kit.Field{
				{Name: "record", Kind: kit.HiddenField, Value: string(kind)},
				{Name: "rows", Label: "The table", Kind: kit.AreaField, Lines: 16, Value: strings.Join(columns, "\t") + "\n", Required: true, Hint: "With tabs between cells, as spreadsheets paste them, or as CSV."},
				why,
			},
		}, nil
	},
	Try: kit.Trying(desk.AddTable, tellMany), After: toEntryOr[desk.TableIn]("/ledger"),
	Offers: []kit.Offer{
		{At: "/", Label: "Add many at once", To: always(tablePath)},
		{At: "/sources", Label: "Add many at once", To: always(to(tablePath, "record", "source"))},
		{At: "/actors", Label: "Add many at once", To: always(to(tablePath, "record", "actor"))},
	},
}

// tellMany says what would be written of a table.
func tellMany(done *acts.Batch, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return nil // it is told above the fields
	}
	told := kit.Told{Title: "What would be written", Lines: []string{kit.SentenceCase(countedThings(done.New, "")) + "."}}
	for _, m := range done.Made {
		told.Lines = append(told.Lines, fmt.Sprintf("row %d becomes the %s %s", m.Line, m.Record, m.ID))
	}
	for _, u := range done.Uncounted {
		told.Lines = append(told.Lines, fmt.Sprintf("%s would not count, with %s.", kit.CountWords(u.N, "statement", "statements"), u.Why))
	}
	told.Lines = problemLines(told.Lines, done.Warnings, done.MoreWarnings)
	for _, t := range done.Twins {
		told.Lines = append(told.Lines, fmt.Sprintf("Likely twice: %s looks like %s (%s).", t.Other.ID, t.One.ID, strings.Join(t.Why, "; ")))
	}
	return []kit.Told{told}
}
