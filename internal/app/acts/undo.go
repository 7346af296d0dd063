package acts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Undone is what took an entry's effect back.
type Undone struct {
	Entry int64    `json:"entry"`
	Of    int64    `json:"of"`
	Acts  []string `json:"acts"` // a line each
}

// Undo takes the effect of an entry back, in one entry: what it wrote is struck,
// what it struck is there again, and the codebook and the reliabilities are those of
// before. Where later entries rest on it, it is refused, unless whoever acts goes on
// although they do.
func Undo(ctx context.Context, a *point.App, by point.By, n int64) (*Undone, error) {
	by.Why = strings.TrimSpace(by.Why)
	done := &Undone{Of: n, Acts: []string{}}
	entry, _, err := Act(ctx, a, reasonOf(by, n), ascribe.EntryUndo, func(tx *store.Tx) error {
		v := tx.View()
		e, err := v.Entry(ctx, n)
		if err != nil {
			return err
		}
		u := &undoing{recorder: newRecorder(tx, nil), view: v, entry: e, reason: reasonOf(by, n).Why}
		if err := u.refuse(); err != nil {
			return err
		}
		if err := u.all(ctx); err != nil {
			return err
		}
		done.Acts = append(done.Acts, u.acts...)
		if len(u.acts) == 0 {
			return ascribe.Errorf(ascribe.ErrConflict, "there is nothing left of entry %d to undo", n).
				WithHint("look at it with: ascribe show %d", n)
		}
		return u.doubt(by)
	})
	if err != nil {
		return nil, err
	}
	done.Entry = entry.N
	return done, nil
}

const undoPage = 1000

// reasonOf is why an undo is made, which says of what it is one.
func reasonOf(by point.By, n int64) point.By {
	undo := fmt.Sprintf("undo of entry %d", n)
	if by.Why != "" {
		undo += ": " + by.Why
	}
	by.Why = undo
	return by
}

// An undoing takes the records of an entry back, one by one.
type undoing struct {
	*recorder
	view   *store.View
	entry  ascribe.Entry
	reason string
	acts   []string
	later  []ascribe.Problem // what later entries have that rests on it
}

// all takes the records back, one by one; of the import of an edition, that at once.
func (u *undoing) all(ctx context.Context) error {
	for after, more := int64(0), true; more; {
		lines, err := u.view.Lines(ctx, u.entry, after, undoPage)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(lines, func(l store.Line) bool { return kindIs(l.Noun, ascribe.RecordEdition) }); i >= 0 && after == 0 {
			return u.strike(ctx, lines[i])
		}
		for _, l := range lines {
			if err := u.one(ctx, l); err != nil {
				return err
			}
			after = l.Record
		}
		more = len(lines) == undoPage
	}
	return nil
}

func kindIs(noun ascribe.Noun, kind ascribe.RecordKind) bool {
	return noun != nil && noun.Record() == kind
}

// refuse refuses an entry of which no act takes the effect back.
func (u *undoing) refuse() error {
	if u.entry.Kind != ascribe.EntryErasure {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrConflict, "entry %d is an erasure, which cannot be undone", u.entry.N).
		WithHint("what was erased is gone; write it down again, if that may be")
}

// one takes a record back.
func (u *undoing) one(ctx context.Context, l store.Line) error {
	if l.Noun == nil {
		return nil // erased
	}
	switch x := l.Noun.(type) {
	case *ascribe.Incident:
		if x.Dataset != "" && x.Dataset != ascribe.Main {
			return u.imported()
		}
		return u.strike(ctx, l)
	case *ascribe.Actor, *ascribe.Link, *ascribe.Source, *ascribe.Statement, *ascribe.Withdrawal, *ascribe.Amendment, *ascribe.Distinction, *ascribe.Settlement, *ascribe.Document, *ascribe.Anchor:
		return u.strike(ctx, l)
	case *ascribe.Regrade:
		return u.regrade(ctx, l.Record, x)
	case *ascribe.Description:
		return u.describe(ctx, l.Record, x)
	case *ascribe.Filter:
		return u.filter(ctx, l.Record, x)
	case *ascribe.Adoption:
		return u.adoptBefore(ctx, l.Record, x)
	case *ascribe.Dataset, *ascribe.Edition, *ascribe.Row:
		return u.imported()
	case *ascribe.Note:
		if x.Dataset == ascribe.Main {
			return u.strike(ctx, l)
		}
		return ascribe.Errorf(ascribe.ErrConflict, "entry %d has a note on the method of a dataset, which stays", u.entry.N).
			WithHint("write another note that says what is right")
	}
	return nil // a reason, or what a sheet said
}

func (u *undoing) imported() error {
	return ascribe.Errorf(ascribe.ErrConflict, "entry %d imported the history of a dataset as a log of its changes, which stays", u.entry.N).
		WithHint("import the log that is right into another dataset; an edition can be taken back")
}

// strike strikes what a record wrote, unless it is gone already.
func (u *undoing) strike(ctx context.Context, l store.Line) error {
	_, fell, err := u.tx.Present(l.Record)
	if err != nil || fell != "" {
		return err
	}
	kind, id := l.Noun.Record(), l.Noun.Key().ID
	w := &ascribe.Withdrawal{Kind: ascribe.Strike, Reason: u.reason}
	if ascribe.SpaceOf(kind) == ascribe.SpaceStatement {
		struck, err := u.tx.Struck(l.Record)
		if err != nil || struck {
			return err
		}
		w.Statement = id
		if err := u.restingOn(ctx, l.Record); err != nil {
			return err
		}
	} else {
		w.Of, w.Target = kind, id
	}
	if e, ok := l.Noun.(*ascribe.Edition); ok {
		id, w.Target = e.Name(), e.Name()
	}
	exchange.Complete(w)
	if err := u.freeID(w); err != nil {
		return err
	}
	n, err := u.tx.Append(w)
	if err != nil {
		return err
	}
	u.acts = append(u.acts, fmt.Sprintf("strike of the %s %s (%s)", kind, id, w.ID))
	if w.Of == "" {
		return nil
	}
	fallen, err := u.tx.FallsWith(n)
	if err != nil {
		return err
	}
	for _, x := range fallen {
		u.rests(x.Record, x.Noun)
	}
	return nil
}

// restingOn notes what takes a statement back, or settles it.
func (u *undoing) restingOn(ctx context.Context, record int64) error {
	resting, err := u.view.RestingOnStatement(ctx, record)
	for _, x := range resting {
		struck, err := u.tx.Struck(x.Record)
		if err != nil {
			return err
		}
		if !struck {
			u.rests(x.Record, x.Noun)
		}
	}
	return err
}

func (u *undoing) rests(record int64, noun ascribe.Noun) {
	if record < u.entry.First+u.entry.Count || record >= u.tx.First() {
		return
	}
	text := fmt.Sprintf("%s %s: %s", noun.Record(), noun.Key().ID, noun.Line())
	if !slices.ContainsFunc(u.later, func(p ascribe.Problem) bool { return p.Message == text }) {
		u.later = append(u.later, ascribe.Problem{Message: text})
	}
}

// doubt is that about what later entries have, unless whoever acts goes on although
// they do.
func (u *undoing) doubt(by point.By) error {
	if len(u.later) == 0 || by.Although {
		return nil
	}
	var list ascribe.Problems
	for _, p := range u.later {
		list.Add(p)
	}
	return &Doubt{Reason: list.Describe(ascribe.Errorf(ascribe.ErrConflict, "later entries rest on entry %d, and what they wrote would fall with it", u.entry.N).
		WithHint("nothing was written; undo those first or, if it is meant, add --although"))}
}

// regrade judges a source as it was judged before.
func (u *undoing) regrade(ctx context.Context, record int64, g *ascribe.Regrade) error {
	source, err := u.view.Source(ctx, g.Source)
	if err != nil {
		return err
	}
	before, later := source.Noun.Reliability, false
	for _, other := range source.Regrades {
		switch {
		case other.Record < record:
			before = other.Noun.Reliability
		case other.Record > record:
			later = true
		}
	}
	if later {
		return nil // it has been judged anew since
	}
	if before == "" {
		before = "F"
	}
	back := &ascribe.Regrade{ID: fmt.Sprintf("undo-%d-%s", u.tx.Entry(), g.ID), Source: g.Source, Reliability: before, Reason: u.reason}
	if len(back.ID) > ascribe.MaxID {
		back.ID = back.ID[:ascribe.MaxID]
	}
	if _, err := u.tx.Append(back); err != nil {
		return err
	}
	u.acts = append(u.acts, fmt.Sprintf("%s is judged %s again", g.Source, before))
	return nil
}

// adoptBefore adopts the codebook that counted before.
func (u *undoing) adoptBefore(ctx context.Context, record int64, x *ascribe.Adoption) error {
	if x.Dataset != "" && x.Dataset != ascribe.Main {
		return u.imported()
	}
	all, err := u.view.Adoptions(ctx, ascribe.Main)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a ascribe.Noted[ascribe.Adoption]) bool { return a.Record == record })
	switch {
	case i < len(all)-1:
		return nil // another has been adopted since
	case i < 1:
		return ascribe.Errorf(ascribe.ErrConflict, "entry %d adopted the first codebook: there is none before it", u.entry.N).
			WithHint("adopt another with: ascribe codebook adopt FILE")
	}
	before := all[i-1].Noun
	if _, err := u.tx.Append(&before); err != nil {
		return err
	}
	u.acts = append(u.acts, fmt.Sprintf("the codebook %s %s counts again", before.ID, before.Version))
	return nil
}
