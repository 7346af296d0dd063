package dataset

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
)

// convert is a cell's text as a value of its column's type, or what is wrong
// with it.
func (b *builder) convert(f *field, s string) (value, wrong string) {
	switch f.typ {
	case ascribe.TypeNumber:
		if n, ok := numberOf(s); ok {
			return n, ""
		}
		return "", fmt.Sprintf("%s is not a whole number: are the columns shifted? If not, list it under sentinels, or make the column type: text", quote(s))
	case ascribe.TypeDate:
		if d, ok := b.date(s, f.order); ok {
			return d, ""
		}
		return "", notADate(s, f.order)
	case ascribe.TypeCountry:
		if c := b.country(f, s); c != "" {
			return c, ""
		}
		return "", fmt.Sprintf("%s %s: make the column type: text, and derive the country from it", quote(s), country.WhyNot(s))
	case ascribe.TypePoint:
		if p, ok := pointOf(s); ok {
			return p, ""
		}
		return "", fmt.Sprintf("%s is not a latitude and a longitude in degrees", quote(s))
	case ascribe.TypeCode:
		if f.codes[s] {
			return s, ""
		}
		return "", fmt.Sprintf("%s is not one of the codes that the mapping lists: add it, or make the column type: text", quote(s))
	case ascribe.TypeID:
		if id, wrong := makeID(s); wrong == "" {
			return id, ""
		}
		return "", fmt.Sprintf("%s cannot be an id", quote(s))
	}
	return s, ""
}

// country is the code of a country, as the mapping says or by its name or code;
// "" of what is none.
func (b *builder) country(f *field, s string) string {
	if code, ok := f.countries[s]; ok {
		return code
	}
	c, known := b.countries[s]
	if !known {
		c, _ = country.Code(s)
		if len(b.countries) < 1<<12 {
			b.countries[s] = c
		}
	}
	return c
}

// maxNumber is the greatest whole number that is exact in every format that
// numbers leave in.
const maxNumber = 1<<53 - 1

// numberOf is a whole number in plain digits: 12.0, as programs write a column
// that has gaps, is 12.
func numberOf(s string) (string, bool) {
	whole, fraction, point := strings.Cut(s, ".")
	if whole == "" || point && fraction == "" || strings.Trim(fraction, "0") != "" || !isDigits(whole) {
		return "", false
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		return "0", true
	}
	if n, err := strconv.ParseUint(whole, 10, 64); err != nil || n > maxNumber {
		return "", false
	}
	return whole, true
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

var (
	wktPoint  = regexp.MustCompile(`^(?i:POINT) ?\( ?(\S+) +(\S+) ?\)$`)
	pointPair = regexp.MustCompile(`^(\S+?),? +(\S+)$`)
)

// pointOf reads "latitude longitude", with or without a comma, or a WKT point.
func pointOf(s string) (string, bool) {
	if m := wktPoint.FindStringSubmatch(s); m != nil {
		return point(m[2], m[1])
	}
	if m := pointPair.FindStringSubmatch(s); m != nil {
		return point(m[1], m[2])
	}
	return "", false
}

// point joins a latitude and a longitude, each of at most six decimals, which
// is a tenth of a metre.
func point(latitude, longitude string) (string, bool) {
	lat, ok1 := degrees(latitude, 90)
	lon, ok2 := degrees(longitude, 180)
	return lat + " " + lon, ok1 && ok2
}

func degrees(s string, most float64) (string, bool) {
	if !isDecimal(s) {
		return "", false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < -most || f > most {
		return "", false
	}
	var buf [32]byte
	b := strconv.AppendFloat(buf[:0], f, 'f', 6, 64)
	b = bytes.TrimRight(bytes.TrimRight(b, "0"), ".")
	if string(b) == "-0" {
		return "0", true
	}
	return string(b), true
}

// isDecimal reports whether a number is written in plain digits, with one to
// three before the point.
func isDecimal(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, fraction, point := strings.Cut(s, ".")
	return isDigits(whole) && len(whole) <= 3 && (!point || isDigits(fraction))
}
