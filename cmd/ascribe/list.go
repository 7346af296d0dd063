package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// List is the command.
type List struct {
	filtering
	Search string `help:"Only where all these words, or words that begin with them, occur in the title, the statements or their sources." placeholder:"TEXT"`
	Limit  int    `help:"At most so many rows; 0 lists all." default:"0" placeholder:"N"`
	All    bool   `help:"Also the incidents of which nothing has been said."`
	Sort   string `help:"In this order: incident, title, label, level, settled, year, date, country, revisions, changed, first or any variable; -NAME is the other way round. What is unknown comes last." placeholder:"NAME"`
	asking
	formats
}

// Run asks and prints.
func (c *List) Run(ctx context.Context, env *environment) error {
	where, err := c.conditions()
	if err != nil {
		return err
	}
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		l, err := ask.List(ctx, p, &ask.Selection{Where: where, Search: c.Search, Limit: c.Limit, All: c.All, Sort: c.Sort})
		if err != nil {
			return err
		}
		env.tellOfAlternatives(p, where)
		styles := labelStyles(p.Book)
		ans := answer{json: l, header: []string{"incident", "title", "label", "level", "settled"}}
		for _, r := range l.Rows {
			settled := yesNo(r.Settled)
			if r.Unsaid {
				settled = ""
			}
			ans.rows = append(ans.rows, []string{r.Incident, r.Title, r.Label, r.Level, settled})
		}
		ans.text = func(p *page) {
			listPage(p, l, styles)
			if l.Read != nil && l.Read.Entry < l.Read.Of {
				p.line("The words are read up to entry %d of %d; ask again later for the rest.", l.Read.Entry, l.Read.Of)
			}
		}
		return env.print(c.formats, ans)
	})
}

func listPage(p *page, l *ask.ListAnswer, styles func(string) style) {
	if len(l.Rows) == 0 {
		p.line("No incident, %s.", asKnown(l.Asked, l.Codebook))
		return
	}
	labelled := slices.ContainsFunc(l.Rows, func(r ask.ListRow) bool { return r.Label != "" || r.Unsaid })
	header := []string{"incident", "label", "settled", "title"}
	if !labelled { // an imported dataset has no labels
		header = []string{"incident", "title"}
	}
	var rows [][]string
	for _, r := range l.Rows {
		if !labelled {
			rows = append(rows, []string{r.Incident, r.Title})
			continue
		}
		if r.Unsaid {
			rows = append(rows, []string{r.Incident, p.t.paint(dim, "nothing said"), "", r.Title})
			continue
		}
		rows = append(rows, []string{r.Incident, p.t.paint(styles(r.Label), outcome(r.Outcome)), yesNo(r.Settled), r.Title})
	}
	p.columns(header, rows)
	shown := plural(l.Total, "incident", "incidents")
	if len(l.Rows) < l.Total {
		shown = fmt.Sprintf("%d of %s", len(l.Rows), shown)
	}
	p.line("\n%s", p.t.paint(dim, shown+" · "+asKnown(l.Asked, l.Codebook)))
}
