package datasets

import (
	"context"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/store"
)

// rowBatch is how many rows go from the reading of a file to the writing at a
// time: both run side by side.
const rowBatch = 64

// An importRow is a row of the file that has something new.
type importRow struct {
	dataset.Row
	before knownRow // record 0: the incident is new
	same   bool     // whether it only is listed again
}

// rowReader reads the file, and passes by what is unchanged.
type rowReader struct {
	in       *datasetImporter
	batches  chan []importRow
	problems ascribe.Problems
	faulty   atomic.Bool // something is wrong: nothing more needs to be written
	read     int
	same     int
	err      error
}

// rows writes what the file changes. Reading goes on after a fault, so that
// all of them are found.
func (in *datasetImporter) rows(ctx context.Context) error {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	r := &rowReader{in: in, batches: make(chan []importRow, 8)}
	go r.run(reading)
	var failed error
	for batch := range r.batches {
		for i := range batch {
			if failed == nil {
				failed = in.row(ctx, &batch[i], &r.faulty)
			}
		}
		if failed != nil {
			stop() // and read on, until the reader has seen it
		}
	}
	in.problems.Join(&r.problems)
	in.done.Rows, in.done.Unchanged = r.read, in.done.Unchanged+r.same
	in.met += r.same
	switch {
	case failed != nil:
		return failed
	case ctx.Err() != nil:
		return ctx.Err()
	case r.err != nil:
		return r.err
	case in.problems.Len() > 0:
		return acts.ErrFaults
	case r.read == 0:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s has no rows", in.asked.FileName).
			WithHint("an edition without any incident would unlist all that there are; is this the right file?")
	}
	return in.givenAnew()
}

func (r *rowReader) run(ctx context.Context) {
	defer close(r.batches)
	var batch []importRow
	send := func() bool {
		select {
		case r.batches <- batch:
			batch = make([]importRow, 0, rowBatch)
			return true
		case <-ctx.Done():
			return false
		}
	}
	for row, err := range r.in.asked.Table.Rows(&r.problems) {
		if err != nil {
			r.err = err
			return
		}
		if r.read&1023 == 0 && ctx.Err() != nil {
			return
		}
		r.read++
		if r.in.asked.Rows != nil {
			r.in.asked.Rows.Add(1)
		}
		if x, news := r.compare(row); news {
			batch = append(batch, x)
		}
		if r.problems.Len() > 0 {
			r.faulty.Store(true)
		}
		if len(batch) == rowBatch && !send() {
			return
		}
	}
	send()
}

// compare is the row with what was before; news is false where the file says
// what is known.
func (r *rowReader) compare(row dataset.Row) (x importRow, news bool) {
	k := r.in.known
	before := k.meet(&row)
	if before.line > 0 {
		fault, _ := dataset.IDs{row.ID: int(before.line)}.Again(row)
		r.problems.Add(fault)
		return x, false
	}
	x = importRow{Row: row, before: before}
	if before.record == 0 {
		return x, true
	}
	x.same = k.of(row.Cells) == before.state
	if x.same {
		r.same++
	}
	return x, !x.same || !before.listed
}

// row writes one row of the file.
func (in *datasetImporter) row(ctx context.Context, x *importRow, faulty *atomic.Bool) error {
	if x.before.record == 0 {
		if faulty.Load() {
			return nil
		}
		return in.newRow(x)
	}
	noun := in.noun(x.ID)
	if !x.before.listed {
		in.done.Relisted++
	}
	if !x.same {
		in.met++
		before, err := in.cellsBefore(ctx, x.before.record)
		if err != nil {
			return err
		}
		if !in.asked.SameIDs {
			if p, other := in.otherMeaning(&x.Row, before); other {
				in.problems.Add(p)
				faulty.Store(true)
				return nil
			}
		}
		if p, met := in.metAnother(&x.Row, before); met {
			in.problems.Add(p)
			faulty.Store(true)
			return nil
		}
		noun.Cells = map[string]string{}
		revised := false
		for _, c := range x.Cells {
			if before[c.Variable] != c.Value {
				noun.Cells[c.Variable] = c.Value
				revised = revised || in.had[c.Variable] && !sameNumber(before[c.Variable], c.Value)
			}
		}
		in.done.Changed++
		if revised {
			in.done.Revised++
		}
	}
	if faulty.Load() {
		return nil
	}
	in.done.Cells += len(noun.Cells)
	_, err := in.tx.Append(noun)
	return err
}

func (in *datasetImporter) noun(incident string) *ascribe.Row {
	return &ascribe.Row{
		Dataset: in.asked.Name, Incident: incident, Edition: in.asked.Edition,
		Source: in.done.Source, Credibility: in.credibility,
	}
}

// newRow writes an incident and its first row.
func (in *datasetImporter) newRow(x *importRow) error {
	if !in.done.First {
		record, _, there, err := in.tx.Find(store.SpaceSubject, in.asked.Name, x.ID)
		if err != nil {
			return err
		}
		if record != 0 && !there {
			in.done.Erased++
			return nil
		}
	}
	if _, err := in.tx.Append(&ascribe.Incident{Dataset: in.asked.Name, ID: x.ID, Title: x.Title}); err != nil {
		return err
	}
	noun := in.noun(x.ID)
	noun.Cells = make(map[string]string, len(x.Cells))
	for _, c := range x.Cells {
		if c.Value != "" {
			noun.Cells[c.Variable] = c.Value
		}
	}
	in.done.New++
	in.done.Cells += len(noun.Cells)
	_, err := in.tx.Append(noun)
	return err
}

// cellsBefore are the cells of an incident as the rows so far left them.
func (in *datasetImporter) cellsBefore(ctx context.Context, incident int64) (map[string]string, error) {
	rows, err := in.view.IncidentRows(ctx, incident)
	if err != nil {
		return nil, err
	}
	cells := map[string]string{}
	for i := range rows {
		for variable, value := range rows[i].Noun.Cells {
			cells[variable] = value
		}
	}
	return cells, nil
}

// unlist writes which incidents the file no longer has, in the order of the
// ledger.
func (in *datasetImporter) unlist(ctx context.Context) error {
	for i := range in.known.rows {
		r := &in.known.rows[i]
		if !r.listed || r.line != 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rows, err := in.view.IncidentRows(ctx, r.record)
		if err != nil {
			return err
		}
		noun := in.noun(rows[0].Noun.Incident) // it is listed, so it has a row
		noun.Credibility, noun.Unlisted = "", true
		if _, err := in.tx.Append(noun); err != nil {
			return err
		}
		in.done.Unlisted++
	}
	return nil
}
