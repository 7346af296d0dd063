package worldmap

import (
	"cmp"
	"math"
	"slices"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A mapMark is what lies at one place of a map: an incident or, where several
// would lie on each other, all of these.
type mapMark struct {
	latLon
	N         int       `json:"n"`
	ByCountry int       `json:"by_country"` // how many of them are placed by their country alone
	Parts     []mapPart `json:"labels"`
	// Place is what they have in common: a place, or a country's code; "": neither.
	Place   string `json:"place"`
	Country string `json:"country"`
	// Of a single incident with a point, "" else.
	Incident  string `json:"incident"`
	Title     string `json:"title"`
	Precision string `json:"precision"` // "": not said

	x, y   float64
	extent extent
}

// A mapPart is how many incidents of a mark have a label.
type mapPart struct {
	Label   string `json:"label"`
	Settled bool   `json:"settled"`
	N       int    `json:"n"`
}

// markOf is the mark of one incident with a point.
func markOf(s *ask.Spot) mapMark {
	m := mapMark{
		latLon: latLon{s.Lat, s.Lon}, N: 1, Parts: []mapPart{{s.Label, s.Settled, 1}},
		Place: s.Place, Country: s.Country, Incident: s.Incident, Title: s.Title, Precision: s.Precision,
	}
	m.extent.add(m.latLon)
	return m
}

// add takes another mark into this one, which moves to the middle of both.
func (m *mapMark) add(o *mapMark) {
	if m.N == 0 {
		*m = *o
		m.Parts = slices.Clone(o.Parts)
		return
	}
	a, b := float64(m.N), float64(o.N)
	m.Lat, m.Lon = (m.Lat*a+o.Lat*b)/(a+b), (m.Lon*a+o.Lon*b)/(a+b)
	m.x, m.y = (m.x*a+o.x*b)/(a+b), (m.y*a+o.y*b)/(a+b)
	m.N += o.N
	m.ByCountry += o.ByCountry
	for _, p := range o.Parts {
		at := slices.IndexFunc(m.Parts, func(have mapPart) bool { return have.Label == p.Label && have.Settled == p.Settled })
		if at < 0 {
			m.Parts = append(m.Parts, p)
		} else {
			m.Parts[at].N += p.N
		}
	}
	if m.Place != o.Place {
		m.Place = ""
	}
	if m.Country != o.Country {
		m.Country = ""
	}
	m.Incident, m.Title, m.Precision = "", "", ""
	m.extent.add(latLon{o.extent.south, o.extent.west})
	m.extent.add(latLon{o.extent.north, o.extent.east})
}

// radius of the mark in the picture.
func (m *mapMark) radius() float64 {
	if m.N == 1 {
		return 8
	}
	return min(10+3.2*math.Log2(float64(m.N)), 34)
}

// A clusters joins the marks of a view that would lie on each other, so that
// there are never more of them than the picture has room for.
type clusters struct {
	view  mapView
	cells map[[2]int]*mapMark
}

// cellSize is that of the grid by which marks are joined, in units of the
// picture.
const cellSize = 30

func (g *clusters) add(m *mapMark) {
	m.x, m.y = g.view.project(m.latLon)
	if m.x < 0 || m.x > mapWidth || m.y < 0 || m.y > mapHeight {
		return
	}
	key := [2]int{int(m.x) / cellSize, int(m.y) / cellSize}
	if g.cells[key] == nil {
		g.cells[key] = &mapMark{}
	}
	g.cells[key].add(m)
}

// marks are those of the view, the largest first. Neighbours that would still
// overlap are joined.
func (g *clusters) marks() []mapMark {
	list := make([]mapMark, 0, len(g.cells))
	for _, m := range g.cells {
		list = append(list, *m)
	}
	for {
		slices.SortFunc(list, func(a, b mapMark) int {
			return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(b.Lat, a.Lat), cmp.Compare(a.Lon, b.Lon))
		})
		apart := list[:0:0]
		for i := range list {
			m := &list[i]
			at := slices.IndexFunc(apart, func(o mapMark) bool {
				return math.Hypot(o.x-m.x, o.y-m.y) < o.radius()+m.radius()+1
			})
			if at < 0 {
				apart = append(apart, *m)
			} else {
				apart[at].add(m)
			}
		}
		if len(apart) == len(list) {
			return apart
		}
		list = apart
	}
}
