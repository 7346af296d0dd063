package web

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

type overTimeInput struct {
	Asked
	By     string `query:"by" doc:"What the incidents are counted by: label, level, settled, year, or any variable of incidents. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
	Across string `query:"across" doc:"What these counts are set side by side by. Left out, the year of the incident." example:"year"`
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

func askOverTime(ctx context.Context, v *view, in *overTimeInput) (*overTime, error) {
	book, err := v.record.Book(ctx, v.question)
	if err != nil {
		return nil, err
	}
	if in.By, err = countedBy(ctx, v, in.By); err != nil {
		return nil, err
	}
	if in.By == "" {
		a := &overTime{Course: uncounted()}
		a.Picture, err = ask.Count(ctx, v.record, v.question, []string{}, nil)
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
	if a.Picture, err = ask.Count(ctx, v.record, v.question, dimensions, nil); err != nil {
		return nil, err
	}
	if a.Picture.Several && len(dimensions) > 1 {
		if a.Bases, err = ask.Count(ctx, v.record, v.question, dimensions[:1], nil); err != nil {
			return nil, err
		}
	}
	if a.Every, a.Course, err = course(ctx, v, in.By); err != nil {
		return nil, err
	}
	if in.Then == "" {
		return a, unpaged(in.After)
	}
	a.Then = &thenAndNow{}
	then := &thenInput{Asked: in.Asked, Then: in.Then, By: in.By, Limit: in.Limit}
	if a.Then.Count, err = askBeside(ctx, v, then); err != nil {
		return nil, err
	}
	if len(book.Rows) == 0 {
		return a, unpaged(in.After)
	}
	then.After = in.After
	a.Then.Differ, err = askDiffer(ctx, v, then)
	return a, err
}

// countedBy is the dimension that is asked for, or the one that is counted by
// where none is; "" where a reader has to choose.
func countedBy(ctx context.Context, v *view, by string) (string, error) {
	if by != "" {
		return by, nil
	}
	return ask.DefaultBy(ctx, v.record, v.question)
}

// needsBy is countedBy of an answer that cannot do without.
func needsBy(ctx context.Context, v *view, by string) (string, error) {
	by, err := countedBy(ctx, v, by)
	if err == nil && by == "" {
		err = ascribe.Errorf(ascribe.ErrUsage, "by: it is not said what to count by: there are no labels, and no column says when or where").
			WithHint("name a column, as in by=type")
	}
	return by, err
}

// uncounted is the course of nothing.
func uncounted() *ask.SeriesAnswer {
	return &ask.SeriesAnswer{Rows: []ask.SeriesRow{}, Bases: []ask.SeriesBase{}}
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
func (f *frame) OverTimePicture(in *overTimeInput, a *overTime) *chartTable {
	var bases map[string]int
	if a.Bases != nil {
		bases = map[string]int{}
		for _, r := range a.Bases.Rows {
			bases[r.Values[0]] = r.N
		}
	}
	t := f.acrossTable(a.Picture, f.counted(a), bases)
	t.ID, t.Shares = "picture", in.As == "share"
	t.Caption = "Incidents by " + f.dimensionTitle(a.Across)
	if a.By != a.Across {
		t.Caption += " and " + f.dimensionTitle(a.By)
	}
	t.Caption += f.asKnown()
	return t
}

// counted are the values that are counted by, in both pictures: each has one
// colour in them.
func (f *frame) counted(a *overTime) spread {
	n := map[string]int{}
	for _, r := range a.Picture.Rows {
		n[r.Values[len(r.Values)-1]] += r.N
	}
	for _, r := range a.Course.Rows {
		n[r.Values[0]] = max(n[r.Values[0]], r.N)
	}
	return f.spread(a.By, n)
}

// OverTimeCourse is how the picture came about as a table.
func (f *frame) OverTimeCourse(in *overTimeInput, a *overTime) *chartTable {
	t := f.courseTable(a.Course, f.counted(a))
	t.ID, t.Shares = "course", in.As == "share"
	t.Caption = "Incidents by " + f.dimensionTitle(a.By) + ", as known at the end of each " + string(a.Every)
	return t
}

// asKnown says from which day a picture is.
func (f *frame) asKnown() string {
	if day := f.day(); day != nil {
		return ", as known on " + dateWords(day.String())
	}
	return ", with all that is known now"
}

// A choice is one that a form offers.
type choice struct {
	Value, Text string
	Chosen      bool
}

// Dimensions are what incidents can be counted by, with the chosen one.
func (f *frame) Dimensions(chosen string) []choice {
	var names []string
	if len(f.Glossary.Rows) > 0 {
		names = append(names, "label", "level", "settled")
	}
	if f.Glossary.Variable("year") == nil && f.Glossary.WithRole(ascribe.RoleEventDate) != nil {
		names = append(names, "year")
	}
	for i := range f.Glossary.Variables {
		v := &f.Glossary.Variables[i]
		countable := v.Type == ascribe.TypeCode || v.Role == ascribe.RoleCountry || v.Role == ascribe.RolePlace
		if ofIncident(v) && (countable || len(f.Glossary.Rows) == 0) {
			names = append(names, v.Name)
		}
	}
	var list []choice
	for _, name := range names {
		list = append(list, choice{name, sentenceCase(f.dimensionTitle(name)), name == chosen})
	}
	switch {
	case chosen == "":
		list = append([]choice{{"", "choose", true}}, list...)
	case !slices.Contains(names, chosen):
		list = append(list, choice{chosen, sentenceCase(f.dimensionTitle(chosen)), true})
	}
	return list
}

func ofIncident(v *ascribe.Variable) bool {
	return len(v.Of) == 0 || slices.Contains(v.Of, ascribe.OfIncident)
}

// Pictures are the pictures that readers ask for most, beside the chosen one.
func (f *frame) Pictures(a *overTime) []choice {
	var list []choice
	add := func(name, text string) {
		list = append(list, choice{name, text, name == a.Across})
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
	Columns             []chartColumn
	Rows                []thenRow
}

type thenRow struct {
	chartRow
	Class      string // of a label; empty: it is none
	Difference string
}

// Label is the value of the row, where it is a label.
func (r thenRow) Label() labelChip { return labelChip{r.Class, r.Text} }

// ThenTable is the count on the other day beside that of the point.
func (f *frame) ThenTable(then *thenAndNow) *thenTable {
	by := then.Count.By[0]
	now := "now"
	if day := f.day(); day != nil {
		now = dateWords(day.String())
	}
	day := dateWords(then.Count.Against.String())
	t := &thenTable{
		ID: "beside", Corner: sentenceCase(f.dimensionTitle(by)), Caption: "Incidents by " + f.dimensionTitle(by) + ", " + day + " beside " + now,
		Columns: []chartColumn{{"then-fill", day}, {"now-fill", now}},
	}
	n := map[string]int{}
	for _, r := range then.Count.Rows {
		n[r.Values[0]] = max(r.N, r.Then.N)
	}
	order := f.spread(by, n).order
	kept := most(order, n, maxRows)
	rest := thenRow{chartRow: chartRow{At: other, Text: "all others", Cells: []int{0, 0}}}
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
		row := thenRow{chartRow: chartRow{At: value, Text: f.valueText(by, value), Cells: []int{r.Then.N, r.N}}}
		if by == "label" {
			row.Class = f.Looks.Class(value)
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
		return "+" + number(n)
	case n < 0:
		return "−" + number(-n)
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
