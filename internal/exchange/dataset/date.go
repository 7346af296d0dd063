package dataset

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

var (
	isoTime = pattern.New(`^(\d{4}-\d\d-\d\d)[ T]+(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$`)
	// clock is a time of day behind a date.
	clock     = pattern.New(`^(.*\d\.?(?: \pL{1,4}\.?)?),?[ T]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?( ?(?:GMT|UTC|Z))?$`)
	numbers   = pattern.New(`^(\d{1,4})([/.-]) ?(\d{1,2})([/.-]) ?(\d{1,4})\.?$`)
	compact   = pattern.New(`^(\d{4})(\d\d)(\d\d)(?:\.0+)?$`)
	dayMonth  = pattern.New(`^(?:[\pL\pM]+[.,]* )?` + dayNumber + `[ /-]*` + monthName + `[ /,-]*(\d{4})$`)
	monthDay  = pattern.New(`^` + monthName + ` ` + dayNumber + `,? (\d{4})$`)
	monthYear = pattern.New(`^` + monthName + `[ -](\d{4})$`)
	yearMonth = pattern.New(`^(\d{4})[ -]` + monthName + `[ -](\d{1,2})$`)
	monthOf   = pattern.New(`^(\d{1,2})[/.](\d{4})$`)
	chinese   = pattern.New(`^(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?$`) // and Japanese
	// shortYear is a date with the month in letters and a year of two digits,
	// as spreadsheets write one.
	shortYear = pattern.New(`^(\d{1,2})[ -]` + monthName + `[ ,-]+(\d{1,2})$`)
	// between are the words that stand between the parts of a date, and behind
	// its year: 18 de julio de 2016, 18 июля 2016 г.
	between = pattern.New(`(?i) (?:de|del|do|of) | (?:г|р|года|року|г\.|р\.)$`)
)

const (
	dayNumber = `(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?`
	monthName = `(\pL[\pL\pM]*(?: \pL[\pL\pM]*)?)\.?`
)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// dateOf reads a date as datasets write them, and gives it as EDTF: what is
// EDTF already stays as it is; a time of day of midnight is none; the order of
// a date in three numbers has to be given, unless the year comes first.
func dateOf(s string, order DateOrder) (string, bool) {
	if m := isoTime.FindStringSubmatch(s); m != nil {
		seconds := m[3]
		if seconds == "" {
			seconds = ":00"
		}
		clock, zone := m[2]+seconds, m[4]
		if clock == "00:00:00" && (zone == "" || zone == "Z") {
			return checkedDate(m[1])
		}
		if len(zone) == 5 {
			zone = zone[:3] + ":" + zone[3:]
		}
		return checkedDate(m[1] + "T" + clock + zone)
	}
	if _, err := ascribe.ParseDate(s); err == nil {
		return s, true
	}
	if year := ascribe.PlainWhole(s); year != s && len(year) == 4 { // in a column that has gaps
		return checkedDate(year)
	}
	if m := clock.FindStringSubmatch(s); m != nil {
		day, ok := singleDay(m[1], order)
		if !ok {
			return "", false
		}
		timed, ok := withClock(day, m[2], m[3], m[4], strings.ToLower(m[5]))
		if m[6] != "" && timed != day {
			timed += "Z"
		}
		return timed, ok
	}
	if month, ok := wholeMonth(withoutBetween(s)); ok {
		return month, true
	}
	return singleDay(s, order)
}

// DatesOf are the dates, as EDTF, that a text can be read as in any order of day,
// month and year: none, where it is no date; several, where the order is not plain.
func DatesOf(s string) (dates []string) {
	for _, order := range []DateOrder{"", DayFirst, MonthFirst} {
		if date, ok := dateOf(s, order); ok && !slices.Contains(dates, date) {
			dates = append(dates, date)
		}
	}
	return dates
}

// wholeMonth reads a month: July 2016, 7/2016, 2016年7月.
func wholeMonth(s string) (string, bool) {
	year, month := "", ""
	if m := monthYear.FindStringSubmatch(s); m != nil {
		year, month = m[2], monthNumber(m[1])
	} else if m := monthOf.FindStringSubmatch(s); m != nil {
		year, month = m[2], m[1]
	} else if m := chinese.FindStringSubmatch(s); m != nil && m[3] == "" {
		year, month = m[1], m[2]
	}
	n, err := strconv.Atoi(month)
	if err != nil || n < 1 || n > 12 {
		return "", false
	}
	return checkedDate(fmt.Sprintf("%s-%02d", year, n))
}

// withoutBetween is a date without the words between its parts.
func withoutBetween(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	return strings.TrimSpace(between.ReplaceAllString(s, " "))
}

// singleDay reads a date of a single day.
func singleDay(s string, order DateOrder) (string, bool) {
	s = withoutBetween(s)
	if m := numbers.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		y, mo, d, ok := sorted(m[1], m[3], m[5], order)
		if !ok {
			return "", false
		}
		return civil(y, mo, d)
	}
	if m := compact.FindStringSubmatch(s); m != nil && m[1] >= "1500" && m[1] < "2100" {
		return civil(m[1], m[2], m[3])
	}
	if m := dayMonth.FindStringSubmatch(s); m != nil {
		return civil(m[3], monthNumber(m[2]), m[1])
	}
	if m := monthDay.FindStringSubmatch(s); m != nil {
		return civil(m[3], monthNumber(m[1]), m[2])
	}
	if m := yearMonth.FindStringSubmatch(s); m != nil {
		return civil(m[1], monthNumber(m[2]), m[3])
	}
	if m := chinese.FindStringSubmatch(s); m != nil && m[3] != "" {
		return civil(m[1], m[2], m[3])
	}
	if m := shortYear.FindStringSubmatch(s); m != nil {
		switch {
		case order == YearFirst && len(m[1]) == 2:
			return civil(fullYear(m[1]), monthNumber(m[2]), m[3])
		case len(m[3]) < 2:
		case order != "" && order != YearFirst, len(m[1]) == 1, m[3] > "31":
			return civil(fullYear(m[3]), monthNumber(m[2]), m[1])
		}
	}
	return "", false
}

// sorted are the year, month and day of a date of three numbers; false where
// their order is not known. A year of two digits needs the order too.
func sorted(a, b, c string, order DateOrder) (year, month, day string, ok bool) {
	switch {
	case len(a) == 4 && len(c) <= 2:
		return a, b, c, true
	case len(a) > 2, len(c) != 4 && len(c) != 2 && order != YearFirst:
		return "", "", "", false
	case order == DayFirst:
		return fullYear(c), b, a, true
	case order == MonthFirst:
		return fullYear(c), a, b, true
	case order == YearFirst && len(a) == 2 && len(c) <= 2:
		return fullYear(a), b, c, true
	}
	return "", "", "", false
}

// fullYear is a year of which two digits may be left out: as POSIX has it, 69
// to 99 are of the twentieth century.
func fullYear(s string) string {
	switch {
	case len(s) != 2:
		return s
	case s >= "69":
		return "19" + s
	}
	return "20" + s
}

// withClock is a day with its time, of which midnight is none.
func withClock(day, hour, minute, second, half string) (string, bool) {
	h, err := strconv.Atoi(hour)
	if err != nil || half != "" && (h < 1 || h > 12) {
		return "", false
	}
	switch {
	case half == "a" && h == 12:
		h = 0
	case half == "p" && h < 12:
		h += 12
	}
	if second == "" {
		second = "00"
	}
	if h == 0 && minute == "00" && second == "00" {
		return day, true
	}
	return checkedDate(fmt.Sprintf("%sT%02d:%s:%s", day, h, minute, second))
}

// monthNumber is the number of a month by its name; "" of anything else.
func monthNumber(word string) string {
	if len(word) > 40 {
		return ""
	}
	return monthsByName()[strings.Join(nameWords(word), " ")]
}

// monthsByName has the names of [monthNames], without capitals and accents.
var monthsByName = sync.OnceValue(func() map[string]string {
	all := map[string]string{"sept": "9", "mrz": "3"}
	for i, line := range strings.Split(monthNames, "\n") {
		for name := range strings.SplitSeq(line, "; ") {
			all[strings.Join(nameWords(name), " ")] = strconv.Itoa(i + 1)
		}
	}
	return all
})

func civil(year, month, day string) (string, bool) {
	y, err1 := strconv.Atoi(year)
	m, err2 := strconv.Atoi(month)
	d, err3 := strconv.Atoi(day)
	if err1 != nil || err2 != nil || err3 != nil {
		return "", false
	}
	return checkedDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
}

func checkedDate(s string) (string, bool) {
	if _, err := ascribe.ParseDate(s); err != nil {
		return "", false
	}
	return s, true
}
