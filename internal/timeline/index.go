package timeline

import (
	"context"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// An Index answers questions about all incidents of one dataset under one
// codebook. It may be used by many goroutines, also while one writes to it.
type Index struct {
	mu sync.RWMutex

	entry, record int64 // the last of the ledger that it has
	slots         []*slot
	slotAt        map[string]uint16
	incidents     []incident
	incidentAt    map[int64]int32 // by record
	sources       []source
	sourceAt      map[int64]uint32
	claims        flat[claim]
	endings       []Ending // in the order of the ledger
	fate          fate     // what they come to
	names         names
	moves         map[int64][]moved // of statements and corrections, by record; of a claim, first the day that it had

	// What it all comes to under each codebook that was asked for, the first
	// being the index's own.
	readings []*reading
	buffers  buffers
}

// maxReadings is how many codebooks are kept up at the same time.
const maxReadings = 4

type incident struct {
	record int64
	id     string
}

type source struct {
	record      int64
	reliability ascribe.Reliability // as it stands
	regrades    []regraded
}

type regraded struct {
	record      int64
	reliability ascribe.Reliability
}

// A reading is what the claims come to under a codebook.
type reading struct {
	prepared  *preparedBook
	joins     *joins
	spans     flat[span]
	tally     *tally
	histories map[string]*variableHistory // of variables that were asked for
	begun     *beginnings                 // nil: nobody has asked
	kept      keptAnswers

	dayTables dayTables // of the days that were asked for last
}

func newIndex() *Index {
	return &Index{slotAt: map[string]uint16{}, incidentAt: map[int64]int32{}, sourceAt: map[int64]uint32{}}
}

// Entry is the number of the last entry of the ledger that is in the index.
func (x *Index) Entry() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.entry
}

// Incidents is how many there are, said of or not.
func (x *Index) Incidents() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.incidents)
}

// Book is the index's own codebook.
func (x *Index) Book() *codebook.Book {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.readings[0].prepared.book
}

func (x *Index) addIncident(record int64, id string) int32 {
	n := int32(len(x.incidents))
	x.incidents = append(x.incidents, incident{record, id})
	x.incidentAt[record] = n
	return n
}

func (x *Index) addSource(record int64, r ascribe.Reliability) uint32 {
	n := uint32(len(x.sources))
	x.sources = append(x.sources, source{record: record, reliability: r})
	x.sourceAt[record] = n
	return n
}

func (x *Index) regrade(record int64, n uint32, r ascribe.Reliability) {
	s := &x.sources[n]
	if s.regrades == nil { // how it was judged first
		s.regrades = append(s.regrades, regraded{0, s.reliability})
	}
	s.regrades = append(s.regrades, regraded{record, r})
	s.reliability = r
}

// at is the reliability of the source as it stood at a record.
func (s *source) at(record int64) ascribe.Reliability {
	r := s.reliability
	for i := len(s.regrades) - 1; i >= 0; i-- {
		if r = s.regrades[i].reliability; s.regrades[i].record <= record {
			break
		}
	}
	return r
}

func (x *Index) slot(name string) uint16 {
	n, ok := x.slotAt[name]
	if !ok {
		n = uint16(len(x.slots))
		x.slots = append(x.slots, newSlot(name))
		x.slotAt[name] = n
	}
	return n
}

func (x *Index) claim(s *Statement) claim {
	c := claim{
		day: int32(s.Day), until: never, record: uint32(s.Record), source: s.Source, value: s.Value, coder: s.Coder, slot: s.Slot,
		flags: uint8(slices.Index(stances[:], s.Stance)) | uint8(slices.Index(ascribe.Bases, s.Basis)+1)<<basisShift,
	}
	r := s.Reliability
	if r != "" {
		c.flags |= graded
	} else {
		r = x.sources[s.Source].reliability
	}
	c.grade = uint8(ascribe.NewGrade(r, s.Credibility))
	return c
}

// gradeAnew gives the claims of sources that were judged anew the grade that
// counts: a statement may have been taken in before that was.
func (x *Index) gradeAnew() {
	for i := range x.claims.all {
		c := &x.claims.all[i]
		if s := &x.sources[c.source]; s.regrades != nil {
			c.regrade(s.reliability)
		}
	}
}

// Use puts the index under another codebook of its own: every incident is
// swept anew. Where the context ends meanwhile, the index is not to be used any
// more.
func (x *Index) Use(ctx context.Context, book *codebook.Book) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.use(ctx, book)
}

func (x *Index) use(ctx context.Context, book *codebook.Book) error {
	l := x.prepareBook(book)
	if len(x.readings) > 0 {
		x.buffers.takeOver(x.readings[0])
	}
	p, err := x.newReading(ctx, l, x.seen(l), x.fate, &x.buffers)
	x.readings = []*reading{p}
	return err
}

// under is the reading under a codebook, nil where there is none yet. No
// codebook is the index's own.
func (x *Index) under(book *codebook.Book) *reading {
	if book == nil {
		return x.readings[0]
	}
	for _, p := range x.readings {
		if p.prepared.book == book || p.prepared.book.SHA256 == book.SHA256 && book.SHA256 != "" {
			return p
		}
	}
	return nil
}

// addReading makes the reading under a codebook, and forgets another if there are
// too many.
func (x *Index) addReading(ctx context.Context, book *codebook.Book) (*reading, error) {
	if p := x.under(book); p != nil {
		return p, nil
	}
	l := x.prepareBook(book)
	if len(x.readings) == maxReadings {
		x.buffers.takeOver(x.readings[1])
		x.readings = slices.Delete(x.readings, 1, 2)
	}
	p, err := x.newReading(ctx, l, x.seen(l), x.fate, &x.buffers)
	if err != nil {
		return nil, err
	}
	x.readings = append(x.readings, p)
	return p, nil
}

// prepareBook makes a codebook ready. Dates that were read for another are not
// read again.
func (x *Index) prepareBook(book *codebook.Book) *preparedBook {
	if len(x.readings) == 0 {
		return newPreparedBook(book, x.slots, nil)
	}
	return newPreparedBook(book, x.slots, x.readings[0].prepared)
}

// newReading sweeps all incidents, with all processors.
func (x *Index) newReading(ctx context.Context, l *preparedBook, claims func(int32) []claim, f fate, buffers *buffers) (*reading, error) {
	n := len(x.incidents)
	p := &reading{prepared: l, histories: map[string]*variableHistory{}, kept: newKeptAnswers(), dayTables: newDayTables()}
	p.joins = x.joined(l, claims, f, nil, nil)
	p.spans.start = make([]uint32, n+1)
	years := l.allYears()
	made := make([]buffer, workersFor(n))
	err := parallel(ctx, n, func(worker, from, to int) {
		s := newSweeper(l, x.slots)
		r := buffers.of(worker)
		t := newTally(years, len(l.outcomes), r.tally)
		out := r.spans[:0]
		if out == nil {
			out = make([]span, 0, 4*(to-from))
		}
		for i := from; i < to && !ended(ctx, i); i++ {
			first := len(out)
			out = s.sweepOf(p.joins.of(int32(i)), int32(i), claims, out)
			t.note(out[first:])
			p.spans.start[i+1] = uint32(len(out))
		}
		made[worker] = buffer{out, t}
	})
	if err != nil {
		return nil, err
	}
	p.spans.join(spansOf(made))
	p.tally = made[0].tally
	for _, r := range made[1:] {
		p.tally.merge(r.tally)
	}
	p.tally.sum()
	buffers.keep(made)
	return p, nil
}

// recount makes the running sums of a reading from its spans. It is a part of an
// update, and like that is brought to its end.
func (x *Index) recount(p *reading) {
	n := len(x.incidents)
	p.kept.list.Purge()
	years := p.prepared.allYears()
	tallies := make([]*tally, workersFor(n))
	_ = parallel(context.Background(), n, func(worker, from, to int) {
		t := newTally(years, len(p.prepared.outcomes), nil)
		for i := from; i < to; i++ {
			t.note(p.spans.of(int32(i)))
		}
		tallies[worker] = t
	})
	p.tally = tallies[0]
	for _, t := range tallies[1:] {
		p.tally.merge(t)
	}
	p.tally.sum()
}

// allYears are those that some date has, sorted, after noYear.
func (l *preparedBook) allYears() []int32 {
	years := append(slices.Concat(l.years...), noYear)
	slices.Sort(years)
	return slices.Compact(years)
}
