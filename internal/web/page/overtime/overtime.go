package overtime

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type overTimeInput struct {
	kit.Asked
	By     string `query:"by" doc:"What the incidents are counted by: label, level, settled, year, or any variable of incidents. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
	Across string `query:"across" doc:"The columns: a second thing by which incidents are counted. Left out, the year of the incident." example:"year"`
	As     string `query:"as" default:"number" enum:"number,share" doc:"How the page shows counts: as numbers, or as shares of their base."`
	Then   string `query:"then" doc:"Another day, such as 2016-07-20: the answer as known on it is set beside that of the point." example:"2016-07-20"`
	After  string `query:"after" doc:"The cursor of the next page of incidents whose answer differs between the two days."`
	Limit  int    `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many of these incidents."`
}

// overTime is the present picture, how it came about and, where another day is
// given, the picture of that day beside it.
type overTime struct {
	By     string `json:"by"`
	Across string `json:"across"`
	// Picture counts the incidents by across and by, as of the point.
	Picture *ask.CountAnswer `json:"picture"`
	// Bases has the incidents of each value across, where one may be counted
	// under several values of by; else null.
	Bases *ask.CountAnswer `json:"bases"`
	// Course is the count by the one dimension at the end of each period up to
	// the point; it has no days before anything was known.
	Every  ask.Every         `json:"every"`
	Course *ask.SeriesAnswer `json:"course"`
	// Then is null where no other day was given.
	Then *thenAndNow `json:"then"`
}

// thenAndNow is another day beside the point.
type thenAndNow struct {
	Count *ask.CountAnswer `json:"count"` // with the numbers of both days
	// Differ are the incidents whose answer differs; null under a codebook that
	// gives no labels.
	Differ *ask.RelabelledAnswer `json:"differ"`
}

func askOverTime(ctx context.Context, v *kit.View, in *overTimeInput) (*overTime, error) {
	book := v.At.Book
	var err error
	if in.By, err = kit.CountedBy(ctx, v, in.By); err != nil {
		return nil, err
	}
	if in.By == "" {
		a := &overTime{Course: kit.Uncounted()}
		a.Picture, err = ask.Count(ctx, v.At, []string{}, nil)
		return a, err
	}
	if in.Across == "" {
		in.Across = defaultAcross(&book.Codebook, in.By)
	}
	if in.As != "number" && in.As != "share" {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "as: counts are shown as number or as share, not as %q", in.As).WithHint("leave it out for numbers")
	}
	a := &overTime{By: in.By, Across: in.Across}
	dimensions := []string{in.Across, in.By}
	if in.Across == in.By {
		dimensions = dimensions[:1]
	}
	if a.Picture, err = ask.Count(ctx, v.At, dimensions, nil); err != nil {
		return nil, err
	}
	if a.Picture.Several && len(dimensions) > 1 {
		if a.Bases, err = ask.Count(ctx, v.At, dimensions[:1], nil); err != nil {
			return nil, err
		}
	}
	if a.Every, a.Course, err = course(ctx, v, in.By); err != nil {
		return nil, err
	}
	if in.Then == "" {
		return a, kit.Unpaged(in.After)
	}
	a.Then = &thenAndNow{}
	then := &thenInput{Asked: in.Asked, Then: in.Then, By: in.By, Limit: in.Limit}
	if a.Then.Count, err = askBeside(ctx, v, then); err != nil {
		return nil, err
	}
	if len(book.Rows) == 0 {
		return a, kit.Unpaged(in.After)
	}
	then.After = in.After
	a.Then.Differ, err = askDiffer(ctx, v, then)
	return a, err
}

// defaultAcross is the year of the incident or, under a codebook that does not
// say when it was, what is counted itself.
func defaultAcross(book *ascribe.Codebook, by string) string {
	if book.Variable("year") != nil || book.Variable("date") != nil || book.WithRole(ascribe.RoleEventDate) != nil {
		return "year"
	}
	return by
}

// maxPeriods is how many periods a course is shown in at most.
const maxPeriods = 80

// periods are the ends of the shortest periods that are few enough, from the
// first day on, and the last day.
func periods(first, last ascribe.Day) (ask.Every, []ascribe.Day) {
	var ends []ascribe.Day
	var every ask.Every
	for _, every = range []ask.Every{ask.EveryDay, ask.EveryWeek, ask.EveryMonth, ask.EveryQuarter, ask.EveryYear} {
		if ends = every.Days(first, last); len(ends) < maxPeriods {
			break
		}
	}
	if n := len(ends); n == 0 || ends[n-1] != last {
		ends = append(ends, last)
	}
	if n := len(ends); n > maxPeriods { // centuries
		step := (n + maxPeriods - 1) / maxPeriods
		kept := ends[:0]
		for i := (n - 1) % step; i < n; i += step {
			kept = append(kept, ends[i])
		}
		ends = kept
	}
	return every, ends
}

// Moved are the pairs of labels that differ, those of most incidents first.
func (t *thenAndNow) Moved() []ask.LabelPair {
	var list []ask.LabelPair
	for _, p := range t.Differ.Pairs {
		if p.From != p.To {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b ask.LabelPair) int { return b.N - a.N })
	return list
}

// OverTimePicture is the present picture as a table.
func (f overTimePage) OverTimePicture(in *overTimeInput, a *overTime) *kit.ChartTable {
	var bases map[string]int
	if a.Bases != nil {
		bases = map[string]int{}
		for _, r := range a.Bases.Rows {
			bases[r.Values[0]] = r.N
		}
	}
	t := f.AcrossTable(a.Picture, f.counted(a), bases)
	t.ID, t.Shares = "picture", in.As == "share"
	t.Caption = "Incidents by " + f.DimensionTitle(a.Across)
	if a.By != a.Across {
		t.Caption += " and " + f.DimensionTitle(a.By)
	}
	t.Caption += f.asKnown()
	return t
}

// counted are the values that are counted by, in both pictures: each has one
// colour in them.
func (f overTimePage) counted(a *overTime) kit.Ranking {
	n := map[string]int{}
	for _, r := range a.Picture.Rows {
		n[r.Values[len(r.Values)-1]] += r.N
	}
	for _, r := range a.Course.Rows {
		n[r.Values[0]] = max(n[r.Values[0]], r.N)
	}
	return f.Ranking(a.By, n)
}

// OverTimeCourse is how the picture came about as a table.
func (f overTimePage) OverTimeCourse(in *overTimeInput, a *overTime) *kit.ChartTable {
	t := f.CourseTable(a.Course, f.counted(a))
	t.ID, t.Shares = "course", in.As == "share"
	t.Caption = "Incidents by " + f.DimensionTitle(a.By) + ", as known at the end of each " + string(a.Every)
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

// A thenTable is a count on two days.
type thenTable struct {
	ID, Caption, Corner string
	Columns             []kit.ChartColumn
	Rows                []thenRow
}

type thenRow struct {
	kit.ChartRow
	Class      string // of a label; empty: it is none
	Difference string
}

// Label is the value of the row, where it is a label.
func (r thenRow) Label() kit.LabelChip { return kit.LabelChip{Class: r.Class, Text: r.Text} }

// ThenTable is the count on the other day beside that of the point.
func (f overTimePage) ThenTable(then *thenAndNow) *thenTable {
	by := then.Count.By[0]
	now := "now"
	if day := f.Day(); day != nil {
		now = kit.DateWords(day.String())
	}
	day := kit.DateWords(then.Count.Against.String())
	t := &thenTable{
		ID: "beside", Corner: kit.SentenceCase(f.DimensionTitle(by)), Caption: "Incidents by " + f.DimensionTitle(by) + ", " + day + " beside " + now,
		Columns: []kit.ChartColumn{{Class: "then-fill", Text: day}, {Class: "now-fill", Text: now}},
	}
	n := map[string]int{}
	for _, r := range then.Count.Rows {
		n[r.Values[0]] = max(r.N, r.Then.N)
	}
	order := f.Ranking(by, n).Order
	kept := kit.MostFrequent(order, n, kit.MaxRows)
	rest := thenRow{ChartRow: kit.ChartRow{At: kit.OtherValues, Text: "all others", Cells: []int{0, 0}}}
	rows := slices.Clone(then.Count.Rows)
	place := map[string]int{}
	for i, value := range order {
		place[value] = i
	}
	slices.SortFunc(rows, func(a, b ask.CountRow) int { return place[a.Values[0]] - place[b.Values[0]] })
	for _, r := range rows {
		value := r.Values[0]
		if !slices.Contains(kept, value) {
			rest.Cells[0] += r.Then.N
			rest.Cells[1] += r.N
			continue
		}
		row := thenRow{ChartRow: kit.ChartRow{At: value, Text: f.ValueText(by, value), Cells: []int{r.Then.N, r.N}}}
		if by == "label" {
			row.Class = f.Palette.Class(value)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(kept) < len(order) {
		t.Rows = append(t.Rows, rest)
	}
	for i := range t.Rows {
		t.Rows[i].Difference = difference(t.Rows[i].Cells[1] - t.Rows[i].Cells[0])
	}
	return t
}

// difference is a number with its sign.
func difference(n int) string {
	switch {
	case n > 0:
		return "+" + kit.Number(n)
	case n < 0:
		return "−" + kit.Number(-n)
	}
	return "0"
}

// Both is how many incidents are counted on both days.
func (t *thenAndNow) Both() int {
	n := 0
	for _, p := range t.Differ.Pairs {
		n += p.N
	}
	return n
}

// BaseThen is how many incidents are counted on the other day.
func (t *thenAndNow) BaseThen() int { return *t.Count.BaseAgainst }

// overTimePage is what the template of the page is given.
type overTimePage struct {
	*kit.Page[overTimeInput, overTime]
}

// AsTable is the present picture.
func (a *overTime) AsTable() kit.Table { return kit.CountTable(a.Picture) }
