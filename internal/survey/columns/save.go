package columns

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// SaveVersion is of how a table is written. One of another version cannot be
// read.
const SaveVersion = 3

// ErrUnfit is the error of a file that is damaged, cut short, or written by
// another version of the program. The table is then to be made anew.
var ErrUnfit = errors.New("the columns do not fit")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A part is where something lies in a file, with its checksum.
type part struct {
	at, size uint64
	sum      uint32
}

// Save writes the table: a part for each column, so that one can be read by
// itself, a part that says where they are, and where that is.
//
// unread is the error of a column that could not be read from where it was.
func (t *Table) Save(w io.Writer) (unread, err error) {
	f := &writing{to: w}
	names := slices.Sorted(maps.Keys(t.columns))
	parts := make([]part, 0, len(names)+1)
	if t.listing != nil {
		parts = append(parts, f.part(t.listing.bytes()))
	}
	for some := range slices.Chunk(names, runtime.GOMAXPROCS(0)) {
		texts := make([][]byte, len(some))
		var group errgroup.Group
		for i, name := range some {
			group.Go(func() error {
				c, err := t.columns[name].get(false)
				if err == nil {
					texts[i] = c.bytes()
				}
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return err, nil
		}
		for _, text := range texts {
			parts = append(parts, f.part(text))
		}
	}
	end := f.part(t.head(names, parts))
	f.part(end.append(nil))
	return nil, f.err
}

// partSize is how long a part is as it is written.
const partSize = 20

func (p part) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, p.at)
	b = binary.LittleEndian.AppendUint64(b, p.size)
	return binary.LittleEndian.AppendUint32(b, p.sum)
}

// writing writes parts one after another.
type writing struct {
	to  io.Writer
	at  uint64
	err error
}

func (f *writing) part(b []byte) part {
	p := part{f.at, uint64(len(b)), crc32.Checksum(b, castagnoli)}
	if f.err == nil {
		_, f.err = f.to.Write(b)
	}
	f.at += p.size
	return p
}

// bytes are a column as it is written.
func (c *column) bytes() []byte {
	size := 16 + 4*(len(c.values)+len(c.first)+len(c.starts)+2*len(c.at))
	for _, value := range c.values {
		size += len(value)
	}
	b := make([]byte, 0, size)
	for _, n := range []int{len(c.values), len(c.first), len(c.starts), len(c.at)} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	for _, value := range c.values {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(value)))
	}
	for _, list := range [][]uint32{c.first, c.starts, c.at, c.code} {
		for _, n := range list {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
	}
	for _, value := range c.values {
		b = append(b, value...)
	}
	return b
}

// head is all of a table but its columns, and where these are.
func (t *Table) head(names []string, parts []part) []byte {
	var b []byte
	number := func(n int64) { b = binary.AppendVarint(b, n) }
	text := func(s string) { number(int64(len(s))); b = append(b, s...) }
	number(int64(len(t.records)))
	for i, record := range t.records {
		number(record)
		text(t.ids[i])
	}
	number(int64(len(t.moments)))
	for _, m := range t.moments {
		number(int64(m.day))
		number(flags(m.said, m.filled))
		number(m.entry)
		text(m.source)
		text(string(m.reliability))
		text(string(m.credibility))
	}
	number(flags(t.tangled))
	number(int64(len(names)))
	for _, name := range names {
		text(name)
	}
	for _, p := range parts {
		b = p.append(b)
	}
	return b
}

// flags are truths as the bits of a number.
func flags(list ...bool) (n int64) {
	for i, is := range list {
		if is {
			n |= 1 << i
		}
	}
	return n
}
