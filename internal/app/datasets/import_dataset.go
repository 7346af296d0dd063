package datasets

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/store"
)

// DatasetImport is one edition of other people's dataset, as a file.
type DatasetImport struct {
	Name      string       // of the dataset, in this store
	Edition   string       // such as 20.1
	Published ascribe.Date // when the edition came out; an imprecise date counts from its last day
	Table     *dataset.Table
	SHA256    string // of the file, in hex
	FileName  string // for messages
	// SameIDs takes an id whose date, place and actors all changed at once for
	// the same incident. Without it such an id is refused.
	SameIDs bool
	// Covers is up to when the edition has events; zero: it is not said.
	Covers ascribe.Date
	// Part says that the file is only a part of the edition: what it lacks
	// stays as it is.
	Part bool
	// Although goes on where the import would be an [acts.Doubt].
	Although bool
	// Rows, if it is given, counts the file's rows as they are dealt with.
	Rows *atomic.Int64
}

// ImportedDataset is what the import of an edition did.
type ImportedDataset struct {
	Entry     int64        `json:"entry"` // 0: nothing was new
	Dataset   string       `json:"dataset"`
	Edition   string       `json:"edition"`
	Source    string       `json:"source"`
	Published ascribe.Date `json:"published"`
	First     bool         `json:"first"` // whether the dataset was not there before
	Rows      int          `json:"rows"`  // of the file
	New       int          `json:"new"`
	Changed   int          `json:"changed"` // incidents with a new or changed cell
	Revised   int          `json:"revised"` // those of them with another value in a column that an edition before had
	Unchanged int          `json:"unchanged"`
	Unlisted  int          `json:"unlisted"` // no longer in the file
	Relisted  int          `json:"relisted"` // in it again; among the changed or unchanged
	Erased    int          `json:"erased"`   // passed over, since their incident was erased from this store
	Cells     int          `json:"cells"`    // written down
	// OtherMapping says that the edition was there, read under another mapping,
	// and that this one was not used.
	OtherMapping bool            `json:"other_mapping"`
	Adopted      *point.BookName `json:"adopted"` // the dataset's codebook, where this edition made a version
}

const (
	maxDatasetName = 39 // so that a source's id has room for an edition
	maxEditionName = 40 // that of a codebook's version
	nothingChanged = "nothing was imported; mend the faults and import again"
)

// ImportDataset writes an edition down as one entry, all or nothing. The first
// makes the dataset and its codebook; of a later one only what it changes is
// written, by ids. Editions come in the order in which they were published.
// The same file under the same name a second time is nothing new.
func ImportDataset(ctx context.Context, a *point.App, by point.By, d DatasetImport) (*ImportedDataset, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if d.Published.First() > a.Today() && !by.Although {
		return nil, &acts.Doubt{Days: true, Reason: ascribe.Errorf(ascribe.ErrInvalid, "the edition %s of %s would come out on %s, and that day lies in the future", d.Edition, d.Name, d.Published).
			WithHint("correct the day, as in: --published 2020-06; if it is meant, add --although")}
	}
	in := &datasetImporter{app: a, asked: &d, done: &ImportedDataset{Dataset: d.Name, Edition: d.Edition, Published: d.Published}}
	entry, _, err := acts.Act(ctx, a, by, ascribe.EntryImport, func(tx *store.Tx) error {
		return tx.Before(ctx, func(v *store.View) error { return in.run(ctx, tx, v) })
	})
	switch {
	case errors.Is(err, acts.ErrFaults):
		return nil, in.problems.Err(d.FileName, nothingChanged)
	case err != nil:
		return nil, err
	}
	in.done.Entry = entry.N
	return in.done, nil
}

// checkDatasetName refuses what cannot be the name of an imported dataset.
func checkDatasetName(name string) error {
	switch {
	case name == "":
		return ascribe.Errorf(ascribe.ErrInvalid, "it is not said into which dataset").WithHint("give it a name, as in: --dataset ged-ukr")
	case name == ascribe.Main:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is the team's own dataset, into which no other is imported", ascribe.Main).
			WithHint("give the dataset a name of its own, as in: --dataset ged-ukr")
	case !ascribe.ValidID(name) || len(name) > maxDatasetName:
		return ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be the name of a dataset", name).
			WithHint("a name has small letters, digits, dots, dashes and underscores, begins with a letter or digit, and is at most %d long", maxDatasetName)
	}
	return nil
}

func (d *DatasetImport) check() error {
	if err := checkDatasetName(d.Name); err != nil {
		return err
	}
	switch {
	case d.Edition == "":
		return ascribe.Errorf(ascribe.ErrInvalid, "it is not said which edition of %s this is", d.Name).WithHint("give its name, as in: --edition 20.1")
	case !ascribe.ValidID(d.Edition) || len(d.Edition) > maxEditionName:
		return ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be the name of an edition", d.Edition).
			WithHint("write it with small letters, digits, dots, dashes and underscores, as in 20.1 or 2021-03; at most %d of them", maxEditionName)
	case d.Published.IsZero():
		return ascribe.Errorf(ascribe.ErrInvalid, "it is not said when the edition %s of %s came out", d.Edition, d.Name).
			WithHint("give the day or month, as in: --published 2020-06")
	case d.Published.OpenEnded():
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is open at an end, and an edition comes out on a day", d.Published).
			WithHint("give the last day on which it can have come out, as in: --published 2020-06-30")
	}
	return d.checkCovers()
}

// A datasetImporter imports one edition within one entry.
type datasetImporter struct {
	app      *point.App
	asked    *DatasetImport
	done     *ImportedDataset
	problems ascribe.Problems

	tx          *store.Tx
	view        *store.View // of what was there before
	form        ascribe.IDForm
	known       *knownRows
	columns     []dataset.Column
	credibility ascribe.Credibility
	had         map[string]bool // the columns of the editions before, and those made from them
	facets      [][]string      // the columns of date, place and actors, once they are needed
	wordColumns []string        // other columns of text, likewise
	met, anew   int             // incidents of before that the file has, and those of them that seem to be others
	anewID      string          // the first of these
}

func (in *datasetImporter) run(ctx context.Context, tx *store.Tx, v *store.View) error {
	in.tx, in.view = tx, v
	editions, exists, err := ask.EditionsBefore(ctx, in.view, in.asked.Name, ascribe.Latest)
	if err != nil {
		return err
	}
	before, err := tableBefore(ctx, in.view, in.asked.Name, editions, exists)
	if err != nil {
		return err
	}
	if ready, err := in.place(editions, exists); err != nil || ready {
		return err
	}
	if err := in.asked.Table.Continue(before); err != nil {
		return err
	}
	in.form, in.columns = before.IDs, in.asked.Table.Columns()
	in.had = make(map[string]bool, len(before.Variables))
	for _, v := range before.Variables {
		in.had[v] = true
	}
	in.done.First = !exists
	if in.known, err = readKnown(ctx, in.view, in.asked.Name, exists, in.columns); err != nil {
		return err
	}
	if err := in.heading(ctx, exists); err != nil {
		return err
	}
	if err := in.rows(ctx); err != nil {
		return err
	}
	if err := in.doubt(ctx); err != nil {
		return err
	}
	if in.asked.Part {
		return nil
	}
	return in.unlist(ctx)
}

// place holds the edition to those before it; ready is whether it is one of
// them.
func (in *datasetImporter) place(editions []ask.EditionBefore, exists bool) (ready bool, err error) {
	d := in.asked
	if exists && len(editions) == 0 {
		return false, ascribe.Errorf(ascribe.ErrConflict, "the dataset %s is the history of a cell log, and has no editions", d.Name).
			WithHint("import the edition into a dataset of another name")
	}
	for _, e := range editions {
		if e.ID != d.Edition {
			continue
		}
		switch {
		case e.SHA256 != d.SHA256:
			return false, ascribe.Errorf(ascribe.ErrConflict, "the edition %s of %s was imported from another file than %s", e.ID, d.Name, d.FileName).
				WithHint("an edition never changes: if this is a later one, give it its own name and day; if the first file was wrong, import into a new dataset")
		case e.Published.Last() != d.Published.Last():
			return false, ascribe.Errorf(ascribe.ErrConflict, "the edition %s of %s is imported as published %s, not %s", e.ID, d.Name, e.Published, d.Published).
				WithHint("an edition never changes: if that day is wrong, import the editions into a new dataset")
		}
		in.done.Source, in.done.Published = e.Source, e.Published
		in.done.OtherMapping = otherMapping(&e, d.Table.Mapping().Origin)
		return true, nil
	}
	for _, e := range editions {
		if d.Published.Last() < e.Published.Last() {
			return false, ascribe.Errorf(ascribe.ErrConflict, "the edition %s was published %s, before %s (%s), which %s has already", d.Edition, d.Published, e.ID, e.Published, d.Name).
				WithHint("import the editions oldest first into a new dataset, as in: --dataset %s-2", d.Name)
		}
	}
	return false, nil
}

// heading writes what comes before the rows: the dataset, the source, the
// edition, and the codebook where it is new.
func (in *datasetImporter) heading(ctx context.Context, exists bool) error {
	d, m := in.asked, in.asked.Table.Mapping()
	reliability, credibility := m.Grade()
	in.credibility = credibility
	title := m.Title
	if title == "" {
		title = d.Name
	}
	if !exists {
		if _, err := in.tx.Append(&ascribe.Dataset{ID: d.Name, Title: m.Title, Licence: m.Licence, May: m.May, IDs: in.form}); err != nil {
			return err
		}
	}
	source, err := newSourceID(in.tx, d.Name+"-"+d.Edition)
	if err != nil {
		return err
	}
	in.done.Source = source
	if _, err := in.tx.Append(&ascribe.Source{
		ID: source, Title: title + ", " + d.Edition, Publisher: m.Publisher, Published: d.Published, Kind: sourceOfDataset, Reliability: reliability,
	}); err != nil {
		return err
	}
	edition := &ascribe.Edition{Dataset: d.Name, ID: d.Edition, Source: source, SHA256: d.SHA256, Covers: d.Covers, May: m.May, Part: d.Part, Mapping: m.Origin}
	for i := range in.columns {
		if !in.columns[i].Derived() {
			edition.Columns = append(edition.Columns, in.columns[i].Variable)
		}
	}
	if _, err := in.tx.Append(edition); err != nil {
		return err
	}
	heading := ascribe.Codebook{ID: d.Name, Version: d.Edition, Title: m.Title, Description: licenceOf(m), Adequate: adequacy(reliability, credibility)}
	in.done.Adopted, err = adoptColumns(ctx, in.app, in.tx, in.view, heading, variablesOf(in.columns))
	return err
}

// licenceOf says what may be done with a dataset, so that it stands wherever
// its codebook does.
func licenceOf(m *dataset.Mapping) string {
	if m.Licence == "" && m.LicenceNote == "" {
		return ""
	}
	return strings.Join(strings.Fields("Licence: "+strings.TrimSpace(m.Licence+". "+m.LicenceNote)), " ")
}

// sourceOfDataset is the kind of the sources that editions are.
const sourceOfDataset = "dataset"

// newSourceID is the id, or the id with a number where a source has it
// already.
func newSourceID(tx *store.Tx, id string) (string, error) {
	free := id
	for n := 2; ; n++ {
		is, err := tx.Free(store.SpaceSource, ascribe.Main, free)
		if err != nil || is {
			return free, err
		}
		end := fmt.Sprintf("-%d", n)
		free = id[:min(len(id), ascribe.MaxID-len(end))] + end
	}
}
