package disclose

import (
	"context"
	"errors"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Read reads one incident under the codebook that the question is asked under.
// An incident that was not written down at the entry is not there. One that is the
// same as an earlier one, as known then, is read as that.
func Read(ctx context.Context, p *point.Point, id string) (*Subject, error) {
	s, err := Itself(ctx, p, id)
	if err == nil && s.Merged(p.AsOf.Known) {
		return Itself(ctx, p, s.On(p.AsOf.Known).Dossier().Subject)
	}
	return s, err
}

// Itself reads one incident, also where it is counted as an earlier one.
func Itself(ctx context.Context, p *point.Point, id string) (*Subject, error) {
	if err := Rows(ctx, p); err != nil {
		return nil, err
	}
	subject, err := p.View.Subject(ctx, p.About(), id)
	if e, ok := errors.AsType[*ascribe.Error](err); ok && e.Absent != nil {
		e.Absent.Kind = ascribe.RecordIncident // none but these can have been meant
	}
	if err != nil {
		return nil, err
	}
	if _, ok := subject.Noun.(*ascribe.Incident); !ok && !p.Viewer.NamesAll() { // as if there were none: an id may tell who is in the record
		return nil, ascribe.NotThere(ascribe.Absence{Space: store.SpaceSubject, Dataset: p.About(), ID: id})
	} else if !ok {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "%s is no incident", id).
			WithHint("list the incidents to see their ids")
	}
	if err := p.Recorded("incident", id, subject.Entry); err != nil {
		return nil, err
	}
	dossier, err := p.View.Dossier(ctx, p.About(), id)
	if err != nil {
		return nil, err
	}
	names, err := disclosingOne(ctx, p, dossier)
	if err != nil {
		return nil, err
	}
	own := *names.disclosed(dossier)
	s := subjectOf(p, &own)
	k, err := KinshipOf(ctx, p)
	if err != nil || k[id] == nil {
		return &s, err
	}
	if err := k.give(ctx, p.View, names, &own); err != nil {
		return nil, err
	}
	s = subjectOf(p, &own)
	return &s, nil
}

// Links are the links of the incident that an answer has, in the order of the
// ledger, with the naming of all whom it shows.
func (s *Subject) Links(ctx context.Context, p *point.Point) ([]*LinkRecord, *Naming, error) {
	var links []ascribe.Noted[ascribe.Link]
	for _, d := range s.Members(p.AsOf.Known) {
		more, err := p.View.Links(ctx, d.Subject)
		if err != nil {
			return nil, nil, err
		}
		links = append(links, more...)
	}
	if len(links) == 0 {
		return nil, nil, nil
	}
	r, err := linkedTo(ctx, p, links, s.Reading.Since())
	if err != nil {
		return nil, nil, err
	}
	n := r.to(p)
	var shown []*LinkRecord
	for j := range links {
		if l := n.Links[links[j].Noun.ID]; l != nil && n.Shows(l) {
			shown = append(shown, l)
		}
	}
	return shown, n, nil
}
