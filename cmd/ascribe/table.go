package main

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// choosing is which incidents a table is of.
type choosing struct {
	filtering
	Search string `help:"Only where all these words, or words that begin with them, occur in the title, the statements or their sources." placeholder:"TEXT"`
}

func (c *choosing) selection() (*ask.Selection, error) {
	where, err := c.conditions()
	return &ask.Selection{Where: where, Search: c.Search}, err
}

// Table is the command.
type Table struct {
	Long bool     `help:"A row a statement, with what became of it, instead of a row an incident."`
	With []string `help:"What stands beside each value: state (whether something is known, and if not, why), grade, counts (statements for it and against it)." placeholder:"WHAT"`
	choosing
	asking
	giving
}

// Help is what the formats are.
func (*Table) Help() string { return formatHelp(table.Formats) }

// Run asks and writes.
func (c *Table) Run(ctx context.Context, env *environment) error {
	sel, err := c.selection()
	if err != nil {
		return err
	}
	if c.Long && len(c.With) > 0 {
		return ascribe.Errorf(ascribe.ErrUsage, "--with says what stands beside the values of an incident, and --long has a row a statement").
			WithHint("leave one of them out")
	}
	return env.give(ctx, &c.asking, &c.giving, table.Formats, func(p *point.Point, _ *table.Format) (*given, error) {
		if c.Long {
			t, err := ask.Long(ctx, p, sel)
			return &given{table: t}, err
		}
		t, err := ask.Wide(ctx, p, sel, c.With)
		return &given{table: t}, err
	})
}

// Spans is the command.
type Spans struct {
	choosing
	asking
	giving
}

// Help is what the formats are.
func (*Spans) Help() string { return formatHelp(table.Formats) }

// Run asks and writes.
func (c *Spans) Run(ctx context.Context, env *environment) error {
	sel, err := c.selection()
	if err != nil {
		return err
	}
	return env.give(ctx, &c.asking, &c.giving, table.Formats, func(p *point.Point, _ *table.Format) (*given, error) {
		t, err := ask.Spans(ctx, p, sel)
		return &given{table: t}, err
	})
}
