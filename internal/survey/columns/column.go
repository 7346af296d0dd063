package columns

import (
	"slices"
	"sort"
	"sync"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// A column is the cells of one variable: which incident has which value from
// which moment on. It is not changed once it is made.
type column struct {
	values []string // by number; 0 is the empty one, which nothing is known by
	// first has, for each incident, its value as of the first moment: most rows of
	// a dataset are of its first edition, and a copy of it is a beginning.
	first []uint32
	// The cells of the later moments, in their order, and in that of incidents: at is
	// an incident, and code its value. Those of a moment begin at starts[moment].
	starts []uint32
	at     []uint32
	code   []uint32

	// Its values as they are, as answers have them, and the years in which they lie.
	own, shown, years func() *dimension
}

func newColumn(values []string) *column {
	c := &column{values: values}
	c.own = sync.OnceValue(func() *dimension { return &dimension{column: c, values: c.values} })
	c.shown = sync.OnceValue(func() *dimension { return newDimension(c, shownValue) })
	c.years = sync.OnceValue(func() *dimension { return newDimension(c, survey.YearOf) })
	return c
}

// fill writes the value that each of the incidents from one on has after some
// moments, which are in the order in which they count. What is not in the first
// of them has 0.
func (c *column) fill(to []uint32, from uint32, moments []int32) {
	written := 0
	if len(moments) > 0 && moments[0] == 0 {
		moments = moments[1:]
		if int(from) < len(c.first) {
			written = copy(to, c.first[from:])
		}
	}
	clear(to[written:])
	c.patch(to, from, moments)
}

// patch writes the values that some moments, of which none is the first, give to
// incidents from one on.
func (c *column) patch(to []uint32, from uint32, moments []int32) {
	for _, m := range moments {
		at, code := c.cells(m, from, from+uint32(len(to)))
		for i, incident := range at {
			to[incident-from] = code[i]
		}
	}
}

// cells are those of a moment, of the incidents from one up to another.
func (c *column) cells(m int32, from, to uint32) (at, code []uint32) {
	if int(m)+1 >= len(c.starts) {
		return nil, nil
	}
	a, b := c.starts[m], c.starts[m+1]
	at, code = c.at[a:b], c.code[a:b]
	if n := len(at); n == 0 || at[0] >= from && at[n-1] < to {
		return at, code
	}
	first, _ := slices.BinarySearch(at, from)
	last, _ := slices.BinarySearch(at, to)
	return at[first:last], code[first:last]
}

// sort puts the cells of each moment from one on in the order of incidents.
func (c *column) sort(from int) {
	for m := from; m+1 < len(c.starts); m++ {
		a, b := c.starts[m], c.starts[m+1]
		if at := c.at[a:b]; !slices.IsSorted(at) {
			sort.Stable(byIncident{at, c.code[a:b]})
		}
	}
}

// byIncident sorts cells by what they are of.
type byIncident struct{ at, code []uint32 }

func (x byIncident) Len() int           { return len(x.at) }
func (x byIncident) Less(i, j int) bool { return x.at[i] < x.at[j] }
func (x byIncident) Swap(i, j int) {
	x.at[i], x.at[j] = x.at[j], x.at[i]
	x.code[i], x.code[j] = x.code[j], x.code[i]
}

// with is the column with the cells of later rows; nil: it has none so far. Each
// of the rows has a place, and there are so many moments in all.
func (c *column) with(b *builtColumn, places []place, moments int) *column {
	if c == nil {
		c = nothing
	}
	values, number := numbered(c.values, b.values)
	next := newColumn(values)
	next.first, next.starts = c.first, make([]uint32, moments+1)
	last := uint32(0)
	for _, row := range b.row {
		if p := places[row]; p.moment > 0 {
			next.starts[p.moment+1]++
		} else {
			last = max(last, p.incident+1)
		}
	}
	if last > 0 {
		next.first = make([]uint32, last)
	}
	copy(next.starts, c.starts)
	for m := max(len(c.starts), 1); m <= moments; m++ {
		next.starts[m] += next.starts[m-1]
	}
	end := next.starts[moments]
	next.at, next.code = make([]uint32, end), make([]uint32, end)
	copy(next.at, c.at)
	copy(next.code, c.code)
	free := slices.Clone(next.starts) // of each moment, where its next cell goes
	for i, row := range b.row {
		p, code := places[row], number[b.code[i]]
		if p.moment == 0 {
			next.first[p.incident] = code
			continue
		}
		n := free[p.moment]
		next.at[n], next.code[n] = p.incident, code
		free[p.moment]++
	}
	next.sort(max(len(c.starts)-1, 0))
	return next
}

// numbered are values with those that come, each once, and the number of each
// that comes.
func numbered(values, come []string) (all []string, number []uint32) {
	at := make(map[string]int, len(come))
	for i, value := range come {
		at[value] = i
	}
	const unknown = ^uint32(0)
	number = make([]uint32, len(come))
	for i := range number {
		number[i] = unknown
	}
	for n, value := range values {
		if i, comes := at[value]; comes {
			number[i] = uint32(n)
		}
	}
	all = slices.Clip(values)
	for i, value := range come {
		if number[i] == unknown {
			number[i] = uint32(len(all))
			all = append(all, value)
		}
	}
	return all, number
}
