package dataset

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

var (
	zeros     = pattern.New(`^(?:0{1,4}[-/.]0{1,2}[-/.]0{1,4}|0{4,8}|1900-01-00|0?0/0?1/1900|0?1/0?0/1900)(?:[ T]+0?0:00(?::00)?)?$`)
	serial    = pattern.New(`^([2-6]\d{4})(?:\.\d+)?$`)
	isoWeek   = pattern.New(`^\d{4}-?W\d\d(?:-?\d)?$`)
	dayOfYear = pattern.New(`^\d{4}-\d{3}$`)
	level2    = pattern.New(`^(?:[\[{].*[\]}]|[~?%].*\d|\d{4}-[~?%].*|.*\d[~?%]-.*|[\dX]{4}-[\dX]{2}-?X[\dX]|[\dX]{4}-[\dX]{2}-\dX|[\dX]{4}-(?:X\d|\dX)(?:-[\dX]{2})?|\d{0,3}X{1,4}-\d\d(?:-[\dX]{2})?|-?Y\d+E\d+.*|\d+S\d+|\d{4}-(?:2[5-9]|3\d|4[01]))$`)
	oldEDTF   = pattern.New(`^(?:\d{2,3}[xu]{1,2}|u{4}|\d{4}-(?:uu|xx).*|u{4}-.*|.*/(?:open|unknown)|(?:open|unknown)/.*)$`)
	twoDates  = pattern.New(`^(.*\d)\s*(?:/|–|—| - | to | bis | au | until )\s*(\S.*)$`)
	quarter   = pattern.New(`(?i)^(?:q[1-4][ /-]\d{4}|\d{4}[ /-]?q[1-4])$`)
	about     = pattern.New(`(?i)^(?:c\.|ca\.?|circa|about|around|approx\.?|early|mid|late|um|vers|before|after)[ -]`)
	dayRange  = pattern.New(`^(\d{1,2})\.?\s*[-–/]\s*(\d{1,2})\.? (\pL+)\.? (\d{4})$`)
	monthTwo  = pattern.New(`^\pL{3,9}\.?[ -]\d{2}$`)
	noMonth   = pattern.New(`^\d{4}-(\d\d)$`)
	inSigns   = pattern.New(`^[-\d/.XY?~%]*\d[-\d/.XY?~%]*$`)
	unixTime  = pattern.New(`^1\d{9}(?:\d{3})?$`)
	season    = pattern.New(`(?i)^(?:spring|summer|autumn|fall|winter)[ ,-]+\d{4}$`)
	noYear    = pattern.New(`^(?:\d{1,2}\.?[ -]` + monthName + `|` + monthName + `[ -]\d)$`)
	hasYear   = pattern.New(`(?:^|\D)\d{4}(?:\D|$)`)
	openBoth  = pattern.New(`^(?:/|\.\.|\.\./\.\.|\.\./|/\.\.)$`)
	foreign   = pattern.New(`\d{1,4}[.]?[ -]*(?:de )?(\pL{3,})\.?[ -]*(?:de )?\d{0,4}`)
)

const elseText = "list it under sentinels if it stands for unknown, or make the column type: text"

// notADate says why a text cannot be read as a date, and what to do.
func notADate(s string, order DateOrder) string {
	q := quote(s)
	switch {
	case zeros.MatchString(s):
		return fmt.Sprintf("%s is what databases and spreadsheets write for no date: list it under sentinels", q)
	case serial.MatchString(s):
		n, _ := strconv.Atoi(s[:5])
		return fmt.Sprintf("%s is perhaps the serial number of a day in a spreadsheet, %s: format the column as a date there, as in 2016-07-18, and save the file again", q, ascribe.Day(n-25569))
	case unixTime.MatchString(s):
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return fmt.Sprintf("%s is perhaps a time counted from 1970, on %s: write it as in 2016-07-18", q, ascribe.Day(n/86400))
	case openBoth.MatchString(s):
		return fmt.Sprintf("%s is open at both ends, and says of no day that it may be meant: list it under sentinels", q)
	}
	if sentence := notADay(s, order); sentence != "" {
		return q + " " + sentence
	}
	if m := twoDates.FindStringSubmatch(s); m != nil {
		from, ok1 := dateOf(strings.TrimSpace(m[1]), order)
		to, ok2 := dateOf(strings.TrimSpace(m[2]), order)
		if ok1 && ok2 {
			if _, err := ascribe.ParseDate(from + "/" + to); err == nil {
				return fmt.Sprintf("%s is two dates: write %s/%s", q, from, to)
			}
			return fmt.Sprintf("%s is an interval that ends before it begins", q)
		}
	}
	if plain := plainSigns(s); plain != s {
		if _, ok := dateOf(plain, order); ok {
			return fmt.Sprintf("%s has digits or dashes that only look like those of %s: write that", q, plain)
		}
		return fmt.Sprintf("%s is written in other digits or another calendar than 2016-07-18: write it so, or make the column type: text", q)
	}
	return otherNotation(s, q)
}

// otherNotation says it of a text that is not near any date that is understood.
func otherNotation(s, q string) string {
	switch {
	case isoWeek.MatchString(s):
		return fmt.Sprintf("%s is a week, which a date here cannot be: write its days as an interval, as in 2016-07-18/2016-07-24", q)
	case dayOfYear.MatchString(s):
		return fmt.Sprintf("%s is a day counted from the beginning of the year: write it as in 2016-07-18", q)
	case quarter.MatchString(s):
		return fmt.Sprintf("%s is a quarter: write its months as an interval, as in 2016-07/2016-09", q)
	case oldEDTF.MatchString(s):
		return fmt.Sprintf("%s is EDTF as it was before 2019: write X for digits that are not known (201X), and .. or nothing for an open or unknown end (1985/..)", q)
	case dayRange.MatchString(s):
		return fmt.Sprintf("%s is more than one day: write an interval, as in 2016-07-18/2016-07-20", q)
	case season.MatchString(s):
		return fmt.Sprintf("%s is a season: write 2016-21 for the spring of 2016, 2016-22 for its summer, 2016-23 for its autumn, 2016-24 for its winter", q)
	case noYear.MatchString(s) && monthIn(s):
		return fmt.Sprintf("%s is a day without its year: write it as in 2016-07-18", q)
	case monthTwo.MatchString(s):
		return fmt.Sprintf("%s is a month with a year or a day of two digits, and which is not to be seen: write it as in 2016-07 or 2016-07-18", q)
	case about.MatchString(s):
		return fmt.Sprintf("%s is not exact, and a date says so by a sign: write ~ after one that is about right (2016-07~), or %s", q, elseText)
	}
	switch m := noMonth.FindStringSubmatch(s); {
	case m != nil && (m[1] < "25" || m[1] > "41"):
		return fmt.Sprintf("%s is no month: there is no month %s", q, m[1])
	case level2.MatchString(s):
		return fmt.Sprintf("%s is EDTF of level 2, and dates here are of levels 0 and 1: write a date or an interval that holds it, as in 2016-07, 201X or 2016-07-18/2016-07-20", q)
	case strings.ContainsAny(s, "0123456789") && foreign.MatchString(s):
		if m := foreign.FindStringSubmatch(s); monthNumber(m[1]) == "" {
			return fmt.Sprintf("%s has %s where a month could be, and no month of that name is known: write it as in 2016-07-18; or %s", q, quote(m[1]), elseText)
		}
	}
	if len(s) > 3 && inSigns.MatchString(s) || hasYear.MatchString(s) {
		return fmt.Sprintf("%s is not a date as dates are written here: write it as in 2016-07-18, 2016-07, 201X or 2016-07-18/2016-07-20; or %s", q, elseText)
	}
	return fmt.Sprintf("%s is not a date: are the columns shifted? If not, %s", q, elseText)
}

// notADay says what is wrong with a date of three numbers, or of a month in
// letters and two; "" of anything else.
func notADay(s string, order DateOrder) string {
	day := s
	if m := clock.FindStringSubmatch(s); m != nil {
		day = m[1]
		if _, ok := singleDay(day, order); ok {
			return "has no time of day behind its date: hours go to 23 and minutes to 59"
		}
	}
	day = withoutBetween(day)
	if m := compact.FindStringSubmatch(day); m != nil && m[1] >= "1500" && m[1] < "2100" {
		return noSuchDay(m[1], m[2], m[3])
	}
	if m := shortYear.FindStringSubmatch(day); m != nil && monthNumber(m[2]) != "" {
		if order == "" && len(m[3]) == 2 && len(m[1]) == 2 {
			return fmt.Sprintf("has a year of two digits: say date_format: %s in the mapping if it is %s %s %s", DayFirst, m[1], m[2], fullYear(m[3]))
		}
		return noSuchDay(fullYear(m[3]), monthNumber(m[2]), m[1])
	}
	m := numbers.FindStringSubmatch(day)
	switch {
	case m == nil:
		if m = dayMonth.FindStringSubmatch(day); m != nil && monthNumber(m[2]) != "" {
			return noSuchDay(m[3], monthNumber(m[2]), m[1])
		}
		if m = monthDay.FindStringSubmatch(day); m != nil && monthNumber(m[1]) != "" {
			return noSuchDay(m[3], monthNumber(m[1]), m[2])
		}
		return ""
	case m[2] != m[4]:
		return ""
	case strings.Trim(m[1]+m[3], "0") == "" && len(m[5]) == 4:
		return noSuchDay(m[5], m[3], m[1])
	}
	y, mo, d, ok := sorted(m[1], m[3], m[5], order)
	switch {
	case ok && len(m[1]) == 4:
		return noSuchDay(y, mo, d)
	case ok:
		why := noSuchDay(y, mo, d)
		for _, other := range []DateOrder{DayFirst, MonthFirst} {
			if y, mo, d, ok := sorted(m[1], m[3], m[5], other); ok && other != order {
				if _, fits := civil(y, mo, d); fits {
					return fmt.Sprintf("does not fit date_format: %s, %s: is the column in %s?", order, strings.TrimPrefix(why, "is not a day: "), other)
				}
			}
		}
		return why
	case order != "":
		return fmt.Sprintf("is not a date in the order %s, with a year of four or two digits", order)
	case len(m[5]) == 4:
		return fmt.Sprintf("is a date whose order is not known: say date_format: %s or %s in the mapping", DayFirst, MonthFirst)
	case len(m[1]) <= 2 && len(m[5]) == 2:
		return fmt.Sprintf("has a year of two digits, and its order is not known: say date_format: %s, %s or %s in the mapping", DayFirst, MonthFirst, YearFirst)
	}
	return ""
}

// monthIn reports whether the name of a month is in a text.
func monthIn(s string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }), func(word string) bool { return monthNumber(word) != "" })
}

// noSuchDay says what is wrong with a year, month and day.
func noSuchDay(year, month, day string) string {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	switch {
	case m == 0 && d == 0:
		return fmt.Sprintf("has zeros for a month and day that are not known: write %04d, or list it under sentinels", y)
	case m == 0:
		return "has zeros for a month that is not known: write the year alone, or list it under sentinels"
	case m > 12:
		return fmt.Sprintf("is not a day: there is no month %d", m)
	case d == 0:
		return fmt.Sprintf("has zeros for a day that is not known: write %04d-%02d, or list it under sentinels", y, m)
	}
	name := months[m-1]
	return fmt.Sprintf("is not a day: %s %d has no day %d", strings.ToUpper(name[:1])+name[1:], y, d)
}

// plainSigns writes digits of other scripts as those of ASCII, and the dashes
// and slashes that look like them.
func plainSigns(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c < 0x80:
			return c
		case unicode.Is(unicode.Nd, c):
			for zero := c; ; zero-- { // digits of a script follow one another from its 0 on
				if !unicode.Is(unicode.Nd, zero-1) || c-zero == 9 {
					return '0' + c - zero
				}
			}
		case strings.ContainsRune("‐‑‒–—−－", c):
			return '-'
		case strings.ContainsRune("／⁄", c):
			return '/'
		}
		return c
	}, s)
}
