package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// Actor is what is known of an actor as of a point. Several who are one then
// are answered as one, whichever of them is asked for.
type Actor struct {
	Point
	Codebook BookName `json:"codebook"`
	Reference
	Same     []Reference       `json:"same"`     // each of them, where they are several
	SameAs   []Evidence        `json:"same_as"`  // the statements by which they are one
	Findings []ascribe.Finding `json:"findings"` // what is known of it
	Aliases  []Evidence        `json:"aliases"`  // other names, with who gave them
	Evidence []Evidence        `json:"evidence"` // said by then, in the order of days
	Later    int               `json:"later"`    // statements said after it
	Links    []ActorLink       `json:"links"`
	// CodersDiffer are the utterances about it that coders read differently.
	CodersDiffer []ascribe.Difference `json:"coders_differ"`
}

// ActorLink is an actor's part in an incident, with what is known of the link
// and the answer about the incident. Dated is whether the record says since
// when the link is known.
type ActorLink struct {
	Link  string `json:"link"`
	Actor string `json:"actor"` // of several who are one, which
	Role  string `json:"role"`
	Dated bool   `json:"dated"`
	Linked
	Known        []ascribe.Finding    `json:"known"`
	CodersDiffer []ascribe.Difference `json:"coders_differ"` // of what was said of the link
}

// Actor answers what is known of an actor, by its id or its neutral reference.
func (a *App) Actor(ctx context.Context, q *Question, id string) (*Actor, error) {
	q, book, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	n, err := a.naming(ctx, q, book)
	if err != nil {
		return nil, err
	}
	x, err := n.find(id)
	if err != nil {
		return nil, err
	}
	f := n.figureOf(x)
	out := &Actor{
		Point: q.point(), Codebook: nameOf(book), Reference: n.referTo(f), Same: n.references(f),
		SameAs: []Evidence{}, Aliases: []Evidence{}, Evidence: []Evidence{}, Links: []ActorLink{},
	}
	for _, j := range f.joins {
		out.SameAs = append(out.SameAs, n.evidence(j.of.dossier, &j.evidence, j.of))
	}
	n.describe(out, f, q.AsOf.Recorded)
	return out, a.actorLinks(ctx, q, n, f, out)
}

// describe fills in what was said of the figure, read as one subject.
func (n *naming) describe(out *Actor, f *figure, recorded int64) {
	about := make(map[string]*actorRecord, len(f.members))
	dossiers := make([]*ascribe.Dossier, len(f.members))
	for i, m := range f.members {
		about[m.Noun.ID], dossiers[i] = m, m.dossier
	}
	dossier := joined(dossiers)
	reading := classify.Read(n.book, dossier, recorded)
	whose := func(subject string) *actorRecord { return about[subject] }
	out.Findings, out.CodersDiffer = n.findings(dossier, reading, whose), n.differences(dossier, reading, whose)
	alias := n.book.WithRole(ascribe.RoleAlias)
	for _, e := range reading.Evidence() {
		if e.Day > n.known {
			out.Later++
			continue
		}
		shown := n.evidence(dossier, &e, about[e.Statement.Subject])
		out.Evidence = append(out.Evidence, shown)
		if alias != nil && shown.Variable == alias.Name && shown.Value != "" && e.Until > n.known && e.Statement.Stance == ascribe.Asserts {
			out.Aliases = append(out.Aliases, shown)
		}
	}
}

// joined is the dossiers as that of one subject, the first one's.
func joined(dossiers []*ascribe.Dossier) *ascribe.Dossier {
	if len(dossiers) == 1 {
		return dossiers[0]
	}
	all := &ascribe.Dossier{Subject: dossiers[0].Subject, Sources: map[string]*ascribe.Provenance{}}
	for _, d := range dossiers {
		all.Statements = append(all.Statements, d.Statements...)
		all.Withdrawals = append(all.Withdrawals, d.Withdrawals...)
		for id, p := range d.Sources {
			all.Sources[id] = p
		}
	}
	slices.SortFunc(all.Statements, func(a, b ascribe.Noted[ascribe.Statement]) int { return cmp.Compare(a.Record, b.Record) })
	slices.SortFunc(all.Withdrawals, func(a, b ascribe.Noted[ascribe.Withdrawal]) int { return cmp.Compare(a.Record, b.Record) })
	return all
}

func (a *App) actorLinks(ctx context.Context, q *Question, n *naming, f *figure, out *Actor) error {
	ids := map[string]bool{}
	for _, m := range f.members {
		for _, l := range n.linksOf(m) {
			ids[l.Noun.Incident] = true
		}
	}
	incidents, err := a.linked(ctx, q, n.book, ids)
	if err != nil {
		return err
	}
	for _, m := range f.members {
		for _, l := range n.linksOf(m) {
			out.Links = append(out.Links, ActorLink{
				Link: n.linkID(l), Actor: n.actorID(m), Role: l.Noun.Role, Dated: n.dated(l),
				Linked: incidents[l.Noun.Incident], Known: n.ofLink(l), CodersDiffer: n.overLink(l),
			})
		}
	}
	return nil
}
