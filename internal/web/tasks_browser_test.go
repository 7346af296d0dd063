package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A task is what somebody does in the reading room, with how many clicks it takes.
type task struct {
	*reader
	clicks int
}

// click clicks what says a text, or begins with it, within something where that stands before
// it, and waits until the page says something.
func (k *task) click(t testing.TB, text, then string) {
	t.Helper()
	within, said, scoped := strings.Cut(text, ": ")
	if !scoped {
		within, said = "body", text
	}
	script := fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll("a, button, summary, label")].filter((e) => e.checkVisibility() && e.closest(%[2]q));
		const said = (e) => e.textContent.trim();
		const e = all.find((e) => said(e) === %[1]q) ?? all.find((e) => said(e).startsWith(%[1]q));
		e?.click();
		return !!e;
	})()`, said, within)
	if !evaluate(t, k.reader, chromedp.Evaluate[bool](script)) {
		t.Fatalf("after %d clicks there is nothing that says %q", k.clicks, text)
	}
	k.clicks++
	if then != "" {
		k.waitFor(t, then, fmt.Sprintf("document.readyState == 'complete' && document.querySelector('main')?.textContent.includes(%q)", then))
	}
}

// set sets a field, as by typing.
func (k *task) set(t testing.TB, field, value string) {
	t.Helper()
	script := fmt.Sprintf(`(() => { const f = document.querySelector(%q); if (!f) return false; f.value = %q; f.dispatchEvent(new Event("input", {bubbles: true})); f.dispatchEvent(new Event("change", {bubbles: true})); return f.value === %q })()`, field, value, value)
	if !evaluate(t, k.reader, chromedp.Evaluate[bool](script)) {
		t.Fatalf("there is no field %s that takes %q", field, value)
	}
}

func (k *task) says(t testing.TB, words ...string) {
	t.Helper()
	page := evaluate(t, k.reader, chromedp.Evaluate[string](`document.querySelector("main").textContent`))
	for _, word := range words {
		if !strings.Contains(page, word) {
			t.Errorf("after %d clicks the page lacks %q", k.clicks, word)
		}
	}
}

// TestTasks: what a reporter and a researcher come for takes no more than so many clicks from
// the front page.
func TestTasks(t *testing.T) {
	browser := startBrowser(t)
	if !Islands() {
		needs(t, "the islands", "make deps and make build make them")
	}
	a := sampleRecord(t)
	importUkraine(t, a, "19.1", "20.1", "22.1")
	s := serve(t, a)
	for name, x := range map[string]struct {
		clicks int
		do     func(t *testing.T, k *task)
	}{
		"what was believed on three days, and why": {4, func(t *testing.T, k *task) {
			k.click(t, "Würzburg regional train attack", "Why this label")
			for day, belief := range map[string]string{"2016-07-19": "unaffiliated", "2016-07-20": "inspired", "2016-10-15": "remote controlled"} {
				k.set(t, "#known", day)
				k.click(t, "Go", "")
				k.waitFor(t, belief, fmt.Sprintf(`document.querySelector(".verdict")?.innerText.includes(%q)`, belief))
				k.says(t, "Why this label", "Row ")
			}
		}},
		"which labels changed in a year": {2, func(t *testing.T, k *task) {
			k.click(t, "Changes", "")
			k.waitFor(t, "changes", `location.pathname === "/changes" && document.querySelector('[name="from"]')`)
			k.set(t, `[name="from"]`, "2016-07-01")
			k.set(t, `[name="to"]`, "2017-06-30")
			k.click(t, "Show", "Würzburg regional train attack")
			k.says(t, "11")
		}},
		"shares of three countries then and now": {5, func(t *testing.T, k *task) {
			k.click(t, "Over time", "")
			k.waitFor(t, "the counts", `location.pathname === "/over-time"`)
			for n, country := range []string{"Germany", "France", "Belgium"} {
				k.click(t, ".facets: "+country, "")
				k.waitFor(t, country, fmt.Sprintf(`new URLSearchParams(location.search).getAll("where").length === %d && document.readyState == "complete" && document.querySelector(".facets details[open]")`, n+1))
			}
			k.set(t, "#by", "country")
			k.set(t, "#as", "share")
			k.set(t, "#then", "2016-08-01")
			k.click(t, "form:has(#then): Show", "that are counted on both days")
			k.says(t, "Belgium", " %")
		}},
		"all incidents of one handler": {2, func(t *testing.T, k *task) {
			k.click(t, "Actors", "Rachid Kassim")
			k.click(t, "Rachid Kassim", "Incidents: 4 links")
			k.says(t, "Magnanville")
		}},
		"which source carries most, and what falls without it": {3, func(t *testing.T, k *task) {
			k.click(t, "Sources", "Carries")
			k.click(t, "thead: Carries", "")
			k.waitFor(t, "the sort", `location.search.includes("sort=")`)
			k.click(t, "tbody td[data-name=carries]: 3", "What would fall with it")
			k.says(t, "Without it")
		}},
		"cite a view": {2, func(t *testing.T, k *task) {
			k.click(t, "Würzburg regional train attack", "Why this label")
			k.click(t, "Cite this page", "Accessed")
			k.says(t, "BibTeX", "recorded=")
		}},
		"which events changed best between editions": {4, func(t *testing.T, k *task) {
			k.click(t, "Datasets", "UCDP Georeferenced Event Dataset")
			k.click(t, "UCDP Georeferenced Event Dataset", "Editions")
			k.click(t, "form.ask: Compare", "Changed cells")
			k.set(t, "#column", "best")
			k.click(t, "form:has(#column): List", "All changed cells")
			k.says(t, "59 of ")
		}},
		"a chart's data in R": {2, func(t *testing.T, k *task) {
			k.click(t, "Over time", "")
			k.waitFor(t, "the chart", `location.pathname === "/over-time"`)
			k.click(t, "In R, Python or DuckDB", "read.csv")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			k := &task{reader: read(t, browser, s)}
			k.wear(t, "light", 1280)
			k.open(t, "/?q=W%C3%BCrzburg")
			if !strings.Contains(name, "believed") && name != "cite a view" {
				k.open(t, "/")
			}
			x.do(t, k)
			t.Logf("%d clicks", k.clicks)
			if k.clicks > x.clicks {
				t.Errorf("it takes %d clicks, want %d", k.clicks, x.clicks)
			}
		})
	}
}
