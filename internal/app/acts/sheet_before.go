package acts

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// sheetBefore is what a sheet said when it was imported before.
type sheetBefore struct {
	sheets  []ascribe.Noted[ascribe.Sheet]
	entries []ascribe.Entry         // those that hold them
	rows    map[string][]saidBefore // by the row's id; "": rows had no ids then
	hashes  map[string]string       // of the rows' cells, by the row's id
	order   []string                // of the ids, as they came first
}

// A saidBefore is one thing that a row said.
type saidBefore struct {
	plan    string // the id that its content gives
	written string // the id of the statement that has it
	said    string // the day that the statement has, and the row not; else empty
}

func (s saidBefore) String() string {
	switch {
	case s.said != "":
		return s.plan + " " + s.written + " " + s.said
	case s.written != s.plan:
		return s.plan + " " + s.written
	}
	return s.plan
}

func parseSaid(text string) saidBefore {
	parts := strings.SplitN(text, " ", 3)
	s := saidBefore{plan: parts[0], written: parts[0]}
	if len(parts) > 1 {
		s.written = parts[1]
	}
	if len(parts) > 2 {
		s.said = parts[2]
	}
	return s
}

// wrote reports whether a record is of an entry of this sheet's.
func (b *sheetBefore) wrote(record int64) bool {
	for _, e := range b.entries {
		if e.First <= record && record < e.First+e.Count {
			return true
		}
	}
	return false
}

// last is the last reading of the sheet, or nil.
func (b *sheetBefore) last() *ascribe.Sheet {
	if len(b.sheets) == 0 {
		return nil
	}
	return &b.sheets[len(b.sheets)-1].Noun
}

// look reads what the sheet said before, and refuses to go on where that cannot
// be compared.
func (i *sheetImporter) look(ctx context.Context) (err error) {
	v := i.tx.View()
	b := &i.before
	b.rows, b.hashes = map[string][]saidBefore{}, map[string]string{}
	if b.sheets, err = v.Sheets(ctx, i.name); err != nil {
		return err
	}
	i.done.First = len(b.sheets) == 0
	for _, s := range b.sheets {
		if err := b.entry(ctx, v, s.Entry); err != nil {
			return err
		}
	}
	last := b.last()
	switch {
	case last == nil && !i.Plan.Keyed:
		return nil
	case last == nil: // the first, or erased with the file that was kept
	case !i.Plan.Keyed && last.SHA256 == i.SHA256 && last.Mapping == i.Plan.Mapping.Text:
		return nil // the same file once more
	case !i.Plan.Keyed:
		return ascribe.Errorf(ascribe.ErrConflict, "the sheet %s was imported in entry %d, and nothing tells its rows apart: it cannot be seen what has changed", i.name, b.sheets[len(b.sheets)-1].Entry).
			WithHint("name the column that tells rows apart, as in row: number; ascribe map FILE --record says which can, and how to make one")
	}
	if last != nil && !last.Keyed {
		return i.lookUnkeyed(ctx, v, b.entries[len(b.entries)-1])
	}
	for row, err := range v.SheetRows(ctx, i.name) {
		if err != nil {
			return err
		}
		if err := b.entry(ctx, v, row.Entry); err != nil {
			return err
		}
		r := &row.Noun
		if _, known := b.rows[r.Row]; !known {
			b.order = append(b.order, r.Row)
		}
		said := make([]saidBefore, len(r.Says))
		for n, text := range r.Says {
			said[n] = parseSaid(text)
		}
		b.rows[r.Row], b.hashes[r.Row] = said, r.Hash
		if r.Gone {
			b.rows[r.Row] = nil
		}
		i.done.First = false
	}
	return nil
}

// entry takes in an entry of the sheet's.
func (b *sheetBefore) entry(ctx context.Context, v *store.View, n int64) error {
	if slices.ContainsFunc(b.entries, func(e ascribe.Entry) bool { return e.N == n }) {
		return nil
	}
	e, err := v.Entry(ctx, n)
	if err == nil {
		b.entries = append(b.entries, e)
	}
	return err
}

// lookUnkeyed reads what a sheet said whose rows had no ids.
func (i *sheetImporter) lookUnkeyed(ctx context.Context, v *store.View, e ascribe.Entry) error {
	for x, err := range v.Records(ctx, e.First) {
		if err != nil {
			return err
		}
		if x.Record >= e.First+e.Count {
			break
		}
		if s, ok := x.Noun.(*ascribe.Statement); ok {
			i.before.rows[""] = append(i.before.rows[""], saidBefore{plan: s.ID, written: s.ID})
		}
	}
	i.before.order = []string{""}
	return nil
}

// written is a statement by its id with its record, or nil where it is none or
// was erased.
func (i *sheetImporter) statementAt(id string) (record int64, s *ascribe.Statement, err error) {
	record, body, found, err := i.tx.Find(store.SpaceStatement, ascribe.Main, id)
	if err != nil || !found || len(body) == 0 {
		return record, nil, err
	}
	noun, err := ledger.Parse(body)
	if err != nil {
		return 0, nil, err
	}
	s, _ = noun.(*ascribe.Statement)
	return record, s, nil
}

// struckBy is the record of the strike that a record is under; 0 for none.
func (i *sheetImporter) struckBy(ctx context.Context, record int64) (int64, error) {
	list, err := i.tx.View().WithdrawalsOf(ctx, record)
	if err != nil {
		return 0, err
	}
	for _, w := range list {
		if w.Noun.Kind != ascribe.Strike {
			continue
		}
		undone, err := i.struckBy(ctx, w.Record)
		if err != nil {
			return 0, err
		}
		if undone == 0 {
			return w.Record, nil
		}
	}
	return 0, nil
}
