package web

import (
	"encoding/base64"
	"encoding/xml"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// pictured are pages that have a picture.
var pictured = []string{"/incidents/wuerzburg-train-2016?known=2016-07-20", "/over-time?by=label&across=year&known=2017-06-30", "/drift", "/map?known=2017-06-30"}

func embedding(t testing.TB, a *point.App, origins ...string) *Server {
	t.Helper()
	s, err := New(a, Options{Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), EmbedFor: origins})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEmbed: what lies below /embed may stand in pages of the origins that are named,
// and nothing else in any.
func TestEmbed(t *testing.T) {
	a := sampleRecord(t)
	open, closed := embedding(t, a, "https://news.example", "https://lab.example:8443"), serve(t, a)
	ancestors := func(s *Server, address string) string {
		w := request(s, http.MethodGet, address)
		return between(w.Header().Get("Content-Security-Policy")+";", "frame-ancestors ", ";")
	}
	for _, address := range pictured {
		if got := ancestors(open, "/embed"+address); got != "https://news.example https://lab.example:8443" {
			t.Errorf("/embed%s may stand in pages of %s", address, got)
		}
		for s, address := range map[*Server]string{open: address, closed: "/embed" + address} {
			if got := ancestors(s, address); got != "'none'" {
				t.Errorf("%s may stand in pages of %s", address, got)
			}
		}
		page := get(t, open, "/embed"+address, 200)
		contains(t, page, `<p class="meta source">`, "recorded=2", `rel="noopener"`, `<link rel="canonical" href="http://example.com/`)
		if !strings.Contains(page, "<svg") && !strings.Contains(page, "<figure") || strings.Contains(page, "<form") || strings.Contains(page, "<nav") {
			t.Errorf("/embed%s is not the picture alone", address)
		}
		contains(t, get(t, open, address, 200), "Show the picture in another page", `&lt;iframe src=&#34;http://example.com/embed`)
		if strings.Contains(get(t, closed, address, 200), "Show the picture in another page") {
			t.Errorf("%s offers to be shown where nobody may", address)
		}
	}
	for _, address := range []string{"/embed/", "/embed/sources", "/embed/incidents/none", "/embed/../incidents/wuerzburg-train-2016"} {
		if w := request(open, http.MethodGet, address); w.Code == 200 {
			t.Errorf("%s is answered", address)
		}
	}
	if got := ancestors(open, "/embedded"); got != "'none'" {
		t.Errorf("/embedded may stand in pages of %s", got)
	}
}

// TestPicturesToTake keeps charts as SVG and as PNG in a browser: each file needs no
// page, and says what it shows, whose it is, from when and where.
func TestPicturesToTake(t *testing.T) {
	r := scripted(t, sampleRecord)
	r.wear(t, "light", 1280)
	for _, address := range pictured {
		r.open(t, address)
		r.settled(t)
		r.do(t, chromedp.Evaluate[chromedp.Void](`window.kept = []; URL.createObjectURL = ((make) => (blob) => { window.kept.push(blob); return make(blob); })(URL.createObjectURL.bind(URL)); HTMLAnchorElement.prototype.click = function () { window.named = this.download; }; document.querySelector(".taken button").click()`))
		r.waitFor(t, "the picture as SVG", `window.kept.length === 1 && window.named.endsWith(".svg")`)
		text := evaluate(t, r, chromedp.Evaluate[string](`window.kept[0].text()`, chromedp.EvalAwaitPromise))
		var parsed struct {
			XMLName xml.Name
			Title   string `xml:"title"`
		}
		if err := xml.Unmarshal([]byte(text), &parsed); err != nil || parsed.XMLName.Space != "http://www.w3.org/2000/svg" || parsed.Title == "" {
			t.Fatalf("%s: %v, %+v", address, err, parsed)
		}
		flat := strings.Join(strings.Fields(stripTags(text)), "")
		for _, want := range []string{"ledgeratentry2", "codebookdirection1.1.0", "recorded=2", "Accessed", "Remotedirection"} {
			if !strings.Contains(flat, want) {
				t.Errorf("%s: the picture does not say %q", address, want)
			}
		}
		if strings.Contains(text, "var(--") || strings.Contains(text, "class=") {
			t.Errorf("%s: the picture needs the style of the page", address)
		}
		r.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".taken button")[1].click()`))
		r.waitFor(t, "the picture as PNG", `window.kept.some((b) => b.type === "image/png") && window.named.endsWith(".png")`)
		colours := evaluate(t, r, chromedp.Evaluate[int](`createImageBitmap(window.kept.find((b) => b.type === "image/png")).then((image) => {
			const c = new OffscreenCanvas(image.width, image.height).getContext("2d"); c.drawImage(image, 0, 0);
			const d = new Uint32Array(c.getImageData(0, 0, image.width, image.height).data.buffer); return new Set(d).size; })`, chromedp.EvalAwaitPromise))
		if colours < 20 {
			t.Errorf("%s: the PNG has %d colours", address, colours)
		}
		encoded := evaluate(t, r, chromedp.Evaluate[string](`new Promise((done) => { const f = new FileReader(); f.onload = () => done(f.result.split(",")[1]); f.readAsDataURL(window.kept.find((b) => b.type === "image/png")); })`, chromedp.EvalAwaitPromise))
		if png, err := base64.StdEncoding.DecodeString(encoded); err == nil {
			r.keepTaken(t, address, png)
		}
	}
	r.quiet(t)
}

func (r *reader) keepTaken(t testing.TB, address string, png []byte) {
	t.Helper()
	if dir := os.Getenv("ASCRIBE_SCREENSHOTS"); dir != "" {
		keep(t, dir, "taken-"+strings.Trim(strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-").Replace(address), "-")+".png", png)
	}
}

// stripTags is the text of some markup.
func stripTags(markup string) string {
	var b strings.Builder
	in := false
	for _, c := range markup {
		switch {
		case c == '<':
			in = true
		case c == '>':
			in = false
		case !in:
			b.WriteRune(c)
		}
	}
	return b.String()
}
