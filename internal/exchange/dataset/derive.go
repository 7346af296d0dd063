package dataset

import (
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
)

// A derivation is a rule bound to the file's columns; -1 is one that the file
// lacks.
type derivation struct {
	rule  *DerivedRule
	order DateOrder

	year, month, day    int
	start, end          int
	latitude, longitude int
	precision           int
	precisions          map[string]string
	countries           map[string]string
	from                []int
}

func newDerivation(rule *DerivedRule) derivation {
	return derivation{rule: rule, precisions: meanings(rule.Precisions), countries: meanings(rule.Countries)}
}

// meanings are codes by their values.
func meanings(codes []Code) map[string]string {
	m := make(map[string]string, len(codes))
	for _, c := range codes {
		m[c.Value] = c.Meaning
	}
	return m
}

// needed are the columns without which nothing can be derived.
func (d *DerivedRule) needed() (names []string) {
	for _, n := range []string{d.Year, d.Start, d.Latitude, d.Longitude} {
		if n != "" {
			names = append(names, n)
		}
	}
	return names
}

func (d *derivation) bind(at func(name string) int) {
	r := d.rule
	d.year, d.month, d.day = at(r.Year), at(r.Month), at(r.Day)
	d.start, d.end = at(r.Start), at(r.End)
	d.latitude, d.longitude, d.precision = at(r.Latitude), at(r.Longitude), at(r.Precision)
	for _, name := range r.From {
		if i := at(name); i >= 0 {
			d.from = append(d.from, i)
		}
	}
}

// column is the first of those that the value is made from.
func (d *derivation) column() int {
	for _, i := range append([]int{d.year, d.start, d.latitude}, d.from...) {
		if i >= 0 {
			return i
		}
	}
	return 0
}

// derive makes the value from the row's cells; "" and, where a cell holds
// something that it cannot be made from, why.
func (d *derivation) derive(b *builder, cells []ascribe.Cell) (value, remark string) {
	get := func(i int) string {
		if i < 0 {
			return ""
		}
		return cells[i].Value
	}
	switch {
	case d.year >= 0:
		return fromParts(get(d.year), get(d.month), get(d.day))
	case d.start >= 0:
		return d.interval(b, get(d.start), get(d.end))
	case d.latitude >= 0:
		return d.point(get(d.latitude), get(d.longitude), get(d.precision))
	}
	for _, i := range d.from {
		s := cells[i].Value
		if s == "" {
			continue
		}
		f := field{typ: d.rule.Type, order: d.order, countries: d.countries}
		number := b.grid.number(i)
		if value, ok := b.convert(&f, s, number); ok {
			return value, ""
		}
		switch {
		case f.typ == ascribe.TypeNumber && b.table.mapping.Decimal == "" && twoReadings.MatchString(s):
			remark = b.whyNot(&f, s, number) // a question
		case f.typ == ascribe.TypeCountry:
			remark = quote(s) + " " + country.WhyNot(s)
		default:
			remark = fmt.Sprintf("%s is no %s", quote(s), f.typ)
		}
	}
	return "", remark
}

// fromParts is the date of a year, month and day, the last two of which are
// unknown where they are 0 or empty. A day that its month does not have leaves
// the month.
func fromParts(year, month, day string) (date, remark string) {
	y, ok := part(year, 4)
	if !ok || y == "" {
		return "", otherwise(!ok, "%s is no year", quote(year))
	}
	if n := monthNumber(month); n != "" {
		month = n
	}
	m, ok := part(month, 2)
	if !ok || m > "12" {
		return "", otherwise(true, "there is no month %s", quote(month))
	}
	if m == "" {
		return y, ""
	}
	date = y + "-" + m
	d, ok := part(day, 2)
	if ok && d == "" {
		return date, ""
	}
	if exact, valid := checkedDate(date + "-" + d); ok && valid {
		return exact, ""
	}
	return date, otherwise(true, "there is no day %s in %s", quote(day), date)
}

// otherwise is the sentence, if it has to be said.
func otherwise(said bool, format string, args ...any) string {
	if !said {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// part is a year, month or day in so many digits; "" where it is unknown.
func part(s string, digits int) (string, bool) {
	if s == "" {
		return "", true
	}
	n, ok := numberOf(s, Point)
	if !ok || len(n) > digits {
		return "", false
	}
	if n == "0" {
		return "", true
	}
	return strings.Repeat("0", digits-len(n)) + n, true
}

// interval is the date from a start to an end: a day where they are the same,
// or only one is known.
func (d *derivation) interval(b *builder, start, end string) (date, remark string) {
	if start == "" {
		start = end
	}
	if end == "" {
		end = start
	}
	if start == "" {
		return "", ""
	}
	from, ok := b.date(start, d.order)
	if !ok {
		return "", fmt.Sprintf("%s is no date", quote(start))
	}
	to, ok := b.date(end, d.order)
	if !ok {
		return "", fmt.Sprintf("%s is no date", quote(end))
	}
	from, _, _ = strings.Cut(from, "T")
	to, _, _ = strings.Cut(to, "T")
	if from == to {
		return from, ""
	}
	date, ok = checkedDate(from + "/" + to)
	if !ok {
		return "", fmt.Sprintf("it would end before it begins, from %s to %s", from, to)
	}
	return date, ""
}

func (d *derivation) point(latitude, longitude, precision string) (value, remark string) {
	if latitude == "" || longitude == "" {
		return "", ""
	}
	value, ok := point(latitude, longitude)
	if !ok {
		return "", fmt.Sprintf("%s and %s are no latitude and longitude", quote(latitude), quote(longitude))
	}
	if p := d.precisions[precision]; p != "" {
		value += " " + p
	}
	return value, ""
}
