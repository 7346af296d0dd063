// Package codebook reads, checks and compiles codebooks: YAML and CEL in,
// a [Book] out, whose rows are read in three-valued logic.
package codebook

import (
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Book is a codebook that was checked and compiled.
type Book struct {
	ascribe.Codebook
	SHA256   string // of the file, in hex
	Vars     []Var  // in the order of Codebook.Variables
	Rows     []Row  // in the order of Codebook.Rows
	Closings []Closing
	byName   map[string]int // by its name and those that it had before
}

// Var returns the variable of that name, or that had it in an earlier version;
// nil for none.
func (b *Book) Var(name string) *Var {
	if i, ok := b.byName[name]; ok {
		return &b.Vars[i]
	}
	return nil
}

// Names are the names of the variables, in order.
func (b *Book) Names() []string {
	names := make([]string, len(b.Vars))
	for i := range names {
		names[i] = b.Vars[i].Name
	}
	return names
}

// Adequate reports whether a grade can move a label.
func (b *Book) Adequate(g ascribe.Grade) bool {
	return g != 0 &&
		g.Reliability().Number() <= b.Codebook.Adequate.Reliability.Number() &&
		g.Credibility().Number() <= b.Codebook.Adequate.Credibility.Number()
}

// Knows reports whether the codebook has the variable of a statement, and
// whether it has the value.
func (b *Book) Knows(variable, value string) (hasVariable, hasValue bool) {
	v := b.Var(variable)
	if v == nil {
		return false, false
	}
	return true, v.CheckValue(v.Today(value)) == nil
}

// The values of a variable are numbered, so that a set of them is a bit mask.
// Four numbers are the same for every variable; its codes follow.
const (
	Nothing     = iota // no statement: its default counts
	NotSo              // what it had was denied, and nothing is put in its place
	NotExamined        // ascribe.NotExamined
	NoneFound          // ascribe.NoneFound
	FirstCode
)

// MaxCodes is the greatest number of codes that a variable can list.
const MaxCodes = 64 - FirstCode

const baseBits = 1<<FirstCode - 1

// A Var is a variable with its values numbered.
type Var struct {
	ascribe.Variable
	Index      int
	LeavesOpen uint64         // NoneFound, and the codes marked so
	Every      uint64         // every value that a statement can give: all but Nothing and NotSo
	numbers    map[string]int // by code, and by those that it had before
}

// Coded reports whether the variable's values are listed codes. The values of
// the others are texts: numbers, dates, places.
func (v *Var) Coded() bool { return v.Type == ascribe.TypeCode }

// CodeBits is the set of the variable's codes.
func (v *Var) CodeBits() uint64 { return v.Every &^ baseBits }

// Number is the number of a value as coded, also under a code that it had in an
// earlier version. Of a variable that is not Coded
// it knows only NotExamined and NoneFound.
func (v *Var) Number(code string) (n int, ok bool) {
	n, ok = v.numbers[code]
	return n, ok
}

// Code is the value of that number as coded; "" for Nothing and NotSo.
func (v *Var) Code(n int) string {
	switch {
	case n == NotExamined:
		return ascribe.NotExamined
	case n == NoneFound:
		return ascribe.NoneFound
	case n >= FirstCode && n-FirstCode < len(v.Variable.Values):
		return v.Variable.Values[n-FirstCode].Code
	}
	return ""
}

// Today is the code that a value has in this version of the codebook, where an
// earlier version had another.
func (v *Var) Today(value string) string {
	if n, ok := v.numbers[value]; ok {
		return v.Code(n)
	}
	return value
}

// A Closing closes every open variable where the variable Vars[Var] could
// have no value outside Bits.
type Closing struct {
	Var  int
	Bits uint64
}

// Closed reports whether the open variables are closed, given the values that
// each variable could have: whether some variable can have no value but such as
// close them. A variable of which nothing is said has its default.
func (b *Book) Closed(could []Values) bool {
	return slices.ContainsFunc(b.Closings, func(c Closing) bool {
		closing := &b.Vars[c.Var]
		bits := c.Bits
		if n, ok := closing.Number(closing.Default); ok && bits&(1<<n) != 0 {
			bits |= 1 << Nothing
		}
		return could[c.Var].In&^bits == 0
	})
}

// Reads reports whether a row of the table tests the variable, or whether it can
// close those that some row tests.
func (b *Book) Reads(name string) bool {
	v := b.Var(name)
	if v == nil {
		return false
	}
	if slices.ContainsFunc(b.Closings, func(c Closing) bool { return c.Var == v.Index }) {
		return true
	}
	return slices.ContainsFunc(b.Rows, func(r Row) bool { return r.Test.reads(v.Index) })
}

func (n *Node) reads(variable int) bool {
	return n != nil && (slices.Contains(n.Tested(), variable) ||
		slices.ContainsFunc(n.Kids, func(k *Node) bool { return k.reads(variable) }))
}

// A Row is a row of the decision table, compiled. A nil Test always holds.
type Row struct {
	ascribe.DecisionRow
	Test *Node
}

// Outcome is what the row gives.
func (r *Row) Outcome() ascribe.Outcome {
	return ascribe.Outcome{Label: r.Label, Level: r.Level}
}

// Truth of the row over the values that the variables could have.
func (r *Row) Truth(vals []Values) Truth {
	if r.Test == nil {
		return True
	}
	return r.Test.Truth(vals)
}
