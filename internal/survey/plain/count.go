package plain

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Count implements [survey.Survey].
func (s *Survey) Count(ctx context.Context, q survey.Query) (survey.Answer, error) {
	filter, err := survey.NewFilter(s.book, q.Where)
	if err != nil {
		return survey.Answer{}, err
	}
	c := counter{survey: s, q: q, base: make([]int, len(q.Days)), rows: map[string]*survey.Row{}}
	for x, err := range s.each(ctx) {
		if err != nil {
			return survey.Answer{}, err
		}
		for i, day := range q.Days {
			if x.Present(day) && s.passes(x, filter, day) {
				c.count(x, i)
			}
		}
	}
	return c.answer(), nil
}

// A counter counts incidents by the combinations of their values.
type counter struct {
	survey  *Survey
	q       survey.Query
	base    []int
	rows    map[string]*survey.Row
	several bool
}

// count notes an incident on the day at a place.
func (c *counter) count(x Incident, at int) {
	day := c.q.Days[at]
	c.base[at]++
	combinations := c.combinations(x, day)
	c.several = c.several || len(combinations) > 1
	number := ""
	if c.q.Sum != "" {
		number = x.Value(c.q.Sum, day).Value
	}
	for _, values := range combinations {
		row := c.row(values)
		row.N[at]++
		if c.q.Sum != "" {
			row.Sums[at].Add(number)
		}
	}
}

func (c *counter) combinations(x Incident, day ascribe.Day) [][]string {
	list := [][]string{nil}
	for _, by := range c.q.By {
		var next [][]string
		for _, before := range list {
			for _, value := range c.survey.values(x, by, day) {
				next = append(next, append(slices.Clone(before), value))
			}
		}
		list = next
	}
	return list
}

func (c *counter) row(values []string) *survey.Row {
	key := strings.Join(values, "\x00")
	row := c.rows[key]
	if row == nil {
		row = &survey.Row{Values: values, N: make([]int, len(c.q.Days))}
		if c.q.Sum != "" {
			row.Sums = make([]survey.Sum, len(c.q.Days))
		}
		c.rows[key] = row
	}
	return row
}

func (c *counter) answer() survey.Answer {
	a := survey.Answer{Base: c.base, Several: c.several}
	for _, row := range c.rows {
		a.Rows = append(a.Rows, *row)
	}
	slices.SortFunc(a.Rows, func(a, b survey.Row) int { return slices.Compare(a.Values, b.Values) })
	return a
}
