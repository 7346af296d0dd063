package worldmap

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A mapPicture draws the marks of a map, each a link.
type mapPicture struct {
	mapPage
	answer *mapAnswer
}

// Map is the picture of an answer.
func (f mapPage) Map(a *mapAnswer) mapPicture { return mapPicture{f, a} }

func (p mapPicture) HTML() htmltemplate.HTML {
	var b draw.SVG
	v := p.answer.View
	b.Put(`<svg class="map" viewBox="0 0 %g %g" role="group" aria-label="%s">`, mapWidth, mapHeight, p.sentence())
	b.Put(`<rect class="sea" width="%g" height="%g"/>`, mapWidth, mapHeight)
	east, north := v.scale()
	x, y := v.project(latLon{0, 0})
	from, to := v.unproject(0, mapHeight), v.unproject(mapWidth, 0)
	// The island fills this with outlines, which it draws in degrees.
	b.Put(`<g class="land" transform="translate(%.3f %.3f) scale(%.5f %.5f)" data-zoom="%d" data-box="%.4f %.4f %.4f %.4f"></g>`,
		x, y, east, north, v.Zoom, from.Lon, from.Lat, to.Lon, to.Lat)
	p.graticule(&b)
	p.halos(&b)
	p.bar(&b)
	for i := range p.answer.Marks {
		p.mark(&b, &p.answer.Marks[i])
	}
	p.names(&b)
	b.Put(`</svg>`)
	return b.HTML()
}

// sentence is the map in words.
func (p mapPicture) sentence() string {
	a := p.answer
	return fmt.Sprintf("Map of %s: %s in view, at %s", kit.CountWords(a.Pointed+a.Placed, "incident", "incidents"), kit.Number(a.InView),
		kit.CountWords(len(a.Marks), "mark", "marks"))
}

// graticule draws meridians and parallels, some way apart.
func (p mapPicture) graticule(b *draw.SVG) {
	v := p.answer.View
	east, _ := v.scale()
	step := 60.0
	for _, finer := range []float64{30, 20, 10, 5, 2, 1, 0.5} {
		if finer*east < 110 {
			break
		}
		step = finer
	}
	from, to := v.unproject(0, mapHeight), v.unproject(mapWidth, 0)
	b.Put(`<g class="graticule" aria-hidden="true">`)
	for lon := math.Ceil(max(from.Lon, -180)/step) * step; lon <= min(to.Lon, 180); lon += step {
		x, top := v.project(latLon{min(to.Lat, 90), lon})
		_, bottom := v.project(latLon{max(from.Lat, -90), lon})
		b.Put(`<path d="M%.1f %.1fV%.1f"/><text x="%.1f" y="%g">%s</text>`, x, top, bottom, x+4, mapHeight-6, degrees(lon, "E", "W"))
	}
	for lat := math.Ceil(max(from.Lat, -90)/step) * step; lat <= min(to.Lat, 90); lat += step {
		left, y := v.project(latLon{lat, max(from.Lon, -180)})
		right, _ := v.project(latLon{lat, min(to.Lon, 180)})
		b.Put(`<path d="M%.1f %.1fH%.1f"/>`, left, y, right)
		if y < mapHeight-30 && y > 16 {
			b.Put(`<text x="6" y="%.1f">%s</text>`, y-4, degrees(lat, "N", "S"))
		}
	}
	b.Put(`</g>`)
}

func degrees(d float64, positive, negative string) string {
	switch {
	case d > 0:
		return fmt.Sprintf("%g° %s", d, positive)
	case d < 0:
		return fmt.Sprintf("%g° %s", -d, negative)
	}
	return "0°"
}

const kilometresPerDegree = 111.2

// reach is how far off, in kilometres, a place may be that is known to this
// class of precision.
var reach = map[string]float64{"street": 0.3, "district": 3, "town": 10, "region": 100, "country": 400}

// halos are drawn to scale around single incidents: how far off the point may
// be.
func (p mapPicture) halos(b *draw.SVG) {
	_, north := p.answer.View.scale()
	b.Put(`<g class="halos" aria-hidden="true">`)
	for i := range p.answer.Marks {
		m := &p.answer.Marks[i]
		if r := reach[m.Precision] / kilometresPerDegree * north; m.ByCountry == 0 && r > m.radius()+2 {
			b.Put(`<circle cx="%.1f" cy="%.1f" r="%.1f"/>`, m.x, m.y, min(r, 160))
		}
	}
	b.Put(`</g>`)
}

// bar is a scale, in the middle's latitude.
func (p mapPicture) bar(b *draw.SVG) {
	_, north := p.answer.View.scale()
	km := 5000.0
	for _, shorter := range []float64{2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1} {
		if km/kilometresPerDegree*north <= 150 {
			break
		}
		km = shorter
	}
	width := km / kilometresPerDegree * north
	b.Put(`<g class="scale" aria-hidden="true"><path d="M%.1f %gv6h%.1fv-6"/><text x="%g" y="%g" text-anchor="end">%s km</text></g>`,
		mapWidth-12-width, mapHeight-38, width, mapWidth-12, mapHeight-42, kit.Number(int(km)))
}

// mark draws one mark: a shape for one incident, and for several a round with a
// slice for each label and their number.
func (p mapPicture) mark(b *draw.SVG, m *mapMark) {
	told := p.explain(m)
	address := p.toMark(p.answer, m)
	b.Put(`<a class="mark" href="%s"`, address)
	if m.Incident == "" && (m.Country == "" || m.ByCountry < m.N) {
		b.Put(` data-near=""`)
	}
	b.Put(` transform="translate(%.1f %.1f)" aria-label="%s"><title>%[3]s</title>`, m.x, m.y, told)
	r := m.radius()
	b.Put(`<circle class="reach" r="%.1f"/>`, max(r+4, 16))
	if m.ByCountry == m.N {
		b.Put(`<circle class="vague" r="%.1f"/>`, r+5)
	}
	if m.N == 1 {
		part := m.Parts[0]
		class := p.Palette.Class(part.Label)
		outline := draw.Shape(class, r)
		b.Put(`<path class="%s" d="%s"/>`, class, outline)
		if !part.Settled && p.hasLabels() {
			b.Put(`<path class="hatched" d="%s"/>`, outline)
		}
		b.Put(`<path class="edge" d="%s"/></a>`, outline)
		return
	}
	from := 0.0
	for _, part := range p.inOrder(m.Parts) {
		to := from + float64(part.N)/float64(m.N)
		d := draw.Sector(r, from, to)
		b.Put(`<path class="%s" d="%s"/>`, p.Palette.Class(part.Label), d)
		if !part.Settled && p.hasLabels() {
			b.Put(`<path class="hatched" d="%s"/>`, d)
		}
		from = to
	}
	text := kit.Number(m.N)
	b.Put(`<circle class="edge" r="%.1f"/><circle class="plate" r="%.1f"/><text class="n" y="4">%s</text></a>`,
		r, max(r*0.62, 3.6*float64(len([]rune(text)))+2), text)
}

func (p mapPicture) hasLabels() bool { return len(p.Palette.Labels) > 0 }

// inOrder are the parts in the codebook's order of labels, what is settled
// first.
func (p mapPicture) inOrder(parts []mapPart) []mapPart {
	list := slices.Clone(parts)
	slices.SortFunc(list, func(a, b mapPart) int {
		if a.Label != b.Label {
			return p.Palette.At[a.Label] - p.Palette.At[b.Label]
		}
		if a.Settled {
			return -1
		}
		return 1
	})
	return list
}

// explain is a mark in words.
func (p mapPicture) explain(m *mapMark) string {
	var parts []string
	for _, part := range p.inOrder(m.Parts) {
		text := kit.Words(part.Label)
		if !p.hasLabels() {
			continue
		}
		if !part.Settled {
			text += ", not settled"
		}
		if m.N > 1 {
			text = kit.Number(part.N) + " " + text
		}
		parts = append(parts, text)
	}
	head := m.Title
	if head == "" {
		head = kit.CountWords(m.N, "incident", "incidents")
		if name := p.named(m); name != "" {
			head += ", " + name
		}
	} else if name := p.named(m); name != "" {
		head += ", " + name
	}
	if len(parts) > 0 {
		head += ": " + strings.Join(parts, "; ")
	}
	switch {
	case m.ByCountry == m.N:
		head += ". Placed by country alone"
	case m.ByCountry > 0:
		head += fmt.Sprintf(". %d of them placed by country alone", m.ByCountry)
	case m.N == 1:
		head += ". " + precisionWords(m.Precision)
	}
	return head
}

// named is what the place of a mark is called, where it has one name.
func (p mapPicture) named(m *mapMark) string {
	if m.Place != "" {
		return m.Place
	}
	return point.CountryName(m.Country)
}

// precisionWords says how exact a point is.
func precisionWords(class string) string {
	switch class {
	case "":
		return "How exact is not said"
	case "exact":
		return "The exact place"
	}
	return "Exact to the " + class
}

// Precision says how exact the point of a row is.
func (a *mapAnswer) Precision(s ask.Spot) string { return precisionWords(s.Precision) }

// names writes what marks are called beside them, the largest first, where there
// is room.
func (p mapPicture) names(b *draw.SVG) {
	type box struct{ x0, y0, x1, y1 float64 }
	var taken []box
	for i := range p.answer.Marks {
		m := &p.answer.Marks[i]
		r := m.radius() + 2
		taken = append(taken, box{m.x - r, m.y - r, m.x + r, m.y + r})
	}
	b.Put(`<g class="names" aria-hidden="true">`)
	for i := range p.answer.Marks {
		m := &p.answer.Marks[i]
		name := []rune(p.named(m))
		if len(name) == 0 || len(name) > 28 {
			continue
		}
		width := 7.4*float64(len(name)) + 4
		x := m.x + m.radius() + 7
		anchor, left := "start", x
		if x+width > mapWidth {
			x = m.x - m.radius() - 7
			anchor, left = "end", x-width
		}
		room := box{left, m.y - 9, left + width, m.y + 9}
		if left < 0 || slices.ContainsFunc(taken, func(o box) bool { return room.x0 < o.x1 && o.x0 < room.x1 && room.y0 < o.y1 && o.y0 < room.y1 }) {
			continue
		}
		taken = append(taken, room)
		b.Put(`<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`, x, m.y+4, anchor, string(name))
	}
	b.Put(`</g>`)
}

// A mapKey is a label in the key of the map, with its shape.
type mapKey struct {
	Class, Shape, Text, Address string
	N                           int
	Current                     bool
}

// Key is the labels of the map. Each leads to the map of it alone, or of all
// again.
func (f mapPage) Key(a *mapAnswer) []mapKey {
	var list []mapKey
	for _, l := range f.Palette.Labels {
		at := slices.IndexFunc(a.Labels, func(x mapLabel) bool { return x.Label == l.Name })
		current := f.Own.Get("label") == l.Name
		if at < 0 && !current {
			continue
		}
		key := mapKey{Class: l.Class, Shape: draw.Shape(l.Class, 7), Text: kit.Words(l.Name), Address: f.Toggle("label", l.Name), Current: current}
		if at >= 0 {
			key.N = a.Labels[at].N
		}
		if !current {
			key.Address = f.With("label", l.Name)
		}
		list = append(list, key)
	}
	return list
}

// ByLabel are the labels of a country, each with how many there are.
func (f mapPage) ByLabel(parts []mapPart) []kit.LabelChip {
	var chips []kit.LabelChip
	for _, l := range f.Palette.Labels {
		n := 0
		for _, p := range parts {
			if p.Label == l.Name {
				n += p.N
			}
		}
		if n > 0 {
			chips = append(chips, kit.LabelChip{Class: l.Class, Text: kit.Number(n) + " " + kit.Words(l.Name)})
		}
	}
	return chips
}
