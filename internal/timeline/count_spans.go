package timeline

import (
	"context"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// An axis is a dimension as it is read for each incident: from the spans, or
// from a history.
type axis struct {
	by      string
	history *variableHistory
	steps   []step // of the incident at hand
	at      int    // in steps: the one that counts; -1 before the first
}

// countSpans answers by going through the spans of every incident.
func (x *Index) countSpans(ctx context.Context, p *reading, q Query) (Answer, error) {
	gates, err := p.conditions(q)
	if err != nil {
		return Answer{}, err
	}
	parts := make([]*partial, workersFor(len(x.incidents)))
	err = parallel(ctx, len(x.incidents), func(worker, from, to int) {
		c := newPartial(p, q, gates)
		for i := from; i < to && !ended(ctx, i); i++ {
			c.count(int32(i))
		}
		parts[worker] = c
	})
	if err != nil {
		return Answer{}, err
	}
	for _, o := range parts[1:] {
		parts[0].merge(o)
	}
	return parts[0].answer(), nil
}

// A partial is what one worker has counted: changes from day to day.
type partial struct {
	p     *reading
	q     Query
	by    []axis
	where []condition
	sum   []axis // none, or one

	base    []int
	rows    map[string]*Row
	several bool
}

// newPartial begins to count what passes some conditions, which it does not
// change.
func newPartial(p *reading, q Query, where []condition) *partial {
	c := &partial{p: p, q: q, where: slices.Clone(where), base: make([]int, len(q.Days)+1), rows: map[string]*Row{}}
	for _, by := range q.By {
		c.by = append(c.by, p.axis(by))
	}
	if q.Sum != "" {
		c.sum = []axis{p.axis(q.Sum)}
	}
	return c
}

func (p *reading) axis(by string) axis {
	a := axis{by: by}
	if !p.spanned(by) {
		a.history = p.histories[by]
	}
	return a
}

// A condition is all that a query asks of one dimension.
type condition struct {
	axis
	pass   []bool            // by set
	number func(span) uint32 // of a dimension of spans, the set
}

// conditions are those of a query.
func (p *reading) conditions(q Query) (list []condition, err error) {
	filter, err := survey.NewFilter(p.prepared.book, q.Where)
	if err != nil {
		return nil, err
	}
	for i := range filter {
		c := condition{axis: p.axis(filter[i].Dimension)}
		var sets []valueSet
		if c.history != nil {
			sets = c.history.sets
		} else {
			sets, c.number = p.spanSets(c.by)
		}
		c.pass = passing(&filter[i], sets)
		list = append(list, c)
	}
	return list, nil
}

// holds reports whether the condition holds at the step that counts today.
func (c *condition) holds(s span) bool {
	if c.history == nil {
		return c.pass[c.number(s)]
	}
	return c.pass[c.step()]
}

// count adds an incident: as long as nothing about it changes, it stays in the
// same rows.
func (c *partial) count(incident int32) {
	spans := c.p.spans.of(incident)
	if len(spans) == 0 {
		return
	}
	for a := range c.axes {
		a.begin(incident)
	}
	at := 0
	day := c.dayIndex(spans[0].from)
	for day < len(c.q.Days) {
		today := int32(c.q.Days[day])
		next := int32(math.MaxInt32)
		for at+1 < len(spans) && spans[at+1].from <= today {
			at++
		}
		if at+1 < len(spans) {
			next = spans[at+1].from
		}
		for a := range c.axes {
			next = min(next, a.advance(today))
		}
		end := len(c.q.Days)
		if next != math.MaxInt32 {
			end = c.dayIndex(next)
		}
		if spans[at].counted() {
			c.note(spans[at], day, end)
		}
		day = end
	}
}

// axes are all that the partial reads.
func (c *partial) axes(yield func(*axis) bool) {
	for i := range c.where {
		if !yield(&c.where[i].axis) {
			return
		}
	}
	for _, list := range [][]axis{c.by, c.sum} {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}

// begin goes to before the first step of an incident.
func (a *axis) begin(incident int32) {
	if a.history != nil {
		a.steps, a.at = a.history.steps.of(incident), -1
	}
}

// dayIndex is the index of the query's first day on or after from.
func (c *partial) dayIndex(from int32) int {
	return sort.Search(len(c.q.Days), func(i int) bool { return int32(c.q.Days[i]) >= from })
}

// advance goes on to the step that counts today, and returns the day of the
// next.
func (a *axis) advance(today int32) (next int32) {
	for a.at+1 < len(a.steps) && a.steps[a.at+1].from <= today {
		a.at++
	}
	if a.at+1 < len(a.steps) {
		return a.steps[a.at+1].from
	}
	return math.MaxInt32
}

// values are the dimension's values at the step that counts today.
func (a *axis) values(l *preparedBook, s span) []string {
	if a.history == nil {
		return []string{l.text(a.by, s)}
	}
	return a.set().values
}

// set is what counts today of a dimension that is not read from the spans.
func (a *axis) set() *valueSet { return &a.history.sets[a.step()] }

// step is its number.
func (a *axis) step() uint32 {
	if a.at < 0 {
		return 0
	}
	return a.steps[a.at].set
}

// note counts the incident on the days from one place to another.
func (c *partial) note(s span, from, to int) {
	for i := range c.where {
		if !c.where[i].holds(s) {
			return
		}
	}
	c.base[from]++
	c.base[to]--
	combinations := [][]string{nil}
	for i := range c.by {
		values := c.by[i].values(c.p.prepared, s)
		if len(values) == 1 && len(combinations) == 1 {
			combinations[0] = append(combinations[0], values[0])
			continue
		}
		var next [][]string
		for _, before := range combinations {
			for _, v := range values {
				next = append(next, append(slices.Clone(before), v))
			}
		}
		combinations = next
	}
	c.several = c.several || len(combinations) > 1
	for _, values := range combinations {
		row := c.row(values)
		row.N[from]++
		row.N[to]--
		if c.sum != nil {
			number := strings.Join(c.sum[0].values(c.p.prepared, s), ";")
			for day := from; day < to; day++ {
				row.Sums[day].Add(number)
			}
		}
	}
}

func (c *partial) row(values []string) *Row {
	key := ""
	for _, v := range values {
		key += v + "\x00"
	}
	r := c.rows[key]
	if r == nil {
		r = &Row{Values: values, N: make([]int, len(c.q.Days)+1)}
		if c.sum != nil {
			r.Sums = make([]survey.Sum, len(c.q.Days))
		}
		c.rows[key] = r
	}
	return r
}

func (c *partial) merge(o *partial) {
	sumInto(c.base, o.base)
	for _, r := range o.rows {
		row := c.row(r.Values)
		sumInto(row.N, r.N)
		for day := range r.Sums {
			row.Sums[day].Plus(&r.Sums[day])
		}
	}
	c.several = c.several || o.several
}

func sumInto(to, from []int) {
	for i, n := range from {
		to[i] += n
	}
}

// answer turns changes into counts.
func (c *partial) answer() Answer {
	running := func(list []int) []int {
		for i := 1; i < len(list); i++ {
			list[i] += list[i-1]
		}
		return list[:len(list)-1]
	}
	a := Answer{Base: running(c.base), Several: c.several}
	for _, r := range c.rows {
		a.Rows = append(a.Rows, Row{Values: r.Values, N: running(r.N), Sums: r.Sums})
	}
	tidy(&a)
	return a
}
