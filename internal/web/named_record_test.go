package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestTheRecordHasAName: what the record says of itself is on every page, on that of
// an error too, and in the feed; and as recorded before it was said, it is not.
func TestTheRecordHasAName(t *testing.T) {
	a := sampleRecord(t)
	_, err := acts.Describe(context.Background(), a, point.By{Who: "a tester"}, map[string]string{
		"title": "Attacks & plots <1>", "owner": "A team", "contact": "desk@example.org", "licence": "CC-BY-4.0", "about": "A sample, not a census.",
	})
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, a)
	for address, status := range map[string]int{
		"/": 200, "/drift": 200, "/changes": 200, "/incidents/wuerzburg-train-2016": 200, "/ledger": 200, "/glossary": 200, "/about": 200, "/how-to-read": 200, "/nowhere": 404, "/?known=yesterday": 400,
	} {
		page := get(t, s, address, status)
		contains(t, page, " · Attacks &amp; plots &lt;1&gt;</title>", `dir="auto">Attacks &amp; plots &lt;1&gt;</a>`)
		if status != 400 {
			contains(t, page, `Kept by <span dir="auto">A team</span>, <a href="mailto:desk@example.org">`, "CC-BY-4.0", "A sample, not a census.")
		}
	}
	contains(t, get(t, s, "/changes.atom", 200), "<title>What changed in Attacks &amp; plots &lt;1&gt;</title>", "<name>A team</name>", "<rights>CC-BY-4.0</rights>", "<subtitle>A sample, not a census.</subtitle>")
	if page := get(t, s, "/?recorded=2", 200); strings.Contains(page, "A team") || !strings.Contains(page, " · ") {
		t.Error("as recorded before it was said, the record has its name")
	}
}

// TestAddedParameters: what others add to an address asks for nothing, and what is
// nearly a parameter of ours is still told.
func TestAddedParameters(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/?utm_source=mail&utm_campaign=x&fbclid=a&fbclid=b&gclid=c&known=2016-07-20", 200)
	for _, name := range []string{"utm_", "fbclid", "gclid"} {
		if strings.Contains(page, name) {
			t.Errorf("the page repeats %s", name)
		}
	}
	get(t, s, "/api/v1/incidents?utm_medium=mail", 200)
	contains(t, get(t, s, "/?knwon=2016-07-20", 400), "known")
	get(t, s, "/?utm=1", 400)
	if w := request(s, http.MethodGet, "/favicon.ico"); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/assets/icon.svg" {
		t.Errorf("the icon: %d %s", w.Code, w.Header().Get("Location"))
	}
}

// TestEvidenceInGroups: what the label rests on comes first, under the title of its
// source once; the rest is folded; and a month counts from its end, in words.
func TestEvidenceInGroups(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/incidents/wuerzburg-train-2016?known=2016-10-15", 200)
	rests, folded := strings.Index(page, "<h3>What the label rests on</h3>"), strings.Index(page, `<details class="told">`)
	if rests < 0 || folded < rests {
		t.Errorf("what the label rests on stands at %d, and what is folded at %d", rests, folded)
	}
	contains(t, page, `by the end of <time datetime="2016-09"`, "Not yet public on this day", `aria-label="From 20 July 2016: inspired, not settled"`)
	if n := strings.Count(page[rests:folded], `href="/sources/bi-de-2016-09?known=2016-10-15"`); n != 1 {
		t.Errorf("the source is named %d times among what the label rests on", n)
	}
	if strings.Contains(page, "No evidence is recorded") || strings.Contains(between(page, "<h3>What the label rests on</h3>", `<section class="take"`), "}}") {
		t.Error("below the evidence it says that there is none, or a part of the template")
	}
}

// TestForNewcomers: the list begins with how it is read, but not once it is narrowed,
// and an empty record says how to begin.
func TestForNewcomers(t *testing.T) {
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/", 200), `class="intro"`, `href="/how-to-read"`)
	if strings.Contains(get(t, s, "/?where=label%3Dinspired", 200), `class="intro"`) {
		t.Error("a narrowed list begins with how it is read")
	}
	contains(t, get(t, serve(t, emptyRecord(t)), "/", 200), "ascribe import FOLDER", "ascribe code INCIDENT", "--mapping", "--dataset")
	contains(t, get(t, s, "/glossary", 200), `<dt id="linchpin">`, `<dt id="crosswalk">`, `<dt id="drift">`)
}
