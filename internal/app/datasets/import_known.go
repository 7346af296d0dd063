package datasets

import (
	"context"
	"hash/maphash"
	"iter"
	"math/bits"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A knownRow is what is kept in memory of an incident while an edition is
// imported. A dataset may have millions, so it is small.
type knownRow struct {
	record int64  // of the incident; 0: it is new
	state  uint64 // the fingerprint of its cells in the edition's columns
	line   int32  // of the file; 0: it was not met yet
	listed bool
}

// knownRows are the incidents of a dataset, as all editions so far left them.
//
// Ids are known by a hash of 64 bits, of a seed made anew each time: of ten
// million, two have the same once in 400,000 imports, and then the edition is
// refused for an id that is there twice.
type knownRows struct {
	fingerprints
	index map[uint64]int32 // a place in rows; of an id that is new in the file, its line below 0
	rows  []knownRow       // in the order of the ledger
	fresh []uint64         // the hashes of new ids as looseID makes them, where there are others
}

// fingerprints are hashes of the cells of an incident: the sum of one for each
// cell that is not empty, so that their order does not count.
type fingerprints struct {
	seed maphash.Seed
	buf  []byte
}

// cell is the hash of a value, as it stands in the body of a record, in the
// column of a number; 0 where it is empty.
func (f *fingerprints) cell(column int, escaped []byte) uint64 {
	if len(escaped) == 0 {
		return 0
	}
	if !norm.NFC.IsNormal(escaped) {
		escaped = norm.NFC.Bytes(escaped) // the form in which values are compared
	}
	hi, lo := bits.Mul64(maphash.Bytes(f.seed, escaped)^uint64(column+1)*0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
	return hi ^ lo
}

// of is the fingerprint of a row of a file.
func (f *fingerprints) of(cells []ascribe.Cell) (sum uint64) {
	for i := range cells {
		f.buf = ledger.AppendText(f.buf[:0], cells[i].Value)
		sum += f.cell(i, f.buf)
	}
	return sum
}

// id is the hash of an id.
func (f *fingerprints) id(id string) uint64 { return maphash.String(f.seed, id) }

// readKnown reads the rows of a dataset once. Only the cells in the given
// columns count: of others the edition says nothing.
func readKnown(ctx context.Context, v *store.View, name string, exists bool, columns []dataset.Column) (*knownRows, error) {
	k := &knownRows{fingerprints: fingerprints{seed: maphash.MakeSeed()}, index: map[uint64]int32{}}
	if !exists {
		return k, nil
	}
	count, err := v.IncidentCount(ctx, name, ascribe.Latest)
	if err != nil {
		return nil, err
	}
	k.index = make(map[uint64]int32, count)
	k.rows = make([]knownRow, 0, count)
	for x, err := range v.Subjects(ctx, name, ascribe.OfIncident) {
		if err != nil {
			return nil, err
		}
		k.index[k.id(x.Noun.(*ascribe.Incident).ID)] = int32(len(k.rows))
		k.rows = append(k.rows, knownRow{record: x.Record})
	}
	return k, k.readStates(v.RowRefs(ctx, name), columns)
}

// readStates adds up the rows of each incident, a later cell in the place of an
// earlier one. Both the rows and the incidents come in the order of the
// incidents' records.
func (k *knownRows) readStates(rows iter.Seq2[store.RowRef, error], columns []dataset.Column) error {
	number := make(map[string]int, len(columns))
	for i := range columns {
		number[columns[i].Variable] = i
	}
	at := 0
	cells := make([]uint64, len(columns)) // of the incident at hand
	for r, err := range rows {
		if err != nil {
			return err
		}
		if at < len(k.rows) && k.rows[at].record < r.Incident {
			clear(cells)
		}
		for at < len(k.rows) && k.rows[at].record < r.Incident {
			at++
		}
		if at == len(k.rows) {
			break
		}
		row := &k.rows[at]
		if row.record != r.Incident {
			continue // that of an incident which was erased
		}
		row.listed = !r.Unlisted
		r.Body.Cells(func(name, value []byte) {
			if i, ok := number[string(name)]; ok {
				hash := k.cell(i, value)
				row.state += hash - cells[i]
				cells[i] = hash
			}
		})
	}
	return nil
}

// meet notes that the file has the row. before is how its incident stood; its
// line is that of the row which had the id before in the file, 0 for none.
func (k *knownRows) meet(r *dataset.Row) (before knownRow) {
	id := k.id(r.ID)
	switch i, known := k.index[id]; {
	case !known:
		k.index[id] = -int32(r.Line)
		if len(k.rows) > 0 {
			k.fresh = append(k.fresh, k.id(looseID(r.ID)))
		}
		return knownRow{}
	case i < 0:
		return knownRow{line: -i}
	default:
		before = k.rows[i]
		if before.line == 0 {
			k.rows[i].line = int32(r.Line)
		}
		return before
	}
}
