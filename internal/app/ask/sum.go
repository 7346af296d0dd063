package ask

import (
	"bytes"
	"context"
	"math/big"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A Sum is the sum of a variable over incidents, exact in decimals, and how
// many of them had no number: these count as nothing, and have to be told.
type Sum struct {
	whole   int64
	rest    *big.Rat // of what is no whole number, or too large; nil: none
	Without int
}

func (s *Sum) add(number string) {
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

// json writes the sum as members of an object, none where there is no sum.
func (s *Sum) json(b *bytes.Buffer, suffix string) {
	if s != nil {
		b.WriteString(`,"sum` + suffix + `":` + s.String() + `,"without` + suffix + `":` + strconv.Itoa(s.Without))
	}
}

// summed is the variable to be summed up, "" where none is asked for; what
// cannot be summed up is refused.
func summed(book *codebook.Book, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	var numbers []string
	for i := range book.Vars {
		if v := &book.Vars[i]; v.Type == ascribe.TypeNumber {
			numbers = append(numbers, v.Name)
		}
	}
	hint := "its numbers: " + strings.Join(numbers, ", ")
	if len(numbers) == 0 {
		hint = "it has no variable that is a number"
	}
	v := varNamed(book, name)
	switch {
	case v == nil:
		return "", ascribe.Errorf(ascribe.ErrInvalid, "the codebook %s %s has no variable %q", book.ID, book.Version, name).WithHint("%s", hint)
	case v.Type != ascribe.TypeNumber:
		return "", ascribe.Errorf(ascribe.ErrInvalid, "%s is no number in the codebook %s %s, and cannot be summed up", name, book.ID, book.Version).WithHint("%s", hint)
	}
	return v.Name, nil
}

// askCount puts a count to the index, which knows no sums.
func askCount(ctx context.Context, p *point.Point, by []string, where []Condition, days []ascribe.Day, sum string) (timeline.Answer, bool, error) {
	if sum != "" {
		return timeline.Answer{}, false, nil
	}
	return countIndexed(ctx, p, by, where, days)
}
