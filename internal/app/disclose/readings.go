package disclose

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Subject is an incident with its reading.
type Subject struct {
	*classify.Reading
	Dossier *ascribe.Dossier
}

// Present yields every incident that is counted as of the question, in the
// order of the ledger, read under the codebook.
func Present(ctx context.Context, p *point.Point) iter.Seq2[Subject, error] {
	return func(yield func(Subject, error) bool) {
		for s, err := range Readings(ctx, p) {
			if (err != nil || s.Present(p.AsOf.Known)) && !yield(s, err) {
				return
			}
		}
	}
}

// Readings yields every incident that was written down, also one that is not
// counted as of the question: it may be on another day, before a dataset
// stopped listing it.
func Readings(ctx context.Context, p *point.Point) iter.Seq2[Subject, error] {
	return func(yield func(Subject, error) bool) {
		names, err := disclosing(ctx, p)
		if err != nil {
			yield(Subject{}, err)
			return
		}
		k, err := KinshipOf(ctx, p)
		if err != nil {
			yield(Subject{}, err)
			return
		}
		there, err := k.there(ctx, p.View, names)
		if err != nil {
			yield(Subject{}, err)
			return
		}
		for dossier, err := range p.View.Dossiers(ctx, p.About()) {
			if err != nil {
				yield(Subject{}, err)
				return
			}
			dossier = names.disclosed(dossier)
			if kin := k[dossier.Subject]; kin != nil {
				own := *dossier
				dossier = &own
				k.take(dossier, there)
			}
			if !yield(subjectOf(p, dossier), nil) {
				return
			}
		}
	}
}

// ReadingOf yields one incident.
func ReadingOf(ctx context.Context, p *point.Point, id string) iter.Seq2[Subject, error] {
	return func(yield func(Subject, error) bool) {
		s, err := Read(ctx, p, id)
		if err != nil {
			yield(Subject{}, err)
			return
		}
		yield(*s, nil)
	}
}

// A Sight is how somebody sees the dossiers of incidents at whatever entry: with
// those neutral who may not be named as of one point.
type Sight struct {
	names *Naming
	kin   Kinship
}

// SightAt is that of whoever asks at a point, under whichever of some codebooks.
func SightAt(ctx context.Context, p *point.Point, books ...*codebook.Book) (*Sight, error) {
	names, err := disclosing(ctx, p)
	if err != nil {
		return nil, err
	}
	kin, err := KinshipOf(ctx, p, books...)
	return &Sight{names, kin}, err
}

// With are the ids of some incidents, and of those with which they may be one.
func (s *Sight) With(ids []string) []string { return s.kin.With(ids) }

// Dossiers are those of some incidents that are there where a view stands, by their
// ids.
func (s *Sight) Dossiers(ctx context.Context, v *store.View, dataset string, ids []string) (map[string]*ascribe.Dossier, error) {
	there, err := v.DossiersThere(ctx, dataset, ids)
	if err != nil {
		return nil, err
	}
	for id, d := range there {
		own := *s.names.disclosed(d)
		if there[id] = &own; s.kin[id] == nil {
			continue
		}
		if err := s.kin.give(ctx, v, s.names, &own); err != nil {
			return nil, err
		}
	}
	return there, nil
}
