package analysis

import (
	"reflect"
	"testing"
)

func TestEditions(t *testing.T) {
	records := []Record{
		{ID: "same", Old: []string{"5", "a", "North Oblast"}, New: []string{"5.0", "a", "North Oblast"}, OldYear: "2015", Year: "2015"},
		{ID: "spelt", Old: []string{"5", "a", "South Oblast"}, New: []string{"5", "a", "South oblast"}, OldYear: "2016", Year: "2016"},
		{ID: "revised", Old: []string{"5", "b", "North Oblast"}, New: []string{"7", "b", "north oblast"}, OldYear: "2016", Year: "2016"},
		{ID: "renamed-1", Old: []string{"1", "isis", ""}, New: []string{"1", "is", ""}, OldYear: "2016", Year: "2016"},
		{ID: "renamed-2", Old: []string{"1", "isis", ""}, New: []string{"1", "is", ""}, OldYear: "2016", Year: "2016"},
		{ID: "renamed-3", Old: []string{"1", "isis", ""}, New: []string{"2", "is", ""}, OldYear: "2016", Year: "2016"},
		{ID: "gone", Old: []string{"1", "a", ""}, OldYear: "2017"},
		{ID: "late", New: []string{"1", "a", ""}, Year: "2017"},
		{ID: "new", New: []string{"1", "a", ""}, Year: "2018"},
		{ID: "undated", New: []string{"1", "a", ""}},
		{ID: "neither"},
	}
	e := NewEditions([]string{"best", "side", "adm_1"})
	for i := range records {
		e.See(&records[i])
	}
	want := &Summary{
		Common: 6, Removed: 1, Added: 3, Backdated: 1, Cells: 7, Events: 5, Substantive: 4, Revised: 4,
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
	e := NewEditions([]string{"geom_wkt", "best"})
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
		e := NewEditions([]string{"side"})
		for _, p := range pairs {
			e.See(&Record{ID: "x", Old: p[:1], New: p[1:]})
		}
		if s := e.Summary(); len(s.Renames) != 0 {
			t.Errorf("%s: %v", name, s.Renames)
		}
	}
}
