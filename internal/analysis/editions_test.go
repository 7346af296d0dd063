package analysis

import (
	"reflect"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// on is the last day of a date.
func on(date string) ascribe.Day {
	d, err := ascribe.ParseDate(date)
	if err != nil {
		panic(err)
	}
	return d.Last()
}

func TestEditions(t *testing.T) {
	records := []Record{
		{ID: "same", Old: []string{"5", "a", "North Oblast"}, New: []string{"5.0", "a", "North Oblast"}, OldDated: on("2015"), Dated: on("2015")},
		{ID: "spelt", Old: []string{"5", "a", "South Oblast"}, New: []string{"5", "a", "South oblast"}, OldDated: on("2016"), Dated: on("2016")},
		{ID: "revised", Old: []string{"5", "b", "North Oblast"}, New: []string{"7", "b", "north oblast"}, OldDated: on("2016"), Dated: on("2016")},
		{ID: "renamed-1", Old: []string{"1", "isis", ""}, New: []string{"1", "is", ""}, OldDated: on("2016"), Dated: on("2016")},
		{ID: "renamed-2", Old: []string{"1", "isis", ""}, New: []string{"1", "is", ""}, OldDated: on("2016"), Dated: on("2016")},
		{ID: "renamed-3", Old: []string{"1", "isis", ""}, New: []string{"2", "is", ""}, OldDated: on("2016"), Dated: on("2016")},
		{ID: "gone", Old: []string{"1", "a", ""}, OldDated: on("2017")},
		{ID: "late", New: []string{"1", "a", ""}, Dated: on("2017")},
		{ID: "new", New: []string{"1", "a", ""}, Dated: on("2018")},
		{ID: "undated", New: []string{"1", "a", ""}, Dated: ascribe.Forever},
		{ID: "neither"},
	}
	e := NewEditions([]string{"best", "side", "adm_1"}, Coverage{Own: on("2018-06")})
	for i := range records {
		e.See(&records[i])
	}
	want := &Summary{
		Common: 6, Removed: 1, Added: 3, Backdated: 1, Covers: new(on("2017")), Cells: 7, Events: 5, Substantive: 4, Revised: 4,
		Changed:  map[string]int{"best": 2, "side": 3, "adm_1": 2},
		Cosmetic: map[string]int{"adm_1": 2}, Rewritten: map[string]int{},
		Renames: []Rename{{Column: "side", Old: "isis", New: "is", N: 3}},
	}
	if got := e.Summary(); !reflect.DeepEqual(got, want) {
		t.Errorf("Summary() = %+v\nwant %+v", got, want)
	}
	if got, want := e.Changes(&records[5]), []Change{
		{ID: "renamed-3", Column: "best", Old: "1", New: "2"},
		{ID: "renamed-3", Column: "side", Old: "isis", New: "is", Renamed: true},
	}; !reflect.DeepEqual(got, want) {
		t.Errorf("Changes() = %+v\nwant %+v", got, want)
	}
}

// A place that is only written with fewer zeros is told apart from one that
// was moved, and is no renamed code.
func TestRewrittenIsNotRevised(t *testing.T) {
	const before, after, moved = "POINT (38.400000 48.200000)", "POINT (38.4 48.2)", "POINT (38.5 48.2)"
	e := NewEditions([]string{"geom_wkt", "best"}, Coverage{})
	var records []Record
	for _, r := range [][4]string{{before, "1", after, "1"}, {before, "1", after, "1"}, {before, "1", after, "2"}, {after, "1", moved, "1"}} {
		records = append(records, Record{ID: "x", Old: r[:2], New: r[2:]})
		e.See(&records[len(records)-1])
	}
	s := e.Summary()
	if s.Cells != 5 || s.Substantive != 4 || s.Revised != 2 || s.Changed["geom_wkt"] != 4 || s.Rewritten["geom_wkt"] != 3 || len(s.Renames) != 0 {
		t.Errorf("Summary() = %+v", s)
	}
	if c := e.Changes(&records[0]); !c[0].Rewritten || c[0].Cosmetic || c[0].Renamed {
		t.Errorf("%+v", c)
	}
	if c := e.Changes(&records[3]); c[0].Rewritten {
		t.Errorf("%+v", c)
	}
}

// One value that stays, or becomes two, was not renamed but revised.
func TestRevisedIsNotRenamed(t *testing.T) {
	for name, pairs := range map[string][][2]string{
		"it stays somewhere":        {{"a", "b"}, {"a", "b"}, {"a", "b"}, {"a", "a"}},
		"it becomes two":            {{"a", "b"}, {"a", "b"}, {"a", "c"}},
		"it is in a new record":     {{"a", "b"}, {"a", "b"}, {"a", "b"}, {"c", "a"}},
		"it happened twice":         {{"a", "b"}, {"a", "b"}},
		"it is emptied":             {{"a", ""}, {"a", ""}, {"a", ""}},
		"it was unknown beforehand": {{"", "b"}, {"", "b"}, {"", "b"}},
	} {
		e := NewEditions([]string{"side"}, Coverage{})
		for _, p := range pairs {
			e.See(&Record{ID: "x", Old: p[:1], New: p[1:]})
		}
		if s := e.Summary(); len(s.Renames) != 0 {
			t.Errorf("%s: %v", name, s.Renames)
		}
	}
}

// What is back-dated follows from how far the older edition reaches.
func TestBackdated(t *testing.T) {
	for name, c := range map[string]struct {
		covers Coverage
		want   int
	}{
		"the last event":           {Coverage{Own: on("2022-12-31")}, 2},
		"the end of its year":      {Coverage{Own: on("2022-12-31"), Years: true}, 3},
		"an edition of that month": {Coverage{Own: on("2022-04-30")}, 1},
		"no event by its own day":  {Coverage{Own: on("2020")}, 0},
		"what somebody said":       {Coverage{Own: on("2022-12-31"), Said: new(on("2023-01"))}, 4},
	} {
		e := NewEditions(nil, c.covers)
		for _, r := range []Record{
			{ID: "a", Old: []string{}, New: []string{}, OldDated: on("2022-04-01"), Dated: on("2022-04-01")},
			{ID: "b", Old: []string{}, New: []string{}, OldDated: on("2022-11-30"), Dated: on("2022-11-30")},
			{ID: "a slip", Old: []string{}, New: []string{}, OldDated: on("2032-11-30"), Dated: on("2032-11-30")},
			{ID: "no date", Old: []string{}, New: []string{}, OldDated: ascribe.Forever, Dated: ascribe.Forever},
			{ID: "1", New: []string{}, Dated: on("2022-03-31")},
			{ID: "2", New: []string{}, Dated: on("2022-11")},
			{ID: "3", New: []string{}, Dated: on("2022")},
			{ID: "4", New: []string{}, Dated: on("2023-01-02")},
			{ID: "undated", New: []string{}, Dated: ascribe.Forever},
		} {
			e.See(&r)
		}
		if got := e.Summary().Backdated; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
