package web

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// typeInto types into a field as a person does, so that the form hears of it.
func (r *reader) typeInto(t testing.TB, name, value string) {
	t.Helper()
	script := fmt.Sprintf(`(() => { const f = document.querySelector('.sheet [name="%s"]'); f.value = %q; f.dispatchEvent(new Event("input", {bubbles: true})); return f.value })()`, name, value)
	if got := evaluate(t, r, chromedp.Evaluate[string](script)); got != value {
		t.Fatalf("%s is %q, and not %q", name, got, value)
	}
}

func (r *reader) typed(t testing.TB, name string) string {
	t.Helper()
	return evaluate(t, r, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelector('.sheet [name="%s"]').value`, name)))
}

// form opens a form, and waits until its script has seen to it.
func (r *reader) form(t testing.TB, address string) {
	t.Helper()
	r.do(t, chromedp.Navigate(r.site+address), chromedp.WaitReady(chromedp.CSS(".sheet")))
	r.waitFor(t, "the form's script", `document.querySelector('form[data-island="draft"]')?.dataset.ready === ""`)
}

// another is another tab of a browser.
func (r *reader) another(t testing.TB, browser context.Context) (*reader, func()) {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	o := &reader{ctx: ctx, site: r.site}
	if err := chromedp.Listen(ctx, o.note); err != nil { // which opens it
		t.Fatal(err)
	}
	return o, stop
}

// TestDraftsOutliveTabs: what was typed is there again after the page was left, after its
// tab was closed, beside a second tab with something else, and until it was written.
// ASCRIBE_DRAFTS says how often it is tried.
func TestDraftsOutliveTabs(t *testing.T) {
	browser := startBrowser(t)
	if !Islands() {
		needs(t, "the islands", "make deps and make build make them")
	}
	s := deskOf(t, sampleRecord(t))
	r := read(t, browser, s)
	r.do(t, chromedp.Navigate(s.desk.SignInAddress(r.site)), chromedp.WaitReady(chromedp.CSS("#answer")))
	const address = "/desk/incident"
	times, err := strconv.Atoi(os.Getenv("ASCRIBE_DRAFTS"))
	if err != nil {
		times = 3
	}
	chance := rand.New(rand.NewPCG(1, 18))
	for i := range times {
		title := fmt.Sprintf("A title that was typed %d", i)
		r.form(t, address)
		r.typeInto(t, "title", title)
		second, closeSecond := r.another(t, browser)
		second.form(t, address)
		if got := second.typed(t, "title"); got != title {
			t.Fatalf("%d: a second tab has %q", i, got)
		}
		second.typeInto(t, "title", "Something else")
		closeSecond()
		if chance.IntN(2) == 0 { // the tab goes elsewhere, and back; else it is loaded anew
			r.open(t, "/about")
		}
		r.form(t, address)
		if got := r.typed(t, "title"); got != title {
			t.Fatalf("%d: the draft is %q, want %q", i, got, title)
		}
		if said := r.text(t, ".drafted"); !strings.Contains(said, "is here again") {
			t.Errorf("%d: it is said %q", i, said)
		}
	}

	// It is listed, and thrown away there; begun anew, the form is empty.
	r.open(t, "/next")
	r.waitFor(t, "the drafts", `document.querySelector('[data-island="drafts"]')?.innerText.includes("Add an incident")`)
	r.form(t, address)
	r.do(t, chromedp.Click(chromedp.CSS(".drafted button")))
	if got := r.typed(t, "title"); got != "" {
		t.Errorf("begun anew it has %q", got)
	}

	// Written, it is no draft any more.
	r.typeInto(t, "title", "An attack")
	r.typeInto(t, "id", "attack-1")
	r.press(t, "button.write", "An attack")
	r.waitFor(t, "no draft", `!Object.keys(localStorage).some((k) => k.startsWith("ascribe draft") && localStorage.getItem(k).includes("attack-1"))`)
	r.form(t, address)
	if got := r.typed(t, "title"); got == "An attack" {
		t.Error("what was written is a draft still")
	}

	// One that was refused stays.
	r.typeInto(t, "title", "Another attack")
	r.typeInto(t, "id", "attack-1")
	r.do(t, chromedp.Click(chromedp.CSS(".sheet button.write")))
	r.waitFor(t, "what is wrong", `document.querySelector(".fault")`)
	r.form(t, address)
	if got := r.typed(t, "title"); got != "Another attack" {
		t.Errorf("what was refused is %q", got)
	}
}
