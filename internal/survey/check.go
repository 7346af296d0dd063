package survey

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/words"
)

// Check reports, in words for whoever asks, why a condition cannot hold under a
// codebook, which has its dimension.
func Check(book *codebook.Book, c Condition) error {
	low, high, ranged := c.rangeOf(book)
	switch {
	case c.Op == Words:
		return c.checkWords(book)
	case ranged:
		return c.checkRange(book, low, high)
	case c.Op == Equal || c.Op == NotEqual || c.Op == In:
		for _, v := range c.Values {
			if err := c.checkValue(book, v); err != nil {
				return err
			}
		}
		return nil
	}
	return c.checkLimit(book, c.Values[0].Text)
}

// maxWords is how many words can be asked for at once.
const maxWords = 60

func (c Condition) checkWords(book *codebook.Book) error {
	v := book.Var(c.Dimension)
	switch {
	case v != nil && v.Type != ascribe.TypeText && v.Type != ascribe.TypeCode && v.Type != ascribe.TypeID, v == nil && c.Dimension != ByLabel && c.Dimension != ByLevel:
		return fmt.Errorf("%s has no words", c.Dimension)
	}
	switch n := words.Parse(c.Values[0].Text).Len(); {
	case n == 0:
		return errors.New("there is no word to be found")
	case n > maxWords:
		return fmt.Errorf("%d words are too many: at most %d", n, maxWords)
	}
	return nil
}

func (c Condition) checkRange(book *codebook.Book, low, high string) error {
	for _, end := range []string{low, high} {
		if err := c.checkLimit(book, end); err != nil {
			return err
		}
	}
	if c.bound(book, low).low > c.bound(book, high).high {
		return fmt.Errorf("the range is the wrong way round; write %s=%s..%s", c.Dimension, high, low)
	}
	return nil
}

// checkLimit refuses what values cannot be compared with by size.
func (c Condition) checkLimit(book *codebook.Book, value string) error {
	read := measureOf(book, c.Dimension)
	if read == nil {
		return fmt.Errorf("%s has no order to be compared by: numbers, days and ranked codes have one", c.Dimension)
	}
	s, ok := read(value)
	switch v := book.Var(c.Dimension); {
	case ok && (s.low <= float64(ascribe.MinDay) || s.high >= float64(ascribe.MaxDay)) && v != nil && v.Type == ascribe.TypeDate:
		return fmt.Errorf("%q has an open end", value)
	case ok:
		return nil
	case v != nil && v.Coded():
		if err := v.CheckValue(value); err != nil {
			return err
		}
		return fmt.Errorf("%q has no place in the order of %s", value, c.Dimension)
	case v != nil && v.Type == ascribe.TypeDate:
		return fmt.Errorf("%q is not a day; write it as 2016-07-20, 2016-07 or 2016", value)
	}
	return fmt.Errorf("%q is not a number", value)
}

// checkValue refuses what a dimension cannot be.
func (c Condition) checkValue(book *codebook.Book, value Value) error {
	state := ascribe.State(value.Text)
	if v := book.Var(c.Dimension); v != nil {
		if !value.Quoted && (state == ascribe.StateUnknown || state == ascribe.StateInadequate) {
			return nil
		}
		err := v.CheckValue(value.Text)
		if err != nil && !value.Quoted && strings.Contains(value.Text, "..") {
			if read := measureOf(book, c.Dimension); read == nil || v.Coded() {
				return fmt.Errorf("%w; there are ranges of numbers and days alone", err)
			}
			if low, ok := strings.CutSuffix(value.Text, ".."); ok {
				return fmt.Errorf("%q is a range with one end; write %s>=%s", value.Text, c.Dimension, low)
			}
			if high, ok := strings.CutPrefix(value.Text, ".."); ok {
				return fmt.Errorf("%q is a range with one end; write %s<=%s", value.Text, c.Dimension, high)
			}
		}
		return err
	}
	if c.Dimension == ByYear {
		return checkYear(book, value)
	}
	if can := Codes(book, c.Dimension); !slices.Contains(can, value.Text) {
		return fmt.Errorf("there is no such value of %s%s", c.Dimension, near.DidYouMeanOr(value.Text, slices.DeleteFunc(can, func(s string) bool { return s == "" }), "it is one of"))
	}
	return nil
}

func checkYear(book *codebook.Book, value Value) error {
	if _, err := strconv.Atoi(value.Text); err == nil || value.Text == Unknown && !value.Quoted {
		return nil
	}
	if date := DateVar(book); date != nil && value.Text == string(ascribe.StateInadequate) {
		return fmt.Errorf("a year is a number, or unknown; ask for %s=%s", date.Name, value.Text)
	}
	return errors.New("a year is a number, or unknown")
}

// Codes are the values that a dimension can have, where they can be listed; nil:
// they cannot. "" is no level.
func Codes(book *codebook.Book, dimension string) (can []string) {
	if v := book.Var(dimension); v != nil {
		if v.Coded() {
			for _, value := range v.Variable.Values {
				can = append(can, value.Code)
			}
		}
		return can
	}
	switch dimension {
	case ByLabel:
		for _, l := range book.Labels {
			can = append(can, l.Name)
		}
	case ByLevel:
		can = append(can, "")
		for _, l := range book.Labels {
			for _, level := range l.Levels {
				can = append(can, level.Name)
			}
		}
	case BySettled:
		can = []string{"yes", "no"}
	case ByCoders:
		for _, c := range ascribe.Concords {
			can = append(can, c.String())
		}
	}
	return can
}
