package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/mappings"
)

// ofSheet are the flags of an import of a team's own sheet.
type ofSheet struct {
	Changed string `help:"Of a sheet that was imported before: what cells that say otherwise mean: strike (it had been miscoded) or later (it was so, and was said to be otherwise later)." enum:",strike,later" default:"" placeholder:"WAY"`
	Said    string `help:"With --changed later: the day on which that was said, of rows that have none which is later." placeholder:"DAY"`
	Gone    string `help:"Of a sheet that was imported before: what becomes of what rows said that are gone: list (by default) or strike." enum:"list,strike" default:"list" placeholder:"WAY"`
	Keep    bool   `help:"Of a sheet: keep the file itself in the record, too."`
}

func (s *ofSheet) given() bool {
	return s.Changed != "" || s.Said != "" || s.Gone != "list" || s.Keep
}

// intoRecord reports whether the mapping that was named is one into the record,
// and not of other people's dataset.
func (c *Import) intoRecord() bool {
	if _, ships := mappings.Get(c.Mapping); ships || c.Mapping == "" || c.Mapping == formatGED {
		return false
	}
	text, err := readFile(c.Mapping)
	return err == nil && sheet.IsRecordMapping(text)
}

// sheet imports a team's own sheet.
func (c *Import) sheet(ctx context.Context, env *environment, a *point.App) error {
	text, err := readFile(c.Mapping)
	if err != nil {
		return err
	}
	m, err := sheet.ParseMapping(c.Mapping, text)
	if err != nil {
		return err
	}
	f, size, err := openFile(c.Path)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	file := heeding{ctx, f}
	book, err := a.CurrentBook(ctx)
	if err != nil {
		return err
	}
	r, err := sheet.Open(c.Path, file, size, m, &book.Codebook)
	if err != nil {
		return err
	}
	in := acts.SheetImport{
		FileName: c.Path, Changed: acts.Change(c.Changed), StrikeGone: c.Gone == "strike", Done: new(atomic.Int64),
	}
	if in.Said, err = optionalDate("--said", c.Said); err != nil {
		return err
	}
	if in.SHA256, err = hashOf(file, size); err != nil {
		return err
	}
	if c.Keep {
		if in.File, err = readFile(c.Path); err != nil {
			return err
		}
	}
	stop := env.progressOfRows("reading", r.Progress, r.Rows)
	in.Plan, err = r.Plan()
	stop()
	if err != nil {
		return err
	}
	done, err := c.bring(ctx, env, a, in)
	if err != nil {
		return err
	}
	env.remarks(r.Remarks())
	if c.JSON {
		err = env.printJSON(done)
	} else {
		p := &page{t: env.out}
		sheetPage(p, done)
		env.out.WriteString(p.String())
	}
	if n := len(done.Faults) + done.MoreFaults; n > 0 && err == nil {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s could not be imported: %s could not be understood", c.Path, plural(n, "thing in it", "things in it")).
			WithHint("mend them in the sheet, or say in the mapping what they mean")
	}
	return err
}

// bring writes the sheet into the record, and where something has to be decided,
// asks who sits at the terminal.
func (c *Import) bring(ctx context.Context, env *environment, a *point.App, in acts.SheetImport) (*acts.SheetImported, error) {
	by := c.cautious(c.by())
	by.Although = c.Although
	for {
		var done *acts.SheetImported
		err := env.insist(ctx, by, func(by point.By) (err error) {
			in.Done.Store(0)
			stop := env.progressOfRows("writing", func() (int64, int64) { return in.Done.Load(), int64(len(in.Plan.Rows)) }, in.Done.Load)
			defer stop()
			done, err = acts.ImportSheet(ctx, a, by, in)
			return err
		})
		undecided, ok := errors.AsType[*acts.Undecided](err)
		if !ok || !env.attended() {
			return done, err
		}
		switch env.choose(ctx, undecided.Reason, []choice{
			{"s", "strike: it had been miscoded"},
			{"l", "later: it was so, and was said to be otherwise later"},
		}) {
		case "s":
			in.Changed = acts.ChangeStrike
		case "l":
			in.Changed = acts.ChangeLater
		default:
			return nil, err
		}
	}
}

func sheetPage(p *page, d *acts.SheetImported) {
	written := counts(d.New)
	switch {
	case d.DryRun && len(d.New) == 0 && len(d.Unchanged) == 0:
		p.line("Nothing would be written.")
	case d.DryRun && len(d.New) == 0:
		p.line("Nothing would be written: %s are there already.", counts(d.Unchanged))
	case d.DryRun:
		p.line("Of %s would be written: %s.", plural(d.Rows, "row", "rows"), written)
	case d.Entry == 0:
		nothingNew(p, d.Unchanged)
	case len(d.New) == 0:
		p.line("Entry %d: nothing that is said has changed.", d.Entry)
	default:
		p.line("Entry %d: %s.", d.Entry, written)
	}
	if len(d.New) > 0 && len(d.Unchanged) > 0 {
		p.line("There already: %s.", counts(d.Unchanged))
	}
	if d.DryRun {
		for _, e := range d.Examples {
			p.wrap("  ", e)
		}
	}
	uncountedLine(p, d.Uncounted, d.New["statement"])
	if n := len(d.Changed) + d.MoreChanged; n > 0 {
		p.wrap("", fmt.Sprintf("%s otherwise than before: %s, %s said later.", plural(n, "cell says", "cells say"), plural(d.Struck, "statement is struck", "statements are struck"), plural(d.Later, "is", "are")))
		p.problems("  ", d.Changed, d.MoreChanged)
		if d.Open > 0 {
			p.wrap("", "What that means is not said yet, and here it is taken for miscoded: an import asks for --changed strike or --changed later.")
		}
	}
	p.problems("gone: ", d.Gone, d.MoreGone)
	p.problems("kept: ", d.Kept, d.MoreKept)
	p.problems("warning: ", d.Warnings, d.MoreWarnings)
	p.twinLines(d.Twins)
	if n := len(d.Faults) + d.MoreFaults; n > 0 {
		p.line("Not understood:")
		for _, at := range d.Faults {
			p.wrap("  ", at.String())
		}
		if d.MoreFaults > 0 {
			p.line("  … and %d more", d.MoreFaults)
		}
	}
}

// uncountedLine says how many of the new statements cannot count, and why.
func uncountedLine(p *page, list []acts.Uncounted, statements int) {
	if len(list) == 0 {
		return
	}
	n, move := 0, "move"
	var why []string
	for _, u := range list {
		n += u.N
		why = append(why, fmt.Sprintf("%d with %s", u.N, u.Why))
	}
	if n == 1 {
		move = "moves"
	}
	p.wrap("", fmt.Sprintf("%d of the %s cannot count, and %s no label: %s.", n, plural(statements, "statement", "statements"), move, strings.Join(why, ", ")))
}
