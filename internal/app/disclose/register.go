package disclose

import (
	"context"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A register is all actors and links as recorded at an entry, read under a
// codebook. It does not change, and may be shared.
type register struct {
	Actors   []*ActorRecord // in the order of the ledger
	byID     map[string]*ActorRecord
	ByRecord map[int64]*ActorRecord
	Links    map[string]*LinkRecord
}

// An ActorRecord is an actor with what was said of it, and its links.
type ActorRecord struct {
	ascribe.Noted[ascribe.Actor]
	Dossier *ascribe.Dossier
	Reading *classify.Reading
	links   []*LinkRecord
}

// A LinkRecord is a link with its actor and what was said of it.
type LinkRecord struct {
	ascribe.Noted[ascribe.Link]
	Actor   *ActorRecord
	Dossier *ascribe.Dossier
	Reading *classify.Reading
	counted ascribe.Day // the first day on which its incident is counted, or Forever
}

// A registerKey names a register: by the hash of its codebook, and its entry.
type registerKey struct {
	book     string
	recorded int64
}

// registerOf is that of a question that was opened.
func registerOf(ctx context.Context, p *point.Point) (*register, error) {
	key := registerKey{p.Book.SHA256, p.AsOf.Recorded}
	if r := point.Recently[registerKey, register](p).Get(key); r != nil {
		return r, nil
	}
	r := &register{byID: map[string]*ActorRecord{}, ByRecord: map[int64]*ActorRecord{}, Links: map[string]*LinkRecord{}}
	if err := r.read(ctx, p.View, p.Book, p.AsOf.Recorded); err != nil {
		return nil, err
	}
	point.Recently[registerKey, register](p).Put(key, r)
	return r, nil
}

func (r *register) read(ctx context.Context, v *store.View, book *codebook.Book, recorded int64) error {
	for d, err := range v.Described(ctx, ascribe.OfActor) {
		if err != nil {
			return err
		}
		noun, ok := d.Noun.(*ascribe.Actor)
		if !ok || d.Entry > recorded {
			continue
		}
		x := &ActorRecord{
			Noted:   ascribe.Noted[ascribe.Actor]{Record: d.Record, Entry: d.Entry, Noun: *noun},
			Dossier: d.Dossier, Reading: classify.Read(book, d.Dossier, recorded),
		}
		r.Actors = append(r.Actors, x)
		r.byID[noun.ID], r.ByRecord[d.Record] = x, x
	}
	for d, err := range v.Described(ctx, ascribe.OfLink) {
		if err != nil {
			return err
		}
		noun, ok := d.Noun.(*ascribe.Link)
		if !ok || d.Entry > recorded {
			continue
		}
		actor := r.byID[noun.Actor]
		if actor == nil {
			return ascribe.Errorf(ascribe.ErrInternal, "the link %s names no actor", noun.ID)
		}
		x := &LinkRecord{
			Noted: ascribe.Noted[ascribe.Link]{Record: d.Record, Entry: d.Entry, Noun: *noun},
			Actor: actor, Dossier: d.Dossier, Reading: classify.Read(book, d.Dossier, recorded),
		}
		r.Links[noun.ID] = x
		actor.links = append(actor.links, x)
	}
	return r.count(ctx, v, book, recorded)
}

// count finds since when the incidents of the links are counted.
func (r *register) count(ctx context.Context, v *store.View, book *codebook.Book, recorded int64) error {
	since := map[string]ascribe.Day{}
	for _, l := range r.Links {
		since[l.Noun.Incident] = ascribe.Forever
	}
	dossiers, err := v.DossiersOf(ctx, ascribe.Main, slices.Sorted(maps.Keys(since)))
	if err != nil {
		return err
	}
	for _, d := range dossiers {
		since[d.Subject] = classify.Read(book, d, recorded).Since()
	}
	for _, l := range r.Links {
		l.counted = since[l.Noun.Incident]
	}
	return nil
}
