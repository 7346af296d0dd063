package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app"
)

// Count is the command.
type Count struct {
	By    []string `help:"Count by these: label, level, settled, year, or variables." default:"label" placeholder:"NAME,…"`
	Where []string `help:"Only where a variable has a value (may be repeated)." placeholder:"VARIABLE=VALUE" sep:"none"`
	asking
	formats
}

// Run asks and prints.
func (c *Count) Run(ctx context.Context, env *environment) error {
	where, err := parseConditions(c.Where)
	if err != nil {
		return err
	}
	return env.ask(ctx, func(a *app.App) error {
		q, err := c.question(ctx, a)
		if err != nil {
			return err
		}
		n, err := a.Count(ctx, q, c.By, where)
		if err != nil {
			return err
		}
		ans := answer{json: n, header: append(append([]string{}, n.By...), "n", "base")}
		for _, r := range n.Rows {
			ans.rows = append(ans.rows, append(append([]string{}, r.Values...), strconv.Itoa(r.N), strconv.Itoa(n.Base)))
		}
		ans.text = func(p *page) { countPage(p, n) }
		return env.print(c.formats, ans)
	})
}

func countPage(p *page, n *app.Count) {
	if n.Base == 0 {
		p.line("No incident, %s.", asKnown(n.Point, n.Codebook))
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
	note := "of " + plural(n.Base, "incident", "incidents") + " · " + asKnown(n.Point, n.Codebook)
	if n.Several {
		note += " · an incident may be in more than one row"
	}
	p.line("\n%s", p.t.paint(dim, note))
}
