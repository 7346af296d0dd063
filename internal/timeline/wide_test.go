package timeline

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// wide is an index of many incidents, of each of which one number and one date
// were said, under a codebook with many labels of two levels each.
func wide(t testing.TB, labels, incidents int, said func(i int) ascribe.Day, dates ...string) *Index {
	t.Helper()
	var text strings.Builder
	text.WriteString("codebook: wide\nversion: \"1\"\nvariables: {n: {type: number}, date: {type: date, role: event_date}}\nlabels:\n")
	for i := range labels {
		fmt.Fprintf(&text, "  l%d: {levels: {high: {}, low: {}}}\n", i)
	}
	text.WriteString("rows:\n")
	for i := range labels {
		level := []string{"high", "low"}[i%2]
		fmt.Fprintf(&text, "  - {id: r%d, label: l%d, level: %s, when: n == %d}\n", i, i, level, i)
		fmt.Fprintf(&text, "  - {id: s%d, label: l%d, level: %s, when: n == %d}\n", i, i, []string{"low", "high"}[i%2], labels+i)
	}
	text.WriteString("  - {id: last, label: l0}\n")
	book, err := codebook.Compile("wide.yaml", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	b := NewBuilder()
	source := b.Source(1, "A")
	n, date := b.Slot("n"), b.Slot("date")
	for i := range incidents {
		incident := b.Incident(int64(10+i), fmt.Sprintf("incident-%d", i))
		s := Statement{Incident: incident, Source: source, Day: said(i), Stance: ascribe.Asserts, Credibility: "1"}
		s.Record, s.Slot, s.Value = int64(100_000+2*i), n, b.Value(n, fmt.Sprint(i))
		b.Add(s)
		s.Record, s.Slot, s.Value = int64(100_001+2*i), date, b.Value(date, dates[i%len(dates)])
		b.Add(s)
	}
	x, err := b.Build(ctx, book, 1, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestManyOutcomesAreToldApart(t *testing.T) {
	const labels = 200
	x := wide(t, labels, 2*labels, func(int) ascribe.Day { return firstDay }, "2016")
	a := sure(x.Count(ctx, Query{By: []string{"label", "level"}, Days: []ascribe.Day{firstDay}}))
	if len(a.Rows) != 2*labels {
		t.Fatalf("%d of %d pairs of label and level are counted", len(a.Rows), 2*labels)
	}
	list, _, _ := x.List(ctx, Query{Days: []ascribe.Day{firstDay}}, 0)
	for i, l := range list {
		if want := fmt.Sprintf("l%d", i%labels); l.Label != want {
			t.Errorf("%s is %s, not %s", l.Incident, l.Label, want)
		}
	}
}

func TestYearsFarAwayAreCounted(t *testing.T) {
	x := wide(t, 3, 6, func(int) ascribe.Day { return firstDay }, "2016", "Y40000", "-0044-03-15", "Y-32768", "Y4999999", "1990")
	a := sure(x.Count(ctx, Query{By: []string{"year"}, Days: []ascribe.Day{firstDay}}))
	var years []string
	for _, r := range a.Rows {
		years = append(years, r.Values[0])
	}
	if got, want := strings.Join(years, " "), "-32768 -44 1990 2016 40000 4999999"; got != want {
		t.Errorf("the years are %s, not %s", got, want)
	}
}

// Days that lie a million years apart take no more memory than others, and are
// counted as they are.
func TestDaysFarApartAreCounted(t *testing.T) {
	early, late := ascribe.NewDay(-4_000_000, 1, 1), ascribe.NewDay(4_000_000, 1, 1)
	x := wide(t, 40, 80, func(i int) ascribe.Day { return []ascribe.Day{firstDay, early, late}[i%3] }, "2016")
	q := Query{By: []string{"label"}, Days: []ascribe.Day{firstDay, ascribe.Forever}}
	for range 2 {
		if a := sure(x.Count(ctx, q)); a.Base[0] != 54 || a.Base[1] != 80 {
			t.Errorf("%v incidents are counted", a.Base)
		}
		if got, want := fmt.Sprint(sure(x.Count(ctx, q))), fmt.Sprint(sure(x.countSpans(ctx, x.readings[0], q))); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
		// An update goes the other way.
		err := x.Update(2, 2_000_000, func(u *Update) error {
			slot := u.Slot("n")
			u.Add(Statement{Record: 1_500_000, Incident: 0, Source: 0, Slot: slot, Value: u.Value(slot, "7"), Day: late, Stance: ascribe.Asserts, Credibility: "1"})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := sure(x.Changes(ctx, q)); len(n) == 0 || n[0].Day != early || n[len(n)-1].Day != late {
		t.Errorf("the days of change are %v", n)
	}
}

func TestTooManyVariablesAreRefused(t *testing.T) {
	b := NewBuilder()
	for i := range 1<<16 + 1 {
		b.Slot(fmt.Sprint(i))
	}
	if _, err := b.Build(ctx, direction(t), 1, 1); err == nil {
		t.Error("variables were taken for others")
	}
}

func TestAClaimIsSmall(t *testing.T) {
	if n := unsafe.Sizeof(claim{}); n > 32 {
		t.Errorf("a claim takes %d bytes; at most 32 are kept of a statement", n)
	}
}

// A panic in a sweep reaches whoever asked, again and again, and stops nobody
// who asks for something else.
func TestAPanicReachesWhoAsks(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4)) // so that others sweep
	x := wide(t, 3, 2200, func(int) ascribe.Day { return firstDay }, "2016")
	at := len(x.claims.all) - 2
	was := x.claims.all[at].slot
	for range 2 {
		x.claims.all[at].slot = 999 // there is none
		for _, ask := range []func(){
			func() { x.Count(ctx, Query{By: []string{"n"}, Days: []ascribe.Day{firstDay}}) },
			func() { x.Count(ctx, Query{By: []string{"label"}, Record: 900_000, Days: []ascribe.Day{firstDay}}) },
			func() { x.Awaiting(ctx, Query{Record: 900_000, Days: []ascribe.Day{firstDay}}, 1) },
		} {
			func() {
				defer func() {
					if what := recover(); !strings.Contains(fmt.Sprint(what), "index out of range") {
						t.Errorf("it panics with %v", what)
					}
				}()
				ask()
			}()
		}
		if a := sure(x.Count(ctx, Query{By: []string{"settled"}, Days: []ascribe.Day{firstDay}})); a.Base[0] != 2200 {
			t.Errorf("%d incidents are counted", a.Base[0])
		}
	}
	x.claims.all[at].slot = was
	if a := sure(x.Count(ctx, Query{By: []string{"n"}, Days: []ascribe.Day{firstDay}})); len(a.Rows) != 2200 || slices.Max(a.Rows[0].N) != 1 {
		t.Errorf("%d numbers are counted", len(a.Rows))
	}
}
