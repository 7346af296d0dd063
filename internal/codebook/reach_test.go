package codebook

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Which rows can be reached is what trying everything says, where everything
// can be tried: over variables whose values are listed.
func TestUnreachableRowsAreThoseThatNothingReaches(t *testing.T) {
	reached := 0
	rapid.Check(t, func(t *rapid.T) {
		coded := conditions(1).Filter(func(c string) bool { return !uncoded.MatchString(c) })
		b := compileUnreached(t, withRows(rapid.SliceOfN(coded, 1, 3).Draw(t, "conditions")...))
		want := tryEverything(b)
		for i := range b.Rows {
			got := b.unreachable(i, newBudget())
			if (got == reachable) != want[i] {
				t.Fatalf("row %d is reachable: %v; unreachable says %d", i, want[i], got)
			}
			if want[i] {
				reached++
			}
		}
	})
	if reached == 0 {
		t.Error("no row was ever reached")
	}
}

// tryEverything says which rows some evidence reaches.
func tryEverything(b *Book) []bool {
	reached := make([]bool, len(b.Rows))
	var named []int
	vals := make([]Values, len(b.Vars))
	for i := range b.Vars {
		every := b.Vars[i].Every | 1<<Nothing | 1<<NotSo
		vals[i] = Values{In: 1 << Nothing}
		if b.Vars[i].Coded() {
			vals[i] = Values{In: every, Out: every &^ baseBits}
		}
	}
	for i := range b.Rows {
		named = append(named, b.namesIn(b.Rows[i].Test)...)
	}
	slices.Sort(named)
	everyCompletion(b, vals, slices.Compact(named), func(certain []Values) {
		for i := range b.Rows {
			if b.Rows[i].Truth(certain) == True {
				reached[i] = true
				return
			}
		}
	})
	return reached
}

// Where not everything can be tried, a row is only called unreachable if
// nothing that was tried reaches it.
func TestNoReachableRowIsCalledUnreachable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := compileUnreached(t, withRows(rapid.SliceOfN(conditions(1), 1, 3).Draw(t, "conditions")...))
		for range 20 {
			vals := evidence(b).Draw(t, "values")
			for i := range vals {
				vals[i] = completions(&b.Vars[i], vals[i])[0]
			}
			for i := range b.Rows {
				if b.Rows[i].Truth(vals) == True {
					if got := b.unreachable(i, newBudget()); got != reachable {
						t.Fatalf("row %d holds first for %+v; unreachable says %d", i, vals, got)
					}
					break
				}
			}
		}
	})
}

func TestRowsOverNumbersAndTexts(t *testing.T) {
	for _, c := range []struct {
		rows []string
		row  int
		want int
	}{
		{[]string{"number > 3", "number > 5"}, 1, 0},
		{[]string{"number > 5", "number > 3"}, 1, reachable},
		{[]string{"number > 3 && number < 4"}, 0, neverHolds},
		{[]string{"number > 3 && number < 5"}, 0, reachable},
		{[]string{"number < 5", "number >= 5", "number == null"}, 3, preempted},
		{[]string{"number < 5", "number >= 5"}, 2, reachable},
		{[]string{"count == 2 && !known(count)"}, 0, reachable},
		{[]string{"count == 3 && !known(count)"}, 0, neverHolds},
		{[]string{`word > "a" && word < "b"`}, 0, reachable},
		{[]string{`word == "a"`, `word in ["a"]`}, 1, 0},
		{[]string{`word < "a"`}, 0, reachable},
		{[]string{`word < ""`}, 0, neverHolds},
		{[]string{`word.startsWith("a") && !word.startsWith("a")`}, 0, neverHolds},
		{[]string{`word.startsWith("ab")`, `word.startsWith("a")`, `word >= "a" && word < "b"`}, 1, reachable},
		{[]string{`word.startsWith("ab")`, `word.startsWith("a")`, `word >= "a" && word < "b"`}, 2, 1},
		{[]string{`word.contains("a") && !word.contains("a")`}, 0, reachable}, // not to be found out
		{[]string{"number < 0"}, 0, neverHolds},
		{[]string{"number < 1"}, 0, reachable},
		{[]string{"number > 9007199254740990"}, 0, reachable},
		{[]string{"number > 9007199254740991"}, 0, neverHolds},
		{[]string{"number == count", "number == count"}, 1, 0},
		{[]string{"number > count", "count < number"}, 1, reachable}, // not to be found out
	} {
		b, err := compile("x.yaml", []byte(withRows(c.rows...)), false)
		if err != nil {
			t.Fatal(faults(err))
		}
		if got := b.unreachable(c.row, newBudget()); got != c.want {
			t.Errorf("%q, row %d: %d, not %d", c.rows, c.row, got, c.want)
		}
	}
}

// uncoded finds conditions that name a variable whose values are not listed.
var uncoded = regexp.MustCompile(`number|count|word`)

func newBudget() *int {
	n := totalBudget
	return &n
}

// However many rows and variables there are, the search ends.
func TestTheSearchEnds(t *testing.T) {
	var conditions []string
	for i := range 150 {
		conditions = append(conditions, fmt.Sprintf(
			`many.exists(x, x in more) && one != two && number > %d && size(many) + size(more) == %d`, i, i%5))
	}
	if _, err := compile("x.yaml", []byte(withRows(conditions...)), true); err != nil {
		t.Log(err) // which of them can be reached is not the question
	}
}
