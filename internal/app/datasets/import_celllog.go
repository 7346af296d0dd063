package datasets

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/store"
)

// ImportedCellLog is what the import of a cell log did.
type ImportedCellLog struct {
	Entry   int64           `json:"entry"` // 0: nothing was new
	Dataset string          `json:"dataset"`
	Source  string          `json:"source"`
	Changes int             `json:"changes"` // of the file
	New     int             `json:"new"`     // incidents
	Rows    int             `json:"rows"`    // written: one for each incident and day with a change
	Cells   int             `json:"cells"`   // in those rows
	Adopted *point.BookName `json:"adopted"` // the dataset's codebook, where the log made a version
}

// Cell logs are graded as other datasets are where nothing is said.
const (
	logReliability ascribe.Reliability = "B"
	logCredibility ascribe.Credibility = "2"
)

// ImportCellLog writes the history of a dataset down as one entry, all or
// nothing: for each incident and day one row, said on that day, with what the
// day's last changes left. A log that has grown since it was imported adds what
// is new; where it says something else of the past, or lacks some of it, it is
// refused. The file's name is for messages.
func ImportCellLog(ctx context.Context, a *point.App, by point.By, name string, log *dataset.CellLog, file string) (*ImportedCellLog, error) {
	if err := checkDatasetName(name); err != nil {
		return nil, err
	}
	in := &logImporter{app: a, name: name, file: file, log: log, done: &ImportedCellLog{Dataset: name}, day: ascribe.MinDay, although: by.Although}
	entry, _, err := acts.Act(ctx, a, by, ascribe.EntryImport, func(tx *store.Tx) error {
		return tx.Before(ctx, func(v *store.View) error { return in.run(ctx, tx, v) })
	})
	switch {
	case errors.Is(err, acts.ErrFaults) && in.problems.Len() > 0:
		return nil, in.problems.Err(file, nothingChanged)
	case errors.Is(err, acts.ErrFaults):
		return nil, in.altered.Describe(ascribe.Errorf(ascribe.ErrConflict, "%s alters the past that was imported into %s", file, name).
			WithHint("a log only grows at its end; nothing was imported: import this one into a new dataset"))
	case err != nil:
		return nil, err
	}
	in.done.Entry = entry.N
	return in.done, nil
}

// A logImporter imports a log within one entry.
type logImporter struct {
	app      *point.App
	name     string
	file     string
	log      *dataset.CellLog
	although bool // that a day lies in the future is meant
	done     *ImportedCellLog
	problems ascribe.Problems
	altered  ascribe.Problems // of the past

	tx      *store.Tx
	view    *store.View // of what was there before
	stored  *storedDays
	ids     map[string]logID
	columns logTypes

	day   ascribe.Day
	order []string // the ids that the day changes, as they come
	at    map[string]*dayOf
}

// A logID is an incident, as the log left it so far.
type logID struct {
	record int64 // 0: it is not written
	listed bool
}

// dayOf is what one day changes of one incident.
type dayOf struct {
	first  dataset.Change
	listed bool // whether the incident was, as the day began
	cells  map[string]string
}

func (in *logImporter) run(ctx context.Context, tx *store.Tx, before *store.View) error {
	in.tx, in.view = tx, before
	in.ids, in.at = map[string]logID{}, map[string]*dayOf{}
	if err := in.begin(ctx); err != nil {
		return err
	}
	for c, err := range in.log.Changes(&in.problems) {
		if err != nil {
			return err
		}
		if c.Day != in.day {
			if err := in.flush(ctx); err != nil {
				return err
			}
			in.day = c.Day
		}
		in.done.Changes++
		in.change(c)
	}
	if err := in.flush(ctx); err != nil {
		return err
	}
	if n := len(in.stored.days); n > 0 && in.altered.Len() == 0 {
		in.altered.Add(ascribe.Problem{File: in.file, Message: "it lacks changes that were imported: of " + strconv.Itoa(n) + " incidents and days, up to " + in.stored.last.String()})
	}
	switch {
	case in.problems.Len() > 0, in.altered.Len() > 0:
		return acts.ErrFaults
	case in.done.Changes == 0:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s has no changes", in.file).WithHint("is this the right file?")
	case in.done.Rows == 0:
		return nil
	case in.day > in.app.Today() && !in.although:
		return &acts.Doubt{Days: true, Reason: ascribe.Errorf(ascribe.ErrInvalid, "%s has changes up to %s, and that day lies in the future", in.file, in.day).
			WithHint("correct the times of the file; if they are meant, add --although")}
	}
	var err error
	in.done.Adopted, err = in.adopt(ctx)
	return err
}

// begin reads what was imported before, or makes the dataset and its source.
func (in *logImporter) begin(ctx context.Context) error {
	editions, exists, err := ask.EditionsBefore(ctx, in.view, in.name, ascribe.Latest)
	if err != nil {
		return err
	}
	if len(editions) > 0 {
		return ascribe.Errorf(ascribe.ErrConflict, "the dataset %s has editions, and a cell log is a history of its own", in.name).
			WithHint("import the log into a dataset of another name")
	}
	in.stored = newStoredDays()
	form, err := idForm(ctx, in.view, in.name, exists)
	if err != nil {
		return err
	}
	in.log.Continue(form)
	if exists {
		for x, err := range in.view.Subjects(ctx, in.name, ascribe.OfIncident) {
			if err != nil {
				return err
			}
			in.ids[x.Noun.(*ascribe.Incident).ID] = logID{record: x.Record}
		}
		if err := in.stored.read(in.view.RowRefs(ctx, in.name)); err != nil {
			return err
		}
		in.done.Source, err = in.sourceBefore(ctx)
		return err
	}
	if _, err := in.tx.Append(&ascribe.Dataset{ID: in.name, IDs: form}); err != nil {
		return err
	}
	if in.done.Source, err = newSourceID(in.tx, in.name+"-log"); err != nil {
		return err
	}
	_, err = in.tx.Append(&ascribe.Source{
		ID: in.done.Source, Title: in.name + ", a log of changes", Kind: sourceOfDataset, Reliability: logReliability,
	})
	return err
}

// sourceBefore is the source of the rows that are there.
func (in *logImporter) sourceBefore(ctx context.Context) (string, error) {
	for _, id := range in.ids {
		rows, err := in.view.IncidentRows(ctx, id.record)
		if err != nil {
			return "", err
		}
		if len(rows) > 0 {
			return rows[0].Noun.Source, nil
		}
	}
	return "", ascribe.Errorf(ascribe.ErrConflict, "the dataset %s has no rows, so it cannot be seen where they would come from", in.name).
		WithHint("import the log into a dataset of another name")
}

// change notes one line of the log.
func (in *logImporter) change(c dataset.Change) {
	id := in.ids[c.ID]
	day := in.at[c.ID]
	if day == nil {
		day = &dayOf{first: c, listed: id.listed}
		in.at[c.ID] = day
		in.order = append(in.order, c.ID)
	}
	switch c.Op {
	case dataset.AddID:
		id.listed = true
	case dataset.RemoveID:
		id.listed = false
	case dataset.SetCell:
		if day.cells == nil {
			day.cells = map[string]string{}
		}
		day.cells[c.Variable] = c.New
		in.columns.see(&c)
	}
	in.ids[c.ID] = id
}

// flush writes the rows of the day that has ended, or holds them to those that
// are there.
func (in *logImporter) flush(ctx context.Context) error {
	for _, id := range in.order {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := in.row(ctx, id, in.at[id]); err != nil {
			return err
		}
	}
	in.order = in.order[:0]
	clear(in.at)
	return nil
}

func (in *logImporter) row(ctx context.Context, id string, day *dayOf) error {
	state := in.ids[id]
	noun := &ascribe.Row{
		Dataset: in.name, Incident: id, Source: in.done.Source, Said: ascribe.OnDay(in.day),
		Credibility: logCredibility, Unlisted: !state.listed, Cells: day.cells,
	}
	switch {
	case len(day.cells) == 0 && state.listed == day.listed && !in.stored.has(state.record, in.day):
		return nil // the day leaves things as they were
	case in.day < in.stored.last:
		if !in.stored.take(state.record, in.day, noun) {
			in.altered.Add(day.first.Problem("id", "on %s it now says something else of %q than when it was imported", in.day, id))
		}
		return nil
	case in.day == in.stored.last && in.stored.has(state.record, in.day):
		if in.stored.take(state.record, in.day, noun) {
			return nil
		}
		if lacks, err := in.onlyNew(ctx, noun, state.record); err != nil {
			return err
		} else if lacks != "" {
			in.altered.Add(day.first.Problem("id", "on %s it no longer sets %s of %q, as it did when it was imported", in.day, lacks, id))
			return nil
		}
	}
	if in.problems.Len() > 0 || in.altered.Len() > 0 {
		return nil
	}
	return in.write(noun, state, day)
}

// onlyNew leaves of a row of the last day that was imported what that day has
// got since. lacks is a cell that was imported and is not in it.
func (in *logImporter) onlyNew(ctx context.Context, noun *ascribe.Row, incident int64) (lacks string, err error) {
	rows, err := in.view.IncidentRows(ctx, incident)
	if err != nil {
		return "", err
	}
	before := map[string]string{}
	for i := range rows {
		if rows[i].Noun.Said.Last() != in.day {
			continue
		}
		for variable, value := range rows[i].Noun.Cells {
			before[variable] = value
			if _, set := noun.Cells[variable]; !set {
				lacks = variable
			}
		}
	}
	cells := map[string]string{}
	for variable, value := range noun.Cells {
		if old, said := before[variable]; !said || old != value {
			cells[variable] = value
		}
	}
	noun.Cells = cells
	return lacks, nil
}

func (in *logImporter) write(noun *ascribe.Row, state logID, day *dayOf) (err error) {
	if state.record == 0 {
		title := cmp.Or(day.cells["title"], day.cells["headline"], day.cells["name"], noun.Incident)
		if state.record, err = in.tx.Append(&ascribe.Incident{Dataset: in.name, ID: noun.Incident, Title: title}); err != nil {
			return err
		}
		in.ids[noun.Incident] = state
		in.done.New++
	}
	in.done.Rows++
	in.done.Cells += len(noun.Cells)
	_, err = in.tx.Append(noun)
	return err
}

// adopt adopts a codebook where the log has columns that are new, or values
// that do not fit their types. Its versions are numbered.
func (in *logImporter) adopt(ctx context.Context) (*point.BookName, error) {
	adopted, err := adoptedBefore(ctx, in.view, in.name)
	if err != nil {
		return nil, err
	}
	heading := ascribe.Codebook{ID: in.name, Version: strconv.Itoa(len(adopted) + 1), Adequate: adequacy(logReliability, logCredibility)}
	return adoptColumns(ctx, in.app, in.tx, in.view, heading, in.columns.variables())
}
