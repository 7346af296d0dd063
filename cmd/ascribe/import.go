package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
)

// Import is the command.
type Import struct {
	Path      string   `arg:"" help:"The casebook, a folder or a zip of one; a sheet of one's own; a bibliography; or a file of a dataset." predictor:"file"`
	Format    string   `help:"casebook (by default, without --dataset), sheet (with a mapping into the record), csl-json, bibtex or ris (a bibliography; the last two by their endings), ucdp-ged, celllog, or mapped (by default, with --dataset)." enum:",casebook,sheet,csl-json,bibtex,ris,ucdp-ged,celllog,mapped" default:"" placeholder:"FORMAT"`
	Mapping   string   `help:"What the columns of a sheet or dataset mean: a file (docs/mappings.md) or, of a dataset, a mapping that ships (acled, gtd, pirus). Without it every column of a dataset is text." placeholder:"NAME|FILE" predictor:"file"`
	Encoding  string   `help:"Of a dataset: how its text is encoded, whatever the mapping says." placeholder:"NAME"`
	Unknown   []string `help:"Of a dataset: what stands for unknown beside what the mapping lists (repeatable)." placeholder:"TEXT" sep:"none"`
	Dataset   string   `help:"Into the dataset of this name, which is made where it is new." placeholder:"NAME"`
	Edition   string   `help:"The edition that the file is, as in 20.1." placeholder:"NAME"`
	Published string   `help:"When the edition came out (EDTF); a month or year counts from its end." placeholder:"DAY"`
	Covers    string   `help:"Of an edition: the last day up to which it has events. Without it, diff takes its last event for that." placeholder:"DAY"`
	Part      bool     `help:"Of an edition: the file is only a part of it, and ends no listing."`
	Although  bool     `help:"Go on although a day lies in the future or, of an edition, most incidents are gone or ids are written otherwise than before."`
	SameIDs   bool     `name:"same-ids" help:"Take an id whose date, place and actors all changed at once for the same incident."`
	ofSheet
	wary
	writing
}

// Run imports.
func (c *Import) Run(ctx context.Context, env *environment) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	return env.use(ctx, func(a *point.App) error {
		if slices.Contains(bibliography.Formats, bibliography.Format(format)) {
			return c.references(ctx, env, a, format)
		}
		if format == formatSheet {
			return c.sheet(ctx, env, a)
		}
		if format != formatCasebook {
			return c.dataset(ctx, env, a, format)
		}
		fsys, closer, err := openFolder(ctx, c.Path)
		if err != nil {
			return err
		}
		defer closer()
		book, err := exchange.OpenCasebook(fsys, c.Path)
		if err != nil {
			return err
		}
		by := c.cautious(c.by())
		by.Although = c.Although
		var imported *acts.Imported
		err = env.insist(ctx, by, func(by point.By) error {
			done := env.progress("importing", book.Progress)
			defer done()
			imported, err = acts.Import(ctx, a, by, book, c.Path)
			return err
		})
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

func importPage(p *page, i *acts.Imported) {
	if i.Adopted != nil {
		p.line("Adopted the casebook's codebook %s %s.", i.Adopted.ID, i.Adopted.Version)
	}
	if len(i.New) == 0 {
		nothingNew(p, i.Unchanged)
	} else {
		p.line("Entry %d: %s.", i.Entry, counts(i.New))
		if len(i.Unchanged) > 0 {
			p.line("There already: %s.", counts(i.Unchanged))
		}
	}
	uncountedLine(p, i.Uncounted, i.New["statement"])
	p.problems("warning: ", i.Warnings, i.MoreWarnings)
	p.twinLines(i.Twins)
	if n := len(i.WithoutFile); n > 0 {
		p.wrap("", plural(n, "document came without its file, which is", "documents came without their files, which are")+" not here: export with --documents, or bring them with ascribe document add FILE.")
	}
	if len(i.Differs) > 0 {
		p.line("The casebook's codebook differs from the one of the store, which counts:")
		for _, d := range i.Differs {
			p.wrap("  ", d.String())
		}
	}
}

// counts writes numbers of records by kind.
// nothingNew says that all was there already, or that there was nothing.
func nothingNew(p *page, unchanged map[string]int) {
	all := 0
	for _, n := range unchanged {
		all += n
	}
	switch all {
	case 0:
		p.line("There was nothing to be written.")
	case 1:
		p.line("Nothing new: %s was there already.", counts(unchanged))
	default:
		p.line("Nothing new: %s were there already.", counts(unchanged))
	}
}

func counts(n map[string]int) string {
	var parts []string
	for _, kind := range []ascribe.RecordKind{
		ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordDocument, ascribe.RecordNote,
		ascribe.RecordAmendment, ascribe.RecordDistinction, ascribe.RecordRegrade, ascribe.RecordStatement, ascribe.RecordSettlement, ascribe.RecordAnchor, ascribe.RecordWithdrawal,
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
func openFolder(ctx context.Context, name string) (fs.FS, func(), error) {
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
	f, size, err := openFile(name)
	if err != nil {
		return nil, nil, err
	}
	fsys, err := exchange.ZipFS(heeding{ctx, f}, size)
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
	Casebook  string `arg:"" help:"Where to: a new or empty folder or, with the ending .zip, a new file." predictor:"file"`
	Dataset   string `help:"Write this imported dataset, as a table, and its codebook." default:"main" placeholder:"NAME" predictor:"dataset"`
	Known     string `help:"Of an imported dataset: as known on this day." placeholder:"DAY"`
	Documents bool   `help:"Write the files of the documents, too."`
	Recorded  string `help:"Of an imported dataset: as written down by this entry (its number) or instant." placeholder:"N|INSTANT"`
}

// Run exports.
func (c *Export) Run(ctx context.Context, env *environment) error {
	return env.use(ctx, func(a *point.App) error {
		err := c.with(ctx, a, func(write func(exchange.Sink) error) error { return export(write, c.Casebook) })
		if err != nil {
			return err
		}
		env.out.WriteString("Wrote " + c.Casebook + ".\n")
		if c.Dataset != ascribe.Main {
			return nil
		}
		return a.Here(ctx, point.Team, func(p *point.Point) error {
			holds, err := ask.HoldsEarlier(ctx, p)
			if holds {
				env.out.WriteString(earlierPersons)
			}
			return err
		})
	})
}

// earlierPersons is said of a casebook that has more of persons than pages show.
const earlierPersons = "It has persons and their links as they were before they were put right, and what was struck of\nthem: keep it to the team.\n"

// Help is what the command's help says beside its flags.
func (c *Export) Help() string {
	return "A casebook has the whole record, with what was put right beside it: also earlier and struck fields of persons, which no page shows. Keep it to the team; what is for everybody is a table (ascribe table)."
}

// with gives what writes what was asked for into a sink. A casebook is the whole
// record, and so has no day.
func (c *Export) with(ctx context.Context, a *point.App, use func(write func(exchange.Sink) error) error) error {
	if c.Dataset != ascribe.Main && c.Documents {
		return ascribe.Errorf(ascribe.ErrUsage, "an imported dataset has no documents").WithHint("leave --documents out")
	}
	if c.Dataset != ascribe.Main {
		asked := asking{Known: c.Known, Recorded: c.Recorded, Dataset: c.Dataset}
		return asked.at(ctx, a, func(p *point.Point) error {
			return use(func(sink exchange.Sink) error { return ask.ExportDataset(ctx, p, sink) })
		})
	}
	if c.Known != "" || c.Recorded != "" {
		return ascribe.Errorf(ascribe.ErrUsage, "a casebook has the whole record, and is not as of a day").
			WithHint("--known and --recorded are for an imported dataset: add --dataset NAME")
	}
	return a.Here(ctx, point.Team, func(p *point.Point) error {
		return use(func(sink exchange.Sink) error {
			if !c.Documents {
				return ask.Export(ctx, p, sink, nil)
			}
			return ask.Export(ctx, p, sink, ask.Files(ctx, p))
		})
	})
}

// export writes into a new folder or zip, of which nothing is left where
// something fails.
func export(write func(exchange.Sink) error, name string) error {
	put := exportFolder
	if strings.HasSuffix(name, ".zip") {
		put = exportZip
	}
	err := put(write, name)
	if _, ours := errors.AsType[*ascribe.Error](err); err != nil && !ours {
		return unwritten(name, err)
	}
	return err
}

func exportZip(write func(exchange.Sink) error, name string) error {
	if err := writeNew(name, nil, 0o644); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	sink := exchange.NewZipSink(f)
	err = write(sink)
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

func exportFolder(write func(exchange.Sink) error, name string) error {
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
	err := write(sink)
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
