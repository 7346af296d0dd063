package timeline

import (
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A preparedBook is a codebook made ready for the index: its numbers for the slots and
// values of the claims, and its decision table as a program.
type preparedBook struct {
	book     *codebook.Book
	program  *codebook.Program // nil: the table is too large, its rows are read one by one
	adequate [256]uint8        // by grade: 1 or 0, so that it can be reckoned with
	outcomes []ascribe.Outcome // by the number that spans have: as the program's

	twins    twins
	variable []int32   // by slot, in Book.Vars; -1: the codebook does not know it
	numbers  [][]uint8 // by slot and value: its number in the codebook, 255: not known
	tested   []int16   // by variable: its place among those that the table tests, -1: it does not
	place    []int     // the other way round
	simple   uint64    // of these, those that take one code by the policy latest
	wholes   []whole
	same     int       // the variable by which incidents are the same, -1: none
	date     int       // the variable with the role event_date, -1: none
	years    [][]int32 // by slot and value
	closers  uint64    // the places that can close the open variables

	idle  sync.Pool      // of sweepers, for single incidents
	views []view         // by slot
	plain []*[256]uint64 // by place: the clauses by value, nil where these do not say everything

	needsValues   bool // whether anything needs the values themselves
	closedAtFirst bool

	// What holds where nothing has been said: of each tested variable, then
	// of each whole test, the clauses.
	known, sure, may []uint64
	unsure           uint64            // the places of which the three are not the same
	unsureWholes     bool              // whether there are such among the whole tests
	knownVals, could []codebook.Values // by variable
}

// A whole is a test of several variables, with their places.
type whole struct {
	node   *codebook.Node
	places uint64
}

// truths is the truth of the test on what is known, and on what could be.
func (w *whole) truths(known, could []codebook.Values) (k, c codebook.Truth) {
	return w.node.Truth(known), w.node.Truth(could)
}

// A view is what a sweep asks of a slot for each claim.
type view struct {
	place   int16 // -1: no test is about it
	dated   bool  // it is the event's date
	numbers []uint8
	// The clauses that a value makes true where it is all that the variable
	// has; nil where these do not say everything.
	clauses *[256]uint64
}

// view makes the view of a slot.
func (l *preparedBook) view(slot int) view {
	variable := int(l.variable[slot])
	if variable < 0 {
		return view{place: -1}
	}
	x := view{place: l.tested[variable], dated: variable == l.date, numbers: l.numbers[slot]}
	if x.place >= 0 {
		x.clauses = l.plain[x.place]
	}
	return x
}

// tabulateClauses tabulates the clauses of the places of which these say everything:
// those that are simple, closed, and needed for no whole test.
func (l *preparedBook) tabulateClauses() {
	needed := l.closers
	for _, w := range l.wholes {
		needed |= w.places
	}
	l.plain = make([]*[256]uint64, len(l.place))
	for k, v := range l.place {
		if (l.simple&^needed)&(1<<k) == 0 || l.book.Vars[v].Open {
			continue
		}
		l.plain[k] = new([256]uint64)
		for number := range 64 {
			l.plain[k][number] = l.program.Known(v, number)
		}
	}
}

const (
	unknownNumber = 255
	noYear        = math.MinInt32
)

// newPreparedBook makes a codebook ready. like, which may be nil, is one over the
// same slots.
func newPreparedBook(book *codebook.Book, slots []*slot, like *preparedBook) *preparedBook {
	l := &preparedBook{book: book, same: -1, date: -1, tested: make([]int16, len(book.Vars))}
	for g := range l.adequate {
		if book.Adequate(ascribe.Grade(g)) {
			l.adequate[g] = 1
		}
	}
	for i := range l.tested {
		l.tested[i] = -1
	}
	for i := range book.Rows {
		l.outcomeNumber(book.Rows[i].Outcome())
	}
	if p, ok := book.Program(); ok && l.arrange(p) {
		l.program = p
	}
	if v := survey.DateVar(book); v != nil {
		l.date = book.Var(v.Name).Index
	}
	if v := classify.SameAs(book); v != nil {
		l.same = v.Index
	}
	l.prepare()
	for i, s := range slots {
		var years []int32 // dates take long to read
		if like != nil && i < len(like.years) {
			years = slices.Clip(like.years[i])
		}
		l.addSlot(s, years)
	}
	l.twins = l.twinned()
	return l
}

// arrange gives a place to each variable that the table tests or that can
// close others; false where they are too many.
func (l *preparedBook) arrange(p *codebook.Program) bool {
	l.place = slices.Clone(p.Tested)
	for _, c := range l.book.Closings {
		if !slices.Contains(l.place, c.Var) {
			l.place = append(l.place, c.Var)
		}
	}
	if len(l.place) > 64 {
		return false
	}
	for k, v := range l.place {
		l.tested[v] = int16(k)
		if b := &l.book.Vars[v]; b.Coded() && !b.Several && b.Policy == ascribe.PolicyLatest {
			l.simple |= 1 << k
		}
	}
	return true
}

// outcomeNumber is the number of an outcome, which is new if need be.
func (l *preparedBook) outcomeNumber(o ascribe.Outcome) int {
	for i, known := range l.outcomes {
		if known == o {
			return i
		}
	}
	l.outcomes = append(l.outcomes, o)
	return len(l.outcomes) - 1
}

// addSlot learns a slot. years, of a slot of dates, are what is known of its
// values already.
func (l *preparedBook) addSlot(s *slot, years []int32) {
	slot := len(l.variable)
	variable := int32(-1)
	if v := l.book.Var(s.name); v != nil {
		variable = int32(v.Index)
	}
	l.variable = append(l.variable, variable)
	l.numbers = append(l.numbers, nil)
	l.years = append(l.years, years)
	l.views = append(l.views, l.view(slot))
	l.extend(slot, s)
}

// extend learns the values of a slot that are new.
func (l *preparedBook) extend(slot int, s *slot) {
	if l.variable[slot] < 0 {
		return
	}
	v := &l.book.Vars[l.variable[slot]]
	for n := len(l.numbers[slot]); n < len(s.values); n++ {
		number := uint8(unknownNumber)
		if x, ok := v.Number(s.values[n]); ok {
			number = uint8(x)
		} else if !v.Coded() {
			number = codebook.FirstCode
		}
		l.numbers[slot] = append(l.numbers[slot], number)
		if v.Index == l.date && n >= len(l.years[slot]) {
			l.years[slot] = append(l.years[slot], yearOf(s.values[n]))
		}
	}
	l.views[slot].numbers = l.numbers[slot]
}

// valueOf is the value of a claim: a code by the name that the codebook has for it
// today.
func (l *preparedBook) valueOf(slots []*slot, c *claim, number uint8) string {
	if v := &l.book.Vars[l.variable[c.slot]]; v.Coded() {
		return v.Code(int(number))
	}
	return slots[c.slot].values[c.value]
}

// catchUp learns the slots and values that are new.
func (l *preparedBook) catchUp(slots []*slot) {
	for i, s := range slots {
		if i >= len(l.variable) {
			l.addSlot(s, nil)
		} else {
			l.extend(i, s)
		}
	}
	l.twins = l.twinned()
}

// yearOf is the year in which a date lies, noYear where it may lie in two.
func yearOf(text string) int32 {
	if day, err := ascribe.ParseDay(text); err == nil { // most are days, and there are many
		return int32(day.Year())
	}
	d, err := ascribe.ParseDate(text)
	if err != nil || d.OpenEnded() || d.First().Year() != d.Last().Year() {
		return noYear
	}
	return int32(d.First().Year())
}

func yearText(y int32) string {
	if y == noYear {
		return string(ascribe.StateUnknown)
	}
	return strconv.Itoa(int(y))
}

// prepare works out what holds where nothing has been said.
func (l *preparedBook) prepare() {
	l.knownVals = make([]codebook.Values, len(l.book.Vars))
	l.could = make([]codebook.Values, len(l.book.Vars))
	for i := range l.book.Vars {
		v := &l.book.Vars[i]
		w := classify.Weigh(v, nil)
		l.knownVals[i] = w.Known()
		l.could[i], _ = w.Possible(v.Open)
	}
	if l.closedAtFirst = l.book.Closed(l.could); l.closedAtFirst {
		for i := range l.book.Vars {
			w := classify.Weigh(&l.book.Vars[i], nil)
			l.could[i], _ = w.Possible(false)
		}
	}
	if l.program == nil {
		return
	}
	l.needsValues = len(l.program.Wholes) > 0 || len(l.book.Closings) > 0
	for _, c := range l.book.Closings {
		l.closers |= 1 << l.tested[c.Var]
	}
	n := len(l.place)
	for _, node := range l.program.Wholes {
		w := whole{node: node}
		for _, v := range node.Vars {
			w.places |= 1 << l.tested[v]
		}
		l.wholes = append(l.wholes, w)
	}
	size := n + len(l.wholes)
	l.known, l.sure, l.may = make([]uint64, size), make([]uint64, size), make([]uint64, size)
	for k, v := range l.place {
		_, l.known[k] = l.program.Could(v, l.knownVals[v])
		l.sure[k], l.may[k] = l.program.Could(v, l.could[v])
		if l.sure[k] != l.known[k] || l.may[k] != l.known[k] {
			l.unsure |= 1 << k
		}
	}
	for i := range l.wholes {
		known, could := l.wholes[i].truths(l.knownVals, l.could)
		_, l.known[n+i] = l.program.CouldWhole(i, known)
		l.sure[n+i], l.may[n+i] = l.program.CouldWhole(i, could)
		l.unsureWholes = l.unsureWholes || l.sure[n+i] != l.known[n+i] || l.may[n+i] != l.known[n+i]
	}
	l.tabulateClauses()
}
