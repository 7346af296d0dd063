package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// Turns are the entries of a range of records that took away, brought back or moved
// to another day what is held of incidents: by the strike of an incident, a source
// or an edition, or by an amendment of the day of a source.
func (v *View) Turns(ctx context.Context, r Range) (entries []int64, err error) {
	right, err := v.righted(ctx)
	if err != nil {
		return nil, explain(ctx, err)
	}
	records, _ := right.turning(r)
	for _, n := range records {
		entry, err := v.entryOf(n)
		if err != nil {
			return nil, explain(ctx, err)
		}
		entries = append(entries, entry)
	}
	slices.Sort(entries)
	return slices.Compact(entries), nil
}

// turning are the records of a range that turn what is held of incidents, and the
// strikes of nouns that come to act by them, or no longer do.
func (r *righted) turning(in Range) (records, strikes []int64) {
	among := func(record int64) (turns bool) {
		for _, n := range append(r.above(record), record) {
			if n > in.After && n <= in.UpTo {
				records, turns = append(records, n), true
			}
		}
		return turns
	}
	for i := range r.strikes {
		if s := &r.strikes[i]; !s.closed && among(s.record) {
			strikes = append(strikes, s.record)
		}
	}
	for _, list := range r.amendments {
		for _, a := range list {
			if a.noun.Field == ascribe.FieldPublished {
				among(a.record)
			}
		}
	}
	return records, strikes
}

// Touched are the ids of the incidents of a dataset of which what is held may have
// changed by what is in a range of records, or by what came out after one day and up
// to another, in the order of the ledger; all is that they cannot be told, and may be
// any.
func (v *View) Touched(ctx context.Context, dataset string, r Range, after, upTo ascribe.Day) (ids []string, all bool, err error) {
	v = v.AsWritten()
	right, err := v.righted(ctx)
	if err != nil {
		return nil, false, explain(ctx, err)
	}
	_, strikes := right.turning(r)
	ds, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, false, explain(ctx, err)
	}
	if ds != 0 && r.UpTo > r.After || v.store.version < 3 { // an edition touches most
		return nil, true, nil
	}
	touched := map[int64]bool{}
	take := func(query string, args ...any) {
		if err == nil {
			err = v.scan(ctx, query, args, func(rows *sql.Rows) error {
				var n int64
				err := rows.Scan(&n)
				touched[n] = true
				return err
			})
		}
	}
	take("touched.by records", r.After, r.UpTo, ds)
	take("touched.by strikes", listOf(strikes), ds)
	if upTo > after {
		take("touched.by days", int64(after), int64(upTo), ds)
	}
	if err != nil {
		return nil, false, err
	}
	records := make([]int64, 0, len(touched))
	for n := range touched {
		records = append(records, n)
	}
	slices.Sort(records)
	nouns, err := v.Nouns(ctx, records)
	for _, n := range records {
		if x := nouns[n]; x != nil {
			ids = append(ids, x.Key().ID)
		}
	}
	return ids, false, err
}

// DossiersThere are the dossiers of those of some subjects that are there, by their
// ids.
func (v *View) DossiersThere(ctx context.Context, dataset string, ids []string) (map[string]*ascribe.Dossier, error) {
	ds, err := v.resolver().dataset(dataset)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, explain(ctx, err)
	}
	subjects, err := v.subjects(ctx, "name.these", int64(SpaceSubject), ds, listOf(ids))
	if err != nil {
		return nil, err
	}
	subjects = slices.DeleteFunc(subjects, func(x ascribe.Noted[ascribe.Noun]) bool { return x.Noun.Record() != ascribe.RecordIncident })
	list, err := v.gather(ctx, dataset, subjects, nil)
	there := make(map[string]*ascribe.Dossier, len(list))
	for _, d := range list {
		there[d.Subject] = d
	}
	return there, err
}
