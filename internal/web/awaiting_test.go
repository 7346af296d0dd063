package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// waits is what the test reads of an answer.
type waits struct {
	Questions []struct {
		Variable  string
		Open      int
		Incidents []struct{ Incident string }
	}
	Next string
}

func TestAwaiting(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/awaiting", http.StatusOK)
	contains(t, page, "of 52 incidents", "Who told them to act", `href="/awaiting?variable=contact"`, "good answer", "alone can change ")

	var whole waits
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/awaiting?known=2016-08-15", http.StatusOK)), &whole); err != nil {
		t.Fatal(err)
	}
	for _, q := range whole.Questions {
		seen, pages := map[string]bool{}, 0
		for after := ""; ; pages++ {
			address := "?known=2016-08-15&variable=" + q.Variable + "&limit=7&after=" + after
			var part waits
			if err := json.Unmarshal([]byte(get(t, s, "/api/v1/awaiting"+address, http.StatusOK)), &part); err != nil {
				t.Fatal(err)
			}
			page := get(t, s, "/awaiting"+address, http.StatusOK)
			for _, asked := range part.Questions {
				for _, i := range asked.Incidents {
					if asked.Variable != q.Variable || seen[i.Incident] {
						t.Errorf("%s, after %q: %s of %s does not belong here", q.Variable, after, i.Incident, asked.Variable)
					}
					seen[i.Incident] = true
					contains(t, page, "/incidents/"+i.Incident+"?")
				}
			}
			if after = part.Next; after == "" {
				break
			}
			contains(t, page, `rel="next"`)
		}
		if len(seen) != q.Open || pages != (q.Open-1)/7 {
			t.Errorf("%s: %d incidents on %d pages, of %d", q.Variable, len(seen), pages+1, q.Open)
		}
	}
}

func TestAwaitingAtTheEdges(t *testing.T) {
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/awaiting?known=1990-01-01", http.StatusOK), "Nothing was known of any incident", "The first was on")
	contains(t, get(t, s, "/awaiting?known=2090-01-01", http.StatusOK), "of 52 incidents")
	contains(t, get(t, s, "/awaiting?variable=killed", http.StatusOK), "open in no incident")
	get(t, s, "/awaiting?variable=weather", http.StatusNotFound)
	get(t, s, "/awaiting?variable=contact&after=%00", http.StatusBadRequest)
	get(t, s, "/awaiting?variable=contact&limit=100000", http.StatusBadRequest)
	contains(t, get(t, serve(t, emptyRecord(t)), "/awaiting", http.StatusOK), "The record has no incident yet")
	if page := get(t, s, "/awaiting?variable=%3Cscript%3E", http.StatusNotFound); strings.Contains(page, "<script>") {
		t.Error("what was asked is in the page unescaped")
	}
}
