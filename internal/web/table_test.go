package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
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
			if op.Responses["200"].Content[typeCSV] == nil {
				if byFormat.Code != 406 || byAccept.Code != 406 {
					t.Errorf("%s is no table, and CSV of it is %d, %d", address, byFormat.Code, byAccept.Code)
				}
				continue
			}
			tables++
			if byFormat.Code != 200 || byFormat.Body.String() != byAccept.Body.String() {
				t.Errorf("%s as CSV: %d, and %d by what is accepted", address, byFormat.Code, byAccept.Code)
				continue
			}
			if h := byFormat.Header(); !strings.HasPrefix(h.Get("Content-Type"), "text/csv; charset=utf-8") || !strings.HasPrefix(h.Get("Content-Disposition"), `attachment; filename="ascribe-`) {
				t.Errorf("%s as CSV: %v", address, h)
			}
			records, err := csv.NewReader(byFormat.Body).ReadAll()
			if err != nil || len(records) == 0 || len(records[0]) < 2 || slices.Contains(records[0], "") {
				t.Errorf("%s as CSV: %v, %v", address, records, err)
			}
		}
	}
	if tables == 0 {
		t.Error("nothing is a table")
	}
}

func TestIncidentsAsCSV(t *testing.T) {
	s := serve(t, sampleRecord(t))
	records, err := csv.NewReader(strings.NewReader(get(t, s, "/api/v1/incidents?format=csv&q=würzburg", 200))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"incident", "title", "label", "level", "settled", "date", "country", "place", "stage", "outcome", "revisions", "changed", "ticks"}
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

// TestPreferences: JSON, unless CSV is what is wanted most.
func TestPreferences(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for accept, form := range map[string]string{
		"": typeJSON, "*/*": typeJSON, "text/html": typeJSON, "text/csv": typeCSV,
		"application/json;q=0.5, text/csv": typeCSV, "text/csv;q=0.5, application/json": typeJSON, "nonsense;;q=x,": typeJSON,
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

func TestHarmlessCells(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+49 30": "'+49 30", "-5": "-5", "-5.25": "-5.25", "-x": "'-x", "@sum": "'@sum", "\t=1": "'\t=1", "\r=1": "'\r=1", "a=1": "a=1", "": "",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q is written %q, want %q", cell, got, want)
		}
	}
}

// TestTablesHaveTheirColumns: what is a table by its members has some.
func TestTablesHaveTheirColumns(t *testing.T) {
	s := serve(t, emptyRecord(t))
	for path, item := range s.description.Paths {
		described := item.Get.Responses["200"].Content[typeCSV] != nil
		named := slices.ContainsFunc(item.Get.Parameters, func(p *huma.Param) bool { return p.Name == formatName })
		if described && !named {
			t.Errorf("%s is a table, and %s is not described", path, formatName)
		}
	}
}
