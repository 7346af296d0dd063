package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A Standpoint says up to which records strikes and amendments count.
type Standpoint struct {
	Record int64
	// Closed is for those of actors and links: what these were before is not for
	// everybody, whenever it was put right.
	Closed int64
}

func (s Standpoint) upTo(closed bool) int64 {
	if closed {
		return s.Closed
	}
	return s.Record
}

// righted is what was put right of incidents, actors, links and sources: what was
// struck, and what was given another value.
type righted struct {
	strikes    []struckNoun
	amendments map[int64][]amended        // by what they amend, in the order of the ledger
	withdrawn  ascribe.Withdrawals[int64] // these, by strikes
	records    map[int64]bool             // of all of them
}

type struckNoun struct {
	record, target int64
	closed         bool
	source         string // the id of the source that was struck, or of the edition's,
	sourceRecord   int64  // and its record
	// Of an edition, the record of its dataset, and the first and the last of those
	// that its import wrote.
	dataset, first, last int64
}

// edition reports whether an edition was taken back.
func (s *struckNoun) edition() bool { return s.dataset != 0 }

type amended struct {
	record int64
	closed bool
	noun   *ascribe.Amendment
}

func newRighted() *righted {
	return &righted{amendments: map[int64][]amended{}, withdrawn: ascribe.Withdrawals[int64]{}, records: map[int64]bool{}}
}

// none reports whether nothing was put right.
func (r *righted) none() bool { return len(r.strikes) == 0 && len(r.amendments) == 0 }

func (r *righted) strike(x struckNoun) {
	r.strikes = append(r.strikes, x)
	r.records[x.record] = true
}

func (r *righted) amend(target int64, x amended) {
	r.amendments[target] = append(r.amendments[target], x)
	r.records[x.record] = true
}

// withdraw takes a strike of a strike or of an amendment in.
func (r *righted) withdraw(n, target int64) {
	r.records[n] = true
	r.withdrawn.Add(ascribe.Withdrawing[int64]{By: n, Target: target, Recorded: n, Kind: ascribe.Strike})
}

func (r *righted) acts(record int64, closed bool, at Standpoint) bool {
	upTo := at.upTo(closed)
	return record <= upTo && !r.withdrawn.Struck(record, upTo)
}

// acting are the strikes that act at a standpoint.
func (r *righted) acting(at Standpoint) []int64 {
	list := []int64{}
	for _, s := range r.strikes {
		if r.acts(s.record, s.closed, at) {
			list = append(list, s.record)
		}
	}
	return list
}

// editions reports whether an edition was ever taken back.
func (r *righted) editions() bool {
	return slices.ContainsFunc(r.strikes, func(s struckNoun) bool { return s.edition() })
}

// takes reports whether a record is of an edition that is taken back at a
// standpoint.
func (r *righted) takes(record int64, at Standpoint) bool {
	return slices.ContainsFunc(r.strikes, func(s struckNoun) bool {
		return s.edition() && s.first <= record && record <= s.last && r.acts(s.record, s.closed, at)
	})
}

// turn names what acts at a standpoint: the last that was put right by then.
func (r *righted) turn(at Standpoint) string {
	var last, closed int64
	for n := range r.records {
		if n <= at.Record {
			last = max(last, n)
		}
		if n <= at.Closed {
			closed = max(closed, n)
		}
	}
	return fmt.Sprint(last, " ", closed)
}

// about are the amendments of a record, what struck these, and so on, up to a
// record.
func (r *righted) about(record, upTo int64) (list []int64) {
	for _, a := range r.amendments[record] {
		list = append(append(list, a.record), r.above(a.record)...)
	}
	return slices.DeleteFunc(list, func(n int64) bool { return n > upTo })
}

// above are what struck a strike or an amendment, what struck these, and so on.
func (r *righted) above(record int64) (list []int64) {
	for _, w := range r.withdrawn[record] {
		list = append(append(list, w.By), r.above(w.By)...)
	}
	return list
}

// of are the amendments of a record that act at a standpoint.
func (r *righted) of(record int64, at Standpoint) []amended {
	var list []amended
	for _, a := range r.amendments[record] {
		if r.acts(a.record, a.closed, at) {
			list = append(list, a)
		}
	}
	return list
}

// apply makes a noun what it is at a standpoint.
func (r *righted) apply(record int64, noun ascribe.Noun, at Standpoint) error {
	for _, a := range r.of(record, at) {
		if err := a.noun.Apply(noun); err != nil {
			return unverified("record %d: %v", a.record, err)
		}
	}
	source, ok := noun.(*ascribe.Source)
	if !ok || len(source.RestsOn) == 0 {
		return nil
	}
	since := r.restsSince(record, at)
	for _, s := range r.strikes {
		if i := slices.Index(source.RestsOn, s.source); s.source != "" && i >= 0 && r.acts(s.record, s.closed, at) && r.meant(&s, since) {
			rest := slices.DeleteFunc(slices.Delete(source.RestsOn, i, i+1), func(id string) bool { return id == ascribe.NotShown })
			source.RestsOn = append(rest, ascribe.NotShown)
		}
	}
	return nil
}

// restsSince is the record that said on what a source rests, at a standpoint.
func (r *righted) restsSince(record int64, at Standpoint) int64 {
	for _, a := range r.of(record, at) {
		if a.noun.Field == ascribe.FieldRestsOn {
			record = a.record
		}
	}
	return record
}

// meant reports whether a record that named the id of a source meant the one that was
// struck: the source was there then. The id of an edition's may be another's by now.
func (r *righted) meant(s *struckNoun, by int64) bool {
	return s.sourceRecord < by && !slices.ContainsFunc(r.strikes, func(x struckNoun) bool {
		return x.sourceRecord == s.sourceRecord && r.acts(x.record, x.closed, Standpoint{by, by})
	})
}

// readRighted reads all that was put right.
func readRighted(ctx context.Context, p *prepared) (*righted, error) {
	r := newRighted()
	var records []int64
	var failed error
	fail := func(err error) { failed = err }
	scan(ctx, p, "strike.all", nil, func(rows *sql.Rows) bool {
		var s struckNoun
		var body []byte
		if failed = rows.Scan(&s.record, &s.target, &s.closed, &s.sourceRecord, &s.dataset, &s.first, &s.last, &body); failed != nil {
			return false
		}
		if body != nil && (!s.edition() || s.tookSource()) {
			noun, err := ledger.Parse(body)
			if err != nil {
				failed = unreadable(s.target, err)
				return false
			}
			s.source = sourceID(noun)
		}
		records = append(records, s.record)
		r.strike(s)
		return true
	}, fail)
	if failed != nil {
		return nil, failed
	}
	scan(ctx, p, "amendment.all", nil, func(rows *sql.Rows) bool {
		var a amended
		var target int64
		var body []byte
		if failed = rows.Scan(&a.record, &target, &a.closed, &body); failed != nil {
			return false
		}
		noun, err := amendmentOf(p, a.record, body)
		x, ok := noun.(*ascribe.Amendment)
		if err != nil || !ok {
			failed = unreadable(a.record, err)
			return false
		}
		a.noun = x
		records = append(records, a.record)
		r.amend(target, a)
		return true
	}, fail)
	for failed == nil && len(records) > 0 {
		asked := records
		records = nil
		scan(ctx, p, "strike.of", []any{listOf(asked)}, func(rows *sql.Rows) bool {
			var n, target int64
			failed = rows.Scan(&n, &target)
			r.withdraw(n, target)
			records = append(records, n)
			return failed == nil
		}, fail)
	}
	return r, failed
}

func sourceID(n ascribe.Noun) string {
	if s, ok := n.(*ascribe.Source); ok {
		return s.ID
	}
	return ""
}

// amendmentOf is the amendment of a record; of an erased one there is no body.
func amendmentOf(p *prepared, record int64, body []byte) (ascribe.Noun, error) {
	if body == nil {
		return actingOf(p, record)
	}
	return ledger.Parse(body)
}
