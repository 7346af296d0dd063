package overtime

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// OverTimePicture is the present picture as a table.
func (f overTimePage) OverTimePicture(in *overTimeInput, a *overTime) *kit.ChartTable {
	var bases map[string]int
	if a.Picture.Several && a.Bases != nil {
		bases = numbers(a.Bases, now)
	}
	t := f.AcrossTable(a.Picture, f.counted(a), bases, f.toRow)
	t.ID, t.Caption = "picture", "Incidents by "+f.DimensionTitle(a.Across)
	if a.By != a.Across {
		t.Caption += " and " + f.DimensionTitle(a.By)
		t.Sums = f.sums(t, a.Sum, a)
	}
	t.Caption += f.asKnown()
	f.share(t, a)
	return t
}

// toRow is the list of the incidents of a value across.
func (f overTimePage) toRow(value string) string {
	return f.ToWithin("", f.In.Where, f.Answer.Across, value)
}

// share has a table show shares, where they are asked for. By one dimension alone
// they are of all incidents.
func (f overTimePage) share(t *kit.ChartTable, a *overTime) {
	if t.Shares = a.shares; !t.Shares {
		return
	}
	if a.By != a.Across {
		t.Caption += ", as shares of the base of each row"
		return
	}
	t.Caption += ", as shares of all " + kit.CountWords(a.Picture.Base, "incident", "incidents")
	for i := range t.Rows {
		t.Rows[i].Base = a.Picture.Base
	}
}

// sums are all rows of a table together, where there are several.
func (f overTimePage) sums(t *kit.ChartTable, sum *ask.CountAnswer, a *overTime) []kit.ChartRow {
	if len(t.Rows) < 2 {
		return nil
	}
	return []kit.ChartRow{f.SumRow(sum, f.counted(a), now)}
}

// SumRow is a count by the one dimension as a row under the columns of a picture.
func (f overTimePage) SumRow(sum *ask.CountAnswer, values kit.Ranking, on side) kit.ChartRow {
	row := kit.ChartRow{Text: "All of these", Base: base(sum, on)}
	columns, at := f.ColumnsOf(sum.By[0], values)
	row.Cells = make([]int, len(columns))
	for _, r := range sum.Rows {
		row.Cells[at[r.Values[0]]] += number(r, on)
	}
	return row
}

// counted are the values that are counted by, in all pictures: each has one
// colour in them.
func (f overTimePage) counted(a *overTime) kit.Ranking {
	n := map[string]int{}
	for _, r := range a.Picture.Rows {
		n[r.Values[len(r.Values)-1]] += r.N
	}
	for _, r := range a.Course.Rows {
		n[r.Values[0]] = max(n[r.Values[0]], r.N)
	}
	if a.Then != nil {
		for _, r := range a.Then.Count.Rows {
			n[r.Values[0]] = max(n[r.Values[0]], r.N, r.Then.N)
		}
	}
	return f.Ranking(a.By, n)
}

// OverTimeCourse is how the picture came about as a table.
func (f overTimePage) OverTimeCourse(in *overTimeInput, a *overTime) *kit.ChartTable {
	t := f.CourseTable(a.Course, f.counted(a))
	t.ID, t.Shares = "course", a.shares
	t.Caption = "Incidents by " + f.DimensionTitle(a.By) + ", as known at the end of each " + string(a.Every)
	if a.shares {
		t.Caption += ", as shares of the base of each row"
	}
	return t
}

// asKnown says from which day a picture is.
func (f overTimePage) asKnown() string {
	if day := f.Day(); day != nil {
		return ", as known on " + kit.DateWords(day.String())
	}
	return ", with all that is known now"
}

// Pictures are the pictures that readers ask for most, beside the chosen one.
func (f overTimePage) Pictures(a *overTime) []kit.Choice {
	var list []kit.Choice
	add := func(name, text string) {
		list = append(list, kit.Choice{Value: name, Text: text, Chosen: name == a.Across})
	}
	if defaultAcross(f.Glossary.Codebook, "") == "year" {
		add("year", "By year of the incident")
	}
	if v := f.Glossary.WithRole(ascribe.RoleCountry); v != nil {
		add(v.Name, "By country")
	}
	for _, r := range []ascribe.Role{ascribe.RoleStage, ascribe.RoleOutcome} {
		if v := f.Glossary.WithRole(r); v != nil {
			add(v.Name, "Attacks beside plots")
			break
		}
	}
	return list
}
