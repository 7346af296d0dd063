package columns

import (
	"strconv"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// A summing is a column whose numbers are added up. Whole numbers are added as
// such; how often each other one occurs is counted.
type summing struct {
	*dimension
	numbers []number // of each value of the column
	whole   []int64  // the numbers alone, and noNumber; nil: not all are whole
}

// A number is what a value is as one.
type number struct {
	whole int64 // 0 where it is none, or a large one
	none  int32 // 1 where it is no number at all, else 0
	other bool  // whether it is another one
}

// maxWhole is the bound of what is added as a whole number, so that sums are in
// no danger.
const maxWhole = 1 << 32

const noNumber = maxWhole

func newSumming(d *dimension) *summing {
	s := &summing{dimension: d, numbers: make([]number, len(d.values)), whole: make([]int64, len(d.values))}
	all := true
	for i, value := range d.values {
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
		if s.whole[i] = s.numbers[i].whole; s.numbers[i].none > 0 {
			s.whole[i] = noNumber
		}
		all = all && !s.numbers[i].other
	}
	if !all {
		s.whole = nil
	}
	return s
}

// sums are what the numbers of incidents come to, by combination.
type sums struct {
	whole   []int64
	without []int32 // how many incidents have no number
	rest    map[restKey]int32
}

type restKey struct{ key, value uint32 }

func (s *sums) grow(n int) {
	s.whole = append(s.whole, make([]int64, n-len(s.whole))...)
	s.without = append(s.without, make([]int32, n-len(s.without))...)
	if s.rest == nil {
		s.rest = map[restKey]int32{}
	}
}

func (s *sums) clear() {
	clear(s.whole)
	clear(s.without)
	clear(s.rest)
}

// add adds the number of a value to a combination n times: once, or -1.
func (s *sums) add(of *summing, key, value uint32, n int32) {
	x := &of.numbers[value]
	s.whole[key] += x.whole * int64(n)
	s.without[key] += x.none * n
	if x.other {
		s.rest[restKey{key, value}] += n
	}
}

// addAll adds the numbers of all incidents that are in to their combinations.
func (s *sums) addAll(of *summing, keys, values []uint32, in []uint8) {
	for i, in := range in {
		value := values[i]
		switch {
		case in == 0:
		case of.whole == nil:
			s.add(of, keys[i], value, 1)
		case of.whole[value] == noNumber:
			s.without[keys[i]]++
		default:
			s.whole[keys[i]] += of.whole[value]
		}
	}
}

// note adds the sums to those of a day in the rows of combinations.
func (s *sums) note(of *summing, rows []*survey.Row, day int) {
	for key, row := range rows {
		if row != nil {
			row.Sums[day].AddWhole(s.whole[key], int(s.without[key]))
		}
	}
	for k, n := range s.rest {
		if n != 0 {
			rows[k.key].Sums[day].AddTimes(of.values[k.value], int(n))
		}
	}
}
