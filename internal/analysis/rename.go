package analysis

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// A Rename is one old value of a column that became one new value wherever it
// stood, and is gone. It is a change of the code, and no revised fact.
type Rename struct {
	Column   string `json:"column"`
	Old      string `json:"old"`
	New      string `json:"new"`
	N        int    `json:"n"` // in how many records
	Cosmetic bool   `json:"cosmetic"`
}

const (
	// fewest is how often a value must have changed to be taken for a code that
	// was renamed: once or twice may be chance.
	fewest = 3
	// maxCodes is how many values a column can have and still hold codes.
	maxCodes = 1 << 13
	// maxMet is how many cells are known to have been made normal before.
	maxMet = 4 * maxCodes
	// maxCode is the length, in bytes, from which on a value is no code.
	maxCode = 200
)

// codes follows the values of one column. One that has too many, or too long
// ones, holds no codes and is given up.
type codes struct {
	seed    maphash.Seed
	met     map[uint64]struct{} // cells of the newer edition
	present map[uint64]struct{} // what they are as values
	to      map[string]*target
	givenUp bool
}

type target struct {
	value string
	n     int
	torn  bool // it became different values
}

func newCodes() codes {
	return codes{seed: maphash.MakeSeed(), met: map[uint64]struct{}{}, present: map[uint64]struct{}{}, to: map[string]*target{}}
}

// now notes a cell that the newer edition has. Each is made normal once.
func (c *codes) now(column, cell string) {
	if c.givenUp || cell == "" {
		return
	}
	if len(cell) <= 2*maxCode {
		met := maphash.String(c.seed, cell)
		if _, known := c.met[met]; known {
			return
		}
		if len(c.met) < maxMet {
			c.met[met] = struct{}{}
		}
	}
	value := Normal(column, cell)
	if value == "" {
		return
	}
	if len(c.present) >= maxCodes {
		*c = codes{givenUp: true}
		return
	}
	if len(value) <= maxCode {
		c.present[maphash.String(c.seed, value)] = struct{}{}
	}
}

// became notes that one record's value became another.
func (c *codes) became(before, after string) {
	if c.givenUp || before == "" || len(before) > maxCode || len(after) > maxCode {
		return
	}
	t := c.to[before]
	if t == nil {
		if len(c.to) >= maxCodes {
			*c = codes{givenUp: true}
			return
		}
		t = &target{value: after}
		c.to[before] = t
	}
	t.n++
	t.torn = t.torn || t.value != after
}

// renames are the values that became one other throughout, the most frequent
// first. An emptied cell is no new code, nor is a number written otherwise.
func (c *codes) renames(column string) []Rename {
	var list []Rename
	for old, t := range c.to {
		if t.torn || t.n < fewest || t.value == "" || Rewritten(old, t.value) {
			continue
		}
		if _, still := c.present[maphash.String(c.seed, old)]; still {
			continue
		}
		list = append(list, Rename{Column: column, Old: old, New: t.value, N: t.n, Cosmetic: Cosmetic(old, t.value)})
	}
	slices.SortFunc(list, func(a, b Rename) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Old, b.Old)) })
	return list
}
