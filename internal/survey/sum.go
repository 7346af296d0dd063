package survey

import (
	"math/big"
	"strconv"
	"strings"
)

// A Sum is the sum of a variable over incidents, exact in decimals, and how
// many of them had no number: these count as nothing, and have to be told.
type Sum struct {
	whole   int64
	rest    *big.Rat // of what is no whole number, or too large; nil: none
	Without int
}

// Add adds the number of another incident; what is none is counted as such.
func (s *Sum) Add(number string) {
	if n, err := strconv.ParseInt(number, 10, 64); err == nil && n < 1<<40 && n > -1<<40 {
		s.whole += n
		return
	}
	n, ok := new(big.Rat).SetString(number)
	if !ok || strings.Contains(number, "/") {
		s.Without++
		return
	}
	if s.rest == nil {
		s.rest = new(big.Rat)
	}
	s.rest.Add(s.rest, n)
}

// Plus adds another sum, over other incidents.
func (s *Sum) Plus(other *Sum) {
	s.whole += other.whole
	s.Without += other.Without
	if other.rest != nil {
		if s.rest == nil {
			s.rest = new(big.Rat)
		}
		s.rest.Add(s.rest, other.rest)
	}
}

// String is the sum in decimals.
func (s *Sum) String() string {
	if s.rest == nil {
		return strconv.FormatInt(s.whole, 10)
	}
	all := new(big.Rat).Add(s.rest, new(big.Rat).SetInt64(s.whole))
	digits, _ := all.FloatPrec()
	return all.FloatString(digits)
}

// Float is the sum, for a bar.
func (s *Sum) Float() float64 {
	f := float64(s.whole)
	if s.rest != nil {
		r, _ := s.rest.Float64()
		f += r
	}
	return f
}

// AddTimes adds the number of so many other incidents.
func (s *Sum) AddTimes(number string, n int) {
	var of Sum
	of.Add(number)
	s.whole += of.whole * int64(n)
	s.Without += of.Without * n
	if of.rest != nil {
		of.rest.Mul(of.rest, new(big.Rat).SetInt64(int64(n)))
		s.Plus(&Sum{rest: of.rest})
	}
}

// AddWhole adds the sum of other incidents that have whole numbers, or none.
func (s *Sum) AddWhole(sum int64, without int) {
	s.whole += sum
	s.Without += without
}
