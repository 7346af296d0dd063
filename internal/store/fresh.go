package store

import "hash/maphash"

// fresh remembers the ids of statements that an entry gives, where there were
// none before it. Of most ids it can then say that they are not there without a
// look at the table, and an import asks that of each. It is a Bloom filter: it
// may take an id for one that is there, and never the other way round.
type fresh struct {
	seed maphash.Seed
	bits []uint64
}

// freshWords is eight megabytes: enough for some ten million ids.
const freshWords = 1 << 20

func newFresh() *fresh { return &fresh{maphash.MakeSeed(), make([]uint64, freshWords)} }

// places are the four bits of an id.
func (f *fresh) places(k nameKey) (at [4]uint32) {
	h := maphash.Comparable(f.seed, k)
	first, step := uint32(h), uint32(h>>32)|1
	for i := range at {
		at[i] = (first + uint32(i)*step) % (64 * freshWords)
	}
	return at
}

func (f *fresh) add(k nameKey) {
	for _, at := range f.places(k) {
		f.bits[at/64] |= 1 << (at % 64)
	}
}

func (f *fresh) mayHave(k nameKey) bool {
	for _, at := range f.places(k) {
		if f.bits[at/64]&(1<<(at%64)) == 0 {
			return false
		}
	}
	return true
}
