package survey

import (
	"math"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A measure turns the values of a dimension that has an order into numbers;
// false: the value is none of these.
type measure func(value string) (stretch, bool)

// A stretch is the numbers between which something lies: a date may mean any of
// several days.
type stretch struct{ low, high float64 }

// measureOf is the order that the values of a dimension have: nil, where they
// have none.
func measureOf(book *codebook.Book, dimension string) measure {
	v := book.Var(dimension)
	switch {
	case v == nil && dimension == ByYear || v != nil && v.Type == ascribe.TypeNumber:
		return numberOf
	case v == nil:
		return nil
	case v.Type == ascribe.TypeDate:
		return daysOf
	case v.Coded() && (v.Policy == ascribe.PolicyHighest || v.Policy == ascribe.PolicyLowest):
		return func(value string) (stretch, bool) {
			n, ok := v.Number(value)
			return stretch{float64(n), float64(n)}, ok && n >= codebook.FirstCode
		}
	}
	return nil
}

func numberOf(value string) (stretch, bool) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return stretch{}, false
	}
	return stretch{n, n}, true
}

func daysOf(value string) (stretch, bool) {
	d, err := ascribe.ParseDate(value)
	if err != nil {
		return stretch{}, false
	}
	return stretch{float64(d.First()), float64(d.Last())}, true
}

// A bound is what values are compared with.
type bound struct {
	stretch
	read measure
}

// bound is a value that was checked.
func (c Condition) bound(book *codebook.Book, value string) bound {
	read := measureOf(book, c.Dimension)
	s, _ := read(value)
	return bound{s, read}
}

// holds reports whether all that a value may mean compares so.
func (b bound) holds(op Op, v stretch) bool {
	switch op {
	case Less:
		return v.high < b.low
	case AtMost:
		return v.high <= b.high
	case Greater:
		return v.low > b.high
	}
	return v.low >= b.low
}

// rangeOf are the ends of the range that the condition asks for; false: it asks
// for none. There are ranges of numbers and days alone.
func (c Condition) rangeOf(book *codebook.Book) (low, high string, ok bool) {
	if c.Op != Equal || c.Values[0].Quoted || measureOf(book, c.Dimension) == nil {
		return "", "", false
	}
	if v := book.Var(c.Dimension); v != nil && v.Coded() {
		return "", "", false
	}
	low, high, ok = strings.Cut(c.Values[0].Text, "..")
	low, high = strings.TrimSpace(low), strings.TrimSpace(high)
	return low, high, ok && low != "" && high != "" && !strings.HasSuffix(low, "/") && !strings.HasPrefix(high, "/")
}
