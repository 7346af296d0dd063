package worldmap

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type mapInput struct {
	kit.Asked
	Where []string `query:"where,explode" doc:"Only incidents of which this holds: NAME OP VALUE, or @NAME, as of /incidents." example:"[\"country=FR\"]"`
	Label string   `query:"label" doc:"Only incidents with this label." example:"inspired"`
	At    string   `query:"at" doc:"The middle of the map in degrees north and east. Left out, all that has a place is in view." example:"49.74,9.96"`
	Zoom  int      `query:"zoom" default:"0" minimum:"0" maximum:"16" doc:"How near, where a middle is given: 0 is the world, and two steps double the scale."`
	After string   `query:"after" doc:"The cursor of the next page of rows."`
	Limit int      `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many rows."`
}

// mapAnswer is where incidents were, as far as that is known.
type mapAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Base     int            `json:"base"`       // the incidents that are counted
	Total    int            `json:"total"`      // of these, those that pass
	Pointed  int            `json:"pointed"`    // of these, those of which a point is known
	Placed   int            `json:"by_country"` // of the others, those that are placed by their country alone
	View     mapView        `json:"view"`
	InView   int            `json:"in_view"` // of all that are placed, those that the view shows
	Marks    []mapMark      `json:"marks"`
	Labels   []mapLabel     `json:"labels"` // of all that are placed
	// Countries are those in view with incidents that are placed by them alone.
	Countries []mapCountry `json:"countries"`
	// Rows are incidents in view of which a point is known.
	Rows []ask.Spot `json:"rows"`
	Next string     `json:"next"` // the cursor of the next page; "": this is the last

	point, country string // the variables with these roles; "": there is none
	inCountry      []ask.Spot
}

// A mapLabel is how many incidents of a label are placed.
type mapLabel struct {
	Label string `json:"label"`
	N     int    `json:"n"`
}

// A mapCountry is a country with the incidents that are placed by it alone.
type mapCountry struct {
	Country string    `json:"country"`
	N       int       `json:"n"`
	Parts   []mapPart `json:"labels"`
}

// nearestFit is the zoom beyond which a map that shows all does not go.
const nearestFit = 9

func askMap(ctx context.Context, v *kit.View, in *mapInput) (*mapAnswer, error) {
	book := v.At.Book
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	if in.Label != "" {
		where = append(where, ask.Is("label", in.Label))
	}
	places, err := ask.Places(ctx, v.At, where)
	if err != nil {
		return nil, err
	}
	a := &mapAnswer{
		Asked: places.Asked, Codebook: places.Codebook, Base: places.Base, Total: places.Total, Pointed: len(places.Rows),
		Marks: []mapMark{}, Labels: []mapLabel{}, Countries: []mapCountry{}, Rows: []ask.Spot{}, point: places.Variable,
	}
	if c := book.WithRole(ascribe.RoleCountry); c != nil {
		a.country = c.Name
	}
	unplaced := a.byCountry(places.Countries)
	if a.View, err = viewOf(in, places.Rows, unplaced); err != nil {
		return nil, err
	}
	a.gather(places.Rows, unplaced)
	a.inCountry = places.InCountry
	return a, a.page(places.Rows, in)
}

// byCountry are marks of the incidents of which no point is known, one in the
// middle of each country, and counts them.
func (a *mapAnswer) byCountry(counts []ask.SpotCount) []mapMark {
	at := map[string]int{}
	var marks []mapMark
	for _, c := range counts {
		middle, known := countryPoints()[c.Country]
		if !known {
			continue
		}
		m := mapMark{
			latLon: middle, N: c.N, ByCountry: c.N, Country: c.Country, Precision: "country",
			Parts: []mapPart{{c.Label, c.Settled, c.N}},
		}
		m.extent.add(middle)
		if i, ok := at[c.Country]; ok {
			marks[i].add(&m)
		} else {
			at[c.Country] = len(marks)
			marks = append(marks, m)
		}
		a.Placed += c.N
	}
	return marks
}

// viewOf is the view that is asked for or, where none is, one of all marks.
func viewOf(in *mapInput, spots []ask.Spot, countries []mapMark) (mapView, error) {
	if in.At != "" {
		return parseView(in.At, in.Zoom)
	}
	var all extent
	for i := range spots {
		all.add(latLon{spots[i].Lat, spots[i].Lon})
	}
	for i := range countries {
		all.add(countries[i].latLon)
	}
	return all.view(nearestFit), nil
}

// gather joins what is placed into the marks of the view, and counts.
func (a *mapAnswer) gather(spots []ask.Spot, countries []mapMark) {
	g := clusters{view: a.View, cells: map[[2]int]*mapMark{}}
	labels := map[string]int{}
	for i := range spots {
		m := markOf(&spots[i])
		labels[spots[i].Label]++
		g.add(&m)
	}
	for i := range countries {
		m := &countries[i]
		for _, p := range m.Parts {
			labels[p.Label] += p.N
		}
		g.add(m)
		if a.View.shows(m.latLon) {
			a.Countries = append(a.Countries, mapCountry{m.Country, m.N, m.Parts})
		}
	}
	slices.SortFunc(a.Countries, func(x, y mapCountry) int {
		return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Country, y.Country))
	})
	a.Marks = g.marks()
	for i := range a.Marks {
		a.InView += a.Marks[i].N
	}
	for label, n := range labels {
		a.Labels = append(a.Labels, mapLabel{label, n})
	}
	slices.SortFunc(a.Labels, func(x, y mapLabel) int {
		return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Label, y.Label))
	})
}

// page is a page of the incidents with a point that are in view. A cursor is the
// id of the last one.
func (a *mapAnswer) page(spots []ask.Spot, in *mapInput) error {
	begin := 0
	if in.After != "" {
		begin = 1 + slices.IndexFunc(spots, func(s ask.Spot) bool { return s.Incident == in.After })
		if begin == 0 {
			return ascribe.Errorf(ascribe.ErrUsage, "there is no such page").
				WithHint("take the cursor that the page before gave, as it is; or leave it out for the first page")
		}
	}
	for i := begin; i < len(spots); i++ {
		if !a.View.shows(latLon{spots[i].Lat, spots[i].Lon}) {
			continue
		}
		if len(a.Rows) == in.Limit {
			a.Next = a.Rows[in.Limit-1].Incident
			break
		}
		a.Rows = append(a.Rows, spots[i])
	}
	return nil
}

// spots are the rows and, where these end, the incidents in view that are placed
// by their country alone, in its middle.
func (a *mapAnswer) spots() []ask.Spot {
	if a.Next != "" {
		return a.Rows
	}
	list := slices.Clone(a.Rows)
	for _, s := range a.inCountry {
		if middle, known := countryPoints()[s.Country]; known && a.View.shows(middle) {
			s.Lat, s.Lon, s.Precision = middle.Lat, middle.Lon, "country"
			list = append(list, s)
		}
	}
	return list
}

// Nowhere is how many incidents have neither a point nor a country that is
// known.
func (a *mapAnswer) Nowhere() int { return a.Total - a.Pointed - a.Placed }

// Shown is how many incidents with a point are in view.
func (a *mapAnswer) Shown() (n int) {
	n = a.InView
	for _, c := range a.Countries {
		n -= c.N
	}
	return n
}

// A mapMove is a way to another view.
type mapMove struct {
	Key, Sign, Title, Address string // no address: it goes no further
}

// Moves are the ways to other views of the map.
func (f mapPage) Moves(a *mapAnswer) []mapMove {
	to := func(v mapView) string {
		if v == a.View {
			return ""
		}
		return f.mapAt(v)
	}
	v := a.View
	return []mapMove{
		{"in", "+", "Nearer", to(v.zoomed(2))},
		{"out", "−", "Further off", to(v.zoomed(-2))},
		{"west", "←", "To the west", to(v.moved(-1./3, 0))},
		{"east", "→", "To the east", to(v.moved(1./3, 0))},
		{"north", "↑", "To the north", to(v.moved(0, -1./3))},
		{"south", "↓", "To the south", to(v.moved(0, 1./3))},
	}
}

func (f mapPage) mapAt(v mapView) string {
	return f.With("at", v.at(), "zoom", strconv.Itoa(v.Zoom))
}

// toMark is where a mark leads: to its incident, to the list of a country's, or
// nearer.
func (f mapPage) toMark(a *mapAnswer, m *mapMark) string {
	switch {
	case m.Incident != "":
		return f.ToIncident(m.Incident)
	case m.ByCountry == m.N && m.Country != "":
		return f.ToCountry(a, m.Country)
	}
	nearer := m.extent.view(maxZoom)
	if nearer.Zoom = max(nearer.Zoom, a.View.Zoom+1); nearer.Zoom > maxZoom || a.View.Zoom == maxZoom {
		return "#list"
	}
	return f.mapAt(nearer)
}

// ToCountry is the list of the incidents that are placed by a country alone.
func (f mapPage) ToCountry(a *mapAnswer, country string) string {
	pairs := []string{"where", ask.Is(a.country, country).String()}
	if a.point != "" {
		pairs = append(pairs, "where", a.point+"="+string(ascribe.StateUnknown))
	}
	if label := f.Own.Get("label"); label != "" {
		pairs = append(pairs, "where", ask.Is("label", label).String())
	}
	return f.To("/", pairs...)
}

// ToNowhere is the list of the incidents that are not on the map.
func (f mapPage) ToNowhere(a *mapAnswer) string {
	var pairs []string
	for _, name := range []string{a.point, a.country} {
		if name != "" {
			pairs = append(pairs, "where", name+"="+string(ascribe.StateUnknown))
		}
	}
	if label := f.Own.Get("label"); label != "" {
		pairs = append(pairs, "where", ask.Is("label", label).String())
	}
	return f.To("/", pairs...)
}

// AllAtOnce asks for all rows: they take hardly longer than a page of them.
func (in *mapInput) AllAtOnce() { in.Limit = kit.MaxTableRows }

// mapPage is what the template of the page is given.
type mapPage struct{ *kit.Page[mapInput, mapAnswer] }

// Narrowing is what the page is narrowed by.
func (f mapPage) Narrowing() *kit.Narrowing {
	return &kit.Narrowing{Frame: f.Frame, Where: f.In.Where}
}

// AsTable is the incidents in view.
func (a *mapAnswer) AsTable() kit.Table { return kit.ListTable(a.spots()) }
