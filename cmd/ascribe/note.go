package main

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Note is the command.
type Note struct {
	Dataset string `arg:"" help:"The dataset; main is the team's own." predictor:"dataset"`
	Day     string `arg:"" help:"From when it holds (EDTF): the day of the edition, as in 2022-06."`
	Text    string `arg:"" help:"What changed in the method, in a sentence."`
	Source  string `help:"The source that says so, or the edition's." placeholder:"ID" predictor:"source"`
	writing
}

// Run writes the note down.
func (c *Note) Run(ctx context.Context, env *environment) error {
	said, err := ascribe.ParseDate(c.Day)
	if err != nil {
		return ascribe.Errorf(ascribe.ErrUsage, "DAY: %s", err).WithHint("write a day, month or year, as in 2022-06")
	}
	return env.work(ctx, func(a *point.App) error {
		added, err := acts.Note(ctx, a, c.by(), c.Dataset, said, c.Text, c.Source)
		if err != nil {
			return err
		}
		if c.JSON {
			return env.printJSON(added)
		}
		p := &page{t: env.out}
		p.line("Entry %d: note %s on %s.", added.Entry, added.ID, c.Dataset)
		env.out.WriteString(p.String())
		return nil
	})
}

// notesPart warns under an answer about the method of its dataset.
func notesPart(p *page, notes []ask.MethodNote) {
	for _, n := range notes {
		text := "Note, " + n.Said.String() + ": " + n.Text
		if n.Source != "" {
			text += " [" + n.Source + "]"
		}
		p.item("", "! ", text)
	}
}
