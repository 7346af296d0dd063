package worldmap

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// countryPointsFile is made by islands/map/points.mjs from Natural Earth's
// outlines.
//
//go:embed country_points.csv
var countryPointsFile string

// A point is a place on the globe, in degrees north and east.
type latLon struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// countryPoints are points in the middle of countries, by their codes of ISO
// 3166-1.
var countryPoints = sync.OnceValue(func() map[string]latLon {
	points := map[string]latLon{}
	for line := range strings.Lines(countryPointsFile) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		m49, err := strconv.Atoi(fields[0])
		if err != nil || len(fields) != 3 {
			continue // the heading
		}
		region, err := language.EncodeM49(m49)
		if err != nil {
			continue
		}
		var p latLon
		p.Lat, _ = strconv.ParseFloat(fields[1], 64)
		p.Lon, _ = strconv.ParseFloat(fields[2], 64)
		points[region.String()] = p
	}
	return points
})
