package dataset

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

var (
	isoTime   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[ T]+(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$`)
	midnight  = regexp.MustCompile(` +0?0:00(:00)?(\.0+)?$`)
	numbers   = regexp.MustCompile(`^(\d{1,4})([/.-])(\d{1,2})([/.-])(\d{1,4})$`)
	dayMonth  = regexp.MustCompile(`^(?:\pL+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](\pL+)\.?[ ,-]+(\d{4})$`)
	monthDay  = regexp.MustCompile(`^(\pL+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
	monthYear = regexp.MustCompile(`^(\pL+)\.?[ -](\d{4})$`)
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
	if len(s) > 4 && wholeText.MatchString(s) { // a year in a column that has gaps
		return checkedDate(s[:strings.IndexByte(s, '.')])
	}
	s = midnight.ReplaceAllString(s, "")
	if m := numbers.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		switch {
		case len(m[1]) == 4 && len(m[5]) <= 2:
			return civil(m[1], m[3], m[5])
		case len(m[5]) == 4 && order == DayFirst:
			return civil(m[5], m[3], m[1])
		case len(m[5]) == 4 && order == MonthFirst:
			return civil(m[5], m[1], m[3])
		}
		return "", false
	}
	if m := dayMonth.FindStringSubmatch(s); m != nil {
		return civil(m[3], monthNumber(m[2]), m[1])
	}
	if m := monthDay.FindStringSubmatch(s); m != nil {
		return civil(m[3], monthNumber(m[1]), m[2])
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		if n, err := strconv.Atoi(monthNumber(m[1])); err == nil {
			return checkedDate(fmt.Sprintf("%s-%02d", m[2], n))
		}
	}
	return "", false
}

func monthNumber(word string) string {
	word = strings.ToLower(word)
	if word == "sept" {
		return "9"
	}
	for i, m := range months {
		if word == m || len(word) == 3 && strings.HasPrefix(m, word) {
			return strconv.Itoa(i + 1)
		}
	}
	return ""
}

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

func notADate(s string) string {
	if m := numbers.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("%s is a date whose order is not known: say date_format: %s or %s in the mapping", quote(s), DayFirst, MonthFirst)
	}
	return fmt.Sprintf("%s is not a date: are the columns shifted? If not, list it under sentinels, or make the column type: text", quote(s))
}
