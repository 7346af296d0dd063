package codebook

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
)

// compare puts values of a variable that is not coded in the order in which
// conditions compare them: numbers by size, all others as texts.
func (v *Var) compare(a, b string) int {
	if v.Type == ascribe.TypeNumber { // plain digits; what is negative is no value, and its place no matter
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

// neighbours are values of the variable about a constant: itself, where it is a
// value, and some on both sides, so that of all values between it and another
// constant there is one among the neighbours of the two.
func (v *Var) neighbours(constant string) []string {
	switch v.Type {
	case ascribe.TypeNumber:
		return numbersAbout(constant)
	case ascribe.TypeCountry:
		return country.Codes()
	case ascribe.TypeText:
		// Between a text and the first one here that is longer there is no other.
		return slices.DeleteFunc([]string{"\x00", constant, constant + "\x00"}, v.cannotBe)
	}
	return v.spelled(constant)
}

func (v *Var) cannotBe(value string) bool {
	return v.problem(value) != "" || value == ascribe.NotExamined || value == ascribe.NoneFound
}

func numbersAbout(constant string) []string {
	list := []string{"0", strconv.Itoa(MaxNumber)}
	k, err := strconv.ParseInt(constant, 10, 64)
	if err != nil || k < 0 || k > MaxNumber {
		return list
	}
	for _, n := range []int64{k - 1, k, k + 1} {
		if 0 <= n && n <= MaxNumber {
			list = append(list, strconv.FormatInt(n, 10))
		}
	}
	return list
}

// following is the first text that comes after all that begin in a way; "" where
// there is none.
func following(beginning string) string {
	for beginning != "" {
		last, size := utf8.DecodeLastRuneInString(beginning)
		beginning = beginning[:len(beginning)-size]
		if last == 0xD7FF {
			return beginning + "\uE000" // what lies between is no text
		}
		if last < utf8.MaxRune {
			return beginning + string(last+1)
		}
	}
	return ""
}

// A spelling is what the values of a type are written with, and how what was
// begun as one can go on to its end.
type spelling struct {
	signs   string
	endings []string
}

var spellings = map[ascribe.Type]spelling{
	ascribe.TypeDate: {
		"%+-./0123456789:?TXYZ~",
		// What begins the second date of an interval has to go on to one that is not
		// before the first: the latest of that beginning, of a negative year the
		// lowest, and the winter that ends in the year after its own.
		endings("0001-01-01", "9999-12-31", "XXXX-XX-XX", "28", "29", "30", "9",
			"0001-24", "1000-24", "9999-24", "10000", "999999", "5000000",
			"00:00:00+00:00", "./0001", "."),
	},
	ascribe.TypePoint: {" -.0123456789acdegiklmnoprstuvwxy", endings(pointsOfAllPrecisions()...)},
	ascribe.TypeID:    {"-._0123456789abcdefghijklmnopqrstuvwxyz", endings("0")},
}

func pointsOfAllPrecisions() []string {
	points := []string{"0 0"}
	for _, p := range Precisions {
		points = append(points, "0 0 "+string(p))
	}
	return points
}

// endings are the ends of texts, from nothing to the whole, the short ones
// first.
func endings(texts ...string) []string {
	all := []string{""}
	for _, text := range texts {
		for i := range text {
			all = append(all, text[i:])
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return slices.Compact(all)
}

// spelled are values that part from a text at each of its letters, in every
// direction that leads to a value.
func (v *Var) spelled(text string) []string {
	var list []string
	end := func(begun string) bool {
		value, ok := v.ended(begun)
		if ok {
			list = append(list, value)
		}
		return ok
	}
	for i := 0; i <= len(text) && end(text[:i]); i++ {
		for _, sign := range spellings[v.Type].signs {
			end(text[:i] + string(sign))
		}
	}
	return list
}

// ended is a value that begins so, if any does.
func (v *Var) ended(begun string) (value string, ok bool) {
	for _, ending := range spellings[v.Type].endings {
		if !v.cannotBe(begun + ending) {
			return begun + ending, true
		}
	}
	return "", false
}
