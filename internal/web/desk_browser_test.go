package web

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// fill types into a field of a form; a choice is chosen.
func (r *reader) fill(t testing.TB, name, value string) {
	t.Helper()
	script := fmt.Sprintf(`(() => { const f = document.querySelector('.sheet [name="%s"]'); f.focus(); f.value = %q; return f.value })()`, name, value)
	if got := evaluate(t, r, chromedp.Evaluate[string](script)); got != value {
		t.Fatalf("%s is %q, and not %q", name, got, value)
	}
}

// press sends the form by its first button, or by another one.
func (r *reader) press(t testing.TB, button, then string) {
	t.Helper()
	r.do(t, chromedp.Click(chromedp.CSS(".sheet "+button)))
	r.waitFor(t, then, "document.readyState == 'complete' && document.querySelector('main')?.innerText.includes("+fmt.Sprintf("%q", then)+")")
}

// settledDirected is the label as the page says it: what a word means stands after it.
var settledDirected = regexp.MustCompile(`(?m)^\s*directed.*, settled.* while one source stands$`)

// TestDeskInABrowser walks as a coder does who never opens a terminal: signs in,
// amends, tries and adds a statement, strikes a link with what falls, and undoes it.
// Each form is looked at in both themes and two widths.
func TestDeskInABrowser(t *testing.T) {
	browser := startBrowser(t)
	s := deskOf(t, sampleRecord(t))
	r := read(t, browser, s)
	text := axe(t)
	look := func(name string) {
		t.Helper()
		for _, l := range []look{{"light", 1280}, {"dark", 500}} {
			r.wear(t, l.theme, l.width)
			what := fmt.Sprintf("%s, %s, %d wide", name, l.theme, l.width)
			r.accessible(t, text, what)
			r.fits(t, what)
			r.picture(t, fmt.Sprintf("desk-%s-%d-%s.png", name, l.width, l.theme))
		}
	}
	n := s.entries(t)
	r.do(t, chromedp.Navigate(s.desk.SignInAddress(r.site)), chromedp.WaitReady(chromedp.CSS("#answer")))
	if bar := r.text(t, ".bar"); !strings.Contains(bar, "Anna") || !strings.Contains(bar, "Add an incident") {
		t.Fatalf("nobody is signed in: %s", bar)
	}

	r.open(t, "/incidents/wuerzburg-train-2016")
	look("bar")
	r.do(t, chromedp.Click(chromedp.CSS(`.bar a[href^="/desk/amend"]`)), chromedp.WaitReady(chromedp.CSS(".sheet")))
	look("amend")
	r.fill(t, "set.title", "Attack on a train near Würzburg")
	r.fill(t, "why", "as the court calls it")
	r.press(t, "button.write", "Attack on a train near Würzburg")
	if said := r.text(t, ".bar .wrote"); !strings.Contains(said, fmt.Sprintf("entry %d", n+1)) {
		t.Errorf("what was written is said as %q", said)
	}

	r.do(t, chromedp.Click(chromedp.CSS(`.bar a[href^="/desk/statement"]`)), chromedp.WaitReady(chromedp.CSS(".sheet")))
	look("variable")
	r.fill(t, "variable", "directive")
	r.press(t, "button.write", "What it means")
	look("statement")
	r.fill(t, "value", "top")
	r.fill(t, "source", "cbc-day6-2071")
	r.fill(t, "credibility", "2")
	r.fill(t, "note", "To try the form.")
	r.press(t, "button.write", "There is no source")
	r.forgive("422")
	look("faults")
	r.fill(t, "source", "cbc-day6-2017")
	r.press(t, `button[name="try"]`, "This would move the label")
	look("tried")
	if s.entries(t) != n+1 {
		t.Errorf("what was only tried was written")
	}
	r.press(t, "button.write", "What was believed, and when")
	if label := r.text(t, "main"); !settledDirected.MatchString(label) {
		t.Errorf("the label is not the one that was told: %s", label)
	}

	r.do(t, chromedp.Click(chromedp.CSS(`.bar a[href^="/desk/strike?in"]`)), chromedp.WaitReady(chromedp.CSS(".sheet")))
	r.fill(t, "target", "l-handler-wuerzburg")
	r.press(t, "button.write", "Strike the link")
	look("strike")
	r.fill(t, "why", "to see it fall")
	r.press(t, "button.write", "Go on although it is so")
	r.forgive("409")
	look("falls")
	r.do(t, chromedp.Click(chromedp.CSS(`.sheet [name="although"]`)))
	r.press(t, "button.write", fmt.Sprintf("Entry %d", n+3))
	r.do(t, chromedp.Click(chromedp.CSS(`.bar .wrote a[href^="/desk/undo"]`)), chromedp.WaitReady(chromedp.CSS(".sheet")))
	look("undo")
	r.fill(t, "why", "it was right")
	r.press(t, "button.write", fmt.Sprintf("Entry %d", n+4))
	r.open(t, "/incidents/wuerzburg-train-2016")
	if !strings.Contains(r.text(t, "main"), "handler") {
		t.Error("the link is not there again")
	}

	r.open(t, "/desk/sheet")
	file := filepath.Join(t.TempDir(), "cases.csv")
	if err := os.WriteFile(file, []byte(casesHead+bridge+market), 0o600); err != nil {
		t.Fatal(err)
	}
	r.do(t, chromedp.SetUploadFiles(chromedp.CSS(`.sheet [name="file"]`), []string{file}))
	r.press(t, "button.write", "What would be written")
	look("sheet")
	r.press(t, "button.write", fmt.Sprintf("Entry %d", n+5))
	r.quiet(t)
}
