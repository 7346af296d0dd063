package overtime

import (
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// A thenTable is a count by one dimension on two days.
type thenTable struct {
	ID, Caption, Corner string
	Columns             []thenColumn
	Rows                []thenRow
	Sum                 thenRow
	Shares              bool
}

// A thenColumn is one of the days, with how many incidents are counted on it.
type thenColumn struct {
	kit.ChartColumn
	Base int
}

type thenRow struct {
	At, Text   string
	Class      string // of a label; empty: it is none
	Cells      [2]thenCell
	Difference string
}

// A thenCell is a number of incidents, and of how many.
type thenCell struct{ N, Base int }

// Label is the value of the row, where it is a label.
func (r thenRow) Label() kit.LabelChip { return kit.LabelChip{Class: r.Class, Text: r.Text} }

// ThenTable is the count on the two days, in the order of time.
func (f overTimePage) ThenTable(a *overTime) *thenTable {
	count := a.Then.Count
	by := count.By[0]
	t := &thenTable{ID: "beside", Corner: kit.SentenceCase(f.DimensionTitle(by)), Shares: a.shares}
	sides := f.sides(a.Then)
	t.Caption = "Incidents by " + f.DimensionTitle(by) + f.besides(a)
	for i, class := range []string{"then-fill", "now-fill"} {
		t.Columns = append(t.Columns, thenColumn{kit.ChartColumn{Class: class, Text: f.day(a.Then, sides[i])}, base(count, sides[i])})
	}
	if a.shares {
		t.Caption += ", as shares of all incidents of the day"
	}
	n, cells := map[string]int{}, map[string][2]int{}
	for _, r := range count.Rows {
		n[r.Values[0]] = max(r.N, r.Then.N)
		cells[r.Values[0]] = [2]int{number(r, sides[0]), number(r, sides[1])}
	}
	order := f.Ranking(by, n).Order
	kept := kit.MostFrequent(order, n, kit.MaxRows)
	rest := [2]int{}
	for _, value := range order {
		if !slices.Contains(kept, value) {
			rest[0] += cells[value][0]
			rest[1] += cells[value][1]
			continue
		}
		row := t.row(value, f.ValueText(by, value), cells[value])
		if by == "label" {
			row.Class = f.Palette.Class(value)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(kept) < len(order) {
		t.Rows = append(t.Rows, t.row(kit.OtherValues, "all others", rest))
	}
	t.Sum = thenRow{Text: "All incidents", Difference: difference(t.Columns[1].Base - t.Columns[0].Base)}
	for i := range t.Columns {
		t.Sum.Cells[i].N = t.Columns[i].Base
	}
	return t
}

func (t *thenTable) row(at, text string, n [2]int) thenRow {
	r := thenRow{At: at, Text: text, Difference: difference(n[1] - n[0])}
	for i := range n {
		r.Cells[i] = thenCell{n[i], t.Columns[i].Base}
	}
	if t.Shares {
		r.Difference = points(n[0], t.Columns[0].Base, n[1], t.Columns[1].Base)
	}
	return r
}

// besides says which days a table sets side by side.
func (f overTimePage) besides(a *overTime) string {
	sides := f.sides(a.Then)
	return ", " + f.day(a.Then, sides[0]) + " beside " + f.day(a.Then, sides[1])
}

// maxDrawn is how many rows a picture of two days has at most; a longer one is a
// table alone.
const maxDrawn = 36

// ThenAcross is the count by both dimensions with two rows, one for each day, for
// each value across.
func (f overTimePage) ThenAcross(a *overTime) *kit.ChartTable {
	count, values := a.Then.Across, f.counted(a)
	t := &kit.ChartTable{ID: "beside-across", Kind: "rows", Corner: kit.SentenceCase(f.DimensionTitle(a.Across)), Several: count.Several, Shares: a.shares}
	t.Caption = "Incidents by " + f.DimensionTitle(a.Across) + " and " + f.DimensionTitle(a.By) + f.besides(a)
	if a.shares {
		t.Caption += ", as shares of the base of each row"
	}
	var at map[string]int
	t.Columns, at = f.ColumnsOf(a.By, values)
	totals := map[string]int{}
	for _, r := range a.Then.Bases.Rows {
		totals[r.Values[0]] = max(r.N, r.Then.N)
	}
	order := f.Ranking(a.Across, totals).Order
	if kept := kit.MostFrequent(order, totals, kit.MaxRows); len(kept) < len(order) {
		order = append(kept, kit.OtherValues)
	}
	place := map[string]int{}
	sides := f.sides(a.Then)
	for i, value := range order {
		place[value] = 2 * i
		for _, on := range sides {
			t.Rows = append(t.Rows, f.acrossRow(a, value, on, len(t.Columns)))
		}
	}
	add := func(value string, to func(row *kit.ChartRow, on side)) {
		n, ok := place[value]
		if !ok {
			n = place[kit.OtherValues]
		}
		for i, on := range sides {
			to(&t.Rows[n+i], on)
		}
	}
	for _, r := range count.Rows {
		add(r.Values[0], func(row *kit.ChartRow, on side) { row.Cells[at[r.Values[1]]] += number(r, on) })
	}
	for _, r := range a.Then.Bases.Rows {
		add(r.Values[0], func(row *kit.ChartRow, on side) { row.Base += number(r, on) })
	}
	t.Sums = f.thenSums(a, values, sides)
	if len(t.Rows) > maxDrawn {
		t.Kind = ""
	}
	return t
}

// acrossRow is the empty row of a value on a day, which leads to the incidents as
// known then.
func (f overTimePage) acrossRow(a *overTime, value string, on side, columns int) kit.ChartRow {
	row := kit.ChartRow{At: value + " " + strconv.Itoa(int(on)), Text: "all others", Cells: make([]int, columns)}
	if value != kit.OtherValues {
		known := f.Asked.Known
		if on == then {
			known = f.In.Then
		}
		row.Text, row.To = f.ValueText(a.Across, value), f.FromDay(known).ToWithin("", f.In.Where, a.Across, value)
	}
	row.Text += " · " + f.day(a.Then, on)
	return row
}

func (f overTimePage) thenSums(a *overTime, values kit.Ranking, sides [2]side) (sums []kit.ChartRow) {
	if len(a.Then.Bases.Rows) < 2 {
		return nil
	}
	for _, on := range sides {
		row := f.SumRow(a.Then.Count, values, on)
		row.Text += " · " + f.day(a.Then, on)
		sums = append(sums, row)
	}
	return sums
}
