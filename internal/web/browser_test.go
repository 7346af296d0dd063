package web

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A reader is a real browser that looks at a served record, and what it noted
// meanwhile.
type reader struct {
	ctx  context.Context
	site string // where the record is served

	mu       sync.Mutex
	requests []string // the hosts that anything was asked of
	faults   []string // what the browser complained about
}

// needs leaves a suite out where something is missing; with CI=true that is a
// failure.
func needs(t testing.TB, what, how string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: %s", what, how)
	}
	t.Skipf("%s is missing; the browser suite is left out (%s)", what, how)
}

func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	needs(t, "chromium", "make deps installs it")
	return ""
}

// axe is the text of axe-core, which npm brought.
func axe(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("islands/node_modules/axe-core/axe.min.js")
	if err != nil {
		needs(t, "axe-core", "make deps installs it")
	}
	return string(text)
}

// startBrowser starts one browser for a test.
func startBrowser(t testing.TB) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	path := chromium(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// read opens a tab that looks at a served record.
func read(t testing.TB, browser context.Context, s *Server) *reader {
	t.Helper()
	served := httptest.NewServer(s)
	t.Cleanup(served.Close)
	ctx, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	r := &reader{ctx: ctx, site: served.URL}
	if err := chromedp.Listen(ctx, r.note); err != nil {
		t.Fatal(err)
	}
	r.do(t, command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{}))
	return r
}

// browse starts a browser that looks at a record.
func browse(t testing.TB, record func(testing.TB) *point.App) *reader {
	t.Helper()
	return read(t, startBrowser(t), serve(t, record(t)))
}

// scripted is browse for what the islands do.
func scripted(t testing.TB, record func(testing.TB) *point.App) *reader {
	t.Helper()
	if !testing.Short() && !Islands() {
		needs(t, "the islands", "make deps and make build make them")
	}
	return browse(t, record)
}

// note takes down what the browser asks for and complains about.
func (r *reader) note(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && u.Scheme != "data" && u.Scheme != "blob" {
			r.requests = append(r.requests, u.Scheme+"://"+u.Host)
		}
	case *log.EventEntryAdded:
		r.faults = append(r.faults, string(e.Entry.Level)+": "+e.Entry.Text+" "+e.Entry.URL)
	case *runtime.EventExceptionThrown:
		r.faults = append(r.faults, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			r.faults = append(r.faults, fmt.Sprintf("console %s: %s", e.Type, e.Args[0].Value))
		}
	}
}

// quiet holds that nothing was asked of another host, and that the browser had
// nothing to complain about: no script that failed, nothing that the content
// policy kept away.
func (r *reader) quiet(t testing.TB) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, host := range r.requests {
		if host != r.site {
			t.Errorf("a request went to %s", host)
		}
	}
	for _, fault := range r.faults {
		t.Errorf("the browser says: %s", fault)
	}
	r.faults = nil
}

// command is a command of the browser's protocol as an action.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, c, params)
		return chromedp.Void{}, err
	}
}

func (r *reader) do(t testing.TB, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, stop := context.WithTimeout(r.ctx, time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// ask is what an action answers.
func evaluate[T any](t testing.TB, r *reader, action chromedp.Action[T]) T {
	t.Helper()
	ctx, stop := context.WithTimeout(r.ctx, time.Minute)
	defer stop()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// open goes to a page of the record.
func (r *reader) open(t testing.TB, address string) {
	t.Helper()
	r.do(t, chromedp.Navigate(r.site+address), chromedp.WaitReady(chromedp.CSS("#answer")))
}

// waitFor waits until a script says true.
func (r *reader) waitFor(t testing.TB, what, script string) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		// An error is a page that is just being left.
		if came, err := chromedp.Run(r.ctx, chromedp.Evaluate[bool]("!!("+script+")")); err == nil && came {
			return
		}
	}
	at, _ := chromedp.Run(r.ctx, chromedp.Location()) //nolint:errcheck // for the message
	t.Fatalf("at %s: %s did not come", at, what)
}

// text is what an element says.
func (r *reader) text(t testing.TB, selector string) string {
	t.Helper()
	return evaluate(t, r, chromedp.Evaluate[string]("document.querySelector("+strconv.Quote(selector)+").textContent"))
}

// attribute is one of an element's.
func (r *reader) attribute(t testing.TB, selector, name string) string {
	t.Helper()
	return evaluate(t, r, chromedp.AttributeValue(chromedp.CSS(selector), name)).Value
}

// wear sets the theme and the width of the window.
func (r *reader) wear(t testing.TB, theme string, width int64) {
	t.Helper()
	r.do(t,
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
		}),
		chromedp.EmulateViewport(width, 900),
	)
}

// A violation is what axe finds.
type violation struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Where  string `json:"where"`
}

// accessible holds that axe finds nothing serious on the page at hand.
func (r *reader) accessible(t testing.TB, axe, what string) {
	t.Helper()
	r.do(t, chromedp.Evaluate[chromedp.Void](axe))
	found := evaluate(t, r, chromedp.Evaluate[[]violation](`axe.run(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa"]}).then(r => r.violations.map(
		v => ({id: v.id, impact: v.impact, help: v.help, where: v.nodes.slice(0, 3).map(n => n.target.join(" ") + ": " + n.failureSummary).join(" | ")})))`,
		chromedp.EvalAwaitPromise))
	for _, v := range found {
		if v.Impact == "serious" || v.Impact == "critical" {
			t.Errorf("%s: %s (%s): %s: %s", what, v.ID, v.Impact, v.Help, v.Where)
		}
	}
}

// examples are the addresses at which each page is looked at: its parameters
// filled in. A page without an example is an error.
var examples = map[string]string{
	"/incidents/{id}":        "/incidents/wuerzburg-train-2016?known=2016-07-20&why_not=directed",
	"/over-time":             "/over-time?then=2016-07-20",
	"/actors/{id}":           "/actors/islamic-state",
	"/sources/{id}":          "/sources/ap-austindaily-2016-07-20",
	"/statements/{id}":       "/statements/d27281dc52a8eeda8339",
	"/ledger/{n}":            "/ledger/2",
	"/changes":               "/changes?from=2016-07-01&to=2017-06-30",
	"/incidents/{id}/log":    "/incidents/wuerzburg-train-2016/log",
	"/incidents/{id}/beside": "/incidents/wuerzburg-train-2016/beside?then=2016-07-20",
	"/documents/{id}":        "/documents/cbc-day6-2017.67e6372207ad",
	"/actors/{id}/log":       "/actors/rachid-kassim/log",
	"/sources/{id}/log":      "/sources/cbc-day6-2017/log",
	"/datasets/{name}":       "/datasets/ged-ukr",
	"/datasets/{name}/diff":  "/datasets/ged-ukr/diff?from=19.1&to=20.1",
}

// pagesToSee are the addresses of all pages.
func pagesToSee(t testing.TB) map[string]string {
	t.Helper()
	seen := map[string]string{}
	for _, r := range everyRoute() {
		path := r.Path
		name, _ := r.Template()
		if name == "" {
			continue
		}
		address, ok := examples[path]
		if !ok && strings.Contains(path, "{") {
			t.Errorf("there is no example of %s to look at", path)
			continue
		}
		if !ok {
			address = path
		}
		seen[name] = address
	}
	seen["error"], seen["search"] = "/nothing-here", "/?q=contact+attack"
	return seen
}

// TestPagesInABrowser looks at every page in both themes at three widths: axe
// finds nothing serious, nothing is wider than the window, and nothing is asked
// of another host.
func TestPagesInABrowser(t *testing.T) {
	browser := startBrowser(t)
	text := axe(t)
	s := serve(t, ukraineRecord(t))
	for name, address := range pagesToSee(t) {
		t.Run(name, func(t *testing.T) {
			r := read(t, browser, s)
			r.faults = nil
			for _, look := range looksToSee() {
				r.wear(t, look.theme, look.width)
				r.open(t, address)
				r.settled(t)
				what := fmt.Sprintf("%s, %s, %d wide", name, look.theme, look.width)
				r.accessible(t, text, what)
				r.fits(t, what)
				r.picture(t, fmt.Sprintf("%s-%d-%s.png", name, look.width, look.theme))
			}
			if name == "error" {
				r.forgive("404")
			}
			r.quiet(t)
		})
	}
}

type look struct {
	theme string
	width int64
}

// looksToSee are both themes and three widths, in all their pairs where
// pictures are wanted.
func looksToSee() []look {
	if os.Getenv("ASCRIBE_SCREENSHOTS") == "" {
		return []look{{"light", 1280}, {"dark", 768}, {"light", 360}}
	}
	return []look{{"light", 1280}, {"dark", 1280}, {"light", 768}, {"dark", 768}, {"light", 360}, {"dark", 360}}
}

// forgive takes out complaints that are meant to be there.
func (r *reader) forgive(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var left []string
	for _, fault := range r.faults {
		if !strings.Contains(fault, text) {
			left = append(left, fault)
		}
	}
	r.faults = left
}

// settled waits until the islands have done what they do at first.
func (r *reader) settled(t testing.TB) {
	t.Helper()
	r.waitFor(t, "quiet", `document.readyState === "complete" && !document.querySelector("[data-island]:not([data-ready])") || !document.querySelector("script[src]")`)
}

// fits holds that the page is not wider than the window: what is wide scrolls
// within itself.
func (r *reader) fits(t testing.TB, what string) {
	t.Helper()
	over := evaluate(t, r, chromedp.Evaluate[int](`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	if over > 0 {
		t.Errorf("%s: the page is %d pixels wider than the window; what stands out of it: %s", what, over, evaluate(t, r, chromedp.Evaluate[string](standOut)))
	}
}

// standOut names the elements that end beyond the window's edge.
const standOut = `[...document.querySelectorAll("main *")].
	filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth && !e.closest(".scroll")).
	map(e => e.tagName.toLowerCase() + (e.className ? "." + e.className : "") + " " + e.textContent.trim().slice(0, 40)).join("; ")`

// TestPictures takes the pictures of the documentation, where a folder for them
// is named.
func TestPictures(t *testing.T) {
	dir := os.Getenv("ASCRIBE_PICTURES")
	if dir == "" {
		t.Skip("no folder for pictures is named")
	}
	r := browse(t, ukraineRecord)
	r.do(t, chromedp.EmulateViewport(1280, 860))
	for name, address := range pagesToSee(t) {
		r.open(t, address)
		r.settled(t)
		keep(t, dir, name+".png", evaluate(t, r, chromedp.CaptureScreenshot()))
	}
}

// picture keeps what the page looks like, where a folder for pictures is
// named: make screenshots does.
func (r *reader) picture(t testing.TB, name string) {
	t.Helper()
	dir := os.Getenv("ASCRIBE_SCREENSHOTS")
	if dir == "" {
		return
	}
	keep(t, dir, name, evaluate(t, r, chromedp.FullScreenshot(100)))
}

func keep(t testing.TB, dir, name string, png []byte) {
	t.Helper()
	err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name), png, 0o644))
	if err != nil {
		t.Fatal(err)
	}
}
