package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// A Report says what verifying went through, and what it says nothing about.
type Report struct {
	Entries     int64
	Records     int64
	Erased      int64 // records whose body was taken away
	Derived     int64 // rows
	Checkpoints int64
	Root        ascribe.Hash // of the tree over all entries
	NotCovered  []string
}

// notCovered is what no verifying of the file alone can find.
var notCovered = []string{
	"unused bytes of the database file",
	"the names of persons in the local tables: the ledger has their ids only",
	"an owner who has both the file and its key, and who rewrites the ledger, or cuts off its end, and signs again: compare with a checkpoint kept elsewhere (ascribe verify --against FILE)",
}

// Verify goes through the whole store once: the schema, the records, entries
// and checkpoints, and each derived row against the record that it was made
// from. It keeps little in memory, and stops at the first thing that is
// wrong, which it names, with ErrUnverified. progress, which may be nil,
// counts records.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) (Report, error) {
	r := Report{NotCovered: notCovered}
	err := s.View(ctx, func(v *View) error {
		c := &verification{ctx: ctx, prepared: v.prepared, version: s.version, origin: s.origin, progress: progress, report: &r}
		return explain(ctx, c.run())
	})
	return r, err
}

// A verification is one pass over a store.
type verification struct {
	*prepared
	ctx      context.Context
	version  int64 // of the schema
	origin   Origin
	progress func(done, total int64)
	report   *Report
}

// unverified says what is wrong. Every fault that Verify finds is one.
func unverified(format string, args ...any) error { return dialect.Unverified(format, args...) }

func (c *verification) run() error {
	for _, step := range []func() error{c.schema, c.origins, c.ledger, c.persons, c.database} {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// origins checks that the store says who it is, once.
func (c *verification) origins() error {
	rows, err := c.number("store.count")
	if err != nil {
		return err
	}
	if rows != 1 {
		return unverified("table store has %d rows, and should have one", rows)
	}
	o, err := readOrigin(c.prepared)
	if err != nil {
		return err
	}
	if o != c.origin {
		return unverified("table store says another id or key than it did when it was opened")
	}
	return nil
}

// persons checks the local names as far as can be: an id stands for one name.
// A name that was taken away is no fault.
func (c *verification) persons() error {
	var wrong string
	ok, err := c.get("person.malformed", nil, []any{&wrong})
	if err == nil && ok {
		err = unverified("table local_person: %q is no id of a person", wrong)
	}
	return err
}

// database has the database look for what it can find by itself.
func (c *verification) database() error { return c.Check(c.ctx, c.tx) }

// schema compares the schema with that of a new store.
func (c *verification) schema() error {
	version, err := c.VersionOf(c.ctx, c.tx)
	if errors.Is(err, dialect.ErrNoVersion) || err == nil && version != c.version {
		return unverified("schema: the file is marked as of version %d, and was of version %d when it was opened", version, c.version)
	}
	if err != nil {
		return err
	}
	return c.CheckSchema(c.ctx, c.tx, version)
}

// VerifyAgainst checks that the store continues the one that a signed
// checkpoint, kept elsewhere, is of: signed by the same key, and its entries
// the same up to there. It reads the entries; what is in them is for Verify.
func (s *Store) VerifyAgainst(ctx context.Context, signed []byte) error {
	kept, err := ledger.OpenCheckpoint(signed, s.origin.PublicKey)
	if err != nil {
		return err
	}
	return s.View(ctx, func(v *View) error {
		var tree ledger.Tree
		if kept.Size == 0 && tree.Root() == kept.Root {
			return nil
		}
		for e, err := range v.Entries(ctx) {
			if err != nil {
				return err
			}
			text, err := ledger.EntryText(e)
			if err != nil || e.N != tree.Size()+1 {
				return unverified("entry %d is not well formed", e.N)
			}
			tree.Append(text)
			if tree.Size() < kept.Size {
				continue
			}
			if tree.Root() != kept.Root {
				return ascribe.Errorf(ascribe.ErrUnverified, "the store does not continue the checkpoint of %d entries: its own first %d have another root", kept.Size, kept.Size).
					WithHint("one of the two was rewritten; a copy from before that date can tell which")
			}
			return nil
		}
		return ascribe.Errorf(ascribe.ErrUnverified, "the store has %d entries, and the checkpoint is of %d: its end was cut off", tree.Size(), kept.Size).
			WithHint("look for a later copy of the store")
	})
}

func differs(what string, n, have, want any) error {
	return unverified("%s: it is %v, and should be %v", fmt.Sprintf(what, n), have, want)
}
