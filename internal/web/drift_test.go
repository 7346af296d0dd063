package web

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

func TestDrift(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/drift", 200)
	contains(t, page, "<strong>13</strong> of 52 incidents", `<svg class="flow"`, "Of 52 incidents, 40 have the label that they had first; 4 went from undetermined to inspired",
		"Median of days from the event", "Whose first labels held", "of 19")
	contains(t, get(t, s, "/drift?known=2016-07-20", 200), "Label on 20\u00a0July\u00a02016")
	contains(t, get(t, s, "/drift?known=1999-01-01", 200), "Nothing was known of any incident")
	contains(t, get(t, serve(t, emptyRecord(t)), "/drift", 200), "There is no incident yet")
}

func TestFlowDrawsEachPair(t *testing.T) {
	book := &ascribe.Codebook{Labels: []ascribe.Label{{Name: "a<b"}, {Name: "c"}}}
	f := flow{newLooks(book), []ask.DriftPair{{First: "a<b", Now: "c", N: 3}, {First: "c", Now: "c", N: 1_000_000}}, "now"}
	text := string(f.html())
	if err := xml.Unmarshal([]byte(text), new(struct{ XMLName xml.Name })); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text, "<path"); n != 2 {
		t.Errorf("%d bands, want 2", n)
	}
	contains(t, text, "a&lt;b → c: 3", "3 went from a&lt;b to c")
}
