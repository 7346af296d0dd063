package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestTablesOfOthers: sources, actors and links are had as tables, too, in each format, from
// a point; and the lists of them lead there. Readers see them as they see the pages.
func TestTablesOfOthers(t *testing.T) {
	a := sampleRecord(t)
	s := serve(t, a)
	for path, x := range map[string]struct {
		rows int
		says string
		list string
	}{
		"/tables/sources": {106, "cbc-day6-2017", "/sources"},
		"/tables/actors":  {17, "rachid-kassim", "/actors"},
		"/tables/links":   {31, "wuerzburg-train-2016", "/actors"},
	} {
		whole := parsed[kit.GivenTable](t, s, "/api/v1"+path)
		if len(whole.Rows) != x.rows {
			t.Errorf("%s has %d rows, want %d", path, len(whole.Rows), x.rows)
		}
		contains(t, get(t, s, "/api/v1"+path+"?format=csv", 200), x.says)
		early := parsed[kit.GivenTable](t, s, "/api/v1"+path+"?known=2016-07-20")
		if len(early.Rows) >= len(whole.Rows) || early.Point["known"] != "2016-07-20" {
			t.Errorf("%s on a day: %d rows, from %v", path, len(early.Rows), early.Point)
		}
		for _, format := range []string{"xlsx", "parquet", "jsonl"} {
			address := "/api/v1" + path + "?format=" + format
			if w := request(s, http.MethodGet, address); w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
				t.Errorf("%s: %d", address, w.Code)
			}
			if format != "jsonl" {
				contains(t, get(t, s, x.list, 200), `href="`+address+`"`)
			}
		}
	}
	secret := hidden(t)
	for _, path := range []string{"/tables/sources", "/tables/actors", "/tables/links"} {
		if strings.Contains(strings.ToLower(get(t, serve(t, secret), "/api/v1"+path, 200)), "smithee") {
			t.Errorf("%s tells the public a name", path)
		}
	}
	contains(t, get(t, serveTo(t, secret, point.Team), "/api/v1/tables/actors", 200), "alan-smithee")
}
