package web

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCounts holds the counts of the API to those that the terminal gives of the
// same record: `ascribe count --by label,settled --where country=FR --sum killed`.
func TestCounts(t *testing.T) {
	s := serve(t, sampleRecord(t))
	address := "/api/v1/counts?by=label&by=settled&where=country%3DFR&sum=killed&known=2016-12-31"
	w := request(s, http.MethodGet, address)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	var answer struct {
		Base int
		Rows []struct {
			Label, Settled string
			N              int
			Sum            int
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	got := [][4]any{}
	for _, r := range answer.Rows {
		got = append(got, [4]any{r.Label, r.Settled, r.N, r.Sum})
	}
	want := [][4]any{
		{"directed", "yes", 2, 130},
		{"remote_controlled", "no", 1, 0},
		{"linked", "no", 1, 0},
		{"inspired", "no", 2, 14},
		{"undetermined", "no", 3, 86},
	}
	if diff := cmp.Diff(want, got); diff != "" || answer.Base != 9 {
		t.Errorf("base %d (-want +got):\n%s", answer.Base, diff)
	}
	for _, address := range []string{
		"/api/v1/counts?by=lable", "/api/v1/counts?by=label&by=label", "/api/v1/counts?where=killed%3E%3Dmany",
		"/api/v1/counts?by=label&by=settled&by=country&by=stage&by=year",
	} {
		if w := request(s, http.MethodGet, address); w.Code != http.StatusBadRequest && w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
	}
}
