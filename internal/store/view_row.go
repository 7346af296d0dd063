package store

import (
	"context"
	"database/sql"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A RowRef is a row of an imported dataset as it is stored: where it stands,
// and its body, which is valid until the next.
type RowRef struct {
	Incident int64 // the number of the incident's record
	Record   int64
	Day      ascribe.Day // the last possible one
	Unlisted bool
	Body     ledger.RowBody
}

// RowRefs is the rows of a dataset, those of each incident together and in the
// order of the ledger.
func (v *View) RowRefs(ctx context.Context, dataset string) iter.Seq2[RowRef, error] {
	return func(yield func(RowRef, error) bool) {
		fail := func(err error) { yield(RowRef{}, explain(ctx, err)) }
		r, err := v.incidentRange(dataset)
		if err != nil {
			fail(err)
			return
		}
		scan(ctx, v.prepared, "row.refs", []any{r.After, r.UpTo, r.dataset}, func(rows *sql.Rows) bool {
			var ref RowRef
			var day int64
			var body sql.RawBytes
			if err := rows.Scan(&ref.Incident, &ref.Record, &day, &ref.Unlisted, &body); err != nil {
				fail(err)
				return false
			}
			ref.Day = ascribe.Day(day)
			var ok bool
			if ref.Body, ok = ledger.OpenRow(body); !ok {
				fail(unreadable(ref.Record, nil))
				return false
			}
			return yield(ref, nil)
		}, fail)
	}
}

// datasetRange is where the incidents of a dataset lie among all records.
type datasetRange struct {
	Range
	dataset int64
}

func (v *View) incidentRange(dataset string) (r datasetRange, err error) {
	if r.dataset, err = v.resolver().dataset(dataset); err != nil {
		return r, err
	}
	_, err = v.prepared.get("subject.range", []any{r.dataset, incidentKind}, []any{&r.After, &r.UpTo})
	r.After--
	return r, err
}

// IncidentRows is the rows of one incident of an imported dataset, in the
// order of the ledger.
func (v *View) IncidentRows(ctx context.Context, incident int64) ([]ascribe.Noted[ascribe.Row], error) {
	return list[ascribe.Row](ctx, v, "row.of", incident)
}

// IncidentCount is how many incidents a dataset has up to a record, listed or not.
func (v *View) IncidentCount(ctx context.Context, dataset string, upTo int64) (int64, error) {
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return 0, explain(ctx, err)
	}
	count, err := v.prepared.number("subject.count", n, incidentKind, upTo)
	return count, explain(ctx, err)
}
