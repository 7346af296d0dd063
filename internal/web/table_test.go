package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestTablesAsCSV asks every answer as CSV: those that are described as tables
// are, by either way to ask, and the others say that they are none.
func TestTablesAsCSV(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	tables := 0
	for op, addresses := range operations(t, s) {
		for _, address := range addresses {
			between := "?"
			if strings.Contains(address, "?") {
				between = "&"
			}
			byFormat := request(s, http.MethodGet, address+between+"format=csv")
			byAccept := request(s, http.MethodGet, address, "Accept", "text/csv")
			if op.Responses["200"].Content[kit.TypeCSV] == nil {
				if byFormat.Code != 406 || byAccept.Code != 406 {
					t.Errorf("%s is no table, and CSV of it is %d, %d", address, byFormat.Code, byAccept.Code)
				}
				continue
			}
			tables++
			text, marked := strings.CutPrefix(byFormat.Body.String(), kit.ByteOrderMark)
			if byFormat.Code != 200 || !marked || text != byAccept.Body.String() {
				t.Errorf("%s as CSV: %d, marked %v, and %d by what is accepted", address, byFormat.Code, marked, byAccept.Code)
				continue
			}
			if h := byFormat.Header(); !strings.HasPrefix(h.Get("Content-Type"), "text/csv; charset=utf-8") || !strings.HasPrefix(h.Get("Content-Disposition"), `attachment; filename="`) {
				t.Errorf("%s as CSV: %v", address, h)
			}
			records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil || len(records) == 0 || len(records[0]) < 5 || slices.Contains(records[0], "") {
				t.Errorf("%s as CSV: %v, %v", address, records, err)
				continue
			}
			names := slices.Sorted(slices.Values(records[0]))
			if len(slices.Compact(names)) != len(records[0]) {
				t.Errorf("%s as CSV has two columns of one name: %v", address, records[0])
			}
		}
	}
	if tables == 0 {
		t.Error("nothing is a table")
	}
}

func TestIncidentsAsCSV(t *testing.T) {
	s := serve(t, sampleRecord(t))
	records := asTable(t, s, "/api/v1/incidents?q=würzburg")
	want := []string{"incident", "title", "label", "level", "settled", "date", "country", "place", "stage", "outcome", "revisions", "changed", "ticks", "known", "entry", "codebook"}
	if !slices.Equal(records[0], want) {
		t.Errorf("columns %q", records[0])
	}
	var answer struct {
		Rows []struct{ Incident, Title, Label, Date string }
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/incidents?q=würzburg", 200)), &answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Rows) == 0 || len(records) != 1+len(answer.Rows) {
		t.Fatalf("%d rows as CSV, %d as JSON", len(records)-1, len(answer.Rows))
	}
	for i, r := range answer.Rows {
		row := records[i+1]
		if row[0] != r.Incident || row[1] != r.Title || row[2] != r.Label || row[5] != r.Date {
			t.Errorf("%q, and as JSON %+v", row, r)
		}
	}
}

// asTable is an answer as CSV: its header and its rows.
func asTable(t testing.TB, s http.Handler, address string) [][]string {
	t.Helper()
	w := request(s, http.MethodGet, address, "Accept", "text/csv")
	records, err := csv.NewReader(w.Body).ReadAll()
	if w.Code != 200 || err != nil || len(records) == 0 {
		t.Fatalf("GET %s: %d, %v", address, w.Code, err)
	}
	return records
}

// TestWholeTables: a list as CSV has all rows, in the order of its pages, unless
// a page is asked for.
func TestWholeTables(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	for _, address := range []string{
		"/api/v1/incidents?sort=-date", "/api/v1/sources", "/api/v1/sources/cbc-day6-2017?known=2020-01-01", "/api/v1/actors", "/api/v1/ledger/2",
		"/api/v1/datasets/ged-ukr/diff?from=19.1&to=20.1", "/api/v1/awaiting?variable=contact", "/api/v1/over-time/differ/2016-07-20",
	} {
		between := "?"
		if strings.Contains(address, "?") {
			between = "&"
		}
		whole := request(s, http.MethodGet, address, "Accept", "text/csv")
		if next := nextOf(whole); next != "" {
			t.Errorf("%s goes on at %s", address, next)
		}
		want := asTable(t, s, address)
		if len(want) < 4 {
			t.Errorf("%s: only %d rows", address, len(want)-1)
		}
		got, pages := want[:1:1], 0
		for at := address + between + "limit=29"; at != ""; pages++ {
			got = append(got, asTable(t, s, at)[1:]...)
			at = nextOf(request(s, http.MethodGet, at, "Accept", "text/csv"))
		}
		if pages != max(1, (len(want)-1+28)/29) {
			t.Errorf("%s: %d pages of %d rows", address, pages, len(want)-1)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s by pages: %s", address, diff)
		}
	}
	if rows := asTable(t, s, "/api/v1/incidents"); len(rows) != 1+52 {
		t.Errorf("%d rows of 52 incidents", len(rows)-1)
	}
	listed := parsed[struct{ Total int }](t, s, "/api/v1/incidents?dataset=ged-ukr&limit=1")
	if rows := asTable(t, s, "/api/v1/incidents?dataset=ged-ukr"); len(rows) != 1+listed.Total {
		t.Errorf("%d rows of the %d incidents of a dataset", len(rows)-1, listed.Total)
	}
	newest := asTable(t, s, "/api/v1/ledger")
	older := asTable(t, s, nextOf(request(s, http.MethodGet, "/api/v1/ledger?limit=2", "Accept", "text/csv")))
	if len(newest) < 4 || !slices.Equal(newest[3], older[1]) {
		t.Errorf("the ledger goes on with %v, and whole it is %v", older, newest)
	}
	page := get(t, s, "/?limit=10&sort=date", 200)
	contains(t, page, `href="/api/v1/incidents?format=csv&amp;sort=date">This table as CSV`)
}

// nextOf is where a list goes on; "": it does not.
func nextOf(w *httptest.ResponseRecorder) string {
	for _, link := range w.Header().Values("Link") {
		if address, ok := strings.CutSuffix(link, `>; rel="next"`); ok {
			return address[1:]
		}
	}
	return ""
}

// TestTablesSayFromWhere: the point is in the name of the file and in each row.
func TestTablesSayFromWhere(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	for address, x := range map[string]struct {
		name    string
		columns []string
		cells   []string
	}{
		"/api/v1/incidents?known=2016-07-20&recorded=2":                      {"incidents-known-2016-07-20-entry-2.csv", []string{"known", "entry", "codebook"}, []string{"2016-07-20", "2", "1.1.0"}},
		"/api/v1/incidents?recorded=2&sort=date":                             {"incidents-entry-2.csv", []string{"known", "entry", "codebook"}, []string{"", "2", "1.1.0"}},
		"/api/v1/over-time/course?known=2016-12&recorded=2":                  {"over-time-course-known-2016-12-31-entry-2.csv", []string{"point_known", "entry", "codebook"}, []string{"2016-12-31", "2", "1.1.0"}},
		"/api/v1/sources/cbc-day6-2017?recorded=2":                           {"sources-cbc-day6-2017-entry-2.csv", []string{"known", "point_entry", "codebook"}, []string{"", "2", "1.1.0"}},
		"/api/v1/over-time/beside/2016-07-20?known=2017-01&recorded=2":       {"over-time-beside-2016-07-20-known-2017-01-31-entry-2.csv", []string{"known", "entry", "codebook"}, []string{"2017-01-31", "2", "1.1.0"}},
		"/api/v1/incidents?known=2016-12-31&where=country%3DDE&utm_source=x": {"incidents-germany-known-2016-12-31.csv", []string{"known", "entry", "codebook"}, []string{"2016-12-31", "6", "1.1.0"}},
		"/api/v1/incidents?known=2016-12-31&where=killed%3E%3D10&fbclid=1":   {"incidents-killed-10-known-2016-12-31.csv", []string{"known", "entry", "codebook"}, []string{"2016-12-31", "6", "1.1.0"}},
		"/api/v1/incidents?recorded=2&codebook=1.1.0&known=2016-07-20&":      {"incidents-known-2016-07-20-entry-2.csv", []string{"known", "entry", "codebook"}, []string{"2016-07-20", "2", "1.1.0"}},
	} {
		w := request(s, http.MethodGet, address, "Accept", "text/csv")
		if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="`+x.name+`"` {
			t.Errorf("%s: %s", address, got)
		}
		records := asTable(t, s, address)
		if len(records) < 2 {
			t.Fatalf("%s has no rows", address)
		}
		for i, row := range records {
			want := x.cells
			if i == 0 {
				want = x.columns
			}
			if got := row[len(row)-3:]; !slices.Equal(got, want) {
				t.Errorf("%s: row %d ends with %v", address, i, got)
				break
			}
		}
	}
	w := request(s, http.MethodGet, "/api/v1/incidents?dataset=ged-ukr&limit=1", "Accept", "text/csv")
	if got := w.Header().Get("Content-Disposition"); !strings.Contains(got, `"ged-ukr-incidents-entry-`) {
		t.Errorf("of a dataset: %s", got)
	}
}

type slowInput struct {
	kit.Asked
	Q     string `query:"q"`
	After string `query:"after"`
	Limit int    `query:"limit" maximum:"100"`
}

// TestTablesThatTakeTooLong: what there was no time for is at the next page.
func TestTablesThatTakeTooLong(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	pages := 0
	asked := func(ctx context.Context, _ *kit.View, in *slowInput) (*ask.SourcePageAnswer, error) {
		if pages++; pages == 3 {
			stop()
			return nil, ctx.Err()
		}
		return &ask.SourcePageAnswer{Rows: []ask.SourceRow{{Source: in.After}}, Next: fmt.Sprint("c", pages)}, nil
	}
	slow := kit.Section{Name: "Slow", Files: fstest.MapFS{}, Routes: []kit.Route{kit.At("/slow", kit.Data[slowInput, ask.SourcePageAnswer]{Name: "slow", Ask: asked})}}
	site, err := kit.NewSite(sampleRecord(t), kit.Options{Log: slog.New(slog.DiscardHandler), Assets: fstest.MapFS{}, Menu: []kit.Section{slow}})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	site.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/slow?q=x&format=csv", nil))
	records, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(records) != 3 || records[2][0] != "c1" || nextOf(w) != "/api/v1/slow?after=c2&format=csv&limit=100&q=x" {
		t.Errorf("%v, %v, and next %q", records, err, nextOf(w))
	}
}

// TestTablesOfParts: what the answers have in parts is in the table as well.
func TestTablesOfParts(t *testing.T) {
	s := serve(t, sampleRecord(t))
	differ := asTable(t, s, "/api/v1/over-time/differ/2016-07-20?known=2016-10-15")
	found := false
	for _, row := range differ[1:] {
		if row[0] == "wuerzburg-train-2016" {
			found = slices.Equal(row[2:8], []string{"inspired", "", "no", "remote_controlled", "unspecified", "no"})
		}
	}
	if !found || differ[0][2] != "then_label" {
		t.Errorf("Würzburg on both days is not in %v", differ)
	}
	places := asTable(t, s, "/api/v1/map")
	byCountry := map[string]int{}
	for _, row := range places[1:] {
		if row[1] == "" || row[2] == "0" || row[4] != "country" {
			t.Errorf("a place is %v", row)
		}
		byCountry[row[9]]++
	}
	if len(places) != 1+52 || byCountry["US"] != 12 {
		t.Errorf("%d places, %v", len(places)-1, byCountry)
	}
	if here := asTable(t, s, "/api/v1/map?at=51,10&zoom=9"); len(here) <= 1 || len(here) >= len(places) {
		t.Errorf("%d places in a view", len(here)-1)
	}
	evidence := asTable(t, s, "/api/v1/incidents/wuerzburg-train-2016")
	if !slices.Contains(evidence[0], "quote") {
		t.Errorf("the evidence has %v", evidence[0])
	}
}

// TestPreferences: JSON, unless CSV is what is wanted most.
func TestPreferences(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for accept, form := range map[string]string{
		"": kit.TypeJSON, "*/*": kit.TypeJSON, "text/html": kit.TypeJSON, "text/csv": kit.TypeCSV,
		"application/json;q=0.5, text/csv": kit.TypeCSV, "text/csv;q=0.5, application/json": kit.TypeJSON, "nonsense;;q=x,": kit.TypeJSON,
	} {
		w := request(s, http.MethodGet, "/api/v1/incidents", "Accept", accept)
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), form) {
			t.Errorf("Accept %q: %d, %s", accept, w.Code, w.Header().Get("Content-Type"))
		}
	}
	w := request(s, http.MethodGet, "/api/v1/codebook", "Accept", "text/csv, application/json;q=0.1")
	if w.Code != 200 {
		t.Errorf("what is no table where CSV is only preferred: %d", w.Code)
	}
}

// TestTablesHaveTheirColumns: what is a table by its members has some.
func TestTablesHaveTheirColumns(t *testing.T) {
	s := serve(t, emptyRecord(t))
	for path, item := range s.site.Description.Paths {
		if item.Get == nil {
			continue // where one only writes
		}
		described := item.Get.Responses["200"].Content[kit.TypeCSV] != nil
		named := slices.ContainsFunc(item.Get.Parameters, func(p *huma.Param) bool { return p.Name == kit.FormatName })
		if described && !named {
			t.Errorf("%s is a table, and %s is not described", path, kit.FormatName)
		}
	}
}
