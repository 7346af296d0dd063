package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Reference is an actor as the reader of an answer sees it. A person who may
// not be named has, in an answer that is public, a role for a name and a
// reference that says nothing: its record's number, as in person-214.
type Reference struct {
	Actor string            `json:"actor"`
	Kind  ascribe.ActorKind `json:"kind"`
	Name  string            `json:"name"`
	// Named is whether public output may name the actor, as of the point.
	Named bool `json:"named"`
}

// A naming is a register as of the point of a question: who is whom, and who
// may be named to those who ask.
type naming struct {
	*register
	book   *codebook.Book
	known  ascribe.Day
	public bool

	recorded int64
}

// naming is that of a question that was opened.
func (a *App) naming(ctx context.Context, q *Question, book *codebook.Book) (*naming, error) {
	if q.dataset() != ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "actors and links are the team's own, and the dataset %s is an imported one", q.dataset()).
			WithHint("ask it of the dataset main")
	}
	r, err := a.register(ctx, q, book)
	if err != nil {
		return nil, err
	}
	return &naming{register: r, book: book, known: q.AsOf.Known, public: q.Public, recorded: q.AsOf.Recorded}, nil
}

// everybody is the naming of the team's own dataset as of a day, whichever
// dataset is asked about and whatever had been recorded: also of those who
// came after. Before a codebook was adopted nobody may be named.
func (a *App) everybody(ctx context.Context, asked *Question) (*naming, error) {
	q := *asked
	q.Dataset, q.AsOf.Recorded = ascribe.Main, ascribe.Latest
	opened, book, err := a.open(ctx, &q)
	if ascribe.KindOf(err) == ascribe.ErrNotFound && opened != nil {
		book, err = new(codebook.Book), nil
	}
	if err != nil {
		return nil, err
	}
	return a.naming(ctx, opened, book)
}

// mayBeNamed reports whether public output may name an actor on a day: an
// organisation and a persona always, a person where a value of the variable
// with that role is known which is no "no" and leaves nothing open.
func mayBeNamed(book *codebook.Book, a *actorRecord, known ascribe.Day) bool {
	if a.Noun.Kind != ascribe.Person {
		return true
	}
	v := book.WithRole(ascribe.RoleMayBeNamed)
	if v == nil {
		return false
	}
	f := a.reading.Value(v.Name, known)
	return f.State == ascribe.StateKnown && slices.ContainsFunc(f.Values, func(code string) bool {
		value := v.Value(code)
		return code != "no" && (value == nil || !value.LeavesOpen)
	})
}

// withheld reports whether the reader may not learn who the actor is. Nil, an
// incident, has nothing to withhold.
func (n *naming) withheld(a *actorRecord) bool {
	return n.public && a != nil && !mayBeNamed(n.book, a, n.known)
}

// publicName is the name under which a reader sees an actor: of one who may
// not be named the roles that are spoken of, each once, or "a person".
func (n *naming) publicName(x *actorRecord, roles ...string) string {
	if !n.withheld(x) {
		return x.Noun.Name
	}
	var names []string
	for _, r := range roles {
		if name := withArticle(strings.ReplaceAll(r, "_", " ")); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "a person"
	}
	return strings.Join(names, ", ")
}

// refer is the actor as the reader sees it, in these roles.
func (n *naming) refer(a *actorRecord, roles ...string) Reference {
	return Reference{
		Actor: n.actorID(a), Kind: a.Noun.Kind, Name: n.publicName(a, roles...),
		Named: mayBeNamed(n.book, a, n.known),
	}
}

// Ids are chosen by those who code, and tell names. The neutral ones of those
// who may not be named are made of the number of the record, and can always
// be asked for.
const (
	personRef    = "person"
	linkRef      = "link"
	statementRef = "statement"
)

func neutral(kind string, record int64) string { return fmt.Sprintf("%s-%d", kind, record) }

func (n *naming) actorID(a *actorRecord) string {
	if n.withheld(a) {
		return neutral(personRef, a.Record)
	}
	return a.Noun.ID
}

func (n *naming) linkID(l *linkRecord) string {
	if n.withheld(l.actor) {
		return neutral(linkRef, l.Record)
	}
	return l.Noun.ID
}

// subject is the actor that a subject is, or whose link it is; nil for an
// incident.
func (n *naming) subject(id string) *actorRecord {
	if l := n.links[id]; l != nil {
		return l.actor
	}
	return n.byID[id]
}

// subjectID is the id of a subject as the reader may see it.
func (n *naming) subjectID(id string) string {
	if l := n.links[id]; l != nil {
		return n.linkID(l)
	}
	if x := n.byID[id]; x != nil {
		return n.actorID(x)
	}
	return id
}

// recordOf is the number in a neutral id of that kind, 0 for other ids.
func recordOf(id, kind string) int64 {
	number, ok := strings.CutPrefix(id, kind+"-")
	if !ok || number == "" || number[0] < '1' || number[0] > '9' {
		return 0
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// find is the actor of an id or of a neutral reference. The id of a person who
// may not be named at all is nobody's to a public reader, since it may tell
// the name; that of one who may be named on a later day is.
func (n *naming) find(id string) (*actorRecord, error) {
	a := n.byID[id]
	if a != nil && n.public && !mayBeNamed(n.book, a, ascribe.Forever) {
		a = nil
	}
	if a == nil {
		if p := n.byRecord[recordOf(id, personRef)]; p != nil && p.Noun.Kind == ascribe.Person {
			a = p
		}
	}
	if a == nil {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no actor %q", id).
			WithHint("look for a slip in the id; the page of the actors lists them")
	}
	return a, nil
}

// evidence is a statement about an actor or one of its links (nil: about an
// incident), without what tells the name of a person who may not be named.
func (n *naming) evidence(d *ascribe.Dossier, e *classify.Evidence, about *actorRecord) Evidence {
	out := evidenceOf(d, e)
	out.Statement = n.statementID(e.Statement, e.Record, about)
	if out.Statement != e.Statement.ID {
		out.Note, out.Locator, out.Quote = "", "", ""
	}
	out.Value, out.Withheld = n.value(e.Statement.Variable, e.Statement.Value, about)
	return out
}

// statementID is neutral where the statement is about a person who may not be
// named, or gives one as its value: its own id, note and locator may then tell
// the name.
func (n *naming) statementID(s *ascribe.Statement, record int64, about *actorRecord) string {
	if other := n.valueOf(s.Variable, s.Value); n.withheld(about) || other != nil && n.withheld(other) {
		return neutral(statementRef, record)
	}
	return s.ID
}

// valueOf is the actor that is the value of a statement, or whose link is; nil
// for none. A variable that the codebook does not have may have been one of
// ids.
func (n *naming) valueOf(variable, value string) *actorRecord {
	if v := n.book.Var(variable); v != nil && !mayBeID(v) {
		return nil
	}
	return n.subject(value)
}

// value is a value of a statement about an actor, or about none, as the reader
// sees it.
func (n *naming) value(variable, value string, about *actorRecord) (shown string, withheld bool) {
	v := n.book.Var(variable)
	if n.withheld(about) && (v == nil || v.Type == ascribe.TypeText) {
		return "", true
	}
	if n.valueOf(variable, value) != nil {
		return n.subjectID(value), false
	}
	return value, false
}

// findings are the values of a reading that are known, without those that
// would tell a name. about says which actor a statement is about.
func (n *naming) findings(d *ascribe.Dossier, r *classify.Reading, about func(subject string) *actorRecord) []ascribe.Finding {
	list := []ascribe.Finding{}
	for i := range n.book.Vars {
		f := r.Value(n.book.Vars[i].Name, n.known)
		if f.State == ascribe.StateUnknown {
			continue
		}
		if shown := n.finding(d, &f, about); shown != nil {
			list = append(list, *shown)
		}
	}
	return list
}

// differences is where coders read what was said of a subject differently, as
// the reader may see it.
func (n *naming) differences(d *ascribe.Dossier, r *classify.Reading, about func(subject string) *actorRecord) []ascribe.Difference {
	list := r.CodersDiffer(n.known)
	for _, x := range list {
		for i, id := range x.Statements {
			s := statementOf(d, id)
			x.Statements[i] = n.statementID(&s.Noun, s.Record, about(s.Noun.Subject))
		}
	}
	return list
}

// statementOf is a statement of a dossier that has it.
func statementOf(d *ascribe.Dossier, id string) *ascribe.Noted[ascribe.Statement] {
	return &d.Statements[slices.IndexFunc(d.Statements, func(s ascribe.Noted[ascribe.Statement]) bool { return s.Noun.ID == id })]
}

// finding is a value as the reader may see it: nil where it would tell a name.
func (n *naming) finding(d *ascribe.Dossier, f *ascribe.Finding, about func(subject string) *actorRecord) *ascribe.Finding {
	shown, told := *f, true
	ids := func(list []string) []string {
		out := make([]string, len(list))
		for i, id := range list {
			s := statementOf(d, id)
			whose := about(s.Noun.Subject)
			_, withheld := n.value(f.Variable, s.Noun.Value, whose)
			told = told && !withheld
			out[i] = n.statementID(&s.Noun, s.Record, whose)
		}
		return out
	}
	shown.Statements, shown.Against = ids(f.Statements), ids(f.Against)
	if !told {
		return nil
	}
	shown.Values = make([]string, len(f.Values))
	for i, value := range f.Values {
		shown.Values[i], _ = n.value(f.Variable, value, about(d.Subject))
	}
	shown.Value = strings.Join(shown.Values, ";")
	return &shown
}

// incidents are all to which somebody is linked.
func (n *naming) incidents() map[string]bool {
	ids := map[string]bool{}
	for _, l := range n.links {
		ids[l.Noun.Incident] = true
	}
	return ids
}
