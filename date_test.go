package ascribe_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

// Examples of levels 0 and 1 of the Library of Congress's Extended Date/Time
// Format Specification, and the days that they can mean.
func TestDateExamples(t *testing.T) {
	const begin, end = "-", "" // how MinDay and MaxDay are written
	tests := []struct{ text, first, last string }{
		// Level 0.
		{"1985-04-12", "1985-04-12", "1985-04-12"},
		{"1985-04", "1985-04-01", "1985-04-30"},
		{"1985", "1985-01-01", "1985-12-31"},
		{"1985-04-12T23:20:30", "1985-04-12", "1985-04-12"},
		{"1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"},
		{"1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"},
		{"1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"},
		{"1964/2008", "1964-01-01", "2008-12-31"},
		{"2004-06/2006-08", "2004-06-01", "2006-08-31"},
		{"2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"},
		{"2004-02-01/2005-02", "2004-02-01", "2005-02-28"},
		{"2004-02-01/2005", "2004-02-01", "2005-12-31"},
		{"2005/2006-02", "2005-01-01", "2006-02-28"},
		{"0000", "0000-01-01", "0000-12-31"},
		{"2016-02-29", "2016-02-29", "2016-02-29"},
		{"2000-02", "2000-02-01", "2000-02-29"},
		{"1900-02", "1900-02-01", "1900-02-28"},
		// Level 1: years of more than four digits.
		{"Y20000", "20000-01-01", "20000-12-31"},
		{"Y-17000", "-17000-01-01", "-17000-12-31"},
		// Seasons: until they are over in both hemispheres.
		{"2001-21", "2001-01-01", "2001-12-31"},
		{"2001-22", "2001-01-01", "2002-02-28"},
		{"2001-23", "2001-01-01", "2001-12-31"},
		{"2001-24", "2001-01-01", "2002-02-28"},
		{"2003-24?", "2003-01-01", "2004-02-29"},
		// Qualifiers do not widen.
		{"1984?", "1984-01-01", "1984-12-31"},
		{"2004-06~", "2004-06-01", "2004-06-30"},
		{"2004-06-11%", "2004-06-11", "2004-06-11"},
		// Unspecified digits.
		{"201X", "2010-01-01", "2019-12-31"},
		{"20XX", "2000-01-01", "2099-12-31"},
		{"2XXX", "2000-01-01", "2999-12-31"},
		{"XXXX", "0000-01-01", "9999-12-31"},
		{"2004-XX", "2004-01-01", "2004-12-31"},
		{"1985-04-XX", "1985-04-01", "1985-04-30"},
		{"1985-XX-XX", "1985-01-01", "1985-12-31"},
		{"201X-XX", "2010-01-01", "2019-12-31"},
		// Intervals, open or unknown at an end.
		{"1985-04-12/..", "1985-04-12", end},
		{"1985-04/..", "1985-04-01", end},
		{"1985/..", "1985-01-01", end},
		{"../1985-04-12", begin, "1985-04-12"},
		{"../1985-04", begin, "1985-04-30"},
		{"../1985", begin, "1985-12-31"},
		{"1985-04-12/", "1985-04-12", end},
		{"/1985", begin, "1985-12-31"},
		{"1984~/2004-06", "1984-01-01", "2004-06-30"},
		{"1984/2004-06~", "1984-01-01", "2004-06-30"},
		{"1984?/2004%", "1984-01-01", "2004-12-31"},
		{"2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"},
		{"2016-07-18/2016-07-18", "2016-07-18", "2016-07-18"},
		{"2016-07-18/2016", "2016-07-18", "2016-12-31"}, // some day of the year, and not before it began
		{"2016/2016-07-18", "2016-01-01", "2016-07-18"},
		// Negative years.
		{"-1985", "-1985-01-01", "-1985-12-31"},
		{"-0044-03-15", "-0044-03-15", "-0044-03-15"},
		{"-198X", "-1989-01-01", "-1980-12-31"},
		{"-0100/0100", "-0100-01-01", "0100-12-31"},
		{"-0004-02", "-0004-02-01", "-0004-02-29"},
	}
	for _, test := range tests {
		d, err := ascribe.ParseDate(test.text)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := d.First().String(); got != test.first {
			t.Errorf("%s begins on %q, want %q", test.text, got, test.first)
		}
		if got := d.Last().String(); got != test.last {
			t.Errorf("%s ends on %q, want %q", test.text, got, test.last)
		}
		if open := test.first == begin || test.last == end; d.OpenEnded() != open {
			t.Errorf("%s: OpenEnded is %v", test.text, d.OpenEnded())
		}
		if d.String() != test.text || d.IsZero() {
			t.Errorf("%s is written %q", test.text, d)
		}
	}
}

func TestInvalidDates(t *testing.T) {
	for text, why := range map[string]string{
		"":                          "write it as in",
		"soon":                      "write it as in",
		"2016-02-30":                "February 2016 has no day 30",
		"2015-02-29":                "February 2015 has no day 29",
		"1900-02-29":                "February 1900 has no day 29",
		"2016-04-31":                "April 2016 has no day 31",
		"2016-00":                   "there is no month 00",
		"2016-13":                   "there is no month 13",
		"2016-20":                   "there is no month 20",
		"2016-25":                   "there is no month 25", // level 2
		"2016-01-00":                "January 2016 has no day 00",
		"2016-21-01":                "a season has no days",
		"2016-XX-05":                "a day needs its month",
		"201X-05":                   "a month needs its year",
		"201X-05-01":                "a month needs its year",
		"201X-XX-01":                "a day needs its month",
		"-0000":                     "there is no year -0000",
		"Y999":                      "write it as in",
		"Y2016":                     "write it as in",
		"Y170000002":                "a year lies between",
		"Y-99999999999999999999999": "a year lies between",
		"16-07-18":                  "write it as in",
		"2016-7-8":                  "write it as in",
		"2016/07/18":                "write it as in",
		"18.7.2016":                 "write it as in",
		"20160718":                  "write it as in",
		" 2016":                     "write it as in",
		"2016 ":                     "write it as in",
		"2016\n":                    "write it as in",
		"२०१६":                      "write it as in",
		"2016??":                    "write it as in",
		"?2016":                     "write it as in", // level 2
		"2016-0X":                   "write it as in", // level 2
		"1X16":                      "write it as in", // level 2
		"2016-07-18T":               "its time of day is not like",
		"2016-07-18T24:00:00":       "its time of day is not like",
		"2016-07-18T12:60:00":       "its time of day is not like",
		"2016-07-18T12:00":          "its time of day is not like",
		"2016-02-30T12:00:00Z":      "February 2016 has no day 30",
		"2016-07T12:00:00Z":         "is not a day as YYYY-MM-DD",
		"/":                         "an interval needs a day",
		"..":                        "write it as in",
		"../..":                     "an interval needs a day",
		"/..":                       "an interval needs a day",
		"2017/2016":                 "ends before it begins",
		"2016-07-18/2016-07-17":     "ends before it begins",
		"2016-07/2016-06-30":        "ends before it begins",
		"2016-02-30/2017":           "February 2016 has no day 30",
		"2016/2017-13":              "there is no month 13",
		"2016/2017/2018":            "write it as in",
	} {
		d, err := ascribe.ParseDate(text)
		if err == nil {
			t.Errorf("%q was read as %v to %v", text, d.First(), d.Last())
			continue
		}
		if !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), fmt.Sprintf("%q is not a date: ", text)) {
			t.Errorf("%q: %v, want: %s", text, err, why)
		}
		if !d.IsZero() {
			t.Errorf("%q: a date came with the error", text)
		}
	}
}

func TestZeroDate(t *testing.T) {
	var d ascribe.Date
	if !d.IsZero() || d.OpenEnded() || d.String() != "" {
		t.Errorf("%+v", d)
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("%+v, %v", d, err)
	}
	if err := d.UnmarshalText([]byte("2016-02-30")); err == nil {
		t.Error("a day that does not exist was read")
	}
}

// date draws any date that can be written.
func date(t *rapid.T) string {
	year := func() string {
		y := rapid.StringMatching(`-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)`).Draw(t, "year")
		if strings.HasPrefix(y, "-0000") {
			return "0000"
		}
		return y
	}
	point := func() string {
		s := ""
		switch rapid.IntRange(0, 5).Draw(t, "form") {
		case 0:
			s = year()
		case 1:
			s = fmt.Sprintf("%04d-%02d", rapid.IntRange(0, 9999).Draw(t, "y"), rapid.IntRange(1, 12).Draw(t, "m"))
		case 2:
			s = ascribe.Day(rapid.IntRange(-719_528, 2_932_896).Draw(t, "day")).String()
		case 3:
			s = fmt.Sprintf("%04d-%d", rapid.IntRange(0, 9999).Draw(t, "y"), rapid.IntRange(21, 24).Draw(t, "season"))
		case 4:
			s = year() + rapid.SampledFrom([]string{"-XX", "-XX-XX"}).Draw(t, "rest")
		case 5:
			s = fmt.Sprintf("Y%d", rapid.IntRange(10_000, 5_000_000).Draw(t, "y")*rapid.SampledFrom([]int{1, -1}).Draw(t, "sign"))
		}
		return s + rapid.SampledFrom([]string{"", "?", "~", "%"}).Draw(t, "qualifier")
	}
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return point() + "/" + rapid.SampledFrom([]string{"", ".."}).Draw(t, "end")
	case 1:
		return rapid.SampledFrom([]string{"", ".."}).Draw(t, "end") + "/" + point()
	case 2:
		a, b := point(), point()
		if _, err := ascribe.ParseDate(a + "/" + b); err != nil {
			a, b = b, a
		}
		return a + "/" + b
	}
	return point()
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := date(t)
		d, err := ascribe.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		checkDate(t, text, d)
		e, err := ascribe.ParseDate(date(t))
		if err != nil {
			t.Fatal(err)
		}
		if d.Compare(e) != -e.Compare(d) || d.Compare(d) != 0 {
			t.Fatalf("%s and %s compare as %d and %d", d, e, d.Compare(e), e.Compare(d))
		}
		if d.Last() < e.Last() && d.Compare(e) >= 0 {
			t.Fatalf("%s is over before %s, and does not come first", d, e)
		}
	})
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkDate(t fataler, text string, d ascribe.Date) {
	t.Helper()
	if d.First() > d.Last() {
		t.Fatalf("%s begins on %v and ends on %v", text, d.First(), d.Last())
	}
	if d.String() != text {
		t.Fatalf("%q is written %q", text, d)
	}
	again, err := ascribe.ParseDate(d.String())
	if err != nil || again != d {
		t.Fatalf("%q: written and read it is %+v, %v", text, again, err)
	}
	b, err := d.MarshalText()
	if err != nil {
		t.Fatalf("%v", err)
	}
	if err := again.UnmarshalText(b); err != nil || again != d {
		t.Fatalf("%q: marshalled and unmarshalled it is %+v, %v", text, again, err)
	}
	if !d.OpenEnded() && (d.First() == ascribe.MinDay || d.Last() == ascribe.MaxDay) {
		t.Fatalf("%q reaches a day that cannot be written", text)
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2016-07-18", "201X", "2016-21", "Y-17000", "1985/..", "/1985", "-0044-03-15~", "2004-06-XX/2004-07-03", "1985-04-12T23:20:30+04:30", "2016-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ascribe.ParseDate(s); err == nil {
			checkDate(t, s, d)
		}
	})
}

func TestOnDay(t *testing.T) {
	d := ascribe.OnDay(ascribe.NewDay(2016, 7, 18))
	if p, err := ascribe.ParseDate("2016-07-18"); err != nil || d != p {
		t.Errorf("%+v, %+v, %v", d, p, err)
	}
}

// Days agree with package time, for ten thousand years either way.
func TestDayAgainstTime(t *testing.T) {
	first := ascribe.Day(time.Date(-10_000, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
	last := ascribe.Day(time.Date(10_000, 12, 31, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
	for n := first; n <= last; n++ {
		y, m, d := time.Unix(int64(n)*86_400, 0).UTC().Date()
		if got := ascribe.NewDay(y, int(m), d); got != n {
			t.Fatalf("NewDay(%d, %d, %d) = %d, want %d", y, m, d, got, n)
		}
		if got := n.Year(); got != y {
			t.Fatalf("day %d is in %d, want %d", n, got, y)
		}
		if n%89 != 0 && !(m == 2 && d == 29) { // the text of each would take the longest
			continue
		}
		want := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		if y < 0 {
			want = fmt.Sprintf("-%04d-%02d-%02d", -y, m, d)
		}
		if got := n.String(); got != want {
			t.Fatalf("day %d is %s, want %s", n, got, want)
		}
		if 0 <= y && y <= 9999 {
			if got, err := ascribe.ParseDay(want); err != nil || got != n {
				t.Fatalf("ParseDay(%s) = %d, %v", want, got, err)
			}
		}
	}
}

func TestDaysAtTheEnds(t *testing.T) {
	if d := ascribe.NewDay(1<<40, 1, 1); d != ascribe.Forever-1 {
		t.Errorf("a year that is too late gives %d", d)
	}
	if d := ascribe.NewDay(-(1 << 40), 1, 1); d != ascribe.MinDay+1 {
		t.Errorf("a year that is too early gives %d", d)
	}
	if ascribe.MinDay.String() != "-" || ascribe.MaxDay.String() != "" || ascribe.Forever.String() != "" {
		t.Errorf("%q, %q, %q", ascribe.MinDay, ascribe.MaxDay, ascribe.Forever)
	}
	if ascribe.Forever >= ascribe.MaxDay {
		t.Error("what never ends is said before forever")
	}
	for _, n := range []ascribe.Day{ascribe.MinDay + 1, ascribe.Forever - 1, -1, 0, 1} {
		text, err := n.MarshalText()
		if err != nil || string(text) != n.String() {
			t.Errorf("day %d: %s, %v", n, text, err)
		}
	}
}

func TestInvalidDays(t *testing.T) {
	for _, s := range []string{"", "2016", "2016-07", "2016-02-30", "2016-00-01", "2016-01-00", "2016-13-01", "2016-1-011", "+016-01-01", "2016-+1-01", "2016/07/18", "2016-07-18 ", "12016-01-1", "-016-01-01", "2_16-01-01"} {
		if d, err := ascribe.ParseDay(s); err == nil {
			t.Errorf("%q was read as %v", s, d)
		}
	}
}

func TestDaysFarApart(t *testing.T) {
	first, last := ascribe.NewDay(-5_000_000, 1, 1), ascribe.NewDay(5_000_000, 1, 1)
	if n := last.Sub(first); n != 3_652_425_000 {
		t.Errorf("%d days lie between them", n)
	}
	if d := last.Add(last.Sub(first)); d != ascribe.Forever-1 {
		t.Errorf("beyond the last day lies %d", d)
	}
	if d := ascribe.NewDay(2016, 2, 28).Add(2); d != ascribe.NewDay(2016, 3, 1) {
		t.Errorf("two days later it is %s", d)
	}
}
