package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// forever is the standpoint from which all that was derived so far counts.
var forever = Standpoint{Record: ascribe.Latest, Closed: ascribe.Latest}

// right is what has been put right so far.
func (d *deriver) right() (*righted, error) {
	if d.righted == nil {
		r, err := readRighted(context.Background(), d.prepared)
		if err != nil {
			return nil, err
		}
		d.righted = r
		if r.editions() {
			d.givenAgain()
		}
	}
	return d.righted, nil
}

// struckBy is a strike that acts, and takes the record with it; 0: none does.
func (d *deriver) struckBy(n int64) (int64, error) {
	r, err := d.right()
	if err != nil || len(r.strikes) == 0 {
		return 0, err
	}
	strikes, err := d.fallsBy(n)
	if err != nil || len(strikes) == 0 {
		return 0, err
	}
	for _, s := range slices.Sorted(slices.Values(strikes)) {
		if r.records[s] && r.acts(s, false, forever) { // others are still to come, where all is derived anew
			return s, nil
		}
	}
	return 0, nil
}

// fallsBy are the strikes that take one of the records with them, whether they
// act or not.
func (d *deriver) fallsBy(records ...int64) (strikes []int64, err error) {
	list := listOf(records)
	return strikes, d.list("falls.by", list, &strikes)
}

func (d *deriver) list(query string, of elements, into *[]int64) error {
	return d.listBy(query, []any{of}, into)
}

func (d *deriver) listBy(query string, args []any, into *[]int64) (err error) {
	scan(context.Background(), d.prepared, query, args, func(rows *sql.Rows) bool {
		var n int64
		err = rows.Scan(&n)
		*into = append(*into, n)
		return err == nil
	}, func(failed error) { err = failed })
	return err
}

// hang has record n fall with what it hangs on: one of the strikes may act again.
func (d *deriver) hang(n int64, on ...int64) error {
	r, err := d.right()
	if err != nil || len(r.strikes) == 0 {
		return err
	}
	strikes, err := d.fallsBy(on...)
	if err != nil {
		return err
	}
	for _, s := range slices.Compact(strikes) {
		if s >= n {
			continue
		}
		if err := d.emit("falls", n, n, s); err != nil {
			return err
		}
	}
	return nil
}

// strike has a noun fall, and what hangs on it.
func (d *deriver) strike(n, target int64, x *ascribe.Withdrawal) error {
	closed := x.Of == ascribe.RecordActor || x.Of == ascribe.RecordLink
	if err := d.emit("strike", n, target, truth(closed)); err != nil {
		return err
	}
	s := struckNoun{record: n, target: target, closed: closed, sourceRecord: target}
	switch x.Of {
	case ascribe.RecordSource:
		s.source = x.Target
	case ascribe.RecordEdition:
		if err := d.takeBack(&s); err != nil {
			return err
		}
	}
	if err := d.fall(&s); err != nil {
		return err
	}
	r, err := d.right()
	if err != nil {
		return err
	}
	r.strike(s)
	if s.edition() {
		d.givenAgain()
	}
	return nil
}

// fall has fall what a strike takes with it.
func (d *deriver) fall(s *struckNoun) error {
	last := []int64{s.target}
	fallen := map[int64]bool{s.target: true}
	if s.edition() { // what its import wrote is taken as one
		last, fallen = nil, map[int64]bool{}
	}
	if s.tookSource() {
		last = append(last, s.sourceRecord)
	}
	if s.tookDataset() {
		last = append(last, s.dataset)
	}
	for len(last) > 0 {
		var next []int64
		if err := d.list("falls.hanging", listOf(last), &next); err != nil {
			return err
		}
		last = slices.DeleteFunc(slices.Compact(next), func(x int64) bool { return x >= s.record || fallen[x] })
		for _, x := range last {
			fallen[x] = true
		}
	}
	for _, x := range slices.Sorted(maps.Keys(fallen)) {
		if err := d.emit("falls", s.record, x, s.record); err != nil {
			return err
		}
	}
	return nil
}

func truth(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// amendment derives that a field has another value.
func (d *deriver) amendment(n int64, x *ascribe.Amendment) error {
	if err := d.name(n, SpaceStatement, 0, x.ID); err != nil {
		return err
	}
	if len(ascribe.AmendableFields(x.Of)) == 0 {
		return ascribe.Errorf(ascribe.ErrInvalid, "a %s cannot be amended", x.Of).WithHint("strike it and add another under another id")
	}
	target, err := d.refer(n, ascribe.SpaceOf(x.Of), 0, x.Target)
	if err != nil {
		return err
	}
	before, err := d.present(target)
	if err != nil {
		return err
	}
	if before.Record() != x.Of {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is no %s", x.Target, x.Of).WithHint("look for a slip in its id")
	}
	r, err := d.right()
	if err != nil {
		return err
	}
	closed := x.Of == ascribe.RecordActor
	r.amend(target, amended{record: n, closed: closed, noun: x})
	after, err := d.present(target)
	if err != nil {
		return err
	}
	if err := d.emit("amendment", n, target, truth(closed)); err != nil {
		return err
	}
	if source, ok := after.(*ascribe.Source); ok {
		if err := d.sourceAmended(n, target, before.(*ascribe.Source), source); err != nil { //nolint:forcetypeassert // it is the same record
			return err
		}
	}
	return d.hang(n, target)
}

// struck derives that a strike has taken a strike or an amendment away, or brought
// one back.
func (d *deriver) struck(n, struck int64) error {
	r, err := d.right()
	if err != nil || !r.records[struck] {
		return err
	}
	before := map[int64][]amended{}
	for target := range r.amendments {
		before[target] = r.of(target, forever)
	}
	acted := r.acting(forever)
	r.withdraw(n, struck)
	if err := d.turned(n, acted); err != nil {
		return err
	}
	for target, was := range before {
		now := r.of(target, forever)
		if slices.EqualFunc(was, now, func(a, b amended) bool { return a.record == b.record }) {
			continue
		}
		noun, err := d.written(target)
		if err != nil {
			return err
		}
		first, ok := noun.(*ascribe.Source)
		if !ok {
			continue
		}
		second := *first
		for _, side := range []struct {
			source *ascribe.Source
			by     []amended
		}{{first, was}, {&second, now}} {
			for _, a := range side.by {
				if err := a.noun.Apply(side.source); err != nil {
					return err
				}
			}
		}
		if err := d.sourceAmended(n, target, first, &second); err != nil {
			return err
		}
	}
	return nil
}

// sourceAmended derives what follows from a source's being another.
func (d *deriver) sourceAmended(n, record int64, before, after *ascribe.Source) error {
	if before.Published != after.Published {
		if err := d.move(n, record, after); err != nil {
			return err
		}
	}
	if slices.Equal(before.RestsOn, after.RestsOn) {
		return nil
	}
	targets, err := d.refers(n, SpaceSource, after.ID, after.RestsOn)
	if err != nil {
		return err
	}
	return d.refuseCircle(record, after.ID, targets)
}

// refuseCircle refuses that a source rests, in the end, on itself.
func (d *deriver) refuseCircle(record int64, id string, targets []int64) error {
	seen := map[int64]bool{}
	for len(targets) > 0 {
		target := targets[0]
		targets = targets[1:]
		if target == record {
			return ascribe.Errorf(ascribe.ErrInvalid, "%s would rest on itself, by way of what it rests on", id).
				WithHint("take one of them out of what the other rests on first")
		}
		if seen[target] {
			continue
		}
		seen[target] = true
		noun, err := d.present(target)
		if err != nil {
			return err
		}
		source, ok := noun.(*ascribe.Source)
		if !ok {
			continue
		}
		for _, on := range source.RestsOn {
			next, err := d.resolver.name(nameKey{SpaceSource, 0, on})
			if err != nil {
				return err
			}
			if next != 0 {
				targets = append(targets, next)
			}
		}
	}
	return nil
}

// move gives a source, and all that it said without a day of its own, the day on
// which it came out.
func (d *deriver) move(n, record int64, source *ascribe.Source) error {
	var first, last any
	if !source.Published.IsZero() {
		first, last = int64(source.Published.First()), int64(source.Published.Last())
	}
	undated, err := d.undated(n, record)
	if err != nil {
		return err
	}
	if len(undated) > 0 && (first == nil || source.Published.OpenEnded()) {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s needs a day on which it came out: %d statements of it have none of their own", source.ID, len(undated)).
			WithHint("give a day, a month or a year")
	}
	list := append(undated, record)
	slices.Sort(list)
	for _, x := range list {
		if err := d.emit("moved", n, x, first, last); err != nil {
			return err
		}
		if x != record {
			d.claims.Moved(n, x, ascribe.Day(last.(int64))) //nolint:forcetypeassert // it was just made
		}
	}
	delete(d.days, record)
	return nil
}

// undated are the statements and corrections of a source before record n that
// have no day of their own.
func (d *deriver) undated(n, source int64) (list []int64, err error) {
	scan(context.Background(), d.prepared, "moved.with source", []any{source}, func(rows *sql.Rows) bool {
		var record int64
		var body []byte
		if err = rows.Scan(&record, &body); err != nil {
			return false
		}
		noun, failed := ledger.Parse(body)
		if err = failed; err != nil {
			return false
		}
		var said ascribe.Date
		switch x := noun.(type) {
		case *ascribe.Statement:
			said = x.Said
		case *ascribe.Withdrawal:
			if said = x.Said; x.Kind != ascribe.Correction {
				return true
			}
		}
		if said.IsZero() && record < n {
			list = append(list, record)
		}
		return true
	}, func(failed error) { err = failed })
	return list, err
}

// written is a noun as it was first written.
func (d *deriver) written(record int64) (ascribe.Noun, error) {
	var body []byte
	ok, err := d.get("body.get", []any{record}, []any{&body})
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "record %d was erased", record)
	}
	return ledger.Parse(body)
}

// present is a noun as it is by now.
func (d *deriver) present(record int64) (ascribe.Noun, error) {
	noun, err := d.written(record)
	if err != nil {
		return nil, err
	}
	r, err := d.right()
	if err != nil {
		return nil, err
	}
	for _, a := range r.of(record, forever) {
		if err := a.noun.Apply(noun); err != nil {
			return nil, err
		}
	}
	return noun, nil
}
