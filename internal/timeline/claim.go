package timeline

import (
	"cmp"

	"github.com/ascribe-project/ascribe"
)

// A claim is a statement of a coded variable, in 28 bytes. It does not depend
// on the codebook: variables and values are numbered as they were first used,
// and a preparedBook turns them into those of a codebook.
type claim struct {
	day    int32 // on which it was said
	until  int32 // the first day on which it is no candidate any more; never: MaxDay
	record uint32
	source uint32 // in Index.sources
	value  uint32 // in the slot's values
	coder  uint32 // 0: nobody is named
	slot   uint16 // its variable, in Index.slots
	grade  uint8  // an ascribe.Grade: the one that counts
	flags  uint8
}

// The flags of a claim. The two lowest bits are its stance, the highest ones
// the number of its basis from 1 on; 0: it has none.
const (
	stanceBits = 0b11
	asserts    = 0
	denies     = 1
	raises     = 2
	graded     = 1 << 2         // it has a reliability of its own
	struck     = 1 << struckBit // a coder took it back: it is not there
	struckBit  = 3
	basisShift = 4
)

var stances = [...]ascribe.Stance{asserts: ascribe.Asserts, denies: ascribe.Denies, raises: ascribe.Raises}

func (c *claim) stance() uint8 { return c.flags & stanceBits }

func (c *claim) basis() uint8 { return c.flags >> basisShift }

// regrade gives the claim the grade that a source's reliability makes, unless it
// has one of its own.
func (c *claim) regrade(r ascribe.Reliability) {
	if c.flags&graded == 0 {
		c.grade = uint8(ascribe.NewGrade(r, ascribe.Grade(c.grade).Credibility()))
	}
}

// compareClaims orders the claims of an incident: by day, then by record.
func compareClaims(a, b claim) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.record, b.record))
}

// A slot is a variable as statements name it, with the values that they have
// used, numbered from 1. The value 0 is a text too long to be kept here.
type slot struct {
	name   string
	values []string
	number map[string]uint32
	long   bool // some value is too long to be kept
}

func newSlot(name string) *slot {
	return &slot{name: name, values: []string{""}, number: map[string]uint32{}}
}

func (s *slot) value(text string) uint32 {
	n, ok := s.number[text]
	if !ok {
		n = uint32(len(s.values))
		s.values = append(s.values, text)
		s.number[text] = n
	}
	return n
}
