package store

import (
	"context"
	"encoding/binary"
	"sync"

	"github.com/ascribe-project/ascribe"
)

// Facts are what a search has to know of each statement, by its record, kept
// together since it is asked of many.
type Facts struct {
	chunks [][]byte
	hidden map[int64]bool        // statements that whoever asks does not see
	moved  map[int64]ascribe.Day // the days of statements, where they are others now
}

// A mention is a statement about an incident of the team's own dataset, in the
// numbers of records.
type mention struct {
	statement, incident, source int64
	day                         ascribe.Day // the last possible
}

const (
	factBytes = 12 // incident, source, day
	chunkBits = 15 // a chunk has the facts of so many records
	chunkSize = 1 << chunkBits
)

// Each calls use with the statements about incidents, in the order of the
// ledger: those up to a record, said up to a day. It asks before each chunk
// whether the context has ended.
func (f *Facts) Each(ctx context.Context, upTo int64, known ascribe.Day, use func(statement, incident, source int64, day ascribe.Day)) error {
	for i, chunk := range f.chunks {
		if err := ctx.Err(); err != nil {
			return explain(ctx, err)
		}
		statement := int64(i) << chunkBits
		for ; len(chunk) >= factBytes && statement <= upTo; chunk = chunk[factBytes:] {
			incident := binary.LittleEndian.Uint32(chunk)
			day := ascribe.Day(int32(binary.LittleEndian.Uint32(chunk[8:]))) //nolint:gosec // it was one
			if d, ok := f.moved[statement]; ok {
				day = d
			}
			if incident != 0 && day <= known && !f.hidden[statement] {
				use(statement, int64(incident), int64(binary.LittleEndian.Uint32(chunk[4:])), day)
			}
			statement++
		}
	}
	return nil
}

// said takes in the day of a statement, and refuses numbers that no record has.
func (m *mention) said(day int64) error {
	if m.source == 0 && m.incident == 0 { // it is no statement
		return nil
	}
	row := coded{record: m.statement}
	m.day = row.day(day)
	row.earlier(m.source)
	if m.incident != 0 {
		row.earlier(m.incident)
	}
	return row.err
}

// chunkOf is the chunk that a record's facts are in.
func chunkOf(record int64) int64 { return record >> chunkBits }

// putFact writes a statement's facts into its chunk, made longer as needed.
func putFact(chunk []byte, m mention) []byte {
	at := int(m.statement&(chunkSize-1)) * factBytes
	for len(chunk) < at {
		chunk = append(chunk, make([]byte, at-len(chunk))...)
	}
	chunk = binary.LittleEndian.AppendUint32(chunk[:at], uint32(m.incident)) //nolint:gosec // there are fewer records
	chunk = binary.LittleEndian.AppendUint32(chunk, uint32(m.source))        //nolint:gosec // there are fewer records
	return binary.LittleEndian.AppendUint32(chunk, uint32(m.day))
}

// factsRead is the facts as a process last read them from the index.
type factsRead struct {
	mu    sync.Mutex
	mark  wordsMark // of the index that they are from
	facts Facts
}

// read is the facts of an index with a mark: what was read before, and the
// chunks that have grown since.
func (r *factsRead) read(ctx context.Context, p *prepared, m wordsMark) (*Facts, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	keep := int64(0)
	if r.mark.store == m.store && r.mark.version == m.version && r.mark.begun == m.begun && r.mark.record <= m.record {
		if r.mark.record == m.record {
			return &Facts{chunks: r.facts.chunks}, nil
		}
		keep = chunkOf(r.mark.record)
	}
	chunks := make([][]byte, keep, chunkOf(m.record)+1)
	copy(chunks, r.facts.chunks)
	rows, err := p.rows("index.chunks", keep)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var chunk []byte
		if err := ctx.Err(); err != nil {
			return nil, closing(rows, err)
		}
		if err := rows.Scan(&chunk); err != nil {
			return nil, closing(rows, err)
		}
		chunks = append(chunks, chunk)
	}
	if err := closing(rows, rows.Err()); err != nil {
		return nil, err
	}
	r.mark, r.facts = m, Facts{chunks: chunks}
	return &Facts{chunks: chunks}, nil
}
