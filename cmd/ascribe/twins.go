package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Twins is the command.
type Twins struct {
	List TwinsList `cmd:"" default:"withargs" help:"List what was probably written down twice, the surest first."`
	One  TwinsOne  `cmd:"" help:"Write down that two are one: of incidents and actors a statement, of sources that the later rests on the earlier."`
	Two  TwinsTwo  `cmd:"" help:"Write down that two incidents, actors or sources are two, so that they are not listed again."`
}

// deciding is what can be said of two that look alike.
type deciding struct {
	One         string `arg:"" help:"The id of one of them."`
	Other       string `arg:"" help:"The id of the other."`
	Source      string `help:"Of incidents and actors: on whose word, which may be your own team's." env:"ASCRIBE_SOURCE" placeholder:"ID"`
	Said        string `help:"The day on which it was said, where that is not the day the source came out (EDTF)." placeholder:"DAY"`
	Reliability string `help:"Reliability, where it is not the source's." placeholder:"A-F"`
	Credibility string `help:"Credibility. Left out, that of the source's last statement." placeholder:"1-6"`
	Coder       string `help:"Who decided." env:"ASCRIBE_CODER" placeholder:"NAME"`
	Note        string `help:"What speaks for it." placeholder:"TEXT"`
	dating
	writing
}

// TwinsOne is the command.
type TwinsOne struct{ deciding }

// Run writes it down.
func (c *TwinsOne) Run(ctx context.Context, env *environment) error { return c.decide(ctx, env, true) }

// TwinsTwo is the command.
type TwinsTwo struct{ deciding }

// Run writes it down.
func (c *TwinsTwo) Run(ctx context.Context, env *environment) error { return c.decide(ctx, env, false) }

func (c *deciding) decide(ctx context.Context, env *environment, same bool) error {
	said, err := optionalDate("--said", c.Said)
	if err != nil {
		return err
	}
	v := &acts.Verdict{One: c.One, Other: c.Other, Same: same, Said: ascribe.Statement{
		Source: c.Source, Said: said, Reliability: ascribe.Reliability(c.Reliability), Credibility: ascribe.Credibility(c.Credibility), Coder: c.Coder, Note: c.Note,
	}}
	return env.work(ctx, func(a *point.App) error {
		var added *acts.Added
		err := env.insist(ctx, c.dated(c.by()), func(by point.By) (err error) {
			added, err = acts.Decide(ctx, a, by, v)
			return err
		})
		if err != nil {
			return err
		}
		number := "two"
		if same {
			number = "one"
		}
		return env.done(&c.writing, added, "Entry %d: %s and %s are %s, by %s.\n", added.Entry, c.One, c.Other, number, added.ID)
	})
}

// TwinsList is the command.
type TwinsList struct {
	Kind  []string `help:"Only incidents, actors or sources." enum:"incident,actor,source" placeholder:"incident|actor|source"`
	Limit int      `help:"At most so many; 0 is all." placeholder:"N"`
	formats
}

// Run lists.
func (c *TwinsList) Run(ctx context.Context, env *environment) error {
	if c.Limit < 0 {
		return ascribe.Errorf(ascribe.ErrUsage, "there cannot be %d twins", c.Limit).WithHint("ask for 1 or more, or for all with --limit 0")
	}
	var kinds []ascribe.RecordKind
	for _, kind := range c.Kind {
		kinds = append(kinds, ascribe.RecordKind(kind))
	}
	return env.at(ctx, &asking{}, func(p *point.Point) error {
		twins, err := ask.Twins(ctx, p, kinds, c.Limit)
		if err != nil {
			return err
		}
		ans := answer{json: twins, header: []string{"kind", "one", "one_title", "other", "other_title", "score", "why"}}
		for _, t := range twins.Rows {
			ans.rows = append(ans.rows, []string{
				string(t.Kind), t.One.ID, t.One.Title, t.Other.ID, t.Other.Title, strconv.FormatFloat(t.Score, 'f', -1, 64), strings.Join(t.Why, "; "),
			})
		}
		ans.text = func(p *page) { twinsPage(p, twins) }
		return env.print(c.formats, ans)
	})
}

func twinsPage(p *page, twins *ask.TwinsAnswer) {
	if twins.Total == 0 {
		p.line("Nothing looks as if it was written down twice.")
		return
	}
	for _, t := range twins.Rows {
		p.line("%s  %s %s and %s", sure(t.Score), t.Kind, p.t.paint(bold, t.One.ID), p.t.paint(bold, t.Other.ID))
		p.wrap("      ", t.One.Title+" / "+t.Other.Title)
		p.wrap("      ", strings.Join(t.Why, "; "))
	}
	told := plural(twins.Total, "pair", "pairs")
	if len(twins.Rows) < twins.Total {
		told = fmt.Sprintf("%d of %s", len(twins.Rows), told)
	}
	p.line("\n%s", p.t.paint(dim, told+", each probably one"))
}

// sure is a probability in hundredths; what is nearly sure is not called so.
func sure(score float64) string { return fmt.Sprintf("%2d %%", min(int(score*100), 99)) }
