package acts

import (
	"context"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
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
	// Twins is what looks like it and is there, the surest first.
	Twins []ask.Twin `json:"twins,omitempty"`
	// Warnings are what is odd about it, and did not stop it.
	Warnings []ascribe.Problem `json:"warnings,omitempty"`
}

// Add writes one noun down as an entry of its own: an incident, actor, link,
// source, regrade, statement, withdrawal, amendment or anchor. What is there already is
// refused, and so is what takes something back, or decides, without a reason.
func Add(ctx context.Context, a *point.App, by point.By, noun ascribe.Noun) (*Added, error) {
	return add(ctx, a, by, noun)
}

// add writes nouns of one kind down as one entry.
func add(ctx context.Context, a *point.App, by point.By, nouns ...ascribe.Noun) (*Added, error) {
	return addThen(ctx, a, by, func() error { return nil }, nouns...)
}

// addThen is add with what is to be done once nothing can be wrong with them any
// more, and before they are written.
func addThen(ctx context.Context, a *point.App, by point.By, then func() error, nouns ...ascribe.Noun) (*Added, error) {
	var problems ascribe.Problems
	adding := &adding{by: by, days: dated{today: a.Today()}, problems: &problems}
	for _, noun := range nouns {
		var err error
		if adding.by, err = reasoned(adding.by, noun); err != nil {
			return nil, err
		}
	}
	book, err := a.CurrentBook(ctx)
	if err != nil && ascribe.KindOf(err) != ascribe.ErrNotFound {
		return nil, err
	}
	for _, noun := range nouns {
		asPrinted(book, noun)
	}
	var weak []Uncounted
	var twins []ask.Twin
	what := "the " + string(nouns[0].Record())
	entry, _, err := Act(ctx, a, adding.by, entryKind(nouns[0]), func(tx *store.Tx) error {
		r := newRecorder(tx, book)
		r.single = true
		for _, noun := range nouns {
			if err := adding.one(r, noun); err != nil {
				return err
			}
		}
		if problems.Len() > 0 {
			return problems.ErrOf(r.kind(problems.Len()), what, "nothing was written")
		}
		if err := adding.days.doubt(adding.by, what); err != nil {
			return err
		}
		if weak, err = uncounted(ctx, tx.View(), book, r.written); err != nil {
			return err
		}
		if twins, err = r.twins(ctx, adding.by, book); err != nil {
			return err
		}
		return then()
	})
	if err != nil {
		return nil, err
	}
	warnings, _ := adding.days.warnings()
	return &Added{Entry: entry.N, ID: nouns[0].Key().ID, Uncounted: weak, Twins: twins, Warnings: warnings}, nil
}

// An adding is nouns that are written down by themselves.
type adding struct {
	by       point.By
	days     dated
	problems *ascribe.Problems
	amends   string // the field that an amendment is of
}

func (x *adding) at(field, format string, args ...any) ascribe.Problem {
	problem := ascribe.Problem{Field: field, Message: fmt.Sprintf("%s: "+format, append([]any{field}, args...)...)}
	if x.amends != "" && (field == "value" || field == "field") {
		problem.Field = x.amends
	}
	return problem
}

func (x *adding) note(field, format string, args ...any) {
	x.problems.Add(x.at(field, format, args...))
}

// one writes one of them down.
func (x *adding) one(r *recorder, noun ascribe.Noun) error {
	given := noun.Key().ID != ""
	before := x.problems.Len()
	if a, amends := noun.(*ascribe.Amendment); amends {
		x.amends = a.Field
	}
	if err := r.resolve(noun, x.note); err != nil || x.problems.Len() > before {
		return err
	}
	exchange.Complete(noun)
	exchange.Check(noun, func(field, message string) { x.note(field, "%s", message) })
	x.notBlank(noun)
	if x.problems.Len() > before {
		return x.beside(r, noun, before)
	}
	w, withdraws := noun.(*ascribe.Withdrawal)
	_, amends := noun.(*ascribe.Amendment)
	_, parts := noun.(*ascribe.Distinction)
	if !given && (amends || parts || withdraws && w.Kind == ascribe.Strike) {
		if err := r.freeID(noun); err != nil {
			return err
		}
	}
	record, err := r.recordAt(noun, x.note)
	switch {
	case err != nil || x.problems.Len() > before:
		return err
	case record == 0:
		return r.thereAlready(noun)
	case withdraws && w.Of != "":
		if err := doubtFalls(r.tx, x.by, w, record); err != nil {
			return err
		}
	}
	return x.days.look(r, noun, x.at)
}

// notBlank refuses a title of blanks. A casebook is taken as it is: it may come from
// a record that has one.
func (x *adding) notBlank(noun ascribe.Noun) {
	var field, title string
	switch n := noun.(type) {
	case *ascribe.Incident:
		field, title = "title", n.Title
	case *ascribe.Source:
		field, title = "title", n.Title
	case *ascribe.Amendment:
		field, title = "value", n.Value
	}
	if title != "" && strings.TrimSpace(title) == "" {
		x.note(field, "it is nothing but spaces")
	}
}

// beside tells what else is wrong with a noun than the form of its fields, so that
// all of it is told at once.
func (x *adding) beside(r *recorder, noun ascribe.Noun, before int) error {
	told := x.problems.Fields(before)
	return r.check(noun, func(field, format string, args ...any) {
		if at := x.at(field, format, args...); !told[at.Field] {
			x.problems.Add(at)
		}
	})
}

// thereAlready says that a noun is there with the same content, or was.
func (r *recorder) thereAlready(noun ascribe.Noun) error {
	key, what := noun.Key(), noun.Record()
	n, _, _, err := r.tx.Find(key.Space, ascribe.Main, key.ID)
	if err != nil {
		return err
	}
	_, struckBy, err := r.tx.Present(n)
	switch {
	case err != nil:
		return err
	case struckBy != "":
		return ascribe.Errorf(ascribe.ErrConflict, "the %s %s was struck by %s", what, key.ID, struckBy).
			WithHint("to have it back, strike that: ascribe withdraw %s --kind strike", struckBy)
	}
	return ascribe.Errorf(ascribe.ErrConflict, "the %s %s is there already, with the same content", what, key.ID).
		WithHint("to record it a second time, give it another id")
}

// asPrinted takes the variable and the value of a statement as they are printed.
func asPrinted(book *codebook.Book, noun ascribe.Noun) {
	s, ok := noun.(*ascribe.Statement)
	if !ok || book == nil {
		return
	}
	s.Variable = book.Printed(s.Variable)
	if v := book.Var(s.Variable); v != nil {
		s.Value = v.Printed(s.Value)
	}
}

// entryKind is the kind of act that writing one noun down is.
func entryKind(noun ascribe.Noun) ascribe.EntryKind {
	switch n := noun.(type) {
	case *ascribe.Withdrawal:
		if n.Kind == ascribe.Strike {
			return ascribe.EntryStrike
		}
		return ascribe.EntryCorrection
	case *ascribe.Amendment:
		return ascribe.EntryAmendment
	case *ascribe.Statement:
		if len(n.Settles) > 0 {
			return ascribe.EntryAdjudication
		}
	}
	return ascribe.EntryEvidence
}
