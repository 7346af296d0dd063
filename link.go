package ascribe

import "strings"

// A Link is an actor's part in an incident, in a role such as perpetrator,
// accomplice, handler or claimant. There may be any number per pair, and
// statements can be about a link. It has no day of its own, and is known from
// the first of them.
type Link struct {
	ID       string `json:"id"`
	Incident string `json:"incident"`
	Actor    string `json:"actor"`
	Role     string `json:"role"`
}

func (*Link) Record() RecordKind { return RecordLink }

func (l *Link) Key() Key { return Key{Space: SpaceSubject, ID: l.ID} }

func (l *Link) References() []Key { return keys(SpaceSubject, l.Incident, l.Actor) }

func (*Link) Texts() []string { return nil }

func (l *Link) Line() string {
	return l.Actor + ": " + strings.ReplaceAll(l.Role, "_", " ") + " in " + l.Incident
}

// SubjectKind says what a statement can be about.
type SubjectKind string

const (
	OfIncident SubjectKind = "incident"
	OfActor    SubjectKind = "actor"
	OfLink     SubjectKind = "link"
)

// SubjectKinds lists the kinds of subject in the order of the documentation.
var SubjectKinds = []SubjectKind{OfIncident, OfActor, OfLink}
