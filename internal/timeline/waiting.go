package timeline

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/classify"
)

// A WaitingPlace is that of an incident among those in which a variable is
// open. The zero place is before them all.
type WaitingPlace struct {
	Alone    bool
	Incident string
}

// Before reports whether a place comes before another: those in which the
// variable alone decides come first.
func (a WaitingPlace) Before(b WaitingPlace) bool {
	if a.Incident == "" || a.Alone == b.Alone {
		return a.Incident < b.Incident
	}
	return a.Alone
}

// Waiting is the incidents in which one variable, by its number in Book.Vars, is
// open on the query's first day: those after a place, and whether there are
// more.
func (x *Index) Waiting(ctx context.Context, q Query, variable int, after WaitingPlace, limit int) (rows []Waiting, more bool, err error) {
	err = x.keptAwaiting(ctx, q, 0, func(k *keptAwaiting) error {
		place := func(i int32) WaitingPlace {
			return WaitingPlace{slices.Contains(k.opens[i].Questions, classify.Question{Variable: variable, Alone: true}), x.incidents[i].id}
		}
		first := leading{limit: limit, compare: func(a, b int32) int {
			if place(a).Before(place(b)) {
				return -1
			}
			return 1
		}}
		for i, o := range k.opens {
			if ended(ctx, i) {
				return ctx.Err()
			}
			if o != nil && (slices.Contains(o.Questions, classify.Question{Variable: variable, Alone: true}) || slices.Contains(o.Questions, classify.Question{Variable: variable})) &&
				after.Before(place(int32(i))) {
				first.offer(int32(i))
			}
		}
		for _, i := range first.first() {
			rows = append(rows, Waiting{x.incidents[i].id, k.opens[i]})
		}
		more = first.more()
		return nil
	})
	return rows, more, err
}
