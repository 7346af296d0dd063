package dataset

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/pattern"
)

// Decimal is the sign between the whole of a number and its fraction.
type Decimal string

const (
	Point Decimal = "."
	Comma Decimal = ","
)

// Decimals lists the signs.
var Decimals = []Decimal{Point, Comma}

// other is the sign that parts thousands where d is the decimal sign.
func (d Decimal) other() string {
	if d == Comma {
		return "."
	}
	return ","
}

// maxNumber is the greatest whole number that is exact in every format that
// numbers leave in.
const maxNumber = 1<<53 - 1

// twoReadings is a number of which nobody can see whether its sign parts
// thousands or is the decimal one: 1.000, 12,500.
var twoReadings = pattern.New(`^[1-9]\d{0,2}[.,]\d{3}$`)

// numberOf is a whole number in plain digits: 12.0, as programs write a column
// that has gaps, is 12, and 1,234,567 is 1234567. Which sign is the decimal one
// may be given; where it is not, and both are possible, there is no number.
func numberOf(s string, decimal Decimal) (string, bool) {
	switch {
	case isDigits(s): // nearly all
		return shortened(s)
	case decimal != "":
		return wholeNumber(s, decimal)
	case twoReadings.MatchString(s):
		return "", false
	}
	for _, d := range Decimals {
		if n, ok := wholeNumber(s, d); ok {
			return n, true
		}
	}
	return "", false
}

// wholeNumber reads a whole number with the decimal sign that is given. The
// other sign, spaces and apostrophes part thousands.
func wholeNumber(s string, decimal Decimal) (string, bool) {
	whole, fraction, cut := strings.Cut(s, string(decimal))
	if cut && (fraction == "" || strings.Trim(fraction, "0") != "") {
		return "", false
	}
	if !isDigits(whole) {
		for _, sign := range []string{decimal.other(), " ", "\u00a0", "\u202f", "'", "’"} {
			if groups := strings.Split(whole, sign); inThousands(groups) {
				return shortened(strings.Join(groups, ""))
			}
		}
		return "", false
	}
	return shortened(whole)
}

// inThousands reports whether groups of digits are those of one number.
func inThousands(groups []string) bool {
	for i, g := range groups {
		if !isDigits(g) || i > 0 && len(g) != 3 || i == 0 && (len(g) > 3 || g[0] == '0') {
			return false
		}
	}
	return len(groups) > 1
}

// shortened is a number without zeros in front, if it is not too great.
func shortened(digits string) (string, bool) {
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0", true
	}
	if n, err := strconv.ParseUint(digits, 10, 64); err != nil || n > maxNumber {
		return "", false
	}
	return digits, true
}

// notANumber says why a text is no whole number, and what to do.
func notANumber(s string, decimal Decimal) string {
	switch {
	case decimal == "" && twoReadings.MatchString(s):
		sign, all := s[len(s)-4:len(s)-3], strings.NewReplacer(".", "", ",", "").Replace(s)
		one := strings.TrimRight(strings.Replace(s, ",", ".", 1), "0")
		return fmt.Sprintf("%s is %s where %s parts thousands, and %s where it is the decimal sign: say decimal: %q or decimal: %q in the mapping",
			quote(s), all, quote(sign), strings.TrimSuffix(one, "."), Decimal(sign).other(), sign)
	case isDigits(s):
		return fmt.Sprintf("%s is too great a number: the greatest is %d; make the column type: text", quote(s), maxNumber)
	}
	return fmt.Sprintf("%s is not a whole number: are the columns shifted? If not, list it under sentinels, or make the column type: text", quote(s))
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
