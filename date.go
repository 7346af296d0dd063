package ascribe

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Date is an EDTF level 1 expression (ISO 8601-2:2019; Library of Congress,
// Extended Date/Time Format Specification), kept as it was written. It may be
// imprecise: it knows its first and its last possible day. The zero Date is
// none.
type Date struct {
	text        string
	first, last Day
}

// ParseDate reads an EDTF expression of level 0 or 1: a year, month or day; a
// season; digits left unspecified with X; a long year with Y; an interval,
// closed, open (..) or unknown at an end; each with the qualifiers ?, ~ or %,
// which do not widen it. A time of day is read and does not count.
func ParseDate(s string) (Date, error) {
	d, err := parseDate(s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date: %w", s, err)
	}
	return d, nil
}

// OnDay is the date of a single day.
func OnDay(d Day) Date { return Date{d.String(), d, d} }

// String is the date as it was written.
func (d Date) String() string { return d.text }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.text == "" }

// First is the first day that the date could mean: MinDay where its beginning
// is open or unknown.
func (d Date) First() Day { return d.first }

// Last is the last day that the date could mean: MaxDay where its end is open
// or unknown.
func (d Date) Last() Day { return d.last }

// OpenEnded reports whether one end of the date is open or unknown.
func (d Date) OpenEnded() bool { return d.first == MinDay || d.last == MaxDay }

// MarshalText writes the date as it was written.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads an EDTF expression; nothing is the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}

func parseDate(s string) (Date, error) {
	from, to, interval := strings.Cut(s, "/")
	if !interval {
		first, last, err := parsePoint(s)
		return Date{s, first, last}, err
	}
	if isOpen(from) && isOpen(to) {
		return Date{}, errors.New("an interval needs a day at one end at least")
	}
	d := Date{s, MinDay, MaxDay}
	var err error
	if !isOpen(from) {
		if d.first, _, err = parsePoint(from); err != nil {
			return Date{}, err
		}
	}
	if !isOpen(to) {
		if _, d.last, err = parsePoint(to); err != nil {
			return Date{}, err
		}
	}
	if d.last < d.first { // 2016-07-18/2016 does not: it ends some day that year
		return Date{}, errors.New("the interval ends before it begins")
	}
	return d, nil
}

func isOpen(s string) bool { return s == "" || s == ".." }

var (
	pointForm = regexp.MustCompile(`^(-?)(\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?$`)
	longYear  = regexp.MustCompile(`^Y(-?[1-9]\d{4,})[?~%]?$`)
	timeOfDay = regexp.MustCompile(`^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?$`)
)

const maxLongYear = 5_000_000 // what a Day can count

// parsePoint reads one end of an interval, or a date that is no interval.
func parsePoint(s string) (first, last Day, err error) {
	if m := longYear.FindStringSubmatch(s); m != nil {
		y, err := strconv.Atoi(m[1])
		if err != nil || y > maxLongYear || y < -maxLongYear {
			return 0, 0, fmt.Errorf("a year lies between -%d and %d here", maxLongYear, maxLongYear)
		}
		return NewDay(y, 1, 1), NewDay(y, 12, 31), nil
	}
	if day, clock, ok := strings.Cut(s, "T"); ok {
		if !timeOfDay.MatchString(clock) {
			return 0, 0, errors.New("its time of day is not like 14:05:00Z")
		}
		d, err := ParseDay(day)
		return d, d, err
	}
	m := pointForm.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, errors.New("write it as in 2016-07-18, 2016-07, 2016, 201X or 2016-07-18/2016-07-20")
	}
	return span(m[1] == "-", m[2], m[3], m[4])
}

// span is the first and last day of a year, month and day of which digits, or
// all but the year, may be missing.
func span(negative bool, year, month, day string) (first, last Day, err error) {
	if negative && year == "0000" {
		return 0, 0, errors.New("there is no year -0000")
	}
	lowYear, _ := strconv.Atoi(strings.ReplaceAll(year, "X", "0"))
	highYear, _ := strconv.Atoi(strings.ReplaceAll(year, "X", "9"))
	if negative {
		lowYear, highYear = -highYear, -lowYear
	}
	if month == "XX" && day != "" && day != "XX" {
		return 0, 0, errors.New("a day needs its month")
	}
	if strings.Contains(year, "X") && (month != "" && month != "XX" || day != "" && day != "XX") {
		return 0, 0, errors.New("a month needs its year")
	}
	if month == "" || month == "XX" {
		return NewDay(lowYear, 1, 1), NewDay(highYear, 12, 31), nil
	}
	m, _ := strconv.Atoi(month)
	if 21 <= m && m <= 24 {
		if day != "" {
			return 0, 0, errors.New("a season has no days")
		}
		// Which months a season has depends on the hemisphere, so it is only
		// sure to be over at the end of its year; a winter, and a southern
		// summer, at the end of February of the next.
		if m == 22 || m == 24 {
			return NewDay(lowYear, 1, 1), NewDay(lowYear+1, 2, daysIn(lowYear+1, 2)), nil
		}
		return NewDay(lowYear, 1, 1), NewDay(lowYear, 12, 31), nil
	}
	if day == "" || day == "XX" {
		if err := checkCivil(lowYear, m, 1); err != nil {
			return 0, 0, err
		}
		return NewDay(lowYear, m, 1), NewDay(lowYear, m, daysIn(lowYear, m)), nil
	}
	d, _ := strconv.Atoi(day)
	if err := checkCivil(lowYear, m, d); err != nil {
		return 0, 0, err
	}
	return NewDay(lowYear, m, d), NewDay(lowYear, m, d), nil
}

// Compare orders dates by their last day, then by their first.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.last, o.last), cmp.Compare(d.first, o.first))
}
