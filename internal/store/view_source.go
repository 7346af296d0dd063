package store

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// Source is a source, with how it was judged anew.
func (v *View) Source(ctx context.Context, id string) (*ascribe.Provenance, error) {
	known, err := v.provenances(ctx, []string{id})
	if err != nil {
		return nil, explain(ctx, err)
	}
	if p := known[id]; p != nil {
		return p, nil
	}
	return nil, v.notThere(ctx, SpaceSource, "", id)
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
			if err := v.mend(source); err != nil {
				yield(nil, explain(ctx, err))
				return
			}
			if !yield(provenanceOf(x, source, regrades[source.ID]), nil) {
				return
			}
		}
	}
}

func provenanceOf(x ascribe.Noted[ascribe.Noun], source *ascribe.Source, regrades []ascribe.Noted[ascribe.Regrade]) *ascribe.Provenance {
	return &ascribe.Provenance{
		Noted:    ascribe.Noted[ascribe.Source]{Record: x.Record, Entry: x.Entry, Noun: *source},
		Regrades: regrades,
	}
}

// SourcesOf is sources by their ids, with how they were judged anew, and all
// that they rest on. What is not there is left out.
func (v *View) SourcesOf(ctx context.Context, ids []string) (map[string]*ascribe.Provenance, error) {
	known, err := v.provenances(ctx, ids)
	return maps.Clone(known), explain(ctx, err)
}

// maxSources is how many sources a view remembers.
const maxSources = 1 << 16

// provenances is the sources that the view has read, those of the ids and all
// that they rest on among them. A view reads each only once.
func (v *View) provenances(ctx context.Context, ids []string) (map[string]*ascribe.Provenance, error) {
	if v.sources == nil || len(v.sources) >= maxSources {
		v.sources = make(map[string]*ascribe.Provenance)
	}
	for unread := v.unread(ids); len(unread) > 0; {
		read, err := v.readSources(ctx, unread)
		if err != nil {
			return nil, err
		}
		// What an amendment has them rest on is not among what was read with them.
		unread = nil
		for _, p := range read {
			unread = append(unread, v.unread(p.Noun.RestsOn)...)
		}
	}
	return v.sources, nil
}

// unread are those of the sources that the view has not read.
func (v *View) unread(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return v.sources[id] != nil || id == ascribe.NotShown })
}

// readSources reads sources, and all that they were written down to rest on.
func (v *View) readSources(ctx context.Context, unread []string) ([]*ascribe.Provenance, error) {
	var read []*ascribe.Provenance
	var records []int64
	for x, err := range v.nouns(ctx, "source.these", int64(SpaceSource), listOf(unread)) {
		if err != nil {
			return nil, err
		}
		source, ok := x.Noun.(*ascribe.Source)
		if !ok {
			return nil, unexpected(x.Record, x.Noun)
		}
		read = append(read, provenanceOf(x, source, nil))
		records = append(records, x.Record)
	}
	regrades, err := list[ascribe.Regrade](ctx, v, "regrade.of", listOf(records))
	if err != nil {
		return nil, err
	}
	of := map[string][]ascribe.Noted[ascribe.Regrade]{}
	for _, g := range regrades {
		of[g.Noun.Source] = append(of[g.Noun.Source], g)
	}
	for _, p := range read {
		if err := v.mend(&p.Noun); err != nil {
			return nil, err
		}
		p.Regrades = of[p.Noun.ID]
		v.sources[p.Noun.ID] = p
	}
	return read, nil
}

// StatementsFrom is the statements of a source, in the order of the ledger.
func (v *View) StatementsFrom(ctx context.Context, source string) ([]ascribe.Noted[ascribe.Statement], error) {
	s, err := v.must(ctx, SpaceSource, "", source)
	if err != nil {
		return nil, err
	}
	return v.statements(ctx, "statement.from", s.Record)
}
