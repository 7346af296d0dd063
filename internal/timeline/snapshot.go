package timeline

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// SnapshotVersion is of how a snapshot is written. One of another version
// cannot be read.
const SnapshotVersion = 7

// ErrUnfit is the error of a snapshot that is damaged, cut short, or written by
// another version of the program. The index is then to be built anew.
var ErrUnfit = errors.New("the snapshot does not fit")

// Save writes a snapshot of the index, without what its codebook makes of it.
// Which ledger it is of is for the caller to note.
func (x *Index) Save(w io.Writer) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	e := newEncoder(w)
	e.number(uint64(x.entry))
	e.number(uint64(x.record))
	e.number(uint64(len(x.slots)))
	for _, s := range x.slots {
		e.text(s.name)
		e.flag(s.long)
		e.number(uint64(len(s.values)))
		for _, v := range s.values {
			e.text(v)
		}
	}
	e.number(uint64(len(x.sources)))
	for i := range x.sources {
		s := &x.sources[i]
		e.number(uint64(s.record))
		e.text(string(s.reliability))
		e.number(uint64(len(s.regrades)))
		for _, g := range s.regrades {
			e.number(uint64(g.record))
			e.text(string(g.reliability))
		}
	}
	e.number(uint64(len(x.endings)))
	for _, a := range x.endings {
		e.number(uint64(a.Record))
		e.number(uint64(a.Target))
		e.number(uint64(a.Kind))
		e.number(uint64(uint32(a.Day)))
		e.number(uint64(a.Source))
	}
	e.number(uint64(len(x.moves)))
	for _, of := range slices.Sorted(maps.Keys(x.moves)) {
		e.number(uint64(of))
		e.number(uint64(len(x.moves[of])))
		for _, m := range x.moves[of] {
			e.number(uint64(m.record))
			e.number(uint64(uint32(m.day)))
		}
	}
	total := 0
	for i := range x.incidents {
		total += len(x.claims.of(int32(i)))
	}
	e.number(uint64(total))
	e.number(uint64(len(x.incidents)))
	for i := range x.incidents {
		e.number(uint64(x.incidents[i].record))
		e.text(x.incidents[i].id)
		list := x.claims.of(int32(i))
		e.number(uint64(len(list)))
		for j := range list {
			e.claim(&list[j])
		}
	}
	return e.close()
}

// Load reads a snapshot and puts the index under a codebook.
func Load(ctx context.Context, r io.Reader, book *codebook.Book) (*Index, error) {
	d := newDecoder(r)
	x := newIndex()
	x.entry = int64(d.number())
	x.record = int64(d.number())
	for range d.things() {
		s := newSlot(d.text())
		s.long = d.flag()
		s.values = s.values[:0]
		for n := range d.things() {
			v := d.text()
			s.values = append(s.values, v)
			if n > 0 {
				s.number[v] = uint32(n)
			}
		}
		x.slotAt[s.name] = uint16(len(x.slots))
		x.slots = append(x.slots, s)
	}
	for range d.things() {
		s := source{record: int64(d.number()), reliability: ascribe.Reliability(d.text())}
		for range d.things() {
			s.regrades = append(s.regrades, regraded{int64(d.number()), ascribe.Reliability(d.text())})
		}
		x.sourceAt[s.record] = uint32(len(x.sources))
		x.sources = append(x.sources, s)
	}
	for range d.things() {
		x.endings = append(x.endings, Ending{
			Record: int64(d.number()), Target: int64(d.number()), Kind: EndingKind(d.number()), Day: ascribe.Day(int32(d.number())),
			Source: int64(d.number()),
		})
	}
	for range d.things() {
		of := int64(d.number())
		for range d.things() {
			x.move(int64(d.number()), of, ascribe.Day(int32(d.number())))
		}
	}
	x.claims.all = make([]claim, 0, min(d.number(), maxAhead))
	x.claims.start = append(x.claims.start, 0)
	for range d.things() {
		x.addIncident(int64(d.number()), d.text())
		x.claims.all = d.claims(x.claims.all)
		x.claims.start = append(x.claims.start, uint32(len(x.claims.all)))
	}
	if d.close(); d.err != nil {
		return nil, d.err
	}
	if !x.sound() {
		return nil, ErrUnfit
	}
	x.fate = x.fates(math.MaxInt64)
	if err := x.use(ctx, book); err != nil {
		return nil, err
	}
	return x, nil
}

// sound reports whether every claim refers to what is there.
func (x *Index) sound() bool {
	return !slices.ContainsFunc(x.claims.all, func(c claim) bool {
		return int(c.slot) >= len(x.slots) || int(c.value) >= len(x.slots[c.slot].values) || int(c.source) >= len(x.sources) || c.stance() > raises || int(c.basis()) > len(ascribe.Bases)
	})
}

// An encoder writes numbers, texts and claims, and a checksum after them.
type encoder struct {
	w      *bufio.Writer
	sum    hash.Hash32
	err    error
	buffer [32]byte
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func newEncoder(w io.Writer) *encoder {
	sum := crc32.New(castagnoli)
	return &encoder{w: bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<20), sum: sum}
}

func (e *encoder) bytes(b []byte) {
	if e.err == nil {
		_, e.err = e.w.Write(b)
	}
}

func (e *encoder) number(n uint64) { e.bytes(binary.AppendUvarint(e.buffer[:0], n)) }

func (e *encoder) text(s string) {
	e.number(uint64(len(s)))
	if e.err == nil {
		_, e.err = e.w.WriteString(s)
	}
}

func (e *encoder) flag(b bool) {
	n := uint64(0)
	if b {
		n = 1
	}
	e.number(n)
}

// claimSize is the length of a claim in a snapshot.
const claimSize = 28

func (e *encoder) claim(c *claim) {
	b := e.buffer[:claimSize]
	binary.LittleEndian.PutUint32(b[0:], uint32(c.day))
	binary.LittleEndian.PutUint32(b[4:], uint32(c.until))
	binary.LittleEndian.PutUint32(b[8:], c.record)
	binary.LittleEndian.PutUint32(b[12:], c.source)
	binary.LittleEndian.PutUint32(b[16:], c.value)
	binary.LittleEndian.PutUint32(b[20:], c.coder)
	binary.LittleEndian.PutUint16(b[24:], c.slot)
	b[26], b[27] = c.grade, c.flags
	e.bytes(b)
}

func (e *encoder) close() error {
	if e.err == nil {
		e.err = e.w.Flush()
	}
	e.bytes(binary.LittleEndian.AppendUint32(nil, e.sum.Sum32()))
	if e.err == nil {
		e.err = e.w.Flush()
	}
	return e.err
}

// A decoder reads what an encoder wrote. After an error it gives zeros.
type decoder struct {
	r      *bufio.Reader
	sum    uint32
	err    error
	buffer [32]byte
	many   [claimSize * 512]byte
}

func newDecoder(r io.Reader) *decoder { return &decoder{r: bufio.NewReaderSize(r, 1<<20)} }

func (d *decoder) bytes(b []byte) {
	if d.err != nil {
		clear(b)
		return
	}
	if _, err := io.ReadFull(d.r, b); err != nil {
		d.err = errors.Join(ErrUnfit, err)
		clear(b)
		return
	}
	d.sum = crc32.Update(d.sum, castagnoli, b)
}

// ReadByte lets numbers be read.
func (d *decoder) ReadByte() (byte, error) {
	d.bytes(d.buffer[:1])
	return d.buffer[0], d.err
}

func (d *decoder) number() uint64 {
	n, err := binary.ReadUvarint(d)
	if err != nil && d.err == nil {
		d.err = errors.Join(ErrUnfit, err)
	}
	return n
}

// things counts things to come, and ends early where they do not.
func (d *decoder) things() iter.Seq[int] {
	n := d.number()
	return func(yield func(int) bool) {
		for i := uint64(0); i < n && d.err == nil && yield(int(i)); i++ {
		}
	}
}

const maxText = 1 << 20

func (d *decoder) text() string {
	n := d.number()
	if d.err != nil || n > maxText {
		d.err = errors.Join(ErrUnfit, d.err)
		return ""
	}
	b := make([]byte, n)
	d.bytes(b)
	return string(b)
}

func (d *decoder) flag() bool { return d.number() != 0 }

// maxAhead is how many claims there is room made for on the word of a snapshot
// that has not been checked yet.
const maxAhead = 1 << 24

// claims reads the claims of an incident, as many at a time as the buffer
// holds.
func (d *decoder) claims(out []claim) []claim {
	for n := d.number(); n > 0 && d.err == nil; {
		at := min(n, uint64(len(d.many))/claimSize)
		b := d.many[:at*claimSize]
		d.bytes(b)
		for ; len(b) > 0; b = b[claimSize:] {
			out = append(out, claim{
				day:    int32(binary.LittleEndian.Uint32(b[0:])),
				until:  int32(binary.LittleEndian.Uint32(b[4:])),
				record: binary.LittleEndian.Uint32(b[8:]),
				source: binary.LittleEndian.Uint32(b[12:]),
				value:  binary.LittleEndian.Uint32(b[16:]),
				coder:  binary.LittleEndian.Uint32(b[20:]),
				slot:   binary.LittleEndian.Uint16(b[24:]),
				grade:  b[26], flags: b[27],
			})
		}
		n -= at
	}
	return out
}

func (d *decoder) close() {
	sum := d.sum
	d.bytes(d.buffer[:4])
	if d.err == nil && binary.LittleEndian.Uint32(d.buffer[:4]) != sum {
		d.err = ErrUnfit
	}
}
