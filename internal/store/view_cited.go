package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Citation is a statement of a source, or a correction by it, in numbers.
type Citation struct {
	Record  int64
	Subject int64       // the record of what it is about
	Day     ascribe.Day // the last possible one on which it was said
}

// Citations is the statements of a source, up to a record.
func (v *View) Citations(ctx context.Context, source, upTo int64) ([]Citation, error) {
	return v.citations(ctx, "page.numbers of source", source, upTo)
}

// CorrectedBy is the corrections by a source, up to a record: their own
// record, and the subject of what they correct.
func (v *View) CorrectedBy(ctx context.Context, source, upTo int64) ([]Citation, error) {
	return v.citations(ctx, "page.corrected by source", source, upTo)
}

func (v *View) citations(ctx context.Context, name string, args ...any) ([]Citation, error) {
	var list []Citation
	var failed error
	scan(ctx, v.prepared, name, args, func(rows *sql.Rows) bool {
		var m Citation
		failed = rows.Scan(&m.Record, &m.Subject, &m.Day)
		list = append(list, m)
		return failed == nil
	}, func(err error) { failed = err })
	return list, explain(ctx, failed)
}

// Cited is a part of the statements of a source, whatever they are about, with
// what withdrew them and the sources of all: those in records after one, up to
// another, said by a day, and no more than a limit. It tells whether there are
// more.
func (v *View) Cited(ctx context.Context, source, after, upTo int64, day ascribe.Day, limit int) (d *ascribe.Dossier, more bool, err error) {
	list, err := v.statements(ctx, "page.statements of source", source, after, upTo, int64(day), limit+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(list) > limit; more {
		list = list[:limit]
	}
	d, err = v.completed(ctx, list)
	return d, more, err
}

// Withdrawn is the statements of a source that were withdrawn, as Cited has
// them.
func (v *View) Withdrawn(ctx context.Context, source int64) (*ascribe.Dossier, error) {
	list, err := v.statements(ctx, "page.withdrawn of source", source)
	if err != nil {
		return nil, err
	}
	return v.completed(ctx, list)
}

// completed is statements with what withdrew them and the sources of all.
func (v *View) completed(ctx context.Context, list []ascribe.Noted[ascribe.Statement]) (*ascribe.Dossier, error) {
	g := newGathering(v, nil)
	d := newDossier("")
	d.Statements = list
	g.dossiers = []*ascribe.Dossier{d}
	for i := range list {
		g.of[list[i].Record] = d
	}
	err := g.withdrawals(ctx, nil)
	if err == nil {
		err = g.sources(ctx)
	}
	return d, explain(ctx, err)
}

// RestingOn is the sources that rest on one directly.
func (v *View) RestingOn(ctx context.Context, source int64) ([]*ascribe.Provenance, error) {
	ids, err := v.restingOn(ctx, source)
	if err != nil {
		return nil, err
	}
	known, err := v.provenances(ctx, ids)
	if err != nil {
		return nil, explain(ctx, err)
	}
	all := make([]*ascribe.Provenance, len(ids))
	for i, id := range ids {
		if all[i] = known[id]; all[i] == nil {
			return nil, notThere(SpaceSource, "", id)
		}
	}
	return all, nil
}

// restingOn are the ids of the sources that rest on one: of those that were first
// written so, and those that were amended.
func (v *View) restingOn(ctx context.Context, source int64) (ids []string, err error) {
	found, err := list[ascribe.Source](ctx, v, "page.resting on source", source)
	if err != nil || v.prepared.stands == nil {
		for _, s := range found {
			ids = append(ids, s.Noun.ID)
		}
		return ids, err
	}
	itself, err := v.Record(ctx, source)
	if err != nil {
		return nil, err
	}
	amended, err := v.Amended(ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range amended {
		if s, ok := x.Noun.(*ascribe.Source); ok && !slices.ContainsFunc(found, func(f ascribe.Noted[ascribe.Source]) bool { return f.Record == x.Record }) {
			found = append(found, ascribe.Noted[ascribe.Source]{Record: x.Record, Entry: x.Entry, Noun: *s})
		}
	}
	slices.SortFunc(found, func(a, b ascribe.Noted[ascribe.Source]) int { return cmp.Compare(a.Record, b.Record) })
	for _, s := range found {
		if slices.Contains(s.Noun.RestsOn, itself.Noun.Key().ID) {
			ids = append(ids, s.Noun.ID)
		}
	}
	return ids, nil
}

// RestingOnStatement is what settles a statement, or takes it back, in the order of
// the ledger.
func (v *View) RestingOnStatement(ctx context.Context, record int64) ([]ascribe.Noted[ascribe.Noun], error) {
	return v.subjects(ctx, "settles.resting", record)
}
