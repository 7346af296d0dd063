package main

import (
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// The definition's decision table, to be read as it stands: a row is a list of
// clauses of which all must hold, a clause a list of atoms of which one must.
type (
	atom map[string][]uint8 // a variable, with the codes that pass
	rule struct {
		category int
		blocking bool
		clauses  []atom
	}
)

func definition(table string) []rule {
	rows := []rule{
		{1, false, []atom{{"official": {1}}, {"instruction": {1, 2}, "training": {1}, "travel": {1}}}},
		{1, false, []atom{{"instruction": {1, 2}}, {"contact": {1}, "training": {1}, "travel": {1, 2}}}},
		{1, false, []atom{{"membership": {1}, "prior": {1}}, {"funding": {1}, "material": {1}}, {"claim": {1, 3}}}},
		{2, false, []atom{{"instruction": {3}, "comms": {2, 3}}, {"contact": {1, 2}, "accomplices": {1, 2}}}},
		{2, false, []atom{{"contact": {2}}, {"instruction": {1, 2, 3}, "comms": {1, 2, 3}, "material": {2}}}},
		{3, false, []atom{{"pledge": {1, 2}, "propaganda": {1}}, {"contact": {3}, "accomplices": {4}}}},
		{3, false, []atom{{"propaganda": {1}, "manifesto": {1, 2}, "media": {1}}, {"ideology": {1, 2, 3}}, {"instruction": {4}, "weapon": {1, 2, 3}}}},
		{3, false, []atom{{"pledge": {1, 2}}, {"claim": {1, 3}}, {"target": {1, 2, 3}}}},
		{4, true, []atom{{"official": {3}}, {"propaganda": {2}, "mental": {1}}}},
		{4, false, []atom{{"ideology": {4, 5}}, {"contact": {3}, "comms": {4}, "manifesto": {3}}}},
	}
	if table == "V2" {
		rows[7].clauses = rows[7].clauses[:2]
	}
	return rows
}

// Kleene's three values, in an order in which "and" is the least.
const (
	no = iota
	unknown
	yes
)

// naive is the category of an incident by its statements that count.
func naive(table string, code map[string]uint8) int {
	truth := func(r rule) int {
		row := yes
		for _, clause := range r.clauses {
			any := no
			for variable, passes := range clause {
				switch {
				case code[variable] == 0:
					any = max(any, unknown)
				case slices.Contains(passes, code[variable]):
					any = yes
				}
			}
			row = min(row, any)
		}
		return row
	}
	for _, r := range definition(table) {
		switch t := truth(r); {
		case t == yes:
			return r.category
		case t == unknown && r.blocking:
			return 0
		}
	}
	if table == "V3" && code["weapon"] != 0 && code["weapon"] == code["target"] {
		return 3
	}
	return 0
}

// naiveCount counts one incident and one day at a time.
func naiveCount(table string, d *gen.Data, days []int32) []cell {
	worst := uint8(3)
	if table == "V2" {
		worst = 4
	}
	of := make([][]int, len(d.Incidents))
	for i, s := range d.Statements {
		of[s.Incident-1] = append(of[s.Incident-1], i)
	}
	n := map[cell]int{}
	for i, x := range d.Incidents {
		for _, day := range days {
			if x.Day > day {
				continue
			}
			top := map[uint8]int{}
			for _, k := range of[i] { // in the order of their ids
				s := &d.Statements[k]
				if s.Published > day || s.Grade > worst || s.Retracted != 0 && s.Retracted <= day {
					continue
				}
				before, ok := top[s.Variable]
				b := &d.Statements[before]
				if !ok || s.Published > b.Published || s.Published == b.Published && s.Grade <= b.Grade {
					top[s.Variable] = k
				}
			}
			code := map[string]uint8{}
			for variable, k := range top {
				v := gen.Variables[variable]
				if value := d.Statements[k].Value; int(value) != v.Codes {
					code[v.Name] = value
				}
			}
			n[cell{day: int(day), year: int(x.Year), category: naive(table, code)}]++
		}
	}
	var list []cell
	for c, k := range n {
		c.n = k
		list = append(list, c)
	}
	slices.SortFunc(list, compareCells)
	return list
}

func TestNaive(t *testing.T) {
	d := gen.New(1000)
	days := gen.MonthEnds()
	var some []int32
	for i := 5; i < len(days); i += 13 {
		some = append(some, days[i])
	}
	var x *timeline.Index
	for _, table := range []string{"V1", "V2", "V3"} {
		book, err := codebook.Compile(table, tables[table])
		if err != nil {
			t.Fatal(err)
		}
		if x == nil {
			if x, err = build(d, book); err != nil {
				t.Fatal(err)
			}
		}
		use(x, book)
		want := lines(naiveCount(table, d, some), true)
		if got := lines(cells(count(x, query(some...)), some), true); got != want {
			t.Errorf("%s: counts at %d days:\n%swant\n%s", table, len(some), got, want)
		}
		want = lines(naiveCount(table, d, []int32{q1Day}), false)
		if got := lines(cells(afresh(x, query(q1Day)), []int32{q1Day}), false); got != want {
			t.Errorf("%s: counts at one day:\n%swant\n%s", table, got, want)
		}
	}
}

// TestDefinition holds the smallest size to the definition's checksums.
func TestDefinition(t *testing.T) {
	b := &run{size: "S", runs: 1, data: gen.New(sizes["S"])}
	if err := b.begin(); err != nil {
		t.Fatal(err)
	}
}
