package desk

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const twinsPath = "/desk/twins"

// decideTwins has two that look alike said to be one, or two.
var decideTwins = kit.Form[desk.VerdictIn, acts.Added]{
	Path: twinsPath, Act: desk.DecideTwins,
	Sheet: func(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
		sources, err := sourcesOf(ctx, v.At)
		if err != nil {
			return nil, err
		}
		return &kit.Sheet{
			Title: "One, or two?", Button: "Write it down",
			Lead: "Of incidents and actors it is a statement, on somebody's word, which may be your own team's; of sources that are one, the later rests on the earlier. Said to be two, they are not listed as likely twins again.",
			Fields: []kit.Field{
				{Name: "one", Label: "This", Hint: "Its id.", Required: true},
				{Name: "other", Label: "And this", Hint: "Its id; of an incident of an imported dataset, dataset:id.", Required: true},
				{Name: "same", Label: "Are", Kind: kit.ChoiceField, Choices: []kit.FieldChoice{{Value: "false", Text: "two"}, {Value: "true", Text: "one and the same"}}},
				{Name: "source", Label: "Source", Hint: "On whose word, of two incidents or actors.", Choices: sources},
				{Name: "credibility", Label: "Credibility of what it says", Kind: kit.ChoiceField, Choices: credibilities},
				{Name: "said", Label: "Said on", Hint: "Where that is not the day on which the source came out. " + dayHint},
				{Name: "note", Label: "Note", Hint: "What speaks for it.", Kind: kit.AreaField},
				{Name: "coder", Label: "Coder"},
				why,
			},
		}, nil
	},
	After: toEntry[desk.VerdictIn],
	Offers: []kit.Offer{
		{At: "/incidents/{id}", Label: "The same as another", To: func(id string) string { return to(twinsPath, "one", id, "same", "true") }},
		{At: "/actors/{id}", Label: "The same as another", To: func(id string) string { return to(twinsPath, "one", id, "same", "true") }},
		{At: "/sources/{id}", Label: "The same as another", To: func(id string) string { return to(twinsPath, "one", id, "same", "true") }},
	},
}

// correct has a source take back what it said.
var correct = kit.Form[desk.WithdrawalIn, acts.Added]{
	Path: "/desk/correct", Act: desk.Withdraw,
	Sheet: func(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
		sources, err := sourcesOf(ctx, v.At)
		if err != nil {
			return nil, err
		}
		id := given.Get("target")
		return &kit.Sheet{
			Title: "Corrected by its source: " + id, Button: "Write it down",
			Lead: "The source took it back, on a day: until then it counts, and from then on no more. Where we had misread it, strike it.",
			Fields: []kit.Field{
				{Name: "of", Kind: kit.HiddenField, Value: string(ascribe.RecordStatement)},
				{Name: "target", Kind: kit.HiddenField, Value: id},
				{Name: "kind", Kind: kit.HiddenField, Value: string(ascribe.Correction)},
				{Name: "source", Label: "Where the source took it back", Hint: "The id of a source.", Required: true, Choices: sources},
				{Name: "said", Label: "On", Hint: "Where that is not the day on which that came out. " + dayHint},
				needed(why),
			},
		}, nil
	},
	After: toEntry[desk.WithdrawalIn],
	Offers: []kit.Offer{
		{At: "/statements/{id}", Label: "Corrected by its source", To: func(id string) string { return to("/desk/correct", "target", id) }},
	},
}

// regrade judges a source anew.
var regrade = kit.Form[desk.RegradeIn, acts.Added]{
	Path: "/desk/regrade", Act: desk.Regrade,
	Sheet: func(_ context.Context, _ *kit.View, given url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Judge " + given.Get("source") + " anew", Button: "Write it down",
			Lead: "How reliable the source is, from now on, for all of its statements that have no reliability of their own.",
			Fields: []kit.Field{
				{Name: "source", Kind: kit.HiddenField, Value: given.Get("source")},
				{Name: "reliability", Label: "Reliability", Kind: kit.ChoiceField, Choices: reliabilities("choose one"), Required: true},
				needed(why),
			},
		}, nil
	},
	After: toPage(func(in *desk.RegradeIn) string { return "/sources/" + url.PathEscape(in.Source) }),
	Offers: []kit.Offer{
		{At: "/sources/{id}", Label: "Judge it anew", To: func(id string) string { return to("/desk/regrade", "source", id) }},
	},
}
