package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// ShowAnswer is all that is known of one incident as of a point.
type ShowAnswer struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	point.Asked
	Codebook point.BookName `json:"codebook"`
	// Present is whether anything had been said about the incident by then.
	Present bool `json:"present"`
	// Same are, where several incidents are one then, each of them: the answer is
	// about the first, whichever of them is asked for. SameAs is what says so.
	Same   []IncidentRef       `json:"same,omitempty"`
	SameAs []disclose.Evidence `json:"same_as,omitempty"`
	*ascribe.Attribution
	Evidence []disclose.Evidence `json:"evidence"` // said by then, in the order of days
	Later    int                 `json:"later"`    // statements said after it
	Links    []Part              `json:"links"`
	// Others are what imported datasets say of the same incident; left out where
	// there is none.
	Others  []Other `json:"others,omitzero"`
	Written Writing `json:"written"`
	// Version is the last entry that touched it by then, for If-Match.
	Version int64 `json:"version"`

	reading *classify.Reading
	known   ascribe.Day
}

// RestsOn reports whether the label rests on a statement: on itself, or on
// another coding of the same utterance that says the same.
func (s *ShowAnswer) RestsOn(statement string) bool {
	for _, reason := range s.Reasons {
		for _, v := range reason.Variables {
			if s.reading.Among(v.Statements, statement, s.known) {
				return true
			}
		}
	}
	return false
}

// Part is an actor's part in the incident, and what is known of both.
type Part struct {
	Link  string            `json:"link"`
	Actor string            `json:"actor"`
	Kind  ascribe.ActorKind `json:"kind"`
	Name  string            `json:"name"`
	Role  string            `json:"role"`
	// Dated is whether the record says since when the link is known, by a
	// statement about it; as known on a day all that are shown are dated.
	Dated bool              `json:"dated"`
	Known []ascribe.Finding `json:"known"`
	// CodersDiffer are the utterances about the link, and about the actor, that
	// coders read differently.
	CodersDiffer []ascribe.Difference `json:"coders_differ"`
}

// Show answers what is known of an incident and what follows from it.
func Show(ctx context.Context, p *point.Point, id string) (*ShowAnswer, error) {
	r, err := disclose.Read(ctx, p, id)
	if err != nil {
		return nil, err
	}
	return show(ctx, p, r)
}

func show(ctx context.Context, p *point.Point, r *disclose.Subject) (show *ShowAnswer, err error) {
	reading, dossier := r.Reading, r.Dossier
	known := p.AsOf.Known
	show = &ShowAnswer{
		Incident: dossier.Subject, Title: dossier.Title,
		Asked: p.Asked, Codebook: point.NameOf(p.Book), Present: reading.Present(known),
		Attribution: reading.Attribute(known),
		Evidence:    []disclose.Evidence{}, Links: []Part{},
		reading: reading, known: known,
	}
	show.Same, show.SameAs = sameOf(p, r)
	for _, e := range reading.On(known).Evidence() {
		if e.Day > known {
			show.Later++
			continue
		}
		show.Evidence = append(show.Evidence, disclose.EvidenceOf(p.Viewer, dossier, &e))
	}
	x, err := p.View.Record(ctx, dossier.Record)
	if err != nil {
		return nil, err
	}
	if show.Written, err = writtenRecord(ctx, p, x.Record, x.Entry); err != nil {
		return nil, err
	}
	if show.Version, err = version(ctx, p, x.Record); err != nil {
		return nil, err
	}
	if p.About() != ascribe.Main {
		show.inColumnOrder(p.Book)
		return show, nil // links are the team's own
	}
	if show.Links, err = parts(ctx, p, r); err != nil {
		return show, err
	}
	show.Others, err = others(ctx, p, r, show.Variables)
	return show, err
}

// inColumnOrder sorts the cells of each row as its file has them, and lists
// what is known of every column.
func (s *ShowAnswer) inColumnOrder(book *codebook.Book) {
	order := make(map[string]int, len(book.Vars))
	for i := range book.Vars {
		order[book.Vars[i].Name] = i
	}
	rank := func(a, b string) int { return cmp.Compare(order[a], order[b]) }
	slices.SortFunc(s.Variables, func(a, b ascribe.Finding) int { return rank(a.Variable, b.Variable) })
	slices.SortStableFunc(s.Evidence, func(a, b disclose.Evidence) int {
		if c := a.Said.Compare(b.Said); c != 0 || a.Source != b.Source {
			return c
		}
		return rank(a.Variable, b.Variable)
	})
}

// parts are the links of an incident that were known by the point, with their
// actors, and what is known of both.
func parts(ctx context.Context, p *point.Point, r *disclose.Subject) ([]Part, error) {
	links, n, err := r.Links(ctx, p)
	parts := []Part{}
	for _, l := range links {
		parts = append(parts, part(n, l))
	}
	return parts, err
}

func part(n *disclose.Naming, l *disclose.LinkRecord) Part {
	r := n.Refer(l.Actor, l.Noun.Role)
	return Part{
		Link: n.LinkID(l), Actor: r.Actor, Kind: r.Kind, Name: r.Name, Role: l.Noun.Role, Dated: n.Dated(l),
		Known:        append(ofLink(n, l), ofActor(n, l.Actor)...),
		CodersDiffer: append(overLink(n, l), overActor(n, l.Actor)...),
	}
}

func ofLink(n *disclose.Naming, l *disclose.LinkRecord) []ascribe.Finding {
	return n.Findings(l.Dossier, l.Reading, func(string) *disclose.ActorRecord { return l.Actor })
}

// overLink is where coders differ over what was said of a link.
func overLink(n *disclose.Naming, l *disclose.LinkRecord) []ascribe.Difference {
	return n.Differences(l.Dossier, l.Reading, func(string) *disclose.ActorRecord { return l.Actor })
}

func overActor(n *disclose.Naming, x *disclose.ActorRecord) []ascribe.Difference {
	return n.Differences(x.Dossier, x.Reading, func(string) *disclose.ActorRecord { return x })
}

func ofActor(n *disclose.Naming, x *disclose.ActorRecord) []ascribe.Finding {
	return n.Findings(x.Dossier, x.Reading, func(string) *disclose.ActorRecord { return x })
}
