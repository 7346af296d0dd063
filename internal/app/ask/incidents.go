package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// IncidentsAnswer is a page of the incidents as of a point, with what draws them.
type IncidentsAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	// Sort is the order of the rows, with "-" before it where it is reversed.
	Sort  string        `json:"sort"`
	Base  int           `json:"base"`  // the incidents that are counted
	Total int           `json:"total"` // of these, those that pass
	Rows  []IncidentRow `json:"rows"`
	// Facets have, for each value of a dimension, how many incidents pass all
	// conditions but those on that dimension.
	Facets []Facet `json:"facets"`
	Next   string  `json:"next"` // the cursor of the next page; "": this is the last
	// Of a search in the index of words: where the words stand, if that was
	// asked for, and how far the index had read.
	Found *Hits     `json:"found,omitzero"`
	Read  *ReadUpTo `json:"read,omitzero"`
}

// IncidentRow is one incident. What is not known is "".
type IncidentRow struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Belief
	// Of the variables with these roles, what is picked.
	Date    string `json:"date"`
	Country string `json:"country"`
	Place   string `json:"place"`
	Stage   string `json:"stage"`
	Result  string `json:"outcome"` // how it ended
	// Event is the days between which it happened, null where these are not
	// known.
	Event *EventDays `json:"event"`
	// Revisions is how many times the label has changed, Changed the day on
	// which label, level or settled last did.
	Revisions int            `json:"revisions"`
	Changed   ascribe.Day    `json:"changed"`
	Spans     []ascribe.Span `json:"spans"`
	// Ticks are the days on which evidence came out, or was corrected.
	Ticks []ascribe.Day `json:"ticks"`
}

// EventDays are the first and the last day that a date could mean.
type EventDays struct {
	From ascribe.Day `json:"from"`
	To   ascribe.Day `json:"to"`
}

// Facet is how many incidents there are of each value of a dimension, in the
// order of the codebook. An incident counts for each value that it has.
type Facet struct {
	Dimension string       `json:"dimension"`
	Values    []FacetValue `json:"values"`
}

// FacetValue is one value of a facet.
type FacetValue struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// IncidentsPage says which incidents are asked for, and in which order.
type IncidentsPage struct {
	// Where are conditions: of those on one dimension one must hold, and so for
	// each dimension.
	Where  []Condition
	Search string
	Hits   bool // whether to say where the words stand: in all incidents that have them
	// Sort is one of SortIncident and the others below, or any dimension; a "-"
	// before it reverses it. Empty: SortIncident. What is not known comes last,
	// and equals are in the order of their ids.
	Sort       string
	Descending bool // reverses it as well
	After      string
	Limit      int // 0: 50; at most 100,000
	// Facets are dimensions; nil: those that facetsOf gives.
	Facets []string
}

// The orders of incidents that are no dimensions of the codebook. The date is
// that of the variable with the role event_date, the country likewise.
const (
	SortIncident  = timeline.ByIncident
	SortTitle     = timeline.ByText
	SortDate      = "date"
	SortCountry   = "country"
	SortRevisions = timeline.ByRevisions
	SortChanged   = timeline.ByChanged
	SortFirst     = timeline.ByFirst
)

const (
	defaultIncidents = 50
	maxIncidents     = 100_000 // as a table; what people look at are fewer
)

// facetsOf are the dimensions by which incidents can best be narrowed: those of a
// codebook that gives labels, and of the roles that it gives.
func facetsOf(book *codebook.Book) []string {
	names := []string{}
	if len(book.Rows) > 0 {
		names = append(names, "label", "settled")
	}
	add := func(role ascribe.Role) {
		if name := withRole(book, role); name != "" {
			names = append(names, name)
		}
	}
	add(ascribe.RoleCountry)
	if _, err := newDimension(book, "year"); err == nil && book.Var("year") == nil {
		names = append(names, "year")
	}
	add(ascribe.RoleOutcome)
	add(ascribe.RoleDiscoveredBy)
	return names
}

// withRole is the name of the variable that has a role and is said of
// incidents, "" where there is none.
func withRole(book *codebook.Book, role ascribe.Role) string {
	if role == ascribe.RoleEventDate {
		if v := dateVar(book); v != nil {
			return v.Name
		}
		return ""
	}
	v := book.WithRole(role)
	if v == nil || len(v.Of) > 0 && !slices.Contains(v.Of, ascribe.OfIncident) {
		return ""
	}
	return v.Name
}

// Incidents answers which incidents there are, one page at a time.
func Incidents(ctx context.Context, p *point.Point, page *IncidentsPage) (*IncidentsAnswer, error) {
	query, err := newIncidentsQuery(p.Book, page)
	if err != nil {
		return nil, err
	}
	answer := &IncidentsAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Sort: query.sort.String(), Rows: []IncidentRow{}, Facets: []Facet{}}
	x, ok, err := indexFor(ctx, p, query.dimensions())
	if err != nil {
		return nil, err
	}
	if !ok {
		return answer, incidentsRead(ctx, p, answer, query)
	}
	var among []int64
	if page.Search != "" {
		found, err := search(ctx, p, page.Search)
		if err != nil {
			return nil, err
		}
		among, answer.Read = found.incidents, &found.read
		if page.Hits {
			hits, err := hitsOf(ctx, p, found)
			if err != nil {
				return nil, err
			}
			answer.Found = &hits
		}
	}
	return answer, incidentsIndexed(ctx, p, answer, x, query, among)
}

// incidentsQuery is a page of incidents that was checked.
type incidentsQuery struct {
	*IncidentsPage
	keep   filter
	facets []dimension
	sort   incidentSort
	limit  int
}

func newIncidentsQuery(book *codebook.Book, page *IncidentsPage) (*incidentsQuery, error) {
	p := &incidentsQuery{IncidentsPage: page}
	var err error
	if p.keep, err = conditions(book, page.Where); err != nil {
		return nil, err
	}
	names := page.Facets
	if names == nil {
		names = facetsOf(book)
	}
	if p.facets, err = dimensions(book, names); err != nil {
		return nil, err
	}
	if p.sort, err = newIncidentSort(book, page); err != nil {
		return nil, err
	}
	if page.Search != "" {
		if _, err := parseWords(page.Search); err != nil {
			return nil, err
		}
	}
	p.limit, err = (&Paging{Limit: page.Limit}).limit()
	return p, err
}

// dimensions are those that the index has to know.
func (p *incidentsQuery) dimensions() []string {
	names := (&Selection{Where: p.Where}).dimensions()
	for _, f := range p.facets {
		names = append(names, f.name)
	}
	if p.sort.dimension.of != nil {
		names = append(names, p.sort.dimension.name)
	}
	return names
}

// shownRoles are the roles of what a row shows, as fill takes them.
var shownRoles = []ascribe.Role{ascribe.RoleEventDate, ascribe.RoleCountry, ascribe.RolePlace, ascribe.RoleStage, ascribe.RoleOutcome}

// fill gives a row the values of the variables with the roles shown.
func (r *IncidentRow) fill(values []string) {
	for i, to := range []*string{&r.Date, &r.Country, &r.Place, &r.Stage, &r.Result} {
		*to = values[i]
	}
	if d, err := ascribe.ParseDate(r.Date); err == nil && !d.OpenEnded() {
		r.Event = &EventDays{d.First(), d.Last()}
	}
}

// tell gives a row its history.
func (r *IncidentRow) tell(spans []ascribe.Span, ticks []ascribe.Day) {
	r.Spans, r.Ticks = spans, ticks
	last := spans[len(spans)-1]
	r.Belief, r.Changed = last.Belief, last.From
	r.Revisions = timeline.Revisions(spans)
}

// newFacet sorts the counts of a dimension. What is asked for is listed even
// where there is none of it.
func newFacet(book *codebook.Book, name string, counts map[string]int, where []Condition) Facet {
	f := Facet{name, []FacetValue{}}
	for value, n := range counts {
		f.Values = append(f.Values, FacetValue{value, n})
	}
	for _, c := range where {
		if c.Dimension == name && !slices.ContainsFunc(f.Values, func(v FacetValue) bool { return v.Value == c.Value }) {
			f.Values = append(f.Values, FacetValue{c.Value, 0})
		}
	}
	slices.SortFunc(f.Values, func(a, b FacetValue) int { return compareValues(book, name, a.Value, b.Value) })
	return f
}

// incidentsIndexed fills a page from the index, with some incidents by their
// records, or with any. The titles come from the store.
func incidentsIndexed(ctx context.Context, p *point.Point, answer *IncidentsAnswer, x *timeline.Index, page *incidentsQuery, among []int64) error {
	shown, unread := []string{}, []string{}
	at := make([]int, len(shownRoles)) // of each role, its place in shown; -1: none
	for i, role := range shownRoles {
		at[i] = -1
		if name := withRole(p.Book, role); name == "" {
			continue
		} else if x.Knows(p.Book, name) {
			at[i] = len(shown)
			shown = append(shown, name)
		} else {
			unread = append(unread, name)
		}
	}
	query, err := query(ctx, p, shown, page.Where, []ascribe.Day{p.AsOf.Known})
	if err != nil {
		return err
	}
	pq := timeline.PageQuery{Query: query, Among: among, Limit: page.limit, Sort: timeline.Sort{By: page.sort.by, Descending: page.sort.descending, Rank: page.sort.rank, After: page.sort.after}}
	for _, f := range page.facets {
		pq.Facets = append(pq.Facets, f.name)
	}
	var all follow.TitleList
	if page.sort.by == SortTitle {
		if all, err = p.Following().Titles(ctx, p.View); err != nil {
			return err
		}
		pq.Sort.Texts = all.Folded
	}
	found, err := x.Page(ctx, pq)
	if err != nil {
		return err
	}
	answer.Base, answer.Total = found.Base, found.Total
	for i, f := range page.facets {
		answer.Facets = append(answer.Facets, newFacet(p.Book, f.name, found.Facets[i], page.Where))
	}
	if found.More {
		answer.Next = page.sort.cursor(found.Rows[len(found.Rows)-1].Place)
	}
	titles, err := titlesOfRows(ctx, p, found.Rows, &all)
	if err != nil {
		return err
	}
	for i := range found.Rows {
		from := &found.Rows[i]
		row := IncidentRow{Incident: from.Incident, Title: titles[i]}
		row.tell(from.Spans, from.Ticks)
		values := make([]string, len(shownRoles))
		for n, place := range at {
			if place >= 0 {
				values[n] = strings.Join(from.Values[place], ";")
			}
		}
		if len(unread) > 0 {
			if err := readValues(ctx, p, from.Incident, values, at); err != nil {
				return err
			}
		}
		row.fill(values)
		answer.Rows = append(answer.Rows, row)
	}
	return nil
}

// titlesOfRows takes the titles from a list, or else reads them.
func titlesOfRows(ctx context.Context, p *point.Point, rows []timeline.PageRow, list *follow.TitleList) ([]string, error) {
	names := make([]string, len(rows))
	for i := range rows {
		if names[i] = rows[i].Incident; list.Plain != nil {
			names[i] = list.Of(rows[i].Record)
		}
	}
	if list.Plain != nil {
		return names, nil
	}
	return titlesOf(ctx, p, ascribe.Main, names)
}

// readValues reads what the index could not keep from the dossier.
func readValues(ctx context.Context, p *point.Point, incident string, values []string, at []int) error {
	r, err := disclose.Read(ctx, p, incident)
	if err != nil {
		return err
	}
	for i, role := range shownRoles {
		if name := withRole(p.Book, role); name != "" && at[i] < 0 {
			values[i] = r.Reading.Value(name, p.AsOf.Known).Value
		}
	}
	return nil
}

// incidentsRead fills a page incident by incident.
func incidentsRead(ctx context.Context, p *point.Point, answer *IncidentsAnswer, page *incidentsQuery) error {
	type placed struct {
		timeline.Place
		disclose.Subject
	}
	var list []placed
	counts := make([]map[string]int, len(page.facets))
	for i := range counts {
		counts[i] = map[string]int{}
	}
	known := p.AsOf.Known
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return err
		}
		answer.Base++
		if !mentions(s, page.Search, p.AsOf) {
			continue
		}
		failed := page.keep.failing(s, known)
		for i, f := range page.facets {
			if len(failed) == 0 || len(failed) == 1 && failed[0] == f.name {
				for _, value := range f.of(s, known) {
					counts[i][value]++
				}
			}
		}
		if len(failed) > 0 {
			continue
		}
		answer.Total++
		place := timeline.Place{Key: page.sort.key(s, known), Incident: s.Dossier.Subject}
		if page.sort.after == nil || place.Compare(*page.sort.after, page.sort.descending) > 0 {
			list = append(list, placed{place, s})
		}
	}
	slices.SortFunc(list, func(a, b placed) int { return a.Compare(b.Place, page.sort.descending) })
	if len(list) > page.limit {
		list = list[:page.limit]
		answer.Next = page.sort.cursor(list[page.limit-1].Place)
	}
	for i, f := range page.facets {
		answer.Facets = append(answer.Facets, newFacet(p.Book, f.name, counts[i], page.Where))
	}
	for _, s := range list {
		row := IncidentRow{Incident: s.Dossier.Subject, Title: s.Dossier.Title}
		row.tell(spans(s.Subject, known), ticks(s.Subject, known))
		values := make([]string, len(shownRoles))
		for i, role := range shownRoles {
			if name := withRole(p.Book, role); name != "" {
				values[i] = s.Value(name, known).Value
			}
		}
		row.fill(values)
		answer.Rows = append(answer.Rows, row)
	}
	return nil
}

// failing are the dimensions of which no condition holds.
func (f filter) failing(s disclose.Subject, known ascribe.Day) []string {
	holds := map[string]bool{}
	var names []string
	for _, c := range f {
		if _, ok := holds[c.name]; !ok {
			names = append(names, c.name)
		}
		holds[c.name] = holds[c.name] || slices.Contains(c.of(s, known), c.value)
	}
	return slices.DeleteFunc(names, func(name string) bool { return holds[name] })
}

// spans are the answers about the incident up to a day. One that a dataset
// lists without having said anything of it has the one answer, from that day.
func spans(s disclose.Subject, known ascribe.Day) []ascribe.Span {
	list := cut(s.History(), known)
	if len(list) == 0 {
		list = append(list, ascribe.Span{From: known, To: ascribe.Forever, Belief: s.Belief(known)})
	}
	for i := range list {
		list[i].Because = ascribe.Cause{}
	}
	return list
}

// ticks are the days up to one on which something came out.
func ticks(s disclose.Subject, known ascribe.Day) []ascribe.Day {
	days := []ascribe.Day{}
	for _, day := range s.Days() {
		if day <= known {
			days = append(days, day)
		}
	}
	return days
}
