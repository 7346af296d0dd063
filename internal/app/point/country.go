package point

import (
	"cmp"

	"github.com/ascribe-project/ascribe/internal/country"
)

// CountryName is the English name of a country by its code of ISO 3166-1. What
// is no such code stays as it is: imported datasets have names of their own.
func CountryName(code string) string { return cmp.Or(country.Name(code), code) }
