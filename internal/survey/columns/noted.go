package columns

import (
	"slices"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// noted is what was counted on each day.
type noted struct {
	bases []int         // by day
	rows  []*survey.Row // of each combination; nil where it did not occur
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
			row = &survey.Row{N: make([]int, len(w.bases))}
			for i, value := range w.keys.values(uint32(key)) {
				row.Values = append(row.Values, w.by[i].values[value])
			}
			if w.sum != nil {
				row.Sums = make([]survey.Sum, len(w.bases))
			}
			w.rows[key] = row
		}
		row.N[day] += int(n)
	}
	if w.sum != nil {
		w.sums.note(w.sum, w.rows, day)
	}
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

func (x *noted) answer() survey.Answer {
	a := survey.Answer{Base: x.bases}
	for _, row := range x.rows {
		if row != nil {
			a.Rows = append(a.Rows, *row)
		}
	}
	slices.SortFunc(a.Rows, func(a, b survey.Row) int { return slices.Compare(a.Values, b.Values) })
	return a
}
