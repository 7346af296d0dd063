package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Days are the days on which something changed, of all incidents or of one.
// They go beyond the day that is asked for: who looks at one day can go on to
// the next.
type Days struct {
	Point
	Codebook BookName     `json:"codebook"`
	Incident string       `json:"incident,omitempty"`
	First    *ascribe.Day `json:"first"` // null: there are none
	Last     *ascribe.Day `json:"last"`
	Rows     []DayRow     `json:"rows"`
}

// DayRow is one day. Of all incidents, N is how many of them changed their
// label, level or settled; of one, how many statements came out or were
// corrected, and Changed whether label, level or settled did.
type DayRow struct {
	Day     ascribe.Day `json:"day"`
	N       int         `json:"n"`
	Changed bool        `json:"changed"`
}

func (d *Days) end() *Days {
	if n := len(d.Rows); n > 0 {
		d.First, d.Last = &d.Rows[0].Day, &d.Rows[n-1].Day
	}
	return d
}

// Days answers on which days the answer about some incident changed, as
// recorded by the question's entry. Under a codebook that gives no labels it is
// the days on which something came out.
func (a *App) Days(ctx context.Context, q *Question) (*Days, error) {
	q, book, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	d := &Days{Point: q.point(), Codebook: nameOf(book)}
	key := daysKey{q.dataset(), book.SHA256, q.AsOf.Recorded}
	if rows := recently[daysKey, []DayRow](a).get(key); rows != nil {
		d.Rows = *rows
		return d.end(), nil
	}
	if d.Rows, err = a.days(ctx, q, book); err != nil {
		return nil, err
	}
	recently[daysKey, []DayRow](a).put(key, &d.Rows)
	return d.end(), nil
}

// A daysKey names days of change: whatever day is asked for, they are the same.
type daysKey struct {
	dataset, book string
	recorded      int64
}

func (a *App) days(ctx context.Context, q *Question, book *codebook.Book) ([]DayRow, error) {
	rows := []DayRow{}
	if x, ok, err := a.indexFor(ctx, q, book, nil); err != nil {
		return nil, err
	} else if ok && len(book.Rows) > 0 {
		query, err := a.query(ctx, q, book, nil, nil, nil)
		if err != nil {
			return nil, err
		}
		changes, err := x.Changes(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			rows = append(rows, DayRow{c.Day, c.N, true})
		}
		return rows, nil
	}
	counts := map[ascribe.Day]int{}
	for s, err := range a.readings(ctx, q, book) {
		if err != nil {
			return nil, err
		}
		for _, day := range changedOn(book, q, s) {
			counts[day]++
		}
	}
	for day, n := range counts {
		rows = append(rows, DayRow{day, n, true})
	}
	slices.SortFunc(rows, func(a, b DayRow) int { return cmp.Compare(a.Day, b.Day) })
	return rows, nil
}

// changedOn are the days on which the answer about an incident changed: under a
// codebook that gives none, on which anything about it did.
func changedOn(book *codebook.Book, q *Question, s subject) []ascribe.Day {
	if len(book.Rows) == 0 {
		days := s.Days()
		for _, l := range s.dossier.Listings {
			if l.Entry <= q.AsOf.Recorded {
				days = append(days, l.Noun.Day)
			}
		}
		slices.Sort(days)
		return slices.Compact(days)
	}
	var days []ascribe.Day
	for _, span := range s.History() {
		days = append(days, span.From)
	}
	return days
}

// IncidentDays answers on which days evidence about one incident came out or
// was corrected.
func (a *App) IncidentDays(ctx context.Context, q *Question, id string) (*Days, error) {
	r, err := a.read(ctx, q, id)
	if err != nil {
		return nil, err
	}
	d := &Days{Point: r.q.point(), Codebook: nameOf(r.book), Incident: r.dossier.Subject, Rows: []DayRow{}}
	changed := changedOn(r.book, r.q, subject{r.reading, r.dossier})
	counts := statementsOn(r.reading)
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
