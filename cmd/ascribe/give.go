package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/table"
)

// giving is how a table leaves.
type giving struct {
	As      string   `help:"In this format; by default by the file's ending, and without a file csv-programs." placeholder:"FORMAT"`
	Output  string   `short:"o" help:"Write to this file." placeholder:"FILE" predictor:"file"`
	Force   bool     `help:"Replace the file, if it is there."`
	Columns []string `help:"Only these columns, in this order." placeholder:"NAME"`
	Sort    string   `help:"In the order of this column; -NAME is the other way round. What is unknown comes last." placeholder:"NAME"`
	Point   string   `help:"Where the point (known, entry, codebook and its hash) is told: in columns, in a sidecar beside the file, or nowhere (none)." enum:"columns,sidecar,none" default:"columns"`
}

// given reports whether anything was said of how the table is to leave.
func (g *giving) given() bool {
	return g.As != "" || g.Output != "" || g.Force || len(g.Columns) > 0 || g.Sort != "" || g.Point != "columns"
}

// A given is what leaves: a table or, where the format is made of something
// else, what writes it.
type given struct {
	table *table.Table
	point []table.Constant // where there is no table
	write func(io.Writer) error
}

// give asks for a table, and writes it. Nothing of a file is left that is not
// whole.
func (e *environment) give(ctx context.Context, k *asking, g *giving, formats []table.Format, ask func(*point.Point, *table.Format) (*given, error)) error {
	format, err := g.format(formats)
	if err != nil {
		return err
	}
	if err := g.check(e, format); err != nil {
		return err
	}
	return e.work(ctx, func(a *point.App) error {
		return k.at(ctx, a, func(p *point.Point) error {
			what, err := ask(p, format)
			if err != nil {
				return err
			}
			return e.write(g, format, what)
		})
	})
}

// format is the one that was asked for, or that the file's ending says.
func (g *giving) format(formats []table.Format) (*table.Format, error) {
	names := []string{"csv"}
	var endings []string
	for _, f := range formats {
		names = append(names, f.Name)
		if f.Ending != "" {
			endings = append(endings, f.Ending)
		}
	}
	switch {
	case g.As == "csv":
		return table.ByName(formats, table.CSVFor(g.Output != "")), nil
	case g.As != "":
		if f := table.ByName(formats, g.As); f != nil {
			return f, nil
		}
		return nil, ascribe.Errorf(ascribe.ErrUsage, "there is no format %q%s", g.As, near.DidYouMean(g.As, names)).
			WithHint("there are %s", strings.Join(names[1:], ", "))
	case g.Output != "":
		if f := table.ByEnding(formats, g.Output); f != nil {
			return f, nil
		}
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the ending of %s says no format", g.Output).
			WithHint("name it with --as, or end the file with one of %s", strings.Join(endings, ", "))
	}
	return table.ByName(formats, table.CSVFor(false)), nil
}

// check says what can be known to be wrong before anything is asked.
func (g *giving) check(e *environment, f *table.Format) error {
	switch {
	case g.Output == "" && g.Force:
		return ascribe.Errorf(ascribe.ErrUsage, "--force replaces a file, and none is named").WithHint("name it with -o FILE")
	case g.Output == "" && g.Point == "sidecar":
		return ascribe.Errorf(ascribe.ErrUsage, "a sidecar lies beside a file, and none is named").WithHint("name it with -o FILE, or choose --point columns or none")
	case g.Output == "" && f.Binary && e.out.screen:
		return ascribe.Errorf(ascribe.ErrUsage, "%s is nothing to be read on a screen", f.Name).WithHint("write it to a file with -o FILE")
	case len(g.Columns) > 0 && f.Special:
		return ascribe.Errorf(ascribe.ErrUsage, "%s has no columns to choose from", f.Name).WithHint("leave --columns out")
	case g.Sort != "" && f.Special:
		return ascribe.Errorf(ascribe.ErrUsage, "%s has no rows to be sorted", f.Name).WithHint("leave --sort out")
	case g.Output == "":
		return nil
	}
	if err := free(g.Output, g.Force); err != nil {
		return err
	}
	if g.noted(f) {
		return free(noteFile(g.Output), g.Force)
	}
	return nil
}

// write writes what leaves, to the file or to the output.
func (e *environment) write(g *giving, f *table.Format, what *given) error {
	rows := 0
	if what.write == nil {
		t, err := g.shaped(what.table)
		if err != nil {
			return err
		}
		what = &given{t, what.table.Point, func(w io.Writer) error { return f.Write(w, counting(t, &rows)) }}
	}
	if g.Output == "" {
		if e.quiet != nil {
			e.quiet()
		}
		return what.write(e.out)
	}
	if err := g.toFile(f, what); err != nil {
		return err
	}
	e.quiet()
	told := &page{t: e.out}
	if f.Special {
		told.wrap("", fmt.Sprintf("Wrote %s, %s.", g.Output, fromWhere(what.point)))
	} else {
		told.wrap("", fmt.Sprintf("Wrote %s to %s, %s.", plural(rows, "row", "rows"), g.Output, fromWhere(what.point)))
	}
	if g.noted(f) {
		told.wrap("", fmt.Sprintf("What it has no room for is told in %s.", noteFile(g.Output)))
	}
	if f.Lacks != "" {
		told.wrap("", fmt.Sprintf("It does not carry %s.", f.Lacks))
	}
	e.out.WriteString(told.String())
	return nil
}

// toFile writes the file, and the note beside it where there is one.
func (g *giving) toFile(f *table.Format, what *given) error {
	file, err := createWhole(g.Output, g.Force)
	if err != nil {
		return err
	}
	if err := what.write(file); err != nil {
		file.drop()
		return err
	}
	if g.noted(f) {
		if err := g.writeNote(f, what); err != nil {
			file.drop()
			return err
		}
	}
	return file.keep()
}

// shaped is the table with the columns that were asked for, and those of the
// point.
func (g *giving) shaped(t *table.Table) (*table.Table, error) {
	if g.Sort != "" {
		sorted, missing := t.Sorted(g.Sort)
		if sorted == nil {
			return nil, noColumn(t, missing)
		}
		t = sorted
	}
	if len(g.Columns) > 0 {
		only, missing := t.Only(g.Columns)
		if missing != "" {
			return nil, noColumn(t, missing)
		}
		t = only
	}
	switch g.Point {
	case "columns":
		return t.WithPoint(), nil
	case "none":
		without := *t
		without.Point = nil
		return &without, nil
	}
	return t, nil
}

func noColumn(t *table.Table, name string) error {
	return ascribe.Errorf(ascribe.ErrInvalid, "the table has no column %q%s", name, near.DidYouMean(name, t.Names())).
		WithHint("there are %s", strings.Join(t.Names(), ", "))
}

// fromWhere says from which point a table looks at the record.
func fromWhere(point []table.Constant) string {
	says := map[string]string{}
	for _, c := range point {
		says[c.Column.Name] = c.String()
	}
	known := "all that is known"
	if says["known"] != "" {
		known = "as known on " + says["known"]
	}
	return known + ", as recorded by entry " + says["entry"] + ", codebook " + says["codebook"]
}

// counting is the table, with its rows counted as they go.
func counting(t *table.Table, rows *int) *table.Table {
	counted := *t
	counted.Rows = func(yield func(table.Row, error) bool) {
		for row, err := range t.Rows {
			if err == nil {
				*rows++
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return &counted
}

// formatHelp is the help about formats.
func formatHelp(formats []table.Format) string {
	var b strings.Builder
	b.WriteString("Formats, by --as or the ending of the file (csv is csv-people in a file, and else csv-programs):\n")
	for _, f := range formats {
		ending := ""
		if f.Ending != "" {
			ending = " (" + f.Ending + ")"
		}
		fmt.Fprintf(&b, "\n%s%s: %s.", f.Name, ending, f.Says)
		if f.Lacks != "" {
			fmt.Fprintf(&b, " It does not carry %s.", f.Lacks)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// withFormats are those of every table, and others.
func withFormats(others ...table.Format) []table.Format { return slices.Concat(table.Formats, others) }

// noteFile is where the note about a file lies.
func noteFile(file string) string {
	return filepath.Join(filepath.Dir(file), filepath.Base(file)+".about.json")
}
