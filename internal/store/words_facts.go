package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"sync"

	"github.com/ascribe-project/ascribe"
)

// Facts are what a search has to know of each statement, by its record, kept
// together since it is asked of many.
type Facts struct {
	chunks [][]byte
}

// A Mention is a statement about an incident of the team's own dataset, in the
// numbers of records.
type Mention struct {
	Statement, Incident, Source int64
	Day                         ascribe.Day // the last possible
}

const (
	factBytes = 12 // incident, source, day
	chunkBits = 15 // a chunk has the facts of so many records
	chunkSize = 1 << chunkBits
)

// Each calls use with the statements about incidents, in the order of the
// ledger.
func (f *Facts) Each(use func(Mention)) {
	for i, chunk := range f.chunks {
		for at := 0; at+factBytes <= len(chunk); at += factBytes {
			incident := binary.LittleEndian.Uint32(chunk[at:])
			if incident == 0 {
				continue
			}
			use(Mention{
				Statement: int64(i)<<chunkBits + int64(at/factBytes),
				Incident:  int64(incident),
				Source:    int64(binary.LittleEndian.Uint32(chunk[at+4:])),
				Day:       ascribe.Day(int32(binary.LittleEndian.Uint32(chunk[at+8:]))), //nolint:gosec // it was one
			})
		}
	}
}

// chunkOf is the chunk that a record's facts are in.
func chunkOf(record int64) int64 { return record >> chunkBits }

// putFact writes a statement's facts into its chunk, made longer as needed.
func putFact(chunk []byte, m Mention) []byte {
	at := int(m.Statement&(chunkSize-1)) * factBytes
	for len(chunk) < at {
		chunk = append(chunk, make([]byte, at-len(chunk))...)
	}
	chunk = binary.LittleEndian.AppendUint32(chunk[:at], uint32(m.Incident)) //nolint:gosec // there are fewer records
	chunk = binary.LittleEndian.AppendUint32(chunk, uint32(m.Source))        //nolint:gosec // there are fewer records
	return binary.LittleEndian.AppendUint32(chunk, uint32(m.Day))
}

// factsRead is the facts as a process last read them from the index.
type factsRead struct {
	mu    sync.Mutex
	mark  wordsMark // of the index that they are from
	facts Facts
}

// read is the facts of an index with a mark: what was read before, and the
// chunks that have grown since.
func (r *factsRead) read(ctx context.Context, tx *sql.Tx, m wordsMark) (*Facts, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	keep := int64(0)
	if r.mark.store == m.store && r.mark.version == m.version && r.mark.begun == m.begun && r.mark.record <= m.record {
		if r.mark.record == m.record {
			return &Facts{r.facts.chunks}, nil
		}
		keep = chunkOf(r.mark.record)
	}
	chunks := make([][]byte, keep, chunkOf(m.record)+1)
	copy(chunks, r.facts.chunks)
	rows, err := tx.QueryContext(context.WithoutCancel(ctx), "select facts from chunk where n >= $1 order by n", keep)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var chunk []byte
		if err := rows.Scan(&chunk); err != nil {
			return nil, closing(rows, err)
		}
		chunks = append(chunks, chunk)
	}
	if err := closing(rows, rows.Err()); err != nil {
		return nil, err
	}
	r.mark, r.facts = m, Facts{chunks}
	return &Facts{chunks}, nil
}
