package web

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
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
	a := withCache(t, preparedUkraine.App(t))
	keepsShown(t, a, "cbc-day6-2017", "testdata/page.html")
	return a
}

// keepsShown keeps a file as a copy of a source that readers may see.
func keepsShown(t testing.TB, a *point.App, source, path string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := acts.AddDocument(t.Context(), a, point.By{Who: "a tester"}, &acts.Bringing{Source: source, Name: filepath.Base(path), File: file})
	if err != nil {
		t.Fatal(err)
	}
	adds(t, a, &ascribe.Amendment{ID: "shown-" + source, Of: ascribe.RecordDocument, Target: kept.ID, Field: ascribe.FieldShown, Value: ascribe.Yes, Reason: "In our own words"})
}

var preparedUkraine = apptest.New(func(t testing.TB, a *point.App) {
	importSample(t, a)
	importUkraine(t, a, "19.1", "20.1")
})

// gedRecord is a record with three.
func gedRecord(t testing.TB) *point.App {
	t.Helper()
	return withCache(t, preparedGED.App(t))
}

var preparedGED = apptest.New(func(t testing.TB, a *point.App) { importUkraine(t, a, "19.1", "20.1", "22.1") })

func importUkraine(t testing.TB, a *point.App, editions ...string) {
	t.Helper()
	for _, edition := range editions {
		data, err := os.ReadFile("../exchange/testdata/ucdp/ged_ukr_v" + edition + "_hdx.csv")
		if err != nil {
			t.Fatal(err)
		}
		importTable(t, a, "ged-ukr", edition, "20"+edition[:2]+"-06", data, dataset.GED())
	}
}

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
	contains(t, saying(page), "What changed from 19.1 to 20.1", "174 new, 2 of them dated 2018-12-31 or before, which 19.1 covers", "990 in both, not revised", "Novofyodorovka town")
	contains(t, page,
		`aria-label="1 167 incidents in all: 0 no longer listed, 990 in both and not revised, 3 in both and revised, 174 new"`, "10 changed cells", `rel="next"`)
	contains(t, get(t, s, "/datasets/ged-ukr/diff?limit=3&after=9", 200), "<code>deaths_unknown</code>")
	contains(t, get(t, s, "/api/v1/datasets/ged-ukr/diff?limit=3", 200), `"next":"3"`, `"changed_cells":10`)
	narrowed := get(t, s, "/datasets/ged-ukr/diff?column=adm_1&kind=revised&where=year%3E%3D2014", 200)
	contains(t, narrowed, "1 of 10 changed cells", "All changed cells", `<code dir="auto">year&gt;=2014</code>`, `<option value="adm_1" selected>`, `<option value="revised" selected>`)
	contains(t, get(t, s, "/api/v1/datasets/ged-ukr/diff?words=novofyodorovka", 200), `"listed":1,`)
	get(t, s, "/datasets/ged-ukr/diff?kind=huge", 400)
	get(t, s, "/datasets/ged-ukr/diff?from=20.1&to=19.1", 400)
	get(t, s, "/datasets/ged-ukr/diff?from=18.1", 404)
}

var tags = regexp.MustCompile(`<[^>]*>`)

// saying is what a page says, without its tags.
func saying(page string) string { return tags.ReplaceAllString(page, "") }

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
	contains(t, saying(page), "1 in both, not revised; 1 of them only spelt or written otherwise", "1 in both, revised in substance")
	contains(t, page, "<td>numbers as written</td>", "only as numbers are written")
	if side := strings.Index(page, `<code title="">side`); side < 0 || side > strings.Index(page, `<code title="">geom_wkt`) {
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

// TestDatasetReadsAsOne lists a dataset by columns of its own, without labels, and
// narrows it by its editions, its year and columns of few values.
func TestDatasetReadsAsOne(t *testing.T) {
	s := serve(t, gedRecord(t))
	page := get(t, s, "/?dataset=ged-ukr", 200)
	contains(t, page, `>best</th>`, `>type_of_violence</th>`, "<summary>Edition</summary>", "<summary>year</summary>", "<summary>type_of_violence</summary>",
		`<a href="/?dataset=ged-ukr&amp;known=2019-06-30" dir="auto">19.1</a> <span class="n">993</span>`,
		`<a href="/?dataset=ged-ukr&amp;known=2022-06-30" aria-current="true" dir="auto">22.1</a>`, "First listed")
	for _, not := range []string{"What was believed", "hatched", "most revised", "no label", "settled", `class="strip"`} {
		if strings.Contains(page, not) {
			t.Errorf("the list of a dataset says %q", not)
		}
	}
	contains(t, get(t, s, "/?dataset=ged-ukr&where=type_of_violence%3D2&known=2020-06-30", 200), "incident", `aria-current="true">2</a>`)
	page = get(t, s, "/?dataset=ged-ukr&columns=side_b&sort=-best", 200)
	contains(t, page, `>side_b</th>`, "columns=side_b")
	get(t, s, "/?dataset=ged-ukr&columns=nothing", 422)

	var list struct {
		Rows   []struct{ Values map[string]string }
		Facets []struct {
			Dimension string
			Values    []struct {
				N int
			}
		}
		Editions []struct {
			Edition string
			N       int
		}
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/incidents?dataset=ged-ukr&limit=1", 200)), &list); err != nil {
		t.Fatal(err)
	}
	if list.Rows[0].Values["best"] == "" || len(list.Editions) != 3 || list.Editions[2].N != 2989 {
		t.Errorf("%+v", list)
	}
	for _, f := range list.Facets {
		if len(f.Values) > 12 {
			t.Errorf("%s has %d values", f.Dimension, len(f.Values))
		}
	}
}

// TestNumbersOfADiffLeadToTheirRows follows each number of the summary to as many
// rows: cells of a column by their kind, and the incidents that came or went.
func TestNumbersOfADiffLeadToTheirRows(t *testing.T) {
	s := serve(t, gedRecord(t))
	type diff struct {
		Removed   int `json:"removed_ids"`
		Added     int `json:"added_ids"`
		Backdated int `json:"added_backdated"`
		Cells     int `json:"changed_cells"`
		Columns   []struct {
			Column                       string
			Changed, Cosmetic, Rewritten int
		}
		Listed int
		Next   string
		Rows   []struct{ ID, Column, Old, New string }
	}
	ask := func(query string) (d diff) {
		t.Helper()
		if err := json.Unmarshal([]byte(get(t, s, "/api/v1/datasets/ged-ukr/diff?"+query, 200)), &d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	all := ask("")
	if all.Removed == 0 || all.Added == 0 || all.Backdated == 0 {
		t.Fatalf("%d removed, %d added, %d back-dated", all.Removed, all.Added, all.Backdated)
	}
	for kind, want := range map[string]int{"removed": all.Removed, "added": all.Added, "backdated": all.Backdated} {
		got := ask("limit=50&kind=" + kind)
		if got.Listed != want || len(got.Rows) != min(want, 50) || got.Rows[0].ID == "" || got.Rows[0].Column != "" {
			t.Errorf("%s: %d listed, %d rows, want %d", kind, got.Listed, len(got.Rows), want)
		}
		if want > 50 {
			next := ask("limit=50&kind=" + kind + "&after=" + got.Next)
			if len(next.Rows) == 0 || next.Rows[0].ID == got.Rows[0].ID {
				t.Errorf("%s does not go on", kind)
			}
		}
		get(t, s, "/api/v1/datasets/ged-ukr/diff?column=best&kind="+kind, 400)
	}
	for _, c := range all.Columns {
		if c.Column != "adm_1" && c.Column != "geom_wkt" && c.Column != "best" {
			continue
		}
		for query, want := range map[string]int{
			"column=" + c.Column: c.Changed, "kind=cosmetic&column=" + c.Column: c.Cosmetic, "kind=rewritten&column=" + c.Column: c.Rewritten,
			"kind=anew&column=" + c.Column: c.Cosmetic + c.Rewritten,
		} {
			if got := ask(query); got.Listed != want {
				t.Errorf("%s: %d, want %d", query, got.Listed, want)
			}
		}
	}
	page := get(t, s, "/datasets/ged-ukr/diff?column=adm_2&words=Popasna", 200)
	contains(t, page, `kind=removed#cells`, `kind=backdated#cells`, `kind=added#cells`, `kind=revised#cells`, `column=adm_2&amp;kind=cosmetic#cells`,
		`<code>adm_2</code>`, `<mark class="differs">`)
	contains(t, get(t, s, "/datasets/ged-ukr/diff?kind=removed", 200), "Incidents that came or went", "94 incidents, 94 on this page", `<mark class="differs">not </mark>`)
}

// TestCellsOfAnIncidentByEdition has the last edition first, and in each the numbers
// before all else.
func TestCellsOfAnIncidentByEdition(t *testing.T) {
	page := get(t, serve(t, gedRecord(t)), "/incidents/204791?dataset=ged-ukr", 200)
	_, evidence, _ := strings.Cut(page, "<h2>Evidence")
	last, first := strings.Index(evidence, "<h3>22.1</h3>"), strings.Index(evidence, "<summary>19.1")
	best, text := strings.Index(evidence, ">best</td>"), strings.Index(evidence, ">source_article</td>")
	if last < 0 || first < last || best < 0 || text < best {
		t.Errorf("22.1 at %d, 19.1 at %d, best at %d, source_article at %d", last, first, best, text)
	}
	contains(t, page, "<code>best</code>", `<mark class="differs">6</mark>`)
}
