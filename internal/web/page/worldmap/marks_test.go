package worldmap

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// TestMarksCountAll holds marks to what they were gathered from: nothing in
// view is lost or counted twice, and no two lie on each other.
func TestMarksCountAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		view := mapView{latLon{20, 0}, rapid.IntRange(0, 6).Draw(t, "zoom")}
		g := clusters{view: view, cells: map[[2]int]*mapMark{}}
		inView := map[string]int{}
		total := 0
		for range rapid.IntRange(0, 300).Draw(t, "incidents") {
			p := anyPlace.Draw(t, "place")
			s := ask.Spot{Incident: "x", Lat: p.Lat, Lon: p.Lon, Belief: ascribe.Belief{Outcome: ascribe.Outcome{Label: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "label")}}}
			m := markOf(&s)
			g.add(&m)
			if view.shows(p) {
				inView[s.Label]++
				total++
			}
		}
		marks := g.marks()
		for i := range marks {
			m := &marks[i]
			total -= m.N
			sum := 0
			for _, part := range m.Parts {
				inView[part.Label] -= part.N
				sum += part.N
			}
			if sum != m.N || m.N > 1 && m.Incident != "" {
				t.Fatalf("%+v", m)
			}
			x, y := view.project(m.latLon)
			if math.Hypot(x-m.x, y-m.y) > 1e-6 {
				t.Fatalf("%+v is drawn at %g, %g, and lies at %g, %g", m, m.x, m.y, x, y)
			}
			for _, o := range marks[:i] {
				if math.Hypot(o.x-m.x, o.y-m.y) < o.radius()+m.radius() {
					t.Fatalf("%+v lies on %+v", o, m)
				}
			}
		}
		if total != 0 || inView["a"] != 0 || inView["b"] != 0 {
			t.Fatalf("%d are not counted once: %v", total, inView)
		}
	})
}
