package timeline

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
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

	begun bool // whether it asks what began each label
}

// Where asks for the incidents of which a dimension has a value.
type Where struct {
	By    string
	Value string
}

// An Answer is the counts on each day. Rows are combinations of values that
// occur, N how many incidents had them, by day. It is shared with others who ask
// the same: leave it as it is.
type Answer struct {
	Base    []int // by day: the incidents that are counted
	Rows    []Row
	Several bool // an incident may be in more than one row
}

// Row is one combination of values, in the order of Query.By.
type Row struct {
	Values []string
	N      []int // by day
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
	if variable == ByCoders && slices.ContainsFunc(x.slots, func(s *slot) bool { return s.long }) {
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
		if q.Where == nil && !p.tally.givenUp && !slices.ContainsFunc(q.By, func(by string) bool { return !p.spanned(by) }) {
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
	return x.readClaims(ctx, q, func(p *reading, _ func(int32) []claim) error { return use(p) })
}

// readClaims also gives the claims that the reading was made from.
func (x *Index) readClaims(ctx context.Context, q Query, use func(p *reading, claims func(int32) []claim) error) error {
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
		return use(p, x.seen(p.prepared))
	}
	p, claims, err := x.past(ctx, q)
	if err != nil {
		return err
	}
	if err := x.addHistories(ctx, p, q, claims); err != nil {
		return err
	}
	return use(p, claims)
}

// add adds what a query of the present reads.
func (x *Index) add(ctx context.Context, q Query) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p, err := x.addReading(ctx, q.Book)
	if err != nil {
		return err
	}
	return x.addHistories(ctx, p, q, x.seen(p.prepared))
}

func (x *Index) lacks(q Query) bool {
	p := x.under(q.Book)
	return p == nil || q.begun && p.begun == nil || slices.ContainsFunc(q.dimensions(), func(by string) bool { return !p.spanned(by) && p.histories[by] == nil })
}

func (x *Index) addHistories(ctx context.Context, p *reading, q Query, claims func(int32) []claim) error {
	for _, by := range q.dimensions() {
		if p.spanned(by) || p.histories[by] != nil {
			continue
		}
		l, err := x.variableHistory(ctx, p, by, claims)
		if err != nil {
			return err
		}
		p.histories[by] = l
	}
	if !q.begun || p.begun != nil {
		return nil
	}
	b, err := x.newBeginnings(ctx, p, q.Record, claims)
	if err != nil {
		return err
	}
	p.begun = b
	return nil
}

// past is the reading as recorded by a record, and the claims under it.
func (x *Index) past(ctx context.Context, q Query) (*reading, func(int32) []claim, error) {
	book := q.Book
	if book == nil {
		book = x.readings[0].prepared.book
	}
	f, l := fates(x.amendments, q.Record), x.prepareBook(book)
	claims := func(i int32) []claim {
		list := x.claims.of(i)
		return x.recordedBy(q.Record, f, l.twins, list, make([]claim, 0, len(list)))
	}
	p, err := x.newReading(ctx, l, claims, nil)
	return p, claims, err
}

func (q *Query) dimensions() []string {
	list := slices.Clone(q.By)
	for _, w := range q.Where {
		list = append(list, w.By)
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
			a.Rows = append(a.Rows, Row{values, make([]int, len(q.Days))})
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
	a.tidy()
	for c, row := range rowOf {
		if row >= 0 {
			rowOf[c] = int32(slices.IndexFunc(a.Rows, func(r Row) bool { return slices.Equal(r.Values, before[row].Values) }))
		}
	}
	return a, rowOf
}

// tidy leaves out rows that nothing was in, and sorts the others.
func (a *Answer) tidy() {
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

// An axis is a dimension as it is read for each incident: from the spans, or
// from a history.
type axis struct {
	by      string
	history *variableHistory
	steps   []step // of the incident at hand
	at      int    // in steps: the one that counts; -1 before the first
}

// countSpans answers by going through the spans of every incident.
func (x *Index) countSpans(ctx context.Context, p *reading, q Query) (Answer, error) {
	parts := make([]*partial, workersFor(len(x.incidents)))
	err := parallel(ctx, len(x.incidents), func(worker, from, to int) {
		c := newPartial(p, q)
		for i := from; i < to && !ended(ctx, i); i++ {
			c.count(int32(i))
		}
		parts[worker] = c
	})
	if err != nil {
		return Answer{}, err
	}
	for _, o := range parts[1:] {
		parts[0].merge(o)
	}
	return parts[0].answer(), nil
}

// A partial is what one worker has counted: changes from day to day.
type partial struct {
	p     *reading
	q     Query
	by    []axis
	where []axis

	base    []int
	rows    map[string]*Row
	several bool
}

func newPartial(p *reading, q Query) *partial {
	c := &partial{p: p, q: q, base: make([]int, len(q.Days)+1), rows: map[string]*Row{}}
	axisOf := func(by string) axis {
		a := axis{by: by}
		if !p.spanned(by) {
			a.history = p.histories[by]
		}
		return a
	}
	for _, by := range q.By {
		c.by = append(c.by, axisOf(by))
	}
	for _, w := range q.Where {
		c.where = append(c.where, axisOf(w.By))
	}
	return c
}

// count notes an incident: on each run of days on which nothing of it
// changes, it is in the same rows.
func (c *partial) count(incident int32) {
	spans := c.p.spans.of(incident)
	if len(spans) == 0 {
		return
	}
	for _, list := range [][]axis{c.by, c.where} {
		for i := range list {
			if list[i].history != nil {
				list[i].steps, list[i].at = list[i].history.steps.of(incident), -1
			}
		}
	}
	at := 0
	day := c.dayIndex(spans[0].from)
	for day < len(c.q.Days) {
		today := int32(c.q.Days[day])
		next := int32(math.MaxInt32)
		for at+1 < len(spans) && spans[at+1].from <= today {
			at++
		}
		if at+1 < len(spans) {
			next = spans[at+1].from
		}
		for _, list := range [][]axis{c.by, c.where} {
			for i := range list {
				next = min(next, list[i].advance(today))
			}
		}
		end := len(c.q.Days)
		if next != math.MaxInt32 {
			end = c.dayIndex(next)
		}
		c.note(spans[at], day, end)
		day = end
	}
}

// dayIndex is the place of the first day of the query that is not before.
func (c *partial) dayIndex(from int32) int {
	return sort.Search(len(c.q.Days), func(i int) bool { return int32(c.q.Days[i]) >= from })
}

// advance goes on to the step that counts today, and returns the day of the
// next.
func (a *axis) advance(today int32) (next int32) {
	for a.at+1 < len(a.steps) && a.steps[a.at+1].from <= today {
		a.at++
	}
	if a.at+1 < len(a.steps) {
		return a.steps[a.at+1].from
	}
	return math.MaxInt32
}

// values are those of the dimension now.
func (a *axis) values(l *preparedBook, s span) []string {
	if a.history == nil {
		return []string{l.text(a.by, s)}
	}
	if a.at < 0 {
		return a.history.sets[0]
	}
	return a.history.sets[a.steps[a.at].set]
}

// note counts the incident on the days from one place to another.
func (c *partial) note(s span, from, to int) {
	for i := range c.where {
		if !slices.Contains(c.where[i].values(c.p.prepared, s), c.q.Where[i].Value) {
			return
		}
	}
	c.base[from]++
	c.base[to]--
	combinations := [][]string{nil}
	for i := range c.by {
		values := c.by[i].values(c.p.prepared, s)
		if len(values) == 1 && len(combinations) == 1 {
			combinations[0] = append(combinations[0], values[0])
			continue
		}
		var next [][]string
		for _, before := range combinations {
			for _, v := range values {
				next = append(next, append(slices.Clone(before), v))
			}
		}
		combinations = next
	}
	c.several = c.several || len(combinations) > 1
	for _, values := range combinations {
		n := c.row(values).N
		n[from]++
		n[to]--
	}
}

func (c *partial) row(values []string) *Row {
	key := ""
	for _, v := range values {
		key += v + "\x00"
	}
	r := c.rows[key]
	if r == nil {
		r = &Row{values, make([]int, len(c.q.Days)+1)}
		c.rows[key] = r
	}
	return r
}

func (c *partial) merge(o *partial) {
	sumInto(c.base, o.base)
	for _, r := range o.rows {
		sumInto(c.row(r.Values).N, r.N)
	}
	c.several = c.several || o.several
}

func sumInto(to, from []int) {
	for i, n := range from {
		to[i] += n
	}
}

// answer turns changes into counts.
func (c *partial) answer() Answer {
	running := func(list []int) []int {
		for i := 1; i < len(list); i++ {
			list[i] += list[i-1]
		}
		return list[:len(list)-1]
	}
	a := Answer{Base: running(c.base), Several: c.several}
	for _, r := range c.rows {
		a.Rows = append(a.Rows, Row{r.Values, running(r.N)})
	}
	a.tidy()
	return a
}

// A Listed is an incident with its answer.
type Listed struct {
	Incident string
	ascribe.Belief
}

// List is the incidents that pass a query on its first day, in the order of the
// ledger: how many, and the first of them up to a limit (0: all).
func (x *Index) List(ctx context.Context, q Query, limit int) (list []Listed, total int, err error) {
	day := q.Days[0]
	err = x.read(ctx, q, func(p *reading) error {
		c := newPartial(p, q)
		for i := range x.incidents {
			if ended(ctx, i) {
				return ctx.Err()
			}
			s, ok := c.on(int32(i), int32(day))
			if !ok {
				continue
			}
			total++
			if limit == 0 || len(list) < limit {
				list = append(list, Listed{x.incidents[i].id, p.prepared.belief(s)})
			}
		}
		return nil
	})
	return list, total, err
}

// on is the span of an incident that counts on a day, where it passes.
func (c *partial) on(incident, day int32) (s span, ok bool) {
	spans := c.p.spans.of(incident)
	at, found := slices.BinarySearchFunc(spans, day, func(s span, day int32) int { return cmp.Compare(s.from, day) })
	if !found {
		at--
	}
	if at < 0 {
		return span{}, false
	}
	for i := range c.where {
		a := &c.where[i]
		if a.history != nil {
			a.steps, a.at = a.history.steps.of(incident), -1
			a.advance(day)
		}
		if !slices.Contains(a.values(c.p.prepared, spans[at]), c.q.Where[i].Value) {
			return span{}, false
		}
	}
	return spans[at], true
}
