package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Fold is a running hash over derived rows, in the order of the ledger. Who
// writes them keeps it in the table fold, and who reads them for a cache folds
// what was read: where the two differ, the store's derived tables are not those
// of its records, or are not those that the cache was made of.
//
// The ledger is folded a segment at a time. A segment ends with each entry, and
// with each record whose number is one less than a multiple of [segment]; in it
// each kind of row is hashed by itself, so that the kinds, and segments, can be
// read one by one or side by side.
//
// The zero Fold begins before the first record.
type Fold struct {
	sum     ascribe.Hash // of the segments before
	firsts  []int64      // the first records of entries; none: of one segment after another
	strands []*Strand
}

// segment is a power of two.
const segment = 1 << 14

// endsSegment reports whether a record ends a segment, wherever its entry ends.
func endsSegment(record int64) bool { return (record+1)%segment == 0 }

// SegmentBefore is the last record that ends a segment and is no later than one,
// wherever its entry ends; 0 where there is none.
func SegmentBefore(record int64) int64 { return max((record+1)&^(segment-1)-1, 0) }

// The kinds of row, in the order in which a segment has them.
const (
	foldedIncident = iota
	foldedSource
	foldedRegrade
	foldedClaim
	foldedWithdrawal
	foldedSettled
	foldedText
	foldedRow
	foldedMoved
)

// A Strand folds the rows of one kind, in the order of the ledger.
type Strand struct {
	kind        byte
	firsts      []int64
	first, next int64 // the segment goes from the one record, and ends before the other
	hash        hash.Hash
	row         []byte
	done        []folded
}

// folded is what the rows of one kind in a segment come to.
type folded struct {
	first int64 // record of the segment
	kind  byte
	sum   ascribe.Hash
}

// Strand is a strand of claims that may be folded beside the others.
func (f *Fold) Strand() *Strand { return f.begin(foldedClaim) }

// Rows is a strand of rows that may be folded beside the others.
func (f *Fold) Rows() *Strand { return f.begin(foldedRow) }

func (f *Fold) begin(kind byte) *Strand {
	s := &Strand{kind: kind, firsts: f.firsts}
	f.strands = append(f.strands, s)
	return s
}

func (f *Fold) of(kind byte) *Strand {
	for _, s := range f.strands {
		if s.kind == kind {
			return s
		}
	}
	return f.begin(kind)
}

// Incident folds an incident of the team's own dataset.
func (f *Fold) Incident(record int64, id string) {
	s := f.of(foldedIncident)
	s.at(record)
	s.numbers(record)
	s.texts(id)
}

// Source folds a source with its reliability.
func (f *Fold) Source(record int64, g ascribe.Reliability) {
	s := f.of(foldedSource)
	s.at(record)
	s.numbers(record)
	s.texts(string(g))
}

// Regrade folds that a source was judged anew.
func (f *Fold) Regrade(record, source int64, g ascribe.Reliability) {
	s := f.of(foldedRegrade)
	s.at(record)
	s.numbers(record, source)
	s.texts(string(g))
}

// Claim folds a statement, with the texts of its terms.
func (f *Fold) Claim(c *Claim, variable, value, coder string) {
	f.of(foldedClaim).Claim(c, variable, value, coder)
}

// Claim folds a statement, with the texts of its terms. The numbers of terms
// are left out, since an erasure may give others.
func (s *Strand) Claim(c *Claim, variable, value, coder string) {
	s.at(c.Record)
	s.numbers(c.Record, c.Subject, c.Source, int64(c.Day))
	s.texts(string(c.Stance), string(c.Basis), string(c.Reliability), string(c.Credibility), variable, coder)
	if c.Value != 0 {
		s.texts(value)
	}
}

// Ending folds a withdrawal, or what an adjudication settles.
func (f *Fold) Ending(a Ending) {
	kind := byte(foldedWithdrawal)
	if a.Kind == "" {
		kind = foldedSettled
	}
	s := f.of(kind)
	s.at(a.Record)
	s.numbers(a.Record, a.Target, int64(a.Day))
	s.texts(string(a.Kind))
	if a.Source != 0 {
		s.numbers(a.Source)
	}
}

// Moved folds that the day of a statement or correction is another from a record
// on.
func (f *Fold) Moved(made, record int64, day ascribe.Day) {
	s := f.of(foldedMoved)
	s.at(made)
	s.numbers(made, record, int64(day))
}

// text folds what an index of words has of a record.
func (f *Fold) text(m mention, hash []byte) {
	s := f.of(foldedText)
	s.at(m.statement)
	s.numbers(m.statement, m.incident, m.source, int64(m.day))
	s.row = append(s.row, hash...)
}

// Row folds a row of an imported dataset, with the hash of its record.
func (f *Fold) Row(record, incident, source int64, day ascribe.Day, unlisted bool, hash []byte) {
	f.of(foldedRow).Row(record, incident, source, day, unlisted, hash)
}

// Row folds a row of an imported dataset, with the hash of its record.
func (s *Strand) Row(record, incident, source int64, day ascribe.Day, unlisted bool, hash []byte) {
	s.at(record)
	listed := int64(1)
	if unlisted {
		listed = 0
	}
	s.numbers(record, incident, source, int64(day), listed)
	s.row = append(s.row, hash...)
}

// at begins a row of a record, and a segment where the record is in another.
func (s *Strand) at(record int64) {
	if len(s.row) > 4096 {
		s.hash.Write(s.row) //nolint:errcheck // a hash takes all
		s.row = s.row[:0]
	}
	if record < s.next {
		return
	}
	s.end()
	s.first = record &^ (segment - 1)
	s.next = s.first + segment
	i, found := slices.BinarySearch(s.firsts, record)
	if found {
		i++
	}
	if i > 0 {
		s.first = max(s.first, s.firsts[i-1])
	}
	if i < len(s.firsts) {
		s.next = min(s.next, s.firsts[i])
	}
	s.hash = sha256.New()
}

func (s *Strand) numbers(list ...int64) {
	for _, n := range list {
		s.row = binary.AppendVarint(s.row, n)
	}
}

func (s *Strand) texts(list ...string) {
	for _, t := range list {
		s.row = binary.AppendUvarint(s.row, uint64(len(t)))
		s.row = append(s.row, t...)
	}
}

// end ends a segment.
func (s *Strand) end() {
	if s.next == 0 {
		return
	}
	s.hash.Write(s.row) //nolint:errcheck // a hash takes all
	s.done = append(s.done, folded{s.first, s.kind, ascribe.Hash(s.hash.Sum(nil))})
	s.row, s.next = s.row[:0], 0
}

// Sum ends a segment, and is the hash up to there.
func (f *Fold) Sum() ascribe.Hash {
	var all []folded
	for _, s := range f.strands {
		s.end()
		all = append(all, s.done...)
		s.done = s.done[:0]
	}
	slices.SortFunc(all, func(a, b folded) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.kind, b.kind)) })
	for _, part := range all {
		h := sha256.New()
		h.Write(f.sum[:])          //nolint:errcheck // a hash takes all
		h.Write([]byte{part.kind}) //nolint:errcheck // a hash takes all
		h.Write(part.sum[:])       //nolint:errcheck // a hash takes all
		f.sum = ascribe.Hash(h.Sum(nil))
	}
	return f.sum
}

// folds are those that are kept of a ledger: what a cache of each kind was made
// of.
type folds struct{ claims, texts, rows ascribe.Hash }

// foldsAt are those up to a record that ends a segment.
func foldsAt(p *prepared, record int64) (f folds, err error) {
	if record == 0 {
		return f, nil
	}
	var claims, texts, rows []byte
	ok, err := p.get("fold.get", []any{record}, []any{&claims, &texts, &rows})
	if err == nil && (!ok || len(claims) != len(f.claims) || len(texts) != len(f.texts) || len(rows) != len(f.rows)) {
		err = ascribe.Errorf(ascribe.ErrUnverified, "table fold: the row of record %d is missing", record).
			WithHint("look with: ascribe verify; ascribe rebuild makes derived tables anew")
	}
	if err == nil {
		f = folds{ascribe.Hash(claims), ascribe.Hash(texts), ascribe.Hash(rows)}
	}
	return f, err
}

// foldsAt is what the store has at a record. An older store has none, and what
// was read of it is taken as it is; and so is what somebody reads who does not
// see all that was folded.
func (v *View) foldsAt(ctx context.Context, record int64, read folds) (folds, error) {
	if v.store.Older() || v.store.whole != nil {
		return read, nil
	}
	f, err := foldsAt(v.prepared, record)
	return f, explain(ctx, err)
}

// claimsAt is foldsAt for the claims.
func (v *View) claimsAt(ctx context.Context, record int64, read ascribe.Hash) (ascribe.Hash, error) {
	f, err := v.foldsAt(ctx, record, folds{claims: read})
	return f.claims, err
}

// textsAt is foldsAt for the texts.
func (v *View) textsAt(ctx context.Context, record int64, read ascribe.Hash) (ascribe.Hash, error) {
	f, err := v.foldsAt(ctx, record, folds{texts: read})
	return f.texts, err
}

// rowsAt is foldsAt for the rows of imported datasets.
func (v *View) rowsAt(ctx context.Context, record int64, read ascribe.Hash) (ascribe.Hash, error) {
	f, err := v.foldsAt(ctx, record, folds{rows: read})
	return f.rows, err
}

// A foldAt says what the store has at a record of one fold.
type foldAt func(ctx context.Context, record int64, read ascribe.Hash) (ascribe.Hash, error)

// Changed reports whether the claims that were read up to a record, with a fold,
// are no more what the store has: something was erased, or its derived tables
// were made anew and had been wrong.
func (v *View) Changed(ctx context.Context, record int64, read ascribe.Hash) (bool, error) {
	return v.changed(ctx, record, read, v.claimsAt)
}

// RowsChanged is Changed for the rows of imported datasets.
func (v *View) RowsChanged(ctx context.Context, record int64, read ascribe.Hash) (bool, error) {
	return v.changed(ctx, record, read, v.rowsAt)
}

func (v *View) changed(ctx context.Context, record int64, read ascribe.Hash, at foldAt) (bool, error) {
	erased, err := v.ErasedAfter(ctx, record)
	if err != nil || erased {
		return true, err
	}
	kept, err := at(ctx, record, read)
	return kept != read, err
}

// FoldAfter begins a fold of what is read after a record, as it was folded up to
// there.
func (v *View) FoldAfter(ctx context.Context, record int64, sum ascribe.Hash) (*Fold, error) {
	firsts, err := v.store.firsts.read(v.prepared)
	if err != nil {
		return nil, explain(ctx, err)
	}
	at, _ := slices.BinarySearch(firsts, record+1)
	return &Fold{sum: sum, firsts: firsts[at:]}, nil
}

// Folded checks that the claims that were read up to a record are what was
// written there.
func (v *View) Folded(ctx context.Context, f *Fold, record int64) (ascribe.Hash, error) {
	return v.folded(ctx, f, record, v.claimsAt)
}

// RowsFolded is Folded for the rows of imported datasets.
func (v *View) RowsFolded(ctx context.Context, f *Fold, record int64) (ascribe.Hash, error) {
	return v.folded(ctx, f, record, v.rowsAt)
}

func (v *View) folded(ctx context.Context, f *Fold, record int64, at foldAt) (ascribe.Hash, error) {
	sum := f.Sum()
	kept, err := at(ctx, record, sum)
	if err == nil && kept != sum {
		err = v.misread(ctx, record)
	}
	return sum, err
}

// misread says why what was read is not what the store says it has.
func (v *View) misread(ctx context.Context, record int64) error {
	erased, err := v.ErasedAfter(ctx, record)
	switch {
	case err != nil:
		return err
	case erased:
		return ascribe.Errorf(ascribe.ErrConflict, "something was erased while the record was being read").WithHint("try again")
	}
	return ascribe.Errorf(ascribe.ErrUnverified, "the store's derived tables are not those of its records").
		WithHint("look with: ascribe verify; ascribe rebuild makes derived tables anew")
}
