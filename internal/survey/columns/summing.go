package columns

import (
	"strconv"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// A summing adds up the numbers of a column, by combination. Whole numbers are
// added as such; how often each other one occurs is counted.
type summing struct {
	*track
	numbers []number // of each value of the column
	sums    []int64
	without []int32 // how many incidents have no number
	rest    map[restKey]int32
}

// A number is what a value is as one.
type number struct {
	whole int64 // 0 where it is none, or a large one
	none  int32 // 1 where it is no number at all, else 0
	other bool  // whether it is another one
}

type restKey struct{ key, value uint32 }

// maxWhole is the bound of what is added as a whole number, so that sums are in
// no danger.
const maxWhole = 1 << 32

func newSumming(t *track) *summing {
	s := &summing{track: t, numbers: make([]number, len(t.values)), rest: map[restKey]int32{}}
	for i, value := range t.values {
		var of survey.Sum
		of.Add(value)
		n, err := strconv.ParseInt(value, 10, 64)
		switch x := &s.numbers[i]; {
		case of.Without > 0:
			x.none = 1
		case err == nil && n < maxWhole && n > -maxWhole:
			x.whole = n
		default:
			x.other = true
		}
	}
	return s
}

func (s *summing) grow(n int) {
	s.sums = append(s.sums, make([]int64, n-len(s.sums))...)
	s.without = append(s.without, make([]int32, n-len(s.without))...)
}

// add adds the number of an incident to a combination n times: once, or -1.
func (s *summing) add(key, incident uint32, n int32) {
	value := s.now[incident]
	x := &s.numbers[value]
	s.sums[key] += x.whole * int64(n)
	s.without[key] += x.none * n
	if x.other {
		s.rest[restKey{key, value}] += n
	}
}

// afresh adds up all incidents that are in.
func (s *summing) afresh(keys []uint32, in []uint8) {
	clear(s.sums)
	clear(s.without)
	clear(s.rest)
	for i := range s.now {
		if in[i] != 0 {
			s.add(keys[i], uint32(i), 1)
		}
	}
}

// note writes the sums of a day to the rows of combinations.
func (s *summing) note(rows map[uint32]*survey.Row, day int) {
	for key, row := range rows {
		row.Sums[day].AddWhole(s.sums[key], int(s.without[key]))
	}
	for k, n := range s.rest {
		if n != 0 {
			rows[k.key].Sums[day].AddTimes(s.values[k.value], int(n))
		}
	}
}
