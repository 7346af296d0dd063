package timeline

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Statement is what the index needs to know about a statement, with numbers
// in place of ids and texts.
type Statement struct {
	Record      int64
	Incident    int32  // as Builder.Incident numbered it
	Source      uint32 // as Builder.Source did
	Slot        uint16 // as Builder.Slot did
	Value       uint32 // as Builder.Value did
	Day         ascribe.Day
	Stance      ascribe.Stance
	Basis       ascribe.Basis
	Reliability ascribe.Reliability // its own; empty: its source's
	Credibility ascribe.Credibility
	Coder       uint32 // a number for whoever coded it; 0: nobody is named
}

// An Ending is what was said of a statement later: that it, or a withdrawal
// of it, is withdrawn, or settled by an adjudication.
type Ending struct {
	Record int64 // its own
	Target int64 // the record of the statement or withdrawal, or of the incident or source
	Kind   EndingKind
	Day    ascribe.Day // of a correction or adjudication
	Source int64       // the record of a correction's source, where it names one
}

// EndingKind says what an ending does.
type EndingKind uint8

// The kinds of ending.
const (
	Corrects EndingKind = iota
	Strikes
	Settles
)

// A Taker takes in what the ledger holds. A [Builder] takes it in any order; an
// [Update] what has come since, in the order of the ledger.
type Taker interface {
	// Incident takes an incident in, and numbers it.
	Incident(record int64, id string) int32
	// IncidentAt is the number of an incident that was taken in.
	IncidentAt(record int64) (int32, bool)
	// Source takes a source in, and numbers it.
	Source(record int64, r ascribe.Reliability) uint32
	// SourceAt is the number of a source that was taken in.
	SourceAt(record int64) (uint32, bool)
	// Regrade takes in that a source was judged anew.
	Regrade(record int64, source uint32, r ascribe.Reliability)
	// Slot numbers a variable by its name.
	Slot(name string) uint16
	// Value numbers a value of a variable.
	Value(slot uint16, text string) uint32
	// Long notes that a value of a variable is too long to be kept. Its
	// number is 0.
	Long(slot uint16)
	// Add takes a statement in.
	Add(s Statement)
	// End takes an ending in.
	End(a Ending)
	// Move takes in that a statement or a correction is of another day from a
	// record on, after it was taken in.
	Move(record, of int64, day ascribe.Day)
}

// A Builder takes in what was said, in any order, and makes an index of it.
type Builder struct {
	numbers
	loose []claim // in the order in which they came
	owner []int32 // the incident of each
}

// NewBuilder begins an index.
func NewBuilder() *Builder { return &Builder{numbers: numbers{index: newIndex()}} }

// Regrade records that a source's reliability was changed. Calls must be in the
// order of the ledger.
func (b *Builder) Regrade(record int64, source uint32, r ascribe.Reliability) {
	b.index.regrade(record, source, r)
}

// Add takes in a statement. Its source must have been taken in before.
func (b *Builder) Add(s Statement) {
	if b.refuse(s.Record) {
		return
	}
	b.loose = append(b.loose, b.index.claim(&s))
	b.owner = append(b.owner, s.Incident)
}

// End takes an ending in.
func (b *Builder) End(a Ending) { b.index.endings = append(b.index.endings, a) }

// Move takes in that a statement or a correction is of another day.
func (b *Builder) Move(record, of int64, day ascribe.Day) { b.index.move(record, of, day) }

// Build sorts what was taken in and sweeps it under a codebook. entry is the
// last one of the ledger that is in it, record its last record.
func (b *Builder) Build(ctx context.Context, book *codebook.Book, entry, record int64) (*Index, error) {
	if b.failure != nil {
		return nil, b.failure
	}
	x := b.index
	x.entry, x.record = entry, record
	slices.SortFunc(x.endings, func(a, b Ending) int { return cmp.Compare(a.Record, b.Record) })
	if len(x.moves) > 0 {
		for i := range b.loose {
			x.moveClaim(&b.loose[i])
		}
	}
	claims, err := arrange(ctx, b.loose, b.owner, len(x.incidents))
	if err != nil {
		return nil, err
	}
	x.claims = claims
	b.loose, b.owner = nil, nil
	x.gradeAnew()
	x.end()
	if err := x.use(ctx, book); err != nil {
		return nil, err
	}
	return x, nil
}

// arrange sorts claims by incident, day and record: counting by incident
// first, so that each list to sort is short.
func arrange(ctx context.Context, loose []claim, owner []int32, incidents int) (flat[claim], error) {
	f := flat[claim]{start: make([]uint32, incidents+1), all: make([]claim, len(loose))}
	for _, o := range owner {
		f.start[o+1]++
	}
	for i := range incidents {
		f.start[i+1] += f.start[i]
	}
	at := slices.Clone(f.start)
	for i, c := range loose {
		f.all[at[owner[i]]] = c
		at[owner[i]]++
	}
	err := parallel(ctx, incidents, func(_, from, to int) {
		for i := from; i < to && !ended(ctx, i); i++ {
			slices.SortFunc(f.all[f.start[i]:f.start[i+1]], compareClaims)
		}
	})
	return f, err
}

// numbers is what a builder and an update share: it gives things their numbers.
type numbers struct {
	index   *Index
	failure error
}

func (n *numbers) Incident(record int64, id string) int32 { return n.index.addIncident(record, id) }

func (n *numbers) IncidentAt(record int64) (int32, bool) {
	i, ok := n.index.incidentAt[record]
	return i, ok
}

func (n *numbers) Source(record int64, r ascribe.Reliability) uint32 {
	return n.index.addSource(record, r)
}

func (n *numbers) SourceAt(record int64) (uint32, bool) {
	s, ok := n.index.sourceAt[record]
	return s, ok
}

func (n *numbers) Slot(name string) uint16 {
	if _, ok := n.index.slotAt[name]; !ok && len(n.index.slots) > math.MaxUint16 {
		n.failure = fmt.Errorf("%q: the index counts to %d variables", name, math.MaxUint16+1)
		return 0
	}
	return n.index.slot(name)
}

func (n *numbers) Value(slot uint16, text string) uint32 {
	return n.index.slots[slot].value(codebook.Compared(text))
}

func (n *numbers) Long(slot uint16) { n.index.slots[slot].long = true }

// refuse notes a record whose number is too great for a claim.
func (n *numbers) refuse(record int64) bool {
	if record <= math.MaxUint32 {
		return false
	}
	n.failure = fmt.Errorf("record %d: the index counts to %d", record, uint32(math.MaxUint32))
	return true
}
