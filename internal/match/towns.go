package match

import (
	"strings"
	"sync"
)

// towns are those whose names in other languages are more than another spelling:
// the English name, then the others. What only another script or spelling makes
// different needs no line.
const towns = `
Aachen; Aix-la-Chapelle; Aquisgrana; Aken; Akwizgran
Aleppo; Halab; Alep; Haleb; حلب; Халеб
Alexandria; al-Iskandariyya; Iskenderiye; Alexandrie; الإسكندرية
Algiers; Alger; al-Jazair; Argel; Algier; Cezayir; الجزائر
Antwerp; Antwerpen; Anvers; Amberes
Athens; Athen; Athenes; Atenas; Atene; Athina; Atina; Afiny; Αθήνα; أثينا
Augsburg; Augusta
Baghdad; Bagdad; Bağdat; Bagdade
Barcelona; Barcelone; Barcellona
Basel; Basle; Bâle; Basilea; Bazylea
Beijing; Peking; Pekin; Pechino; Pequim; Pekín
Beirut; Beyrouth; Bayrut; Beyrut; Beirute
Belgrade; Beograd; Belgrad; Belgrado
Benghazi; Bengasi; Bingazi
Bethlehem; Bayt Lahm; Belén; Betlemme; بيت لحم
Bratislava; Pressburg; Pozsony; Presporok
Breslau; Wroclaw; Vratislav; Wrocław
Bruges; Brugge; Brügge; Brujas
Brussels; Bruxelles; Brussel; Brüssel; Bruselas; Brukseli; Bruksela; Brüksel; Brussele; Брюссель
Bucharest; București; Bukarest; Bucarest; Bukareszt; Bükreş
Budapest; Budapeszt; Budapeşte; Budapešť
Cairo; al-Qahira; Kairo; Le Caire; Kahire; القاهرة; Каир
Chisinau; Kishinev; Kischinau; Chişinău
Cologne; Köln; Colonia; Keulen; Kolonia; Кёльн; كولونيا; Kolin
Constantinople; Istanbul; Estambul; Konstantinopel; Tsargrad; Konstantiniyye; إسطنبول; Κωνσταντινούπολη
Copenhagen; København; Kopenhagen; Copenhague; Copenaghen; Kopenhaga; Köpenhamn; Копенгаген
Damascus; Dimashq; Damas; Damasco; Damaskus; Şam; Damaszek; دمشق; Дамаск
Dublin; Baile Átha Cliath; Dublino
Dunkirk; Dunkerque; Dünkirchen; Duinkerke
Edinburgh; Édimbourg; Edimburgo; Edynburg
Florence; Firenze; Florenz; Florencia; Флоренция
Frankfurt; Francfort; Francoforte; Fráncfort
Freiburg; Fribourg; Friburgo
Gaza; Ghazza; Gazze; غزة
Gdansk; Danzig; Gdańsk
Geneva; Genève; Genf; Ginebra; Ginevra; Genewa; Cenevre; Женева
Genoa; Genova; Genua; Gênes; Génova; Cenova
Ghent; Gent; Gand; Gante
Gothenburg; Göteborg; Gotemburgo
Graz; Gradec
Hamburg; Hambourg; Hamburgo; Amburgo
Hanover; Hannover; Hanovre
Havana; La Habana; Havanna; La Havane; Гавана
Hebron; al-Khalil; الخليل
Heraklion; Iraklio; Candia
Homs; Hims; حمص
Izmir; Smyrna; Smyrne; Esmirna
Jerusalem; al-Quds; Yerushalayim; Jérusalem; Jerusalén; Gerusalemme; Kudüs; القدس; ירושלים; Иерусалим
Kabul; Kaboul; Kaboel
Kaliningrad; Königsberg; Królewiec
Kaunas; Kowno; Kauen
Krakow; Cracow; Krakau; Cracovie; Cracovia; Kraków
Kyiv; Kiev; Kiew; Kyjiw; Kijów; Kiew; Київ; Киев
Lausanne; Losanna
Leghorn; Livorno
Leipzig; Lipsia; Lipsk; Lipsko
Leuven; Louvain; Löwen; Lovaina
Liege; Liège; Luik; Lüttich; Lieja
Lille; Rijsel; Ryssel
Lisbon; Lisboa; Lissabon; Lisbonne; Lizbona; Lisbona; Лиссабон
Ljubljana; Laibach; Lubiana
London; Londres; Londra; Londyn; Londen; Лондон; لندن
Lucerne; Luzern; Lucerna
Lviv; Lemberg; Lwów; Lvov; Leopolis; Львів; Львов
Lyon; Lyons; Lione
Maastricht; Maestricht
Mainz; Mayence; Maguncia; Magonza
Mantua; Mantova; Mantoue
Marrakesh; Marrakech; Murrakush; مراكش
Marseille; Marseilles; Marsiglia; Marsella; Marsylia
Mecca; Makka; La Mecque; Mekka; La Meca; مكة
Mechelen; Malines; Mecheln
Medina; al-Madina; Médine
Milan; Milano; Mailand; Milán; Mediolan; Milaan; Милан
Mons; Bergen
Moscow; Moskva; Moskau; Moscou; Moscú; Mosca; Moskwa; Moskou; Moskova; Москва; موسكو; Μόσχα
Mosul; al-Mawsil; Mossoul; Musul; الموصل
Munich; München; Monaco di Baviera; Múnich; Munique; Monachium; Mnichov; Münih; Miunkhen; Мюнхен; ميونخ; Μόναχο
Mumbai; Bombay
Naples; Napoli; Neapel; Nápoles; Neapol; Napels
Nazareth; an-Nasira; الناصرة
New York; Nueva York; Nowy Jork; Nova York
Nice; Nizza; Niza; Nicea; Ницца
Nicosia; Nikosia; Lefkosia; Lefkoşa; Nicosie
Nuremberg; Nürnberg; Norimberga; Núremberg; Norymberga; Neurenberg; Нюрнберг
Odesa; Odessa
Ostend; Oostende; Ostende
Padua; Padova; Padoue
Palermo; Palerme
Paris; París; Parigi; Paryż; Parijs; Paříž; Pariisi; Париж; باريس; Παρίσι
Philippeville; Skikda
Plzen; Pilsen; Plzeň
Porto; Oporto
Poznan; Posen; Poznań
Prague; Praha; Prag; Praga; Praag; Прага; براغ
Regensburg; Ratisbon; Ratisbonne; Ratisbona
Rome; Roma; Rom; Rzym; Rooma; Рим; Ρώμη; روما
Rotterdam; Roterdam
Saint Petersburg; Sankt Peterburg; Petersburg; Leningrad; San Petersburgo; Saint-Pétersbourg; St Petersburg; Санкт-Петербург; Петербург
Salzburg; Salzbourg; Salzburgo; Salisburgo
Sanaa; Sana; Sanaa; صنعاء
Sarajevo; Sarayevo; Saraybosna
Seville; Sevilla; Siviglia; Sewilla
Sibiu; Hermannstadt; Nagyszeben
Skopje; Üsküp; Skoplje; Shkup
Sofia; Sofya; Sofija; София
Stockholm; Estocolmo; Stoccolma; Sztokholm; Стокгольм
Strasbourg; Strassburg; Straßburg; Estrasburgo; Strasburgo; Straatsburg; Strasburg; Страсбург
Stuttgart; Stoccarda
Syracuse; Siracusa; Syrakus
Tallinn; Reval
Tangier; Tanger; Tanja; طنجة
Tartu; Dorpat
Tehran; Teheran; Téhéran; Teherán; Tahran; طهران; تهران
Tel Aviv; Tel-Aviv; تل أبيب; תל אביב
The Hague; Den Haag; La Haye; La Haya; L'Aia; 's-Gravenhage; Haga; Гаага; لاهاي
Thessaloniki; Salonica; Saloniki; Selanik; Solun; Salonique; Θεσσαλονίκη
Tirana; Tirane
Tournai; Doornik
Trier; Trèves; Treveris; Treviri
Trieste; Triest; Trst
Tripoli; Tarabulus; Trablus; طرابلس
Tunis; Túnez; Tunisi; تونس
Turin; Torino; Turín; Turyn
Venice; Venezia; Venedig; Venise; Venecia; Wenecja; Венеция
Verviers; Verviers
Vienna; Wien; Vienne; Viena; Wenen; Wiedeń; Vídeň; Bécs; Dunaj; Beč; Viyana; Вена; فيينا; Βιέννη; וינה
Vilnius; Wilno; Vilna; Wilna
Vyborg; Viipuri; Wiborg
Warsaw; Warszawa; Warschau; Varsovie; Varsovia; Varsavia; Varşova; Варшава; وارسو
Yangon; Rangoon; Rangun
Yerevan; Erevan; Eriwan; Jerewan; Երևան
Ypres; Ieper; Ypern
Zagreb; Agram; Zagabria
Zaragoza; Saragossa; Saragosse
Zurich; Zürich; Zurigo; Zúrich; Цюрих
`

// mostWords is how many words a town's name has at most.
const mostWords = 3

// townNames has the English name of a town by each of its names.
var townNames = sync.OnceValue(func() map[string][]word {
	known := map[string][]word{}
	for line := range strings.Lines(strings.TrimSpace(towns)) {
		names := strings.Split(strings.TrimSpace(line), "; ")
		english := rawWords(names[0])
		for _, name := range names {
			if key := townKey(rawWords(name)); known[key] == nil {
				known[key] = english
			}
		}
	}
	return known
})

// rawWords are the words of a name, of which towns are not yet known.
func rawWords(name string) (words []word) {
	for _, part := range strings.FieldsFunc(name, between) {
		words = appendWords(words, part)
	}
	return withoutArticles(words)
}

// townKey is what a town is found by. Without vowels too many words are alike, so
// these are as they were written.
func townKey(words []word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		if texts[i] = w.own; w.own == "" {
			texts[i] = w.text
		}
	}
	return strings.Join(texts, " ")
}

// townsIn gives the towns among words their English names.
func townsIn(words []word) []word {
	known := townNames()
	var out []word
	for i := 0; i < len(words); {
		n := 0
		for length := min(mostWords, len(words)-i); length > 0 && n == 0; length-- {
			if english := known[townKey(words[i:i+length])]; english != nil {
				out, n = append(out, english...), length
			}
		}
		if n == 0 {
			out, n = append(out, words[i]), 1
		}
		i += n
	}
	return out
}
