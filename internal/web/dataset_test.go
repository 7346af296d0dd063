package web

import (
	"bytes"
	"context"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// importTable brings a table in as an edition of a dataset.
func importTable(t testing.TB, a *point.App, name, edition, published string, data []byte, m *dataset.Mapping) {
	t.Helper()
	table, err := dataset.OpenTable(edition+".csv", bytes.NewReader(data), int64(len(data)), m)
	if err != nil {
		t.Fatal(err)
	}
	d := datasets.DatasetImport{Name: name, Edition: edition, Table: table, SHA256: strings.Repeat("0", 64), FileName: edition + ".csv"}
	if d.Published, err = ascribe.ParseDate(published); err != nil {
		t.Fatal(err)
	}
	if _, err := datasets.ImportDataset(context.Background(), a, point.By{Who: "a tester"}, d); err != nil {
		t.Fatal(err)
	}
}

// ukraineRecord is a record with two editions of a dataset.
func ukraineRecord(t testing.TB) *point.App {
	t.Helper()
	return withCache(t, preparedUkraine.App(t))
}

var preparedUkraine = apptest.New(func(t testing.TB, a *point.App) {
	importSample(t, a)
	for _, e := range []struct{ edition, published string }{{"19.1", "2019-06"}, {"20.1", "2020-06"}} {
		data, err := os.ReadFile("../exchange/testdata/ucdp/ged_ukr_v" + e.edition + "_hdx.csv")
		if err != nil {
			t.Fatal(err)
		}
		importTable(t, a, "ged-ukr", e.edition, e.published, data, dataset.GED())
	}
})

func TestDatasetPages(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	contains(t, get(t, s, "/datasets", 200), "UCDP Georeferenced Event Dataset", `href="/datasets/ged-ukr"`, "20.1")

	page := get(t, s, "/datasets/ged-ukr", 200)
	contains(t, page, `data-kind="lines"`, `<td class="number" data-n="186">186</td>`, "There is none.",
		`<tr class="sum"><th scope="row"><span dir="auto">All incidents</span></th><td class="number" data-n="993">993</td><td class="number" data-n="1167">1 167</td></tr>`)
	if strings.Contains(page, "later than the day you look from") {
		t.Error("an edition is later than no limit")
	}
	contains(t, get(t, s, "/datasets/ged-ukr?known=2019-12-31", 200), "later than the day you look from", "2019</time> or before")
	contains(t, get(t, s, "/datasets/ged-ukr?by=country", 200), `data-kind="groups"`)
	// The year after the first edition's last one: it does not say that there
	// was none.
	contains(t, page, `2019</a></th><td class="number" data-n=""><span class="soft">·</span></td><td class="number" data-n="172">172</td>`)

	contains(t, get(t, s, "/over-time?dataset=ged-ukr", 200), "in the dataset <b>ged-ukr</b>", `data-at="2018"`)
	get(t, s, "/datasets/none", 404)
	get(t, s, "/datasets/main", 400)
	contains(t, get(t, serve(t, emptyRecord(t)), "/datasets", 200), "No dataset is imported yet", "ascribe import FILE.csv")
}

// TestDatasetSums holds that a sum is told with what it lacks.
func TestDatasetSums(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	page := get(t, s, "/datasets/ged-ukr?of=best", 200)
	contains(t, page, "Sum of best by year", `<option value="best" selected>sum of best</option>`, `2014</a></th><td class="number" data-n="4423">4 423</td>`,
		`Incidents without a number</span></th><td class="number" data-n="0">0</td><td class="number" data-n="0">0</td>`)
	if strings.Contains(page, `<option value="year">sum`) {
		t.Error("years can be summed up")
	}
	get(t, s, "/datasets/ged-ukr?of=adm_1", 422)
	if text := get(t, s, "/api/v1/datasets/ged-ukr?of=best&format=csv", 200); !strings.Contains(text, "known,year,n,base,sum,without,") {
		t.Errorf("the CSV begins with %.50q", text)
	}

	a := emptyRecord(t)
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\nid: id\ncolumns:\n  year: {type: number}\n  hurt: {type: number}\n  side: {type: text}\n"))
	if err != nil {
		t.Fatal(err)
	}
	importTable(t, a, "small", "1", "2020", []byte("id,year,hurt,side\n1,2018,1200,a\n2,2018,,a\n3,2020,2,b\n"), m)
	importTable(t, a, "small", "2", "2022", []byte("id,year,hurt,side\n1,2018,1201,a\n2,2018,1,a\n3,2020,2,b\n4,2021,,b\n"), m)
	s = serve(t, a)
	contains(t, get(t, s, "/datasets/small?of=hurt", 200),
		`2018</a></th><td class="number" data-n="1200">1 200</td><td class="number" data-n="1202">1 202</td>`,
		`<th scope="row"><span dir="auto">2019</span></th><td class="number" data-n="0">0</td><td class="number" data-n="0">0</td>`,
		`2021</a></th><td class="number" data-n=""><span class="soft">·</span></td><td class="number" data-n="0">0</td>`,
		`Sum of all incidents</span></th><td class="number" data-n="1202">1 202</td><td class="number" data-n="1204">1 204</td>`,
		`Incidents without a number</span></th><td class="number" data-n="1">1</td><td class="number" data-n="1">1</td>`)
	contains(t, get(t, s, "/datasets/small?of=hurt&by=side", 200), `data-kind="groups"`, `data-n="1200"`)
}

// TestDatasetLinks holds that a page of a dataset leads on from the day that is
// looked from, and to answers that there are.
func TestDatasetLinks(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	link := regexp.MustCompile(`href="((?:/api/v1)?/datasets[^"#]*)`)
	form := regexp.MustCompile(`(?s)<form[^>]*action="/datasets/.*?</form>`)
	for _, address := range []string{"/datasets/ged-ukr?known=2020-12-31", "/datasets/ged-ukr/diff?known=2020-12-31&limit=3", "/?dataset=ged-ukr&known=2020-12-31"} {
		page := get(t, s, address, 200)
		contains(t, page, `About the imported dataset <a href="/datasets/ged-ukr?known=2020-12-31">ged-ukr</a>`)
		for _, found := range form.FindAllString(page, -1) {
			if strings.Contains(found, `name="dataset"`) {
				t.Errorf("%s: a form says the dataset twice: %s", address, found)
			}
		}
		for _, found := range link.FindAllStringSubmatch(page, -1) {
			get(t, s, html.UnescapeString(found[1]), 200)
		}
	}
}

func TestDatasetDiffPage(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	page := get(t, s, "/datasets/ged-ukr/diff?limit=3", 200)
	contains(t, page, "What changed from 19.1 to 20.1", "174 new, 2 of them dated 2018-12-31 or before, which 19.1 covers", "990 in both, not revised",
		`aria-label="1 167 incidents in all: 0 no longer listed, 990 in both and not revised, 3 in both and revised, 174 new"`, "10 changed cells", `rel="next"`, "Novofyodorovka town")
	contains(t, get(t, s, "/datasets/ged-ukr/diff?limit=3&after=9", 200), "deaths unknown")
	contains(t, get(t, s, "/api/v1/datasets/ged-ukr/diff?limit=3", 200), `"next":"3"`, `"changed_cells":10`)
	narrowed := get(t, s, "/datasets/ged-ukr/diff?column=adm_1&kind=revised&where=year%3E%3D2014", 200)
	contains(t, narrowed, "1 of 10 changed cells", "All changed cells", `<code dir="auto">year&gt;=2014</code>`, `<option value="adm_1" selected>`, `<option value="revised" selected>`)
	contains(t, get(t, s, "/api/v1/datasets/ged-ukr/diff?words=novofyodorovka", 200), `"listed":1,`)
	get(t, s, "/datasets/ged-ukr/diff?kind=huge", 400)
	get(t, s, "/datasets/ged-ukr/diff?from=20.1&to=19.1", 400)
	get(t, s, "/datasets/ged-ukr/diff?from=18.1", 404)
}

// TestDatasetDiffOfWriting holds that places that are written with fewer zeros
// are nobody's revision.
func TestDatasetDiffOfWriting(t *testing.T) {
	a := emptyRecord(t)
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\nid: id\ncolumns:\n  geom_wkt: {type: text}\n  side: {type: text}\n"))
	if err != nil {
		t.Fatal(err)
	}
	importTable(t, a, "places", "1", "2020", []byte("id,geom_wkt,side\n1,POINT (38.40 48.20),a\n2,POINT (38.40 48.20),a\n"), m)
	importTable(t, a, "places", "2", "2021", []byte("id,geom_wkt,side\n1,POINT (38.4 48.2),a\n2,POINT (38.4 48.2),b\n"), m)
	page := get(t, serve(t, a), "/datasets/places/diff", 200)
	contains(t, page, "1 in both, not revised; 1 of them only spelt or written otherwise", "1 in both, revised in substance", "<td>numbers as written</td>", "only as numbers are written")
	if side := strings.Index(page, `<span title="">side`); side < 0 || side > strings.Index(page, `<span title="">geom wkt`) {
		t.Error("what was revised does not come first")
	}
}

func TestDatasetsAreEscaped(t *testing.T) {
	a := emptyRecord(t)
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\ntitle: <script>alert(1)</script>\nlicence: \"<b>\"\nid: id\ncolumns:\n  side: {type: text}\n"))
	if err != nil {
		t.Fatal(err)
	}
	importTable(t, a, "wild", "1", "2020", []byte("id,side\n1,<img src=x>\n"), m)
	importTable(t, a, "wild", "2", "2021", []byte("id,side\n1,\"</table><script>\"\n"), m)
	s := serve(t, a)
	for _, address := range []string{"/datasets", "/datasets/wild?by=side", "/datasets/wild/diff", "/over-time?dataset=wild&by=side"} {
		page := get(t, s, address, 200)
		for _, bad := range []string{"<script>", "<img", `"auto"><b>`} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %s as it was given", address, bad)
			}
		}
	}
}
