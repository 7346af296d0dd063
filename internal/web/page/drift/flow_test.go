package drift

import (
	"encoding/xml"
	"net/url"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

func TestFlowDrawsEachPair(t *testing.T) {
	book := &ascribe.Codebook{Labels: []ascribe.Label{{Name: "a<b"}, {Name: "c"}}}
	f := flow{
		Palette: kit.NewPalette(book), Now: "now",
		Pairs: []pair{{ask.DriftPair{First: "a<b", Now: "c", N: 3}}, {ask.DriftPair{First: "c", Now: "c", N: 1_000_000}}},
		To: func(first, now string) string {
			return "/drift/incidents?" + url.Values{"first": {first}, "now": {now}}.Encode()
		},
	}
	text := string(f.HTML())
	if err := xml.Unmarshal([]byte(text), new(struct{ XMLName xml.Name })); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text, "<path"); n != 2 {
		t.Errorf("%d bands, want 2", n)
	}
	for _, want := range []string{"a&lt;b → c: 3", "3 went from a&lt;b to c", `href="/drift/incidents?first=a%3Cb&amp;now=c"`, "1\u202f000\u202f000 incidents are c, as at first"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}
