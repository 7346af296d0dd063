package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/codebooks"
)

// TestCodebookAtTheDesk: a version is drafted, tried over the record and held to worked
// cases; faults are told by line; adopted, the labels that it changed are listed.
func TestCodebookAtTheDesk(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	n := v.s.entries(t)
	page := v.get(t, "/desk/codebook", 200)
	draft := typedIn(page)
	if draft.Get("text") != string(codebooks.Shipped[len(codebooks.Shipped)-1].Text) {
		t.Fatal("the draft does not begin with the codebook that counts")
	}
	strict := strings.NewReplacer("\nversion: 1.1.0", "\nversion: 2.0.0", "adequate: {reliability: C, credibility: 3}", "adequate: {reliability: A, credibility: 1}")
	text := strict.Replace(draft.Get("text"))
	if text == draft.Get("text") {
		t.Fatal("nothing was changed")
	}

	// A fault is told with its line.
	faulty := typedIn(page, "try", "yes", "text", text+"\nnonsense: 1\n", "why", "to try")
	if w := v.send("/desk/codebook", faulty); w.Code != 422 || !strings.Contains(w.Body.String(), "nonsense") || !strings.Contains(w.Body.String(), "the codebook:") {
		t.Errorf("a fault: %d", w.Code)
	}

	tried := v.send("/desk/codebook", typedIn(page, "try", "yes", "text", text, "why", "to try")).Body.String()
	contains(t, tried, "would have another answer", "Würzburg regional train attack (wuerzburg-train-2016): ", "From direction 1.1.0 to 2.0.0")
	if v.s.entries(t) != n {
		t.Fatal("a draft that was tried is written")
	}

	// A worked case that it fails is told by its name; one that it passes counts.
	cases := "- name: a member on the phone\n  evidence:\n    - {variable: contact, value: member_remotely, said: 2016-07-18}\n  expect: {label: directed}\n"
	w := v.send("/desk/codebook", typedIn(page, "try", "yes", "text", draft.Get("text"), "cases", cases, "why", "to try"))
	if w.Code != 422 || !strings.Contains(w.Body.String(), "a member on the phone") || !strings.Contains(w.Body.String(), "Of 1 worked case it passes 0") {
		t.Errorf("a case that fails: %d, %s", w.Code, w.Body)
	}

	w = v.send("/desk/codebook", typedIn(page, "text", text, "why", "only the best evidence"))
	if w.Code != http.StatusSeeOther || v.s.entries(t) != n+1 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, w.Header().Get("Location"), 200), "wuerzburg-train-2016")
	contains(t, v.get(t, "/codebook", 200), "2.0.0", `href="/desk/codebook"`)
}
