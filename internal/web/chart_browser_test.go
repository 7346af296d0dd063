package web

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestChartsFollowTheDay looks at charts in a browser: each is drawn from the
// table beside it, anew on another day, and the table stays as the reader left
// it.
func TestChartsFollowTheDay(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	if !Islands() {
		needs(t, "the islands", "make deps and make build make them")
	}
	r := read(t, startBrowser(t), serve(t, sampleRecord(t)))
	r.wear(t, "light", 1280)
	r.open(t, "/over-time?then=2016-07-20")
	drawn := `document.querySelectorAll("figure.plotted > .drawn > svg[role=img]").length`
	r.waitFor(t, "three charts", drawn+" === 3")

	// As many bars as the table has numbers.
	pieces := ask(t, r, chromedp.Evaluate[int](`document.querySelectorAll("#picture svg.plot rect title").length`))
	cells := ask(t, r, chromedp.Evaluate[int](`[...document.querySelectorAll("#picture td[data-n]")].filter((td) => td.dataset.n !== "0").length`))
	if pieces != cells || cells == 0 {
		t.Errorf("%d bars are drawn of %d numbers", pieces, cells)
	}
	if ask(t, r, chromedp.Evaluate[bool](`document.querySelector("#picture details").open`)) {
		t.Error("the table is open beside its chart")
	}

	r.do(t, chromedp.Click(chromedp.CSS("#picture summary")),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("#known").value = "2016-10-15"`), chromedp.Click(chromedp.CSS(".time form button")))
	r.waitFor(t, "the charts of another day", `document.querySelector("#picture svg.plot")?.getAttribute("aria-label").includes("October") && `+drawn+" === 3")
	if !ask(t, r, chromedp.Evaluate[bool](`document.querySelector("#picture details").open`)) {
		t.Error("the table that was opened is closed on another day")
	}

	// In the dark the same picture takes the colours of the dark.
	fill := `getComputedStyle(document.querySelector("#picture-c0 rect")).fill`
	light := ask(t, r, chromedp.Evaluate[string](fill))
	r.wear(t, "dark", 1280)
	if dark := ask(t, r, chromedp.Evaluate[string](fill)); dark == light {
		t.Errorf("the chart is %s in light and dark", dark)
	}
	r.quiet(t)
}

// TestTablesWithoutScript holds that a reader without scripts has every number.
func TestTablesWithoutScript(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	r := read(t, startBrowser(t), serve(t, ukraineRecord(t)))
	r.do(t, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	for address, tables := range map[string]int{"/over-time?then=2016-07-20": 3, "/datasets/ged-ukr": 1} {
		r.open(t, address)
		seen := ask(t, r, chromedp.Evaluate[int](`[...document.querySelectorAll("figure.plotted table")].filter((table) => table.offsetHeight > 0).length`))
		drawn := ask(t, r, chromedp.Evaluate[int](`document.querySelectorAll(".drawn").length`))
		if seen != tables || drawn != 0 {
			t.Errorf("%s without scripts: %d tables are to be seen, want %d; %d charts", address, seen, tables, drawn)
		}
	}
}
