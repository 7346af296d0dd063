package web

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestEditionsAtTheDesk: editions of a dataset are imported by a form and by a program, tried
// first, and once.
func TestEditionsAtTheDesk(t *testing.T) {
	v := signedIn(t, deskOf(t, emptyRecord(t)))
	n := v.s.entries(t)
	const first = "id,year,country,killed\nA1,2016,DE,3\nA2,2017,FR,0\n"
	start := form(v.get(t, "/desk/edition", 200), "more", "yes")
	start.Del("file")
	page := v.bring(t, "/desk/edition", start, "theirs.csv", first).Body.String()
	contains(t, page, "Import theirs.csv", `<option value="ucdp-ged">`)
	typed := []string{"dataset", "theirs", "edition", "1", "published", "2018-02"}
	tried := v.bring(t, "/desk/edition", typedIn(page, append(typed, "try", "yes")...), "", "")
	contains(t, tried.Body.String(), "2 rows are in the file.", "2 incidents are new.")
	if v.s.entries(t) != n {
		t.Fatal("what was only tried is written")
	}
	if w := v.bring(t, "/desk/edition", typedIn(page, append(typed, "mapping", "gdt")...), "", ""); w.Code != 422 || !strings.Contains(w.Body.String(), "there is no mapping gdt that ships") {
		t.Errorf("a mapping that is not there: %d", w.Code)
	}
	w := v.bring(t, "/desk/edition", typedIn(page, typed...), "", "")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/datasets/theirs" || v.s.entries(t) != n+1 {
		t.Fatalf("%d to %s: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	contains(t, v.get(t, "/incidents/A1?dataset=theirs", 200), "DE")

	body := func(edition, published, file, rest string) string {
		return fmt.Sprintf(`{"dataset": "theirs", "edition": %q, "published": %q, "name": "theirs.csv", "file": %q%s}`, edition, published, base64.StdEncoding.EncodeToString([]byte(file)), rest)
	}
	second := strings.Replace(first, "DE,3", "DE,4", 1) + "A3,2018,BE,1\n"
	write(t, v.s, "/imports/dataset", body("2", "2019-02", second, `, "dry_run": true`)).wants(t, 200, `"new":1`, `"changed":1`, `"unchanged":1`)
	if v.s.entries(t) != n+1 {
		t.Error("a dry run is written")
	}
	write(t, v.s, "/imports/dataset", body("2", "2019-02", second, "")).wants(t, 201, `"new":1`)
	write(t, v.s, "/imports/dataset", body("2", "2019-02", second, "")).wants(t, 200, `"entry":0`)
	write(t, v.s, "/imports/dataset", body("3", "2019-03", "", "")).wants(t, 422)
	write(t, v.s, "/imports/dataset", body("3", "2999-03", second, "")).wants(t, 422, "lies in the future")
	if v.s.entries(t) != n+2 {
		t.Errorf("%d entries, want %d", v.s.entries(t), n+2)
	}
}
