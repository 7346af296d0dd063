package ascribe

import (
	"fmt"
	"math"
	"strconv"
)

// Day counts days from 1970-01-01, in UTC and the proleptic Gregorian
// calendar.
type Day int32

// MinDay and MaxDay lie before and after every day that can be written.
const (
	MinDay Day = math.MinInt32
	MaxDay Day = math.MaxInt32
)

// String writes the day as YYYY-MM-DD.
func (d Day) String() string {
	switch d {
	case MinDay:
		return "-"
	case Forever, MaxDay:
		return ""
	}
	y, m, dd := d.civil()
	if y < 0 {
		return fmt.Sprintf("-%04d-%02d-%02d", -y, m, dd)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
}

// MarshalText writes the day as YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalJSON writes the day as YYYY-MM-DD, and as null what never comes.
func (d Day) MarshalJSON() ([]byte, error) {
	if d >= Forever {
		return []byte("null"), nil
	}
	return []byte(strconv.Quote(d.String())), nil
}

// Sub is how many days the day lies after another.
func (d Day) Sub(o Day) int { return int(d) - int(o) }

// Add is the day so many days later, or the last that can be written.
func (d Day) Add(days int) Day { return Day(min(int64(d)+int64(days), int64(Forever)-1)) }

// Year of the day.
func (d Day) Year() int {
	y, _, _ := d.civil()
	return y
}

// Month of the day, from 1.
func (d Day) Month() int {
	_, m, _ := d.civil()
	return m
}

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, fmt.Errorf("%q is not a day as YYYY-MM-DD", s)
	}
	y, err1 := strconv.ParseUint(s[:4], 10, 16)
	m, err2 := strconv.ParseUint(s[5:7], 10, 8)
	d, err3 := strconv.ParseUint(s[8:], 10, 8)
	if err1 != nil || err2 != nil || err3 != nil {
		return 0, fmt.Errorf("%q is not a day as YYYY-MM-DD", s)
	}
	if err := checkCivil(int(y), int(m), int(d)); err != nil {
		return 0, fmt.Errorf("%q: %w", s, err)
	}
	return NewDay(int(y), int(m), int(d)), nil
}

// NewDay is the day of a date that exists. Years beyond what a Day can count
// give the first or last that it can.
func NewDay(year, month, day int) Day {
	// Howard Hinnant, chrono-compatible low-level date algorithms,
	// days_from_civil: years begin in March, so that the leap day is last.
	y := int64(year)
	if month <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*int64((month+9)%12)+2)/5 + int64(day) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	n := era*146097 + doe - 719468
	return Day(min(max(n, int64(MinDay)+1), int64(Forever)-1))
}

func (d Day) civil() (year, month, day int) {
	z := int64(d) + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = int(doy - (153*mp+2)/5 + 1)
	month = int((mp+2)%12) + 1
	year = int(yoe + era*400)
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func checkCivil(year, month, day int) error {
	if month < 1 || month > 12 {
		return fmt.Errorf("there is no month %02d", month)
	}
	if day < 1 || day > daysIn(year, month) {
		return fmt.Errorf("%s %d has no day %02d", monthNames[month-1], year, day)
	}
	return nil
}
