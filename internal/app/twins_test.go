package app_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A planting is a record made at random in which some things are there twice.
type planting struct {
	t       *testing.T
	rand    *rand.Rand
	nouns   []ascribe.Noun
	planted map[[2]string]string // pairs of ids, by what they are
	n       int
}

// twinTown is a town in which planted incidents are, with its name in another
// language and in another script.
type twinTown struct{ name, other, script, country, point string }

var twinTowns = []twinTown{
	{"Munich", "München", "Мюнхен", "DE", "48.137 11.575"},
	{"Vienna", "Wien", "Вена", "AT", "48.208 16.373"},
	{"Warsaw", "Warszawa", "Варшава", "PL", "52.230 21.012"},
	{"Cologne", "Köln", "Кёльн", "DE", "50.938 6.960"},
	{"Brussels", "Bruxelles", "Брюссель", "BE", "50.850 4.352"},
	{"Nuremberg", "Nürnberg", "Нюрнберг", "DE", "49.454 11.077"},
	{"Damascus", "Dimashq", "دمشق", "SY", "33.513 36.292"},
	{"Cairo", "al-Qahira", "القاهرة", "EG", "30.044 31.236"},
	{"Athens", "Athina", "Αθήνα", "GR", "37.984 23.728"},
	{"Moscow", "Moskau", "Москва", "RU", "55.756 37.617"},
	{"Copenhagen", "København", "Копенгаген", "DK", "55.676 12.568"},
	{"Geneva", "Genf", "Женева", "CH", "46.204 6.143"},
	{"Prague", "Praha", "Прага", "CZ", "50.088 14.421"},
	{"The Hague", "Den Haag", "Гаага", "NL", "52.079 4.314"},
	{"Aleppo", "Halab", "حلب", "SY", "36.202 37.134"},
	{"Venice", "Venedig", "Венеция", "IT", "45.440 12.316"},
	{"Istanbul", "Konstantinopel", "إسطنبول", "TR", "41.008 28.978"},
	{"Lisbon", "Lissabon", "Лиссабон", "PT", "38.722 -9.139"},
}

var (
	twinDeeds = []string{"stabbing", "bombing", "shooting", "arson", "attack on a patrol", "car attack", "knife attack", "hostage taking"}
	twinSites = []string{"harbour", "town hall", "library", "tram stop", "theatre", "brewery", "concert hall", "courthouse", "stadium", "pharmacy", "museum", "cathedral", "embassy", "university", "fairground", "bakery", "kindergarten gate", "ferry landing", "opera", "zoo"}
	twinFirst = []string{"Ahmad", "Yusuf", "Hassan", "Dmitri", "Nikolai", "Giorgos", "Mehmet", "Rachid", "Khalid", "Sergei", "Tariq", "Ibrahim", "Anton", "Viktor", "Murat"}
	twinLast  = []string{
		"Sabbagh", "Kassar", "Volkov", "Morozov", "Demir", "Yilmaz", "Papadakis", "Haddad", "Najjar", "Sokolov", "Rahmani", "Karimov", "Balaban", "Zaytsev", "Mansour", "Tabari", "Golubev", "Farouk", "Orlov", "Qureshi",
		"Barakat", "Shishkin", "Kovalenko", "Tahir", "Ghanem", "Nasser", "Petrov", "Lebedev", "Salim", "Darwish", "Fedorov", "Othman", "Belov", "Sharif", "Kuznetsov", "Zahran", "Popov", "Jaber", "Nikitin", "Rostov",
	}
	twinMasts = []string{"Daily Observer", "Morning Gazette", "Evening Courier", "Northern Herald", "City Tribune"}
)

// scripts are names of the lists above in another script.
var scripts = map[string]string{
	"Ahmad": "أحمد", "Yusuf": "يوسف", "Hassan": "حسن", "Dmitri": "Дмитрий", "Nikolai": "Николай", "Giorgos": "Γιώργος", "Mehmet": "Мехмет",
	"Rachid": "رشيد", "Khalid": "خالد", "Sergei": "Сергей", "Tariq": "طارق", "Ibrahim": "إبراهيم", "Anton": "Антон", "Viktor": "Виктор", "Murat": "Мурат",
	"Sabbagh": "صباغ", "Kassar": "قصار", "Volkov": "Волков", "Morozov": "Морозов", "Demir": "Демир", "Yilmaz": "Йылмаз", "Papadakis": "Παπαδάκης",
	"Haddad": "حداد", "Najjar": "نجار", "Sokolov": "Соколов", "Rahmani": "رحماني", "Karimov": "Каримов", "Balaban": "Балабан", "Zaytsev": "Зайцев",
	"Mansour": "منصور", "Tabari": "طبري", "Golubev": "Голубев", "Farouk": "فاروق", "Orlov": "Орлов", "Qureshi": "قريشي",
	"Barakat": "بركات", "Shishkin": "Шишкин", "Kovalenko": "Коваленко", "Tahir": "طاهر", "Ghanem": "غانم", "Nasser": "ناصر", "Petrov": "Петров",
	"Lebedev": "Лебедев", "Salim": "سليم", "Darwish": "درويش", "Fedorov": "Фёдоров", "Othman": "عثمان", "Belov": "Белов", "Sharif": "شريف",
	"Kuznetsov": "Кузнецов", "Zahran": "زهران", "Popov": "Попов", "Jaber": "جابر", "Nikitin": "Никитин", "Rostov": "Ростов",
}

func pick[T any](p *planting, list []T) T { return list[p.rand.IntN(len(list))] }

func (p *planting) id(kind string) string {
	p.n++
	return fmt.Sprintf("%s-%d", kind, p.n)
}

// An event is what is written of a planted incident.
type event struct {
	title string
	day   ascribe.Day
	town  twinTown
}

func (p *planting) event() event {
	town := pick(p, twinTowns)
	e := event{day: ascribe.NewDay(2000, 1, 1).Add(p.rand.IntN(7200)), town: town}
	e.title = strings.ToUpper(town.name[:1]) + town.name[1:] + " " + pick(p, twinSites) + " " + pick(p, twinDeeds)
	return e
}

func (p *planting) incident(e event) string {
	id := p.id("incident")
	p.nouns = append(p.nouns, &ascribe.Incident{ID: id, Title: e.title})
	for _, s := range [][2]string{{"date", e.day.String()}, {"place", e.town.name}, {"country", e.town.country}, {"location", e.town.point}} {
		if s[1] == "" {
			continue
		}
		p.nouns = append(p.nouns, &ascribe.Statement{
			ID: id + "-" + s[0], Subject: id, Variable: s[0], Value: s[1], Stance: ascribe.Asserts, Source: "team", Credibility: "2",
		})
	}
	return id
}

func (p *planting) actor(name string) string {
	id := p.id("actor")
	p.nouns = append(p.nouns, &ascribe.Actor{ID: id, Kind: ascribe.Person, Name: name})
	return id
}

func (p *planting) source(title, publisher, url string, day ascribe.Day) string {
	id := p.id("source")
	published, err := ascribe.ParseDate(day.String())
	if err != nil {
		p.t.Fatal(err)
	}
	p.nouns = append(p.nouns, &ascribe.Source{ID: id, Title: title, Publisher: publisher, URL: url, Published: published, Reliability: "B"})
	return id
}

func (p *planting) twins(kind, one, other string) { p.planted[[2]string{one, other}] = kind }

// slip is a text with one letter doubled, left out or taken for its neighbour, in
// one of its longer words.
func (p *planting) slip(text string) string {
	words := strings.Fields(text)
	for {
		n := p.rand.IntN(len(words))
		w := []rune(words[n])
		if len(w) < 5 {
			continue
		}
		at := 1 + p.rand.IntN(len(w)-2)
		switch p.rand.IntN(3) {
		case 0:
			w = slices.Insert(w, at, w[at])
		case 1:
			w = slices.Delete(w, at, at+1)
		default:
			w[at], w[at+1] = w[at+1], w[at]
		}
		words[n] = string(w)
		return strings.Join(words, " ")
	}
}

func oneScript(s string) bool {
	for _, script := range []*unicode.RangeTable{unicode.Arabic, unicode.Cyrillic, unicode.Greek} {
		if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(script, r) }) {
			return true
		}
	}
	return false
}

// plants are the kinds of twins, each with what makes one.
var plants = []struct {
	kind string
	make func(*planting)
}{
	{"a slip in the title", func(p *planting) {
		e := p.event()
		one := p.incident(e)
		e.title = p.slip(e.title)
		p.twins("a slip in the title", one, p.incident(e))
	}},
	{"the place in another script", func(p *planting) {
		e := p.event()
		one := p.incident(e)
		e.title, e.town.name, e.town.point = strings.Replace(e.title, e.town.name, e.town.script, 1), e.town.script, ""
		p.twins("the place in another script", one, p.incident(e))
	}},
	{"the place in another language", func(p *planting) {
		e := p.event()
		one := p.incident(e)
		e.title, e.town.name, e.town.point = strings.Replace(e.title, e.town.name, e.town.other, 1), e.town.other, ""
		p.twins("the place in another language", one, p.incident(e))
	}},
	{"a day off by one", func(p *planting) {
		e := p.event()
		one := p.incident(e)
		e.day = e.day.Add(1 - 2*p.rand.IntN(2))
		words := strings.Fields(e.title)
		e.title = strings.Join(append(words[1:], "in", words[0]), " ")
		p.twins("a day off by one", one, p.incident(e))
	}},
	{"a name in another script", func(p *planting) {
		first, middle, last := pick(p, twinFirst), pick(p, twinLast), pick(p, twinLast)
		for !oneScript(scripts[first] + scripts[middle] + scripts[last]) {
			first, middle, last = pick(p, twinFirst), pick(p, twinLast), pick(p, twinLast)
		}
		one := p.actor(first + " " + middle + " " + last)
		p.twins("a name in another script", one, p.actor(scripts[first]+" "+scripts[middle]+" "+scripts[last]))
	}},
	{"an initial, and the other order", func(p *planting) {
		first, middle, last := pick(p, twinFirst), pick(p, twinLast), pick(p, twinLast)
		one := p.actor(first + " " + middle + " " + last)
		p.twins("an initial, and the other order", one, p.actor(middle+"-"+last+", "+first[:1]+"."))
	}},
	{"an address that follows readers", func(p *planting) {
		e := p.event()
		masthead := pick(p, twinMasts)
		host := strings.ToLower(strings.ReplaceAll(masthead, " ", ""))
		path := fmt.Sprintf("%s.example/%d/a-%d.html", host, e.day.Year(), p.n)
		one := p.source(e.title+" shakes town", masthead, "https://www."+path, e.day)
		p.twins("an address that follows readers", one, p.source("Horror near the "+pick(p, twinSites)+", tells "+pick(p, twinLast), "", "http://"+path+"?utm_source=feed&fbclid=x1", e.day.Add(1)))
	}},
	{"a slip in a headline", func(p *planting) {
		e := p.event()
		masthead, title := pick(p, twinMasts), e.title+" leaves many questions, say "+pick(p, twinLast)
		one := p.source(title, masthead, "", e.day)
		p.twins("a slip in a headline", one, p.source(p.slip(title), masthead, "", e.day))
	}},
}

// plant is a record with 25 twins of each of eight kinds among 2,000 others.
func plant(t *testing.T) *planting {
	t.Helper()
	p := &planting{t: t, rand: rand.New(rand.NewPCG(7, 14)), planted: map[[2]string]string{}} //nolint:gosec // it is for a test
	published, err := ascribe.ParseDate("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	p.nouns = append(p.nouns, &ascribe.Source{ID: "team", Title: "What the team concluded", Published: published, Reliability: "B"})
	for range 1200 {
		p.incident(p.event())
	}
	for range 300 {
		p.actor(pick(p, twinFirst) + " " + pick(p, twinLast) + " " + pick(p, twinLast))
	}
	for i := range 500 {
		e := p.event()
		p.source(e.title+" "+pick(p, twinSites)+" "+pick(p, twinLast), pick(p, twinMasts), fmt.Sprintf("https://paper.example/b-%d", i), e.day)
	}
	for _, kind := range plants {
		for range 25 {
			kind.make(p)
		}
	}
	return p
}

// Of 200 twins that were planted, at least 190 are among the first 210 that are
// found.
func TestTwinsAreFound(t *testing.T) {
	p := plant(t)
	if len(p.planted) != 200 {
		t.Fatalf("%d twins were planted", len(p.planted))
	}
	a := newApp(t)
	write(t, a, p.nouns)
	answer, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Twins, nil, 210)
	if err != nil {
		t.Fatal(err)
	}
	missed := map[string]int{}
	for _, kind := range p.planted {
		missed[kind]++
	}
	found := 0
	for _, row := range answer.Rows {
		kind, planted := p.planted[[2]string{row.One.ID, row.Other.ID}]
		if !planted {
			continue
		}
		found++
		missed[kind]--
	}
	if found < 190 {
		t.Errorf("%d of 200 twins are among the first %d of %d; missed are %v", found, len(answer.Rows), answer.Total, missed)
	}
}
