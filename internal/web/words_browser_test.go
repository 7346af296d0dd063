package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestWordsAreExplained: each word of ours is explained on some page where it stands,
// as the glossary has it, and in no page under an id that is there twice.
func TestWordsAreExplained(t *testing.T) {
	s := serve(t, sampleRecord(t))
	explained := regexp.MustCompile(`aria-describedby="(means-\d+)">([^<]*)</button><span class="means" role="tooltip" id="(means-\d+)" dir="auto">([^<]*)</span>`)
	told := map[string]bool{}
	for _, address := range []string{
		"/", "/incidents/wuerzburg-train-2016?known=2016-07-20", "/incidents/wuerzburg-train-2016?known=2016-08-01", "/drift", "/codebook", "/sources", "/awaiting", "/sources/cbc-day6-2017", "/statements/d27281dc52a8eeda8339",
	} {
		found := explained.FindAllStringSubmatch(get(t, s, address, 200), -1)
		if len(found) == 0 {
			t.Errorf("%s explains no word", address)
		}
		for _, m := range found {
			if m[1] != m[3] {
				t.Errorf("%s: %q is described by %s, which is not beside it", address, m[2], m[1])
			}
			told[m[4]] = true
		}
	}
	for _, word := range kit.Vocabulary {
		if strings.Contains(" settled raised linchpin crosswalk drift grade strip label level conflict independent ", " "+word.Word+" ") && !told[word.Means] {
			t.Errorf("%q is explained nowhere but in the glossary", word.Word)
		}
	}
	if !strings.Contains(get(t, s, "/", 200), `>linked</button><span class="means"`) {
		t.Error("the label linked is not explained where labels are listed")
	}
}

// TestWordsBesideTheirMeaning looks at what a word means as a reader comes to it:
// with a mouse, with the keyboard, by touch, on a phone, and without scripts.
func TestWordsBesideTheirMeaning(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		r := browse(t, sampleRecord)
		r.do(t, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts}))
		for _, width := range []int64{1280, 360} {
			r.wear(t, "light", width)
			r.open(t, "/incidents/wuerzburg-train-2016?known=2016-07-20")
			shown := func() int {
				return evaluate(t, r, chromedp.Evaluate[int](`[...document.querySelectorAll(".means")].filter((m) => m.checkVisibility()).length`))
			}
			if n := shown(); n != 0 {
				t.Fatalf("%d meanings are shown before anybody asked", n)
			}
			r.do(t, chromedp.Focus(chromedp.CSS(".verdict .word button")))
			if n := shown(); n != 1 {
				t.Errorf("on focus %d meanings are shown", n)
			}
			inside := evaluate(t, r, chromedp.Evaluate[bool](`(() => { const b = document.querySelector(".verdict .means").getBoundingClientRect(); return b.left >= 0 && b.right <= innerWidth && b.top >= 0 && b.bottom <= innerHeight; })()`))
			if !inside {
				t.Errorf("%d wide: what the word means lies outside of the window", width)
			}
			r.fits(t, "with a meaning shown")
			if scripts {
				r.do(t, chromedp.KeyEvent(kb.Escape))
				if n := shown(); n != 0 {
					t.Errorf("Escape leaves %d meanings", n)
				}
			}
			r.do(t, chromedp.Evaluate[chromedp.Void](`document.activeElement.blur(); document.querySelector(".verdict .word button").scrollIntoView({block: "center"})`))
			at := evaluate(t, r, chromedp.Evaluate[[]float64](`(() => { const b = document.querySelector(".verdict .word button").getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`))
			r.do(t, command(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: at[0], Y: at[1]}))
			if n := shown(); n != 1 {
				t.Errorf("%d wide: under the mouse %d meanings are shown", width, n)
			}
			r.do(t, command(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: 1, Y: 1}))
			r.do(t, chromedp.TapXY(at[0], at[1]))
			r.waitFor(t, "the meaning, by touch", `[...document.querySelectorAll(".means")].some((m) => m.checkVisibility())`)
		}
		r.quiet(t)
	}
}
