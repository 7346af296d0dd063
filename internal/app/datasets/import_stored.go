package datasets

import (
	"hash/maphash"
	"iter"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// storedDays are what was imported of a log, as a hash for each incident and
// day: the sum of those of its cells.
type storedDays struct {
	seed maphash.Seed
	days map[uint64]uint64
	last ascribe.Day
	buf  []byte
}

func newStoredDays() *storedDays {
	return &storedDays{seed: maphash.MakeSeed(), days: map[uint64]uint64{}, last: ascribe.MinDay}
}

// read reads the rows of a dataset, those of each incident together and in
// order of days. Of several of a day a later cell takes the place of an earlier
// one.
func (s *storedDays) read(rows iter.Seq2[store.RowRef, error]) error {
	var at store.RowRef
	cells := map[string]uint64{}
	end := func() {
		if at.Record == 0 {
			return
		}
		sum := s.listing(at.Unlisted)
		for _, hash := range cells {
			sum += hash
		}
		s.days[s.key(at.Incident, at.Day)] = sum
		s.last = max(s.last, at.Day)
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		if r.Incident != at.Incident || r.Day != at.Day {
			end()
			clear(cells)
		}
		at = r
		r.Body.Cells(func(name, value []byte) {
			s.buf = append(append(append(s.buf[:0], name...), '"'), norm.NFC.Bytes(value)...)
			cells[string(name)] = maphash.Bytes(s.seed, s.buf)
		})
	}
	end()
	return nil
}

// A key is of the number of an incident's record and a day.
func (s *storedDays) key(incident int64, day ascribe.Day) uint64 {
	s.buf = strconv.AppendInt(append(strconv.AppendInt(s.buf[:0], incident, 10), ' '), int64(day), 10)
	return maphash.Bytes(s.seed, s.buf)
}

func (s *storedDays) listing(unlisted bool) uint64 {
	s.buf = strconv.AppendBool(s.buf[:0], unlisted)
	return maphash.Bytes(s.seed, s.buf)
}

// has reports whether something was imported of the incident on the day.
func (s *storedDays) has(incident int64, day ascribe.Day) bool {
	_, ok := s.days[s.key(incident, day)]
	return ok
}

// take strikes out what was imported of the incident on the day, and reports
// whether the row says the same.
func (s *storedDays) take(incident int64, day ascribe.Day, r *ascribe.Row) (same bool) {
	key := s.key(incident, day)
	before, ok := s.days[key]
	delete(s.days, key)
	sum := s.listing(r.Unlisted)
	for variable, value := range r.Cells {
		s.buf = append(ledger.AppendText(s.buf[:0], variable), '"')
		s.buf = ledger.AppendText(s.buf, norm.NFC.String(value))
		sum += maphash.Bytes(s.seed, s.buf)
	}
	return ok && sum == before
}
