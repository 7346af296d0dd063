package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
)

func on(t testing.TB, day string) []ascribe.Date {
	t.Helper()
	d, err := ascribe.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return []ascribe.Date{d}
}

// pairOf is the pair that two things make, if they do.
func pairOf(t *testing.T, kind Kind, one, other Thing) (Pair, bool) {
	t.Helper()
	found, err := Within(t.Context(), kind, []Thing{one, other}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return Pair{}, false
	}
	return found[0], true
}

func TestNames(t *testing.T) {
	for _, x := range []struct {
		one, other string
		same       bool
	}{
		{"Rachid Kassim", "رشيد قاسم", true},
		{"Rachid Kassim", "Kassim, R.", true},
		{"Rachid Kassim", "Rashid Qasim", true},
		{"Abu Bakr al-Baghdadi", "أبو بكر البغدادي", true},
		{"Muhammad al-Adnani", "محمد العدناني", true},
		{"Jürgen Müller-Groß", "Juergen Mueller Gross", true},
		{"Дмитрий Сергеевич Ковалёв", "Dmitriy Sergeevich Kovalyov", true},
		{"Κωνσταντίνος Παπαδόπουλος", "Konstantinos Papadopoulos", true},
		{"Şükrü Erdoğan", "Sukru Erdogan", true},
		{"Kim Jong-un", "Kim Jongun", true},
		{"Islamic State of Khorasan Province", "Islamic State of Khorasan Provence", true},
		{"Chérif Kouachi", "Saïd Kouachi", false},
		{"Rachid Kassim", "Rachid Taha", false},
		{"Ahmed Hassan", "Omar Hassan", false},
		{"حماس", "حمص", false},
	} {
		if p, ok := pairOf(t, Actor, Thing{Names: []string{x.one}}, Thing{Names: []string{x.other}}); ok != x.same {
			t.Errorf("%s / %s: %v, %v", x.one, x.other, ok, p)
		}
	}
}

func TestDays(t *testing.T) {
	title := []string{"Stabbing in Ulm"}
	for _, x := range []struct {
		one, other, why string
		same            bool
	}{
		{"2016-07-18", "2016-07-18", "on the same day, 2016-07-18", true},
		{"2016-12-31", "2017-01-01", "a day apart: 2016-12-31 / 2017-01-01", true},
		{"2016-03-07", "2016-07-03", "day and month may be swapped: 2016-03-07 / 2016-07-03", true},
		{"2016-07", "2016-07-18", "at the same time, as far as is known", true},
		{"2016-07-18", "2019-05-02", "", false},
		{"2016-07", "2016-09-18", "", false},
	} {
		one := Thing{Names: title, Days: on(t, x.one), Places: []string{"Ulm"}, Countries: []string{"DE"}}
		other := one
		other.Days = on(t, x.other)
		p, ok := pairOf(t, Incident, one, other)
		if ok != x.same || ok && p.Why[0] != x.why {
			t.Errorf("%s / %s: %v, %v", x.one, x.other, ok, p)
		}
	}
}

// Two incidents of one day in one country are two, where nothing else agrees; and
// one, where a translated title leaves day, place and figures.
func TestPlaces(t *testing.T) {
	munich := Thing{Names: []string{"Shopping centre shooting"}, Days: on(t, "2016-07-22"), Places: []string{"Munich"}, Countries: []string{"DE"}, Killed: []int{9}}
	for _, x := range []struct {
		other Thing
		same  bool
	}{
		{Thing{Names: []string{"Schüsse am Einkaufszentrum"}, Days: munich.Days, Places: []string{"München"}, Countries: []string{"DE"}, Killed: []int{9}}, true},
		{Thing{Names: []string{"Shooting"}, Days: munich.Days, Places: []string{"Bremen"}, Countries: []string{"DE"}}, false},
		{Thing{Names: []string{"Shopping centre shooting"}, Days: munich.Days, Places: []string{"Munich"}, Countries: []string{"US"}, Points: []Point{{39, -99, 10}}}, false},
	} {
		one := munich
		if x.other.Points != nil {
			one.Points = []Point{{48.1, 11.6, 10}}
		}
		if p, ok := pairOf(t, Incident, one, x.other); ok != x.same {
			t.Errorf("%+v: %v, %v", x.other, ok, p)
		}
	}
}

// Of a list that grows by some, only these are looked at.
func TestWithinFrom(t *testing.T) {
	list := []Thing{{Names: []string{"Anton Balaban"}}, {Names: []string{"Antón Balabán"}}, {Names: []string{"Mehmet Demir"}}, {Names: []string{"Demir, Mehmet"}}}
	for from, want := range []int{2, 2, 1, 1, 0} {
		found, err := Within(t.Context(), Actor, list, from)
		if err != nil || len(found) != want {
			t.Errorf("from %d: %v, %v", from, found, err)
		}
	}
}

// BenchmarkWithin looks for twins among incidents of thirty years.
func BenchmarkWithin(b *testing.B) {
	for _, n := range []int{20_000, 200_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			list := many(b, n)
			for b.Loop() {
				found, err := Within(b.Context(), Incident, list, 0)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(found)), "pairs")
			}
		})
	}
}

func many(b *testing.B, n int) (list []Thing) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // it is for a measurement
	syllables := strings.Fields("ba ko lu mi ren sta dor gel vin pas tok har nes qui zan fer mol dra pek sul")
	word := func() string { return syllables[r.IntN(20)] + syllables[r.IntN(20)] + syllables[r.IntN(20)] }
	var places, people []string
	for range 4000 {
		places = append(places, word())
	}
	for range 300 {
		people = append(people, word()+" "+word())
	}
	countries := strings.Fields("AF IQ SY NG PK IN YE SO ML PH")
	for range n {
		at := r.IntN(len(places))
		list = append(list, Thing{
			Names: []string{"Attack on " + word() + " near " + places[at]}, Days: on(b, ascribe.NewDay(1990, 1, 1).Add(r.IntN(11_000)).String()),
			Places: []string{places[at]}, Countries: []string{countries[at%10]}, Who: []string{people[r.IntN(300)]}, Killed: []int{r.IntN(9)},
		})
	}
	return list
}
