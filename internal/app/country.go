package app

import (
	"cmp"

	"github.com/ascribe-project/ascribe/internal/country"
)

// CountryName is the English name of a country by its code of ISO 3166-1. What
// is no such code stays as it is: imported datasets have names of their own.
func CountryName(code string) string { return cmp.Or(country.Name(code), code) }

// countryIn is the name of the country that a value of any variable is the code
// of, as codebooks have them, in capitals; else "". The value no is not Norway.
func countryIn(value string) string { return country.Name(value) }
