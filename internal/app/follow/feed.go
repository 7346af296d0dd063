package follow

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A feed reads the store for an index: it knows which term is which slot and
// value.
type feed struct {
	terms  termList
	slots  map[int64]uint16
	values map[slotTerm]uint32
}

type slotTerm struct {
	slot uint16
	term int64
}

func newFeed() feed {
	return feed{terms: termList{""}, slots: map[int64]uint16{}, values: map[slotTerm]uint32{}}
}

// A termList is the store's terms, by their numbers from 1.
type termList []string

// read takes in those that have come since.
func (x *termList) read(ctx context.Context, v *store.View) error {
	return v.Terms(ctx, int64(len(*x)-1), func(n int64, text string) error {
		if n != int64(len(*x)) {
			return misnumbered(n)
		}
		*x = append(*x, text)
		return nil
	})
}

// of are the terms of a claim; a value too long to be one is empty, and so is a
// coder who is not named.
func (x termList) of(c *store.Claim) (variable, value, coder string, err error) {
	terms := [...]int64{c.Variable, c.Value, max(c.Coder, 0)}
	for _, n := range terms {
		if n < 0 || n >= int64(len(x)) {
			return "", "", "", misnumbered(n)
		}
	}
	return x[terms[0]], x[terms[1]], x[terms[2]], nil
}

func misnumbered(term int64) error {
	return ascribe.Errorf(ascribe.ErrUnverified, "table term: there is no term %d, or one before it is missing", term).
		WithHint("look with: ascribe verify; ascribe rebuild makes derived tables anew")
}

// records gives a range of records, as one view has them, to an index. fold is of what was read before
// the range, and then of all that was read: an error, where that is not what the
// store says it has.
func (f *feed) records(ctx context.Context, s *store.Store, v *store.View, t timeline.Taker, r store.Range, fold ascribe.Hash) (ascribe.Hash, error) {
	read, err := v.FoldAfter(ctx, r.After, fold)
	if err != nil {
		return fold, err
	}
	if err := f.terms.read(ctx, v); err != nil {
		return fold, err
	}
	err = v.IncidentIDs(ctx, r, func(record int64, id string) {
		read.Incident(record, id)
		t.Incident(record, id)
	})
	if err != nil {
		return fold, err
	}
	err = v.SourceGrades(ctx, r,
		func(record int64, g ascribe.Reliability) {
			read.Source(record, g)
			t.Source(record, g)
		},
		func(record, source int64, g ascribe.Reliability) {
			read.Regrade(record, source, g)
			if n, ok := t.SourceAt(source); ok {
				t.Regrade(record, n, g)
			}
		})
	if err != nil {
		return fold, err
	}
	if err := f.claims(ctx, s, v, t, r, read); err != nil {
		return fold, err
	}
	err = v.Endings(ctx, r, func(a store.Ending) {
		read.Ending(a)
		kind := timeline.Settles
		switch a.Kind {
		case ascribe.Correction:
			kind = timeline.Corrects
		case ascribe.Strike:
			kind = timeline.Strikes
		}
		t.End(timeline.Ending{Record: a.Record, Target: a.Target, Kind: kind, Day: a.Day, Source: a.Source})
	})
	if err != nil {
		return fold, err
	}
	err = v.Moves(ctx, r, func(m store.Move) {
		read.Moved(m.Made, m.Record, m.Day)
		t.Move(m.Made, m.Record, m.Day)
	})
	if err != nil {
		return fold, err
	}
	return v.Folded(ctx, read, r.UpTo)
}

// claims reads a large range in two halves side by side, each by a view of its
// own, since reading a row costs more than taking it in. Each half is whole
// segments of the fold.
func (f *feed) claims(ctx context.Context, s *store.Store, v *store.View, t timeline.Taker, r store.Range, fold *store.Fold) error {
	const batch = 4096
	read := func(ctx context.Context, v *store.View, r store.Range, strand *store.Strand, use func(store.Claim)) error {
		return v.Claims(ctx, r, func(c store.Claim) error {
			variable, value, coder, err := f.terms.of(&c)
			if err == nil {
				strand.Claim(&c, variable, value, coder)
				use(c)
			}
			return err
		})
	}
	if r.UpTo-r.After < 16*batch {
		return read(ctx, v, r, fold.Strand(), func(c store.Claim) { f.take(t, &c) })
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	middle := store.SegmentBefore(r.After + (r.UpTo-r.After)/2)
	batches := make(chan []store.Claim, 8)
	failures := make(chan error, 2)
	for _, half := range []store.Range{{After: r.After, UpTo: middle}, {After: middle, UpTo: r.UpTo}} {
		strand := fold.Strand()
		go func() {
			list := make([]store.Claim, 0, batch)
			send := func() {
				select {
				case batches <- list:
				case <-ctx.Done():
				}
				list = make([]store.Claim, 0, batch)
			}
			failures <- guarded(func() error {
				defer send()
				return s.View(ctx, func(v *store.View) error {
					return read(ctx, v, half, strand, func(c store.Claim) {
						if list = append(list, c); len(list) == batch {
							send()
						}
					})
				})
			})
		}()
	}
	for running := 2; running > 0 || len(batches) > 0; {
		select {
		case list := <-batches:
			for i := range list {
				f.take(t, &list[i])
			}
		case err := <-failures:
			if running--; err != nil {
				return err
			}
		}
	}
	return nil
}

// take gives a statement about an incident to an index. Those about actors and
// links are none of its business.
func (f *feed) take(t timeline.Taker, c *store.Claim) {
	incident, ok := t.IncidentAt(c.Subject)
	if !ok {
		return
	}
	source, ok := t.SourceAt(c.Source)
	if !ok {
		return
	}
	slot, ok := f.slots[c.Variable]
	if !ok {
		slot = t.Slot(f.terms[c.Variable])
		f.slots[c.Variable] = slot
	}
	value := uint32(0)
	if c.Value == 0 {
		t.Long(slot)
	} else if value, ok = f.values[slotTerm{slot, c.Value}]; !ok {
		value = t.Value(slot, f.terms[c.Value])
		f.values[slotTerm{slot, c.Value}] = value
	}
	t.Add(timeline.Statement{
		Record: c.Record, Incident: incident, Source: source, Slot: slot, Value: value,
		Day: c.Day, Stance: c.Stance, Basis: c.Basis, Reliability: c.Reliability, Credibility: c.Credibility, Coder: uint32(max(c.Coder, -c.Coder)),
	})
}
