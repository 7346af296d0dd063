package overtime

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// thenAndNow is another day beside the point.
type thenAndNow struct {
	Count *ask.CountAnswer `json:"count"` // with the numbers of both days
	// Across is the count by both dimensions, with the numbers of both days, and
	// bases has the incidents of each value across; null by one dimension alone.
	Across *ask.CountAnswer `json:"across"`
	Bases  *ask.CountAnswer `json:"bases"`
	// Differ are the incidents whose answer differs; null under a codebook that
	// gives no labels.
	Differ *ask.RelabelledAnswer `json:"differ"`
}

func askThenAndNow(ctx context.Context, v *kit.View, in *overTimeInput) (*thenAndNow, error) {
	a := &thenAndNow{}
	beside := &besideInput{Asked: in.Asked, Then: in.Then, By: in.By, As: in.As, Where: in.Where}
	counted, err := askBeside(ctx, v, beside)
	if err != nil {
		return nil, err
	}
	a.Count = counted.CountAnswer
	if in.Across != in.By {
		beside.Across = in.Across
		if counted, err = askBeside(ctx, v, beside); err != nil {
			return nil, err
		}
		a.Across, a.Bases = counted.CountAnswer, counted.bases
	}
	if len(v.At.Book.Rows) == 0 {
		return a, kit.Unpaged(in.After)
	}
	a.Differ, err = askDiffer(ctx, v, &differInput{Asked: in.Asked, Then: in.Then, Where: in.Where, After: in.After, Limit: in.Limit})
	return a, err
}

type besideInput struct {
	kit.Asked
	Then   string   `path:"then" doc:"The other day; a month or a year counts from its end." example:"2016-07-20"`
	By     string   `query:"by" doc:"What the incidents are counted by. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
	Across string   `query:"across" doc:"A second thing by which incidents are counted. Left out, none." example:"country"`
	As     string   `query:"as" default:"number" enum:"number,share" doc:"share: the CSV has four columns more, the shares of both days and the bases that they are of: the incidents of the same value across or, without it, all."`
	Where  []string `query:"where,explode" doc:"Only incidents of which this holds on the day: NAME OP VALUE, or @NAME, as of /incidents." example:"[\"country=DE\"]"`
}

// askBeside is the count on another day beside that of the point.
func askBeside(ctx context.Context, v *kit.View, in *besideInput) (*crossCount, error) {
	c := &crossCount{}
	var err error
	if c.shares, err = asShares(in.As); err != nil {
		return nil, err
	}
	then, err := kit.ParseKnown("then", in.Then)
	if err != nil {
		return nil, err
	}
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	by, err := kit.NeedsBy(ctx, v, in.By)
	if err != nil {
		return nil, err
	}
	dimensions := crossed(in.Across, by)
	if c.CountAnswer, err = ask.CountAgainst(ctx, v.At, then, dimensions, where, ""); err != nil || len(dimensions) == 1 {
		return c, err
	}
	c.bases, err = ask.CountAgainst(ctx, v.At, then, dimensions[:1], where, "")
	return c, err
}

type differInput struct {
	kit.Asked
	Then  string   `path:"then" doc:"The other day; a month or a year counts from its end." example:"2016-07-20"`
	Where []string `query:"where,explode" doc:"Only incidents of which this holds on one of the two days at least: NAME OP VALUE, or @NAME, as of /incidents." example:"[\"country=DE\"]"`
	After string   `query:"after" doc:"The cursor of the next page."`
	Limit int      `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many incidents."`
}

// askDiffer are the incidents whose answer differs between the two days.
func askDiffer(ctx context.Context, v *kit.View, in *differInput) (*ask.RelabelledAnswer, error) {
	then, err := kit.ParseKnown("then", in.Then)
	if err != nil {
		return nil, err
	}
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	return ask.Relabelled(ctx, v.At, then, where, &ask.Paging{After: in.After, Limit: in.Limit})
}

// AllAtOnce asks for all rows: they take hardly longer than a page of them.
func (in *differInput) AllAtOnce() { in.Limit = kit.MaxTableRows }

// A side is one of the two days.
type side int

const (
	then side = iota // the other day
	now              // that of the point
)

// number is what a row has on a day.
func number(r ask.CountRow, on side) int {
	if on == now {
		return r.N
	}
	return r.Then.N
}

// base is how many incidents a count is of on a day.
func base(c *ask.CountAnswer, on side) int {
	if on == now {
		return c.Base
	}
	return *c.BaseAgainst
}

// numbers are those of a count by one dimension on a day, by value.
func numbers(c *ask.CountAnswer, on side) map[string]int {
	n := map[string]int{}
	for _, r := range c.Rows {
		n[r.Values[0]] = number(r, on)
	}
	return n
}

// sides are the two days in the order of time.
func (f overTimePage) sides(t *thenAndNow) [2]side {
	if *t.Count.Against > f.At.AsOf.Known {
		return [2]side{now, then}
	}
	return [2]side{then, now}
}

// day is one of the two days in words.
func (f overTimePage) day(t *thenAndNow, on side) string {
	if on == then {
		return kit.DateWords(t.Count.Against.String())
	}
	if day := f.Day(); day != nil {
		return kit.DateWords(day.String())
	}
	return "now"
}

// Days are the two days as the headings of columns, in the order of time.
func (f overTimePage) Days(t *thenAndNow) (titles [2]string) {
	for i, on := range f.sides(t) {
		if titles[i] = f.day(t, on); titles[i] == "now" {
			titles[i] = "Now"
		} else {
			titles[i] = "On " + titles[i]
		}
	}
	return titles
}

// A movement is how many incidents went from one label to another.
type movement struct {
	From, To string
	N        int
}

// Moved are the pairs of labels that differ, in the order of time, those of most
// incidents first.
func (f overTimePage) Moved(t *thenAndNow) []movement {
	var list []movement
	for _, p := range t.Differ.Pairs {
		if p.From == p.To {
			continue
		}
		m := movement{p.From, p.To, p.N}
		if f.sides(t)[0] == now {
			m.From, m.To = m.To, m.From
		}
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b movement) int { return b.N - a.N })
	return list
}

// A differing is an incident with its answers in the order of time.
type differing struct {
	Incident, Title string
	Answers         [2]ascribe.Belief
}

// Differing are the incidents whose answer differs.
func (f overTimePage) Differing(t *thenAndNow) []differing {
	var list []differing
	for _, r := range t.Differ.Rows {
		d := differing{r.Incident, r.Title, [2]ascribe.Belief{r.Then, r.Now}}
		if f.sides(t)[0] == now {
			slices.Reverse(d.Answers[:])
		}
		list = append(list, d)
	}
	return list
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

// points is by how many points of a hundred a share differs.
func points(from, fromBase, to, toBase int) string {
	if fromBase == 0 || toBase == 0 {
		return "–"
	}
	text := fmt.Sprintf("%+.1f", 100*(float64(to)/float64(toBase)-float64(from)/float64(fromBase)))
	if text == "-0.0" || text == "+0.0" {
		return "0"
	}
	return strings.Replace(text, "-", "−", 1) + " points"
}
