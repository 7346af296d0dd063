package dataset_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// NA is Namibia by its code, and unknown only where the mapping says so.
func TestNamibia(t *testing.T) {
	const file = "id,iso2,killed\n1,NA,0\n2,ZA,NA\n3,NO,2\n"
	for text, want := range map[string]string{
		"columns: {iso2: {type: country}}":                                                                "[NA ZA NO] []",
		"derived: {cc: {type: country, from: [iso2]}}":                                                    "[NA ZA NO] []",
		"sentinels: [NA]\ncolumns: {iso2: {type: country, sentinels: []}, killed: {type: number}}":        "[NA ZA NO] []",
		"sentinels: [NA]\ncolumns: {iso2: {sentinels: []}}\nderived: {cc: {type: country, from: [iso2]}}": "[NA ZA NO] []",
		"columns: {iso2: {type: country, sentinels: [NA]}}":                                               "[ ZA NO] []",
		"sentinels: [NA]\ncolumns: {iso2: {type: country}}": `[ ZA NO] [f.csv:2:3: iso2: NA is read as unknown here, since the mapping lists it; ` +
			`if it is Namibia, give the column "iso2" a list of its own, as in sentinels: []]`,
		"sentinels: [NA]\nderived: {cc: {type: country, from: [iso2]}}": `[ ZA NO] [f.csv:2:3: iso2: NA is read as unknown here, since the mapping lists it; ` +
			`if it is Namibia, give the column "iso2" a list of its own, as in sentinels: []]`,
	} {
		table, rows, faults := read(t, "f.csv", []byte(file), mapping(t, text))
		wantFaults(t, faults)
		column := "iso2"
		if slices.ContainsFunc(table.Columns(), func(c dataset.Column) bool { return c.Variable == "cc" }) {
			column = "cc"
		}
		var codes []string
		for _, r := range rows {
			codes = append(codes, cell(t, r, column))
		}
		if got := fmt.Sprint(codes, " ", table.Remarks().List); got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

// What datasets call countries in their own way is left empty, with a sentence
// that says why, unless the mapping says which is meant.
func TestCountriesOfAMapping(t *testing.T) {
	const file = "id,country\n1,Soviet Union\n2,Congo\n3,\"Iran, Islamic Rep.\"\n4,Nowhere\n5,Deutschland\n"
	read1 := func(text string) string {
		table, rows, faults := read(t, "f.csv", []byte(file), mapping(t, text))
		wantFaults(t, faults)
		var codes []string
		for _, r := range rows {
			codes = append(codes, cell(t, r, "cc"))
		}
		return fmt.Sprint(codes, " ", table.Remarks().List)
	}
	if got := read1("derived: {cc: {type: country, from: [country]}}"); got != `[  IR  DE] [`+
		`f.csv:2:3: cc is left empty: "Soviet Union" is a state that is no more `+
		`f.csv:3:3: cc is left empty: "Congo" can be CD (Congo - Kinshasa) or CG (Congo - Brazzaville) `+
		`f.csv:5:3: cc is left empty: "Nowhere" is no country]` {
		t.Error(got)
	}
	if got := read1("derived: {cc: {type: country, from: [country], countries: {Soviet Union: RU, Congo: CG}}}"); got != `[RU CG IR  DE] [`+
		`f.csv:5:3: cc is left empty: "Nowhere" is no country]` {
		t.Error(got)
	}
}
