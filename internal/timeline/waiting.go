package timeline

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/classify"
)

// Waiting is the incidents in which one variable, by its number in Book.Vars, is
// open on the query's first day: those after a place, and whether there are
// more.
func (x *Index) Waiting(ctx context.Context, q Query, variable int, after WaitingPlace, limit int) (rows []Waiting, more bool, err error) {
	err = x.keptAwaiting(ctx, q, 0, func(k *keptAwaiting) error {
		place := func(i int32) WaitingPlace {
			return Waiting{Incident: x.incidents[i].id, Open: k.opens[i]}.Place(variable)
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
			rows = append(rows, Waiting{Incident: x.incidents[i].id, Open: k.opens[i]})
		}
		more = first.more()
		return nil
	})
	return rows, more, err
}
