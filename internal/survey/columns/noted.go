package columns

import (
	"slices"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// noted is what was counted on each day.
type noted struct {
	bases []int         // by day
	rows  []*survey.Row // of each combination, without its values; nil where it did not occur
	free  []survey.Row  // to be used next
}

// note adds what the block of a walk comes to on a day, by its place.
func (w *walk) note(day int) {
	w.bases[day] += w.base
	w.rows = append(w.rows, make([]*survey.Row, len(w.counts)-len(w.rows))...)
	for key, n := range w.counts {
		if n == 0 {
			continue
		}
		row := w.rows[key]
		if row == nil {
			row = w.row()
			w.rows[key] = row
		}
		row.N[day] += int(n)
	}
	if w.sum != nil {
		w.sums.note(w.sum, w.rows, day)
	}
}

// row is a row of nothing, of which many are made at once.
func (w *walk) row() *survey.Row {
	days := len(w.bases)
	if len(w.free) == 0 {
		w.free = make([]survey.Row, 64)
		n := make([]int, days*len(w.free))
		for i := range w.free {
			w.free[i].N = n[i*days : (i+1)*days : (i+1)*days]
		}
	}
	row := &w.free[0]
	w.free = w.free[1:]
	if w.sum != nil {
		row.Sums = make([]survey.Sum, days)
	}
	return row
}

// join adds what was noted of other blocks, under the same numbers.
func (x *noted) join(other *noted) {
	for day, n := range other.bases {
		x.bases[day] += n
	}
	x.rows = append(x.rows, make([]*survey.Row, max(len(other.rows)-len(x.rows), 0))...)
	for key, row := range other.rows {
		switch mine := x.rows[key]; {
		case row == nil:
		case mine == nil:
			x.rows[key] = row
		default:
			for day, n := range row.N {
				mine.N[day] += n
			}
			for day := range row.Sums {
				mine.Sums[day].Plus(&row.Sums[day])
			}
		}
	}
}

// answer is what was noted, in the order of the values of rows.
func (w *walk) answer() survey.Answer {
	a := survey.Answer{Base: w.bases}
	for key, row := range w.rows {
		if row == nil {
			continue
		}
		row.Values = make([]string, len(w.by))
		for i, value := range w.keys.values(uint32(key)) {
			row.Values[i] = w.by[i].values[value]
		}
		a.Rows = append(a.Rows, *row)
	}
	slices.SortFunc(a.Rows, func(a, b survey.Row) int { return slices.Compare(a.Values, b.Values) })
	return a
}
