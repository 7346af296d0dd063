package desk

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// labels are what the fields of things are called.
var labels = map[string]string{
	"title": "Title", "name": "Name", "kind": "Kind", "publisher": "Publisher", "published": "Came out on", "url": "Address",
	"archived_url": "Address of an archived copy", "language": "Language", "rests_on": "Rests on", ascribe.FieldShown: "Readers see",
}

var amend = kit.Form[desk.AmendmentIn, acts.Added]{
	Path: "/desk/amend", Act: desk.Amend, Sheet: amendSheet,
	After:  toPage(func(in *desk.AmendmentIn) string { return "/" + string(in.Of) + "s/" + url.PathEscape(in.Target) }),
	Offers: []kit.Offer{amendOffer("incident"), amendOffer("actor"), amendOffer("source"), amendOffer("document")},
}

func amendOffer(kind string) kit.Offer {
	return kit.Offer{At: "/" + kind + "s/{id}", Label: "Amend the " + kind, To: func(id string) string { return to("/desk/amend", "of", kind, "target", id) }}
}

// amendSheet has the fields of a thing as they stand.
func amendSheet(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
	of, id := ascribe.RecordKind(given.Get("of")), given.Get("target")
	touched, err := ask.TouchedSince(ctx, v.At, of, id, v.At.Last)
	if err != nil {
		return nil, err
	}
	record, err := ask.RecordNumber(ctx, v.At, of, id)
	if err != nil {
		return nil, err
	}
	thing, err := ask.Record(ctx, v.At, record)
	if err != nil {
		return nil, err
	}
	s := &kit.Sheet{
		Title: "Amend " + id, Button: "Amend it",
		Lead: "Give single fields another value, from now on. What was there before stays in the record.",
		Fields: []kit.Field{
			{Name: "of", Kind: kit.HiddenField, Value: string(of)},
			{Name: "target", Kind: kit.HiddenField, Value: id},
			{Name: "version", Kind: kit.HiddenField, Value: strconv.FormatInt(touched.Version, 10)},
		},
	}
	for _, name := range ascribe.AmendableFields(of) {
		now := asText(thing.Holds[name])
		f := kit.Field{Name: "set." + name, Label: labels[name], Value: now}
		switch {
		case of == ascribe.RecordActor && name == "kind":
			f.Kind, f.Choices = kit.ChoiceField, actorKinds
		case name == "published":
			f.Hint = dayHint + " What it said without a day of its own moves with it."
		case name == ascribe.FieldShown:
			if f.Value = ""; thing.Holds[name] == true {
				now, f.Value = ascribe.Yes, ascribe.Yes
			}
			f.Kind, f.Choices = kit.ChoiceField, []kit.FieldChoice{{Value: "", Text: "not what it says"}, {Value: ascribe.Yes, Text: "what it says"}}
		case name == "rests_on":
			f.Hint = "The ids of all the sources that it only repeats, with semicolons between them."
		}
		s.Fields = append(s.Fields, kit.Field{Name: "was." + name, Kind: kit.HiddenField, Value: now}, f)
	}
	s.Fields = append(s.Fields, needed(why))
	return s, nil
}

// asText is a member of a body as it is typed.
func asText(x any) string {
	switch x := x.(type) {
	case nil:
		return ""
	case []any:
		texts := make([]string, len(x))
		for i := range x {
			texts[i] = fmt.Sprint(x[i])
		}
		return strings.Join(texts, ";")
	}
	return fmt.Sprint(x)
}

var strike = kit.Form[desk.WithdrawalIn, acts.Added]{
	Path: "/desk/strike", Act: desk.Withdraw, Sheet: strikeSheet, Foresee: kit.Trying(desk.Withdraw, tellStrike),
	After: toEntry[desk.WithdrawalIn],
	Offers: []kit.Offer{
		{At: "/statements/{id}", Label: "Strike the statement", To: func(id string) string { return to("/desk/strike", "of", "statement", "target", id) }},
		strikeOffer("incident"), strikeOffer("actor"), strikeOffer("source"), strikeOffer("document"),
		{At: "/incidents/{id}", Label: "Strike a link", To: func(id string) string { return to("/desk/strike", "of", "link", "in", id) }},
	},
}

func strikeOffer(kind string) kit.Offer {
	return kit.Offer{At: "/" + kind + "s/{id}", Label: "Strike the " + kind, To: func(id string) string { return to("/desk/strike", "of", kind, "target", id) }}
}

// strikeSheet asks which link of an incident is meant, where only that was said.
func strikeSheet(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
	of, id := ascribe.RecordKind(given.Get("of")), given.Get("target")
	if id == "" {
		return whichLink(ctx, v, given.Get("in"))
	}
	record, err := ask.RecordNumber(ctx, v.At, of, id)
	if err != nil {
		return nil, err
	}
	line, err := ask.Lined(ctx, v.At, record)
	if err != nil {
		return nil, err
	}
	return &kit.Sheet{
		Title: "Strike the " + string(of) + " " + id, Button: "Strike it",
		Lead: "We had misread: from now on it is not there, in all of history. It stays as recorded before, and a strike can be undone.",
		Told: []kit.Told{{Title: "What is struck", Lines: []string{string(line.Noun) + " " + line.ID + ": " + line.Text}}},
		Fields: []kit.Field{
			{Name: "of", Kind: kit.HiddenField, Value: string(of)},
			{Name: "target", Kind: kit.HiddenField, Value: id},
			{Name: "kind", Kind: kit.HiddenField, Value: "strike"},
			needed(why),
		},
	}, nil
}

func whichLink(ctx context.Context, v *kit.View, incident string) (*kit.Sheet, error) {
	shown, err := ask.Show(ctx, v.At, incident)
	if err != nil {
		return nil, err
	}
	f := kit.Field{Name: "target", Label: "Link", Kind: kit.ChoiceField, Required: true}
	for _, l := range shown.Links {
		f.Choices = append(f.Choices, kit.FieldChoice{Value: l.Link, Text: l.Name + ", " + kit.Words(l.Role)})
	}
	s := &kit.Sheet{Title: "Strike a link of " + shown.Title, Button: "Go on", Asks: true, Fields: []kit.Field{{Name: "of", Kind: kit.HiddenField, Value: "link"}, f}}
	if len(f.Choices) == 0 {
		s.Lead, s.Fields = "It has none.", nil
	}
	return s, nil
}

// tellStrike says what falls with what is struck.
func tellStrike(_ *acts.Added, refused *ascribe.Error) []kit.Told {
	if refused == nil || refused.Kind != ascribe.ErrConflict {
		return []kit.Told{{Title: "What falls with it", Lines: []string{"Nothing else."}}}
	}
	return []kit.Told{listed(refused)}
}

// listed is an error with its list.
func listed(e *ascribe.Error) kit.Told {
	told := kit.Told{Title: kit.SentenceCase(e.Message)}
	for _, p := range e.Problems {
		told.Lines = append(told.Lines, p.Message)
	}
	if e.More > 0 {
		told.Lines = append(told.Lines, fmt.Sprintf("… and %d more", e.More))
	}
	return told
}

var undo = kit.Form[desk.UndoIn, acts.Undone]{
	Path: "/desk/undo", Act: desk.Undo, Foresee: kit.Trying(desk.Undo, tellUndo),
	Sheet: func(_ context.Context, _ *kit.View, given url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Undo entry " + given.Get("entry"), Button: "Undo it",
			Lead:   "What it wrote is struck, what it struck is there again, and the codebook and reliabilities are those of before: in an entry of its own.",
			Fields: []kit.Field{{Name: "entry", Kind: kit.HiddenField}, needed(why)},
		}, nil
	},
	After:  toEntry[desk.UndoIn],
	Offers: []kit.Offer{{At: "/ledger/{n}", Label: "Undo this entry", To: func(n string) string { return to("/desk/undo", "entry", n) }}},
}

func tellUndo(done *acts.Undone, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return []kit.Told{listed(refused)}
	}
	return []kit.Told{{Title: "What it would do", Lines: done.Acts}}
}
