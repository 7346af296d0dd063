package desk

import (
	"context"
	"fmt"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const bibliographyPath = "/desk/bibliography"

// addReferences has a bibliography pasted, whose entries become sources.
var addReferences = kit.Form[desk.ReferencesIn, acts.Referenced]{
	Path: bibliographyPath, Act: desk.ImportReferences,
	Sheet: func(context.Context, *kit.View, url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Add sources from a bibliography", Button: "Add them", Try: true, Wide: true,
			Lead: "Paste what a reference manager exports. What the record has already, by its DOI or its address, is not added again.",
			Fields: []kit.Field{
				{Name: "format", Label: "Written as", Kind: kit.ChoiceField, Choices: []kit.FieldChoice{{Value: "bibtex", Text: "BibTeX"}, {Value: "ris", Text: "RIS"}, {Value: "csl-json", Text: "CSL-JSON"}}},
				{Name: "text", Label: "The bibliography", Kind: kit.AreaField, Lines: 16, Required: true},
				why,
			},
		}, nil
	},
	Try: kit.Trying(desk.ImportReferences, tellReferences), After: toEntryOr[desk.ReferencesIn]("/sources"),
	Offers: []kit.Offer{{At: "/sources", Label: "Add a bibliography", To: always(bibliographyPath)}},
}

// tellReferences says which sources entries would be.
func tellReferences(done *acts.Referenced, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return nil // it is told above the fields
	}
	told := kit.Told{Title: "What would be written", Lines: []string{kit.SentenceCase(countedThings(done.New, "")) + "."}}
	for _, r := range done.Sources {
		is := "would be the source"
		if r.There {
			is = "is there already, as"
		}
		told.Lines = append(told.Lines, fmt.Sprintf("line %d, %s: %s %s", r.Line, r.Key, is, r.ID))
	}
	told.Lines = problemLines(told.Lines, done.Warnings, done.MoreWarnings)
	return []kit.Told{told}
}
