package store

import (
	"context"
	"math"
)

// leastRecord is fewer bytes than a record or an entry takes in a file.
const leastRecord = 32

// opening checks of a store what can be checked in no time, before anything is
// asked of it: that it says which it is, that its tables are those of the
// program, and that its last entry is one that the file can hold. A store may
// come from anybody; the rest is for Verify.
func (s *Store) opening(ctx context.Context) error {
	size, err := s.engine.Size(s.path)
	if err != nil {
		return err
	}
	return s.View(ctx, func(v *View) error {
		if err := v.prepared.CheckSchema(context.WithoutCancel(ctx), v.prepared.tx, s.version); err != nil {
			return explain(ctx, err)
		}
		return explain(ctx, s.openingIn(v.prepared, size))
	})
}

func (s *Store) openingIn(p *prepared, size int64) (err error) {
	if s.origin, err = readOrigin(p); err != nil {
		return err
	}
	last, err := lastEntry(p)
	if err != nil {
		return err
	}
	records, err := p.number("record.last")
	if err != nil {
		return err
	}
	most := min(size/leastRecord, math.MaxUint32)
	switch {
	case last.N == 0 && records == 0:
		return nil
	case last.N < 1 || last.First < 1 || last.Count < 1 || last.N > most || last.First > most || last.Count > most || records > most:
		return unverified("entry %d, of the records from %d on and %d in number, is not one that a file of this size can have", last.N, last.First, last.Count)
	case last.First+last.Count-1 != records:
		return unverified("entry %d, the last one, ends with record %d, and the last record is %d", last.N, last.First+last.Count-1, records)
	}
	return nil
}

func readOrigin(p *prepared) (o Origin, err error) {
	var long bool
	ok, err := p.get("store.get", nil, []any{&o.ID, &o.PublicKey, &long})
	switch {
	case err != nil:
		return o, err
	case !ok:
		return o, unverified("table store: it does not say which store it is")
	case long:
		return o, unverified("table store: its id or its key is too long")
	}
	if err := o.check(); err != nil {
		return o, unverified("table store: %v", err)
	}
	return o, nil
}
