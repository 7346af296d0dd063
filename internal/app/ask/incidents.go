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
	"github.com/ascribe-project/ascribe/internal/survey"
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
	// Columns are the variables of which rows have values, beside those of roles.
	Columns []string `json:"columns,omitempty"`
	// Facets have, for each value of a dimension, how many incidents pass all
	// conditions but those on that dimension.
	Facets []Facet `json:"facets"`
	// Editions are those of an imported dataset.
	Editions []EditionFacet `json:"editions,omitempty"`
	Next     string         `json:"next"` // the cursor of the next page; "": this is the last
	// Withheld says that there are no rows, since the licence of the dataset does
	// not let them be passed on.
	Withheld bool `json:"withheld,omitempty"`
	// Kept are the filters that can be asked for by name.
	Kept []KeptFilter `json:"filters,omitempty"`
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
	// Values are what is picked of the variables in Columns.
	Values map[string]string `json:"values,omitempty"`
}

// EventDays are the first and the last day that a date could mean.
type EventDays struct {
	From ascribe.Day `json:"from"`
	To   ascribe.Day `json:"to"`
}

// IncidentsPage says which incidents are asked for, and in which order.
type IncidentsPage struct {
	// Where are conditions: of the equalities on one dimension one must hold, and
	// each of the others.
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
	// Facets are dimensions; nil: those that facetsFor gives.
	Facets []string
	// Columns are variables that rows show; nil: those that columnsFor gives.
	Columns []string
}

// The orders of incidents that are no dimensions of the codebook. The date is
// that of the variable with the role event_date, the country likewise.
const (
	SortIncident  = survey.ByIncident
	SortTitle     = survey.ByText
	SortDate      = "date"
	SortCountry   = "country"
	SortRevisions = survey.ByRevisions
	SortChanged   = survey.ByChanged
	SortFirst     = survey.ByFirst
)

const (
	defaultIncidents = 50
	maxIncidents     = 100_000 // as a table; what people look at are fewer
)

// withRole is the name of the variable that has a role and is said of
// incidents, "" where there is none.
func withRole(book *codebook.Book, role ascribe.Role) string {
	if role == ascribe.RoleEventDate {
		if v := survey.DateVar(book); v != nil {
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
	query, err := newIncidentsQuery(ctx, p, page)
	if err != nil {
		return nil, err
	}
	answer := &IncidentsAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Sort: query.sort.String(), Columns: query.columns, Rows: []IncidentRow{}, Facets: []Facet{}}
	if answer.Kept, err = keptFilters(ctx, p); err != nil {
		return nil, err
	}
	if answer.Editions, err = editionFacets(ctx, p, query.keep); err != nil {
		return nil, err
	}
	pq := query.survey(p)
	all, err := surveyOf(ctx, p, query.dimensions(pq)...)
	if err != nil {
		return nil, err
	}
	if page.Search != "" {
		found, err := mentioning(ctx, p, page.Search)
		if err != nil {
			return nil, err
		}
		pq.Among, answer.Read = found.incidents, found.readUpTo()
		if page.Hits && found.words != nil {
			hits, err := hitsOf(ctx, p, found.words)
			if err != nil {
				return nil, err
			}
			answer.Found = &hits
		}
	}
	return answer, answer.fill(ctx, p, all, query, pq)
}

// incidentsQuery is a page of incidents that was checked.
type incidentsQuery struct {
	*IncidentsPage
	keep    []Condition
	facets  []dimension
	columns []string
	sort    incidentSort
	limit   int
}

func newIncidentsQuery(ctx context.Context, at *point.Point, page *IncidentsPage) (*incidentsQuery, error) {
	book := at.Book
	p := &incidentsQuery{IncidentsPage: page}
	var err error
	if p.keep, err = conditions(ctx, at, page.Where); err != nil {
		return nil, err
	}
	names := page.Facets
	if names == nil {
		if names, err = facetsFor(ctx, at); err != nil {
			return nil, err
		}
	}
	if p.facets, err = dimensions(book, names); err != nil {
		return nil, err
	}
	if p.columns, err = variablesNamed(at, page.Columns); err != nil {
		return nil, err
	}
	if page.Columns == nil {
		if p.columns, err = columnsFor(ctx, at); err != nil {
			return nil, err
		}
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

// survey is the page as a survey is asked for it.
func (q *incidentsQuery) survey(p *point.Point) survey.PageQuery {
	pq := survey.PageQuery{
		Query: queryOf(nil, q.keep, p.AsOf.Known), Limit: q.limit,
		Sort: survey.Sort{By: q.sort.by, Descending: q.sort.descending, Rank: q.sort.rank, After: q.sort.after},
	}
	for _, f := range q.facets {
		pq.Facets = append(pq.Facets, f.by)
	}
	return pq
}

// dimensions are those that the survey has to know.
func (q *incidentsQuery) dimensions(pq survey.PageQuery) []string {
	names := append(dimensionsIn(pq.Query), pq.Facets...)
	if pq.Sort.Rank != nil {
		names = append(names, pq.Sort.By)
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
	r.Revisions = survey.Revisions(spans)
}

// fill fills a page from a survey. What that does not know of an incident is
// read.
func (a *IncidentsAnswer) fill(ctx context.Context, p *point.Point, all survey.Survey, page *incidentsQuery, pq survey.PageQuery) error {
	var shown []string
	for _, role := range shownRoles {
		shown = append(shown, withRole(p.Book, role))
	}
	shown = append(shown, page.columns...)
	var unread []int
	at := make([]int, len(shown)) // of each variable, its place among the values
	for i := range shown {
		at[i] = len(pq.By)
		if shown[i] == "" {
			continue
		} else if all.Knows(shown[i]) {
			pq.By = append(pq.By, shown[i])
		} else {
			unread = append(unread, i)
		}
	}
	var titles follow.TitleList
	var err error
	if page.sort.by == SortTitle {
		if titles, err = titleList(ctx, p); err != nil {
			return err
		}
		pq.Sort.Texts = titles.Folded
	}
	found, err := all.Page(ctx, pq)
	if err != nil {
		return err
	}
	if a.Withheld, err = disclose.Withheld(ctx, p); err != nil {
		return err
	}
	a.Base, a.Total = found.Base, found.Total
	for i, f := range page.facets {
		a.Facets = append(a.Facets, newFacet(p.Book, f.name, found.Facets[i], page.Where))
	}
	if a.Withheld {
		a.Found = nil
		return nil
	}
	if found.More {
		a.Next = page.sort.cursor(found.Rows[len(found.Rows)-1].Place)
	}
	return a.fillRows(ctx, p, found, pageColumns{shown, at, unread}, &titles)
}

// pageColumns are the variables that rows show, and where a survey has them.
type pageColumns struct {
	shown  []string // by role, "" where there is none, and then the columns of its own
	at     []int    // of each, its place among the values of a row
	unread []int    // those that the survey does not know
}

// fillRows fills in the rows of a page.
func (a *IncidentsAnswer) fillRows(ctx context.Context, p *point.Point, found survey.Page, of pageColumns, titles *follow.TitleList) error {
	names, err := titlesOfRows(ctx, p, found.Rows, titles)
	if err != nil {
		return err
	}
	seen, err := disclose.ValuesOf(ctx, p, of.shown) // the survey has them as they were written
	if err != nil {
		return err
	}
	for i := range found.Rows {
		from := &found.Rows[i]
		row := IncidentRow{Incident: from.Incident, Title: names[i]}
		row.tell(from.Spans, from.Ticks)
		values := make([]string, len(of.shown))
		for n, name := range of.shown {
			if name != "" && !slices.Contains(of.unread, n) {
				values[n] = strings.Join(seen(name, from.Values[of.at[n]]), ";")
			}
		}
		if len(of.unread) > 0 {
			if err := readValues(ctx, p, from.Incident, of.shown, of.unread, values); err != nil {
				return err
			}
		}
		row.fill(values)
		for n, name := range a.Columns {
			if row.Values == nil {
				row.Values = map[string]string{}
			}
			row.Values[name] = values[len(shownRoles)+n]
		}
		a.Rows = append(a.Rows, row)
	}
	return nil
}

// titlesOfRows takes the titles from a list, or else reads them.
func titlesOfRows(ctx context.Context, p *point.Point, rows []survey.PageRow, list *follow.TitleList) ([]string, error) {
	names := make([]string, len(rows))
	for i := range rows {
		if names[i] = rows[i].Incident; list.Plain != nil {
			names[i] = list.Of(rows[i].Record)
		}
	}
	if list.Plain != nil {
		return names, nil
	}
	return titlesOf(ctx, p, p.About(), names)
}

// readValues reads some values of an incident from its dossier.
func readValues(ctx context.Context, p *point.Point, incident string, names []string, which []int, values []string) error {
	r, err := disclose.Read(ctx, p, incident)
	if err != nil {
		return err
	}
	for _, i := range which {
		values[i] = r.Reading.Value(names[i], p.AsOf.Known).Value
	}
	return nil
}
