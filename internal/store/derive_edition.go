package store

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// An edition of an imported dataset is taken back by a strike of it, the last edition
// first, since each was written down as what it changed of those before. All that its
// import wrote goes with it: its entry, from the dataset, if it is the first of that,
// to its last row. Its ids may be given again, by another import.

// takeBack finds what a strike of an edition takes.
func (d *deriver) takeBack(s *struckNoun) error {
	if _, err := d.get("edition.get", []any{s.target}, []any{&s.dataset, &s.sourceRecord}); err != nil {
		return err
	}
	e, err := oneEntry(d.prepared, "entry.of record", s.target)
	if err != nil {
		return err
	}
	s.first, s.last = s.target, e.First+e.Count-1
	for _, n := range []int64{s.sourceRecord, s.dataset} {
		if n >= e.First {
			s.first = min(s.first, n)
		}
	}
	if s.tookSource() {
		source, err := d.written(s.sourceRecord)
		if err != nil {
			return err
		}
		s.source = sourceID(source)
	}
	if err := d.refuseFollowed(s); err != nil {
		return err
	}
	return d.emit("taken", s.record, s.first, s.last)
}

// tookSource reports whether the source goes, too: an import makes one of its own.
func (s *struckNoun) tookSource() bool { return s.edition() && s.first <= s.sourceRecord }

// tookDataset reports whether the dataset goes with the edition, which is its first.
func (s *struckNoun) tookDataset() bool { return s.edition() && s.first <= s.dataset }

// refuseFollowed refuses that an edition is taken back while a later one is there.
func (d *deriver) refuseFollowed(s *struckNoun) error {
	names, err := d.laterThan(s)
	if err != nil || names == nil {
		return err
	}
	edition, err := d.editionName(s.target)
	if err != nil {
		return err
	}
	return ascribe.Errorf(ascribe.ErrConflict, "%s is not the last edition, and what came later says only what it changed: %s", edition, strings.Join(names, ", ")).
		WithHint("take these back first, in this order, as in: ascribe withdraw %s --kind strike", names[0])
}

// laterThan are the names of the editions of a dataset that are there and came after
// one, the last first.
func (d *deriver) laterThan(s *struckNoun) (names []string, err error) {
	var later []int64
	if err := d.listBy("edition.after", []any{s.dataset, s.target}, &later); err != nil {
		return nil, err
	}
	for _, n := range slices.Backward(later) {
		by, err := d.struckBy(n)
		if err != nil {
			return nil, err
		}
		if by != 0 || n >= s.record { // while it is verified, what came later is there too
			continue
		}
		name, err := d.editionName(n)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

func (d *deriver) editionName(record int64) (string, error) {
	noun, err := d.written(record)
	if err != nil {
		return "", err
	}
	return noun.Key().Dataset + "@" + noun.Key().ID, nil
}

// turned refuses that an edition comes back, or goes again, where another stands in
// its way. acted are the strikes that acted before.
func (d *deriver) turned(n int64, acted []int64) error {
	if !d.righted.editions() {
		return nil
	}
	d.givenAgain()
	for i := range d.righted.strikes {
		s := d.righted.strikes[i]
		if !s.edition() {
			continue
		}
		s.record = n // from now on
		was, is := slices.Contains(acted, d.righted.strikes[i].record), d.righted.acts(d.righted.strikes[i].record, false, forever)
		by, err := d.struckBy(s.target)
		switch {
		case err != nil:
		case was && !is && by == 0:
			err = d.refuseBack(&s, d.righted.strikes[i].record)
		case is && !was:
			err = d.refuseFollowed(&s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// refuseBack refuses that an edition comes back where others were taken back after
// it, or imported, or have its ids.
func (d *deriver) refuseBack(s *struckNoun, strike int64) error {
	for _, other := range slices.Backward(d.righted.strikes) {
		if other.dataset != s.dataset || other.record <= strike || !d.righted.acts(other.record, false, forever) {
			continue
		}
		edition, err := d.editionName(other.target)
		if err != nil {
			return err
		}
		by, err := d.written(other.record)
		if err != nil {
			return err
		}
		return ascribe.Errorf(ascribe.ErrConflict, "the edition %s was taken back later, and has to come back first", edition).
			WithHint("strike what took it back, with: ascribe withdraw %s --kind strike", by.Key().ID)
	}
	names, err := d.laterThan(s)
	if err != nil {
		return err
	}
	if names != nil {
		edition, err := d.editionName(s.target)
		if err != nil {
			return err
		}
		return ascribe.Errorf(ascribe.ErrConflict, "the edition %s does not come back: %s was imported since, without what it changed", edition, strings.Join(names, ", ")).
			WithHint("take back what was imported since, and import the edition again")
	}
	for _, n := range []int64{s.dataset, s.target, s.sourceRecord} {
		if err := d.refuseTaken(s.record, n); err != nil {
			return err
		}
	}
	return nil
}

// refuseTaken refuses that a record before n comes back whose id is another's by now.
func (d *deriver) refuseTaken(n, record int64) error {
	noun, err := d.written(record)
	if err != nil {
		return err
	}
	key := noun.Key()
	dataset, err := d.dataset(key.Dataset)
	if err != nil {
		return err
	}
	var holders []int64
	if err := d.listBy("name.holders", []any{int64(key.Space), dataset, key.ID}, &holders); err != nil {
		return err
	}
	for _, h := range holders {
		by, err := d.struckBy(h)
		if err != nil {
			return err
		}
		if by == 0 && h != record && h < n {
			return ascribe.Errorf(ascribe.ErrConflict, "the %s %s has been imported again since", noun.Record(), key.ID).
				WithHint("take that back first; ascribe datasets lists the editions")
		}
	}
	return nil
}

// givenAgain has ids found by who has them by now.
func (d *deriver) givenAgain() {
	clear(d.names)
	clear(d.days)
	d.holder = d.holderOf
}

// holderOf is the record that has an id by now: the first that is there, else the
// last that was. 0: there is none.
func (d *deriver) holderOf(k nameKey) (int64, error) {
	var holders []int64
	if err := d.listBy("name.holders", []any{int64(k.space), k.dataset, k.id}, &holders); err != nil || len(holders) == 0 {
		return 0, err
	}
	for _, n := range holders {
		if by, err := d.struckBy(n); err != nil || by == 0 {
			return n, err
		}
	}
	return holders[len(holders)-1], nil
}

// freed is the strike that took back the edition with which whoever had an id before
// record n went; 0: nobody had it, or the id is not free.
func (d *deriver) freed(n int64, k nameKey) (strike int64, err error) {
	r, err := d.right()
	if err != nil || !r.editions() {
		return 0, err
	}
	var holders []int64
	if err := d.listBy("name.holders", []any{int64(k.space), k.dataset, k.id}, &holders); err != nil {
		return 0, err
	}
	for _, h := range holders {
		if h >= n {
			break
		}
		by := int64(0)
		for i := range r.strikes {
			if s := &r.strikes[i]; s.edition() && s.first <= h && h <= s.last && r.acts(s.record, false, forever) {
				by = max(by, s.record)
			}
		}
		if by == 0 {
			return 0, nil
		}
		strike = max(strike, by)
	}
	return strike, nil
}

// give gives the id to record n: to another than before, where that was taken back
// with an edition.
func (d *deriver) give(n int64, space Space, dataset int64, id string) error {
	freed, err := d.freed(n, nameKey{space, dataset, id})
	if err != nil {
		return err
	}
	return d.emit("name", int64(space), dataset, id, n, freed)
}
