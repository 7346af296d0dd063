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
	r := scripted(t, sampleRecord)
	r.wear(t, "light", 1280)
	r.open(t, "/over-time?then=2016-07-20")
	drawn := `document.querySelectorAll("figure.plotted > .drawn > svg[role=img]").length`
	r.waitFor(t, "each chart", drawn+" === document.querySelectorAll('[data-island=chart]').length")

	// As many bars as the table has numbers.
	pieces := evaluate(t, r, chromedp.Evaluate[int](`document.querySelectorAll("#picture svg.plot rect title").length`))
	cells := evaluate(t, r, chromedp.Evaluate[int](`[...document.querySelectorAll("#picture td[data-n]")].filter((td) => td.dataset.n !== "0").length`))
	if pieces != cells || cells == 0 {
		t.Errorf("%d bars are drawn of %d numbers", pieces, cells)
	}
	if evaluate(t, r, chromedp.Evaluate[bool](`document.querySelector("#picture details").open`)) {
		t.Error("the table is open beside its chart")
	}

	r.do(t, chromedp.Click(chromedp.CSS("#picture summary")),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("#known").value = "2016-10-15"`), chromedp.Click(chromedp.CSS(".time form button")))
	r.waitFor(t, "the charts of another day", `document.querySelector("#picture svg.plot")?.getAttribute("aria-label").includes("October") && `+drawn+" === document.querySelectorAll('[data-island=chart]').length")
	if !evaluate(t, r, chromedp.Evaluate[bool](`document.querySelector("#picture details").open`)) {
		t.Error("the table that was opened is closed on another day")
	}

	// In the dark the same picture takes the colours of the dark.
	fill := `getComputedStyle(document.querySelector("#picture-c0 rect")).fill`
	light := evaluate(t, r, chromedp.Evaluate[string](fill))
	r.wear(t, "dark", 1280)
	if dark := evaluate(t, r, chromedp.Evaluate[string](fill)); dark == light {
		t.Errorf("the chart is %s in light and dark", dark)
	}
	r.quiet(t)
}

// TestTablesWithoutScript holds that a reader without scripts has every number.
func TestTablesWithoutScript(t *testing.T) {
	r := browse(t, ukraineRecord)
	r.do(t, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	for address, tables := range map[string]int{"/over-time?then=2016-07-20": 4, "/datasets/ged-ukr": 1} {
		r.open(t, address)
		seen := evaluate(t, r, chromedp.Evaluate[int](`[...document.querySelectorAll("figure.plotted table")].filter((table) => table.offsetHeight > 0).length`))
		drawn := evaluate(t, r, chromedp.Evaluate[int](`document.querySelectorAll(".drawn").length`))
		if seen != tables || drawn != 0 {
			t.Errorf("%s without scripts: %d tables are to be seen, want %d; %d charts", address, seen, tables, drawn)
		}
	}
}

// TestNamesOfBands holds that no name in a picture lies on another, at an early
// day with few incidents too, and that some band is named where there is room.
func TestNamesOfBands(t *testing.T) {
	r := scripted(t, sampleRecord)
	r.wear(t, "light", 1280)
	for _, address := range []string{"/over-time?known=2016-07-20", "/over-time?known=2015-12-31", "/over-time?as=share", "/over-time"} {
		r.open(t, address)
		r.waitFor(t, "the course", `document.querySelector("#course svg.plot") !== null`)
		crowded := evaluate(t, r, chromedp.Evaluate[int](`(() => {
			const boxes = [...document.querySelectorAll("#course svg.plot .name text, #course svg.plot text.name")].map((name) => name.getBoundingClientRect());
			const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
			return boxes.filter((a, i) => boxes.some((b, j) => j < i && meet(a, b))).length;
		})()`))
		if crowded != 0 {
			t.Errorf("%s: %d names of bands lie on others", address, crowded)
		}
		named := evaluate(t, r, chromedp.Evaluate[int](`document.querySelectorAll("#course svg.plot .name text, #course svg.plot text.name").length`))
		if named == 0 && address == "/over-time" {
			t.Error("no band has its name")
		}
	}
}

// TestLinesEndWithTheirEdition holds that no line is drawn over years that an
// edition does not reach.
func TestLinesEndWithTheirEdition(t *testing.T) {
	r := scripted(t, ukraineRecord)
	r.wear(t, "light", 1280)
	for _, address := range []string{"/datasets/ged-ukr", "/datasets/ged-ukr?of=best"} {
		r.open(t, address)
		r.waitFor(t, "the lines", `document.querySelector("#editions svg.plot") !== null`)
		dots := evaluate(t, r, chromedp.Evaluate[int](`document.querySelectorAll("#editions svg.plot :is(path, circle) > title").length`))
		cells := evaluate(t, r, chromedp.Evaluate[int](`document.querySelectorAll("#editions tr[data-at] td[data-n]:not([data-n=''])").length`))
		missing := evaluate(t, r, chromedp.Evaluate[int](`document.querySelectorAll("#editions tr[data-at] td[data-n='']").length`))
		if dots != cells || missing == 0 {
			t.Errorf("%s: %d dots of %d numbers, and %d years that an edition does not reach", address, dots, cells, missing)
		}
	}
	r.quiet(t)
}
