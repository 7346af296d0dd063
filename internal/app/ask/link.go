package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// LinkAnswer is a link as of a point: an actor's part in an incident, what was
// said of it, and who wrote it down.
type LinkAnswer struct {
	point.Asked
	Codebook point.BookName      `json:"codebook"`
	Link     string              `json:"link"`
	Incident string              `json:"incident"`
	Title    string              `json:"title"` // the incident's
	Role     string              `json:"role"`
	Actor    disclose.Reference  `json:"actor"`
	Dated    bool                `json:"dated"` // whether the record says since when it is known
	Findings []ascribe.Finding   `json:"findings"`
	Evidence []disclose.Evidence `json:"evidence"` // said by then, in the order of days
	Later    int                 `json:"later"`    // statements said after it
	// CodersDiffer are the utterances about it that coders read differently.
	CodersDiffer []ascribe.Difference `json:"coders_differ"`
	Record       int64                `json:"record"`
	Written      Writing              `json:"written"`
	// Version is the last entry that touched it by then, for If-Match.
	Version int64 `json:"version"`
}

// Link answers what is known of a link, by its id or its neutral reference.
func Link(ctx context.Context, p *point.Point, id string) (*LinkAnswer, error) {
	n, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	l, err := n.FindLink(id)
	if err != nil {
		return nil, err
	}
	titles, err := titlesOf(ctx, p, ascribe.Main, []string{l.Noun.Incident})
	if err != nil {
		return nil, err
	}
	out := &LinkAnswer{
		Asked: p.Asked, Codebook: point.NameOf(p.Book),
		Link: n.LinkID(l), Incident: l.Noun.Incident, Title: titles[0], Role: l.Noun.Role,
		Actor: n.Refer(l.Actor, l.Noun.Role), Dated: n.Dated(l), Findings: ofLink(n, l), Evidence: []disclose.Evidence{},
		CodersDiffer: overLink(n, l), Record: l.Record,
	}
	for _, e := range l.Reading.Evidence() {
		if e.Day > p.AsOf.Known {
			out.Later++
			continue
		}
		out.Evidence = append(out.Evidence, n.Evidence(l.Dossier, &e, l.Actor))
	}
	if out.Written, err = written(ctx, p, l.Entry); err != nil {
		return nil, err
	}
	out.Version, err = version(ctx, p, l.Record)
	return out, err
}
