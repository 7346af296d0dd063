package classify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// moment is a point of two times, and what is picked there.
type moment struct {
	known    int   // a day of July 2016; 0: no limit
	recorded int64 // an entry; 0: no limit
	want     string
}

func TestTimes(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines string
		at          []moment
	}{
		{
			"known: what was said by the day", "s1 latest=a on 19\n s2 latest=b on 21",
			[]moment{{18, 0, ""}, {19, 0, "a"}, {20, 0, "a"}, {21, 0, "b"}, {0, 0, "b"}},
		},
		{
			"recorded: what was written down by the entry", "s1 latest=b on 21\n entry 3\n s2 latest=a on 22",
			[]moment{{0, 1, "b"}, {0, 2, "b"}, {0, 3, "a"}, {0, 0, "a"}},
		},
		{
			"together", "s1 latest=a on 21\n entry 2\n s2 latest=b on 19",
			[]moment{{19, 1, ""}, {19, 2, "b"}, {20, 1, ""}, {20, 0, "b"}, {21, 1, "a"}, {21, 2, "a"}},
		},
		{
			"nothing is shown before it surely was known", "s1 latest=a on 2016-07-10/2016-07-20\n s2 latest=b on 15",
			[]moment{{10, 0, ""}, {15, 0, "b"}, {19, 0, "b"}, {20, 0, "a"}},
		},
		{
			"a source is as reliable as it stands at the entry", "press is B\n s1 latest=a from press on 19 2\n entry 2\n press regraded E\n entry 3\n press regraded A",
			[]moment{{0, 1, "a"}, {0, 2, ""}, {0, 3, "a"}, {0, 0, "a"}},
		},
		{
			"whatever the day: a grade has no day", "press is E\n s1 latest=a from press on 19 2\n entry 2\n press regraded B",
			[]moment{{19, 1, ""}, {19, 2, "a"}},
		},
		{
			"a strike acts from its entry, on all of history", "s1 latest=a on 19\n entry 2\n w1 strikes s1",
			[]moment{{19, 1, "a"}, {0, 1, "a"}, {19, 2, ""}, {0, 2, ""}},
		},
		{
			"a correction acts from its day and its entry", "s1 latest=a on 19\n entry 2\n w1 corrects s1 on 21",
			[]moment{{20, 1, "a"}, {21, 1, "a"}, {20, 2, "a"}, {21, 2, ""}, {0, 2, ""}},
		},
		{
			"a correction's day is its source's, where it names none", "press out 21\n s1 latest=a on 19\n w1 corrects s1 from press",
			[]moment{{20, 0, "a"}, {21, 0, ""}},
		},
		{
			"an imprecise correction, too, acts from its last day", "s1 latest=a on 01\n w1 corrects s1 on 2016-07",
			[]moment{{30, 0, "a"}, {31, 0, ""}},
		},
		{
			"corrected on its own day it was never known", "s1 latest=a on 19\n w1 corrects s1 on 19",
			[]moment{{19, 0, ""}, {20, 0, ""}},
		},
		{
			"the first of several corrections counts", "s1 latest=a on 19\n w1 corrects s1 on 24\n w2 corrects s1 on 22",
			[]moment{{21, 0, "a"}, {22, 0, ""}, {24, 0, ""}},
		},
		{
			"and the others, once it is struck", "s1 latest=a on 19\n w1 corrects s1 on 24\n w2 corrects s1 on 22\n entry 2\n w3 strikes w2",
			[]moment{{22, 1, ""}, {22, 2, "a"}, {23, 2, "a"}, {24, 2, ""}},
		},
		{
			"corrected and struck", "s1 latest=a on 19\n w1 corrects s1 on 22\n entry 2\n w2 strikes s1",
			[]moment{{21, 1, "a"}, {21, 2, ""}},
		},
		{
			"struck twice, and one of them struck", "s1 latest=a on 19\n w1 strikes s1\n w2 strikes s1\n entry 2\n w3 strikes w1\n entry 3\n w4 strikes w2",
			[]moment{{0, 1, ""}, {0, 2, ""}, {0, 3, "a"}},
		},
		{
			"a struck strike takes nothing back", "s1 latest=a on 19\n entry 2\n w1 strikes s1\n entry 3\n w2 strikes w1",
			[]moment{{0, 1, "a"}, {0, 2, ""}, {0, 3, "a"}},
		},
		{
			"nor does one whose strike's strike is struck", "s1 latest=a on 19\n w1 strikes s1\n entry 2\n w2 strikes w1\n entry 3\n w3 strikes w2",
			[]moment{{0, 1, ""}, {0, 2, "a"}, {0, 3, ""}},
		},
		{
			"a struck correction takes nothing back", "s1 latest=a on 19\n entry 2\n w1 corrects s1 on 21\n entry 3\n w2 strikes w1",
			[]moment{{21, 1, "a"}, {21, 2, ""}, {21, 3, "a"}},
		},
		{
			"a corrected denial denies no longer", "s1 latest=a on 19\n s2 latest=a on 20 denies\n w1 corrects s2 on 22",
			[]moment{{19, 0, "a"}, {20, 0, ""}, {22, 0, "a"}},
		},
		{
			"an adjudication settles from its entry on", "s1 latest=a A1 on 19\n s2 latest=b on 19\n entry 2\n s3 latest=c on 19 settles s1,s2",
			[]moment{{19, 1, "a"}, {19, 2, "c"}},
		},
		{
			// The law gives it the day of what it settles. Where a record
			// does not, no earlier answer may know of it.
			"and not before its day", "s1 latest=a A1 on 19\n s2 latest=b on 21 settles s1",
			[]moment{{20, 0, "a"}, {21, 0, "b"}},
		},
		{
			"an open-ended day never comes", "s1 latest=a on 2016-07-01/..",
			[]moment{{31, 0, ""}, {0, 0, ""}},
		},
	} {
		t.Run(c.says, func(t *testing.T) {
			d := dossier(t, c.lines)
			for _, m := range c.at {
				if got := Read(book, d, at(m.recorded)).view(on(m.known)).picks("latest"); got != m.want {
					t.Errorf("known %d, recorded %d: it is %q, want %q", m.known, m.recorded, got, m.want)
				}
			}
		})
	}
}

func TestPresence(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines string
		recorded    int64
		since       int // 0: never
	}{
		{"from the first day on which anything was said", "s1 latest=a on 21\n s2 best=a on 19", 0, 19},
		{"of any grade", "s1 latest=a on 21\n s2 latest=a on 19 F6", 0, 19},
		{"of any stance", "s1 latest=a on 21\n s2 latest=a on 19 denies\n s3 latest=b on 18 raises", 0, 18},
		{"of anything, though the codebook does not know it", "s1 latest=a on 21\n s2 elsewhere=x on 19\n s3 latest=z on 18", 0, 18},
		{"what is struck does not count", "s1 latest=a on 21\n s2 latest=a on 19\n w1 strikes s2", 0, 21},
		{"what was corrected does: it was said", "s1 latest=a on 21\n s2 latest=a on 19\n w1 corrects s2 on 20", 0, 19},
		{"what was settled does", "s1 latest=a on 21\n s2 latest=a on 19\n s3 latest=b on 19 settles s2", 0, 19},
		{"an imprecise day counts from its last", "s1 latest=a on 2016-07-10/2016-07-20", 0, 20},
		{"what was written down later does not", "s1 latest=a on 21\n entry 2\n s2 latest=a on 19", 1, 21},
		{"nothing at all", "entry 2\n s2 latest=a on 19", 1, 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := Read(book, dossier(t, c.lines), at(c.recorded))
			if c.since == 0 {
				if r.Present(ascribe.Forever) {
					t.Errorf("it is there since %s", r.Since())
				}
				return
			}
			if r.Since() != on(c.since) || r.Present(on(c.since)-1) || !r.Present(on(c.since)) {
				t.Errorf("it is there since %s, want the %dth", r.Since(), c.since)
			}
		})
	}
}

func TestStatementsOnADay(t *testing.T) {
	r := reading(t, ways, "s1 latest=a on 19\n s2 latest=a on 20 F6\n s3 best=a on 21\n s4 many=a on 19\n w1 corrects s1 on 21\n w2 strikes s4")
	for day, want := range map[int]string{18: "", 19: "s1", 20: "s1 s2", 21: "s2 s3", 0: "s2 s3"} {
		var got []string
		for _, s := range r.Statements(on(day)) {
			got = append(got, s.ID)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("on the %dth they are %q, want %q", day, got, want)
		}
	}
	var got []string
	for _, e := range r.Evidence() {
		got = append(got, fmt.Sprint(e.Statement.ID, " ", e.Day, " ", e.Until, " ", e.Adequate))
	}
	want := "s1 2016-07-19 2016-07-21 true; s2 2016-07-20  false; s3 2016-07-21  true"
	if got := strings.Join(got, "; "); got != want {
		t.Errorf("the evidence is %q, want %q", got, want)
	}
}

// spans writes a history: the day of July on which each span begins, the
// label, "?" where it is not settled, and what caused it.
func spans(history []ascribe.Span) string {
	var words []string
	for i, s := range history {
		_, day, _ := strings.Cut(s.From.String(), "2016-07-")
		open := "?"
		if s.Settled {
			open = ""
		}
		words = append(words, fmt.Sprintf("%s %s%s %s", day, outcome(s.Outcome), open, cmp.Or(s.Because.Statement, "nothing")))
		if i > 0 && history[i-1].To != s.From {
			words = append(words, "with a gap")
		}
	}
	if n := len(history); n > 0 && history[n-1].To != ascribe.Forever {
		words = append(words, "and an end")
	}
	return strings.Join(words, ", ")
}

func TestHistory(t *testing.T) {
	book := compile(t, small)
	for _, c := range []struct {
		says, lines string
		recorded    int64
		want        string
	}{
		{"it begins when it is first spoken of", "s1 elsewhere=x on 18 F6\n s2 material=drawn_on on 20", 0, "18 undetermined? s1, 20 inspired? s2"},
		{"a day that changes nothing begins no span", "s1 material=drawn_on on 18\n s2 material=drawn_on on 20\n s3 state=partly on 21", 0, "18 inspired? s1"},
		{"settled is a change", "s1 material=drawn_on on 18\n s2 state=closed on 20", 0, "18 inspired? s1, 20 inspired s2"},
		{"a level is, too", "s1 contact=member on 18\n s2 guidance=moral on 18\n s3 guidance=target on 20", 0, "18 remote/urged? s2, 20 remote/aimed s3"},
		{"because of the highest-numbered statement in the deciding row", "s1 contact=member on 18\n s2 guidance=moral on 18\n s3 state=partly on 18", 0, "18 remote/urged? s2"},
		{"else of the highest-numbered of the day", "s1 order=given on 18\n s2 state=partly on 20\n s3 order=given on 20 denies", 0, "18 directed s1, 20 undetermined? s3"},
		{"what is inadequate causes nothing where something adequate was said", "s1 material=drawn_on on 18\n s2 state=closed on 20\n s3 state=closed on 20 F6", 0, "18 inspired? s1, 20 inspired s2"},
		{"for a correction, the corrected one", "s1 material=drawn_on on 18\n s2 order=given on 19\n w1 corrects s2 on 22", 0, "18 inspired? s1, 19 directed s2, 22 inspired? s2"},
		{"unless something that decides was said that day", "s1 order=given on 19\n w1 corrects s1 on 22\n s2 material=drawn_on on 22", 0, "19 directed s1, 22 inspired? s2"},
		{"corrected before it was said it was never known", "s1 material=drawn_on on 18\n s2 order=given on 20\n w1 corrects s2 on 19", 0, "18 inspired? s1"},
		{"nor did it cause what happened that day", "s1 material=drawn_on on 18\n s2 order=given on 19\n s3 order=given on 22\n w1 corrects s2 on 20\n w2 corrects s3 on 20", 0, "18 inspired? s1, 19 directed s2, 20 inspired? s2"},
		{"what is struck was never said", "s1 material=drawn_on on 18\n s2 order=given on 19\n entry 2\n w1 strikes s2", 0, "18 inspired? s1"},
		{"and was as recorded before", "s1 material=drawn_on on 18\n s2 order=given on 19\n entry 2\n w1 strikes s2", 1, "18 inspired? s1, 19 directed s2"},
		{"what was written down later changes the days before", "s1 material=drawn_on on 20\n entry 2\n s2 order=given on 18", 0, "18 directed s2"},
		{"back and forth", "s1 material=drawn_on on 18\n s2 material=drawn_on on 19 denies\n s3 material=drawn_on on 20", 0, "18 inspired? s1, 19 undetermined? s2, 20 inspired? s3"},
		{"nothing was said", "entry 2\n s1 order=given on 18", 1, ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := spans(Read(book, dossier(t, c.lines), at(c.recorded)).History()); got != c.want {
				t.Errorf("its history is %q, want %q", got, c.want)
			}
		})
	}
}

func TestACauseNamesItsEntryAndSource(t *testing.T) {
	h := reading(t, small, "press is B\n entry 7\n s1 order=given from press on 18").History()
	want := ascribe.Cause{Entry: 7, Record: 2, Statement: "s1", Source: "press"}
	if len(h) != 1 || h[0].Because != want {
		t.Errorf("the history is %+v", h)
	}
}

// Where a span began since something was taken back, it is the correction and
// its source that it began with.
func TestACauseIsWhoTookItBack(t *testing.T) {
	for _, c := range []struct {
		lines string
		want  ascribe.Cause
	}{
		{
			"press is B\n court is A\n entry 2\n s1 order=given from press on 18\n entry 9\n w1 corrects s1 from court on 20",
			ascribe.Cause{Entry: 9, Record: 4, Statement: "s1", Source: "court"},
		},
		{ // one that was struck is none
			"press is B\n court is A\n entry 2\n s1 order=given from press on 18\n entry 9\n w1 corrects s1 from court on 20\n w2 corrects s1 from press on 20\n w3 strikes w1",
			ascribe.Cause{Entry: 9, Record: 5, Statement: "s1", Source: "press"},
		},
		{ // what nobody is named for was taken back by who had said it
			"press is B\n entry 2\n s1 order=given from press on 18\n entry 9\n w1 corrects s1 on 20",
			ascribe.Cause{Entry: 9, Record: 3, Statement: "s1", Source: "press"},
		},
		{ // what is said on that day goes before
			"press is B\n court is A\n entry 2\n s1 order=given from press on 18\n entry 9\n w1 corrects s1 from court on 20\n s2 material=drawn_on from press on 20",
			ascribe.Cause{Entry: 9, Record: 5, Statement: "s2", Source: "press"},
		},
	} {
		h := reading(t, small, c.lines).History()
		if len(h) != 2 || h[1].Because != c.want {
			t.Errorf("%s\nthe history is %+v, not because of %+v", c.lines, h, c.want)
		}
	}
}

func TestDaysAreThoseOnWhichSomethingCameOut(t *testing.T) {
	r := reading(t, ways, "s1 latest=a on 19 F6\n s2 latest=a on 19\n s3 best=a on 22\n w1 corrects s3 on 25\n w2 corrects s2 on 18")
	if got, want := r.Days(), []ascribe.Day{on(19), on(22), on(25)}; !slices.Equal(got, want) {
		t.Errorf("the days are %v, want %v", got, want)
	}
}
