package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/mappings"
)

// The forms of what is imported.
const (
	formatCasebook = "casebook"
	formatGED      = "ucdp-ged"
	formatCellLog  = "celllog"
	formatMapped   = "mapped"
	formatSheet    = "sheet"
)

// tableEndings are those of files that are tables, and never a casebook.
var tableEndings = []string{".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".ndjson", ".geojson", ".parquet"}

// format is the one that was asked for, or that follows from what else was.
func (c *Import) format() (string, error) {
	f := c.Format
	switch {
	case f == "" && c.Dataset == "" && bibliographyOf(c.Path) != "":
		f = bibliographyOf(c.Path)
	case f == "" && c.Dataset == "" && c.Mapping == "" && c.Edition == "" && c.Published == "":
		f = formatCasebook
	case f == "" && c.intoRecord():
		f = formatSheet
	case f == "":
		f = formatMapped
	}
	if _, err := c.mapping(f); f == formatMapped && ascribe.KindOf(err) == ascribe.ErrNotFound {
		return f, err // of which kind it would be nobody knows
	}
	wrong := func(what, hint string) (string, error) {
		return f, ascribe.Errorf(ascribe.ErrUsage, "%s", what).WithHint("%s", hint)
	}
	edited := c.Edition != "" || c.Published != "" || c.Covers != "" || c.Part
	switch {
	case f != formatSheet && c.ofSheet.given():
		return wrong("--changed, --said, --gone and --keep are for a sheet of one's own", "a sheet is imported with a mapping into the record: --mapping FILE; ascribe map FILE --record proposes one")
	case slices.Contains(bibliography.Formats, bibliography.Format(f)) && (c.Dataset != "" || c.Mapping != "" || edited || c.SameIDs || c.Encoding != "" || len(c.Unknown) > 0):
		return wrong("a bibliography has no --dataset, --mapping or edition", "leave them out, or say of which --format the file is")
	case slices.Contains(bibliography.Formats, bibliography.Format(f)):
	case f == formatSheet && (c.Dataset != "" || edited || c.SameIDs || c.Encoding != "" || len(c.Unknown) > 0):
		return wrong("a sheet goes into the record itself, and is no edition of a dataset", "leave out --dataset, --edition, --published, --covers, --part, --same-ids, --encoding and --unknown: the mapping says how the file is read")
	case f == formatSheet && c.Mapping == "":
		return wrong("a sheet needs a mapping into the record", "ascribe map FILE --record proposes one")
	case f == formatSheet && c.Said != "" && c.Changed != string(acts.ChangeLater):
		return wrong("--said is the day of what was said later", "add --changed later")
	case f == formatSheet:
	case f == formatCasebook && (c.Dataset != "" || c.Mapping != "" || edited || c.SameIDs):
		return wrong("a casebook has no --dataset, --mapping, --edition or --published", "leave them out, or say of which --format the file is")
	case f == formatCasebook && slices.Contains(tableEndings, strings.ToLower(filepath.Ext(c.Path))):
		return wrong(c.Path+" is no casebook, which is a folder or a zip of one", "a sheet of one's own is imported with --mapping FILE, which ascribe map FILE --record proposes; a dataset with --dataset NAME --edition E --published DAY")
	case f == formatCasebook:
	case c.Dataset == "":
		return wrong("--dataset is missing: it is not said into which dataset", "give it a name, as in: --dataset ged-ukr")
	case f == formatCellLog && (edited || c.Mapping != "" || c.SameIDs):
		return wrong("a cell log has its own times and columns", "leave out --mapping, and what is of an edition: --edition, --published, --covers, --part and --same-ids")
	case f == formatGED && c.Mapping != "":
		return wrong("--format ucdp-ged has a mapping of its own", "leave --mapping out, or write --format mapped")
	}
	return f, nil
}

// importMemory is how much of Go's memory an import of a dataset aims to stay
// under. With what the store takes beside it, a file of 2 GB needs less than
// 500 MB.
const importMemory = 300 << 20

// dataset imports an edition or a log.
func (c *Import) dataset(ctx context.Context, env *environment, a *point.App, format string) error {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // GOMEMLIMIT says nothing else
		debug.SetMemoryLimit(importMemory)
	}
	f, size, err := openFile(c.Path)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	file := heeding{ctx, f}
	if format == formatCellLog {
		return c.cellLog(ctx, env, a, file, size)
	}
	d := datasets.DatasetImport{Name: c.Dataset, Edition: c.Edition, FileName: c.Path, SameIDs: c.SameIDs, Rows: new(atomic.Int64)}
	if d.Published, err = optionalDate("--published", c.Published); err != nil {
		return err
	}
	if d.Covers, err = optionalDate("--covers", c.Covers); err != nil {
		return err
	}
	d.Part, d.Although = c.Part, c.Although
	m, err := c.adjusted(format)
	if err != nil {
		return err
	}
	if d.Table, err = dataset.OpenTable(c.Path, file, size, m); err != nil {
		return c.shipped(err)
	}
	if d.SHA256, err = hashOf(file, size); err != nil {
		return err
	}
	done, err := c.edition(ctx, env, a, &d)
	if err != nil {
		return c.shipped(err)
	}
	env.remarks(d.Table.Remarks())
	if c.JSON {
		return env.printJSON(done)
	}
	p := &page{t: env.out}
	editionPage(p, done)
	if m := d.Table.Mapping(); done.First && m.Licence != "" {
		p.wrap("", "Licence: "+strings.TrimSuffix(m.Licence, ".")+". "+strings.Join(strings.Fields(m.LicenceNote), " "))
	} else if done.First {
		p.wrap("", "No licence stated.")
	}
	if m := d.Table.Mapping(); m.May.PassOn == ascribe.Refused || m.May.Show == ascribe.Refused {
		p.wrap("", "You have its rows here; the reading room keeps them from readers, as the licence says.")
	}
	env.out.WriteString(p.String())
	return nil
}

// edition imports, and where it is doubtful whether that is meant, asks who
// sits at the terminal.
func (c *Import) edition(ctx context.Context, env *environment, a *point.App, d *datasets.DatasetImport) (*datasets.ImportedDataset, error) {
	by := c.by()
	by.Although = c.Although
	for {
		d.Rows.Store(0)
		stop := env.progressOfRows("importing", d.Table.Progress, d.Rows.Load)
		done, err := datasets.ImportDataset(ctx, a, by, *d)
		stop()
		doubt, ok := errors.AsType[*acts.Doubt](err)
		if !ok || !env.attended() {
			return done, err
		}
		answers := []choice{goOn}
		if doubt.Part {
			answers = append(answers, choice{"p", "the file is only a part: nothing is taken off the list"})
		}
		switch answer := env.choose(ctx, doubt.Reason, answers); {
		case answer == "a" && doubt.Days:
			by.Although = true
		case answer == "a":
			d.Although = true
		case answer == "p":
			d.Part = true
		default:
			return nil, err
		}
	}
}

func (c *Import) cellLog(ctx context.Context, env *environment, a *point.App, f io.ReaderAt, size int64) error {
	log, err := dataset.OpenCellLog(c.Path, f, size)
	if err != nil {
		return err
	}
	by := c.by()
	by.Although = c.Although
	var done *datasets.ImportedCellLog
	err = env.insist(ctx, by, func(by point.By) error {
		stop := env.progress("importing", log.Progress)
		defer stop()
		done, err = datasets.ImportCellLog(ctx, a, by, c.Dataset, log, c.Path)
		return err
	})
	if err != nil {
		return err
	}
	env.remarks(log.Remarks())
	if c.JSON {
		return env.printJSON(done)
	}
	p := &page{t: env.out}
	logPage(p, done)
	env.out.WriteString(p.String())
	return nil
}

// shipped says of the faults of a file under a mapping that ships, which nobody
// can edit, which flags say the same, as far as flags can.
func (c *Import) shipped(err error) error {
	_, ships := mappings.Get(c.Mapping)
	e, ok := errors.AsType[*ascribe.Error](err)
	if !ok || !ships || e.Kind != ascribe.ErrInvalid || len(e.Problems) == 0 {
		return err
	}
	var flags []string
	for _, p := range e.Problems {
		if m := advisedEncoding.FindStringSubmatch(p.Message); m != nil {
			flags = append(flags, "--encoding "+m[1])
		}
		if m := advisedUnknown.FindStringSubmatch(p.Message); m != nil {
			flags = append(flags, "--unknown "+m[1]+m[2])
		}
	}
	slices.Sort(flags)
	if flags = slices.Compact(flags); len(flags) > 3 {
		flags = flags[:3]
	}
	e.Hint = "the mapping " + c.Mapping + " ships with ascribe and is not yours to edit: "
	if len(flags) == 0 {
		e.Hint += "is the file one of that dataset, whole and with its own names of columns? For any other ascribe map proposes a mapping"
	} else {
		e.Hint += "say what is different in this file beside it, as in " + strings.Join(flags, " ")
	}
	return err
}

// What the faults of a file advise to write into the mapping.
var (
	advisedEncoding = regexp.MustCompile(`write encoding: ([\w-]+)`)
	advisedUnknown  = regexp.MustCompile(`: (?:"([\w./-]+)"|("(?:[^"\\]|\\.)+")) .*list it under sentinels`)
)

// adjusted is the mapping with what the flags say of this file.
func (c *Import) adjusted(format string) (*dataset.Mapping, error) {
	m, err := c.mapping(format)
	if err != nil || c.Encoding == "" && len(c.Unknown) == 0 {
		return m, err
	}
	if m == nil {
		m = &dataset.Mapping{}
	}
	if c.Encoding != "" {
		if m.Encoding, err = dataset.EncodingNamed(c.Encoding); err != nil {
			return nil, err
		}
	}
	m.AlsoUnknown(c.Unknown)
	return m, nil
}

// mapping is the one that ships under the name, or that of a file; nil where a
// table is to be read as it stands.
func (c *Import) mapping(format string) (*dataset.Mapping, error) {
	switch {
	case format == formatGED, c.Mapping == formatGED:
		return dataset.GED(), nil
	case c.Mapping == "":
		return nil, nil
	}
	if text, ok := mappings.Get(c.Mapping); ok {
		return dataset.ParseMapping(c.Mapping+".yaml", text)
	}
	text, err := readFile(c.Mapping)
	if err != nil {
		if e, ok := errors.AsType[*ascribe.Error](err); ok && e.Kind == ascribe.ErrNotFound {
			ship := slices.Concat([]string{formatGED}, mappings.Names())
			e.Message = "there is no mapping " + c.Mapping + ", neither one that ships nor a file" + near.DidYouMean(c.Mapping, ship)
			e.Hint = "those that ship: " + strings.Join(ship, ", ") + "; ascribe map FILE proposes one"
		}
		return nil, err
	}
	return dataset.ParseMapping(c.Mapping, text)
}

// hashOf is the SHA-256 of a file, in hex.
func hashOf(r io.ReaderAt, size int64) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(r, 0, size)); err != nil {
		return "", ascribe.Errorf(ascribe.ErrInvalid, "the file cannot be read to its end").WithCause(err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// remarks prints what a reading left out or took leniently.
func (e *environment) remarks(r *dataset.Remarks) {
	p := &page{t: e.err}
	p.problems("note: ", r.List, r.More)
	e.err.WriteString(p.String())
}

func editionPage(p *page, d *datasets.ImportedDataset) {
	if d.Entry == 0 {
		p.line("Nothing new: the edition %s of %s was there already, from the same file.", d.Edition, d.Dataset)
		if d.OtherMapping {
			p.wrap("", "The mapping is not used: the file was read under another then, or under none, and an edition never changes. To read it under this one, import it into a new dataset, as in --dataset "+d.Dataset+"-2.")
		}
		return
	}
	if d.First {
		p.line("Made the dataset %s.", d.Dataset)
	}
	if d.Adopted != nil {
		p.line("Made version %s of its codebook from the file's columns.", d.Adopted.Version)
	}
	p.line("Entry %d: %s %s, published %s, with %s.", d.Entry, d.Dataset, d.Edition, d.Published, plural(d.Rows, "row", "rows"))
	parts := []string{plural(d.New, "incident is new", "incidents are new")}
	if !d.First {
		changed := plural(d.Changed, "has", "have") + " changed"
		if d.Revised != d.Changed {
			changed += " (" + plural(d.Revised, "of them", "of them") + " in the value of a column that was there before)"
		}
		parts = append(parts, changed, plural(d.Unchanged, "has", "have")+" not", plural(d.Unlisted, "is", "are")+" no longer listed")
	}
	if d.Relisted > 0 {
		parts = append(parts, plural(d.Relisted, "is", "are")+" listed again")
	}
	if d.Erased > 0 {
		parts = append(parts, plural(d.Erased, "was", "were")+" passed over, having been erased from this store")
	}
	p.wrap("", strings.Join(parts, ", ")+".")
}

func logPage(p *page, d *datasets.ImportedCellLog) {
	if d.Entry == 0 {
		p.line("Nothing new: all %d changes of %s were there already.", d.Changes, d.Dataset)
		return
	}
	if d.Adopted != nil {
		p.line("Made version %s of the codebook of %s from the log's columns.", d.Adopted.Version, d.Dataset)
	}
	p.line("Entry %d: %s, %s, one for each incident and day with a change; %s.", d.Entry, d.Dataset, plural(d.Rows, "row", "rows"),
		plural(d.New, "incident is new", "incidents are new"))
}
