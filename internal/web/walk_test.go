package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestWalk goes through the record as a reader would: from a search to an
// incident, from one day to another, from a reason to its source, and to the
// picture then and now.
func TestWalk(t *testing.T) {
	r := scripted(t, sampleRecord)
	r.wear(t, "light", 1280)

	r.open(t, "/")
	r.do(t, chromedp.SendKeys(chromedp.CSS("#q"), "Wuerzburg"+kb.Enter))
	r.waitFor(t, "what was found", `document.querySelector("table.incidents a")?.textContent.includes("Würzburg")`)
	r.do(t, chromedp.Click(chromedp.CSS("table.incidents a")))
	r.waitFor(t, "the incident", `document.querySelector("h1")?.textContent.includes("Würzburg")`)

	day := func(day string) (verdict, strip string) {
		r.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("#known").value = "`+day+`"`), chromedp.Click(chromedp.CSS(".time form button")))
		r.waitFor(t, "the answer on "+day, `new URL(location.href).searchParams.get("known") === "`+day+`" && document.querySelector(".strip.big text.here")?.textContent.length > 0 && document.querySelector("h2 time[datetime='`+day+`']")`)
		return r.text(t, ".verdict"), r.text(t, ".strip.big text.here")
	}
	r.do(t, chromedp.Evaluate[chromedp.Void](`window.stayed = true`))
	verdict, here := day("2016-07-20")
	if !strings.Contains(verdict, "inspired") || !strings.Contains(verdict, "not settled") || !strings.Contains(here, "20") {
		t.Errorf("on 20 July 2016: %q, %q", verdict, here)
	}
	verdict, here = day("2016-10-15")
	if !strings.Contains(verdict, "remote controlled") || !strings.Contains(here, "October") {
		t.Errorf("on 15 October 2016: %q, %q", verdict, here)
	}
	if !evaluate(t, r, chromedp.Evaluate[bool](`window.stayed === true`)) {
		t.Error("moving the day loaded the page anew")
	}

	// Back and forward through the days.
	r.do(t, chromedp.Evaluate[chromedp.Void](`history.back()`))
	r.waitFor(t, "the day before", `document.querySelector("#known").value === "2016-07-20" && document.querySelector(".verdict").textContent.includes("inspired") && document.querySelector("#told").textContent.includes("20 July 2016")`)
	r.do(t, chromedp.Evaluate[chromedp.Void](`history.forward()`))
	r.waitFor(t, "the day after", `document.querySelector("#known").value === "2016-10-15" && document.querySelector(".verdict").textContent.includes("remote controlled") && window.stayed === true`)

	// From change to change by keyboard.
	r.do(t, chromedp.Focus(chromedp.CSS("#slider")), chromedp.KeyEvent(kb.ArrowLeft))
	r.waitFor(t, "the change before", `(new URL(location.href).searchParams.get("known") ?? "") < "2016-10-15"`)
	said := r.attribute(t, "#slider", "aria-valuetext")
	if !strings.Contains(said, "2016") {
		t.Errorf("the slider says %q", said)
	}

	// A reason, and its source.
	r.open(t, "/incidents/wuerzburg-train-2016?known=2016-07-20")
	r.do(t, chromedp.Click(chromedp.CSS("a.because")))
	r.waitFor(t, "the statement", `location.hash.startsWith("#s-") && document.querySelector(":target")?.closest("tbody").querySelector("a[href^='/sources/']")`)
	r.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(":target").closest("tbody").querySelector("a[href^='/sources/']").click()`))
	r.waitFor(t, "the source", `location.pathname.startsWith("/sources/") && document.querySelector("h1")`)

	// Then and now.
	r.open(t, "/over-time?then=2016-07-20")
	r.waitFor(t, "the labels that differ", `document.querySelector("main").textContent.includes("Würzburg")`)
	r.quiet(t)
}
