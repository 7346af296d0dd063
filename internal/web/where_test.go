package web

import (
	"encoding/json"
	"slices"
	"testing"
)

// TestMapAndAwaitingAreNarrowed: by the same conditions as the list, so that they show the
// incidents that it lists.
func TestMapAndAwaitingAreNarrowed(t *testing.T) {
	s := serve(t, sampleRecord(t))
	ask := func(address string, into any) {
		t.Helper()
		if err := json.Unmarshal([]byte(get(t, s, address, 200)), into); err != nil {
			t.Fatal(err)
		}
	}
	var list struct {
		Total int
		Rows  []struct{ Incident string }
	}
	ask("/api/v1/incidents?where=country%3DDE&where=settled%3Dno", &list)
	listed := map[string]bool{}
	for _, r := range list.Rows {
		listed[r.Incident] = true
	}
	var open struct {
		Base, Unsettled int
		Questions       []struct {
			Variable    string
			Open, Alone int
			Incidents   []struct {
				Incident string
				Alone    bool
			}
		}
	}
	ask("/api/v1/awaiting?where=country%3DDE", &open)
	if open.Unsettled != list.Total || list.Total < 2 || len(open.Questions) == 0 {
		t.Fatalf("%d are not settled, and the list has %d; %d questions", open.Unsettled, list.Total, len(open.Questions))
	}
	for _, q := range open.Questions {
		var all []string
		for after := ""; ; {
			var page struct {
				Next      string
				Questions []struct {
					Variable  string
					Incidents []struct{ Incident string }
				}
			}
			ask("/api/v1/awaiting?limit=2&where=country%3DDE&variable="+q.Variable+"&after="+after, &page)
			for _, of := range page.Questions {
				for _, x := range of.Incidents {
					all = append(all, x.Incident)
				}
			}
			if after = page.Next; after == "" {
				break
			}
		}
		if len(all) != q.Open || !slices.Equal(all[:len(q.Incidents)], firstOf(q.Incidents)) {
			t.Errorf("%s: %v, of %d that begin with %v", q.Variable, all, q.Open, q.Incidents)
		}
		for _, id := range all {
			if !listed[id] {
				t.Errorf("%s waits for %s, and is not listed", id, q.Variable)
			}
		}
	}
	var places struct {
		Total int
		Rows  []struct{ Incident, Country string }
	}
	ask("/api/v1/map?where=country%3DDE&where=settled%3Dno", &places)
	if places.Total != list.Total {
		t.Errorf("the map has %d, and the list %d", places.Total, list.Total)
	}
	contains(t, get(t, s, "/awaiting?where=country%3DDE", 200), `<a href="/awaiting" aria-current="true" dir="auto">country=DE</a>`, `href="/awaiting?variable=contact&amp;where=country%3DDE"`)
	contains(t, get(t, s, "/map?where=country%3DDE", 200), `<a href="/map" aria-current="true" dir="auto">country=DE</a>`)
	contains(t, get(t, s, "/awaiting?where=country%3DJP", 200), "No incident fits all of this.")
	get(t, s, "/map?where=colour%3Dred", 422)
	get(t, s, "/awaiting?where=colour%3Dred", 422)
}

func firstOf(list []struct {
	Incident string
	Alone    bool
},
) (ids []string) {
	for _, x := range list {
		ids = append(ids, x.Incident)
	}
	return ids
}
