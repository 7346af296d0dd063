package main

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"os"
	"path/filepath"

	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// Demo is the command.
type Demo struct {
	acting
	Listen string `help:"End by opening the record for reading in a browser, at this address." placeholder:"HOST:PORT"`
	Desk   bool   `help:"End by opening the record for reading and writing in a browser."`
	NoOpen bool   `help:"With --desk: do not open the browser."`
}

// The incident that the demonstration looks at, and the days on which.
const demoIncident = "wuerzburg-train-2016"

var demoDays = []string{"2016-07-20", "2016-08-15", "2016-10-15"}

// demoDescription is what the record of the demonstration says of itself.
var demoDescription = map[string]string{
	"title":   "Remote direction: a sample",
	"owner":   "the authors of ascribe",
	"contact": "https://github.com/ascribe-project/ascribe",
	"licence": "CC-BY-4.0",
	"about":   "A sample chosen for how labels change, not a census: its shares are not those of all attacks.",
}

// Run loads the sample casebook into a temporary store and shows one incident
// as known on three days.
func (c *Demo) Run(ctx context.Context, env *environment) error {
	dir, err := os.MkdirTemp("", "ascribe-demo-")
	if err != nil {
		return err
	}
	env.store = filepath.Join(dir, "ascribe.db")
	folder, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		return err
	}
	err = newStore{env}.make(ctx, func(a *point.App) error {
		if _, err := acts.Adopt(ctx, a, c.by(), point.File{Name: newest.Name(), Text: newest.Text}); err != nil {
			return err
		}
		by := c.by()
		by.Although = true // the sample is right, whatever the clock shows
		if _, err := acts.Import(ctx, a, by, folder, "remote-direction"); err != nil {
			return err
		}
		_, err := acts.Describe(ctx, a, c.by(), maps.Clone(demoDescription))
		return err
	})
	if err != nil {
		return err
	}
	a, err := env.open(ctx)
	if err != nil {
		return err
	}
	defer a.Store.Close() //nolint:errcheck // it was only read
	out := &page{t: env.out}
	for _, day := range demoDays {
		if err := demoShow(ctx, a, out, day); err != nil {
			return err
		}
	}
	if err := demoHistory(ctx, a, out); err != nil {
		return err
	}
	out.line("\nThe store is %s. Go on with it:", env.store)
	out.line("  export ASCRIBE_STORE=%s", env.store)
	out.line("  ascribe list")
	out.line("  ascribe show %s --known %s", demoIncident, demoDays[0])
	env.out.WriteString(out.String())
	if c.Listen == "" && !c.Desk {
		return nil
	}
	env.out.WriteString("\n")
	if c.Desk {
		return env.desk(ctx, a, &opening{listen: cmp.Or(c.Listen, "127.0.0.1:8000"), who: c.Who, browser: !c.NoOpen, log: slog.LevelWarn})
	}
	return env.serve(ctx, a, &opening{listen: c.Listen, log: slog.LevelWarn})
}

// demoShow is the incident as it was known on a day.
func demoShow(ctx context.Context, a *point.App, out *page, day string) error {
	asked := asking{Known: day}
	return asked.at(ctx, a, func(p *point.Point) error {
		s, err := ask.Show(ctx, p, demoIncident)
		if err != nil {
			return err
		}
		out.line("%s %s", out.t.paint(bold, s.Title+","), out.t.paint(bold, "as known on "+day))
		answerLines(out, s, labelStyles(p.Book))
		out.line("")
		return nil
	})
}

func demoHistory(ctx context.Context, a *point.App, out *page) error {
	return new(asking).at(ctx, a, func(p *point.Point) error {
		h, err := ask.History(ctx, p, demoIncident)
		if err != nil {
			return err
		}
		historyPage(out, h, labelStyles(p.Book))
		return nil
	})
}
