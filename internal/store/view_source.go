package store

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Source is a source, with how it was judged anew.
func (v *View) Source(ctx context.Context, id string) (*ascribe.Provenance, error) {
	s, err := v.must(ctx, SpaceSource, "", id)
	if err != nil {
		return nil, err
	}
	p, err := v.provenance(ctx, s.Record)
	return p, explain(ctx, err)
}

// Sources is all sources in the order of the ledger. How they were judged anew
// is read at once.
func (v *View) Sources(ctx context.Context) iter.Seq2[*ascribe.Provenance, error] {
	return func(yield func(*ascribe.Provenance, error) bool) {
		all, err := list[ascribe.Regrade](ctx, v, "page.regrades")
		if err != nil {
			yield(nil, err)
			return
		}
		regrades := map[string][]ascribe.Noted[ascribe.Regrade]{}
		for _, g := range all {
			regrades[g.Noun.Source] = append(regrades[g.Noun.Source], g)
		}
		for x, err := range v.nouns(ctx, "source.list") {
			if err != nil {
				yield(nil, err)
				return
			}
			source, ok := x.Noun.(*ascribe.Source)
			if !ok {
				yield(nil, explain(ctx, unexpected(x.Record, x.Noun)))
				return
			}
			if !yield(provenanceOf(x, source, regrades[source.ID]), nil) {
				return
			}
		}
	}
}

// maxSources is how many sources a view remembers.
const maxSources = 1 << 16

// provenance is the source in record n. A view reads each only once.
func (v *View) provenance(ctx context.Context, n int64) (*ascribe.Provenance, error) {
	if p, ok := v.sources[n]; ok {
		return p, nil
	}
	var body []byte
	ok, err := v.prepared.get("body.get", []any{n}, []any{&body})
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no source in record %d", n)
	}
	noun, err := ledger.Parse(body)
	if err != nil {
		return nil, unreadable(n, err)
	}
	x, err := noted(v, n, noun)
	if err != nil {
		return nil, err
	}
	p, err := v.withRegrades(ctx, x)
	if err != nil {
		return nil, err
	}
	if v.sources == nil || len(v.sources) >= maxSources {
		v.sources = make(map[int64]*ascribe.Provenance)
	}
	v.sources[n] = p
	return p, nil
}

func (v *View) withRegrades(ctx context.Context, x ascribe.Noted[ascribe.Noun]) (*ascribe.Provenance, error) {
	source, ok := x.Noun.(*ascribe.Source)
	if !ok {
		return nil, unexpected(x.Record, x.Noun)
	}
	regrades, err := list[ascribe.Regrade](ctx, v, "regrade.of", x.Record)
	if err != nil {
		return nil, err
	}
	if len(regrades) == 0 {
		regrades = nil
	}
	return provenanceOf(x, source, regrades), nil
}

func provenanceOf(x ascribe.Noted[ascribe.Noun], source *ascribe.Source, regrades []ascribe.Noted[ascribe.Regrade]) *ascribe.Provenance {
	return &ascribe.Provenance{
		Noted:    ascribe.Noted[ascribe.Source]{Record: x.Record, Entry: x.Entry, Noun: *source},
		Regrades: regrades,
	}
}

// addSource adds the source of an id to the dossier, and all that it rests on.
func (v *View) addSource(ctx context.Context, d *ascribe.Dossier, id string) error {
	if id == "" || d.Sources[id] != nil {
		return nil
	}
	n, err := v.resolver().name(nameKey{SpaceSource, 0, id})
	if err != nil {
		return err
	}
	p, err := v.provenance(ctx, n)
	if err != nil {
		return err
	}
	d.Sources[id] = p
	for _, on := range p.Noun.RestsOn {
		if err := v.addSource(ctx, d, on); err != nil {
			return err
		}
	}
	return nil
}

// StatementsFrom is the statements of a source, in the order of the ledger.
func (v *View) StatementsFrom(ctx context.Context, source string) ([]ascribe.Noted[ascribe.Statement], error) {
	s, err := v.must(ctx, SpaceSource, "", source)
	if err != nil {
		return nil, err
	}
	return v.statements(ctx, "statement.from", s.Record)
}
