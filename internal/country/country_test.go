package country_test

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/ascribe-project/ascribe/internal/country"
)

// The codes are those of ISO 3166-1, which another library lists too, and
// Kosovo's.
func TestCodes(t *testing.T) {
	all := country.All()
	if len(all) != 250 {
		t.Errorf("%d countries, want 249 and Kosovo", len(all))
	}
	for _, c := range all {
		region, err := language.ParseRegion(c.Code)
		if err != nil || !region.IsCountry() || region.Canonicalize() != region {
			t.Errorf("%s is no code: %v", c.Code, err)
		}
		if three := region.ISO3(); three != c.Three && c.Code != "XK" {
			t.Errorf("%s is %s, want %s", c.Code, c.Three, three)
		}
		for _, s := range []string{c.Code, c.Three, c.Name, strings.ToUpper(c.Name), strings.ToLower(c.Three)} {
			if got, ok := country.Code(s); !ok || got != c.Code {
				t.Errorf("%s is %q, want %s", s, got, c.Code)
			}
		}
		if !country.Valid(c.Code) || country.Name(c.Code) != c.Name {
			t.Errorf("%s is called %q, want %q", c.Code, country.Name(c.Code), c.Name)
		}
	}
	if country.Valid("de") || country.Valid("DEU") || country.Valid("") || country.Name("UK") != "" {
		t.Error("what is no alpha-2 code in capitals is taken for one")
	}
}

// Names as UCDP, the GTD, ACLED, the World Bank, Natural Earth, ISO and people
// write them, in several languages.
func TestNames(t *testing.T) {
	for code, names := range map[string]string{
		"AE": "UAE; Vereinigte Arabische Emirate; الإمارات العربية المتحدة", "AF": "Afghanistan, Islamic Republic of", "AX": "Åland; Aland Islands",
		"BA": "Bosnia-Herzegovina; Bosnia & Herzegovina; Bosnia and Herz.", "BO": "Bolivia, Plurinational State of", "BS": "Bahamas, The",
		"CD": "DR Congo (Zaire); Congo, DRC; Congo, Democratic Republic of; Democratic Republic of Congo; Zaire; Congo, Dem. Rep.; Dem. Rep. Congo; ZAR; République démocratique du Congo",
		"CF": "CAR; Central African Rep.", "CG": "Republic of Congo; Congo, Rep.; Republic of the Congo; République du Congo",
		"CI": "Cote d'Ivoire; Côte d’Ivoire; Ivory Coast; ivory coast; Elfenbeinküste", "CV": "Cabo Verde", "CW": "Curacao", "CZ": "Czech Rep.; Czech Republic",
		"DE": "Deutschland; Allemagne; Alemania; Германия; Німеччина; ألمانيا; German Federal Republic", "DM": "Dominica", "DO": "Dominican Republic; Dominican Rep.",
		"EG": "Egypt, Arab Rep.; مصر", "EH": "Western Sahara; W. Sahara", "FK": "Falkland Islands (Islas Malvinas)", "FM": "Micronesia, Fed. Sts.",
		"GB": "UK; U.K.; Great Britain; Royaume-Uni", "GE": "Georgia", "GF": "French Guyana", "GM": "Gambia, The; The Gambia",
		"GN": "Guinea", "GQ": "Equatorial Guinea; eq. guinea", "GW": "Guinea-Bissau", "HK": "Hong Kong; Hong Kong, China",
		"IR": "Iran, Islamic Rep.; Iran, Islamic Republic of; IRAN", "KG": "Kyrgyzstan; Kyrgyz Republic", "KH": "Cambodia (Kampuchea)", "KN": "St. Kitts and Nevis",
		"KP": "North Korea; Korea, Dem. People's Rep.; Korea, Democratic People's Republic of", "KR": "South Korea; Korea, South; Korea, Republic of; Korea, Rep.; Korea (Republic of)",
		"LA": "Lao PDR; Laos PDR; Laos", "LC": "St. Lucia; St Lucia; Saint Lucia", "LK": "Sri Lanka (Ceylon)", "LY": "Libyan Arab Jamahiriya", "MD": "Moldova, Republic of",
		"MF": "Saint Martin; St. Martin", "MG": "Madagascar (Malagasy)", "MK": "Macedonia, FYR; FYROM; Macedonia, the former Yugoslav Republic of; The former Yugoslav Republic of Macedonia",
		"MM": "Myanmar (Burma); Burma/Myanmar; BUR", "MO": "Macao, China", "NA": "NA; na; Namibia; ناميبيا", "NE": "Niger", "NG": "Nigeria",
		"NL": "Netherlands, The; Netherlands (Kingdom of the); Holland; Países Bajos", "PG": "Papua New Guinea",
		"PS": "West Bank and Gaza Strip; Occupied Palestinian Territory; Palestine, State of; Palestinian Territory, Occupied; فلسطين",
		"RE": "Reunion", "RO": "Rumania; ROM", "RS": "Serbia (Yugoslavia)", "RU": "Russia (Soviet Union); Россия; RU", "SB": "Solomon Is.", "SD": "Sudan", "SS": "South Sudan; S. Sudan",
		"ST": "Sao Tome and Principe", "SY": "Syrian Arab Republic; Syrien; سوريا", "SZ": "Swaziland; eSwatini; Kingdom of eSwatini (Swaziland)", "TL": "East Timor; Timor Leste; TMP",
		"TR": "Turkiye; Türkiye; Turkey", "TT": "Trinidad & Tobago", "TW": "Taiwan, China; Taiwan, Province of China; Chinese Taipei", "TZ": "Tanzania, United Rep. of",
		"UA": "UKR; Украина; Україна", "US": "usa; U.S.; United States of America; États-Unis; Estados Unidos", "VA": "Vatican City", "VC": "Saint Vincent and Grenadines",
		"VE": "Venezuela, RB", "VN": "Viet-Nam; Vietnam (North Vietnam)", "VU": "New Hebrides", "XK": "Kosovo; XKX; KOS; KSV", "YE": "Yemen (North Yemen); Yemen, Rep.",
		"ZW": "Zimbabwe (Rhodesia); Rhodesia",
	} {
		for name := range strings.SplitSeq(names, "; ") {
			if got, ok := country.Code(name); !ok || got != code {
				t.Errorf("%q is %q, want %s: it %s", name, got, code, country.WhyNot(name))
			}
		}
	}
}

func TestWhatIsNoCountry(t *testing.T) {
	for why, names := range map[string]string{
		"is a state that is no more": "Soviet Union; USSR; SUN; Yugoslavia; YUG; Serbia and Montenegro; Serbia & Montenegro; East Germany (GDR); West Germany (FRG); DDR; Czechoslovakia; " +
			"North Yemen; South Yemen; Yemen Arab Republic; Yemen People's Republic; South Vietnam; Vietnam, Democratic Republic of; ANT",
		"is no country": "-; the; International; Multinational; Somaliland; Transnistria; N. Cyprus; England; EU; UN; UNK; Bavaria; Yes; 7",
		"can be CD (Congo - Kinshasa) or CG (Congo - Brazzaville)":       "Congo; congo",
		"can be KP (North Korea) or KR (South Korea)":                    "Korea",
		"can be VG (British Virgin Islands) or VI (U.S. Virgin Islands)": "Virgin Islands",
	} {
		for name := range strings.SplitSeq(names, "; ") {
			if got, ok := country.Code(name); ok || country.WhyNot(name) != why {
				t.Errorf("%q is %q, and %q; want %q", name, got, country.WhyNot(name), why)
			}
		}
	}
	if _, ok := country.Code(""); ok {
		t.Error("nothing is a country")
	}
}
