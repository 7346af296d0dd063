package acts

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A SheetImport is a team's own sheet that is to be brought into the record.
type SheetImport struct {
	Plan     *sheet.Plan
	FileName string // for messages
	SHA256   string // of the file, in hex
	File     []byte // to be kept with the record; nil: it is not
	// Changed is what becomes of what the sheet said before and says otherwise
	// now. Where it is not said and there is such, the import is [Undecided].
	Changed Change
	// Said is the day of what is said later, where the row has none that is later.
	Said ascribe.Date
	// StrikeGone strikes what the rows said that the sheet has lost; else they are
	// listed, and stay.
	StrikeGone bool
	// Done counts the rows that have been dealt with, if it is given.
	Done *atomic.Int64
}

// Change is what a cell that has changed means.
type Change string

const (
	ChangeStrike Change = "strike" // it had been miscoded: what was said is struck
	ChangeLater  Change = "later"  // it was so, and later it was said to be otherwise
)

// Changes lists the ways in the order of the documentation.
var Changes = []Change{ChangeStrike, ChangeLater}

// SheetImported is what the import of a sheet did, or would do.
type SheetImported struct {
	Entry     int64          `json:"entry"` // 0: nothing was new; of a dry run, what it would be
	Sheet     string         `json:"sheet"`
	DryRun    bool           `json:"dry_run"`
	First     bool           `json:"first"`
	Rows      int            `json:"rows"`      // that could be read
	New       map[string]int `json:"new"`       // by kind of record
	Unchanged map[string]int `json:"unchanged"` // likewise
	Struck    int            `json:"struck"`    // statements that had been miscoded, or whose row is gone
	Later     int            `json:"later"`     // statements said later than those that they follow
	Examples  []string       `json:"examples"`  // of what is new, a few of each kind
	// Changed are the cells that say otherwise than before; Gone the rows that
	// the sheet has no more, and what they said; Kept what stays as it was
	// written first, whatever the sheet says now.
	Changed     []ascribe.Problem `json:"changed"`
	MoreChanged int               `json:"more_changed"`
	// Open are those of which it is not said what they mean: a dry run strikes what
	// they said before, and an import asks.
	Open         int               `json:"open,omitempty"`
	Gone         []ascribe.Problem `json:"gone"`
	MoreGone     int               `json:"more_gone"`
	Kept         []ascribe.Problem `json:"kept"`
	MoreKept     int               `json:"more_kept"`
	Uncounted    []Uncounted       `json:"uncounted"`
	Twins        []ask.Twin        `json:"twins,omitempty"` // what looks like something else that is there
	Warnings     []ascribe.Problem `json:"warnings"`
	MoreWarnings int               `json:"more_warnings"`
	// Faults are what could not be understood, for which an import is refused:
	// only a dry run goes on to say what else there is.
	Faults     []ascribe.Problem `json:"faults"`
	MoreFaults int               `json:"more_faults"`
}

// Undecided says that cells have changed, and that it is not said what that
// means.
type Undecided struct{ Reason *ascribe.Error }

func (u *Undecided) Error() string { return u.Reason.Message }

// Unwrap is the reason, which has a kind and a hint.
func (u *Undecided) Unwrap() error { return u.Reason }

const sheetHint = "nothing was imported; mend the faults and import again"

// ImportSheet brings a sheet into the record as one entry, all or nothing. The
// first time all that it says is written; later only what is other than what it
// said before, by the ids of its rows.
func ImportSheet(ctx context.Context, a *point.App, by point.By, in SheetImport) (*SheetImported, error) {
	if faults := &in.Plan.Problems; faults.Len() > 0 && !by.DryRun {
		return nil, faults.Err(in.FileName, sheetHint+"; --dry-run says what could be understood")
	}
	book, err := a.CurrentBook(ctx)
	if err != nil {
		return nil, err
	}
	i := &sheetImporter{
		SheetImport: &in, name: in.Plan.Mapping.Name, days: dated{today: a.Today()},
		done: &SheetImported{Sheet: in.Plan.Mapping.Name, DryRun: by.DryRun, Rows: len(in.Plan.Rows), New: map[string]int{}, Unchanged: map[string]int{}},
	}
	entry, _, err := Act(ctx, a, by, ascribe.EntryImport, func(tx *store.Tx) error {
		i.recorder = newRecorder(tx, book)
		if err := i.run(ctx); err != nil {
			return err
		}
		if i.faults.Len() > 0 && !by.DryRun {
			return ErrFaults
		}
		if err := i.decided(); err != nil {
			return err
		}
		if err := i.days.doubt(by, in.FileName); err != nil && !by.DryRun {
			return err
		}
		if i.done.Uncounted, err = uncounted(ctx, tx.View(), book, i.written); err != nil {
			return err
		}
		i.done.Twins, err = i.twins(ctx, by, book)
		return err
	})
	switch {
	case errors.Is(err, ErrFaults):
		hint := sheetHint
		if i.uncoded > 0 {
			hint += newerHint(book)
		}
		return nil, i.faults.ErrOf(i.kind(i.faults.Len()), in.FileName, hint)
	case err != nil:
		return nil, err
	}
	i.done.Entry = entry.N
	i.report()
	return i.done, nil
}

// decided refuses changes of which it is not said what they mean.
func (i *sheetImporter) decided() error {
	n := i.open
	if n == 0 || i.done.DryRun {
		return nil
	}
	e := ascribe.Errorf(ascribe.ErrConflict, "%s says otherwise in %d cells than when it was last imported", i.FileName, n)
	if n == 1 {
		e.Message = i.FileName + " says otherwise in one cell than when it was last imported"
	}
	return &Undecided{i.changed.Describe(e.WithHint("say what that means: --changed strike, where it had been miscoded, or --changed later, where the sources say otherwise since"))}
}

// report puts what was met on the way into the answer.
func (i *sheetImporter) report() {
	take := func(p *ascribe.Problems) ([]ascribe.Problem, int) {
		e := p.Describe(&ascribe.Error{})
		if e.Problems == nil {
			e.Problems = []ascribe.Problem{}
		}
		return e.Problems, e.More
	}
	d := i.done
	d.Open = i.open
	if i.done.DryRun {
		i.faults.Join(&i.Plan.Problems)
	}
	d.Faults, d.MoreFaults = take(&i.faults)
	d.Changed, d.MoreChanged = take(&i.changed)
	d.Gone, d.MoreGone = take(&i.gone)
	d.Kept, d.MoreKept = take(&i.kept)
	d.Warnings, d.MoreWarnings = take(&i.days.early)
	if i.done.DryRun {
		future, _ := take(&i.days.future)
		d.Warnings = append(d.Warnings, future...)
	}
}

// example keeps the first few of each kind of what is new.
func (i *sheetImporter) example(noun ascribe.Noun) {
	const most = 3
	kind := string(noun.Record())
	if i.examples == nil {
		i.examples = map[string]int{}
	}
	if i.examples[kind]++; i.examples[kind] > most {
		return
	}
	var text string
	switch n := noun.(type) {
	case *ascribe.Incident:
		text = n.ID + ": " + n.Title
	case *ascribe.Actor:
		text = fmt.Sprintf("%s: %s, %s", n.ID, n.Name, ascribe.WithArticle(string(n.Kind)))
	case *ascribe.Link:
		text = fmt.Sprintf("%s: %s as %s in %s", n.ID, n.Actor, n.Role, n.Incident)
	case *ascribe.Source:
		text = fmt.Sprintf("%s: %s (%s)", n.ID, n.Title, n.Published)
	case *ascribe.Statement:
		text = fmt.Sprintf("%s %s %s %s, by %s", n.Subject, n.Stance, n.Variable, n.Value, n.Source)
	case *ascribe.Withdrawal:
		text = fmt.Sprintf("%s of %s", n.Kind, n.Statement)
	case *ascribe.Regrade:
		text = fmt.Sprintf("%s is judged %s", n.Source, n.Reliability)
	}
	i.done.Examples = append(i.done.Examples, kind+" "+text)
}
