package dataset

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// convert is a cell's text as a value of its column's type; false where it is
// none, and then [builder.whyNot] says why. number says that the file itself has
// it as a number.
func (b *builder) convert(f *field, s string, number bool) (value string, ok bool) {
	switch f.typ {
	case ascribe.TypeNumber:
		return numberOf(s, b.decimal(number))
	case ascribe.TypeDate:
		return b.date(s, f.order)
	case ascribe.TypeCountry:
		code := b.country(f, s)
		return code, code != ""
	case ascribe.TypePoint:
		return pointOf(s)
	case ascribe.TypeCode:
		return s, f.codes[s]
	case ascribe.TypeID:
		id, wrong := makeID(s)
		return id, wrong == ""
	}
	return s, true
}

// whyNot says what is wrong with a text that convert makes no value of.
func (b *builder) whyNot(f *field, s string, number bool) string {
	switch f.typ {
	case ascribe.TypeNumber:
		return notANumber(s, b.decimal(number))
	case ascribe.TypeDate:
		return notADate(s, f.order)
	case ascribe.TypeCountry:
		return fmt.Sprintf("%s %s: make the column type: text, and derive the country from it", quote(s), country.WhyNot(s))
	case ascribe.TypePoint:
		return fmt.Sprintf("%s is not a latitude and a longitude in degrees", quote(s))
	case ascribe.TypeCode:
		return fmt.Sprintf("%s is not one of the codes that the mapping lists: add it, or make the column type: text", quote(s))
	}
	return fmt.Sprintf("%s cannot be an id", quote(s))
}

// decimal is the sign before the fraction of a number: the point in one that the
// file itself has as such.
func (b *builder) decimal(number bool) Decimal {
	if number {
		return Point
	}
	return b.table.mapping.Decimal
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

var (
	wktPoint = pattern.New(`^(?i:POINT) ?\( ?(\S+) +(\S+) ?\)$`)
	// pointPair has a space between the two; or a sign that is in no number; or a
	// comma, where both have a point for their decimal sign.
	pointPair = pattern.New(`^(\S+?) *[,;/|]? +(\S+)$|^([^;/|\s]+)[;/|]([^;/|\s]+)$|^([+-]?\d+\.\d+),([+-]?\d+\.\d+)$`)
)

// pointOf reads "latitude longitude", with or without a comma or another sign
// between them, or a WKT point.
func pointOf(s string) (string, bool) {
	if m := wktPoint.FindStringSubmatch(s); m != nil {
		return point(m[2], m[1])
	}
	if m := pointPair.FindStringSubmatch(s); m != nil {
		return point(cmp.Or(m[1], m[3], m[5]), cmp.Or(m[2], m[4], m[6]))
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
	s = strings.Replace(s, ",", ".", 1) // degrees have no thousands
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
// three before the point or comma.
func isDecimal(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, fraction, point := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	return isDigits(whole) && len(whole) <= 3 && (!point || isDigits(fraction))
}
