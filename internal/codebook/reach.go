package codebook

import (
	"math/bits"
)

// What unreachable says where it names no row.
const (
	reachable  = -1 // or not to be found out
	neverHolds = -2
	preempted  = -3
)

// Bounds on the search, in conditions read: on one question, and on all those
// about one codebook.
const (
	searchBudget = 50_000
	totalBudget  = 500_000
)

// unreachable says why no evidence can reach a row: the index of one row
// before it that always holds where it does, or one of the constants above.
func (b *Book) unreachable(row int, budget *int) int {
	if !b.search(row, nil, budget) {
		return neverHolds
	}
	before := make([]int, row)
	for i := range before {
		before[i] = i
	}
	if b.search(row, before, budget) {
		return reachable
	}
	for i := range before {
		if !b.search(row, []int{i}, budget) {
			return i
		}
	}
	return preempted
}

// A search looks for evidence under which one row holds and others do not.
type search struct {
	book   *Book
	yes    *Row
	no     []*Row
	budget int
	total  *int
	vals   []Values
	bits   [][]uint64 // of each variable, sets of values that the tests tell apart
	texts  [][]string // of each variable that is not coded, texts likewise; nil: not known
}

// search reports whether there may be evidence under which the row holds and
// the rows before it, by index, do not.
func (b *Book) search(row int, before []int, total *int) bool {
	s := search{book: b, yes: &b.Rows[row], budget: searchBudget, total: total}
	for _, i := range before {
		s.no = append(s.no, &b.Rows[i])
		if w := b.Rows[i].When; w != "" && w == s.yes.When {
			return false // the same condition, whatever it is
		}
	}
	s.prepare()
	return s.find()
}

// prepare lets every variable have every value, and finds those that no test
// tells apart.
func (s *search) prepare() {
	b := s.book
	s.vals = make([]Values, len(b.Vars))
	s.bits = make([][]uint64, len(b.Vars))
	s.texts = make([][]string, len(b.Vars))
	tests := make([][]*Node, len(b.Vars))
	inWhole := make([]bool, len(b.Vars))
	for _, row := range append(s.no, s.yes) {
		row.Test.each(func(n *Node) {
			if n.Op == Whole {
				for _, v := range n.Vars {
					inWhole[v] = true
				}
			} else if n.Var >= 0 {
				tests[n.Var] = append(tests[n.Var], n)
			}
		})
	}
	for i := range b.Vars {
		v := &b.Vars[i]
		every := v.Every | 1<<Nothing | 1<<NotSo
		switch {
		case v.Several:
			s.vals[i] = Values{In: every, Out: every &^ baseBits}
		case v.Coded():
			s.vals[i] = Values{In: every}
			s.bits[i] = classes(every, tests[i], inWhole[i])
		default:
			s.vals[i] = Values{In: every, Any: true}
			s.texts[i] = samplesOf(tests[i], inWhole[i])
		}
	}
}

// classes are sets of values of which each passes the same tests.
func classes(every uint64, tests []*Node, apart bool) []uint64 {
	sets := []uint64{every}
	split := func(by uint64) {
		var finer []uint64
		for _, set := range sets {
			for _, half := range []uint64{set & by, set &^ by} {
				if half != 0 {
					finer = append(finer, half)
				}
			}
		}
		sets = finer
	}
	for _, t := range tests {
		split(t.Bits)
	}
	if apart {
		for n := range 64 {
			split(1 << n)
		}
	}
	return sets
}

// samplesOf are texts that stand for all others in the tests of a variable;
// nil where none can.
func samplesOf(tests []*Node, apart bool) []string {
	if apart || len(tests) == 0 {
		return nil
	}
	all := make([]*samples, len(tests))
	for i, t := range tests {
		all[i] = t.samples
	}
	if s := join(all...); s != nil {
		return s.fewest()
	}
	return nil
}

// each visits the tests of a condition; of a nil one there are none.
func (n *Node) each(visit func(*Node)) {
	if n == nil {
		return
	}
	if len(n.Kids) == 0 {
		visit(n)
	}
	for _, k := range n.Kids {
		k.each(visit)
	}
}

// find narrows the values until the rows are decided, and reports whether
// that can be as looked for. It gives the benefit of the doubt where the
// budget is spent or a test cannot be decided.
func (s *search) find() bool {
	cost := 1 + len(s.no)
	s.budget -= cost
	*s.total -= cost
	if s.budget < 0 || *s.total < 0 {
		return true
	}
	var open *Node
	want := s.yes.Truth(s.vals)
	if want == False {
		return false
	}
	if want == Depends {
		open = s.undecided(s.yes.Test)
	}
	unsure := want == Depends
	for _, row := range s.no {
		switch row.Truth(s.vals) {
		case True:
			return false
		case Depends:
			unsure = true
			if open == nil {
				open = s.undecided(row.Test)
			}
		}
	}
	if !unsure || open == nil {
		return true
	}
	return s.branch(open)
}

// undecided is a test that depends on a variable that can be narrowed.
func (s *search) undecided(n *Node) *Node {
	var found *Node
	n.each(func(t *Node) {
		if found == nil && t.Truth(s.vals) == Depends && s.narrowable(t) >= 0 {
			found = t
		}
	})
	return found
}

// narrowable is a variable of the test that can be narrowed, or -1.
func (s *search) narrowable(t *Node) int {
	vars := t.Vars
	if t.Op != Whole {
		vars = []int{t.Var}
	}
	for _, i := range vars {
		v := &s.book.Vars[i]
		if !v.Certain(s.vals[i]) && (v.Coded() || s.texts[i] != nil) {
			return i
		}
	}
	return -1
}

// branch tries each way to narrow the variable of a test.
func (s *search) branch(t *Node) bool {
	i := s.narrowable(t)
	v := &s.book.Vars[i]
	was := s.vals[i]
	defer func() { s.vals[i] = was }()
	try := func(x Values) bool {
		s.vals[i] = x
		return s.find()
	}
	switch {
	case v.Several:
		code := was.In & was.Out &^ baseBits
		if t.Op == Has && code&t.Bits != 0 {
			code &= t.Bits
		}
		if code != 0 {
			code &= -code // one of them
			return try(Values{In: was.In, Out: was.Out &^ code}) || try(Values{In: was.In &^ code, Out: was.Out})
		}
		for n := range FirstCode {
			if was.In&(1<<n) != 0 && try(Values{In: was.In&^baseBits | 1<<n, Out: was.Out}) {
				return true
			}
		}
		return false
	case v.Coded():
		for _, set := range s.bits[i] {
			if set &= was.In; set != 0 && try(Values{In: 1 << bits.TrailingZeros64(set)}) {
				return true
			}
		}
		return false
	}
	for n := range FirstCode {
		if try(Values{In: 1 << n}) {
			return true
		}
	}
	for _, text := range s.texts[i] {
		if try(Values{Texts: []string{text}}) {
			return true
		}
	}
	return false
}
