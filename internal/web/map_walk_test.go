package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestWalkMap goes over the map by its buttons, by a mark that holds several and
// by the keyboard: without a reload, with the address along, and with outlines
// of land under each view.
func TestWalkMap(t *testing.T) {
	r := scripted(t, sampleRecord)
	r.wear(t, "light", 1280)
	r.open(t, "/map")
	const land = `document.querySelector(".land .coast")?.getAttribute("d")?.length > 100 && document.querySelector(".land .borders") && !document.querySelector(".credit").hidden`
	r.waitFor(t, "the land", land)
	r.do(t, chromedp.Evaluate[chromedp.Void](`window.stayed = true; window.first = Number(document.querySelector(".land").dataset.zoom)`))
	nearer := func(steps string) string {
		return `Number(new URL(location.href).searchParams.get("zoom")) === window.first + ` + steps + ` && ` + land
	}

	r.do(t, chromedp.Click(chromedp.CSS(".moves [data-key=in]")))
	r.waitFor(t, "the view from nearer", nearer("2")+` && document.activeElement.dataset.key === "in"`)
	r.do(t, chromedp.Focus(chromedp.CSS(".chart")), chromedp.KeyEvent("+"))
	r.waitFor(t, "the view from nearer still", nearer("4")+` && document.activeElement.className === "chart"`)
	before := evaluate(t, r, chromedp.Evaluate[string](`location.search`))
	r.do(t, chromedp.KeyEvent(kb.ArrowUp))
	r.waitFor(t, "the view further north", `location.search !== "`+before+`" && `+nearer("4"))

	r.do(t, chromedp.KeyEvent("0"))
	r.waitFor(t, "all in view", `!new URL(location.href).searchParams.has("at") && `+land)
	r.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".mark[data-near]").dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`))
	r.waitFor(t, "what the mark holds", `new URL(location.href).searchParams.has("at") && [...document.querySelectorAll(".names text")].some(e => e.textContent === "Belgium") && `+land)

	r.do(t, chromedp.Evaluate[chromedp.Void](`history.back()`))
	r.waitFor(t, "all in view again", `!new URL(location.href).searchParams.has("at") && Number(document.querySelector(".land").dataset.zoom) === window.first && `+land)
	if !evaluate(t, r, chromedp.Evaluate[bool](`window.stayed === true`)) {
		t.Error("moving the map loaded the page anew")
	}
	r.quiet(t)
}
