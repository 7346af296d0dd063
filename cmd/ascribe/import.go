package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// Import is the command.
type Import struct {
	Casebook string `arg:"" help:"The casebook: a folder, or a zip of one." predictor:"file"`
	JSON     bool   `name:"json" help:"Print what was done as JSON."`
	writing
}

// Run imports.
func (c *Import) Run(ctx context.Context, env *environment) error {
	return env.ask(ctx, func(a *app.App) error {
		fsys, closer, err := openFolder(c.Casebook)
		if err != nil {
			return err
		}
		defer closer()
		book, err := exchange.OpenCasebook(fsys, c.Casebook)
		if err != nil {
			return err
		}
		done := env.progress("importing", book.Progress)
		imported, err := a.Import(ctx, c.by(), book, c.Casebook)
		done()
		if err != nil {
			return err
		}
		if c.JSON {
			return env.printJSON(imported)
		}
		p := &page{t: env.out}
		importPage(p, imported)
		env.out.WriteString(p.String())
		return nil
	})
}

func importPage(p *page, i *app.Imported) {
	if i.Adopted != nil {
		p.line("Adopted the casebook's codebook %s %s.", i.Adopted.ID, i.Adopted.Version)
	}
	if len(i.New) == 0 {
		p.line("Nothing new: %s were there already.", counts(i.Unchanged))
	} else {
		p.line("Entry %d: %s.", i.Entry, counts(i.New))
		if len(i.Unchanged) > 0 {
			p.line("There already: %s.", counts(i.Unchanged))
		}
	}
	if len(i.Differs) > 0 {
		p.line("The casebook's codebook differs from the one of the store, which counts:")
		for _, d := range i.Differs {
			p.wrap("  ", d.String())
		}
	}
}

// counts writes numbers of records by kind.
func counts(n map[string]int) string {
	var parts []string
	for _, kind := range []ascribe.RecordKind{
		ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource,
		ascribe.RecordRegrade, ascribe.RecordStatement, ascribe.RecordWithdrawal,
	} {
		if k := n[string(kind)]; k > 0 {
			parts = append(parts, plural(k, string(kind), string(kind)+"s"))
		}
	}
	if len(parts) == 0 {
		return "no records"
	}
	return strings.Join(parts, ", ")
}

// openFolder opens a folder so that nothing outside it can be reached, or a
// zip.
func openFolder(name string) (fs.FS, func(), error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no folder or zip %s", name).WithCause(err)
	}
	if info.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, nil, ascribe.Errorf(ascribe.ErrInvalid, "the folder %s cannot be read", name).WithCause(err)
		}
		return root.FS(), func() { root.Close() }, nil //nolint:errcheck // it was only read
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, ascribe.Errorf(ascribe.ErrInvalid, "the file %s cannot be read", name).WithCause(err)
	}
	fsys, err := exchange.ZipFS(f, info.Size())
	if err != nil {
		f.Close() //nolint:errcheck // it was only read
		if e, ok := err.(*ascribe.Error); ok {
			e.Message = fmt.Sprintf("%s: %s", name, e.Message)
		}
		return nil, nil, err
	}
	return fsys, func() { f.Close() }, nil //nolint:errcheck // it was only read
}

// Export is the command.
type Export struct {
	Casebook string `arg:"" help:"Where to: a new or empty folder or, with the ending .zip, a new file." predictor:"file"`
}

// Run exports.
func (c *Export) Run(ctx context.Context, env *environment) error {
	return env.ask(ctx, func(a *app.App) error {
		if strings.HasSuffix(c.Casebook, ".zip") {
			return exportZip(ctx, a, c.Casebook)
		}
		return exportFolder(ctx, a, c.Casebook)
	})
}

func exportZip(ctx context.Context, a *app.App, name string) error {
	if err := writeNew(name, nil, 0o644); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	sink := exchange.NewZipSink(f)
	err = a.Export(ctx, sink)
	if closing := sink.Close(); err == nil {
		err = closing
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		os.Remove(name) //nolint:errcheck // half a file is worse than none
	}
	return err
}

func exportFolder(ctx context.Context, a *app.App, name string) error {
	made := false
	switch entries, err := os.ReadDir(name); {
	case err == nil && len(entries) > 0:
		return ascribe.Errorf(ascribe.ErrConflict, "the folder %s is not empty", name).WithHint("nothing is overwritten: choose another")
	case err != nil:
		if err := os.Mkdir(name, 0o755); err != nil {
			return ascribe.Errorf(ascribe.ErrInvalid, "the folder %s cannot be made", name).WithCause(err)
		}
		made = true
	}
	sink := &folder{dir: name}
	err := a.Export(ctx, sink)
	if err != nil {
		for _, file := range slices.Backward(sink.files) {
			os.Remove(file) //nolint:errcheck // half a casebook is worse than none
		}
		if made {
			os.Remove(name) //nolint:errcheck
		}
	}
	return err
}
