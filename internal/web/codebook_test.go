package web

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestCodebook(t *testing.T) {
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/codebook", http.StatusOK),
		"direction 1.1.0", `id="row-ordered"`, `id="variable-contact"`, `id="label-remote_controlled"`,
		"in touch with a member from a distance or in touch with a member", "&#34;member_remotely&#34; in contact",
		"open: no statement leaves the question open", "All 72 pass", "Global Terrorism Database", "State of the evidence",
		"In a sentence: <i>trained by the organisation</i>.")
	get(t, s, "/codebook?codebook=7.0.0", http.StatusNotFound)
	contains(t, get(t, s, "/codebook/diff", http.StatusOK), "One version has been adopted")
	contains(t, get(t, serve(t, emptyRecord(t)), "/codebook", http.StatusOK), "All 72 pass")
}

// TestCodebookDiff adopts a second version, under which the followed preacher is
// a tie and a hostile title stands.
func TestCodebookDiff(t *testing.T) {
	a := sampleRecord(t)
	text := codebooks.Direction
	for _, change := range [][2]string{
		{"version: 1.1.0", "version: 1.2.0"},
		{"title: Who directed it", `title: "<script>alert(1)</script>"`},
		{`propaganda == "yes" ||`, `"other_camp" == training ||`},
	} {
		if !bytes.Contains(text, []byte(change[0])) {
			t.Fatalf("the codebook lacks %q", change[0])
		}
		text = bytes.Replace(text, []byte(change[0]), []byte(change[1]), 1)
	}
	if _, err := acts.Adopt(context.Background(), a, point.By{Who: "a tester"}, point.File{Name: "next.yaml", Text: text}); err != nil {
		t.Fatal(err)
	}
	s := serve(t, a)

	page := get(t, s, "/codebook", http.StatusOK)
	contains(t, page, "direction 1.2.0", "2 versions", "/codebook/diff?from=1.1.0&amp;to=1.2.0", "kept in a file beside it", "&lt;script&gt;")
	if strings.Contains(page, "<script>alert") {
		t.Error("a title is in the page unescaped")
	}
	contains(t, get(t, s, "/codebook?codebook=1.1.0", http.StatusOK), "Who directed it", "All 72 pass")

	page = get(t, s, "/codebook/diff", http.StatusOK)
	contains(t, page, "direction 1.1.0 and direction 1.2.0", "Row drew-on-propaganda", "The answer differs for", "of 52 incidents", "/incidents/")
	contains(t, get(t, s, "/codebook/diff?from=1.1.0&to=1.2.0&limit=1", http.StatusOK), `rel="next"`)
	contains(t, get(t, s, "/codebook/diff?from=1.1.0&to=1.1.0", http.StatusOK), "the two say the same", "No label differs")
	contains(t, get(t, s, "/codebook/diff?known=1990-01-01", http.StatusOK), "No incident was counted")
	get(t, s, "/codebook/diff?from=1.1.0&to=9", http.StatusNotFound)
	get(t, s, "/codebook/diff?after=nobody", http.StatusBadRequest)
}
