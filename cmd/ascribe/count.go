package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Count is the command.
type Count struct {
	By []string `help:"Count by these: label, level, settled, year, or variables. By default the label or, of a dataset without labels, the year or country, if it has one." placeholder:"NAME,…" predictor:"dimension"`
	filtering
	Sum     string `help:"Sum up this variable, a number." placeholder:"VARIABLE" predictor:"variable"`
	Sort    string `help:"In the order of a dimension, n or sum; -NAME is the other way round." placeholder:"NAME"`
	Against string `help:"Set beside it what was known on this day." placeholder:"DAY"`
	asking
	formats
}

// Run asks and prints.
func (c *Count) Run(ctx context.Context, env *environment) error {
	where, err := c.conditions()
	if err != nil {
		return err
	}
	var against *ascribe.Day
	if c.Against != "" {
		day, err := parseKnown("--against", c.Against)
		if err != nil {
			return err
		}
		against = &day
	}
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		by := c.By
		if len(by) == 0 {
			name := ask.DefaultBy(p.Book)
			if by = []string{}; name != "" {
				by = []string{name}
			}
		}
		var n *ask.CountAnswer
		var err error
		if against != nil {
			n, err = ask.CountAgainst(ctx, p, *against, by, where, c.Sum)
		} else {
			n, err = ask.CountSum(ctx, p, by, where, c.Sum)
		}
		if err != nil {
			return err
		}
		if c.Sort != "" {
			if err := n.Sort(p, c.Sort); err != nil {
				return err
			}
		}
		env.tellOfAlternatives(p, where)
		return env.print(c.formats, countAnswer(n))
	})
}

func countAnswer(n *ask.CountAnswer) answer {
	ans := answer{json: n}
	ans.header, ans.rows = n.Table()
	ans.text = func(p *page) {
		if n.Against != nil {
			againstPage(p, n)
		} else {
			countPage(p, n)
		}
		notesPart(p, n.Notes)
	}
	return ans
}

// againstPage has the two days side by side.
func againstPage(p *page, n *ask.CountAnswer) {
	first, second := "now", n.Against.String()
	if n.Known != nil {
		first = n.Known.String()
	}
	if len(n.Rows) == 0 {
		p.line("No incident, neither %s nor %s.", first, second)
		return
	}
	header := append([]string{}, n.By...)
	header = append(header, first, second, "difference")
	if n.Sum != "" {
		header = append(header, n.Sum+" "+first, n.Sum+" "+second)
	}
	var rows [][]string
	without := 0
	for _, r := range n.Rows {
		var row []string
		for _, v := range r.Values {
			row = append(row, words(v))
		}
		row = append(row, strconv.Itoa(r.N), strconv.Itoa(r.Then.N), fmt.Sprintf("%+d", r.Then.N-r.N))
		if n.Sum != "" {
			row = append(row, r.Sum.String(), r.Then.Sum.String())
			without += r.Sum.Without + r.Then.Sum.Without
		}
		rows = append(rows, row)
	}
	var right []int
	for i := len(n.By); i < len(header); i++ {
		right = append(right, i+1)
	}
	p.columns(header, rows, right...)
	note := fmt.Sprintf("of %s as known %s, and %d as known %s · codebook %s %s", plural(n.Base, "incident", "incidents"), dayWords(first), *n.BaseAgainst, dayWords(second), n.Codebook.ID, n.Codebook.Version)
	p.line("\n%s", p.t.paint(dim, note+withoutWords(without, n.Sum)))
}

func dayWords(day string) string {
	if day == "now" {
		return day
	}
	return "on " + day
}

// withoutWords tells what a sum leaves out.
func withoutWords(n int, variable string) string {
	if n == 0 {
		return ""
	}
	return " · " + strconv.Itoa(n) + " without a number in " + variable
}

func countPage(p *page, n *ask.CountAnswer) {
	if n.Base == 0 {
		p.line("No incident, %s.", asKnown(n.Asked, n.Codebook))
		return
	}
	if n.Sum != "" {
		sumPage(p, n)
		return
	}
	if len(n.By) == 0 {
		p.line("%s · %s", plural(n.Base, "incident", "incidents"), asKnown(n.Asked, n.Codebook))
		p.line("%s", p.t.paint(dim, "It has no labels, and no column says when or where: --by COLUMN counts by one."))
		return
	}
	most := 0
	for _, r := range n.Rows {
		most = max(most, r.N)
	}
	var rows [][]string
	for _, r := range n.Rows {
		var row []string
		for _, v := range r.Values {
			row = append(row, words(v))
		}
		bar := strings.Repeat("▇", max(1, r.N*24/most))
		rows = append(rows, append(row, strconv.Itoa(r.N), share(r.N, n.Base), p.t.paint(dim, bar)))
	}
	header := append(append([]string{}, n.By...), "n", "share", "")
	p.columns(header, rows, len(n.By)+1, len(n.By)+2)
	note := "of " + plural(n.Base, "incident", "incidents") + " · " + asKnown(n.Asked, n.Codebook)
	if n.Several {
		note += " · an incident may be in more than one row"
	}
	p.line("\n%s", p.t.paint(dim, note))
}

// sumPage has the sums, and the numbers of incidents beside them.
func sumPage(p *page, n *ask.CountAnswer) {
	most, without := 0.0, 0
	for _, r := range n.Rows {
		most = max(most, r.Sum.Float())
		without += r.Sum.Without
	}
	var rows [][]string
	for _, r := range n.Rows {
		var row []string
		for _, v := range r.Values {
			row = append(row, words(v))
		}
		bar := ""
		if f := r.Sum.Float(); f > 0 {
			bar = strings.Repeat("▇", max(1, int(f*24/most)))
		}
		rows = append(rows, append(row, strconv.Itoa(r.N), r.Sum.String(), p.t.paint(dim, bar)))
	}
	p.columns(append(append([]string{}, n.By...), "n", n.Sum, ""), rows, len(n.By)+1, len(n.By)+2)
	note := "sum of " + n.Sum + " over " + plural(n.Base, "incident", "incidents") + " · " + asKnown(n.Asked, n.Codebook)
	if n.Several {
		note += " · an incident may be in more than one row"
	}
	p.line("\n%s", p.t.paint(dim, note+withoutWords(without, n.Sum)))
}
