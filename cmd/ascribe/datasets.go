package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Datasets is the command.
type Datasets struct {
	formats
}

// Run lists.
func (c *Datasets) Run(ctx context.Context, env *environment) error {
	return env.here(ctx, func(p *point.Point) error {
		d, err := ask.Datasets(ctx, p)
		if err != nil {
			return err
		}
		ans := answer{json: d, header: []string{
			"dataset", "title", "licence", "incidents", "codebook", "edition", "source", "published", "new", "changed", "unlisted", "columns", "part", "covers",
		}}
		for _, r := range d.Rows {
			head := []string{r.Dataset, r.Title, r.Licence, strconv.FormatInt(r.Incidents, 10), r.Codebook}
			if len(r.Editions) == 0 {
				ans.rows = append(ans.rows, append(head, "", "", "", "", "", "", "", "", ""))
			}
			for _, e := range r.Editions {
				ans.rows = append(ans.rows, append(head[:5:5], e.Edition, e.Source, e.Published.String(),
					strconv.Itoa(e.New), strconv.Itoa(e.Changed), strconv.Itoa(e.Unlisted), strconv.Itoa(e.Columns), yesNo(e.Part), e.Covers.String()))
			}
		}
		ans.text = func(p *page) { datasetsPage(p, d) }
		return env.print(c.formats, ans)
	})
}

func datasetsPage(p *page, d *ask.DatasetsAnswer) {
	if len(d.Rows) == 0 {
		p.line("No dataset was imported; ascribe import --help shows how.")
		return
	}
	for i, r := range d.Rows {
		if i > 0 {
			p.line("")
		}
		title := p.t.paint(bold, r.Dataset)
		if r.Title != "" {
			title += "  " + r.Title
		}
		p.line("%s", title)
		line := plural(int(r.Incidents), "incident", "incidents")
		line += " · " + cmp.Or(r.Licence, "no licence stated")
		if may := r.May.Line(); may != "" {
			line += " · " + may
		}
		if len(r.Editions) == 0 {
			p.line("  %s · a log of changes", line)
			continue
		}
		p.line("  %s", line)
		editionsPage(p, r.Editions)
	}
}

// editionsPage lists editions. Few are a part, or have it said how far they
// cover: those columns are there where some edition needs them.
func editionsPage(p *page, editions []ask.EditionRow) {
	header := []string{"  edition", "published", "new", "changed", "unlisted", "source"}
	part := slices.ContainsFunc(editions, func(e ask.EditionRow) bool { return e.Part })
	covers := slices.ContainsFunc(editions, func(e ask.EditionRow) bool { return !e.Covers.IsZero() })
	if part {
		header = append(header, "part")
	}
	if covers {
		header = append(header, "covers")
	}
	var rows [][]string
	for _, e := range editions {
		row := []string{"  " + e.Edition, e.Published.String(), strconv.Itoa(e.New), strconv.Itoa(e.Changed), strconv.Itoa(e.Unlisted), e.Source}
		if part {
			row = append(row, yesNo(e.Part))
		}
		if covers {
			row = append(row, e.Covers.String())
		}
		rows = append(rows, row)
	}
	p.columns(header, rows, 3, 4, 5)
}
