package disclose

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
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

// A Naming is a register as of the point of a question: who is whom, and who
// may be named to those who ask.
type Naming struct {
	*register
	Book     *codebook.Book
	Known    ascribe.Day
	Recorded int64
	viewer   point.Viewer
	merged   *Merging
}

// To is that of a question that was opened.
func To(ctx context.Context, p *point.Point) (*Naming, error) {
	if p.About() != ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "actors and links are the team's own, and the dataset %s is an imported one", p.About()).
			WithHint("ask it of the dataset main")
	}
	r, err := registerOf(ctx, p)
	if err != nil {
		return nil, err
	}
	n := r.to(p)
	n.merged, err = Merged(ctx, p)
	return n, err
}

// IncidentOf is the id of the incident that a link is to: of the one as which it is
// counted.
func (n *Naming) IncidentOf(l *LinkRecord) string { return n.IncidentIs(l.Noun.Incident) }

// IncidentIs is the id of the incident as which one is counted: its own, but where it
// is one with an earlier one.
func (n *Naming) IncidentIs(id string) string { return n.merged.OfID(id) }

// to is the register as of a point, for who asks there.
func (r *register) to(p *point.Point) *Naming {
	return &Naming{register: r, Book: p.Book, Known: p.AsOf.Known, Recorded: p.AsOf.Recorded, viewer: p.Viewer}
}

// Everybody is the naming of the team's own dataset as of a day, whichever
// dataset is asked about and whatever had been recorded: also of those who
// came after. Before a codebook was adopted nobody may be named.
func Everybody(ctx context.Context, p *point.Point) (*Naming, error) {
	all, err := p.Of(ctx, point.Question{AsOf: ascribe.AsOf{Known: p.AsOf.Known, Recorded: ascribe.Latest}, Version: p.Version, Draft: p.Draft})
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		all, err = all.Under(new(codebook.Book)), nil
	}
	if err != nil {
		return nil, err
	}
	return To(ctx, all)
}

// MayBeNamed reports whether public output may name an actor on a day: an
// organisation and a persona always, a person where a value of the variable
// with that role is known which is no "no" and leaves nothing open.
func MayBeNamed(book *codebook.Book, a *ActorRecord, known ascribe.Day) bool {
	if a.Noun.Kind != ascribe.Person {
		return true
	}
	v := book.WithRole(ascribe.RoleMayBeNamed)
	if v == nil {
		return false
	}
	f := a.Reading.Value(v.Name, known)
	return f.State == ascribe.StateKnown && slices.ContainsFunc(f.Values, func(code string) bool {
		value := v.Value(code)
		return code != "no" && (value == nil || !value.LeavesOpen)
	})
}

// withheld reports whether the reader may not learn who the actor is. Nil, an
// incident, has nothing to withhold.
func (n *Naming) withheld(a *ActorRecord) bool {
	return !n.viewer.NamesAll() && a != nil && !MayBeNamed(n.Book, a, n.Known)
}

// NamesAll reports whether the reader is told everybody's name.
func (n *Naming) NamesAll() bool { return n.viewer.NamesAll() }

// PublicName is the name under which a reader sees an actor: of one who may
// not be named the roles that are spoken of, each once, or "a person".
func (n *Naming) PublicName(x *ActorRecord, roles ...string) string {
	if !n.withheld(x) {
		return x.Noun.Name
	}
	var names []string
	for _, r := range roles {
		if name := ascribe.WithArticle(strings.ReplaceAll(r, "_", " ")); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "a person"
	}
	return strings.Join(names, ", ")
}

// Refer is the actor as the reader sees it, in these roles.
func (n *Naming) Refer(a *ActorRecord, roles ...string) Reference {
	return Reference{
		Actor: n.ActorID(a), Kind: a.Noun.Kind, Name: n.PublicName(a, roles...),
		Named: MayBeNamed(n.Book, a, n.Known),
	}
}

// Ids are chosen by those who code, and tell names. The neutral ones of those
// who may not be named are made of the number of the record, and can always
// be asked for.
const (
	personRef    = "person"
	linkRef      = "link"
	StatementRef = "statement"
)

// References are the kinds of neutral ids.
var References = []string{personRef, linkRef, StatementRef}

// Neutral is an id that tells nothing: a kind, and the number of the record.
func Neutral(kind string, record int64) string { return fmt.Sprintf("%s-%d", kind, record) }

// ActorID is the id of an actor as the reader may see it.
func (n *Naming) ActorID(a *ActorRecord) string {
	if n.withheld(a) {
		return Neutral(personRef, a.Record)
	}
	return a.Noun.ID
}

// LinkID is the id of a link as the reader may see it.
func (n *Naming) LinkID(l *LinkRecord) string {
	if n.withheld(l.Actor) {
		return Neutral(linkRef, l.Record)
	}
	return l.Noun.ID
}

// Subject is the actor that a subject is, or whose link it is; nil for an
// incident.
func (n *Naming) Subject(id string) *ActorRecord {
	if l := n.Links[id]; l != nil {
		return l.Actor
	}
	return n.byID[id]
}

// SubjectID is the id of a subject as the reader may see it.
func (n *Naming) SubjectID(id string) string {
	if l := n.Links[id]; l != nil {
		return n.LinkID(l)
	}
	if x := n.byID[id]; x != nil {
		return n.ActorID(x)
	}
	if x := n.struck[id]; x != nil {
		return n.ActorID(x)
	}
	return id
}

// RecordOf is the number in a neutral id of that kind, 0 for other ids.
func RecordOf(id, kind string) int64 {
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

// Find is the actor of an id or of a neutral reference. The id of a person who
// may not be named at all is nobody's to a public reader, since it may tell
// the name; that of one who may be named on a later day is.
func (n *Naming) Find(id string) (*ActorRecord, error) {
	a := n.byID[id]
	if a != nil && !n.viewer.NamesAll() && !MayBeNamed(n.Book, a, ascribe.Forever) {
		a = nil
	}
	if a == nil {
		if p := n.ByRecord[RecordOf(id, personRef)]; p != nil && p.Noun.Kind == ascribe.Person {
			a = p
		}
	}
	if a == nil {
		return nil, ascribe.NotThere(ascribe.Absence{Space: ascribe.SpaceSubject, Kind: ascribe.RecordActor, ID: id})
	}
	return a, nil
}

// FindLink is the link of an id or of a neutral reference, as Find finds an actor.
func (n *Naming) FindLink(id string) (*LinkRecord, error) {
	l := n.Links[id]
	if l != nil && !n.viewer.NamesAll() && !MayBeNamed(n.Book, l.Actor, ascribe.Forever) {
		l = nil
	}
	if record := RecordOf(id, linkRef); l == nil && record != 0 {
		for _, x := range n.Links {
			if x.Record == record {
				l = x
			}
		}
	}
	if l == nil {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no link %q", id).WithHint("look for a slip in the id")
	}
	return l, nil
}

// Evidence is a statement about an actor or one of its links (nil: about an
// incident), without what tells the name of a person who may not be named.
func (n *Naming) Evidence(d *ascribe.Dossier, e *classify.Evidence, about *ActorRecord) Evidence {
	out := EvidenceOf(n.viewer, d, e)
	out.Statement = n.StatementID(e.Statement, e.Record, about)
	if out.Statement != e.Statement.ID {
		out.Note, out.Locator, out.Quote = "", "", ""
	}
	out.Value, out.Withheld = n.Value(e.Statement.Variable, e.Statement.Value, about)
	return out
}

// StatementID is neutral where the statement is about a person who may not be
// named, or gives one as its value: its own id, note and locator may then tell
// the name.
func (n *Naming) StatementID(s *ascribe.Statement, record int64, about *ActorRecord) string {
	if other := n.valueOf(s.Variable, s.Value); n.withheld(about) || other != nil && n.withheld(other) {
		return Neutral(StatementRef, record)
	}
	return s.ID
}

// valueOf is the actor that is the value of a statement, or whose link is; nil
// for none. A variable that the codebook does not have may have been one of
// ids.
func (n *Naming) valueOf(variable, value string) *ActorRecord {
	if !mayName(n.Book, variable) {
		return nil
	}
	if x := n.struck[value]; x != nil {
		return x
	}
	return n.Subject(value)
}

func mayName(book *codebook.Book, variable string) bool {
	v := book.Var(variable)
	return v == nil || mayBeID(v)
}

// Value is a value of a statement about an actor, or about none, as the reader
// sees it.
func (n *Naming) Value(variable, value string, about *ActorRecord) (shown string, withheld bool) {
	v := n.Book.Var(variable)
	if n.withheld(about) && (v == nil || v.Type == ascribe.TypeText) {
		return "", true
	}
	if n.valueOf(variable, value) != nil {
		return n.SubjectID(value), false
	}
	return value, false
}

// Findings are the values of a reading that are known, without those that
// would tell a name. about says which actor a statement is about.
func (n *Naming) Findings(d *ascribe.Dossier, r *classify.Reading, about func(subject string) *ActorRecord) []ascribe.Finding {
	list := []ascribe.Finding{}
	for i := range n.Book.Vars {
		f := r.Value(n.Book.Vars[i].Name, n.Known)
		if f.State == ascribe.StateUnknown {
			continue
		}
		if shown := n.Finding(d, &f, about); shown != nil {
			list = append(list, *shown)
		}
	}
	return list
}

// Differences is where coders read what was said of a subject differently, as
// the reader may see it.
func (n *Naming) Differences(d *ascribe.Dossier, r *classify.Reading, about func(subject string) *ActorRecord) []ascribe.Difference {
	list := r.CodersDiffer(n.Known)
	for _, x := range list {
		for i, id := range x.Statements {
			s := statementOf(d, id)
			x.Statements[i] = n.StatementID(&s.Noun, s.Record, about(s.Noun.Subject))
		}
	}
	return list
}

// statementOf is a statement of a dossier that has it.
func statementOf(d *ascribe.Dossier, id string) *ascribe.Noted[ascribe.Statement] {
	return &d.Statements[slices.IndexFunc(d.Statements, func(s ascribe.Noted[ascribe.Statement]) bool { return s.Noun.ID == id })]
}

// Finding is a value as the reader may see it: nil where it would tell a name.
func (n *Naming) Finding(d *ascribe.Dossier, f *ascribe.Finding, about func(subject string) *ActorRecord) *ascribe.Finding {
	shown, told := *f, true
	ids := func(list []string) []string {
		out := make([]string, len(list))
		for i, id := range list {
			s := statementOf(d, id)
			whose := about(s.Noun.Subject)
			_, withheld := n.Value(f.Variable, s.Noun.Value, whose)
			told = told && !withheld
			out[i] = n.StatementID(&s.Noun, s.Record, whose)
		}
		return out
	}
	shown.Statements, shown.Against = ids(f.Statements), ids(f.Against)
	if !told {
		return nil
	}
	shown.Values = make([]string, len(f.Values))
	for i, value := range f.Values {
		shown.Values[i], _ = n.Value(f.Variable, value, about(d.Subject))
	}
	shown.Value = strings.Join(shown.Values, ";")
	return &shown
}

// incidents are all to which somebody is linked.
func (n *Naming) incidents() map[string]bool {
	ids := map[string]bool{}
	for _, l := range n.Links {
		ids[l.Noun.Incident] = true
	}
	return ids
}
