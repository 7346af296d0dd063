package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Sources is the command.
type Sources struct {
	asking
	formats
}

// Run asks and prints.
func (c *Sources) Run(ctx context.Context, env *environment) error {
	return env.ask(ctx, func(a *point.App) error {
		q, err := c.question(ctx, a)
		if err != nil {
			return err
		}
		s, err := ask.Sources(ctx, a, q)
		if err != nil {
			return err
		}
		ans := answer{json: s, header: []string{"source", "title", "publisher", "kind", "published", "reliability", "statements", "incidents", "rests_on", "url"}}
		for _, r := range s.Rows {
			ans.rows = append(ans.rows, []string{
				r.Source, r.Title, r.Publisher, r.Kind, r.Published.String(), string(r.Reliability),
				strconv.Itoa(r.Statements), strconv.Itoa(r.Incidents), strings.Join(r.RestsOn, ";"), r.URL,
			})
		}
		ans.text = func(p *page) { sourcesPage(p, s) }
		return env.print(c.formats, ans)
	})
}

func sourcesPage(p *page, s *ask.SourcesAnswer) {
	if len(s.Rows) == 0 {
		p.line("No source, %s.", asKnown(s.Point, point.BookName{}))
		return
	}
	var rows [][]string
	for _, r := range s.Rows {
		title := r.Title
		if r.Publisher != "" {
			title = r.Publisher + ": " + title
		}
		rows = append(rows, []string{r.Source, r.Published.String(), string(r.Reliability), strconv.Itoa(r.Statements), words(r.Kind), title})
	}
	p.columns([]string{"source", "published", "grade", "statements", "kind", "title"}, rows, 4)
	p.line("\n%s", p.t.paint(dim, plural(len(s.Rows), "source", "sources")+" · "+asKnown(s.Point, point.BookName{})))
}
