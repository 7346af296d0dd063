package store

import (
	"context"
	"database/sql"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
)

// Datasets is the imported datasets, in the order of the ledger.
func (v *View) Datasets(ctx context.Context) ([]ascribe.Noted[ascribe.Dataset], error) {
	var all []ascribe.Noted[ascribe.Dataset]
	for x, err := range v.nouns(ctx, "name.datasets", int64(SpaceDataset)) {
		if err != nil {
			return nil, err
		}
		d, ok := x.Noun.(*ascribe.Dataset)
		if !ok {
			return nil, unexpected(x.Record, x.Noun)
		}
		all = append(all, ascribe.Noted[ascribe.Dataset]{Record: x.Record, Entry: x.Entry, Noun: *d})
	}
	return all, nil
}

// Editions is the editions of an imported dataset, in the order in which they
// were imported.
func (v *View) Editions(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Edition], error) {
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return list[ascribe.Edition](ctx, v, "edition.of", n)
}

// Notes is the notes on a dataset, in the order of the ledger.
func (v *View) Notes(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Note], error) {
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return list[ascribe.Note](ctx, v, "note.of", n)
}

// addRows adds what the rows of an imported incident say: each cell as a
// statement, and whether it is listed.
func (v *View) addRows(ctx context.Context, d *ascribe.Dossier, incident int64) error {
	rows, err := list[ascribe.Row](ctx, v, "row.of", incident)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := v.addRow(ctx, d, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) addRow(ctx context.Context, d *ascribe.Dossier, r *ascribe.Noted[ascribe.Row]) error {
	row := &r.Noun
	if err := v.addSource(ctx, d, row.Source); err != nil {
		return err
	}
	d.Listings = append(d.Listings, ascribe.Noted[ascribe.Listing]{
		Record: r.Record, Entry: r.Entry,
		Noun: ascribe.Listing{Day: d.Sources[row.Source].Said(row.Said).Last(), Unlisted: row.Unlisted},
	})
	prefix := strconv.FormatInt(r.Record, 10) + "#"
	for _, variable := range slices.Sorted(maps.Keys(row.Cells)) {
		d.Statements = append(d.Statements, ascribe.Noted[ascribe.Statement]{
			Record: r.Record, Entry: r.Entry,
			Noun: ascribe.Statement{
				ID: prefix + variable, Subject: row.Incident, Variable: variable, Value: row.Cells[variable], Stance: ascribe.Asserts,
				Source: row.Source, Said: row.Said, Reliability: row.Reliability, Credibility: row.Credibility,
			},
		})
	}
	return nil
}

// imported is the dossiers of the incidents of an imported dataset: two cursors
// side by side, over the incidents and over the rows sorted by theirs.
func (v *View) imported(ctx context.Context, dataset string, yield func(*ascribe.Dossier, error) bool) error {
	r, err := v.incidentRange(dataset)
	if err != nil {
		return err
	}
	rows, err := v.prepared.rows("row.all", r.After, r.UpTo)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // what was read was read
	next, stop := iter.Pull2(rowsByIncident(v, rows))
	defer stop()
	at, err, more := next()
	for x, failed := range v.Subjects(ctx, dataset, ascribe.OfIncident) {
		if failed != nil {
			return failed
		}
		incident, ok := x.Noun.(*ascribe.Incident)
		if !ok {
			return unexpected(x.Record, x.Noun)
		}
		d := newDossier(incident.ID)
		d.Title = incident.Title
		for ; more && err == nil && at.incident <= x.Record; at, err, more = next() {
			if at.incident != x.Record {
				continue // of another dataset
			}
			if err := v.addRow(ctx, d, &at.row); err != nil {
				return err
			}
		}
		if more && err != nil {
			return err
		}
		if !yield(d, nil) {
			return nil
		}
	}
	return nil
}

// incidentRow is a row with the record of its incident.
type incidentRow struct {
	incident int64
	row      ascribe.Noted[ascribe.Row]
}

func rowsByIncident(v *View, rows *sql.Rows) iter.Seq2[incidentRow, error] {
	return func(yield func(incidentRow, error) bool) {
		for rows.Next() {
			var r incidentRow
			var n int64
			var body sql.RawBytes
			err := rows.Scan(&r.incident, &n, &body)
			if err == nil {
				r.row, err = read[ascribe.Row](v, n, body)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(incidentRow{}, err)
		}
	}
}

// Datasets is the imported datasets, in the order of the ledger.
func (s *Store) Datasets(ctx context.Context) ([]ascribe.Noted[ascribe.Dataset], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Dataset], error) { return v.Datasets(ctx) })
}

// Editions is the editions of an imported dataset, in the order in which they
// were imported.
func (s *Store) Editions(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Edition], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Edition], error) { return v.Editions(ctx, dataset) })
}

// Notes is the notes on a dataset, in the order of the ledger.
func (s *Store) Notes(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Note], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Note], error) { return v.Notes(ctx, dataset) })
}
