package codebook

import (
	"math/bits"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Program is a decision table flattened, for reading many incidents. Every
// condition is brought into conjunctive normal form: a row holds if all its
// clauses hold, and a clause if one of its tests does. Kleene's logic is a
// distributive lattice with De Morgan's laws, so this changes no truth.
//
// Clauses are bits. Each test gives the clauses that it makes true and those
// that it may make true; or-ing these over all tests gives the truth of every
// clause, and comparing with what each row needs, the truth of every row:
// there is hardly a branch in it.
//
// Where there is room, each row has its own clauses side by side and a bit
// above them. Adding one to the lowest of them carries into that bit where all
// of them are set: one addition finds every row that holds.
type Program struct {
	Outcomes []ascribe.Outcome
	Tested   []int   // the variables that are tested, in order
	Wholes   []*Node // the tests of several variables at once, which CEL runs

	need    []uint64 // of each row, the clauses that it needs; nil where carry finds the rows
	carry   uint64   // what to add
	carried uint64   // the bits that then stand for rows
	outcome [64]int  // of each row, in Outcomes, by its bit
	rowsOf  []uint64 // of each outcome, the bits of the rows that give it
	always  uint64   // the clauses that are true whatever the values

	leaves [][]leaf   // by variable
	table  [][]uint64 // by variable that takes one code and by value: the clauses that it makes true
	whole  []uint64   // by index in Wholes: the clauses it is in
	denied []uint64   // the same where it is negated
}

// A leaf is a test of one variable, and the clauses that it is in.
type leaf struct {
	node    *Node
	clauses uint64
	negated bool
}

// maxClauses and maxRows are what fits in a word.
const maxClauses, maxRows = 64, 64

// Program flattens the table. It is false where the table is too large for it;
// rows are then to be read one by one.
func (b *Book) Program() (*Program, bool) {
	if len(b.Rows) > maxRows {
		return nil, false
	}
	p := &Program{leaves: make([][]leaf, len(b.Vars)), table: make([][]uint64, len(b.Vars))}
	forms := make([][][]lit, len(b.Rows)) // of each row
	for i := range b.Rows {
		if row := &b.Rows[i]; row.Test != nil {
			var ok bool
			if forms[i], ok = normal(row.Test, false); !ok {
				return nil, false
			}
		}
	}
	clauses, ok := p.sideBySide(b.Rows, forms)
	if !ok {
		if clauses, ok = p.shared(b.Rows, forms); !ok {
			return nil, false
		}
	}
	for n, c := range clauses {
		for _, l := range c {
			p.addLit(l, 1<<n)
		}
	}
	for i := range b.Vars {
		inWhole := slices.ContainsFunc(p.Wholes, func(n *Node) bool { return slices.Contains(n.Vars, i) })
		if p.leaves[i] != nil || inWhole {
			p.Tested = append(p.Tested, i)
			if b.Vars[i].Coded() && !b.Vars[i].Several {
				p.table[i] = p.tabulate(i)
			}
		}
	}
	return p, true
}

// sideBySide gives each row its own clauses and a bit above them; false where
// that takes more than a word.
func (p *Program) sideBySide(rows []Row, forms [][][]lit) (clauses [][]lit, ok bool) {
	size := len(forms)
	for _, f := range forms {
		size += len(f)
	}
	if size > maxClauses {
		return nil, false
	}
	for i, f := range forms {
		p.carry |= 1 << len(clauses)
		clauses = append(clauses, f...)
		p.carried |= 1 << len(clauses)
		p.addOutcome(rows[i].Outcome(), len(clauses))
		clauses = append(clauses, nil) // stands for the row
	}
	return clauses, true
}

// shared gives rows that have a clause in common one bit for it; false where
// even so there are too many.
func (p *Program) shared(rows []Row, forms [][][]lit) (clauses [][]lit, ok bool) {
	for i, f := range forms {
		p.addOutcome(rows[i].Outcome(), i)
		var need uint64
		for _, c := range f {
			n := slices.IndexFunc(clauses, func(o []lit) bool { return slices.Equal(o, c) })
			if n < 0 {
				n = len(clauses)
				clauses = append(clauses, c)
			}
			if n >= maxClauses {
				return nil, false
			}
			need |= 1 << n
		}
		p.need = append(p.need, need)
	}
	return clauses, true
}

func (p *Program) addOutcome(o ascribe.Outcome, row int) {
	n := slices.Index(p.Outcomes, o)
	if n < 0 {
		n = len(p.Outcomes)
		p.Outcomes = append(p.Outcomes, o)
		p.rowsOf = append(p.rowsOf, 0)
	}
	p.outcome[row] = n
	p.rowsOf[n] |= 1 << row
}

// A lit (literal) is a test or its negation.
type lit struct {
	node    *Node
	negated bool
}

// normal is a condition as clauses, each a list of literals of which one is
// enough. It gives up where they become too many.
func normal(n *Node, negated bool) (clauses [][]lit, ok bool) {
	switch {
	case n.Op == Not:
		return normal(n.Kids[0], !negated)
	case n.Op == And && !negated, n.Op == Or && negated:
		for _, k := range n.Kids {
			part, ok := normal(k, negated)
			if !ok {
				return nil, false
			}
			clauses = append(clauses, part...)
		}
	case n.Op == And, n.Op == Or:
		clauses = [][]lit{nil}
		for _, k := range n.Kids {
			part, ok := normal(k, negated)
			if !ok {
				return nil, false
			}
			var product [][]lit
			for _, a := range clauses {
				for _, b := range part {
					product = append(product, append(slices.Clone(a), b...))
				}
			}
			if clauses = product; len(clauses) > maxClauses {
				return nil, false
			}
		}
	default:
		clauses = [][]lit{{{n, negated}}}
	}
	return clauses, len(clauses) <= maxClauses
}

func (p *Program) addLit(l lit, clause uint64) {
	switch l.node.Op {
	case Const:
		if (l.node.Bits != 0) != l.negated {
			p.always |= clause
		}
	case Whole:
		n := slices.Index(p.Wholes, l.node)
		if n < 0 {
			n = len(p.Wholes)
			p.Wholes = append(p.Wholes, l.node)
			p.whole = append(p.whole, 0)
			p.denied = append(p.denied, 0)
		}
		if l.negated {
			p.denied[n] |= clause
		} else {
			p.whole[n] |= clause
		}
	default:
		list := p.leaves[l.node.Var]
		for i := range list {
			if list[i].node == l.node && list[i].negated == l.negated {
				list[i].clauses |= clause
				return
			}
		}
		p.leaves[l.node.Var] = append(list, leaf{l.node, clause, l.negated})
	}
}

// tabulate finds, for each value of a variable that takes one code, the
// clauses that it makes true.
func (p *Program) tabulate(v int) []uint64 {
	table := make([]uint64, 64)
	for value := range table {
		_, table[value] = p.Could(v, Values{In: 1 << value})
	}
	return table
}

// Known is the clauses that a value of a variable makes true, of one that
// takes one code.
func (p *Program) Known(v, value int) uint64 {
	if p.table[v] == nil {
		return 0 // no test is about it
	}
	return p.table[v][value]
}

// Could is the clauses that a variable makes true whichever of its possible
// values it has, and those that it makes true for one of them at least.
func (p *Program) Could(v int, vals Values) (sure, may uint64) {
	for i := range p.leaves[v] {
		l := &p.leaves[v][i]
		s, m := clausesOf(l.node.truthOf(vals), l.clauses, l.negated)
		sure |= s
		may |= m
	}
	return sure, may
}

// CouldWhole is the same of the n-th of Wholes, by its truth.
func (p *Program) CouldWhole(n int, t Truth) (sure, may uint64) {
	s1, m1 := clausesOf(t, p.whole[n], false)
	s2, m2 := clausesOf(t, p.denied[n], true)
	return s1 | s2, m1 | m2
}

func clausesOf(t Truth, clauses uint64, negated bool) (sure, may uint64) {
	if negated {
		t = t.Not()
	}
	switch t {
	case True:
		return clauses, clauses
	case Depends:
		return 0, clauses
	}
	return 0, 0
}

// truthOf is the truth of a test of one variable.
func (n *Node) truthOf(vals Values) Truth {
	switch n.Op {
	case Mask:
		return subset(vals.In, n.Bits)
	case Has:
		return n.has(vals)
	}
	return n.text(vals)
}

// rows is the set of rows that hold, by the clauses that do.
func (p *Program) rows(clauses uint64) uint64 {
	clauses |= p.always
	if p.need == nil {
		return (clauses + p.carry) & p.carried
	}
	var held uint64
	for i, need := range p.need {
		if clauses&need == need {
			held |= 1 << i
		}
	}
	return held
}

// Decide reads the table twice: known are the clauses that hold on what is
// known, sure and may those that do whatever the values could be, and for
// some of them. It gives the outcome of the first row that holds, -1 where none
// does, and whether it is settled.
func (p *Program) Decide(known, sure, may uint64) (outcome int, settled bool) {
	outcome = -1
	var present uint64 // the rows that give the present outcome
	if held := p.rows(known); held != 0 {
		outcome = p.outcome[bits.TrailingZeros64(held)]
		present = p.rowsOf[outcome]
	}
	holds, could := p.rows(sure), p.rows(may)
	// What is within reach ends with the first row that surely holds.
	end := holds & -holds
	reach := could & (end | (end - 1))
	return outcome, reach&^present == 0
}

// DecideSurely is Decide where the clauses are the same in every reading: the
// first row that holds surely does, and its outcome is settled.
func (p *Program) DecideSurely(clauses uint64) (outcome int) {
	held := p.rows(clauses)
	if held == 0 {
		return -1
	}
	return p.outcome[bits.TrailingZeros64(held)&63]
}
