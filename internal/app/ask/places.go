package ask

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// PlacesAnswer is where incidents were, as of a point, in the order of the ledger.
type PlacesAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	// Variable is the one with the role point; "": the codebook has none.
	Variable string `json:"variable"`
	Base     int    `json:"base"`    // the incidents that are counted
	Total    int    `json:"total"`   // of these, those that pass
	Without  int    `json:"without"` // of these, those of which no point is known
	Rows     []Spot `json:"rows"`
	// Countries are how many of those without a point are known to have been in
	// each country.
	Countries []SpotCount `json:"countries"`
	// InCountry are these, each by itself, without degrees.
	InCountry []Spot `json:"-"`

	tally map[SpotCount]int // by all but the number
}

// SpotCount is how many incidents there are in a country with a label, settled
// or not.
type SpotCount struct {
	Country string `json:"country"`
	Label   string `json:"label"`
	Settled bool   `json:"settled"`
	N       int    `json:"n"`
}

// Spot is an incident of which a point is known: degrees north and east, and how
// exact they are, "" where that is not said. Of the rest "" is unknown.
type Spot struct {
	Incident  string  `json:"incident"`
	Title     string  `json:"title"`
	Lat       float64 `json:"lat"`
	Lon       float64 `json:"lon"`
	Precision string  `json:"precision"`
	ascribe.Belief
	Place   string `json:"place"`
	Country string `json:"country"`
	Date    string `json:"date"`
}

// spotRoles are the roles of what a spot shows, as newSpot takes them.
var spotRoles = []ascribe.Role{ascribe.RolePoint, ascribe.RolePlace, ascribe.RoleCountry, ascribe.RoleEventDate}

// newSpot is false where the first of the values is no point.
func newSpot(incident string, belief ascribe.Belief, values []string) (Spot, bool) {
	s := Spot{Incident: incident, Belief: belief, Place: values[1], Country: values[2], Date: values[3]}
	lat, rest, _ := strings.Cut(values[0], " ")
	lon, precision, _ := strings.Cut(rest, " ")
	s.Precision = precision
	var err error
	if s.Lat, err = strconv.ParseFloat(lat, 64); err != nil {
		return s, false
	}
	s.Lon, err = strconv.ParseFloat(lon, 64)
	return s, err == nil
}

// Places answers where the incidents were that pass the conditions.
func Places(ctx context.Context, p *point.Point, where []Condition) (*PlacesAnswer, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	keep, err := conditions(ctx, p, where)
	if err != nil {
		return nil, err
	}
	answer := &PlacesAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Variable: withRole(p.Book, ascribe.RolePoint), Rows: []Spot{}}
	names := make([]string, len(spotRoles))
	var known []string // of the names, those that there are
	for i, role := range spotRoles {
		if names[i] = withRole(p.Book, role); names[i] != "" {
			known = append(known, names[i])
		}
	}
	q := queryOf(nil, keep, p.AsOf.Known)
	q.By = known
	all, err := surveyOf(ctx, p, dimensionsIn(q)...)
	if err != nil {
		return nil, err
	}
	err = answer.fill(ctx, p, all, q, names)
	return answer.sum(), err
}

// add counts an incident that passes, and lists it where it has a point.
func (p *PlacesAnswer) add(s Spot, ok bool) {
	if p.Total++; ok {
		p.Rows = append(p.Rows, s)
		return
	}
	p.Without++
	if s.Country != "" {
		p.InCountry = append(p.InCountry, s)
		if p.tally == nil {
			p.tally = map[SpotCount]int{}
		}
		p.tally[SpotCount{Country: s.Country, Label: s.Label, Settled: s.Settled}]++
	}
}

// sum lists what was counted by country.
func (p *PlacesAnswer) sum() *PlacesAnswer {
	p.Countries = make([]SpotCount, 0, len(p.tally))
	for c, n := range p.tally {
		c.N = n
		p.Countries = append(p.Countries, c)
	}
	p.tally = nil
	slices.SortFunc(p.Countries, func(x, y SpotCount) int {
		order := cmp.Or(cmp.Compare(x.Country, y.Country), cmp.Compare(x.Label, y.Label))
		if order == 0 && x.Settled {
			return -1
		}
		return order
	})
	return p
}

// fill lists the incidents of a query with their values of the names, where there
// is one.
func (p *PlacesAnswer) fill(ctx context.Context, at *point.Point, all survey.Survey, q survey.Query, names []string) error {
	values := make([]string, len(names))
	var records, unpointed []int64 // of the rows, and of those in a country
	begin := func(base, total int) {
		p.Base, p.Rows, records = base, make([]Spot, 0, total), make([]int64, 0, total)
	}
	err := all.Selected(ctx, q, begin, func(l survey.Listed, picked [][]string) {
		n := 0
		for i, name := range names {
			if name != "" {
				values[i] = strings.Join(picked[n], ";")
				n++
			}
		}
		spot, ok := newSpot(l.Incident, l.Belief, values)
		if ok {
			records = append(records, l.Record)
		} else if spot.Country != "" {
			unpointed = append(unpointed, l.Record)
		}
		p.add(spot, ok)
	})
	if err != nil {
		return err
	}
	titles, err := titleList(ctx, at)
	for i, record := range records {
		p.Rows[i].Title = titles.Of(record)
	}
	for i, record := range unpointed {
		p.InCountry[i].Title = titles.Of(record)
	}
	return err
}
