package dataset_test

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// dated reads one date, or gives the fault.
func dated(t *testing.T, s string, order dataset.DateOrder) string {
	t.Helper()
	_, rows, faults := read(t, "f.csv", csvText(t, [][]string{{"id", "date"}, {"a", s}}, ','), &dataset.Mapping{DateFormat: order})
	if len(rows) == 1 && len(faults) == 0 {
		return cell(t, rows[0], "date")
	}
	if len(faults) != 1 {
		t.Fatalf("%q: %q", s, faults)
	}
	return strings.TrimPrefix(faults[0], "f.csv:2:3: date: ")
}

func TestDatesByOrder(t *testing.T) {
	for _, test := range []struct {
		order dataset.DateOrder
		text  string
		want  string
	}{
		{"mdy", "2/26/20", "2020-02-26"},
		{"mdy", "12/1/69", "1969-12-01"},
		{"mdy", "12/1/68", "2068-12-01"},
		{"dmy", "26.2.98", "1998-02-26"},
		{"ymd", "16-07-18", "2016-07-18"},
		{"", "20160613", "2016-06-13"},
		{"dmy", "20160613.0", "2016-06-13"},
		{"", "4-Jan-18", "2018-01-04"},
		{"dmy", "18-Jul-16", "2016-07-18"},
		{"mdy", "18-Jul-16", "2016-07-18"},
		{"", "18 Jul 99", "1999-07-18"},
		{"ymd", "16-Jul-18", "2016-07-18"},
		{"", "2019/12/31 17:25:00", "2019-12-31T17:25:00"},
		{"", "2019/12/31 17:25", "2019-12-31T17:25:00"},
		{"dmy", "18/07/2016 14:05:00", "2016-07-18T14:05:00"},
		{"mdy", "7/18/2016 2:05 PM", "2016-07-18T14:05:00"},
		{"mdy", "7/18/2016 12:00:00 AM", "2016-07-18"},
		{"mdy", "7/18/16 0:00", "2016-07-18"},
		{"", "18 July 2016, 14:05", "2016-07-18T14:05:00"},
		{"", "2016 July 18", "2016-07-18"},
		{"", "2016-Jul-18", "2016-07-18"},
		{"", "2016年7月18日", "2016-07-18"},
		{"", "2016年7月", "2016-07"},
		{"", "7/2016", "2016-07"},
		{"", "12.2016", "2016-12"},
		{"dmy", "18. 7. 2016", "2016-07-18"},
		{"dmy", "18.07.2016.", "2016-07-18"},
		{"", "18JUL2016", "2016-07-18"},
		{"", "18/Jul/2016", "2016-07-18"},
		{"", "Mon, 18 Jul 2016 14:05:00 GMT", "2016-07-18T14:05:00Z"},
		{"", "Mon, 18 Jul 2016 00:00:00 GMT", "2016-07-18"},
		{"", "18th of July 2016", "2016-07-18"},
	} {
		if got := dated(t, test.text, test.order); got != test.want {
			t.Errorf("%q in the order %q: %q", test.text, test.order, got)
		}
	}
}

// Dates with the month in words, in the languages in which the names of
// columns are known.
func TestMonthsInWords(t *testing.T) {
	for text, want := range map[string]string{
		"18 July 2016": "2016-07-18", "Jul 18, 2016": "2016-07-18", "18. Juli 2016": "2016-07-18", "Montag, 18. Juli 2016": "2016-07-18", "1. März 2016": "2016-03-01", "3. Jänner 2016": "2016-01-03",
		"18 juillet 2016": "2016-07-18", "1er août 2016": "2016-08-01", "lundi 18 juillet 2016": "2016-07-18", "5 févr. 2016": "2016-02-05",
		"18 de julio de 2016": "2016-07-18", "lunes, 18 de julio de 2016": "2016-07-18", "julio de 2016": "2016-07", "3 SEPT 2016": "2016-09-03", "18-dic-2016": "2016-12-18",
		"18 de março de 2016": "2016-03-18", "1º de maio de 2016": "2016-05-01", "18 luglio 2016": "2016-07-18", "2 gen 2016": "2016-01-02",
		"18 июля 2016 г.": "2016-07-18", "18 июля 2016 года, 14:05": "2016-07-18T14:05:00", "июль 2016": "2016-07", "18 липня 2016 року": "2016-07-18", "листопад 2016": "2016-11", "3 груд. 2016": "2016-12-03",
		"18 يوليو 2016": "2016-07-18", "18 تموز 2016": "2016-07-18", "3 كانون الأول 2016": "2016-12-03", "تشرين الثاني 2016": "2016-11", "5 جانفي 2016": "2016-01-05", "7 غشت 2016": "2016-08-07",
	} {
		if got := dated(t, text, ""); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// Each kind of what is no date has its own sentence.
func TestNoDates(t *testing.T) {
	for _, test := range []struct {
		order dataset.DateOrder
		text  string
		want  string
	}{
		{"", "2026-13-45", "is not a day: there is no month 13"},
		{"", "2016-22-01", "is not a day: there is no month 22"},
		{"", "2016-02-30", "is not a day: February 2016 has no day 30"},
		{"", "2016-07-18 25:00", "has no time of day behind its date"},
		{"", "31 June 2016", "is not a day: June 2016 has no day 31"},
		{"dmy", "7/18/2016", "does not fit date_format: dmy, there is no month 18: is the column in mdy?"},
		{"mdy", "18/7/16", "does not fit date_format: mdy, there is no month 18: is the column in dmy?"},
		{"dmy", "31/2/2016", "is not a day: February 2016 has no day 31"},
		{"", "18/07/2016", "is a date whose order is not known: say date_format: dmy or mdy in the mapping"},
		{"ymd", "18/07/2016", "is not a date in the order ymd"},
		{"", "7/18/16", "has a year of two digits, and its order is not known: say date_format: dmy, mdy or ymd"},
		{"", "18-Jul-16", "has a year of two digits: say date_format: dmy in the mapping if it is 18 Jul 2016"},
		{"dmy", "Jul-16", "is a month with a year or a day of two digits"},
		{"", "42569", "is perhaps the serial number of a day in a spreadsheet, 2016-07-18"},
		{"dmy", "42569.5", "is perhaps the serial number of a day in a spreadsheet, 2016-07-18"},
		{"", "20160732", "is not a day: July 2016 has no day 32"},
		{"", "20160700", "has zeros for a day that is not known: write 2016-07"},
		{"", "0000-00-00", "is what databases and spreadsheets write for no date: list it under sentinels"},
		{"dmy", "00/00/0000", "is what databases and spreadsheets write for no date"},
		{"", "0000-00-00 00:00:00", "is what databases and spreadsheets write for no date"},
		{"", "1900-01-00", "is what databases and spreadsheets write for no date"},
		{"", "2016-00-00", "has zeros for a month and day that are not known: write 2016"},
		{"", "2016-07-00", "has zeros for a day that is not known: write 2016-07"},
		{"", "2016-W29", "is a week"},
		{"", "2016-200", "is a day counted from the beginning of the year"},
		{"", "Q3 2016", "is a quarter"},
		{"", "mid-July 2016", "is not exact"},
		{"", "c. 2016", "is not exact"},
		{"", "18-20 July 2016", "is more than one day"},
		{"", "2016-07-18 to 2016-07-20", "is two dates: write 2016-07-18/2016-07-20"},
		{"", "2016–2017", "is two dates: write 2016/2017"},
		{"", "2016/2015", "is an interval that ends before it begins"},
		{"", "٢٠١٦-٠٧-١٨", "has digits or dashes that only look like those of 2016-07-18"},
		{"", "２０１６-07-18", "has digits or dashes that only look like those of 2016-07-18"},
		{"", "2016‐07‐18", "has digits or dashes that only look like those of 2016-07-18"},
		{"", "18 lipca 2016", `has "lipca" where a month could be, and no month of that name is known`},
		{"", "18 Temmuz 2016", `has "Temmuz" where a month could be`},
		{"", "31 juin 2016", "is not a day: June 2016 has no day 31"},
		{"", "30 февраля 2016 г.", "is not a day: February 2016 has no day 30"},
		{"", "1577750400", "is perhaps a time counted from 1970, on 2019-12-31"},
		{"", "1577750400000", "is perhaps a time counted from 1970, on 2019-12-31"},
		{"", "../..", "is open at both ends"},
		{"", "00/00/2016", "has zeros for a month and day that are not known: write 2016"},
		{"", "Spring 2016", "is a season: write 2016-21"},
		{"dmy", "18-Jul", "is a day without its year"},
		{"", "18 juillet", "is a day without its year"},
		{"", "18/VII/2016", "is not a date as dates are written here"},
		{"", "13/2016", "is not a date as dates are written here"},
		{"", "2011/12", "is not a date as dates are written here"},
		{"", "198u", "is EDTF as it was before 2019"},
		{"", "1985/open", "is EDTF as it was before 2019"},
		{"", "{2016,2017}", "is EDTF of level 2"},
		{"", "[2016..]", "is EDTF of level 2"},
		{"", "~2016", "is EDTF of level 2"},
		{"", "2016-~07", "is EDTF of level 2"},
		{"", "156X-12-25", "is EDTF of level 2"},
		{"", "15XX-12-25", "is EDTF of level 2"},
		{"", "2016-07-1X", "is EDTF of level 2"},
		{"", "2016-13", "is no month: there is no month 13"},
		{"", "2016-07/18", "is not a date as dates are written here"},
		{"", "Y2016", "is not a date as dates are written here"},
		{"", "2016-25", "is EDTF of level 2"},
		{"", "soon", "is not a date: are the columns shifted?"},
		{"", "12", "is not a date: are the columns shifted?"},
	} {
		if got := dated(t, test.text, test.order); !strings.HasPrefix(strings.TrimLeft(got, `"`), test.text) || !strings.Contains(got, " "+test.want) {
			t.Errorf("%q in the order %q: %s", test.text, test.order, got)
		}
	}
}

func TestMonthNamesInAColumn(t *testing.T) {
	m := mapping(t, "derived: {event_date: {role: event_date, year: year, month: month, day: day}}")
	table, rows, faults := read(t, "f.csv", []byte("id,year,month,day\n1,2016,July,18\n2,2016,sept.,0\n3,2016,lipiec,1\n5,2016,Juli,3\n6,2016,грудня,3\n4,2016.0,7.0,18.0\n"), m)
	wantFaults(t, faults)
	var got []string
	for _, r := range rows {
		got = append(got, cell(t, r, "event_date"))
	}
	if s := strings.Join(got, " "); s != "2016-07-18 2016-09  2016-07-03 2016-12-03 2016-07-18" || table.Remarks().List[0].String() != `f.csv:4:3: event_date is left empty: there is no month "lipiec"` {
		t.Error(s, table.Remarks().List)
	}
}
