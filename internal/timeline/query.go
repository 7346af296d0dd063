package timeline

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A Query asks how many incidents there are of each kind, on each of some
// days, as recorded by a record.
type Query struct {
	By    []string // label, level, settled, year, coders, or variables of the codebook
	Where []Where
	Days  []ascribe.Day // sorted
	// Record is the last one of the ledger that counts; 0: no limit.
	Record int64
	Book   *codebook.Book // nil: the index's own
	Sum    string         // a variable of numbers; empty: none

	begun bool // whether it asks what began each label
}

// Knows reports whether the index can answer by a variable: not by one of which
// it has met a text that is too long to be kept, under whichever of its names,
// nor by the coders where it has met any.
func (x *Index) Knows(book *codebook.Book, variable string) bool {
	names := []string{variable}
	if v := book.Var(variable); v != nil {
		names = append(names, v.Was...)
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if variable == survey.ByCoders && slices.ContainsFunc(x.slots, func(s *slot) bool { return s.long }) {
		return false
	}
	return !slices.ContainsFunc(names, func(name string) bool {
		n, ok := x.slotAt[name]
		return ok && x.slots[n].long
	})
}

func isSpanned(by string) bool {
	return by == "label" || by == "level" || by == "settled" || by == "year"
}

// Count answers a query.
func (x *Index) Count(ctx context.Context, q Query) (a Answer, err error) {
	err = x.read(ctx, q, func(p *reading) (err error) {
		if q.Where == nil && q.Sum == "" && !p.tally.givenUp && !slices.ContainsFunc(q.By, func(by string) bool { return !p.spanned(by) }) {
			a = p.counted(q)
			return nil
		}
		a, err = x.countSpans(ctx, p, q)
		return err
	})
	return a, err
}

// spanned reports whether a dimension is read from the spans: a variable of
// that name would go before.
func (p *reading) spanned(by string) bool { return isSpanned(by) && p.prepared.book.Var(by) == nil }

// read gives the reading that a query is about, with all the histories that it
// reads: the present one, or one swept as recorded by a record.
func (x *Index) read(ctx context.Context, q Query, use func(*reading) error) error {
	return x.readClaims(ctx, q, func(p *reading, _ *heard) error { return use(p) })
}

// readClaims also gives what was said, from which the reading was made.
func (x *Index) readClaims(ctx context.Context, q Query, use func(p *reading, h *heard) error) error {
	past := func() bool { return q.Record != 0 && q.Record < x.record }
	present := q
	present.Record = 0
	x.mu.RLock()
	for !past() && x.lacks(q) { // somebody may write between the locks
		x.mu.RUnlock()
		if err := x.add(ctx, present); err != nil {
			return err
		}
		x.mu.RLock()
	}
	defer x.mu.RUnlock()
	if !past() {
		p := x.under(q.Book)
		h := x.heardNow(p)
		return use(p, &h)
	}
	p, h, err := x.past(ctx, q)
	if err != nil {
		return err
	}
	if err := x.addHistories(ctx, p, q, h); err != nil {
		return err
	}
	return use(p, h)
}

// add adds what a query of the present reads.
func (x *Index) add(ctx context.Context, q Query) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p, err := x.addReading(ctx, q.Book)
	if err != nil {
		return err
	}
	h := x.heardNow(p)
	return x.addHistories(ctx, p, q, &h)
}

func (x *Index) lacks(q Query) bool {
	p := x.under(q.Book)
	return p == nil || q.begun && p.begun == nil || slices.ContainsFunc(q.dimensions(), func(by string) bool { return !p.spanned(by) && p.histories[by] == nil })
}

func (x *Index) addHistories(ctx context.Context, p *reading, q Query, h *heard) error {
	for _, by := range q.dimensions() {
		if p.spanned(by) || p.histories[by] != nil {
			continue
		}
		l, err := x.variableHistory(ctx, p, by, h)
		if err != nil {
			return err
		}
		p.histories[by] = l
	}
	if !q.begun || p.begun != nil {
		return nil
	}
	b, err := x.newBeginnings(ctx, p, h)
	if err != nil {
		return err
	}
	p.begun = b
	return nil
}

// past is the reading as recorded by a record, and what had been said by then.
func (x *Index) past(ctx context.Context, q Query) (*reading, *heard, error) {
	book := q.Book
	if book == nil {
		book = x.readings[0].prepared.book
	}
	f, l := x.fates(q.Record), x.prepareBook(book)
	claims := func(i int32) []claim {
		list := x.claims.of(i)
		return x.recordedBy(q.Record, f, l.twins, list, make([]claim, 0, len(list)))
	}
	p, err := x.newReading(ctx, l, claims, f, nil)
	if err != nil {
		return nil, nil, err
	}
	return p, &heard{claims, f, p.joins}, nil
}

func (q *Query) dimensions() []string {
	list := slices.Clone(q.By)
	for _, w := range q.Where {
		list = append(list, w.Dimension)
	}
	if q.Sum != "" {
		list = append(list, q.Sum)
	}
	return list
}

// countCells answers from the running sums, and says of each cell in which row
// it is; -1: in none.
func (p *reading) countCells(q Query) (a Answer, rowOf []int32) {
	t := p.tally
	rowOf = make([]int32, len(t.cells))
	a.Base = make([]int, len(q.Days))
	rows := map[string]int{}
	for c := range t.cells {
		if rowOf[c] = -1; t.cells[c].sums == nil {
			continue
		}
		s := span{
			year: t.years[c/2/t.outcomes], outcome: int16(c/2%t.outcomes - 1), settled: c%2 == 1,
		}
		key := ""
		values := make([]string, len(q.By))
		for i, by := range q.By {
			values[i] = p.prepared.text(by, s)
			key += values[i] + "\x00"
		}
		n, ok := rows[key]
		if !ok {
			n = len(a.Rows)
			rows[key] = n
			a.Rows = append(a.Rows, Row{Values: values, N: make([]int, len(q.Days))})
		}
		rowOf[c] = int32(n)
	}
	for c, row := range rowOf {
		if row < 0 {
			continue
		}
		n, sums := a.Rows[row].N, &t.cells[c]
		for d := len(q.Days) - 1; d >= 0 && int32(q.Days[d]) >= sums.from; d-- {
			n[d] += int(sums.on(int32(q.Days[d])))
		}
	}
	for _, r := range a.Rows {
		sumInto(a.Base, r.N)
	}
	before := slices.Clone(a.Rows)
	tidy(&a)
	for c, row := range rowOf {
		if row >= 0 {
			rowOf[c] = int32(slices.IndexFunc(a.Rows, func(r Row) bool { return slices.Equal(r.Values, before[row].Values) }))
		}
	}
	return a, rowOf
}

// tidy leaves out rows that nothing was in, and sorts the others.
func tidy(a *Answer) {
	slices.SortFunc(a.Rows, func(a, b Row) int { return slices.Compare(a.Values, b.Values) })
	a.Rows = slices.DeleteFunc(a.Rows, func(r Row) bool {
		return !slices.ContainsFunc(r.N, func(n int) bool { return n != 0 })
	})
}

// text is the value that a span has of one of its dimensions.
func (l *preparedBook) text(by string, s span) string {
	switch by {
	case "year":
		return yearText(s.year)
	case "settled":
		if s.settled {
			return "yes"
		}
		return "no"
	}
	if by == "level" {
		return l.outcome(s).Level
	}
	return l.outcome(s).Label
}

// outcome is that of a span: none, where no row holds.
func (l *preparedBook) outcome(s span) ascribe.Outcome {
	if s.outcome < 0 {
		return ascribe.Outcome{}
	}
	return l.outcomes[s.outcome]
}

// belief is the outcome of a span, and whether it is settled.
func (l *preparedBook) belief(s span) ascribe.Belief {
	return ascribe.Belief{Outcome: l.outcome(s), Settled: s.settled}
}
