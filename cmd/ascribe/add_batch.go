package main

import (
	"context"
	"io"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// AddBatch is the command.
type AddBatch struct {
	Source string `help:"The source of statements that name none." env:"ASCRIBE_SOURCE" placeholder:"ID" predictor:"source"`
	Coder  string `help:"The coder of statements that name none." env:"ASCRIBE_CODER" placeholder:"NAME"`
	dating
	wary
	writing
}

// Help is what the command's help ends with.
func (*AddBatch) Help() string {
	return `Each line is an object: {"record": "statement", "subject": "…", "variable": "…", "value": "…"}. Its members are called as the columns of a casebook are (docs/casebooks.md). All lines are one entry, or none is written.`
}

// standardInput is what the lines come from, in messages.
const standardInput = "standard input"

// maxBatch is how many bytes of lines are read, since all are one entry.
const maxBatch = 256 << 20

// Run adds what comes through the standard input.
func (c *AddBatch) Run(ctx context.Context, env *environment) error {
	var problems ascribe.Problems
	input := &io.LimitedReader{R: heedingReader{ctx, env.stdin}, N: maxBatch + 1}
	nouns, err := exchange.ReadNouns(standardInput, input, &problems)
	switch {
	case err != nil:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be read to its end", standardInput).WithCause(err)
	case input.N <= 0:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s has more than the %d MiB that one entry may have", standardInput, maxBatch>>20).WithHint("add them in parts")
	}
	for _, p := range nouns {
		if s, ok := p.Noun.(*ascribe.Statement); ok {
			if s.Source == "" {
				s.Source = c.Source
			}
			if s.Coder == "" {
				s.Coder = c.Coder
			}
		}
	}
	return env.work(ctx, func(a *point.App) error {
		var done *acts.Batch
		err := env.insist(ctx, c.cautious(c.dated(c.by())), func(by point.By) (err error) {
			done, err = acts.AddAll(ctx, a, by, nouns, &problems, standardInput)
			return err
		})
		if err != nil {
			return err
		}
		if c.JSON {
			return env.printJSON(done)
		}
		p := &page{t: env.out}
		importPage(p, &done.Imported)
		for _, m := range done.Made {
			p.line("line %d: %s %s", m.Line, m.Record, m.ID)
		}
		env.out.WriteString(p.String())
		return nil
	})
}

// heedingReader reads as long as its context lasts.
type heedingReader struct {
	ctx context.Context
	io.Reader
}

func (h heedingReader) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	return h.Reader.Read(p)
}
