package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Drift is the command.
type Drift struct {
	Table string `help:"Which table the CSV has: pairs, times, causes or speakers." enum:"pairs,times,causes,speakers" default:"pairs"`
	asking
	formats
}

// Run asks and prints.
func (c *Drift) Run(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		d, err := ask.Drift(ctx, p)
		if err != nil {
			return err
		}
		ans := answer{json: d, text: func(p *page) { driftPage(p, d) }}
		ans.header, ans.rows = driftTable(d, c.Table)
		return env.print(c.formats, ans)
	})
}

func driftTable(d *ask.DriftAnswer, table string) (header []string, rows [][]string) {
	switch table {
	case "times":
		header = []string{"revision", "n", "median_days"}
		for _, t := range d.Times {
			rows = append(rows, []string{strconv.Itoa(t.Revision), strconv.Itoa(t.N), fmt.Sprint(t.Median)})
		}
	case "causes":
		header = []string{"source_kind", "basis", "variable", "n"}
		for _, c := range d.Causes {
			rows = append(rows, []string{c.SourceKind, string(c.Basis), c.Variable, strconv.Itoa(c.N)})
		}
	case "speakers":
		header = []string{"speaker", "n", "held"}
		for _, s := range d.Speakers {
			rows = append(rows, []string{s.Speaker, strconv.Itoa(s.N), strconv.Itoa(s.Held)})
		}
	default:
		header = []string{"first", "now", "n"}
		for _, p := range d.Pairs {
			rows = append(rows, []string{p.First, p.Now, strconv.Itoa(p.N)})
		}
	}
	return header, rows
}

func driftPage(p *page, d *ask.DriftAnswer) {
	p.line("%s", p.t.paint(dim, asKnown(d.Asked, d.Codebook)))
	if d.Base == 0 {
		p.line("\nNo incident.")
		return
	}
	p.line("\nThe label of %d of %s was revised (%s).", d.Revised, plural(d.Base, "incident", "incidents"), share(d.Revised, d.Base))
	p.heading("From the first label to the label now")
	var rows [][]string
	for _, x := range d.Pairs {
		moved := ""
		if x.First != x.Now {
			moved = "←"
		}
		rows = append(rows, []string{words(x.First), words(x.Now), strconv.Itoa(x.N), moved})
	}
	p.columns([]string{"first", "now", "n", ""}, rows, 3)
	if len(d.Times) > 0 {
		p.heading("Days from the event")
		rows = nil
		for _, t := range d.Times {
			what := "to the first label"
			if t.Revision > 0 {
				what = "to revision " + strconv.Itoa(t.Revision)
			}
			rows = append(rows, []string{what, fmt.Sprint(t.Median), "median of " + strconv.Itoa(t.N)})
		}
		p.columns(nil, rows, 2)
		if d.Undated > 0 {
			p.line("%s", p.t.paint(dim, plural(d.Undated, "incident whose day is", "incidents whose day is")+" not known to the day left out"))
		}
	}
	if len(d.Causes) > 0 {
		p.heading("What the revisions came from")
		rows = nil
		for _, c := range d.Causes {
			rows = append(rows, []string{words(c.SourceKind), string(c.Basis), words(c.Variable), strconv.Itoa(c.N)})
		}
		p.columns([]string{"kind of source", "basis", "variable", "n"}, rows, 4)
	}
	if len(d.Speakers) > 0 {
		p.heading("Whose first label corresponds to the label now")
		rows = nil
		for _, s := range d.Speakers {
			if len(rows) == 15 {
				break
			}
			rows = append(rows, []string{s.Speaker, fmt.Sprintf("%d of %d", s.Held, s.N)})
		}
		p.columns(nil, rows)
		if n := len(d.Speakers) - len(rows); n > 0 {
			p.line("%s", p.t.paint(dim, plural(n, "speaker", "speakers")+" more; ascribe drift --csv --table speakers lists all"))
		}
	}
}
