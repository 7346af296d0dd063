package desk

import (
	"context"
	"fmt"
	"net/url"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const idHint = "Small letters, digits, dots, dashes and underscores, as in train-2016. It never changes."

var why = kit.Field{Name: "why", Label: "Why", Hint: "A reason that is kept with the entry."}

func needed(f kit.Field) kit.Field {
	f.Required = true
	return f
}

// to is the address of a form with something filled in.
func to(path string, pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return kit.Address(path, v)
}

// toPage leads to the page that what was sent says.
func toPage[I any](page func(*I) string) func(context.Context, *kit.View, *I, int64) (string, error) {
	return func(_ context.Context, _ *kit.View, in *I, _ int64) (string, error) { return page(in), nil }
}

// toEntry leads to the entry that was written.
func toEntry[I any](_ context.Context, _ *kit.View, _ *I, entry int64) (string, error) {
	return fmt.Sprintf("/ledger/%d", entry), nil
}

// toEntryOr leads to the entry or, where nothing was new, to another page.
func toEntryOr[I any](other string) func(context.Context, *kit.View, *I, int64) (string, error) {
	return func(ctx context.Context, v *kit.View, in *I, entry int64) (string, error) {
		if entry == 0 {
			return other, nil
		}
		return toEntry(ctx, v, in, entry)
	}
}

func always(path string) func(string) string { return func(string) string { return path } }

var addIncident = kit.Form[desk.IncidentIn, acts.Added]{
	Path: "/desk/incident", Act: desk.AddIncident,
	Sheet: func(context.Context, *kit.View, url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Add an incident", Button: "Add the incident",
			Lead: "An attack or a plot. It has a title and nothing else of its own: its day, its place and all the rest are statements.",
			Fields: []kit.Field{
				{Name: "title", Label: "Title", Required: true},
				{Name: "id", Label: "Id", Hint: idHint, Required: true},
				why,
			},
		}, nil
	},
	After:  toPage(func(in *desk.IncidentIn) string { return "/incidents/" + url.PathEscape(in.ID) }),
	Offers: []kit.Offer{{At: "/", Label: "Add an incident", To: always("/desk/incident")}},
}

var actorKinds = []kit.FieldChoice{{Value: "person", Text: "person"}, {Value: "organisation", Text: "organisation"}, {Value: "persona", Text: "persona: known by a screen name"}}

var addActor = kit.Form[desk.ActorIn, acts.Added]{
	Path: "/desk/actor", Act: desk.AddActor,
	Sheet: func(context.Context, *kit.View, url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Add an actor", Button: "Add the actor",
			Lead: "A person, an organisation, or a persona of whom only a screen name is known.",
			Fields: []kit.Field{
				{Name: "name", Label: "Name", Hint: "A person's only where a source on the record names them; else their role.", Required: true},
				{Name: "kind", Label: "Kind", Kind: kit.ChoiceField, Choices: actorKinds},
				{Name: "id", Label: "Id", Hint: idHint, Required: true},
				why,
			},
		}, nil
	},
	After:  toPage(func(in *desk.ActorIn) string { return "/actors/" + url.PathEscape(in.ID) }),
	Offers: []kit.Offer{{At: "/actors", Label: "Add an actor", To: always("/desk/actor")}},
}

var addLink = kit.Form[desk.LinkIn, acts.Added]{
	Path: "/desk/link", Act: desk.AddLink,
	Sheet: func(context.Context, *kit.View, url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Add a link", Button: "Add the link", Lead: "An actor's part in an incident.",
			Fields: []kit.Field{
				{Name: "incident", Label: "Incident", Hint: "Its id.", Required: true},
				{Name: "actor", Label: "Actor", Hint: "Its id.", Required: true},
				{Name: "role", Label: "Role", Hint: "perpetrator, accomplice, handler, claimant, …", Required: true},
				{Name: "id", Label: "Id", Hint: idHint, Required: true},
				why,
			},
		}, nil
	},
	After: toPage(func(in *desk.LinkIn) string { return "/incidents/" + url.PathEscape(in.Incident) }),
	Offers: []kit.Offer{
		{At: "/incidents/{id}", Label: "Add a link", To: func(id string) string { return to("/desk/link", "incident", id) }},
		{At: "/actors/{id}", Label: "Add a link", To: func(id string) string { return to("/desk/link", "actor", id) }},
	},
}

var addSource = kit.Form[desk.SourceIn, acts.Added]{
	Path: "/desk/source", Act: desk.AddSource,
	Sheet: func(context.Context, *kit.View, url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Add a source", Button: "Add the source", Lead: "A publication: what it says is coded as statements.",
			Fields: []kit.Field{
				{Name: "title", Label: "Title", Required: true},
				{Name: "publisher", Label: "Publisher"},
				{Name: "published", Label: "Came out on", Hint: dayHint},
				{Name: "kind", Label: "Kind", Hint: "court_record, official_statement, press, research, claim, …"},
				{Name: "url", Label: "Address"},
				{Name: "archived_url", Label: "Address of an archived copy"},
				{Name: "language", Label: "Language", Hint: "As in de."},
				{Name: "reliability", Label: "Reliability", Kind: kit.ChoiceField, Choices: reliabilities("not said")},
				{Name: "rests_on", Label: "Rests on", Hint: "The ids of the sources that it only repeats, with spaces between them."},
				{Name: "id", Label: "Id", Hint: idHint, Required: true},
				why,
			},
		}, nil
	},
	After: toPage(func(in *desk.SourceIn) string { return "/sources/" + url.PathEscape(in.ID) }),
	Offers: []kit.Offer{
		{At: "/sources", Label: "Add a source", To: always("/desk/source")},
		{At: statementPath, Label: "Add its source first", To: always("/desk/source")},
	},
}

const dayHint = "A day such as 2016-07-18; a month or a year will do where more is not known."

func reliabilities(empty string) []kit.FieldChoice {
	return []kit.FieldChoice{
		{Value: "", Text: empty},
		{Value: "A", Text: "A: reliable"},
		{Value: "B", Text: "B: usually reliable"},
		{Value: "C", Text: "C: fairly reliable"},
		{Value: "D", Text: "D: not usually reliable"},
		{Value: "E", Text: "E: unreliable"},
		{Value: "F", Text: "F: cannot be judged"},
	}
}

var credibilities = []kit.FieldChoice{
	{Value: "", Text: "as of the source's last statement"},
	{Value: "1", Text: "1: confirmed by others"},
	{Value: "2", Text: "2: probably true"},
	{Value: "3", Text: "3: possibly true"},
	{Value: "4", Text: "4: doubtful"},
	{Value: "5", Text: "5: improbable"},
	{Value: "6", Text: "6: cannot be judged"},
}
