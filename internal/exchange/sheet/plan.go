package sheet

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// A Plan is what a table holds, as it would stand in the record.
type Plan struct {
	Mapping *Mapping
	// Incidents, Actors, Sources and Links are there once each; a source comes
	// after those that it rests on.
	Incidents, Actors, Sources, Links []Noun
	Rows                              []Row
	// Keyed says whether rows have ids, so that a later table can be compared.
	Keyed bool
	// Problems are what could not be understood, each with its place. Of a row
	// that has any, what could be is in the plan all the same.
	Problems ascribe.Problems
}

// A Noun is a noun of a plan, and the cell that it came from first.
type Noun struct {
	Noun ascribe.Noun
	At   dataset.Spot

	fields map[string]dataset.Spot
}

// Problem is a fault of one of its fields, where that has a cell of its own.
func (n *Noun) Problem(field, format string, args ...any) ascribe.Problem {
	if at, ok := n.fields[field]; ok {
		return at.Problem(format, args...)
	}
	return n.At.Problem(format, args...)
}

// A Row is what one row of the table says.
type Row struct {
	ID         string // empty where the plan is not keyed
	Hash       string // of its cells, in hex
	At         dataset.Spot
	Statements []Statement
}

// A Statement is a statement of a plan. Its id is the one that its content
// gives, so the same cell makes the same statement again.
type Statement struct {
	ascribe.Statement
	At dataset.Spot
}

// Len is the number of statements in the plan, each counted once.
func (p *Plan) Len() (n int) {
	seen := map[string]bool{}
	for i := range p.Rows {
		for j := range p.Rows[i].Statements {
			seen[p.Rows[i].Statements[j].ID] = true
		}
	}
	return len(seen)
}
