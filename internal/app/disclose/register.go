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

// A register is actors and links as recorded at an entry, read under a codebook:
// all, which does not change and may be shared, or those that an answer shows.
type register struct {
	Actors   []*ActorRecord // in the order of the ledger
	byID     map[string]*ActorRecord
	ByRecord map[int64]*ActorRecord
	Links    map[string]*LinkRecord
	struck   map[string]*ActorRecord // actors and links that are not there any more, by id
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
	if r := keptRegister(p); r != nil {
		return r, nil
	}
	r, err := newRegister(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, kind := range []ascribe.SubjectKind{ascribe.OfActor, ascribe.OfLink} {
		for d, err := range p.View.Described(ctx, kind) {
			if err == nil {
				err = r.add(p.Book, p.AsOf.Recorded, d)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	if err := r.count(ctx, p.View, p.Book, p.AsOf.Recorded); err != nil {
		return nil, err
	}
	point.Recently[registerKey, register](p).Put(keyOf(p), r)
	return r, nil
}

// keptRegister is that of a question, where somebody has asked lately for all
// actors; nil, where nobody has.
func keptRegister(p *point.Point) *register {
	return point.Recently[registerKey, register](p).Get(keyOf(p))
}

func keyOf(p *point.Point) registerKey { return registerKey{p.Book.SHA256, p.AsOf.Recorded} }

// newRegister is one without anybody, but with those whom a strike has taken away: a
// value may still name them, and tells the public no more than that.
func newRegister(ctx context.Context, p *point.Point) (*register, error) {
	r := &register{byID: map[string]*ActorRecord{}, ByRecord: map[int64]*ActorRecord{}, Links: map[string]*LinkRecord{}, struck: map[string]*ActorRecord{}}
	struck, err := p.View.StruckActors(ctx)
	for _, x := range struck {
		id := x.Noun.Key().ID
		r.struck[id] = &ActorRecord{
			Noted:   ascribe.Noted[ascribe.Actor]{Record: x.Record, Noun: ascribe.Actor{ID: id, Kind: ascribe.Person, Name: id}},
			Reading: classify.Read(p.Book, &ascribe.Dossier{Subject: id}, p.AsOf.Recorded),
		}
	}
	return r, err
}

// add takes an actor or a link in that was written down by the entry. The actor
// of a link comes before it.
func (r *register) add(book *codebook.Book, recorded int64, d store.Described) error {
	if d.Entry > recorded {
		return nil
	}
	switch noun := d.Noun.(type) {
	case *ascribe.Actor:
		x := &ActorRecord{
			Noted:   ascribe.Noted[ascribe.Actor]{Record: d.Record, Entry: d.Entry, Noun: *noun},
			Dossier: d.Dossier, Reading: classify.Read(book, d.Dossier, recorded),
		}
		r.Actors = append(r.Actors, x)
		r.byID[noun.ID], r.ByRecord[d.Record] = x, x
	case *ascribe.Link:
		actor := r.byID[noun.Actor]
		if actor == nil {
			return ascribe.Errorf(ascribe.ErrInternal, "the link %s names no actor", noun.ID)
		}
		x := &LinkRecord{
			Noted: ascribe.Noted[ascribe.Link]{Record: d.Record, Entry: d.Entry, Noun: *noun},
			Actor: actor, Dossier: d.Dossier, Reading: classify.Read(book, d.Dossier, recorded), counted: ascribe.Forever,
		}
		r.Links[noun.ID] = x
		actor.links = append(actor.links, x)
	}
	return nil
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
