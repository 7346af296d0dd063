package dataset

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A meaning is what the name of a column says that it holds.
type meaning string

const (
	meansID        meaning = "id"
	meansDate      meaning = "date"
	meansStart     meaning = "start"
	meansEnd       meaning = "end"
	meansYear      meaning = "year"
	meansMonth     meaning = "month"
	meansDay       meaning = "day"
	meansCountry   meaning = "country"
	meansPlace     meaning = "place"
	meansLatitude  meaning = "latitude"
	meansLongitude meaning = "longitude"
	meansKilled    meaning = "killed"
	meansInjured   meaning = "injured"
	meansSource    meaning = "source"
)

// columnWords are how columns are called in the languages that files of incidents
// are written in: English, German, French, Spanish, Portuguese, Italian,
// Arabic, Russian and Ukrainian.
var columnWords = map[meaning]string{
	meansID: `id, ids, uid, uuid, guid, eventid, objectid, globalid, recordid, ref, reference number, case number, code, key, kennung, identifiant, identificador, clave, codigo,
		identificativo, معرف, رقم, идентификатор, номер, код, ідентифікатор`,
	meansDate: `date, dates, eventdate, day date, datum, fecha, data, تاريخ, дата, date time, datetime, event datum`,
	meansStart: `date start, start date, startdate, from date, date from, begin date, date begin, datum von, beginn, startdatum, date debut, fecha inicio, fecha de inicio, data inicio,
		data inizio, تاريخ البداية, дата начала, дата початку`,
	meansEnd: `date end, end date, enddate, to date, date to, datum bis, ende, enddatum, date fin, fecha fin, fecha final, data fim, data fine, تاريخ النهاية, дата окончания, дата конца,
		дата закінчення, дата завершення`,
	meansYear:  `year, iyear, yr, jahr, annee, an, ano, año, anno, سنة, عام, год, рік`,
	meansMonth: `month, imonth, mon, monat, mois, mes, mês, mese, شهر, месяц, місяць`,
	meansDay:   `day, iday, tag, jour, dia, día, giorno, يوم, день, число`,
	meansCountry: `country, countries, nation, state country, land, staat, pays, pais, país, paese, nazione, دولة, بلد, страна, країна, iso, iso2, iso3, iso 2, iso 3, cc, countrycode,
		country code, country iso, country iso2, country iso3, iso country, iso code, iso alpha 2, iso alpha 3, alpha 2, alpha 3, adm0, admin0, country txt, landercode, laendercode, länderkürzel, code pays, codigo pais,
		код страны, код країни`,
	meansPlace: `city, town, village, location, place, place name, placename, where coordinates, settlement, ort, stadt, tatort, ortschaft, gemeinde, lieu, ville, commune, localite, lugar,
		ciudad, municipio, localidad, sitio, cidade, local, município, luogo, città, comune, località, مكان, مدينة, موقع, بلدة, место, город, населенный пункт, місце, місто, населений пункт`,
	meansLatitude:  `latitude, lat, y coord, ycoord, coord y, breite, breitengrad, geografische breite, latitud, latitudine, خط العرض, دائرة العرض, широта`,
	meansLongitude: `longitude, lon, lng, long, x coord, xcoord, coord x, länge, längengrad, laenge, laengengrad, geografische länge, longitud, longitudine, خط الطول, долгота, довгота`,
	meansKilled: `killed, kill, nkill, kills, fatalities, fatality, fatal, deaths, death, dead, died, killed total, best, tote, toten, getötete, getoetete, todesopfer, todesfälle, todesfaelle, morts, mort, tués,
		décès, décédés, muertos, muertes, fallecidos, asesinados, víctimas mortales, mortos, mortes, óbitos, vítimas fatais, morti, uccisi, deceduti, decessi, قتلى, قتيل, وفيات, شهداء,
		убито, убитые, убитых, погибло, погибшие, погибших, умерло, вбито, вбиті, вбитих, убиті, загинуло, загиблі, загиблих`,
	meansInjured: `injured, injuries, wounded, wound, nwound, hurt, verletzte, verletzt, verwundete, blessés, blessées, blessé, heridos, lesionados, feridos, feriti, جرحى, جريح, مصابون, مصابين, إصابات,
		ранено, раненые, раненых, ранены, поранено, поранені, поранених`,
	meansSource: `source, sources, scite1, scite2, scite3, source article, source original, reference, references, url, urls, link, links, quelle, quellen, fuente, fuentes, fonte, fontes, fonti,
		مصدر, مصادر, رابط, источник, источники, ссылка, джерело, джерела, посилання`,
}

// fillers say nothing of what a column holds.
var fillers = sync.OnceValue(func() map[string]bool {
	return foldedSet(`number, numbers, of, total, count, num, nr, no, n, nb, the, event, events, incident, incidents, attack, attacks, reported, people, persons, anzahl, der, die, das, des, zahl,
	gesamt, ereignis, vorfall, personen, nombre, de, du, le, la, les, d, l, personnes, incident, evenement, attaque, numero, cantidad, el, los, las, del, personas, hecho, suceso, evento, ataque, do, da, dos, das,
	numero, di, dei, delle, attacco, pessoas, persone, количество, число, всего, события, инцидента, события, человек, людей, кількість, події, інциденту, осіб, عدد, اجمالي, الحادث, حادث, هجوم, في`)
})

// namedMeanings are the words, folded.
var namedMeanings = sync.OnceValue(func() map[string]meaning {
	all := map[string]meaning{}
	for m, list := range columnWords {
		for w := range strings.SplitSeq(list, ",") {
			all[strings.Join(nameWords(w), " ")] = m
		}
	}
	return all
})

func foldedSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.SplitSeq(list, ",") {
		set[strings.Join(nameWords(w), " ")] = true
	}
	return set
}

// meansOf is what the name of a column says that it holds, and whether it
// says so without a word more.
func meansOf(name string) (m meaning, exact bool) {
	all := nameWords(name)
	if m, ok := namedMeanings()[strings.Join(all, " ")]; ok {
		return m, true
	}
	var kept []string
	for _, w := range all {
		if !fillers()[w] {
			kept = append(kept, w)
		}
	}
	return namedMeanings()[strings.Join(kept, " ")], false
}

// nameWords are the words of a column's name, without capitals, accents and
// the Arabic article: eventDate is event and date.
func nameWords(name string) []string {
	var b strings.Builder
	lower := false
	for _, c := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, c) || c == 'ـ':
			continue
		case unicode.IsUpper(c) && lower:
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(c))
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(c)
	}
	list := strings.Fields(b.String())
	for i, w := range list {
		if rest, article := strings.CutPrefix(w, "ال"); article && len(rest) >= 6 {
			list[i] = rest
		}
	}
	return list
}

// namesID says how surely the name of a column is that of an id: 0 is not at
// all. A video is none, and neither is the date of an incident.
func namesID(name string) int {
	list := nameWords(name)
	if m, exact := meansOf(name); m == meansID {
		if exact && len(list) == 1 && list[0] == "id" {
			return 3
		}
		return 2
	}
	for _, w := range list {
		if w == "id" || w == "uid" || w == "uuid" || w == "eventid" {
			return 2
		}
	}
	switch strings.Join(list, " ") {
	case "nr", "no", "number", "numero", "nummer", "n", "incident number", "incident no", "incident nr", "event number", "event no", "event nr", "case no", "lfd nr", "serial":
		return 1
	}
	if len(list) == 1 && (strings.HasSuffix(list[0], "id") && len(list[0]) >= 6 && list[0] != "covid") {
		return 1
	}
	return 0
}
