package ascribe_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe"
)

func TestKindOf(t *testing.T) {
	cause := errors.New("driver: code 5")
	err := ascribe.Errorf(ascribe.ErrConflict, "the store is busy: %s", "x").WithHint("Try again in %d seconds.", 5).WithCause(cause)
	wrapped := fmt.Errorf("import: %w", err)
	if ascribe.KindOf(wrapped) != ascribe.ErrConflict || ascribe.KindOf(cause) != ascribe.ErrInternal {
		t.Error("the kind is lost")
	}
	if err.Error() != "the store is busy: x" || err.Hint != "Try again in 5 seconds." {
		t.Errorf("%+v", err)
	}
	if !errors.Is(wrapped, cause) {
		t.Error("the cause is lost")
	}
}

func TestProblems(t *testing.T) {
	var p ascribe.Problems
	if err := p.Err("the file", ""); err != nil {
		t.Errorf("no fault is %v", err)
	}
	p.Add(ascribe.Problem{File: "b.csv", Line: 2, Column: 1, Message: "x"})
	if err := p.Err("the file", ""); err.Error() != "the file has 1 fault" {
		t.Error(err)
	}
	p.Add(ascribe.Problem{File: "b.csv", Line: 1, Message: "y"})
	p.Add(ascribe.Problem{File: "a.csv", Line: 3, Column: 4, Message: "z"})
	p.Add(ascribe.Problem{Message: "everywhere"})
	var e *ascribe.Error
	if !errors.As(p.Err("the file", "Mend it."), &e) {
		t.Fatal("not an *Error")
	}
	want := []string{"everywhere", "a.csv:3:4: z", "b.csv:1: y", "b.csv:2:1: x"}
	for i, at := range e.Problems {
		if at.String() != want[i] {
			t.Errorf("problem %d is %q, want %q", i, at, want[i])
		}
	}
	if e.Kind != ascribe.ErrInvalid || e.Hint != "Mend it." || e.Message != "the file has 4 faults" || e.More != 0 {
		t.Errorf("%+v", e)
	}
}

func TestMoreProblemsThanAreListed(t *testing.T) {
	var p ascribe.Problems
	for i := range ascribe.MaxProblems + 7 {
		p.Add(ascribe.Problem{Line: i + 1})
	}
	var e *ascribe.Error
	if !errors.As(p.Err("it", ""), &e) || len(e.Problems) != ascribe.MaxProblems || e.More != 7 || p.Len() != 107 || e.Message != "it has 107 faults" {
		t.Errorf("%+v", e)
	}
}
