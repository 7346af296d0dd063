package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestGivenTables: the record as one table, in each format, by either way to
// ask; all of them have the same rows.
func TestGivenTables(t *testing.T) {
	s := serve(t, sampleRecord(t))
	address := "/api/v1/table?known=2016-12-31&columns=id&columns=label&columns=title&where=country%3DDE&where=country%3DFR"
	answer := parsed[kit.GivenTable](t, s, address)
	if len(answer.Columns) != 3 || len(answer.Rows) < 5 || answer.Point["known"] != "2016-12-31" {
		t.Fatalf("as JSON it is %+v", answer)
	}
	var want [][]string
	for _, r := range answer.Rows {
		want = append(want, []string{r["id"].(string), r["label"].(string), r["title"].(string)})
	}
	readers := map[string]func([]byte) [][]string{
		"csv-people":   func(b []byte) [][]string { return csvRows(t, bytes.TrimPrefix(b, []byte(kit.ByteOrderMark))) },
		"csv-programs": func(b []byte) [][]string { return csvRows(t, b) },
		"xlsx": func(b []byte) [][]string {
			f, err := excelize.OpenReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			rows, err := f.GetRows("incidents")
			if err != nil {
				t.Fatal(err)
			}
			return rows[1:]
		},
		"parquet": func(b []byte) (rows [][]string) {
			f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range f.RowGroups() {
				reader := g.Rows()
				defer reader.Close() //nolint:errcheck
				list := make([]parquet.Row, g.NumRows())
				for i := range list {
					list[i] = nil
				}
				n, _ := reader.ReadRows(list)
				for _, r := range list[:n] {
					rows = append(rows, []string{r[0].String(), r[1].String(), r[2].String()})
				}
			}
			return rows
		},
	}
	for format, read := range readers {
		w := request(s, http.MethodGet, address+"&format="+format)
		if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Disposition"), `"table-germany-france-known-2016-12-31.`) {
			t.Errorf("%s: %d, %v", format, w.Code, w.Header())
			continue
		}
		got := read(w.Body.Bytes())
		for i := range got {
			got[i] = got[i][:3]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
		if format == "csv-people" {
			continue // the other is what a program accepts
		}
		accepted := request(s, http.MethodGet, address, "Accept", strings.Split(w.Header().Get("Content-Type"), ";")[0])
		if !bytes.Equal(accepted.Body.Bytes(), w.Body.Bytes()) {
			t.Errorf("%s is other bytes by what is accepted: %d, %v, %d and %d bytes", format, accepted.Code, accepted.Header(), accepted.Body.Len(), w.Body.Len())
		}
	}
	page := get(t, s, "/?where=label%3Dinspired&known=2016-12-31", 200)
	contains(t, page, `href="/api/v1/table?format=xlsx&amp;known=2016-12-31&amp;where=label%3Dinspired">Excel`)
	spans := parsed[kit.GivenTable](t, s, "/api/v1/spans?q=würzburg")
	if len(spans.Rows) != 5 || spans.Rows[4]["open"] != true {
		t.Errorf("spans: %+v", spans.Rows)
	}
	for bad, status := range map[string]int{
		"/api/v1/table?format=parqet": 400, "/api/v1/table?columns=lable": 400, "/api/v1/table?with=stat": 400, "/api/v1/table?long=true&with=state": 400,
		"/api/v1/spans?where=x%3Dy": 422, "/api/v1/table?format=geojson&columns=id": 422, "/api/v1/table?spread=1": 400,
	} {
		if w := request(s, http.MethodGet, bad); w.Code != status {
			t.Errorf("%s: %d, want %d: %s", bad, w.Code, status, w.Body)
		}
	}
}

func csvRows(t *testing.T, text []byte) [][]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(records) == 0 {
		t.Fatal(err)
	}
	return records[1:]
}
