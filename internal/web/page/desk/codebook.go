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

const codebookPath = "/desk/codebook"

// draftCodebook has the codebook that counts to be changed into its next version, which is
// tried over the record and then adopted.
var draftCodebook = kit.Form[desk.AdoptionIn, acts.Adopted]{
	Path: codebookPath, Act: desk.Adopt,
	Sheet: func(ctx context.Context, v *kit.View, _ url.Values) (*kit.Sheet, error) {
		text, err := v.At.Text(ctx)
		if err != nil {
			return nil, err
		}
		return &kit.Sheet{
			Title: "Draft a version of the codebook", Button: "Adopt it", Try: true, Wide: true,
			Lead: "Give it a new version, change it, and try it: which labels would be others, and what has been coded that it lacks. Adopted, it counts from now on; what was known before stays readable under the version of then.",
			Fields: []kit.Field{
				{Name: "text", Label: "Codebook", Kind: kit.AreaField, Lines: 30, Value: string(text), Required: true, Hint: "How it is written stands in docs/codebooks.md. The draft is kept in this page alone."},
				{Name: "cases", Label: "Worked cases", Kind: kit.AreaField, Lines: 8, Hint: "Evidence, and what the codebook has to say of it: a version that does not is refused. They are not kept."},
				needed(why),
			},
		}, nil
	},
	Try: kit.Trying(desk.Adopt, tellAdoption),
	After: func(_ context.Context, _ *kit.View, _ *desk.AdoptionIn, entry int64) (string, error) {
		if entry < 2 {
			return "/codebook", nil
		}
		return fmt.Sprintf("/changes?from=%d&to=%d", entry-1, entry), nil // what to look at again
	},
	Offers: []kit.Offer{{At: "/codebook", Label: "Draft a version", To: always(codebookPath)}},
}

// tellAdoption says what a codebook would change.
func tellAdoption(done *acts.Adopted, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return nil // it is told above the fields
	}
	told := kit.Told{Title: "Were it adopted"}
	say := func(format string, args ...any) { told.Lines = append(told.Lines, fmt.Sprintf(format, args...)) }
	if done.Cases > 0 {
		say("It passes %s.", kit.CountWords(done.Cases, "worked case", "worked cases"))
	}
	d := done.Changes
	if d == nil {
		say("Nothing would be otherwise: it is the codebook that counts already, or the first one.")
		return []kit.Told{told}
	}
	say("%s of %s would have another answer.", kit.SentenceCase(kit.CountWords(len(d.Labels), "incident", "incidents")), kit.Number(d.Base))
	for _, l := range d.Labels {
		say("%s (%s): %s, and would be %s.", l.Title, l.Incident, believed(&l.Old), believed(&l.New))
	}
	list := []kit.Told{told}
	if len(d.Changes) > 0 {
		changes := kit.Told{Title: fmt.Sprintf("From %s %s to %s", d.Old.ID, d.Old.Version, d.New.Version)}
		for _, c := range d.Changes {
			changes.Lines = append(changes.Lines, c.String())
		}
		list = append(list, changes)
	}
	if len(d.Lacking) > 0 {
		lacks := kit.Told{Title: "What has been coded, and it lacks"}
		for _, l := range d.Lacking {
			lacks.Lines = append(lacks.Lines, l.String())
		}
		list = append(list, lacks)
	}
	return list
}
