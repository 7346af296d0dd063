//go:build nightly

package acts_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestSheetOfTenThousandRows brings in a sheet of 10,000 rows of 40 columns, and again,
// each within a minute.
func TestSheetOfTenThousandRows(t *testing.T) {
	const rows, columns = 10_000, 40
	kinds := []struct {
		variable string
		values   []string // none: a number
	}{
		{"contact", []string{"member", "outsider", "undercover"}},
		{"guidance", []string{"target", "timing", "supply"}},
		{"killed", nil},
		{"stage", []string{"attack", "plot"}},
		{"outcome", []string{"completed", "foiled"}},
		{"injured", nil},
		{"country", []string{"DE", "FR", "GB"}},
		{"attackers_number", nil},
	}
	r := rand.New(rand.NewPCG(1, 14))
	var text, mapping strings.Builder
	text.WriteString("no,title,paper,day,grade")
	mapping.WriteString("record: large\nrow: no\nincident: {id: \"case-{no}\", title: \"{title}\"}\n" +
		"sources: {paper: {title: \"{paper}\", published: \"{day}\", reliability: B}}\ngrade: \"{grade}\"\ncolumns:\n")
	for c := range columns - 5 {
		fmt.Fprintf(&text, ",c%d", c)
		fmt.Fprintf(&mapping, "  c%d: {variable: %s}\n", c, kinds[c%len(kinds)].variable)
	}
	for n := range rows {
		fmt.Fprintf(&text, "\n%d,Case %d,Paper %d,2020-01-01,B2", n, n, n%500)
		for c := range columns - 5 {
			value := fmt.Sprint(r.IntN(300))
			if of := kinds[c%len(kinds)].values; of != nil {
				value = of[r.IntN(len(of))]
			}
			text.WriteString("," + value)
		}
	}
	a := emptyRecord.App(t)
	for _, what := range []string{"first", "again"} {
		begun := time.Now()
		done := brought(t, a, planned(t, a, "large.csv", []byte(text.String()), []byte(mapping.String())))
		took := time.Since(begun)
		t.Logf("%s: %v in %s", what, done.New, took.Round(time.Millisecond))
		if took > time.Minute {
			t.Errorf("%s it takes %s", what, took)
		}
		if first := what == "first"; first != (done.New["incident"] == rows) || first != (done.Entry != 0) {
			t.Errorf("%s: entry %d, %v", what, done.Entry, done.New)
		}
	}
}
