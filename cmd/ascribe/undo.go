package main

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Undo is the command.
type Undo struct {
	Entry    int64 `arg:"" help:"The number of the entry."`
	Although bool  `help:"Go on although what later entries wrote falls with it."`
	writing
}

// Run takes the effect of an entry back.
func (c *Undo) Run(ctx context.Context, env *environment) error {
	return env.work(ctx, func(a *point.App) error {
		by := c.by()
		by.Although = c.Although
		var done *acts.Undone
		err := env.insist(ctx, by, func(by point.By) (err error) {
			done, err = acts.Undo(ctx, a, by, c.Entry)
			return err
		})
		if err != nil {
			return err
		}
		text := ""
		for _, act := range done.Acts {
			text += "  " + act + "\n"
		}
		return env.done(&c.writing, done, "Entry %d takes entry %d back:\n%s", done.Entry, done.Of, text)
	})
}
