package web

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestNothingIsCutInPrint holds that tables and charts fit a page of paper:
// nothing can be moved there.
func TestNothingIsCutInPrint(t *testing.T) {
	const paper = 718 // A4 within the usual margins, in pixels
	r := browse(t, ukraineRecord)
	for _, address := range []string{
		"/", "/over-time?then=2016-07-20", "/over-time?by=country&across=year", "/drift", "/incidents/wuerzburg-train-2016",
		"/datasets/ged-ukr?of=best", "/datasets/ged-ukr/diff?from=19.1&to=20.1", "/map", "/sources",
	} {
		r.wear(t, "light", paper)
		r.open(t, address)
		r.settled(t)
		r.do(t, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
		cut := evaluate(t, r, chromedp.Evaluate[[]string](`[...document.querySelectorAll("#answer table, #answer svg")]
			.filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
			.map((e) => e.className.baseVal ?? e.className)`))
		hidden := evaluate(t, r, chromedp.Evaluate[int](`[...document.querySelectorAll("#answer .scroll")]
			.filter((e) => getComputedStyle(e).overflowX !== "visible" || getComputedStyle(e).overflowY !== "visible").length`))
		if len(cut) > 0 || hidden > 0 {
			t.Errorf("%s in print: cut %q; %d parts can be scrolled", address, cut, hidden)
		}
	}
}
