package country

// aliases are names and codes that datasets write beside those in names: the
// short forms of ISO 3166-1, the World Bank's and the United Nations', those of
// UCDP and the GTD, and what a state was called before. A name that stands
// beside two codes is ambiguous. Those of states that are no more, and had no
// one successor, have no code.
const aliases = `AE UAE
AF Islamic Republic of Afghanistan
AX Åland
BA Bosnia; Bosnia-Herzegovina; Bosnia and Herz.
BF Upper Volta; Burkina
BN Brunei Darussalam
BO Plurinational State of Bolivia
BY Byelorussia; Byelarus
CC Cocos Islands
CD Congo; Zaire; DRC; RDC; ZAR; DR Congo; DR Congo (Zaire); Congo, DRC; Congo (Kinshasa); République démocratique du Congo; Demokratische Republik Kongo; Dem. Rep. Congo; Democratic Republic of the Congo; Congo, Democratic Republic of the (Zaire)
CF CAR; Central African Rep.
CG Congo; Republic of the Congo; Republik Kongo; Congo (Brazzaville)
CI Ivory Coast; Republic of Côte d'Ivoire
CN People's Republic of China; PRC; Mainland China
CV Cabo Verde; Cape Verde
CW Curaçao
CZ Czech Republic; Czechia
DE German Federal Republic; Federal Republic of Germany
EG Arab Republic of Egypt
EH Western Sahara; W. Sahara
FK Falkland Islands (Islas Malvinas); Falkland Islands (Malvinas); Falklands
FM Federated States of Micronesia; Micronesia, Fed. Sts.
GB UK; Great Britain; United Kingdom of Great Britain and Northern Ireland
GF French Guyana
GM Republic of the Gambia
GQ Eq. Guinea
GR Hellas; Hellenic Republic; EL
HK Hong Kong, China; Hong Kong SAR
HM Heard Island and McDonald Islands
IR Islamic Republic of Iran
KG Kyrgyz Republic; Kirghizia
KH Kampuchea; Cambodia (Kampuchea)
KN St. Kitts-Nevis
KP Korea; DPRK; Democratic People's Republic of Korea; PRK
KR Korea; Republic of Korea; ROK
LA Lao PDR; Laos PDR; Lao People's Democratic Republic
LK Ceylon; Sri Lanka (Ceylon)
LY Libyan Arab Jamahiriya
MD Republic of Moldova; Moldavia
MG Madagascar (Malagasy); Malagasy Republic
MK Macedonia; Macedonia, FYR; Macedonia (FYR); FYROM; FYR Macedonia; Former Yugoslav Republic of Macedonia
MM Burma; BUR; Burma/Myanmar
MO Macao, China; Macau; Macao SAR
NL Holland; The Netherlands; Kingdom of the Netherlands
PN Pitcairn
PS PLO; Occupied Palestinian Territory; Occupied Palestinian Territories; State of Palestine; Palestinian Territory; West Bank and Gaza; West Bank and Gaza Strip; Gaza and West Bank
RO Rumania; ROM
RS Serbia (Yugoslavia)
RU Russian Federation; Russia (Soviet Union)
SH Saint Helena, Ascension and Tristan da Cunha
SJ Svalbard and Jan Mayen Islands
SK Slovak Republic
SS S. Sudan
SY Syrian Arab Republic
SZ Swaziland; Kingdom of eSwatini; Kingdom of eSwatini (Swaziland)
TL East Timor; TMP
TR Turkiye; Republic of Türkiye
TW Taiwan, China; Taiwan, Province of China; Chinese Taipei; Republic of China
TZ United Republic of Tanzania
UM U.S. Outlying Islands
US USA; États-Unis d'Amérique; Estados Unidos de América; Vereinigte Staaten von Amerika; EE. UU.; EEUU; United States of America
VA Holy See; Vatican; Vatican City State
VE Bolivarian Republic of Venezuela; Venezuela, RB
VG Virgin Islands; Virgin Islands (British)
VI Virgin Islands; United States Virgin Islands
VN Viet Nam; Vietnam (North Vietnam); Socialist Republic of Vietnam
VU New Hebrides
XK KOS; KSV; XKK
YE Republic of Yemen; Yemen (North Yemen)
ZA Republic of South Africa
ZW Rhodesia; Southern Rhodesia; Zimbabwe (Rhodesia)
-- Soviet Union; USSR; SUN; SU; Union of Soviet Socialist Republics
-- Yugoslavia; YUG; YU; Federal Republic of Yugoslavia; Socialist Federal Republic of Yugoslavia; Serbia and Montenegro; SCG; Serbia-Montenegro
-- Czechoslovakia; CSK; CSHH
-- East Germany; East Germany (GDR); DDR; GDR; German Democratic Republic; West Germany; West Germany (FRG); FRG
-- North Yemen; South Yemen; Yemen Arab Republic; Yemen People's Republic; People's Democratic Republic of Yemen; YMD; YD
-- South Vietnam; North Vietnam; Republic of Vietnam; Democratic Republic of Vietnam
-- Netherlands Antilles; ANT
-- Zanzibar; United Arab Republic; Trust Territory of the Pacific Islands`
