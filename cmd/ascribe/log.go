package main

import (
	"context"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Log is the command.
type Log struct {
	ID     string `arg:"" optional:"" help:"The id of an incident, an actor or a source; of an imported incident dataset:id. Without it all entries are listed, the newest first." predictor:"id"`
	Of     string `help:"Of things that have the same id, the one of this kind: incident, actor or source." placeholder:"KIND"`
	After  int64  `help:"Only entries after this one." placeholder:"N"`
	Before int64  `help:"Without an id: only entries before this one." placeholder:"N"`
	asking
	formats
}

// Run asks and prints.
func (c *Log) Run(ctx context.Context, env *environment) error {
	switch {
	case c.ID == "":
		return c.entries(ctx, env)
	case c.Before != 0:
		return ascribe.Errorf(ascribe.ErrUsage, "--before is for the list of all entries, and %s is given", c.ID).WithHint("leave one of them out")
	}
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		thing, _, err := thingOf(ctx, p, c.ID, c.Of)
		if err != nil {
			return err
		}
		if thing.Dataset != "" {
			if p, err = p.In(ctx, thing.Dataset); err != nil {
				return err
			}
		}
		l, err := ask.Log(ctx, p, thing.Kind, thing.ID, c.After, ask.MaxPage)
		if err != nil {
			return err
		}
		ans := answer{json: l}
		ans.header, ans.rows = l.Table()
		ans.text = func(p *page) { becamePage(p, l) }
		return env.print(c.formats, ans)
	})
}

func becamePage(p *page, l *ask.LogAnswer) {
	p.line("%s  %s", p.t.paint(bold, l.Title), p.t.paint(dim, l.ID))
	p.line("%s", p.t.paint(dim, "its log, "+asKnown(l.Asked, point.BookName{})))
	for i := range l.Rows {
		r := &l.Rows[i]
		p.line("")
		p.wrap("", p.t.paint(bold, "Entry "+strconv.FormatInt(r.Entry, 10))+"  "+words(string(r.Kind))+", "+writtenWords(&r.Writing))
		if c := r.Casebook; c != nil {
			p.wrap("  ", "came with "+c.Line())
		}
		for _, line := range r.Lines {
			text := lineKind(&line) + after(" ", line.Text)
			p.wrap("  ", text+"  "+p.t.paint(dim, line.ID))
		}
		if r.More > 0 {
			p.line("  … and %s more", plural(r.More, "record", "records"))
		}
		if r.Cause != "" {
			p.wrap("  ", p.t.paint(bold, "from "+beliefWords(r.Old)+" to "+beliefWords(r.New)))
		}
	}
	if l.Next != 0 {
		p.line("\n… and later entries: --after %d", l.Next)
	}
}

// beliefWords are an answer about an incident; of one that is not counted there
// is none.
func beliefWords(b *ascribe.Belief) string {
	if b == nil {
		return "not counted"
	}
	return outcome(b.Outcome) + ", " + settledWord(b.Settled)
}
