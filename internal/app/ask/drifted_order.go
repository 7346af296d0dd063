package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// latestRevised keeps the first rows after a place: by the day of the last
// revision, the latest first, then by id.
type latestRevised struct {
	limit int
	after *driftedPlace
	rows  []DriftedRow
	worst *driftedPlace // what comes after it is not wanted; nil: there is room
}

// A driftedPlace is where an incident stands in that order.
type driftedPlace struct {
	revised  ascribe.Day // MinDay: it never was
	incident string
}

func revisedPlace(incident string, spans []ascribe.Span) driftedPlace {
	at := driftedPlace{ascribe.MinDay, incident}
	for i := 1; i < len(spans); i++ {
		if spans[i].Label != spans[i-1].Label {
			at.revised = spans[i].From
		}
	}
	return at
}

func (a driftedPlace) compare(b driftedPlace) int {
	return cmp.Or(cmp.Compare(b.revised, a.revised), cmp.Compare(a.incident, b.incident))
}

func (r *DriftedRow) place() driftedPlace { return revisedPlace(r.Incident, r.Spans) }

func (l *latestRevised) wants(at driftedPlace) bool {
	return (l.after == nil || at.compare(*l.after) > 0) && (l.worst == nil || at.compare(*l.worst) < 0)
}

// offer takes a row in. No more than twice as many are kept as are wanted.
func (l *latestRevised) offer(row DriftedRow) {
	if !l.wants(row.place()) {
		return
	}
	row.Spans = slices.Clone(row.Spans)
	if l.rows = append(l.rows, row); len(l.rows) > 2*l.limit+1 {
		l.cut()
		worst := l.rows[l.limit].place()
		l.worst = &worst
	}
}

func (l *latestRevised) cut() {
	slices.SortFunc(l.rows, func(a, b DriftedRow) int { return a.place().compare(b.place()) })
	l.rows = l.rows[:min(len(l.rows), l.limit+1)]
}

// page is the rows, and the cursor of those after them.
func (l *latestRevised) page() (rows []DriftedRow, next string) {
	if l.cut(); len(l.rows) <= l.limit {
		return append([]DriftedRow{}, l.rows...), ""
	}
	at := l.rows[l.limit-1].place()
	return l.rows[:l.limit], at.String()
}

// String is a place as the cursor of what comes after it.
func (a driftedPlace) String() string {
	if a.revised == ascribe.MinDay {
		return "." + a.incident
	}
	return a.revised.String() + "." + a.incident
}

// readPlace is the place that a cursor names; nil: there is no cursor.
func readPlace(after string) (*driftedPlace, error) {
	if after == "" {
		return nil, nil
	}
	at := driftedPlace{revised: ascribe.MinDay}
	day, id, ok := strings.Cut(after, ".")
	var err error
	if day != "" {
		at.revised, err = ascribe.ParseDay(day)
	}
	if at.incident = id; !ok || id == "" || err != nil {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "there is no such page").
			WithHint("take the cursor that the page before gave, as it is; or leave it out for the first page")
	}
	return &at, nil
}
