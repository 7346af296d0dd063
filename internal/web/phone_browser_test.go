package web

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestPhone: on a phone the answer comes first, then what was believed, why, and then
// the evidence; the title is in reach; and what scrolls sideways shows that it does.
func TestPhone(t *testing.T) {
	r := browse(t, sampleRecord)
	r.wear(t, "light", 360)
	r.open(t, "/incidents/wuerzburg-train-2016?known=2016-07-20")
	r.settled(t)
	tops := evaluate(t, r, chromedp.Evaluate[[]float64](`["h1", ".verdict", ".strip.big.narrow", ".incident > aside", ".incident > .rest"].map((s) => document.querySelector(s).getBoundingClientRect().top)`))
	if !slices.IsSorted(tops) || tops[0] > 140 {
		t.Errorf("title, answer, strip, why and evidence stand at %v", tops)
	}
	for _, address := range []string{"/incidents/wuerzburg-train-2016", "/drift", "/codebook", "/awaiting", "/over-time?by=country&across=label"} {
		r.open(t, address)
		r.settled(t)
		plain := evaluate(t, r, chromedp.Evaluate[[]string](`[...document.querySelectorAll("main *")].filter((e) => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && !/gradient/.test(getComputedStyle(e).backgroundImage + getComputedStyle(e).maskImage)).map((e) => e.tagName + "." + e.className)`))
		if len(plain) > 0 {
			t.Errorf("%s: these scroll sideways and do not show it: %q", address, plain)
		}
	}
	r.wear(t, "light", 1280)
	r.open(t, "/incidents/wuerzburg-train-2016?known=2016-07-20")
	if !evaluate(t, r, chromedp.Evaluate[bool](`(() => {
		const [first, side, rest] = [".first", "aside", ".rest"].map((s) => document.querySelector(".incident > " + s).getBoundingClientRect());
		return side.left > first.right && Math.abs(side.top - first.top) < 4 && rest.left === first.left && rest.top - first.bottom < 40;
	})()`)) {
		t.Error("on a wide window the reasons do not stand beside the answer and the evidence")
	}
}

// TestNoSyllables: a strip has labels whole, or not at all.
func TestNoSyllables(t *testing.T) {
	a := sampleRecord(t)
	s := serve(t, a)
	whole := map[string]bool{}
	var book struct {
		Labels []struct {
			Label  string `json:"label"`
			Levels []struct {
				Level string `json:"level"`
			} `json:"levels"`
		} `json:"labels"`
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/codebook", 200)), &book); err != nil {
		t.Fatal(err)
	}
	for _, l := range book.Labels {
		whole[kit.OutcomeWords(l.Label, "")] = true
		for _, level := range l.Levels {
			whole[kit.OutcomeWords(l.Label, level.Level)] = true
		}
	}
	names := regexp.MustCompile(`<text class="(?:short|name)"[^>]*>([^<]*)</text>`)
	n := 0
	for _, address := range []string{"/", "/incidents/wuerzburg-train-2016", "/?sort=-revisions"} {
		for _, m := range names.FindAllStringSubmatch(get(t, s, address, 200), -1) {
			n++
			if name := html.UnescapeString(m[1]); !whole[strings.TrimSpace(name)] {
				t.Errorf("%s: a strip has %q", address, name)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d labels are named in strips", n)
	}
}
