package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestAdjudicationAtTheDesk: of what coders read differently one settles how it is read, and
// then they differ no more.
func TestAdjudicationAtTheDesk(t *testing.T) {
	a := sampleRecord(t)
	for coder, value := range map[string]string{"Ben": "4", "Eva": "6"} {
		adds(t, a, &ascribe.Statement{ID: "by-" + strings.ToLower(coder), Subject: "wuerzburg-train-2016", Variable: "injured", Value: value, Stance: ascribe.Asserts, Source: "cbc-day6-2017", Credibility: "2", Coder: coder})
	}
	v := signedIn(t, deskOf(t, a))
	contains(t, v.get(t, "/next", 200), `href="/desk/adjudicate?subject=wuerzburg-train-2016">Adjudicate</a>`)
	which := v.get(t, "/desk/adjudicate?subject=wuerzburg-train-2016", 200)
	contains(t, which, "injured, by cbc-day6-2017")
	v.get(t, "/desk/adjudicate?subject=ansbach-2016", 404)
	settles := regexp.MustCompile(`<option value="([^"]+)">injured`).FindStringSubmatch(which)
	if settles == nil {
		t.Fatalf("nothing can be settled: %s", which)
	}
	page := v.get(t, "/desk/adjudicate?subject=wuerzburg-train-2016&settles="+url.QueryEscape(settles[1]), 200)
	contains(t, page, "Adjudicate: ", "What coders made of it", "Ben: asserts 4", "Eva: asserts 6")
	w := v.send("/desk/adjudicate", typedIn(page, "value", "4", "stance", "asserts", "credibility", "2", "coder", "Ada", "why", "the second was counted twice"))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	v.get(t, "/desk/adjudicate?subject=wuerzburg-train-2016", 404)
	if strings.Contains(v.get(t, "/next", 200), "Adjudicate") {
		t.Error("what was settled is to be done still")
	}
}

// TestTwinsAtTheDesk: two that look alike are said to be two, and are not listed again.
func TestTwinsAtTheDesk(t *testing.T) {
	a := sampleRecord(t)
	adds(t, a, &ascribe.Incident{ID: "wurzburg-axe", Title: "Train attack in Wuerzburg"})
	v := signedIn(t, deskOf(t, a))
	contains(t, v.get(t, "/next", 200), `href="/desk/twins?one=wuerzburg-train-2016&amp;other=wurzburg-axe">One, or two?</a>`)
	page := v.get(t, "/desk/twins?one=wuerzburg-train-2016&other=wurzburg-axe", 200)
	w := v.send("/desk/twins", typedIn(page, "same", "false", "source", "cbc-day6-2017", "credibility", "2", "why", "another day"))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	if strings.Contains(v.get(t, "/next", 200), "One, or two?") {
		t.Error("what was said to be two is listed still")
	}
}

// TestCorrectionAtTheDesk: a source takes back what it said, and is judged anew.
func TestCorrectionAtTheDesk(t *testing.T) {
	a := sampleRecord(t)
	adds(t, a, &ascribe.Statement{ID: "slip", Subject: "wuerzburg-train-2016", Variable: "injured", Value: "6", Stance: ascribe.Asserts, Source: "cbc-day6-2017", Credibility: "2"})
	v := signedIn(t, deskOf(t, a))
	contains(t, v.get(t, "/statements/slip", 200), `href="/desk/correct?target=slip">Corrected by its source</a>`)
	page := v.get(t, "/desk/correct?target=slip", 200)
	if w := v.send("/desk/correct", typedIn(page, "source", "cbc-day6-2017", "said", "2017-05-02", "why", "its editors say so")); w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, "/statements/slip", 200), "2017-05-02")
	page = v.get(t, "/desk/regrade?source=cbc-day6-2017", 200)
	if w := v.send("/desk/regrade", typedIn(page, "reliability", "D", "why", "it was wrong twice")); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sources/cbc-day6-2017" {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, "/sources/cbc-day6-2017", 200), "D")
}

// TestDescriptionAtTheDesk: what the record is stands on every page once it was said, and a
// note on the method at its dataset.
func TestDescriptionAtTheDesk(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	contains(t, v.get(t, "/about", 200), `href="/desk/describe"`, `href="/desk/note"`)
	page := v.get(t, "/desk/describe", 200)
	if w := v.send("/desk/describe", typedIn(page, "title", "Our own title", "owner", "A team")); w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, "/drift", 200), "Our own title", "A team")
	if n := v.s.entries(t); v.send("/desk/describe", typedIn(v.get(t, "/desk/describe", 200))).Code != http.StatusSeeOther || v.s.entries(t) != n {
		t.Error("what was not changed is written")
	}
	page = v.get(t, "/desk/note", 200)
	if w := v.send("/desk/note", typedIn(page, "said", "2016-06", "text", "Coded by two from now on")); w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, "/over-time", 200), "Coded by two from now on")
}
