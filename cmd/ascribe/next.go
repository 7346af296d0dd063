package main

import (
	"context"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Next is the command.
type Next struct {
	Limit int `help:"At most so many of each kind." default:"5" placeholder:"N"`
	formats
}

// Run tells what is left to do.
func (c *Next) Run(ctx context.Context, env *environment) error {
	if c.Limit < 1 {
		return ascribe.Errorf(ascribe.ErrUsage, "there cannot be %d of each kind", c.Limit).WithHint("ask for 1 or more, as in: --limit 20")
	}
	return env.at(ctx, &asking{}, func(p *point.Point) error {
		next, err := ask.Next(ctx, p, c.Limit)
		if err != nil {
			return err
		}
		ans := answer{json: next, header: []string{"kind", "id", "title", "of", "with", "why"}}
		for _, r := range next.Rows {
			ans.rows = append(ans.rows, []string{string(r.Kind), r.ID, r.Title, r.Of, r.With, r.Why})
		}
		ans.text = func(p *page) { nextText(p, next) }
		return env.print(c.formats, ans)
	})
}

// nextTitles are what the kinds of work are called.
var nextTitles = map[ask.NextKind]string{
	ask.NextDiffer:   "Coders differ",
	ask.NextLost:     "Passages that are lost",
	ask.NextUngraded: "Statements without a grade, which do not count",
	ask.NextUnmarked: "Statements without a passage, though a copy is kept",
	ask.NextTwins:    "Probably written down twice",
	ask.NextOpen:     "Open questions",
	ask.NextQuiet:    "Not looked at for longest",
}

func nextText(p *page, next *ask.NextAnswer) {
	told := 0
	for _, c := range next.Counts {
		if c.N == 0 {
			continue
		}
		if told > 0 {
			p.line("")
		}
		told++
		n := strconv.Itoa(c.N)
		if c.More {
			n += " and more"
		}
		if c.Kind == ask.NextQuiet {
			p.line("%s", p.t.paint(bold, nextTitles[c.Kind]))
		} else {
			p.line("%s  %s", p.t.paint(bold, nextTitles[c.Kind]), p.t.paint(dim, n))
		}
		for _, r := range next.Rows {
			if r.Kind == c.Kind {
				leftLine(p, &r)
			}
		}
	}
	if told == 0 {
		p.line("There is nothing to do: the record has no incident yet.")
	}
}

func leftLine(p *page, r *ask.NextRow) {
	name := r.ID
	if r.Kind == ask.NextTwins {
		name += " and " + r.With
	}
	p.line("  %s  %s", name, r.Title)
	why := r.Why
	if r.Kind == ask.NextUngraded || r.Kind == ask.NextUnmarked {
		why = "of " + r.Of + "; " + why
	}
	p.wrap("      ", why)
}
