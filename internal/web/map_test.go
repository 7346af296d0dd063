package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestMap(t *testing.T) {
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/map", http.StatusOK),
		"52 incidents: 0 with a point, 52 placed by country alone", `<svg class="map"`, "12 incidents, United States:", "Placed by country alone",
		"/?where=country%3DFR&amp;where=location%3Dunknown", ">Germany</a>", "not settled")
	contains(t, get(t, s, "/map?label=directed&known=2017-01-01", http.StatusOK), "labelled directed", "show all labels")
	get(t, s, "/map?at=nowhere", http.StatusBadRequest)
	get(t, s, "/map?at=1,1&zoom=99", http.StatusBadRequest)
	get(t, s, "/map?after=nobody", http.StatusBadRequest)
	get(t, s, "/map?label=nonsense", http.StatusUnprocessableEntity)
	contains(t, get(t, s, "/map?at=-60,-150&zoom=8", http.StatusOK), "No incident lies here", "All in view")
	contains(t, get(t, s, "/map?known=1990-01-01", http.StatusOK), "Nothing was known of any incident")
	contains(t, get(t, serve(t, emptyRecord(t)), "/map", http.StatusOK), "The record has no incident yet")
}

// located is a record of incidents at points.
func located(t *testing.T, points ...[3]string) *point.App {
	t.Helper()
	a, ctx := emptyRecord(t), context.Background()
	said, err := ascribe.ParseDate("2020-01-02")
	if err != nil {
		t.Fatal(err)
	}
	nouns := []ascribe.Noun{&ascribe.Source{ID: "paper", Title: "A paper", Publisher: "A paper", Published: said, Kind: "press", Reliability: "B"}}
	for i, p := range points {
		id := "incident-" + string(rune('a'+i))
		nouns = append(nouns, &ascribe.Incident{ID: id, Title: p[0]})
		for variable, value := range map[string]string{"place": p[1], "location": p[2]} {
			nouns = append(nouns, &ascribe.Statement{
				Subject: id, Variable: variable, Value: value, Source: "paper", Said: said, Stance: ascribe.Asserts, Credibility: "2",
			})
		}
	}
	for _, noun := range nouns {
		if _, err := acts.Add(ctx, a, point.By{Who: "a tester"}, noun); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func TestMapOfPoints(t *testing.T) {
	s := serve(
		t, located(t, [3]string{"<script>alert(1)</script>", "\"><img src=x>", "49.74 9.96 town"},
			[3]string{"The second", "Würzburg", "49.74 9.96 exact"}, [3]string{"Far off", "Sydney", "-33.87 151.21 region"}),
	)
	page := get(t, s, "/map", http.StatusOK)
	contains(t, page, "3 with a point", "Exact to the town", "The exact place", "&lt;script&gt;", `href="/incidents/incident-c"`)
	for _, bad := range []string{"<script>alert", "<img src=x"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s is in the page unescaped", bad)
		}
	}
	// The two that lie on each other stay together however near one comes.
	for _, zoom := range []string{"0", "8", "16"} {
		page := get(t, s, "/map?at=49.74,9.96&zoom="+zoom, http.StatusOK)
		contains(t, page, `aria-label="2 incidents: 2 undetermined`)
	}
	// Near Sydney, a region is as wide as a ring of it.
	near := get(t, s, "/map?at=-33.87,151.21&zoom=10", http.StatusOK)
	contains(t, near, "1 of the 3 that have a point", `<g class="halos" aria-hidden="true"><circle`)
	contains(t, get(t, s, "/map?limit=2", http.StatusOK), `rel="next"`, "after=incident-b")
	rest := get(t, s, "/map?limit=2&after=incident-b", http.StatusOK)
	if strings.Contains(rest, `rel="next"`) || strings.Contains(rest, "49.74, 9.96") {
		t.Error("the last page has more than the last row")
	}
	contains(t, get(t, s, "/api/v1/map?at=49.74,9.96&zoom=8", http.StatusOK), `"in_view":2`, `"pointed":3`, `"n":2`)
}
