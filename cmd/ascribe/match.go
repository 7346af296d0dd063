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

// Match is the command.
type Match struct {
	Ours   string `arg:"" help:"The team's own record: main."`
	Theirs string `arg:"" help:"The imported dataset."`
	Limit  int    `help:"At most so many; 0 is all." placeholder:"N"`
	formats
}

// Help is what the command's help ends with.
func (*Match) Help() string {
	return `None is taken by itself. One that is right is written down with: ascribe twins one INCIDENT DATASET:ID --source ID; one that is not with: ascribe twins two.`
}

// Run lists what is proposed.
func (c *Match) Run(ctx context.Context, env *environment) error {
	switch {
	case c.Ours != ascribe.Main:
		return ascribe.Errorf(ascribe.ErrUsage, "%q is not the team's own record", c.Ours).WithHint("write: ascribe match main %s", c.Theirs)
	case c.Limit < 0:
		return ascribe.Errorf(ascribe.ErrUsage, "there cannot be %d proposals", c.Limit).WithHint("ask for 1 or more, or for all with --limit 0")
	}
	return env.at(ctx, &asking{}, func(p *point.Point) error {
		found, err := ask.Match(ctx, p, c.Theirs, c.Limit)
		if err != nil {
			return err
		}
		ans := answer{json: found, header: []string{"incident", "title", "theirs", "score", "why"}}
		for _, r := range found.Rows {
			ans.rows = append(ans.rows, []string{r.Incident.ID, r.Incident.Title, r.Theirs, strconv.FormatFloat(r.Score, 'f', -1, 64), strings.Join(r.Why, "; ")})
		}
		ans.text = func(p *page) { matchPage(p, found) }
		return env.print(c.formats, ans)
	})
}

func matchPage(p *page, found *ask.MatchAnswer) {
	if found.Total == 0 {
		p.line("No incident of %s looks like one of the record.", found.Dataset)
		return
	}
	for _, r := range found.Rows {
		p.line("%s  %s is %s", sure(r.Score), p.t.paint(bold, r.Incident.ID), p.t.paint(bold, r.Theirs))
		p.wrap("      ", strings.Join(r.Why, "; "))
	}
	told := plural(found.Total, "proposal", "proposals")
	if len(found.Rows) < found.Total {
		told = fmt.Sprintf("%d of %s", len(found.Rows), told)
	}
	p.line("\n%s", p.t.paint(dim, told+"; none is taken by itself"))
}
