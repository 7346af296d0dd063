package ascribe

import (
	"slices"
	"strings"
)

// An Amendment gives one field of an incident, an actor, a source or a document another
// value, from its entry on and at every day that is asked for. Of each field
// the last one counts. Struck, it leaves what was before.
type Amendment struct {
	ID     string     `json:"id"`
	Of     RecordKind `json:"of"` // incident, actor, source or document
	Target string     `json:"target"`
	Field  string     `json:"field"`           // as a casebook calls it
	Value  string     `json:"value,omitempty"` // as a casebook writes it; empty: there is none any more
	Reason string     `json:"reason,omitempty"`
	Erased bool       `json:"erased,omitempty"` // it was erased, here or where it comes from, and leaves the field empty
}

func (*Amendment) Record() RecordKind { return RecordAmendment }

func (a *Amendment) Key() Key { return Key{Space: SpaceStatement, ID: a.ID} }

func (a *Amendment) References() []Key {
	refs := keys(SpaceOf(a.Of), a.Target)
	if a.Field == FieldRestsOn {
		refs = append(refs, restsOn(SplitIDs(a.Value))...)
	}
	return refs
}

func (*Amendment) Texts() []string { return nil }

func (a *Amendment) Line() string {
	line := a.Field + " of " + a.Target
	if a.Value != "" {
		line += ": " + a.Value
	}
	return line
}

// Fields of a source on which more than the source hangs: the day that its
// statements have, and which others it only repeats.
const (
	FieldPublished = "published"
	FieldRestsOn   = "rests_on"
)

// FieldShown of a document says whether readers may see what it says; Yes is that
// they may.
const (
	FieldShown = "shown"
	Yes        = "yes"
)

// A field is one of those that an amendment may change.
type field struct {
	name   string
	needed bool // it cannot be emptied
	set    func(n Noun, value string) error
}

func text[N Noun](at func(N) *string) func(Noun, string) error {
	return func(n Noun, value string) error {
		*at(n.(N)) = value //nolint:forcetypeassert // the table says of which noun it is
		return nil
	}
}

var amendable = map[RecordKind][]field{
	RecordIncident: {{"title", true, text(func(i *Incident) *string { return &i.Title })}},
	RecordActor: {
		{"kind", true, func(n Noun, value string) error {
			if !slices.Contains(ActorKinds, ActorKind(value)) {
				return Errorf(ErrInvalid, "%q is no kind of actor", value).WithHint("write person, organisation or persona")
			}
			n.(*Actor).Kind = ActorKind(value) //nolint:forcetypeassert // as above
			return nil
		}},
		{"name", false, text(func(a *Actor) *string { return &a.Name })},
	},
	RecordSource: {
		{"title", true, text(func(s *Source) *string { return &s.Title })},
		{"publisher", false, text(func(s *Source) *string { return &s.Publisher })},
		{"url", false, text(func(s *Source) *string { return &s.URL })},
		{"archived_url", false, text(func(s *Source) *string { return &s.ArchivedURL })},
		{FieldPublished, false, func(n Noun, value string) error {
			var day Date
			var err error
			if value != "" {
				day, err = ParseDate(value)
			}
			n.(*Source).Published = day //nolint:forcetypeassert // as above
			return err
		}},
		{"kind", false, text(func(s *Source) *string { return &s.Kind })},
		{"language", false, text(func(s *Source) *string { return &s.Language })},
		{FieldRestsOn, false, func(n Noun, value string) error {
			n.(*Source).RestsOn = SplitIDs(value) //nolint:forcetypeassert // as above
			return nil
		}},
	},
	RecordDocument: {
		{FieldShown, false, func(n Noun, value string) error {
			if value != "" && value != Yes {
				return Errorf(ErrInvalid, "%q is neither yes nor nothing", value).WithHint("write yes where readers may see what the document says, and nothing where they may not")
			}
			n.(*Document).Shown = value == Yes //nolint:forcetypeassert // as above
			return nil
		}},
		{"url", false, text(func(d *Document) *string { return &d.URL })},
	},
}

// AmendableFields are the fields of a noun that an amendment may change; none,
// where the noun cannot be amended.
func AmendableFields(kind RecordKind) []string {
	var names []string
	for _, f := range amendable[kind] {
		names = append(names, f.name)
	}
	return names
}

// FieldWords are how a sentence begins that says what became of a field that was
// amended, as in "Its title".
func FieldWords(field string) string {
	switch field {
	case FieldPublished:
		return "Its day of publication"
	case FieldRestsOn:
		return "What it rests on"
	case FieldShown:
		return "Whether readers see it"
	case "url":
		return "Its address"
	case "archived_url":
		return "The address of its archived copy"
	}
	return "Its " + field
}

// Apply gives a noun the value. It is an error where the noun has no such field,
// or the field cannot have it.
func (a *Amendment) Apply(n Noun) error {
	kind := n.Record()
	i := slices.IndexFunc(amendable[kind], func(f field) bool { return f.name == a.Field })
	switch {
	case amendable[kind] == nil:
		return Errorf(ErrInvalid, "%s is %s, which cannot be amended", a.Target, WithArticle(string(kind))).
			WithHint("strike it and add another under another id")
	case i < 0 && a.Field == "reliability":
		return Errorf(ErrInvalid, "the reliability of %s is not amended", WithArticle(string(kind))).
			WithHint("a source is judged anew by a regrade: ascribe add regrade %s", a.Target)
	case i < 0:
		return Errorf(ErrInvalid, "the %s of %s cannot be amended", a.Field, WithArticle(string(kind))).
			WithHint("what can be is its %s", strings.Join(AmendableFields(kind), ", "))
	case a.Erased:
		return emptied(n, amendable[kind][i])
	case a.Value == "" && amendable[kind][i].needed:
		return Errorf(ErrInvalid, "the %s of %s cannot be empty", a.Field, WithArticle(string(kind))).WithHint("give another")
	}
	return amendable[kind][i].set(n, a.Value)
}

// SplitIDs is a list of ids as a casebook writes it: with semicolons, and
// without spaces.
func SplitIDs(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// SpaceOf is the space in which nouns of a kind have their ids; 0: in none.
func SpaceOf(kind RecordKind) Space {
	switch kind {
	case RecordIncident, RecordActor, RecordLink:
		return SpaceSubject
	case RecordSource:
		return SpaceSource
	case RecordStatement, RecordWithdrawal, RecordAmendment, RecordDistinction, RecordSettlement, RecordAnchor:
		return SpaceStatement
	case RecordDocument:
		return SpaceDocument
	case RecordEdition:
		return SpaceEdition
	case RecordNote:
		return SpaceNote
	}
	return 0
}

// emptied leaves a field empty; what has to be one of a few words stays.
func emptied(n Noun, f field) error {
	if n.Record() == RecordActor && f.needed {
		return nil
	}
	return f.set(n, "")
}
