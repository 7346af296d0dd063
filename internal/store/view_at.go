package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// At is the same view as it stands at some records: what is struck there is not
// there, nor what hangs on it, and what was amended is as it was amended. A view
// that was not asked for one has everything as it was first written.
//
// A view at another standpoint can be read meanwhile, but not in the midst of one
// that is being read.
func (v *View) At(ctx context.Context, at Standpoint) (*View, error) {
	v = v.AsWritten()
	r, err := v.righted(ctx)
	if err != nil || r.none() || v.open == nil { // it is read while something is written
		return v, explain(ctx, err)
	}
	if v.prepared.session == nil {
		p, err := v.open.begin(ctx, v.store, true)
		if err != nil {
			return nil, explain(ctx, err)
		}
		*v.prepared = *p
	}
	p := *v.prepared
	p.stands = &standing{r, at, r.acting(at)}
	return &View{store: v.store, prepared: &p, open: v.open, last: v.last, entries: v.entries, written: v}, nil
}

// AsWritten is the same view with everything as it was first written.
func (v *View) AsWritten() *View {
	if v.written != nil {
		return v.written
	}
	return v
}

// Turn names what the view has of strikes and amendments: two views of one store
// with the same turn have the same.
func (v *View) Turn() string {
	if v.prepared.stands == nil {
		return ""
	}
	return v.prepared.stands.righted.turn(v.prepared.stands.Standpoint)
}

// righted is what was put right, as far as the view sees.
func (v *View) righted(ctx context.Context) (*righted, error) {
	if v.store.version < 3 {
		return newRighted(), nil
	}
	e, err := v.lastEntry()
	if err != nil {
		return nil, err
	}
	return v.store.rights.upTo(ctx, v.prepared, e.N)
}

// parse is the noun of a record as the view has it.
func (v *View) parse(record int64, body []byte) (ascribe.Noun, error) {
	noun, err := ledger.Parse(body)
	if err != nil {
		return nil, unreadable(record, err)
	}
	if s := v.prepared.stands; s != nil {
		err = s.righted.apply(record, noun, s.Standpoint)
	}
	return noun, err
}

// parseClosed is the noun of a record as it was written, but for what was amended
// that is not for everybody: that is as the view has it.
func (v *View) parseClosed(record int64, body []byte) (ascribe.Noun, error) {
	noun, err := ledger.Parse(body)
	if err != nil {
		return nil, unreadable(record, err)
	}
	if _, closed := noun.(*ascribe.Actor); closed {
		return v.parse(record, body)
	}
	return noun, nil
}

// AmendmentsOf are those of a record that act where the view stands, in the order of
// the ledger.
func (v *View) AmendmentsOf(ctx context.Context, record int64) ([]ascribe.Noted[ascribe.Amendment], error) {
	s := v.prepared.stands
	if s == nil {
		return nil, nil
	}
	var list []ascribe.Noted[ascribe.Amendment]
	for _, a := range s.righted.of(record, s.Standpoint) {
		x, err := noted(v, a.record, *a.noun)
		if err != nil {
			return nil, explain(ctx, err)
		}
		list = append(list, x)
	}
	return list, nil
}

// Amended is the nouns that the view has otherwise than they were first written,
// in the order of the ledger.
func (v *View) Amended(ctx context.Context) ([]ascribe.Noted[ascribe.Noun], error) {
	s := v.prepared.stands
	if s == nil {
		return nil, nil
	}
	var records []int64
	for target := range s.righted.amendments {
		if len(s.righted.of(target, s.Standpoint)) > 0 {
			records = append(records, target)
		}
	}
	slices.Sort(records)
	nouns, err := v.Nouns(ctx, records)
	if err != nil {
		return nil, err
	}
	var list []ascribe.Noted[ascribe.Noun]
	for _, n := range records {
		if noun := nouns[n]; noun != nil {
			x, err := noted(v, n, noun)
			if err != nil {
				return nil, explain(ctx, err)
			}
			list = append(list, x)
		}
	}
	return list, nil
}

// StruckActors is the actors and links that a strike has taken away, in the order
// of the ledger.
func (v *View) StruckActors(ctx context.Context) ([]ascribe.Noted[ascribe.Noun], error) {
	s := v.prepared.stands
	if s == nil || len(s.acting) == 0 {
		return nil, nil
	}
	fallen, err := v.fallen(ctx)
	if err != nil {
		return nil, err
	}
	nouns, err := v.AsWritten().Nouns(ctx, slices.Sorted(maps.Keys(fallen)))
	if err != nil {
		return nil, err
	}
	var list []ascribe.Noted[ascribe.Noun]
	for _, n := range slices.Sorted(maps.Keys(nouns)) {
		switch noun := nouns[n].(type) {
		case *ascribe.Actor, *ascribe.Link:
			list = append(list, ascribe.Noted[ascribe.Noun]{Record: n, Noun: noun})
		}
	}
	return list, nil
}

// fallen are the records that strikes take with them, but for those of editions.
func (v *View) fallen(ctx context.Context) (map[int64]bool, error) {
	s := v.prepared.stands
	if s == nil || len(s.acting) == 0 {
		return nil, nil
	}
	none := map[int64]bool{}
	err := v.scan(ctx, "falls.of", []any{listOf(s.acting)}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		none[n] = true
		return err
	})
	return none, err
}

// moved are the days of what was said, where an amendment moved them.
func (v *View) moved(ctx context.Context) (map[int64]ascribe.Day, error) {
	s := v.prepared.stands
	if s == nil {
		return nil, nil
	}
	days := map[int64]ascribe.Day{}
	err := v.Moves(ctx, Range{UpTo: s.Record}, func(m Move) { days[m.Record] = m.Day })
	return days, err
}

// A Move gives a statement or a correction another day, from a record on.
type Move struct {
	Made, Record int64
	Day          ascribe.Day // the last possible
}

// Moves calls use with what gave statements and corrections another day, in the
// order of the ledger.
func (v *View) Moves(ctx context.Context, r Range, use func(Move)) error {
	if v.store.version < 3 {
		return nil
	}
	return v.scan(ctx, "moved.range", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var m Move
		var day int64
		if err := rows.Scan(&m.Made, &m.Record, &day); err != nil {
			return err
		}
		row := coded{record: m.Made}
		row.earlier(m.Record)
		m.Day = row.day(day)
		use(m)
		return row.err
	})
}

// StruckBy is the strike that took a record away, and acts where the view stands;
// none, where none does.
func (v *View) StruckBy(ctx context.Context, record int64) (*ascribe.Noted[ascribe.Withdrawal], error) {
	s := v.prepared.stands
	if s == nil || len(s.acting) == 0 {
		return nil, nil
	}
	var by int64
	err := v.scan(ctx, "falls.by", []any{listOf([]int64{record})}, func(rows *sql.Rows) error {
		var strike int64
		err := rows.Scan(&strike)
		if by == 0 && slices.Contains(s.acting, strike) {
			by = strike
		}
		return err
	})
	if err != nil || by == 0 {
		return nil, err
	}
	x, err := v.AsWritten().Record(ctx, by)
	if err != nil {
		return nil, err
	}
	w, ok := x.Noun.(*ascribe.Withdrawal)
	if !ok {
		return nil, explain(ctx, unexpected(by, x.Noun))
	}
	return &ascribe.Noted[ascribe.Withdrawal]{Record: x.Record, Entry: x.Entry, Noun: *w}, nil
}

// Absent says that an id is nobody's, or what became of whoever had it.
func (v *View) Absent(ctx context.Context, space Space, dataset, id string) error {
	return v.notThere(ctx, space, dataset, id)
}

// notThere says that an id is nobody's: of an incident or a source, that it was
// struck.
func (v *View) notThere(ctx context.Context, space Space, dataset, id string) error {
	record, body, found, err := v.AsWritten().Find(ctx, space, dataset, id)
	if err != nil || !found {
		return cmp.Or(err, notThere(space, dataset, id))
	}
	by, err := v.StruckBy(ctx, record)
	if err != nil || by == nil {
		return cmp.Or(err, notThere(space, dataset, id))
	}
	noun, err := ledger.Parse(body)
	if err != nil {
		return unreadable(record, err)
	}
	switch noun.(type) {
	case *ascribe.Dataset, *ascribe.Edition, *ascribe.Incident, *ascribe.Source:
		if by.Noun.Of == ascribe.RecordEdition {
			return wentWithEdition(noun, by)
		}
		return ascribe.Errorf(ascribe.ErrNotFound, "the %s %s was struck in entry %d", noun.Record(), id, by.Entry).
			WithHint("it is there as recorded before: entry %d", by.Entry-1)
	}
	return notThere(space, dataset, id) // who was in the record is not for everybody
}

// rights are what was put right, as somebody last read it.
type rights struct {
	mu    sync.Mutex
	entry int64
	of    *righted
}

func (r *rights) upTo(ctx context.Context, p *prepared, entry int64) (*righted, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of != nil && r.entry == entry {
		return r.of, nil
	}
	of, err := readRighted(ctx, p)
	if err == nil && entry >= r.entry {
		r.entry, r.of = entry, of
	}
	return of, err
}

// any reports whether something was put right, as far as somebody has read.
func (r *rights) any() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.of != nil && !r.of.none()
}

// A standingPool is the pool whose transactions can stand somewhere, once it was
// asked for.
type standingPool struct {
	mu sync.Mutex
	db *sql.DB
}

func (s *Store) standingPool() (*sql.DB, error) {
	p := s.standing
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.db == nil {
		db, err := s.engine.Standing(s.database)
		if err != nil {
			return nil, err
		}
		s.partial.add(db)
		p.db = db
	}
	return p.db, nil
}

// opened is the transaction of a view, which ends with it.
type opened struct {
	conn *sql.Conn
	tx   *sql.Tx
}

func (o *opened) close() {
	if o.tx != nil {
		o.tx.Rollback() //nolint:errcheck // it was only read
		o.conn.Close()  //nolint:errcheck // it only goes back to its pool
	}
}

// begin begins the view's transaction, or another in its place.
func (o *opened) begin(ctx context.Context, s *Store, standing bool) (*prepared, error) {
	pool := s.reader
	standing = standing || s.whole != nil || !s.apart && s.rights.any()
	if standing && s.whole == nil {
		var err error
		if pool, err = s.standingPool(); err != nil {
			return nil, err
		}
	}
	conn, tx, err := begin(ctx, pool, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	o.close()
	o.conn, o.tx = conn, tx
	p := newPrepared(ctx, s.engine, tx)
	if standing {
		p.session = new(session)
	}
	return p, nil
}
