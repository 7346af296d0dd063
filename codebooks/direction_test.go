package codebooks_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A version that shipped is never changed: stores have adopted it.
func TestWhatShippedStays(t *testing.T) {
	for _, c := range []struct{ name, sha256 string }{
		{"direction@1.0.0", "d6da93f838a42b74ff8a3508c8e9e3214e805007e2673d9886a6de4e5ee22642"},
	} {
		i := slices.IndexFunc(codebooks.Shipped, func(s codebooks.Codebook) bool { return s.Name() == c.name })
		if i < 0 {
			t.Errorf("%s does not ship any more", c.name)
			continue
		}
		sum := sha256.Sum256(codebooks.Shipped[i].Text)
		if got := hex.EncodeToString(sum[:]); got != c.sha256 {
			t.Errorf("%s has another text: %s", c.name, got)
		}
	}
	last := codebooks.Shipped[len(codebooks.Shipped)-1]
	if string(last.Text) != string(codebooks.Direction) || string(last.Cases) != string(codebooks.DirectionCases) {
		t.Error("the last that ships is not the newest")
	}
}

func TestWorkedCases(t *testing.T) {
	for _, shipped := range codebooks.Shipped {
		t.Run(shipped.Name(), func(t *testing.T) { testWorkedCases(t, shipped) })
	}
}

func testWorkedCases(t *testing.T, shipped codebooks.Codebook) {
	book, err := codebook.Compile(shipped.Name(), shipped.Text)
	if err != nil {
		t.Fatal(faults(err))
	}
	if book.ID != shipped.ID || book.Version != shipped.Version {
		t.Errorf("it is %s %s", book.ID, book.Version)
	}
	cases, err := codebook.ParseCases(shipped.Name(), shipped.Cases)
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
