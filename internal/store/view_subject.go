package store

import (
	"context"
	"iter"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// Find is the record that gave an id, with its body as Encode wrote it.
func (v *View) Find(ctx context.Context, space Space, dataset, id string) (record int64, body []byte, ok bool, err error) {
	ds, err := v.resolver().dataset(dataset)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return 0, nil, false, nil
	}
	if err == nil {
		ok, err = v.prepared.get("name.body", []any{int64(space), ds, id}, []any{&record, &body})
	}
	return record, body, ok, explain(ctx, err)
}

// must is Find for what has to be there.
func (v *View) must(ctx context.Context, space Space, dataset, id string) (ascribe.Noted[ascribe.Noun], error) {
	n, body, ok, err := v.Find(ctx, space, dataset, id)
	if err != nil {
		return ascribe.Noted[ascribe.Noun]{}, err
	}
	if !ok {
		return ascribe.Noted[ascribe.Noun]{}, v.notThere(ctx, space, dataset, id)
	}
	noun, err := v.parse(n, body)
	if err != nil {
		return ascribe.Noted[ascribe.Noun]{}, err
	}
	x, err := noted(v, n, noun)
	return x, explain(ctx, err)
}

func notThere(space Space, dataset, id string) error {
	return ascribe.NotThere(ascribe.Absence{Space: space, Dataset: dataset, ID: id})
}

// asKept is the id of a subject as it is kept, however its accents are encoded and
// whatever space is around it; in an imported dataset, also where a program wrote
// 7 as 7.0.
func asKept(dataset, id string) string {
	id = norm.NFC.String(strings.TrimSpace(id))
	if dataset == "" || dataset == ascribe.Main {
		return id
	}
	parts := strings.Split(id, "~") // an id of several columns
	for i, part := range parts {
		parts[i] = ascribe.PlainWhole(part)
	}
	return strings.Join(parts, "~")
}

// Subject is the incident, actor or link of an id, in any of the ways in which it
// can be written.
func (v *View) Subject(ctx context.Context, dataset, id string) (ascribe.Noted[ascribe.Noun], error) {
	return v.must(ctx, SpaceSubject, dataset, asKept(dataset, id))
}

// Subjects is all subjects of a kind in the order of the ledger.
func (v *View) Subjects(ctx context.Context, dataset string, kind ascribe.SubjectKind) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	return func(yield func(ascribe.Noted[ascribe.Noun], error) bool) {
		ds, err := v.resolver().dataset(dataset)
		if err != nil {
			yield(ascribe.Noted[ascribe.Noun]{}, explain(ctx, err))
			return
		}
		v.nouns(ctx, "subject.list", ds, number(ascribe.SubjectKinds, kind))(yield)
	}
}

// SubjectsOf is incidents, actors or links in the order of their ids.
func (v *View) SubjectsOf(ctx context.Context, dataset string, ids []string) ([]ascribe.Noted[ascribe.Noun], error) {
	ds, err := v.resolver().dataset(dataset)
	if err != nil {
		if len(ids) > 0 && ascribe.KindOf(err) == ascribe.ErrNotFound {
			err = notThere(SpaceSubject, dataset, ids[0])
		}
		return nil, explain(ctx, err)
	}
	kept := make([]string, len(ids))
	for i, id := range ids {
		kept[i] = asKept(dataset, id)
	}
	found, err := v.subjects(ctx, "name.these", int64(SpaceSubject), ds, listOf(kept))
	if err != nil {
		return nil, err
	}
	byID := make(map[string]ascribe.Noted[ascribe.Noun], len(found))
	for _, x := range found {
		byID[x.Noun.Key().ID] = x
	}
	list := make([]ascribe.Noted[ascribe.Noun], len(ids))
	for i, id := range ids {
		x, ok := byID[kept[i]]
		if !ok {
			return nil, v.notThere(ctx, SpaceSubject, dataset, id)
		}
		list[i] = x
	}
	return list, nil
}

// subjects is the nouns of a query, whatever they are.
func (v *View) subjects(ctx context.Context, name string, args ...any) ([]ascribe.Noted[ascribe.Noun], error) {
	all := []ascribe.Noted[ascribe.Noun]{}
	for x, err := range v.nouns(ctx, name, args...) {
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

// Links is the links of an incident or of an actor.
func (v *View) Links(ctx context.Context, subject string) ([]ascribe.Noted[ascribe.Link], error) {
	s, err := v.Subject(ctx, ascribe.Main, subject)
	if err != nil {
		return nil, err
	}
	return list[ascribe.Link](ctx, v, "link.of", s.Record)
}

// Adoptions is the codebooks of a dataset in the order of their adoption.
func (v *View) Adoptions(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Adoption], error) {
	ds, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return list[ascribe.Adoption](ctx, v, "adoption.list", ds)
}

// HasStatements reports whether there is any statement at all.
func (v *View) HasStatements(ctx context.Context) (bool, error) {
	n, err := v.prepared.number("statement.any")
	return n != 0, explain(ctx, err)
}
