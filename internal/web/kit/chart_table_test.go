package kit

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// TestTablesLoseNothing holds every table to its count: whatever is put
// together, each incident is in one cell.
func TestTablesLoseNothing(t *testing.T) {
	book := &ascribe.Codebook{
		Labels:    []ascribe.Label{{Name: "a"}, {Name: "b"}},
		Variables: []ascribe.Variable{{Name: "kind", Type: ascribe.TypeCode, Values: []ascribe.Value{{Code: "v3"}, {Code: "v1"}}}, {Name: "town", Type: ascribe.TypeText}},
	}
	f := &Frame{View: &View{}, Palette: NewPalette(book), Glossary: Glossary{book}}
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Map(rapid.IntRange(0, 60), func(n int) string {
			if n == 0 {
				return "unknown"
			}
			return "v" + strconv.Itoa(n)
		})
		want := 0
		picture := &ask.CountAnswer{By: []string{"town", "kind"}}
		n := map[string]int{}
		for range rapid.IntRange(0, 200).Draw(t, "rows") {
			r := ask.CountRow{Values: []string{value.Draw(t, "town"), value.Draw(t, "kind")}, N: rapid.IntRange(1, 9).Draw(t, "n")}
			picture.Rows = append(picture.Rows, r)
			n[r.Values[1]] += r.N
			want += r.N
		}
		table := f.AcrossTable(picture, f.Ranking("kind", n), nil, nil)
		got := 0
		for _, r := range table.Rows {
			sum := 0
			for _, cell := range r.Cells {
				sum += cell
			}
			if sum != r.Base {
				t.Fatalf("%s has %d in its cells, and %d incidents", r.Text, sum, r.Base)
			}
			got += sum
		}
		if got != want {
			t.Fatalf("%d incidents, want %d", got, want)
		}
		if len(table.Columns) > MaxColumns+2 || len(table.Rows) > MaxRows+2 {
			t.Fatalf("%d columns, %d rows", len(table.Columns), len(table.Rows))
		}
	})
}

func TestSpread(t *testing.T) {
	book := &ascribe.Codebook{
		Labels:    []ascribe.Label{{Name: "late"}, {Name: "early"}},
		Variables: []ascribe.Variable{{Name: "kind", Type: ascribe.TypeCode, Values: []ascribe.Value{{Code: "z"}, {Code: "a"}}}, {Name: "begun", Type: ascribe.TypeDate}},
	}
	f := &Frame{Palette: NewPalette(book), Glossary: Glossary{book}}
	for _, c := range []struct {
		dimension string
		n         map[string]int
		want      []string
	}{
		{"label", map[string]int{"early": 9, "late": 1}, []string{"late", "early"}},
		{"kind", map[string]int{"a": 9, "unknown": 20, "z": 1}, []string{"z", "a", "unknown"}},
		{"year", map[string]int{"2016": 1, "999": 2, "unknown": 3}, []string{"999", "2016", "unknown"}},
		{"begun", map[string]int{"2016-07": 1, "2016-07-18": 9, "2015": 1, "soon": 7, "unknown": 3}, []string{"2015", "2016-07-18", "2016-07", "soon", "unknown"}},
		{"country", map[string]int{"AT": 1, "DE": 3, "FR": 3, "unknown": 9}, []string{"DE", "FR", "AT", "unknown"}},
	} {
		if got := f.Ranking(c.dimension, c.n).Order; !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.dimension, got, c.want)
		}
	}
	if got, want := EveryYear([]string{"2001", "2004", "unknown"}), []string{"2001", "2002", "2003", "2004", "unknown"}; !slices.Equal(got, want) {
		t.Errorf("years %q, want %q", got, want)
	}
}
