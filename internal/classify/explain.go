package classify

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A RowReading is one row of the decision table read over an incident: what it
// and each of its tests says on what is known, and on what could be. Decides
// marks the first that holds.
type RowReading struct {
	Row         string `json:"row"`
	Label       string `json:"label"`
	Level       string `json:"level"`
	Condition   string `json:"condition"`
	Explanation string `json:"explanation"`
	Decides     bool   `json:"decides"`
	Known       string `json:"known"` // yes or no
	Could       string `json:"could"` // yes, no or depends
	Tests       []Test `json:"tests"`
}

// A Test is one clause of a condition, with the values that it was put to.
type Test struct {
	Text   string                   `json:"text"`
	Words  string                   `json:"words"` // the same for who knows no CEL
	Known  string                   `json:"known"`
	Could  string                   `json:"could"`
	Values []ascribe.ReasonVariable `json:"values"`
}

// Explain reads every row and every test as known on the day.
func (r *Reading) Explain(known ascribe.Day) []RowReading {
	v := r.view(known)
	deciding := v.deciding()
	rows := []RowReading{}
	for i := range r.book.Rows {
		row := &r.book.Rows[i]
		reading := RowReading{
			Row: row.ID, Label: row.Label, Level: row.Level, Condition: row.When, Explanation: row.Explanation,
			Decides: row == deciding,
			Known:   row.Truth(v.known).String(), Could: row.Truth(v.could).String(),
			Tests: []Test{},
		}
		walk(row.Test, func(leaf *codebook.Node) {
			reading.Tests = append(reading.Tests, v.test(leaf))
		})
		rows = append(rows, reading)
	}
	return rows
}

// walk visits every test of a condition in the order in which it is written.
func walk(n *codebook.Node, visit func(leaf *codebook.Node)) {
	if n == nil {
		return
	}
	if len(n.Kids) == 0 {
		visit(n)
		return
	}
	for _, k := range n.Kids {
		walk(k, visit)
	}
}

func (v *view) test(leaf *codebook.Node) Test {
	t := Test{Text: leaf.Text, Words: v.r.book.InWords(leaf), Known: leaf.Truth(v.known).String(), Could: leaf.Truth(v.could).String(), Values: []ascribe.ReasonVariable{}}
	for _, i := range leaf.Tested() {
		f := v.evidence[i].finding()
		value := f.Value
		if value == "" {
			value = string(f.State)
		}
		t.Values = append(t.Values, ascribe.ReasonVariable{Variable: f.Variable, Value: value, Statements: f.Statements})
	}
	return t
}
