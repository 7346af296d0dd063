package acts

import (
	"context"
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Added is a noun that was written down.
type Added struct {
	Entry int64  `json:"entry"`
	ID    string `json:"id"`
	// Uncounted says why a statement cannot count, where it cannot.
	Uncounted []Uncounted `json:"uncounted,omitempty"`
	// Taken is what was taken of the grade from what the source had last.
	Taken *Taken `json:"taken,omitempty"`
	// Warnings are what is odd about it, and did not stop it.
	Warnings []ascribe.Problem `json:"warnings,omitempty"`
}

// Add writes one noun down as an entry of its own: an incident, actor, link,
// source, regrade, statement or withdrawal. What is there already is refused, and
// so is what takes something back, or decides, without a reason.
func Add(ctx context.Context, a *point.App, by point.By, noun ascribe.Noun) (*Added, error) {
	by, err := reasoned(by, noun)
	if err != nil {
		return nil, err
	}
	exchange.Complete(noun)
	var problems ascribe.Problems
	at := func(field, format string, args ...any) ascribe.Problem {
		return ascribe.Problem{Message: fmt.Sprintf("%s: "+format, append([]any{field}, args...)...)}
	}
	note := func(field, format string, args ...any) { problems.Add(at(field, format, args...)) }
	exchange.Check(noun, func(field, message string) { note(field, "%s", message) })
	book, err := a.CurrentBook(ctx)
	if err != nil && ascribe.KindOf(err) != ascribe.ErrNotFound {
		return nil, err
	}
	var weak []Uncounted
	days := dated{today: a.Today()}
	what := "the " + string(noun.Record())
	id := noun.Key().ID
	entry, _, err := Act(ctx, a, by, entryKind(noun), func(tx *store.Tx) error {
		if problems.Len() > 0 {
			return problems.Err(what, "nothing was written")
		}
		r := newRecorder(tx, book)
		written, err := r.record(noun, note)
		switch {
		case err != nil:
			return err
		case problems.Len() > 0:
			return problems.ErrOf(r.kind(problems.Len()), what, "nothing was written")
		case !written:
			return ascribe.Errorf(ascribe.ErrConflict, "%s %s is there already, with the same content", what, id).
				WithHint("to record it a second time, give it another id")
		}
		if err := days.look(r, noun, at); err != nil {
			return err
		}
		if err := days.doubt(by, what); err != nil {
			return err
		}
		weak, err = uncounted(ctx, tx.View(), book, r.written)
		return err
	})
	if err != nil {
		return nil, err
	}
	warnings, _ := days.warnings()
	return &Added{Entry: entry.N, ID: id, Uncounted: weak, Warnings: warnings}, nil
}

// entryKind is the kind of act that writing one noun down is.
func entryKind(noun ascribe.Noun) ascribe.EntryKind {
	switch n := noun.(type) {
	case *ascribe.Withdrawal:
		if n.Kind == ascribe.Strike {
			return ascribe.EntryStrike
		}
		return ascribe.EntryCorrection
	case *ascribe.Statement:
		if len(n.Settles) > 0 {
			return ascribe.EntryAdjudication
		}
	}
	return ascribe.EntryEvidence
}
