package ask

import (
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestParseEnds: each end is an entry, a day or both, and both ends are alike.
func TestParseEnds(t *testing.T) {
	const last = 20
	at := func(a ascribe.AsOf) string {
		day := "all"
		if a.Known != ascribe.Forever {
			day = a.Known.String()
		}
		return fmt.Sprintf("%s@%d", day, a.Recorded)
	}
	for _, c := range []struct{ from, to, want string }{
		{"2", "12", "all@2 all@12"},
		{"0", "0020", "all@0 all@20"},
		{"@2", "12", "all@2 all@12"},
		{"2016-07-01", "2017-06-30", "2016-07-01@20 2017-06-30@20"},
		{"2016-07-01", "2016-07-01", "2016-07-01@20 2016-07-01@20"},
		{"2016@", "2017-06@", "2016-12-31@20 2017-06-30@20"},
		{"2015@", "2017-06-30", "2015-12-31@20 2017-06-30@20"},
		{"2016-07-20@2", "2016@12", "2016-07-20@2 2016-12-31@12"},

		{"", "12", "from says nothing"},
		{"12", "", "all@12 all@20"},
		{"2016-07-01", "", "2016-07-01@20 all@20"},
		{"2016-07-01@12", "", "2016-07-01@12 all@20"},
		{"21", "", "from: the ledger has no entry 21: its last is 20"},
		{"@", "12", `from: "@" has neither a day nor an entry`},
		{"2016-07", "2016-08-01", `from: "2016-07" is not a full day`},
		{"2016-02-30", "2016-08-01", `from: "2016-02-30" is not a day of the calendar`},
		{"yesterday", "2016-08-01", `from: "yesterday" is neither an entry nor a day`},
		{"2016-07-01", "-3", `to: "-3" is neither an entry nor a day`},
		{"1", "1.5", `to: "1.5" is neither an entry nor a day`},
		{"1", "99999999999999999999", `to: "99999999999999999999" is greater than any entry's number`},
		{"2016-07-01@x", "2016-08-01@3", `from: "2016-07-01@x" has no entry's number after the @`},
		{"2016-07-01@2@3", "2016-08-01@3", `from: "2016-07-01@2@3" has no entry's number after the @`},
		{"x@2", "2016-08-01@3", `from: "x@2" has no day before the @`},
		{"2016-07-01/..@2", "2016-08-01@3", `from: "2016-07-01/..@2" has no last day`},
		{"2016-07-01", "12", "from is a day, and to is an entry"},
		{"2016-07-01@3", "2016-08-01", "from is a day and an entry, and to is a day"},
		{"12", "21", "to: the ledger has no entry 21: its last is 20"},
		{"2016", "2017", "from: the ledger has no entry 2016: its last is 20"},
		{"2016-07-02", "2016-07-01", "to is before from: 2016-07-01 is before 2016-07-02"},
		{"12", "2", "to is before from: entry 2 is before entry 12"},
		{"2016-07-01@12", "2016-08-01@2", "to is before from: entry 2 is before entry 12"},
		{"2016-08-01@2", "2016-07-01@12", "to is before from: 2016-07-01 is before 2016-08-01"},
	} {
		from, to, err := parseEnds(&ChangesInput{From: c.from, To: c.to}, last)
		got := at(from.at) + " " + at(to.at)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}
