package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Compare is the command.
type Compare struct {
	Variable  string `help:"The variable that holds others' labels (by default the one with the role public_label)." placeholder:"NAME" predictor:"variable"`
	Crosswalk string `help:"The crosswalk that maps our labels to its values (by default the one of the variable's name)." placeholder:"ID"`
	All       bool   `help:"List every judgement, and not only those that are neither equal nor foreseen."`
	asking
	formats
}

// Run asks and prints.
func (c *Compare) Run(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		cmp, err := ask.Compare(ctx, p, c.Variable, c.Crosswalk)
		if err != nil {
			return err
		}
		ans := answer{json: cmp, header: []string{"incident", "said", "source_label", "label", "level", "verdict", "could_become", "row", "source", "statement", "note"}}
		for _, r := range cmp.Rows {
			ans.rows = append(ans.rows, []string{
				r.Incident, r.Said.String(), r.SourceLabel, r.Label, r.Level, string(r.Verdict),
				strings.ReplaceAll(couldLabels(r.CouldBecome), ", ", ";"), r.Row, r.Source, r.Statement, r.Note,
			})
		}
		ans.text = func(p *page) { comparePage(p, cmp, c.All) }
		return env.print(c.formats, ans)
	})
}

func couldLabels(list []ascribe.Possibility) string {
	var labels []string
	seen := map[string]bool{}
	for _, c := range list {
		if !seen[c.Label] {
			labels = append(labels, words(c.Label))
			seen[c.Label] = true
		}
	}
	return strings.Join(labels, ", ")
}

func comparePage(p *page, c *ask.Comparison, all bool) {
	p.line("%s", p.t.paint(dim, asKnown(c.Asked, c.Codebook)))
	if c.Compared == 0 {
		p.line("\nNothing to compare: no source asserts a %s.", words(c.Variable))
		return
	}
	p.line("\nThe label on the day on which a source gave its own (%s):", words(c.Variable))
	p.columns(nil, [][]string{
		{"  equal", fmt.Sprint(c.Equal), share(c.Equal, c.Compared), "it is the source's own"},
		{"  foreseen", fmt.Sprint(c.Foreseen), share(c.Foreseen, c.Compared), "the source's own is among what it could become"},
		{"  neither", fmt.Sprint(c.Neither), share(c.Neither, c.Compared), ""},
		{"  base", fmt.Sprint(c.Compared), "", plural(len(c.Rows)-c.Compared, "judgement is", "judgements are") + " listed and not compared"},
	}, 2, 3)
	if n := c.Changes.N; n > 0 {
		p.line("\n%d of %s of a label (%s) were foreseen the day before, when it could", c.Changes.Foreseen, plural(n, "change", "changes"), share(c.Changes.Foreseen, n))
		p.line("become %.1f other labels of %d on average.", c.Changes.MeanCouldBecome, c.Changes.Labels)
	}
	var rows [][]string
	for _, r := range c.Rows {
		if all || r.Verdict == ask.Neither {
			rows = append(rows, []string{r.Incident, r.Said.String(), words(r.SourceLabel), words(r.Label), words(string(r.Verdict)), r.Row})
		}
	}
	if len(rows) > 0 {
		p.line("")
		p.columns([]string{"incident", "said on", "source says", "label", "", "row"}, rows)
	}
}
