package columns

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/ascribe-project/ascribe"
)

// A File opens what a table was saved to, as long as a function reads it.
type File func(read func(r *io.SectionReader) error) error

// Load reads a table that was saved. Its columns are read when they are asked
// for, so that the file is to stay, or to be opened as one that does not fit.
func Load(f File) (*Table, error) {
	t := &Table{columns: map[string]*held{}}
	var names []string
	var parts []part
	err := f(func(r *io.SectionReader) (err error) {
		if r.Size() < partSize {
			return ErrUnfit
		}
		end := make([]byte, partSize)
		if _, err := r.ReadAt(end, r.Size()-partSize); err != nil {
			return err
		}
		head, err := partOf(end).read(r)
		if err != nil {
			return err
		}
		if names, parts, err = t.readHead(head); err != nil || len(t.moments) == 0 {
			return err
		}
		b, err := parts[0].read(r)
		if err == nil {
			t.listing, err = readColumn(b)
		}
		parts = parts[1:]
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		t.columns[name] = &held{make: func() (c *column, err error) {
			err = f(func(r *io.SectionReader) error {
				b, err := parts[i].read(r)
				if err == nil {
					c, err = readColumn(b)
				}
				return err
			})
			return c, err
		}}
	}
	return t, nil
}

func partOf(b []byte) part {
	return part{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint32(b[16:])}
}

// read is the bytes of a part.
func (p part) read(r *io.SectionReader) ([]byte, error) {
	if size := uint64(r.Size()); p.at > size || p.size > size-p.at {
		return nil, ErrUnfit
	}
	b := make([]byte, p.size)
	if _, err := r.ReadAt(b, int64(p.at)); err != nil {
		return nil, err
	}
	if crc32.Checksum(b, castagnoli) != p.sum {
		return nil, ErrUnfit
	}
	return b, nil
}

// A reading takes bytes apart. After an error it gives zeros.
type reading struct {
	b   []byte
	err error
}

func (r *reading) number() int64 {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.b, r.err = nil, ErrUnfit
		return 0
	}
	r.b = r.b[size:]
	return n
}

// count is a number of things to come, each of a byte at least.
func (r *reading) count() int {
	n := r.number()
	if n < 0 || n > int64(len(r.b)) {
		r.b, r.err = nil, ErrUnfit
		return 0
	}
	return int(n)
}

func (r *reading) text() string {
	n := r.count()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (t *Table) readHead(b []byte) (names []string, parts []part, err error) {
	r := &reading{b: b}
	n := r.count()
	t.records, t.ids = make([]int64, n), make([]string, n)
	for i := range n {
		t.records[i], t.ids[i] = r.number(), r.text()
	}
	t.moments = make([]moment, r.count())
	for i := range t.moments {
		m := &t.moments[i]
		m.day = ascribe.Day(r.number())
		is := r.number()
		m.said, m.filled = is&1 != 0, is&2 != 0
		m.entry, m.source = r.number(), r.text()
		m.reliability, m.credibility = ascribe.Reliability(r.text()), ascribe.Credibility(r.text())
	}
	t.tangled = r.number() != 0
	names = make([]string, r.count())
	for i := range names {
		names[i] = r.text()
	}
	for ; len(r.b) >= partSize; r.b = r.b[partSize:] {
		parts = append(parts, partOf(r.b))
	}
	want := len(names)
	if len(t.moments) > 0 {
		want++ // the listing
	}
	if r.err != nil || len(parts) != want {
		return nil, nil, ErrUnfit
	}
	return names, parts, nil
}

// readColumn is a column from its bytes. They have been checked: what is wrong
// with them is of who wrote them.
func readColumn(b []byte) (*column, error) {
	if len(b) < 16 {
		return nil, ErrUnfit
	}
	var sizes [4]int
	for i := range sizes {
		sizes[i] = int(binary.LittleEndian.Uint32(b[4*i:]))
	}
	b = b[16:]
	values, first, starts, cells := sizes[0], sizes[1], sizes[2], sizes[3]
	if len(b)/4 < values+first+starts+2*cells {
		return nil, ErrUnfit
	}
	list := func(n int) []uint32 {
		all := make([]uint32, n)
		for i := range all {
			all[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
		b = b[4*n:]
		return all
	}
	lengths := list(values)
	c := newColumn(make([]string, values))
	c.first, c.starts, c.at, c.code = list(first), list(starts), list(cells), list(cells)
	text, at := string(b), uint64(0)
	for i, n := range lengths {
		if at+uint64(n) > uint64(len(text)) {
			return nil, ErrUnfit
		}
		c.values[i] = text[at : at+uint64(n)]
		at += uint64(n)
	}
	return c, nil
}
