package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A RowTally is how many rows of a dataset a source has: first rows of an
// incident, later ones, and those by which one is no longer listed.
type RowTally struct {
	Source               string
	New, Later, Unlisted int
}

// RowTallies counts the rows of a dataset up to a record by their source, without
// reading them, in the order of the sources' records.
func (v *View) RowTallies(ctx context.Context, dataset string, upTo int64) ([]RowTally, error) {
	r, err := v.incidentRange(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	var all []RowTally
	var failed error
	scan(ctx, v.prepared, "row.by_source", []any{r.After, r.UpTo, r.dataset, upTo}, func(rows *sql.Rows) bool {
		var n int64
		var body []byte
		var t RowTally
		if failed = rows.Scan(&n, &body, &t.New, &t.Later, &t.Unlisted); failed != nil {
			return false
		}
		noun, err := ledger.Parse(body)
		source, ok := noun.(*ascribe.Source)
		if err != nil || !ok {
			failed = unreadable(n, err)
			return false
		}
		t.Source = source.ID
		all = append(all, t)
		return true
	}, func(err error) { failed = err })
	return all, explain(ctx, failed)
}
