package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// ActorAnswer is what is known of an actor as of a point. Several who are one then
// are answered as one, whichever of them is asked for.
type ActorAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	disclose.Reference
	Same     []disclose.Reference `json:"same"`     // each of them, where they are several
	SameAs   []disclose.Evidence  `json:"same_as"`  // the statements by which they are one
	Findings []ascribe.Finding    `json:"findings"` // what is known of it
	Aliases  []disclose.Evidence  `json:"aliases"`  // other names, with who gave them
	Evidence []disclose.Evidence  `json:"evidence"` // said by then, in the order of days
	Later    int                  `json:"later"`    // statements said after it
	Links    []ActorLink          `json:"links"`
	// CodersDiffer are the utterances about it that coders read differently.
	CodersDiffer []ascribe.Difference `json:"coders_differ"`
	Written      Writing              `json:"written"`
	// Version is the last entry that touched it by then, for If-Match.
	Version int64 `json:"version"`
}

// ActorLink is an actor's part in an incident, with what is known of the link
// and the answer about the incident. Dated is whether the record says since
// when the link is known.
type ActorLink struct {
	Link  string `json:"link"`
	Actor string `json:"actor"` // of several who are one, which
	Role  string `json:"role"`
	Dated bool   `json:"dated"`
	disclose.Linked
	Known        []ascribe.Finding    `json:"known"`
	CodersDiffer []ascribe.Difference `json:"coders_differ"` // of what was said of the link
}

// Actor answers what is known of an actor, by its id or its neutral reference.
func Actor(ctx context.Context, p *point.Point, id string) (*ActorAnswer, error) {
	n, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	x, err := n.Find(id)
	if err != nil {
		return nil, err
	}
	f := n.FigureOf(x)
	out := &ActorAnswer{
		Asked: p.Asked, Codebook: point.NameOf(p.Book), Reference: n.ReferTo(f), Same: n.References(f),
		SameAs: []disclose.Evidence{}, Aliases: []disclose.Evidence{}, Evidence: []disclose.Evidence{}, Links: []ActorLink{},
	}
	for _, j := range f.Joins {
		out.SameAs = append(out.SameAs, n.Evidence(j.Of.Dossier, &j.Evidence, j.Of))
	}
	describe(n, out, f, p.AsOf.Recorded)
	if out.Written, err = writtenRecord(ctx, p, x.Record, x.Entry); err != nil {
		return nil, err
	}
	if out.Version, err = version(ctx, p, x.Record); err != nil {
		return nil, err
	}
	return out, actorLinks(ctx, p, n, f, out)
}

// describe fills in what was said of the figure, read as one subject.
func describe(n *disclose.Naming, out *ActorAnswer, f *disclose.Figure, recorded int64) {
	about := make(map[string]*disclose.ActorRecord, len(f.Members))
	dossiers := make([]*ascribe.Dossier, len(f.Members))
	for i, m := range f.Members {
		about[m.Noun.ID], dossiers[i] = m, m.Dossier
	}
	dossier := ascribe.Joined(dossiers)
	reading := classify.Read(n.Book, dossier, recorded)
	whose := func(subject string) *disclose.ActorRecord { return about[subject] }
	out.Findings, out.CodersDiffer = n.Findings(dossier, reading, whose), n.Differences(dossier, reading, whose)
	alias := n.Book.WithRole(ascribe.RoleAlias)
	for _, e := range reading.Evidence() {
		if e.Day > n.Known {
			out.Later++
			continue
		}
		shown := n.Evidence(dossier, &e, about[e.Statement.Subject])
		out.Evidence = append(out.Evidence, shown)
		if alias != nil && shown.Variable == alias.Name && shown.Value != "" && e.Until > n.Known && e.Statement.Stance == ascribe.Asserts {
			out.Aliases = append(out.Aliases, shown)
		}
	}
}

func actorLinks(ctx context.Context, p *point.Point, n *disclose.Naming, f *disclose.Figure, out *ActorAnswer) error {
	ids := map[string]bool{}
	for _, m := range f.Members {
		for _, l := range n.LinksOf(m) {
			ids[l.Noun.Incident] = true
		}
	}
	incidents, err := disclose.LinkedOf(ctx, p, ids)
	if err != nil {
		return err
	}
	for _, m := range f.Members {
		for _, l := range n.LinksOf(m) {
			out.Links = append(out.Links, ActorLink{
				Link: n.LinkID(l), Actor: n.ActorID(m), Role: l.Noun.Role, Dated: n.Dated(l),
				Linked: incidents[l.Noun.Incident], Known: ofLink(n, l), CodersDiffer: overLink(n, l),
			})
		}
	}
	return nil
}
