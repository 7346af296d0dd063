package main

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// Explain is the command.
type Explain struct {
	Incident string `arg:"" help:"The incident's id." predictor:"incident"`
	WhyNot   string `help:"What stands in the way of this label." placeholder:"LABEL" predictor:"label"`
	asking
	formats
}

// Run asks and prints.
func (c *Explain) Run(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		x, err := ask.Explain(ctx, p, c.Incident, c.WhyNot)
		if err != nil {
			return err
		}
		ans := answer{json: x, header: []string{"row", "label", "level", "decides", "known", "could", "test", "test_known", "test_could", "values"}}
		for _, r := range x.Rows {
			row := []string{r.Row, r.Label, r.Level, yesNo(r.Decides), r.Known, r.Could}
			if len(r.Tests) == 0 {
				ans.rows = append(ans.rows, append(row, "", "", "", ""))
			}
			for _, t := range r.Tests {
				ans.rows = append(ans.rows, append(row[:6:6], t.Text, t.Known, t.Could, codedValues(&t)))
			}
		}
		ans.text = func(p *page) {
			countedAs(p, c.Incident, x.Incident)
			if c.WhyNot != "" {
				whyNotPage(p, x)
			} else {
				explainPage(p, x)
			}
		}
		return env.print(c.formats, ans)
	})
}

func testValues(t *classify.Test) string {
	var parts []string
	for _, v := range t.Values {
		parts = append(parts, v.Variable+": "+words(strings.ReplaceAll(v.Value, ";", ", ")))
	}
	return strings.Join(parts, "; ")
}

// codedValues is testValues for programs.
func codedValues(t *classify.Test) string {
	var parts []string
	for _, v := range t.Values {
		parts = append(parts, v.Variable+"="+v.Value)
	}
	return strings.Join(parts, " ")
}

// marks show a truth: of what is known, and of what could be.
func mark(p *page, known, could string) string {
	switch {
	case known == "yes" && could == "yes":
		return p.t.paint("32", "✓")
	case known == "yes":
		return p.t.paint("32", "✓?")
	case could == "depends":
		return p.t.paint("33", "?")
	}
	return "✗"
}

func explainPage(p *page, x *ask.Explanation) {
	p.line("%s  %s", p.t.paint(bold, x.Title), p.t.paint(dim, x.Incident))
	p.line("%s", p.t.paint(dim, asKnown(x.Asked, x.Codebook)))
	if len(x.Rows) == 0 {
		p.line("\nThere is nothing to explain: the codebook %s %s has no decision table, and gives no label.", x.Codebook.ID, x.Codebook.Version)
		p.line("What its editions say of it: ascribe show and ascribe history, with --dataset %s.", x.Codebook.ID)
		return
	}
	passed := false
	for _, r := range x.Rows {
		name := words(r.Label)
		if r.Level != "" {
			name += " (" + words(r.Level) + ")"
		}
		line := mark(p, r.Known, r.Could) + " " + r.Row + ": " + name
		switch {
		case r.Decides:
			line = p.t.paint(bold, line) + "  ← the answer"
		case passed:
			line = p.t.paint(dim, line)
		}
		p.line("\n%s", line)
		var rows [][]string
		for _, t := range r.Tests {
			rows = append(rows, []string{"   " + mark(p, t.Known, t.Could), t.Text, testValues(&t)})
		}
		if len(rows) > 0 {
			p.columns(nil, rows)
		} else {
			p.line("   always")
		}
		passed = passed || r.Decides
	}
	p.line("\n%s", p.t.paint(dim, "✓ holds  ✓? holds, and could cease to  ? does not hold, and could  ✗ does not hold, whatever is still open"))
}

func whyNotPage(p *page, x *ask.Explanation) {
	p.line("%s  %s", p.t.paint(bold, x.Title), p.t.paint(dim, x.Incident))
	p.line("%s", p.t.paint(dim, asKnown(x.Asked, x.Codebook)))
	p.line("\nIt is %s. Why not %s?", outcome(x.Outcome), words(x.WhyNot))
	for _, n := range x.Needs {
		name := n.Row
		if n.Level != "" {
			name += " (" + words(n.Level) + ")"
		}
		p.line("\n%s", p.t.paint(bold, name))
		switch {
		case n.Decides:
			p.line("  It is: this row decides.")
		case n.Outdoes != "" && n.Holds:
			p.line("  Its condition holds, but %s comes before it.", n.Outdoes)
		case !n.InReach:
			p.line("  Out of reach on what is known.")
		default:
			p.line("  Not met, and open.")
		}
		for _, part := range []struct {
			title string
			tests []string
		}{{"not so", n.Unmet}, {"not known", n.Unknown}, {"so", n.Passed}} {
			if len(part.tests) > 0 {
				p.wrap("  ", part.title+": "+strings.Join(part.tests, "; "))
			}
		}
	}
}
