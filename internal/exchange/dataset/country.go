package dataset

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CountryCode is the ISO 3166-1 alpha-2 code of a country by that code, by
// alpha-3, or by its name in English as the big datasets write it, such as
// "DR Congo (Zaire)" or "Bosnia-Herzegovina". A state that is no more, and has
// no code, is not one: the Soviet Union is not Russia.
func CountryCode(s string) (string, bool) {
	if len(s) == 2 || len(s) == 3 {
		if code, ok := countryIndex()[strings.ToUpper(s)]; ok {
			return code, true
		}
	}
	code, ok := countryIndex()[foldCountry(s)]
	return code, ok
}

// countryIndex has the codes by themselves, in capitals, and by the names,
// folded.
var countryIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	for line := range strings.Lines(countries) {
		code, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		three, names, _ := strings.Cut(rest, " ")
		index[code], index[three] = code, code
		for name := range strings.SplitSeq(names, "; ") {
			index[foldCountry(name)] = code
		}
	}
	delete(index, "")
	return index
})

// foldCountry takes away what the same name is written with or without:
// capitals, accents, "the", "and" for "&", "saint" for "st.".
func foldCountry(s string) string {
	var b strings.Builder
	gap := false
	for _, c := range norm.NFD.String(s) {
		switch {
		case unicode.IsLetter(c):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(c))
		case unicode.Is(unicode.Mn, c) || c == '\'' || c == '’' || c == '.':
		default:
			gap = true
		}
	}
	words := strings.Fields(b.String())
	out := words[:0]
	for _, w := range words {
		switch w {
		case "the", "and", "of":
			continue
		case "saint":
			w = "st"
		case "is", "island":
			w = "islands"
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

// countries are the codes of ISO 3166-1 (and XK, in wide use for Kosovo) with
// their names, the short English one first.
const countries = `AD AND Andorra
AE ARE United Arab Emirates; UAE
AF AFG Afghanistan
AG ATG Antigua and Barbuda
AI AIA Anguilla
AL ALB Albania
AM ARM Armenia
AO AGO Angola
AQ ATA Antarctica
AR ARG Argentina
AS ASM American Samoa
AT AUT Austria
AU AUS Australia
AW ABW Aruba
AX ALA Åland Islands
AZ AZE Azerbaijan
BA BIH Bosnia and Herzegovina; Bosnia-Herzegovina; Bosnia
BB BRB Barbados
BD BGD Bangladesh
BE BEL Belgium
BF BFA Burkina Faso
BG BGR Bulgaria
BH BHR Bahrain
BI BDI Burundi
BJ BEN Benin
BL BLM Saint Barthélemy
BM BMU Bermuda
BN BRN Brunei Darussalam; Brunei
BO BOL Bolivia; Bolivia (Plurinational State of)
BQ BES Bonaire, Sint Eustatius and Saba; Caribbean Netherlands
BR BRA Brazil
BS BHS Bahamas
BT BTN Bhutan
BV BVT Bouvet Island
BW BWA Botswana
BY BLR Belarus
BZ BLZ Belize
CA CAN Canada
CC CCK Cocos (Keeling) Islands
CD COD Democratic Republic of the Congo; DR Congo; DR Congo (Zaire); Congo, Democratic Republic of the; Congo - Kinshasa; Zaire; DRC
CF CAF Central African Republic
CG COG Congo; Republic of the Congo; Republic of Congo; Congo - Brazzaville; Congo-Brazzaville
CH CHE Switzerland
CI CIV Côte d'Ivoire; Ivory Coast
CK COK Cook Islands
CL CHL Chile
CM CMR Cameroon
CN CHN China; People's Republic of China
CO COL Colombia
CR CRI Costa Rica
CU CUB Cuba
CV CPV Cabo Verde; Cape Verde
CW CUW Curaçao
CX CXR Christmas Island
CY CYP Cyprus
CZ CZE Czechia; Czech Republic
DE DEU Germany
DJ DJI Djibouti
DK DNK Denmark
DM DMA Dominica
DO DOM Dominican Republic
DZ DZA Algeria
EC ECU Ecuador
EE EST Estonia
EG EGY Egypt
EH ESH Western Sahara
ER ERI Eritrea
ES ESP Spain
ET ETH Ethiopia
FI FIN Finland
FJ FJI Fiji
FK FLK Falkland Islands; Falkland Islands (Malvinas)
FM FSM Micronesia; Federated States of Micronesia; Micronesia (Federated States of)
FO FRO Faroe Islands
FR FRA France
GA GAB Gabon
GB GBR United Kingdom; UK; Great Britain; United Kingdom of Great Britain and Northern Ireland
GD GRD Grenada
GE GEO Georgia
GF GUF French Guiana
GG GGY Guernsey
GH GHA Ghana
GI GIB Gibraltar
GL GRL Greenland
GM GMB Gambia
GN GIN Guinea
GP GLP Guadeloupe
GQ GNQ Equatorial Guinea
GR GRC Greece
GS SGS South Georgia and the South Sandwich Islands
GT GTM Guatemala
GU GUM Guam
GW GNB Guinea-Bissau
GY GUY Guyana
HK HKG Hong Kong; Hong Kong SAR China
HM HMD Heard Island and McDonald Islands; Heard and McDonald Islands
HN HND Honduras
HR HRV Croatia
HT HTI Haiti
HU HUN Hungary
ID IDN Indonesia
IE IRL Ireland
IL ISR Israel
IM IMN Isle of Man
IN IND India
IO IOT British Indian Ocean Territory
IQ IRQ Iraq
IR IRN Iran; Islamic Republic of Iran; Iran (Islamic Republic of)
IS ISL Iceland
IT ITA Italy
JE JEY Jersey
JM JAM Jamaica
JO JOR Jordan
JP JPN Japan
KE KEN Kenya
KG KGZ Kyrgyzstan; Kyrgyz Republic
KH KHM Cambodia; Cambodia (Kampuchea)
KI KIR Kiribati
KM COM Comoros
KN KNA Saint Kitts and Nevis
KP PRK North Korea; Democratic People's Republic of Korea
KR KOR South Korea; Republic of Korea
KW KWT Kuwait
KY CYM Cayman Islands
KZ KAZ Kazakhstan
LA LAO Laos; Lao People's Democratic Republic
LB LBN Lebanon
LC LCA Saint Lucia
LI LIE Liechtenstein
LK LKA Sri Lanka; Sri Lanka (Ceylon)
LR LBR Liberia
LS LSO Lesotho
LT LTU Lithuania
LU LUX Luxembourg
LV LVA Latvia
LY LBY Libya
MA MAR Morocco
MC MCO Monaco
MD MDA Moldova; Republic of Moldova
ME MNE Montenegro
MF MAF Saint Martin
MG MDG Madagascar; Madagascar (Malagasy)
MH MHL Marshall Islands
MK MKD North Macedonia; Macedonia; Macedonia, FYR; Macedonia (FYR)
ML MLI Mali
MM MMR Myanmar; Burma; Myanmar (Burma)
MN MNG Mongolia
MO MAC Macao; Macau; Macao SAR China; Macau SAR China
MP MNP Northern Mariana Islands
MQ MTQ Martinique
MR MRT Mauritania
MS MSR Montserrat
MT MLT Malta
MU MUS Mauritius
MV MDV Maldives
MW MWI Malawi
MX MEX Mexico
MY MYS Malaysia
MZ MOZ Mozambique
NA NAM Namibia
NC NCL New Caledonia
NE NER Niger
NF NFK Norfolk Island
NG NGA Nigeria
NI NIC Nicaragua
NL NLD Netherlands
NO NOR Norway
NP NPL Nepal
NR NRU Nauru
NU NIU Niue
NZ NZL New Zealand
OM OMN Oman
PA PAN Panama
PE PER Peru
PF PYF French Polynesia
PG PNG Papua New Guinea
PH PHL Philippines
PK PAK Pakistan
PL POL Poland
PM SPM Saint Pierre and Miquelon
PN PCN Pitcairn; Pitcairn Islands
PR PRI Puerto Rico
PS PSE Palestine; State of Palestine; Palestinian Territories; West Bank and Gaza Strip
PT PRT Portugal
PW PLW Palau
PY PRY Paraguay
QA QAT Qatar
RE REU Réunion
RO ROU Romania; Rumania
RS SRB Serbia; Serbia (Yugoslavia)
RU RUS Russia; Russian Federation; Russia (Soviet Union)
RW RWA Rwanda
SA SAU Saudi Arabia
SB SLB Solomon Islands
SC SYC Seychelles
SD SDN Sudan
SE SWE Sweden
SG SGP Singapore
SH SHN Saint Helena; Saint Helena, Ascension and Tristan da Cunha
SI SVN Slovenia
SJ SJM Svalbard and Jan Mayen
SK SVK Slovakia; Slovak Republic
SL SLE Sierra Leone
SM SMR San Marino
SN SEN Senegal
SO SOM Somalia
SR SUR Suriname
SS SSD South Sudan
ST STP São Tomé and Príncipe
SV SLV El Salvador
SX SXM Sint Maarten
SY SYR Syria; Syrian Arab Republic
SZ SWZ Eswatini; Swaziland; Kingdom of eSwatini (Swaziland); eSwatini
TC TCA Turks and Caicos Islands
TD TCD Chad
TF ATF French Southern Territories
TG TGO Togo
TH THA Thailand
TJ TJK Tajikistan
TK TKL Tokelau
TL TLS Timor-Leste; East Timor
TM TKM Turkmenistan
TN TUN Tunisia
TO TON Tonga
TR TUR Türkiye; Turkey
TT TTO Trinidad and Tobago
TV TUV Tuvalu
TW TWN Taiwan
TZ TZA Tanzania; United Republic of Tanzania; Tanzania, United Republic of
UA UKR Ukraine
UG UGA Uganda
UM UMI United States Minor Outlying Islands; U.S. Outlying Islands
US USA United States; United States of America
UY URY Uruguay
UZ UZB Uzbekistan
VA VAT Holy See; Vatican City; Vatican City State
VC VCT Saint Vincent and the Grenadines
VE VEN Venezuela; Venezuela (Bolivarian Republic of)
VG VGB British Virgin Islands
VI VIR U.S. Virgin Islands; Virgin Islands (U.S.)
VN VNM Vietnam; Viet Nam; Vietnam (North Vietnam)
VU VUT Vanuatu
WF WLF Wallis and Futuna
WS WSM Samoa
XK XKX Kosovo
YE YEM Yemen; Yemen (North Yemen)
YT MYT Mayotte
ZA ZAF South Africa
ZM ZMB Zambia
ZW ZWE Zimbabwe; Zimbabwe (Rhodesia)`
