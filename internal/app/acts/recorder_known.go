package acts

import (
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// subject says what an id is of, "" for none.
func (r *recorder) subject(id string) (ascribe.SubjectKind, error) {
	if kind, ok := r.subjects[id]; ok {
		return kind, nil
	}
	_, body, found, err := r.tx.Find(store.SpaceSubject, ascribe.Main, id)
	if err != nil || !found {
		return "", err
	}
	kind := ascribe.SubjectKind(kindOf(body))
	put(r.subjects, id, kind)
	return kind, nil
}

// source is nil where there is none of that id.
func (r *recorder) source(id string) (*ascribe.Source, error) {
	if s, ok := r.sources[id]; ok {
		return s, nil
	}
	n, _, found, err := r.tx.Find(store.SpaceSource, ascribe.Main, id)
	if err != nil || !found {
		return nil, err
	}
	noun, _, err := r.tx.Present(n)
	if err != nil {
		return nil, err
	}
	s, ok := noun.(*ascribe.Source)
	if !ok {
		return nil, fmt.Errorf("the source %s is %T", id, noun)
	}
	put(r.sources, id, s)
	return s, nil
}

func (r *recorder) needSource(field, id string, fault fault) (*ascribe.Source, error) {
	s, err := r.source(id)
	if err == nil && s == nil {
		r.absent++
		fault(field, "there is no source %s%s", id, r.didYouMean(store.SpaceSource, "", id))
	}
	return s, err
}

// statement is nil where there is none of that id.
func (r *recorder) statement(id string) (*ascribe.Statement, error) {
	_, body, found, err := r.tx.Find(store.SpaceStatement, ascribe.Main, id)
	if err != nil || !found {
		return nil, err
	}
	noun, err := ledger.Decode(body)
	if err != nil {
		return nil, err
	}
	s, _ := noun.(*ascribe.Statement)
	return s, nil
}

func (r *recorder) remember(noun ascribe.Noun) {
	r.fresh.note(noun)
	switch n := noun.(type) {
	case *ascribe.Statement:
		r.written[gradedOf(n)]++
		r.fresh.told = r.fresh.told || r.fresh.incidents[n.Subject]
	case *ascribe.Incident, *ascribe.Actor, *ascribe.Link:
		put(r.subjects, noun.Key().ID, ascribe.SubjectKind(noun.Record()))
	case *ascribe.Source:
		put(r.sources, n.ID, n)
	case *ascribe.Amendment, *ascribe.Withdrawal:
		clear(r.sources) // one of them may be another now
	}
}

// put remembers something for a while. What statements refer to comes in no
// order, so a cache that is too small for it is of little use: 262,144 subjects
// take some twenty megabytes.
func put[V any](cache map[string]V, id string, v V) {
	if len(cache) >= 1<<18 {
		clear(cache)
	}
	cache[id] = v
}

func listKinds(kinds []ascribe.SubjectKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k) + "s"
	}
	return strings.Join(names, " and ")
}
