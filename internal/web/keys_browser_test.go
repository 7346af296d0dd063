package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeys: a question mark tells what the keys do, a slash leads to the search, and neither
// does where something is typed.
func TestKeys(t *testing.T) {
	r := scripted(t, sampleRecord)
	text := axe(t)
	for _, l := range []look{{"light", 1280}, {"dark", 500}} {
		r.wear(t, l.theme, l.width)
		r.open(t, "/incidents/wuerzburg-train-2016")
		r.do(t, chromedp.KeyEvent("?"))
		r.waitFor(t, "the list of keys", `document.querySelector("dialog.keys[open]")?.textContent.includes("to the search")`)
		r.accessible(t, text, "keys, "+l.theme)
		r.picture(t, "keys-"+l.theme+".png")
		r.do(t, chromedp.KeyEvent(kb.Escape))
		r.waitFor(t, "it closed", `!document.querySelector("dialog.keys[open]")`)
	}
	r.wear(t, "light", 1280)
	r.open(t, "/incidents/wuerzburg-train-2016")
	r.do(t, chromedp.KeyEvent("/"))
	r.waitFor(t, "the search", `document.activeElement?.id === "q"`)
	r.do(t, chromedp.KeyEvent("?"))
	r.waitFor(t, "what is typed", `document.querySelector("#q").value.endsWith("?") && !document.querySelector("dialog.keys[open]")`)
	r.quiet(t)
}

// TestContentsOfTheCodebookStay: the contents of a long codebook stay in sight, and what they
// lead to is not below them.
func TestContentsOfTheCodebookStay(t *testing.T) {
	r := browse(t, sampleRecord)
	r.wear(t, "light", 1280)
	r.open(t, "/codebook")
	r.do(t, chromedp.Click(chromedp.CSS(`nav.contents a[href="#variables"]`)))
	r.waitFor(t, "the variables in sight below the contents", `(() => {
		const nav = document.querySelector("nav.contents").getBoundingClientRect(), at = document.querySelector("#variables").getBoundingClientRect();
		return nav.top >= 0 && nav.top < 100 && at.top >= nav.bottom - 1 && at.top < nav.bottom + 120;
	})()`)
}

// TestFacetsStay: a facet that the reader closed or opened is so on the next page, too.
func TestFacetsStay(t *testing.T) {
	r := scripted(t, sampleRecord)
	r.wear(t, "light", 1280)
	const closed = `[...document.querySelectorAll(".facets details")].find((d) => d.querySelector("summary").textContent === "Country")?.open === false`
	const press = `[...document.querySelectorAll(".facets summary")].find((s) => s.textContent === "Country").click()`
	r.open(t, "/")
	if evaluate(t, r, chromedp.Evaluate[bool](closed)) {
		t.Fatal("it is closed at first")
	}
	r.do(t, chromedp.Evaluate[chromedp.Void](press))
	r.open(t, "/?where=label%3Dinspired")
	r.waitFor(t, "the facet that was closed", closed)
	r.do(t, chromedp.Evaluate[chromedp.Void](press))
	r.open(t, "/?where=label%3Dlinked")
	r.waitFor(t, "the facet that was opened again", "!("+closed+")")
	r.quiet(t)
}
