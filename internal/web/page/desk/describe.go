package desk

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// describe says what the record is, and whose.
var describe = kit.Form[desk.DescriptionIn, acts.Described]{
	Path: "/desk/describe", Act: desk.Describe,
	Sheet: func(ctx context.Context, v *kit.View, _ url.Values) (*kit.Sheet, error) {
		d, err := ask.Description(ctx, v.At)
		if err != nil {
			return nil, err
		}
		return &kit.Sheet{
			Title: "What the record is", Button: "Write it down",
			Lead: "It stands at the head and the foot of every page, in files, feeds and citations. What is left empty stays as it is.",
			Fields: []kit.Field{
				{Name: "title", Label: "Title", Value: d.Title},
				{Name: "owner", Label: "Owner", Hint: "Who keeps it.", Value: d.Owner},
				{Name: "contact", Label: "Contact", Hint: "Where one can write to.", Value: d.Contact},
				{Name: "licence", Label: "Licence", Value: d.Licence},
				{Name: "about", Label: "What it is and is not", Kind: kit.AreaField, Value: d.About},
				why,
			},
		}, nil
	},
	After:  toEntryOr[desk.DescriptionIn]("/about"),
	Offers: []kit.Offer{{At: "/about", Label: "Say what the record is", To: always("/desk/describe")}},
}

// note notes a change of method.
var note = kit.Form[desk.NoteIn, acts.Added]{
	Path: "/desk/note", Act: desk.Note,
	Sheet: func(_ context.Context, _ *kit.View, given url.Values) (*kit.Sheet, error) {
		dataset := given.Get("dataset")
		if dataset == "" {
			dataset = ascribe.Main
		}
		return &kit.Sheet{
			Title: "Note a change of method", Button: "Write it down",
			Lead: "What changed in how the data was made, and from when on. Counts and charts that cross that day say so.",
			Fields: []kit.Field{
				{Name: "dataset", Label: "Of", Hint: "A dataset by its name; main is the team's own record.", Value: dataset, Required: true},
				{Name: "said", Label: "From", Hint: dayHint, Required: true},
				{Name: "text", Label: "What changed", Hint: "In a sentence.", Kind: kit.AreaField, Required: true},
				{Name: "source", Label: "Source", Hint: "Where it was said. Its id."},
				why,
			},
		}, nil
	},
	After: toEntry[desk.NoteIn],
	Offers: []kit.Offer{
		{At: "/about", Label: "Note a change of method", To: always("/desk/note")},
		{At: "/datasets", Label: "Note a change of method", To: always("/desk/note")},
	},
}
