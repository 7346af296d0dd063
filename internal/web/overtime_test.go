package web

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

func TestOverTime(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/over-time", 200)
	contains(t, page, `data-kind="bars"`, `data-kind="areas"`, "By country", "Attacks beside plots",
		`data-class="c1"`, `<a href="/?where=year%3D2016" dir="auto">2016</a>`, "at the end of each quarter")
	// 17 incidents lie in 2016, 7 of them remote controlled.
	contains(t, page, `<tr data-at="2016" data-base="17">`, `<td class="number" data-n="7">7</td>`)

	page = get(t, s, "/over-time?across=country&as=share", 200)
	contains(t, page, `data-kind="rows"`, "data-shares", "<th scope=\"col\" class=\"number\">Base</th>")
}

func TestThenAndNow(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/over-time?then=2016-07-20&known=2016-10-15&limit=1", 200)
	contains(t, page, `data-kind="pairs"`, "16 incidents as known on", "Incidents whose answer differs", `rel="next"`)

	var a struct {
		Then struct {
			Differ struct {
				Total int
				Rows  []struct {
					Incident  string
					Then, Now struct{ Label string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/over-time?then=2016-07-20&known=2016-10-15", 200)), &a); err != nil {
		t.Fatal(err)
	}
	listed := map[string][2]string{}
	for _, r := range a.Then.Differ.Rows {
		listed[r.Incident] = [2]string{r.Then.Label, r.Now.Label}
	}
	if got := listed["wuerzburg-train-2016"]; got == [2]string{} || got[0] == got[1] {
		t.Errorf("Würzburg differs as %q", got)
	}
	if len(listed) != a.Then.Differ.Total {
		t.Errorf("%d are listed, of %d", len(listed), a.Then.Differ.Total)
	}
	get(t, s, "/over-time?then=yesterday", 400)
	get(t, s, "/over-time?by=nothing", 422)
	get(t, s, "/over-time?as=percent", 400)
}

func TestOverTimeWithoutIncidents(t *testing.T) {
	contains(t, get(t, serve(t, emptyRecord(t)), "/over-time", 200), "There is no incident yet")
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/over-time?known=1999-01-01", 200), "Nothing was known of any incident on")
	contains(t, get(t, s, "/over-time?known=2999-01-01", 200), "52 incidents")
}

// A dataset has no labels: it is counted by year, else by country, and where it
// says neither, by what the reader chooses.
func TestOverTimeWithoutLabels(t *testing.T) {
	a := emptyRecord(t)
	importTable(t, a, "sides", "1", "2020", []byte("id,side\n1,left\n2,left\n3,right\n"), nil)
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\nid: id\ncolumns:\n  on: {type: date, role: event_date}\n  side: {type: text}\n"))
	if err != nil {
		t.Fatal(err)
	}
	importTable(t, a, "dated", "1", "2020", []byte("id,on,side\n1,2018-02-03,left\n2,2019-02-03,left\n"), m)
	s := serve(t, a)
	for _, address := range []string{"/over-time?dataset=sides", "/datasets/sides"} {
		page := get(t, s, address, 200)
		contains(t, page, "choose", `<option value="side">Side</option>`)
		if strings.Contains(page, "<figure") {
			t.Errorf("%s has a picture of nothing", address)
		}
	}
	contains(t, get(t, s, "/api/v1/over-time?dataset=sides", 200), `"by":""`, `"base":3`)
	contains(t, get(t, s, "/over-time?dataset=sides&by=side", 200), "<figure", `data-n="2"`)
	contains(t, get(t, s, "/datasets/sides?by=side", 200), "<figure", `data-n="2"`)
	for _, path := range []string{"course", "beside/2021-01-01"} {
		contains(t, get(t, s, "/api/v1/over-time/"+path+"?dataset=sides", 400), "no column says when or where")
		contains(t, get(t, s, "/api/v1/over-time/"+path+"?dataset=sides&by=side", 200), "left")
	}
	contains(t, get(t, s, "/over-time?dataset=dated", 200), `<option value="year" selected>`, `<tr data-at="2018" data-base="1">`)
	for _, by := range []string{"label", "level", "settled"} {
		contains(t, get(t, s, "/api/v1/over-time?dataset=dated&by="+by, 422), "no decision table", "there are year, and")
	}
}

func TestPartsOfOverTime(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for address, first := range map[string]string{
		"/api/v1/over-time?format=csv":                                          "year,label,n,base,known,entry,codebook\n",
		"/api/v1/over-time/course?format=csv":                                   "known,label,n,base,point_known,entry,codebook\n",
		"/api/v1/over-time/course?format=csv&known=1999-01-01":                  "known,label,n,base,point_known,entry,codebook\n",
		"/api/v1/over-time/beside/2016-07-20?format=csv&by=country":             "country,n,base,n_against,base_against,known,entry,codebook\n",
		"/api/v1/over-time/differ/2016-07-20?known=2016-10-15&format=csv":       "incident,title,then_label,",
		"/api/v1/over-time/beside/2016-07?known=2016-10-15&by=label&format=csv": "label,n,base,n_against,base_against,known,entry,codebook\n",
	} {
		first = kit.ByteOrderMark + first
		if text := get(t, s, address, 200); len(text) < len(first) || text[:len(first)] != first {
			t.Errorf("%s begins with %.60q", address, text)
		}
	}
	get(t, s, "/api/v1/over-time/beside/soon", 400)
}

// TestOverTimeNarrowed counts several countries together, and has every link and file
// say the same as the page.
func TestOverTimeNarrowed(t *testing.T) {
	s := serve(t, sampleRecord(t))
	const where = "where=country%3DDE&where=country%3DFR"
	page := get(t, s, "/over-time?across=country&as=share&then=2016-07-20&"+where, 200)
	contains(t, page, "15 of 52 incidents", `aria-current="true">Germany</a>`, `<a href="/?where=country%3DDE" dir="auto">Germany</a>`,
		`<tr data-at="FR" data-base="11">`, `<tr class="sum"><th scope="row">All of these</th>`, `<td class="number base">15</td>`,
		"/api/v1/over-time/course?as=share&amp;by=label&amp;format=csv&amp;"+strings.ReplaceAll(where, "&", "&amp;"),
		"/api/v1/over-time/beside/2016-07-20?across=country&amp;as=share&amp;by=label&amp;format=csv&amp;"+strings.ReplaceAll(where, "&", "&amp;"),
		"/api/v1/over-time/differ/2016-07-20?format=csv&amp;"+strings.ReplaceAll(where, "&", "&amp;"),
		`<a href="/?known=2016-07-20&amp;where=country%3DDE" dir="auto">Germany · 20`+"\u00a0"+`July`+"\u00a0"+`2016</a>`,
		`name="where" value="country=DE"`)
	// The row of a year is narrowed by the countries, too.
	contains(t, get(t, s, "/over-time?"+where, 200), `<a href="/?where=country%3DDE&amp;where=country%3DFR&amp;where=year%3D2016" dir="auto">2016</a>`)
	contains(t, get(t, s, "/over-time?where=killed%3E%3D100000", 200), "No incident fits all of this")
	get(t, s, "/over-time?where=nothing%3D1", 422)
	for _, part := range []string{"", "/course", "/beside/2016-07-20", "/differ/2016-07-20"} {
		get(t, s, "/api/v1/over-time"+part+"?where=nothing%3D1", 422)
	}

	var a struct {
		Course struct{ Bases []struct{ Base int } }
		Then   struct {
			Count  struct{ Base int }
			Differ struct{ Base, Total int }
		}
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/over-time?then=2016-07-20&"+where, 200)), &a); err != nil {
		t.Fatal(err)
	}
	if n := len(a.Course.Bases); n == 0 || a.Course.Bases[n-1].Base != 15 || a.Then.Count.Base != 15 || a.Then.Differ.Base != 15 || a.Then.Differ.Total == 0 {
		t.Errorf("narrowed to two countries: %+v", a)
	}
}

// TestSharesInFiles holds the shares of each file to their base, which is that of the
// row in the picture, and together to all of it.
func TestSharesInFiles(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for address, groups := range map[string]int{
		"/api/v1/over-time?across=country&as=share&format=csv":                                             1,
		"/api/v1/over-time?by=label&across=label&as=share&format=csv":                                      0,
		"/api/v1/over-time/course?as=share&format=csv":                                                     1,
		"/api/v1/over-time/beside/2017-01-01?by=label&across=country&as=share&known=2020-01-01&format=csv": 1,
		"/api/v1/over-time/beside/2017-01-01?by=label&as=share&format=csv":                                 0,
	} {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(get(t, s, address, 200), kit.ByteOrderMark))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := func(name string) int { return slices.Index(rows[0], name) }
		sums, bases := map[string]float64{}, map[string]string{}
		for _, row := range rows[1:] {
			group := ""
			if groups > 0 {
				group = row[0]
			}
			n, _ := strconv.ParseFloat(row[at("n")], 64)
			base, _ := strconv.ParseFloat(row[at("share_base")], 64)
			share, _ := strconv.ParseFloat(row[at("share")], 64)
			if base > 0 && math.Abs(share-n/base) > 1e-6 {
				t.Errorf("%s: %v of %v is not %v", address, n, base, share)
			}
			if was, met := bases[group]; met && was != row[at("share_base")] {
				t.Errorf("%s: %s has the bases %s and %s", address, group, was, row[at("share_base")])
			}
			bases[group] = row[at("share_base")]
			sums[group] += share
		}
		for group, sum := range sums {
			if math.Abs(sum-1) > 1e-4 && bases[group] != "0" {
				t.Errorf("%s: the shares of %q come to %v", address, group, sum)
			}
		}
		if len(sums) == 0 {
			t.Errorf("%s has no rows", address)
		}
	}
	contains(t, get(t, s, "/api/v1/over-time/beside/2017-01-01?by=label&across=country&as=share&format=csv", 200),
		"country,label,n,base,n_against,base_against,share,share_base,share_against,share_base_against,known,entry,codebook\n")
	for _, path := range []string{"/over-time", "/api/v1/over-time/course", "/api/v1/over-time/beside/2017-01-01"} {
		get(t, s, path+"?as=percent", 400)
	}
}

// TestThenAndNowInOrder has the earlier day first, whichever of the two is the point.
func TestThenAndNowInOrder(t *testing.T) {
	s := serve(t, sampleRecord(t))
	const nbsp = "\u00a0"
	for _, address := range []string{"/over-time?then=2016-07-20&known=2016-10-15", "/over-time?then=2016-10-15&known=2016-07-20"} {
		page := get(t, s, address, 200)
		contains(t, page, "20"+nbsp+"July"+nbsp+"2016 beside 15"+nbsp+"October"+nbsp+"2016",
			`<th scope="col">On 20`+nbsp+"July"+nbsp+`2016</th><th scope="col">On 15`+nbsp+"October"+nbsp+`2016</th>`)
		_, table, _ := strings.Cut(page, `<table class="differ">`)
		_, row, _ := strings.Cut(table, "wuerzburg-train-2016")
		first, second := strings.Index(row, "inspired"), strings.Index(row, "remote controlled")
		if first < 0 || second < first {
			t.Errorf("%s: Würzburg was remote controlled before it was inspired", address)
		}
	}
}
