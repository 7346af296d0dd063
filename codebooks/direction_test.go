package codebooks_test

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

func TestWorkedCases(t *testing.T) {
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(faults(err))
	}
	cases, err := codebook.ParseCases("direction.cases.yaml", codebooks.DirectionCases)
	if err != nil {
		t.Fatal(faults(err))
	}
	if err := book.CheckCases(cases); err != nil {
		t.Fatal(faults(err))
	}
	decided := map[string]bool{}
	for _, c := range cases {
		answer := classify.Read(book, c.Dossier(), ascribe.Latest).Attribute(c.Known)
		for _, f := range c.Expect.Failures(answer) {
			t.Errorf("%s:%d: %s: %s", c.File, c.Line, c.Name, f)
		}
		for _, r := range answer.Reasons {
			decided[r.Row] = true
		}
	}
	for _, row := range book.Rows {
		if !decided[row.ID] {
			t.Errorf("no worked case is decided by the row %s", row.ID)
		}
	}
}

func faults(err error) string {
	lines := []string{err.Error()}
	if e, ok := err.(*ascribe.Error); ok {
		for _, p := range e.Problems {
			lines = append(lines, p.String())
		}
	}
	return strings.Join(lines, "\n")
}
