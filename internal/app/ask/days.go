package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// DaysAnswer are the days on which something changed, of all incidents or of one.
// They go beyond the day that is asked for: who looks at one day can go on to
// the next.
type DaysAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Incident string         `json:"incident,omitempty"`
	First    *ascribe.Day   `json:"first"` // null: there are none
	Last     *ascribe.Day   `json:"last"`
	Rows     []DayRow       `json:"rows"`
}

// DayRow is one day. Of all incidents, N is how many of them changed their
// label, level or settled; of one, how many statements came out or were
// corrected, and Changed whether label, level or settled did.
type DayRow struct {
	Day     ascribe.Day `json:"day"`
	N       int         `json:"n"`
	Changed bool        `json:"changed"`
}

func (d *DaysAnswer) end() *DaysAnswer {
	if n := len(d.Rows); n > 0 {
		d.First, d.Last = &d.Rows[0].Day, &d.Rows[n-1].Day
	}
	return d
}

// Days answers on which days the answer about some incident changed, as
// recorded by the question's entry. Under a codebook that gives no labels it is
// the days on which something came out.
func Days(ctx context.Context, p *point.Point) (*DaysAnswer, error) {
	d := &DaysAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book)}
	key := daysKey{p.About(), p.Book.SHA256, p.AsOf.Recorded}
	if rows := point.Recently[daysKey, []DayRow](p).Get(key); rows != nil {
		d.Rows = *rows
		return d.end(), nil
	}
	var err error
	if d.Rows, err = days(ctx, p); err != nil {
		return nil, err
	}
	point.Recently[daysKey, []DayRow](p).Put(key, &d.Rows)
	return d.end(), nil
}

// A daysKey names days of change: whatever day is asked for, they are the same.
type daysKey struct {
	dataset, book string
	recorded      int64
}

func days(ctx context.Context, p *point.Point) ([]DayRow, error) {
	s, err := surveyOf(ctx, p)
	if err != nil {
		return nil, err
	}
	changes, err := s.Changes(ctx)
	rows := make([]DayRow, 0, len(changes))
	for _, c := range changes {
		rows = append(rows, DayRow{c.Day, c.N, true})
	}
	return rows, err
}

// IncidentDays answers on which days evidence about one incident came out or
// was corrected.
func IncidentDays(ctx context.Context, p *point.Point, id string) (*DaysAnswer, error) {
	r, err := disclose.Read(ctx, p, id)
	if err != nil {
		return nil, err
	}
	d := &DaysAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Incident: r.Dossier.Subject, Rows: []DayRow{}}
	changed := plain.Changed(p.Book, r.Reading)
	counts := statementsOn(r.On(p.AsOf.Known))
	for _, day := range changed { // one may be no longer listed, and nothing said
		counts[day] += 0
	}
	for day, n := range counts {
		d.Rows = append(d.Rows, DayRow{day, n, slices.Contains(changed, day)})
	}
	slices.SortFunc(d.Rows, func(a, b DayRow) int { return cmp.Compare(a.Day, b.Day) })
	return d.end(), nil
}

// statementsOn is how many statements came out or were corrected on each day.
func statementsOn(r *classify.Reading) map[ascribe.Day]int {
	n := map[ascribe.Day]int{}
	for _, e := range r.Evidence() {
		n[e.Day]++
		if e.Until < ascribe.MaxDay && e.Until > e.Day {
			n[e.Until]++
		}
	}
	return n
}
