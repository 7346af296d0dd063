package datasets

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// An editionsTable is a count, or a sum, with a row for each value and a column
// for each edition.
type editionsTable struct {
	ID, Kind, Caption, Corner string
	Columns                   []kit.ChartColumn
	Rows                      []editionsRow
	// Totals are of all rows; none where an incident may be in several.
	Totals []editionsRow
}

type editionsRow struct {
	At, Text, To string
	Cells        []editionsCell
}

// An editionsCell is a number in decimals; empty where the edition does not
// reach so far.
type editionsCell string

// Text is the number with its digits grouped.
func (c editionsCell) Text() string {
	whole, rest, point := strings.Cut(string(c), ".")
	if point {
		rest = "." + rest
	}
	return kit.Number(whole) + rest
}

// A tallied is what one edition has of one value.
type tallied struct {
	n   int
	sum ask.Sum
}

func (t *tallied) add(r *ask.CountRow) {
	t.n += r.N
	if r.Sum != nil {
		t.sum.Plus(r.Sum)
	}
}

// EditionsTable is the count, or the sum that was asked for, of each edition.
func (f datasetPage) EditionsTable(a *datasetAnswer) *editionsTable {
	s := a.Counts
	t := &editionsTable{ID: "editions", Kind: "groups", Corner: kit.SentenceCase(f.DimensionTitle(s.By)), Caption: f.editionsCaption(a)}
	column := map[ascribe.Day]int{}
	for i, b := range s.Bases {
		text := kit.DateWords(b.Known.String())
		if name := a.EditionOn(b.Known); name != "" {
			text = name
		}
		column[b.Known] = i
		t.Columns = append(t.Columns, kit.ChartColumn{Class: "c" + strconv.Itoa(i%kit.Colours), Text: text})
	}
	n, order := f.editionsOrder(s)
	if s.By == "year" {
		t.Kind = "lines"
	}
	place := map[string]int{}
	for i, value := range order {
		place[value] = i
	}
	cells, totals := make([][]tallied, len(order)), make([]tallied, len(t.Columns))
	for i := range cells {
		cells[i] = make([]tallied, len(t.Columns))
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		at, ok := place[r.Values[0]]
		if !ok {
			at = place[kit.OtherValues]
		}
		cells[at][column[r.Known]].add(&r.CountRow)
		totals[column[r.Known]].add(&r.CountRow)
	}
	reach := reaches(order, cells)
	for i, value := range order {
		row := editionsRow{At: value, Text: "all others"}
		if value != kit.OtherValues {
			row.Text = f.ValueText(s.By, value)
			if n[value] > 0 {
				row.To = f.To("/", "where", ask.Is(s.By, value).String())
			}
		}
		for c := range cells[i] {
			cell := shown(&cells[i][c], s.Sum)
			if s.By == "year" && value != "unknown" && !reach[c].has(i) {
				cell = ""
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Totals = f.editionsTotals(s, totals)
	return t
}

// shown is the sum of what one edition has, or the number where no sum was
// asked for.
func shown(t *tallied, sum string) editionsCell {
	if sum != "" {
		return editionsCell(t.sum.String())
	}
	return editionsCell(strconv.Itoa(t.n))
}

// editionsOrder are the values that have a row, in order, and the most incidents
// that an edition has of each.
func (f datasetPage) editionsOrder(s *ask.SeriesAnswer) (n map[string]int, order []string) {
	n = map[string]int{}
	for _, r := range s.Rows {
		n[r.Values[0]] = max(n[r.Values[0]], r.N)
	}
	order = f.Ranking(s.By, n).Order
	if s.By == "year" {
		return n, kit.EveryYear(order)
	}
	if kept := kit.MostFrequent(order, n, kit.MaxRows); len(kept) < len(order) {
		order = append(slices.Clone(kept), kit.OtherValues)
	}
	return n, order
}

// A yearSpan is from which row to which an edition has any incident.
type yearSpan struct{ first, last int }

func (s yearSpan) has(row int) bool { return row >= s.first && row <= s.last }

// reaches are how far each edition reaches, in years.
func reaches(years []string, cells [][]tallied) []yearSpan {
	if len(cells) == 0 {
		return nil
	}
	list := make([]yearSpan, len(cells[0]))
	for c := range list {
		list[c] = yearSpan{len(years), -1}
		for i, year := range years {
			if year != "unknown" && cells[i][c].n > 0 {
				list[c].first, list[c].last = min(list[c].first, i), i
			}
		}
	}
	return list
}

// editionsTotals are the sums of columns. Where an incident may be in several
// rows, there are none: it would be counted twice.
func (f datasetPage) editionsTotals(s *ask.SeriesAnswer, totals []tallied) []editionsRow {
	all, without := editionsRow{Text: "All incidents"}, editionsRow{Text: "Incidents without a number"}
	if s.Sum != "" {
		all.Text = "Sum of all incidents"
	}
	for i := range totals {
		if totals[i].n != s.Bases[i].Base {
			return nil
		}
		all.Cells = append(all.Cells, shown(&totals[i], s.Sum))
		without.Cells = append(without.Cells, editionsCell(strconv.Itoa(totals[i].sum.Without)))
	}
	if s.Sum != "" {
		return []editionsRow{all, without}
	}
	return []editionsRow{all}
}

func (f datasetPage) editionsCaption(a *datasetAnswer) string {
	what, when := "Incidents", "at each edition"
	if sum := a.Counts.Sum; sum != "" {
		what = "Sum of " + f.DimensionTitle(sum)
	}
	if len(a.Editions) == 0 {
		when = "at the ends of years"
	}
	return what + " by " + f.DimensionTitle(a.By) + ", as known " + when
}

// Sums are the columns that can be summed up over incidents, with the chosen
// one: those of numbers, the killed and injured first.
func (f datasetPage) Sums(chosen string) []kit.Choice {
	var list []kit.Choice
	add := func(v *ascribe.Variable) {
		if v.Type == ascribe.TypeNumber && kit.OfIncident(v) && v.Name != "year" {
			list = append(list, kit.Choice{Value: v.Name, Text: "sum of " + f.DimensionTitle(v.Name), Chosen: v.Name == chosen})
		}
	}
	harm := func(v *ascribe.Variable) bool { return v.Role == ascribe.RoleKilled || v.Role == ascribe.RoleInjured }
	for _, first := range []bool{true, false} {
		for i := range f.Glossary.Variables {
			if v := &f.Glossary.Variables[i]; harm(v) == first {
				add(v)
			}
		}
	}
	return list
}
