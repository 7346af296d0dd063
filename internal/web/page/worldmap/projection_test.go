package worldmap

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

var anyPlace = rapid.Custom(func(t *rapid.T) latLon {
	return latLon{rapid.Float64Range(-80, 80).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")}
})

func TestProjectionGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := mapView{anyPlace.Draw(t, "middle"), rapid.IntRange(0, maxZoom).Draw(t, "zoom")}
		p := anyPlace.Draw(t, "place")
		back := v.unproject(v.project(p))
		if math.Abs(back.Lat-p.Lat) > 1e-9 || math.Abs(back.Lon-p.Lon) > 1e-9 {
			t.Fatalf("%v of %v came back as %v", p, v, back)
		}
	})
}

func TestViewShowsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all extent
		places := rapid.SliceOfN(anyPlace, 1, 8).Draw(t, "places")
		for _, p := range places {
			all.add(p)
		}
		v := all.view(maxZoom)
		for _, p := range places {
			if !v.shows(p) {
				t.Fatalf("%v does not show %v", v, p)
			}
		}
		parsed, err := parseView(v.at(), v.Zoom)
		if err != nil || math.Abs(parsed.Lat-v.Lat) > 0.006 || math.Abs(parsed.Lon-v.Lon) > 0.006 {
			t.Fatalf("%v, as an address %v, %v", v, parsed, err)
		}
	})
}

func TestParseViewRefuses(t *testing.T) {
	for _, at := range []string{"", "5", "x,y", "91,0", "0,181", "NaN,0", "0,NaN", "1,2,3", "Inf,0"} {
		if v, err := parseView(at, 0); ascribe.KindOf(err) != ascribe.ErrUsage {
			t.Errorf("%q is read as %v, %v", at, v, err)
		}
	}
}
