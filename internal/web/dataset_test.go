package web

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// importTable brings a table in as an edition of a dataset.
func importTable(t testing.TB, a *app.App, name, edition, published string, data []byte, m *dataset.Mapping) {
	t.Helper()
	table, err := dataset.OpenTable(edition+".csv", bytes.NewReader(data), int64(len(data)), m)
	if err != nil {
		t.Fatal(err)
	}
	d := app.DatasetImport{Name: name, Edition: edition, Table: table, SHA256: strings.Repeat("0", 64), FileName: edition + ".csv"}
	if d.Published, err = ascribe.ParseDate(published); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ImportDataset(context.Background(), app.By{Who: "a tester"}, d); err != nil {
		t.Fatal(err)
	}
}

// ukraineRecord is a record with two editions of a dataset.
func ukraineRecord(t testing.TB) *app.App {
	t.Helper()
	a := sampleRecord(t)
	for _, e := range []struct{ edition, published string }{{"19.1", "2019-06"}, {"20.1", "2020-06"}} {
		data, err := os.ReadFile("../exchange/testdata/ucdp/ged_ukr_v" + e.edition + "_hdx.csv")
		if err != nil {
			t.Fatal(err)
		}
		importTable(t, a, "ged-ukr", e.edition, e.published, data, dataset.GED())
	}
	return a
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

	contains(t, get(t, s, "/over-time?dataset=ged-ukr", 200), "in the dataset <b>ged-ukr</b>", `data-at="2018"`)
	get(t, s, "/datasets/none", 404)
	get(t, s, "/datasets/main", 400)
	contains(t, get(t, serve(t, emptyRecord(t)), "/datasets", 200), "No dataset is imported yet", "ascribe import FILE.csv")
}

func TestDatasetDiffPage(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	page := get(t, s, "/datasets/ged-ukr/diff?limit=3", 200)
	contains(t, page, "What changed from 19.1 to 20.1", "174 new, 2 of them of years that 19.1 had reached", "990 in both, not revised",
		`aria-label="1 167 incidents in all: 0 no longer listed, 990 in both and not revised, 3 in both and revised, 174 new"`, "10 changed cells", `rel="next"`, "Novofyodorovka town")
	contains(t, get(t, s, "/datasets/ged-ukr/diff?limit=3&after=9", 200), "deaths unknown")
	contains(t, get(t, s, "/api/v1/datasets/ged-ukr/diff?limit=3", 200), `"next":"3"`, `"changed_cells":10`)
	get(t, s, "/datasets/ged-ukr/diff?from=20.1&to=19.1", 400)
	get(t, s, "/datasets/ged-ukr/diff?from=18.1", 404)
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
