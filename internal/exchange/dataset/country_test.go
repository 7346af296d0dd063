package dataset_test

import (
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// The codes are those of ISO 3166-1, and their English names are known.
func TestCountryCodes(t *testing.T) {
	names := display.English.Regions()
	n := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			region, err := language.ParseRegion(code)
			if c, _ := dataset.CountryCode(code); c == code {
				n++
			}
			if err != nil || region.Canonicalize() != region || !region.IsCountry() || region.String() != code || names.Name(region) == "" {
				continue
			}
			switch code {
			case "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "EU", "EZ", "UN", "XA", "XB", "XK":
				continue // set apart for other uses
			}
			if got, ok := dataset.CountryCode(region.ISO3()); !ok || got != code {
				t.Errorf("%s is %q, want %s", region.ISO3(), got, code)
			}
			if got, ok := dataset.CountryCode(names.Name(region)); !ok || got != code {
				t.Errorf("%s is %q, want %s", names.Name(region), got, code)
			}
		}
	}
	if n != 250 {
		t.Errorf("%d codes, want 249 and XK", n)
	}
}

func TestCountryNames(t *testing.T) {
	for name, want := range map[string]string{
		"DR Congo (Zaire)": "CD", "Congo": "CG", "Republic of the Congo": "CG", "Democratic Republic of Congo": "CD", "Yemen (North Yemen)": "YE",
		"Russia (Soviet Union)": "RU", "Soviet Union": "", "Bosnia-Herzegovina": "BA", "Côte d’Ivoire": "CI", "Cote d'Ivoire": "CI",
		"ivory coast": "CI", "The Gambia": "GM", "St. Lucia": "LC", "Trinidad & Tobago": "TT", "Myanmar (Burma)": "MM", "usa": "US", "UKR": "UA",
		"South Korea": "KR", "Guinea": "GN", "Guinea-Bissau": "GW", "Niger": "NE", "Nigeria": "NG", "Yugoslavia": "", "": "", "-": "", "the": "",
		"Kosovo": "XK", "Kingdom of eSwatini (Swaziland)": "SZ", "Macedonia, FYR": "MK", "West Bank and Gaza Strip": "PS",
	} {
		if got, ok := dataset.CountryCode(name); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
