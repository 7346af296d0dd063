package store

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// mostNear is how many ids are looked through at most for one that was mistyped.
const mostNear = 50_000

// Near is the ids of a space among which one that is not there may have been
// meant: all or, where there are too many, the first of them and those that begin
// alike. A kind of subject leaves out the others; the space 0 is subjects, sources and
// statements.
func (v *View) Near(ctx context.Context, space Space, dataset string, kind ascribe.RecordKind, id string) ([]string, error) {
	if space == 0 {
		var all []string
		for _, space := range []Space{SpaceSubject, SpaceSource, SpaceStatement} {
			ids, err := v.Near(ctx, space, dataset, kind, id)
			if err != nil {
				return nil, err
			}
			all = append(all, ids...)
		}
		return all, nil
	}
	ds, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	all, err := v.ids(space, ds, kind, "", mostNear)
	if err != nil || len(all) < mostNear {
		return all, explain(ctx, err)
	}
	begin := []rune(id)
	alike, err := v.ids(space, ds, kind, string(begin[:min(len(begin), 3)]), mostNear)
	all = append(all, alike...)
	slices.Sort(all)
	return slices.Compact(all), explain(ctx, err)
}

// Beginning is the first ids of a space that begin with a text, in order. A kind of
// subject leaves out the others.
func (v *View) Beginning(ctx context.Context, space Space, dataset string, kind ascribe.RecordKind, with string, most int) ([]string, error) {
	ds, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	ids, err := v.ids(space, ds, kind, with, most)
	if at := slices.IndexFunc(ids, func(id string) bool { return !strings.HasPrefix(id, with) }); at >= 0 {
		ids = ids[:at]
	}
	return ids, explain(ctx, err)
}

// ids are those from one on, in order.
func (v *View) ids(space Space, dataset int64, kind ascribe.RecordKind, from string, most int) ([]string, error) {
	query, args := "name.from", []any{int64(space), dataset, from, most}
	if of := number(ascribe.SubjectKinds, ascribe.SubjectKind(kind)); space == SpaceSubject && of > 0 {
		query, args = "name.of kind", append(args, of)
	}
	rows, err := v.prepared.rows(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // it was only read
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
