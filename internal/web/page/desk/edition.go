package desk

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const editionPath = "/desk/edition"

// importEdition takes an edition of somebody else's dataset in two steps: the file, and then
// what it is.
var importEdition = kit.Form[desk.EditionIn, datasets.ImportedDataset]{
	Path: editionPath, Act: desk.ImportEdition,
	Sheet: func(_ context.Context, _ *kit.View, given url.Values) (*kit.Sheet, error) {
		if given.Get("file") == "" {
			return &kit.Sheet{
				Title: "Import a dataset", Button: "Go on", Asks: true,
				Lead: "An edition of somebody else's dataset: CSV, JSON or a workbook. It stays beside the team's own record, and is read edition by edition.",
				Fields: []kit.Field{
					{Name: "file", Label: "File", Kind: kit.FileField, Required: true},
					{Name: "dataset", Kind: kit.HiddenField},
				},
			}, nil
		}
		shipped := []kit.FieldChoice{}
		for _, name := range desk.MappingNames() {
			shipped = append(shipped, kit.FieldChoice{Value: name, Text: name})
		}
		return &kit.Sheet{
			Title: "Import " + given.Get("name"), Button: "Import it", Try: true,
			Lead: "Try it first: it says how many rows are new or changed, and what could not be understood.",
			Fields: []kit.Field{
				{Name: "file", Kind: kit.CarriedField, Value: given.Get("file")},
				{Name: "name", Kind: kit.HiddenField},
				{Name: "dataset", Label: "Dataset", Hint: "What it is called in this record, as in ged-ukr.", Required: true},
				{Name: "edition", Label: "Edition", Hint: "As in 20.1.", Required: true},
				{Name: "published", Label: "Came out on", Hint: dayHint, Required: true},
				{Name: "mapping", Label: "Mapping", Hint: "The name of one that ships. Left out, that of the edition before; of a first one, the table as it stands.", Choices: shipped},
				{Name: "covers", Label: "Has events up to", Hint: dayHint},
				{Name: "part", Label: "The file is a part of the edition: what it lacks stays as it is", Kind: kit.TickField},
				why,
			},
		}, nil
	},
	Try: kit.Trying(desk.ImportEdition, tellEdition),
	After: func(_ context.Context, _ *kit.View, in *desk.EditionIn, _ int64) (string, error) {
		return "/datasets/" + url.PathEscape(in.Dataset), nil
	},
	Offers: []kit.Offer{
		{At: "/datasets", Label: "Import a dataset", To: always(editionPath)},
		{At: "/", Label: "Import a dataset", To: always(editionPath)},
	},
}

// tellEdition says what an import would write.
func tellEdition(d *datasets.ImportedDataset, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return nil // it is told above the fields
	}
	told := kit.Told{Title: "What would be written"}
	for _, x := range []struct {
		n         int
		one, many string
	}{
		{d.Rows, "row is in the file", "rows are in the file"},
		{d.New, "incident is new", "incidents are new"},
		{d.Changed, "incident has a cell that is new or says otherwise", "incidents have a cell that is new or says otherwise"},
		{d.Unchanged, "incident is unchanged", "incidents are unchanged"},
		{d.Unlisted, "incident is no longer listed", "incidents are no longer listed"},
		{d.Relisted, "incident is listed again", "incidents are listed again"},
		{d.Erased, "incident is passed over, since it was erased", "incidents are passed over, since they were erased"},
	} {
		if x.n > 0 {
			told.Lines = append(told.Lines, kit.CountWords(x.n, x.one, x.many)+".")
		}
	}
	if d.OtherMapping {
		told.Lines = append(told.Lines, "The edition is there already, read under another mapping: this one would not be used.")
	} else if d.New+d.Changed+d.Unlisted+d.Relisted == 0 {
		told.Lines = append(told.Lines, "Nothing would be new.")
	}
	return []kit.Told{told}
}
