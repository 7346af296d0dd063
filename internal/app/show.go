package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Show is all that is known of one incident as of a point.
type Show struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	Point
	Codebook BookName `json:"codebook"`
	// Present is whether anything had been said about the incident by then.
	Present bool `json:"present"`
	*ascribe.Attribution
	Evidence []Evidence `json:"evidence"` // said by then, in the order of days
	Later    int        `json:"later"`    // statements said after it
	Links    []Part     `json:"links"`

	reading *classify.Reading
	known   ascribe.Day
}

// RestsOn reports whether the label rests on a statement: on itself, or on
// another coding of the same utterance that says the same.
func (s *Show) RestsOn(statement string) bool {
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
func (a *App) Show(ctx context.Context, q *Question, id string) (*Show, error) {
	r, err := a.read(ctx, q, id)
	if err != nil {
		return nil, err
	}
	return a.show(ctx, r)
}

func (a *App) show(ctx context.Context, r *read) (show *Show, err error) {
	q, book, reading, dossier := r.q, r.book, r.reading, r.dossier
	known := q.AsOf.Known
	show = &Show{
		Incident: dossier.Subject, Title: dossier.Title,
		Point: q.point(), Codebook: nameOf(book), Present: reading.Present(known),
		Attribution: reading.Attribute(known),
		Evidence:    []Evidence{}, Links: []Part{},
		reading: reading, known: known,
	}
	for _, e := range reading.Evidence() {
		if e.Day > known {
			show.Later++
			continue
		}
		show.Evidence = append(show.Evidence, evidenceOf(dossier, &e))
	}
	if q.dataset() != ascribe.Main {
		show.inColumnOrder(book)
		return show, nil // links are the team's own
	}
	show.Links, err = a.parts(ctx, q, book, dossier.Subject)
	return show, err
}

// inColumnOrder sorts the cells of each row as its file has them, and lists
// what is known of every column.
func (s *Show) inColumnOrder(book *codebook.Book) {
	order := make(map[string]int, len(book.Vars))
	for i := range book.Vars {
		order[book.Vars[i].Name] = i
	}
	rank := func(a, b string) int { return cmp.Compare(order[a], order[b]) }
	slices.SortFunc(s.Variables, func(a, b ascribe.Finding) int { return rank(a.Variable, b.Variable) })
	slices.SortStableFunc(s.Evidence, func(a, b Evidence) int {
		if c := a.Said.Compare(b.Said); c != 0 || a.Source != b.Source {
			return c
		}
		return rank(a.Variable, b.Variable)
	})
}

// parts are the links of an incident that were known by the point, with their
// actors, and what is known of both.
func (a *App) parts(ctx context.Context, q *Question, book *codebook.Book, incident string) ([]Part, error) {
	parts := []Part{}
	links, err := a.Store.Links(ctx, incident)
	if err != nil || len(links) == 0 {
		return parts, err
	}
	n, err := a.naming(ctx, q, book)
	if err != nil {
		return nil, err
	}
	for i := range links {
		if l := n.links[links[i].Noun.ID]; l != nil && n.shows(l) {
			parts = append(parts, n.part(l))
		}
	}
	return parts, nil
}

func (n *naming) part(l *linkRecord) Part {
	r := n.refer(l.actor, l.Noun.Role)
	return Part{
		Link: n.linkID(l), Actor: r.Actor, Kind: r.Kind, Name: r.Name, Role: l.Noun.Role, Dated: n.dated(l),
		Known:        append(n.ofLink(l), n.ofActor(l.actor)...),
		CodersDiffer: append(n.overLink(l), n.overActor(l.actor)...),
	}
}

func (n *naming) ofLink(l *linkRecord) []ascribe.Finding {
	return n.findings(l.dossier, l.reading, func(string) *actorRecord { return l.actor })
}

// overLink is where coders differ over what was said of a link.
func (n *naming) overLink(l *linkRecord) []ascribe.Difference {
	return n.differences(l.dossier, l.reading, func(string) *actorRecord { return l.actor })
}

func (n *naming) overActor(x *actorRecord) []ascribe.Difference {
	return n.differences(x.dossier, x.reading, func(string) *actorRecord { return x })
}

func (n *naming) ofActor(x *actorRecord) []ascribe.Finding {
	return n.findings(x.dossier, x.reading, func(string) *actorRecord { return x })
}
