package app

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var regions = display.English.Regions()

// CountryName is the English name of a country by its code of ISO 3166-1. What
// is no such code stays as it is: imported datasets have names of their own.
func CountryName(code string) string {
	if len(code) != 2 {
		return code
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	return regions.Name(region)
}

// countryIn is the name of the country that a value of any variable is the code
// of, as codebooks have them, in capitals; else "". The value no is not Norway.
func countryIn(value string) string {
	if len(value) != 2 || value[0] < 'A' || value[0] > 'Z' || value[1] < 'A' || value[1] > 'Z' {
		return ""
	}
	if name := CountryName(value); name != value {
		return name
	}
	return ""
}
