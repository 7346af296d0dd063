package analysis

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Normal is a cell in the form in which cells are compared: without space
// around it, a date as YYYY-MM-DD, a latitude or longitude to six decimals,
// and one plain number as that number, so that 369.0 is 369. All else is text,
// also a place in WKT, with its accents composed. Two cells of a column differ if their normal forms do.
func Normal(column, cell string) string {
	cell = strings.TrimSpace(cell)
	if cell == "" || cell[0] > '9' {
		return norm.NFC.String(cell) // neither number nor date
	}
	if column == "latitude" || column == "longitude" {
		if s, ok := degrees(cell); ok {
			return s
		}
	}
	if n, ok := number(cell); ok {
		return n
	}
	if m := midnight.FindStringSubmatch(cell); m != nil {
		return m[1]
	}
	return norm.NFC.String(cell)
}

// midnight is a day, as it is or with the time of day that a program adds to
// a day.
var midnight = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|[+]00:?00)?)?$`)

func degrees(s string) (string, bool) {
	if _, ok := number(s); !ok {
		return "", false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return "", false
	}
	s = strconv.FormatFloat(f, 'f', 6, 64)
	if s == "-0.000000" {
		s = s[1:]
	}
	return s, true
}

// number is the shortest form of a plain number: digits, with a sign and a
// decimal point or without.
func number(s string) (string, bool) {
	digits, negative := strings.CutPrefix(s, "-")
	if !negative {
		digits = strings.TrimPrefix(s, "+")
	}
	whole, fraction, point := strings.Cut(digits, ".")
	if whole+fraction == "" || !onlyDigits(whole) || !onlyDigits(fraction) {
		return "", false
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if point {
		if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
			whole += "." + fraction
		}
	}
	if negative && whole != "0" {
		whole = "-" + whole
	}
	return whole, true
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Cosmetic reports whether two values that differ say the same: they have the
// same letters and digits but for their case, or are the same number or date.
// Of two plain numbers neither point nor sign is taken away: 1.5 is not 15.
func Cosmetic(a, b string) bool {
	_, aIs := number(a)
	_, bIs := number(b)
	if aIs && bIs {
		return sameNumber(a, b)
	}
	return letters(a) == letters(b) || sameNumber(a, b) || sameDay(a, b)
}

// Rewritten reports whether two values that differ do so only in how their
// decimals are written: POINT (38.400000 48.2) is POINT (38.4 48.2). Such a
// change is not cosmetic, as that is defined, and yet revises nothing.
func Rewritten(a, b string) bool { return shortDecimals(a) == shortDecimals(b) }

// decimals are numbers with a point, and what only looks like them: versions
// and dates have more than one.
var decimals = regexp.MustCompile(`\d+(?:\.\d+)+`)

// shortDecimals takes the zeros off the ends of the decimals in a text.
func shortDecimals(s string) string {
	return decimals.ReplaceAllStringFunc(s, func(n string) string {
		if strings.Count(n, ".") > 1 {
			return n
		}
		return strings.TrimRight(strings.TrimRight(n, "0"), ".")
	})
}

// letters keeps the letters and digits of a text, folded, and those of full or
// half width as the usual ones.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, cases.Fold().String(norm.NFKC.String(s)))
}

func sameNumber(a, b string) bool {
	x, errX := strconv.ParseFloat(strings.ReplaceAll(a, ",", ""), 64)
	y, errY := strconv.ParseFloat(strings.ReplaceAll(b, ",", ""), 64)
	return errX == nil && errY == nil && x == y
}

// days are the ways of writing a day that cannot be taken for another one.
var days = []string{
	time.DateOnly, "2006/01/02", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", time.RFC3339,
	"2 January 2006", "2 Jan 2006", "2-Jan-2006", "January 2, 2006", "Jan 2, 2006",
}

func sameDay(a, b string) bool {
	x, y := day(a), day(b)
	return x != "" && x == y
}

func day(s string) string {
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// Both are the columns that are in both lists, in the order of the second.
func Both(a, b []string) []string {
	var both []string
	for _, c := range b {
		if slices.Contains(a, c) {
			both = append(both, c)
		}
	}
	return both
}
