package desk

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const sheetPath = "/desk/sheet"

// importSheet takes a sheet in two steps: the file, and then what its columns mean, with
// what would be written.
var importSheet = kit.Form[desk.SheetIn, acts.SheetImported]{
	Path: sheetPath, Act: desk.ImportSheet,
	Sheet: func(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
		if given.Get("file") == "" {
			return &kit.Sheet{
				Title: "Import a sheet", Button: "Go on", Asks: true,
				Lead:   "A table that the team keeps: CSV or a workbook (.xlsx), a row an incident or a row a statement. Next you see what its columns are taken to mean, and what would be written. Nothing is written yet.",
				Fields: []kit.Field{{Name: "file", Label: "File", Kind: kit.FileField, Required: true}},
			}, nil
		}
		return mappingSheet(ctx, v, given)
	},
	Try: kit.Trying(desk.ImportSheet, tellSheet), Foresee: kit.Trying(desk.ImportSheet, tellSheet),
	After:  toEntryOr[desk.SheetIn]("/ledger"),
	Offers: []kit.Offer{{At: "/", Label: "Import a sheet", To: always(sheetPath)}},
}

// mappingSheet has the mapping of a sheet: as it was imported before, else as its columns
// look.
func mappingSheet(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
	file, err := base64.StdEncoding.DecodeString(given.Get("file"))
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the file cannot be read").WithHint("choose it again")
	}
	mapping, told := given.Get("mapping"), []kit.Told(nil)
	if mapping == "" {
		read, err := desk.MappingOf(ctx, v.At, given.Get("name"), file)
		if err != nil {
			return nil, err
		}
		if mapping = read.Mapping; read.Before > 0 {
			told = append(told, kit.Told{Title: "It was imported before", Lines: []string{
				fmt.Sprintf("Entry %d imported a sheet of the name %s, whose mapping is used again. What has changed since is listed below.", read.Before, read.Name),
			}})
		}
	}
	if open := desk.OpenIn(mapping); len(open) > 0 {
		told = append(told, kit.Told{Title: "What the mapping leaves open", Lines: open})
	}
	return &kit.Sheet{
		Title: "Import " + given.Get("name"), Button: "Import it", Try: true, Wide: true, Told: told,
		Lead: "What the columns of the sheet mean, and what would be written. Mend the mapping, and try it, until it says what you mean.",
		Fields: []kit.Field{
			{Name: "file", Kind: kit.CarriedField, Value: given.Get("file")},
			{Name: "name", Kind: kit.HiddenField},
			{Name: "mapping", Label: "Mapping", Kind: kit.AreaField, Lines: 24, Value: mapping, Required: true, Hint: "How it is written stands in docs/mappings.md."},
			{Name: "changed", Label: "Cells that say otherwise than when the sheet was imported before", Kind: kit.ChoiceField, Choices: []kit.FieldChoice{
				{Value: "", Text: "ask, if there are any"}, {Value: "strike", Text: "had been miscoded: what was said is struck"}, {Value: "later", Text: "were so, and the sources say otherwise since"},
			}},
			{Name: "said", Label: "Said otherwise on", Hint: "Where the sources say otherwise since, and the row has no later day. " + dayHint},
			{Name: "gone", Label: "Rows that the sheet has no more", Kind: kit.ChoiceField, Choices: []kit.FieldChoice{
				{Value: "", Text: "are listed, and what they said stays"}, {Value: "strike", Text: "what they said is struck"},
			}},
			{Name: "keep", Label: "Keep the file itself in the record, too", Kind: kit.TickField},
			why,
		},
	}, nil
}

// tellSheet says what an import would write.
func tellSheet(d *acts.SheetImported, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return []kit.Told{{Title: "It could not be imported so", Lines: problemLines([]string{kit.SentenceCase(refused.Message)}, refused.Problems, 0)}}
	}
	would := kit.Told{Title: "What would be written"}
	say := func(format string, args ...any) { would.Lines = append(would.Lines, fmt.Sprintf(format, args...)) }
	switch {
	case len(d.New) == 0:
		say("Nothing: %s.", countedThings(d.Unchanged, "there already"))
	default:
		say("Of %s: %s.", kit.CountWords(d.Rows, "row", "rows"), countedThings(d.New, ""))
		if len(d.Unchanged) > 0 {
			say("There already: %s.", countedThings(d.Unchanged, ""))
		}
	}
	would.Lines = append(would.Lines, d.Examples...)
	for _, u := range d.Uncounted {
		say("%s would not count, with %s.", kit.CountWords(u.N, "statement", "statements"), u.Why)
	}
	for _, t := range d.Twins {
		say("Likely twice: %s looks like %s (%s).", t.Other.ID, t.One.ID, strings.Join(t.Why, "; "))
	}
	list := []kit.Told{would}
	add := func(title string, problems []ascribe.Problem, more int) {
		if len(problems) > 0 {
			list = append(list, kit.Told{Title: title, Lines: problemLines(nil, problems, more)})
		}
	}
	add("Not understood: it cannot be imported so", d.Faults, d.MoreFaults)
	add(fmt.Sprintf("Otherwise than before: %d struck, %d said later", d.Struck, d.Later), d.Changed, d.MoreChanged)
	add("Rows that are gone", d.Gone, d.MoreGone)
	add("What stays as it was written first", d.Kept, d.MoreKept)
	add("Warnings", d.Warnings, d.MoreWarnings)
	return list
}

func problemLines(lines []string, problems []ascribe.Problem, more int) []string {
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", more))
	}
	return lines
}

// countedThings are counts by kind of record, as in "3 incidents, 12 statements".
func countedThings(n map[string]int, after string) string {
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(n)) {
		parts = append(parts, strings.TrimSpace(kit.CountWords(n[kind], kind, kind+"s")+" "+after))
	}
	if len(parts) == 0 {
		return "nothing is in it"
	}
	return strings.Join(parts, ", ")
}
