package main

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Codebook is the command.
type Codebook struct {
	Check CodebookCheck `cmd:"" help:"Check a codebook file, and report all its faults."`
	Cases CodebookCases `cmd:"" help:"Run the worked cases that stand beside a codebook file."`
	Show  CodebookShow  `cmd:"" help:"Show the codebook that counts, or a file."`
	Adopt CodebookAdopt `cmd:"" help:"Make a codebook the one that counts from now on, and say which labels change."`
	Diff  CodebookDiff  `cmd:"" help:"List what changed between two codebooks and, with a store, which labels change."`
}

// CodebookCheck is the command.
type CodebookCheck struct {
	File string `arg:"" help:"The codebook: a file, or one that ships, as in direction@1.1.0." predictor:"file"`
	JSON bool   `name:"json" help:"Print the answer as JSON."`
}

// Run checks.
func (c *CodebookCheck) Run(env *environment) error {
	book, err := compileFile(c.File)
	if err != nil {
		return err
	}
	if c.JSON {
		return env.printJSON(map[string]any{"id": book.ID, "version": book.Version, "sha256": book.SHA256, "variables": len(book.Vars), "rows": len(book.Rows)})
	}
	p := &page{t: env.out}
	p.line("%s %s is sound: %s, %s, %s.", book.ID, book.Version,
		plural(len(book.Vars), "variable", "variables"), plural(len(book.Labels), "label", "labels"), plural(len(book.Rows), "row", "rows"))
	env.out.WriteString(p.String())
	return nil
}

func compileFile(name string) (*codebook.Book, error) {
	file, err := codebookFile(name)
	if err != nil {
		return nil, err
	}
	return ask.CheckCodebook(file)
}

// CodebookAdopt is the command.
type CodebookAdopt struct {
	File     string `arg:"" help:"The codebook: a file, or one that ships, as in direction@1.1.0." predictor:"file"`
	Although bool   `help:"Adopt it although it lacks what has been coded, which is then hidden and kept."`
	writing
}

// Run adopts, and says which labels change.
func (c *CodebookAdopt) Run(ctx context.Context, env *environment) error {
	file, err := codebookFile(c.File)
	if err != nil {
		return err
	}
	return env.work(ctx, func(a *point.App) error {
		by := c.by()
		by.Although = c.Although
		done, err := acts.Adopt(ctx, a, by, file)
		if err != nil {
			return err
		}
		p := &page{t: env.out}
		if done.Entry == 0 {
			p.line("Nothing new: it is the codebook that counts already.")
		} else {
			p.line("Entry %d: adopted %s.", done.Entry, c.File)
		}
		if done.Changes != nil {
			labelChanges(p, done.Changes)
		}
		return env.done(&c.writing, done, "%s", p.String())
	})
}

// CodebookDiff is the command.
type CodebookDiff struct {
	Old      string `arg:"" help:"The older one: a file, one that ships (direction@1.1.0), or an adopted version." predictor:"file"`
	New      string `arg:"" help:"The newer one: a file, one that ships (direction@1.1.0), or an adopted version." predictor:"file"`
	Known    string `help:"Read the incidents as known on this day." placeholder:"DAY"`
	Recorded string `help:"Read them as written down by this entry or instant." placeholder:"N|INSTANT"`
	formats
}

// Run compares. Two files can be compared without a store.
func (c *CodebookDiff) Run(ctx context.Context, env *environment) error {
	older, err := underBook(c.Old)
	if err != nil {
		return err
	}
	newer, err := underBook(c.New)
	if err != nil {
		return err
	}
	a, err := env.open(ctx)
	if err == nil {
		defer a.Store.Close() //nolint:errcheck // it was only read
		asked := asking{Known: c.Known, Recorded: c.Recorded}
		return asked.at(ctx, a, func(p *point.Point) error { return c.overRecord(ctx, env, p, older, newer) })
	}
	if older.Draft == nil || newer.Draft == nil || ascribe.KindOf(err) != ascribe.ErrNotFound || c.Known != "" || c.Recorded != "" {
		return err
	}
	return c.ofFiles(env, older.Draft, newer.Draft)
}

func (c *CodebookDiff) ofFiles(env *environment, older, newer *point.File) error {
	was, err := ask.CheckCodebook(*older)
	if err != nil {
		return err
	}
	is, err := ask.CheckCodebook(*newer)
	if err != nil {
		return err
	}
	return c.print(env, ask.DiffCodebooks(was, is), false)
}

func (c *CodebookDiff) overRecord(ctx context.Context, env *environment, p *point.Point, older, newer *point.Question) error {
	was, err := p.Of(ctx, *older)
	if err != nil {
		return err
	}
	is, err := p.Of(ctx, *newer)
	if err != nil {
		return err
	}
	d, err := ask.DiffCodebook(ctx, p, was.Book, is.Book)
	if err != nil {
		return err
	}
	return c.print(env, d, true)
}

func (c *CodebookDiff) print(env *environment, d *ask.BookDiff, withData bool) error {
	ans := answer{json: d, header: []string{"incident", "old_label", "old_level", "old_settled", "new_label", "new_level", "new_settled"}}
	for _, l := range d.Labels {
		ans.rows = append(ans.rows, []string{
			l.Incident, l.Old.Label, l.Old.Level, yesNo(l.Old.Settled), l.New.Label, l.New.Level, yesNo(l.New.Settled),
		})
	}
	ans.text = func(p *page) { diffPage(p, d, withData) }
	return env.print(c.formats, ans)
}

func diffPage(p *page, d *ask.BookDiff, withData bool) {
	p.line("%s", p.t.paint(bold, d.Old.ID+" "+d.Old.Version+" → "+d.New.ID+" "+d.New.Version))
	if len(d.Changes) == 0 {
		p.line("No change.")
	}
	for _, c := range d.Changes {
		p.wrap("  ", c.String())
	}
	if withData {
		p.line("")
		labelChanges(p, d)
	}
}

// labelChanges lists the incidents whose answer is another under the newer
// codebook, and what was coded that it lacks.
func labelChanges(p *page, d *ask.BookDiff) {
	having := plural(len(d.Labels), "has", "have")
	if len(d.Labels) == 0 {
		having = "none has"
	}
	p.line("Of %s, %s another answer.", plural(d.Base, "incident", "incidents"), having)
	if len(d.Labels) > 0 {
		var rows [][]string
		for _, l := range d.Labels {
			rows = append(rows, []string{
				l.Incident, outcome(l.Old.Outcome) + ", " + settledWord(l.Old.Settled), "→",
				outcome(l.New.Outcome) + ", " + settledWord(l.New.Settled),
			})
		}
		p.columns(nil, rows)
	}
	if len(d.Lacking) > 0 {
		p.line("\nCoded, and not in the newer codebook:")
		for _, l := range d.Lacking {
			what := l.Variable
			if l.Value != "" {
				what += " = " + l.Value
			}
			p.line("  %s in %s", what, plural(l.Statements, "statement", "statements"))
		}
	}
}

// underBook asks under a codebook: what is or looks like a file is one, and
// everything else is an adopted version.
func underBook(s string) (*point.Question, error) {
	file, err := codebookFile(s)
	switch {
	case err == nil:
		return &point.Question{AsOf: ascribe.Now, Draft: &file}, nil
	case shippedName.MatchString(s):
		return nil, err
	case ascribe.KindOf(err) != ascribe.ErrNotFound, strings.HasSuffix(s, ".yaml"), strings.HasSuffix(s, ".yml"):
		return nil, err
	}
	return &point.Question{AsOf: ascribe.Now, Version: s}, nil
}
