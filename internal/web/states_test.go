package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

const (
	malice = `"><script>alert(1)</script><img src=x onerror=alert(2)>&{{.}}`
	arabic = "هجوم على القطار قرب فورتسبورغ"
)

// importCasebook writes the tables of a casebook down.
func importCasebook(t testing.TB, a *point.App, tables map[string][][]string) {
	t.Helper()
	folder := fstest.MapFS{}
	for name, rows := range tables {
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		folder[name+".csv"] = &fstest.MapFile{Data: b.Bytes()}
	}
	book, err := exchange.OpenCasebook(folder, "made")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acts.Import(context.Background(), a, point.By{Who: "a tester", Why: malice}, book, "made"); err != nil {
		said, _ := errors.AsType[*ascribe.Error](err)
		t.Fatal(err, said.Problems)
	}
}

// hardRecord is a record of what pages find hard: one incident with 500
// statements, one with a title of 5,000 characters, one in Arabic of which no
// day is known, hostile text wherever there is text, and an actor who may not
// be named.
func hardRecord(t testing.TB) *point.App {
	t.Helper()
	a := emptyRecord(t)
	long := strings.TrimSpace(strings.Repeat("a very long title ", 280))
	statements := [][]string{{"id", "subject", "variable", "value", "stance", "basis", "source", "locator", "said", "reliability", "credibility", "coder", "quote", "note"}}
	say := func(incident, variable, value, source string) {
		statements = append(statements, []string{"", incident, variable, value, "asserts", "told", source, malice, "", "", "2", "c1", malice, malice})
	}
	sources := [][]string{{"id", "title", "publisher", "url", "archived_url", "published", "kind", "language", "reliability", "rests_on"}}
	for i := range 125 {
		id := fmt.Sprintf("s-%d", i)
		sources = append(sources, []string{id, arabic + malice, malice, "https://example.org/" + id, "", fmt.Sprintf("201%d-0%d-1%d", i%9, i%9+1, i%10), "press", "ar", "B", ""})
		say("many", "killed", fmt.Sprint(i), id)
		say("many", "propaganda", "yes", id)
		say("many", "public_label", "lone_actor", id)
		say("many", "contact", []string{"member_remotely", "none_found"}[i%2], id)
	}
	say("long", "date", "2016-07", "s-1")
	say("long", "place", strings.Repeat("Llanfairpwllgwyngyll", 10), "s-1")
	say("arabic", "public_label", "undetermined", "s-2")
	importCasebook(t, a, map[string][][]string{
		"incidents":  {{"id", "title"}, {"many", malice}, {"long", long}, {"arabic", arabic}},
		"actors":     {{"id", "kind", "name"}, {"jane-doe", "person", "Jane Doe"}, {"org", "organisation", malice}},
		"links":      {{"id", "incident", "actor", "role"}, {"l1", "many", "jane-doe", "handler"}, {"l2", "arabic", "org", "claimant"}},
		"sources":    sources,
		"statements": statements,
	})
	return a
}

// hardExamples are the addresses of what is hardest there.
var hardExamples = []string{"/incidents/many", "/incidents/long", "/incidents/arabic", "/incidents/many?known=2012-01-01", "/sources/s-1", "/actors/org", "/actors"}

func TestHardRecord(t *testing.T) {
	s := serve(t, hardRecord(t))
	addresses := hardExamples
	for _, r := range everyRoute() {
		path := r.Path
		if name, _ := r.Template(); name != "" && !strings.Contains(path, "{") {
			addresses = append(addresses, path)
		}
	}
	for _, address := range addresses {
		page := get(t, s, address, http.StatusOK)
		for _, leak := range []string{"<script>alert", "<img src=x", "Jane Doe", "jane-doe"} {
			if strings.Contains(page, leak) {
				t.Errorf("%s has %s", address, leak)
			}
		}
	}
	many := get(t, s, "/incidents/many", http.StatusOK)
	if n := strings.Count(many, `<tr role="row" id="s-`); n != 500 {
		t.Errorf("the incident with 500 statements shows %d", n)
	}
	contains(t, get(t, s, "/incidents/arabic", http.StatusOK), arabic, `dir="auto"`)
	contains(t, get(t, s, "/", http.StatusOK), "day unknown", "July\u00a02016")
}

// TestRecordWithNothing holds that every page of an empty record says what it
// is.
func TestRecordWithNothing(t *testing.T) {
	s := serve(t, emptyRecord(t))
	for _, r := range everyRoute() {
		path := r.Path
		name, _ := r.Template()
		if name == "" || strings.Contains(path, "{") {
			continue
		}
		page := get(t, s, path, http.StatusOK)
		if !strings.Contains(page, "<h1") {
			t.Errorf("%s has no heading", path)
		}
	}
	contains(t, get(t, s, "/", http.StatusOK), "Nothing has been said of any incident yet.")
	contains(t, get(t, s, "/incidents/none", http.StatusNotFound), "none")
}

// TestDaysOutsideTheRecord looks at every page as of a day before anything was
// said, and as of one to come.
func TestDaysOutsideTheRecord(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for _, r := range everyRoute() {
		path := r.Path
		name, _ := r.Template()
		if name == "" || strings.Contains(path, "{") {
			continue
		}
		get(t, s, path+"?known=1900-01-01", http.StatusOK)
		get(t, s, path+"?known=2999-12-31", http.StatusOK)
		contains(t, get(t, s, path+"?codebook=99.9", http.StatusNotFound), "99.9", "1.1.0")
		contains(t, get(t, s, path+"?known=tomorrow", http.StatusBadRequest), "tomorrow", "2016-07-20")
		contains(t, get(t, s, path+"?recorded=7000", http.StatusNotFound), "7000")
	}
	contains(t, get(t, s, "/?known=1900-01-01", http.StatusOK), "Nothing was known of any incident")
	contains(t, get(t, s, "/incidents/wuerzburg-train-2016?known=1900-01-01", http.StatusOK), "Nothing had been said of it", "19\u00a0July\u00a02016")
}

// TestHardRecordInABrowser looks at what is hardest at the width of a phone.
func TestHardRecordInABrowser(t *testing.T) {
	r := browse(t, hardRecord)
	text := axe(t)
	r.wear(t, "light", 360)
	for _, address := range append([]string{"/", "/over-time", "/map", "/sources", "/awaiting", "/ledger"}, hardExamples...) {
		r.open(t, address)
		r.settled(t)
		r.accessible(t, text, address)
		r.fits(t, address)
	}
	r.quiet(t)
}
