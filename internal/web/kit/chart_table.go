package kit

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A ChartTable is a table of counts with a column for each value of a
// dimension. It is what a reader has without scripts, and what the island
// chart draws from.
type ChartTable struct {
	ID      string // of the element
	Kind    string // how it is drawn: bars, rows or areas
	Caption string
	Corner  string // the heading of the first column
	Columns []ChartColumn
	Rows    []ChartRow
	// Sums are of all rows, none where there is but one.
	Sums    []ChartRow
	Shares  bool // whether cells are parts of the base of their row
	Several bool // whether an incident may be in more than one column
}

// A ChartColumn is one value, in its colour.
type ChartColumn struct{ Class, Text string }

// A ChartRow is one place along the axis.
type ChartRow struct {
	At    string // as an address has it
	Text  string
	To    string // where it leads; empty: nowhere
	Cells []int
	Base  int // the incidents of the row
}

// At most so many values have a column, and a row across, of their own: what
// is rarer is put together.
const (
	MaxColumns = 8
	MaxRows    = 40
)

// OtherValues stands for the values that are put together.
const OtherValues = "\x00"

// ColumnsOf chooses the values that have a column: those that there are most
// of, in their own order, then all others, then unknown. at says for each
// value which column it is in.
func (f *Frame) ColumnsOf(dimension string, values Ranking) (columns []ChartColumn, at map[string]int) {
	at = map[string]int{}
	order := values.Order
	kept := MostFrequent(order, values.n, MaxColumns)
	for _, value := range kept {
		if value == "unknown" && dimension != "label" {
			continue
		}
		class := "c" + strconv.Itoa(len(columns)%Colours)
		if dimension == "label" {
			class = f.Palette.Class(value)
		}
		at[value] = len(columns)
		columns = append(columns, ChartColumn{class, f.ValueText(dimension, value)})
	}
	rest := 0
	for _, value := range order {
		if _, ok := at[value]; !ok && value != "unknown" {
			at[value] = len(columns)
			rest++
		}
	}
	if rest > 0 {
		columns = append(columns, ChartColumn{"c8", CountWords(rest, "other value", "other values")})
	}
	if _, ok := at["unknown"]; !ok && slices.Contains(order, "unknown") {
		at["unknown"] = len(columns)
		columns = append(columns, ChartColumn{"c-none", "unknown"})
	}
	return columns, at
}

// MostFrequent are the values that there are most of, in the order that they had.
func MostFrequent(order []string, n map[string]int, limit int) []string {
	known := slices.DeleteFunc(slices.Clone(order), func(v string) bool { return v == "unknown" })
	if len(known) <= limit {
		return order
	}
	slices.SortStableFunc(known, func(a, b string) int { return cmp.Compare(n[b], n[a]) })
	known = known[:limit]
	return slices.DeleteFunc(slices.Clone(order), func(v string) bool { return v != "unknown" && !slices.Contains(known, v) })
}

// ValueText is a value of a dimension in words.
func (f *Frame) ValueText(dimension, value string) string {
	switch {
	case value == "":
		return "none"
	case dimension == "label" || dimension == "level" || value == "unknown":
		return Words(value)
	case dimension == "settled":
		return map[string]string{"yes": "settled", "no": "not settled"}[value]
	}
	return f.Glossary.ValueWords(dimension, value)
}

// DimensionTitle is what a dimension is called within a sentence.
func (f *Frame) DimensionTitle(name string) string {
	if name == "year" && f.Glossary.Variable(name) == nil {
		return "year of the incident"
	}
	title := []rune(f.Glossary.VariableTitle(name))
	if len(title) > 1 && unicode.IsLower(title[1]) { // no abbreviation
		title[0] = unicode.ToLower(title[0])
	}
	return string(title)
}

// AcrossTable is a count by two dimensions, or by one alone, as a table. Values
// are those that have columns. Bases has the incidents of each value across
// where an incident may be in several columns. To is where the row of a value
// leads; nil: nowhere.
func (f *Frame) AcrossTable(count *ask.CountAnswer, values Ranking, bases map[string]int, to func(value string) string) *ChartTable {
	across, by := count.By[0], ""
	if len(count.By) > 1 {
		by = count.By[1]
	}
	totals := map[string]int{}
	for _, r := range count.Rows {
		totals[r.Values[0]] += r.N
	}
	t := &ChartTable{Kind: "rows", Corner: SentenceCase(f.DimensionTitle(across)), Several: bases != nil}
	at := map[string]int{}
	if by == "" {
		t.Columns = []ChartColumn{{"c3", "incidents"}}
	} else {
		t.Columns, at = f.ColumnsOf(by, values)
	}
	order := f.Ranking(across, totals).Order
	if across == "year" {
		t.Kind = "bars"
		order = EveryYear(order)
	} else if kept := MostFrequent(order, totals, MaxRows); len(kept) < len(order) {
		order = append(kept, OtherValues)
	}
	place := map[string]int{}
	for _, x := range order {
		row := ChartRow{At: x, Cells: make([]int, len(t.Columns))}
		if x == OtherValues {
			row.Text = "all others"
		} else {
			row.Text = f.ValueText(across, x)
			if to != nil {
				row.To = to(x)
			}
		}
		place[x] = len(t.Rows)
		t.Rows = append(t.Rows, row)
	}
	rowOf := func(value string) *ChartRow {
		i, ok := place[value]
		if !ok {
			i = place[OtherValues]
		}
		return &t.Rows[i]
	}
	for _, r := range count.Rows {
		column := 0
		if by != "" {
			column = at[r.Values[1]]
		}
		row := rowOf(r.Values[0])
		row.Cells[column] += r.N
		if bases == nil {
			row.Base += r.N
		}
	}
	for x, n := range bases {
		rowOf(x).Base += n
	}
	return t
}

// A Ranking is how many incidents there are of each value of a dimension, in the
// order in which the values are shown.
type Ranking struct {
	Order []string
	n     map[string]int
}

// Ranking puts values in order: those of a codebook in its order, numbers and
// years by their size, dates by time, any others by how many incidents they have; unknown
// last.
func (f *Frame) Ranking(dimension string, n map[string]int) Ranking {
	rank := map[string]int{"unknown": math.MaxInt}
	for i, l := range f.Palette.Labels {
		if dimension == "label" {
			rank[l.Name] = i + 1
		}
	}
	v := f.Glossary.Variable(dimension)
	if v != nil {
		for i := range v.Values {
			rank[v.Values[i].Code] = i + 1
		}
	}
	byNumber := dimension == "year" || v != nil && v.Type == ascribe.TypeNumber
	byDate := v != nil && v.Type == ascribe.TypeDate
	return Ranking{n: n, Order: slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		if rank[a] != rank[b] {
			return cmp.Compare(rank[a], rank[b])
		}
		x, errX := strconv.Atoi(a)
		y, errY := strconv.Atoi(b)
		if byNumber && errX == nil && errY == nil {
			return cmp.Compare(x, y)
		}
		if byDate {
			return compareDates(a, b)
		}
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b))
	})}
}

// compareDates orders dates by when they begin; what is none comes after them.
func compareDates(a, b string) int {
	x, errX := ascribe.ParseDate(a)
	y, errY := ascribe.ParseDate(b)
	switch {
	case errX == nil && errY == nil:
		return cmp.Or(x.Compare(y), cmp.Compare(a, b))
	case errX == nil:
		return -1
	case errY == nil:
		return 1
	}
	return cmp.Compare(a, b)
}

// EveryYear adds the years in between in which nothing happened, so that the
// axis keeps its measure.
func EveryYear(years []string) []string {
	var list []string
	last := 0
	for _, text := range years {
		year, err := strconv.Atoi(text)
		if err == nil {
			for gap := last + 1; last != 0 && gap < year && year-last < 100; gap++ {
				list = append(list, strconv.Itoa(gap))
			}
			last = year
		}
		list = append(list, text)
	}
	return list
}

// CourseTable is how a count moved as a table: a row for each day. Values are
// those that have columns.
func (f *Frame) CourseTable(s *ask.SeriesAnswer, values Ranking) *ChartTable {
	t := &ChartTable{Kind: "areas", Corner: "As known on"}
	var at map[string]int
	t.Columns, at = f.ColumnsOf(s.By, values)
	place := map[string]int{}
	for i, b := range s.Bases {
		day := b.Known.String()
		place[day] = i
		t.Rows = append(t.Rows, ChartRow{At: day, Text: DateWords(day), To: f.On(day), Cells: make([]int, len(t.Columns)), Base: b.Base})
	}
	sums := make([]int, len(t.Rows))
	for _, r := range s.Rows {
		i := place[r.Known.String()]
		t.Rows[i].Cells[at[r.Values[0]]] += r.N
		sums[i] += r.N
	}
	for i := range sums {
		t.Several = t.Several || sums[i] != t.Rows[i].Base
	}
	return t
}
