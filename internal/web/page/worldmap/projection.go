package worldmap

import (
	"math"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// The size of the map in units of its picture.
const (
	mapWidth  = 960.0
	mapHeight = 520.0
	maxZoom   = 16
)

// A mapView is the part of the world that a map shows: its middle, and how
// near; two steps of zoom double the scale. The projection is equirectangular,
// true to shape in the middle's latitude.
type mapView struct {
	latLon
	Zoom int `json:"zoom"`
}

// scale is how many units a degree to the east and one to the north have. At
// zoom 0 the world fits.
func (v mapView) scale() (east, north float64) {
	north = 2.6 * math.Pow(2, float64(v.Zoom)/2)
	return north * math.Cos(v.parallel()*math.Pi/180), north
}

// parallel is the latitude in which shapes are true.
func (v mapView) parallel() float64 { return max(-60, min(60, math.Round(v.Lat))) }

// project is where a place lies in the picture.
func (v mapView) project(p latLon) (x, y float64) {
	east, north := v.scale()
	return mapWidth/2 + (p.Lon-v.Lon)*east, mapHeight/2 - (p.Lat-v.Lat)*north
}

// unproject is the place that lies there in the picture.
func (v mapView) unproject(x, y float64) latLon {
	east, north := v.scale()
	return latLon{Lat: v.Lat - (y-mapHeight/2)/north, Lon: v.Lon + (x-mapWidth/2)/east}
}

// shows reports whether a place is in the picture.
func (v mapView) shows(p latLon) bool {
	x, y := v.project(p)
	return x >= 0 && x <= mapWidth && y >= 0 && y <= mapHeight
}

// moved is the view some way to the right and down, in parts of the picture.
func (v mapView) moved(right, down float64) mapView {
	v.latLon = v.unproject(mapWidth*(0.5+right), mapHeight*(0.5+down))
	v.Lat, v.Lon = max(-80, min(80, v.Lat)), max(-180, min(180, v.Lon))
	return v
}

// zoomed is the view from nearer, or from further off.
func (v mapView) zoomed(steps int) mapView {
	v.Zoom = max(0, min(maxZoom, v.Zoom+steps))
	return v
}

// at is the middle of the view as an address has it.
func (v mapView) at() string {
	return strconv.FormatFloat(v.Lat, 'f', 2, 64) + "," + strconv.FormatFloat(v.Lon, 'f', 2, 64)
}

// parseView reads the middle of a view from an address.
func parseView(at string, zoom int) (mapView, error) {
	lat, lon, ok := strings.Cut(at, ",")
	v := mapView{Zoom: zoom}
	var errs [2]error
	v.Lat, errs[0] = strconv.ParseFloat(strings.TrimSpace(lat), 64)
	v.Lon, errs[1] = strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if !ok || errs[0] != nil || errs[1] != nil || !(math.Abs(v.Lat) <= 90 && math.Abs(v.Lon) <= 180) {
		return v, ascribe.Errorf(ascribe.ErrUsage, "at: %q is no place", at).
			WithHint("write degrees north and east, as in 49.74,9.96; leave it out for a map of all")
	}
	return v, nil
}

// An extent is the part of the world that some places lie in.
type extent struct {
	any                      bool
	south, north, west, east float64
}

func (b *extent) add(p latLon) {
	if !b.any {
		*b = extent{true, p.Lat, p.Lat, p.Lon, p.Lon}
	}
	b.south, b.north = min(b.south, p.Lat), max(b.north, p.Lat)
	b.west, b.east = min(b.west, p.Lon), max(b.east, p.Lon)
}

// view is the nearest view, up to a zoom, that shows all of it with some room.
// Of nothing it is the world.
func (b *extent) view(nearest int) mapView {
	if !b.any {
		return mapView{latLon: latLon{Lat: 15}}
	}
	v := mapView{latLon: latLon{Lat: (b.south + b.north) / 2, Lon: (b.west + b.east) / 2}, Zoom: nearest}
	for v.Zoom > 0 {
		east, north := v.scale()
		if (b.east-b.west)*east <= 0.86*mapWidth && (b.north-b.south)*north <= 0.8*mapHeight {
			break
		}
		v.Zoom--
	}
	return v
}
