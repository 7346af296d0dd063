package web

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var regions = display.English.Regions()

// countryName is the English name of a country by its code of ISO 3166-1. What
// is no such code stays as it is: imported datasets have names of their own.
func countryName(code string) string {
	if len(code) != 2 {
		return code
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	return regions.Name(region)
}
