package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestTwoDaysSideBySide sets an incident beside itself: each side says what the page of
// its day says, and what differs is marked.
func TestTwoDaysSideBySide(t *testing.T) {
	s := serve(t, sampleRecord(t))
	const address = "/incidents/wuerzburg-train-2016/beside?known=2016-07-20&then=2016-10-15"
	var a struct {
		Sides [2]struct {
			Incident, Known, Label string
			Present                bool
		}
		Differ int
		Rows   []struct {
			What, First, Second string
			Differs             bool
		}
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1"+address, 200)), &a); err != nil {
		t.Fatal(err)
	}
	for i, known := range []string{"2016-07-20", "2016-10-15"} {
		var one struct{ Label string }
		if err := json.Unmarshal([]byte(get(t, s, "/api/v1/incidents/wuerzburg-train-2016?known="+known, 200)), &one); err != nil {
			t.Fatal(err)
		}
		if side := a.Sides[i]; side.Label != one.Label || side.Known != known || !side.Present {
			t.Errorf("side %d is %+v, want %s on %s", i, side, one.Label, known)
		}
	}
	differ := 0
	for _, r := range a.Rows {
		if r.Differs != (r.First != r.Second) || r.First+r.Second == "" {
			t.Errorf("%+v", r)
		}
		if r.Differs {
			differ++
		}
	}
	if differ == 0 || differ != a.Differ {
		t.Errorf("%d rows differ, and %d are told", differ, a.Differ)
	}
	page := get(t, s, address, 200)
	contains(t, page, `<mark class="differs">inspired</mark>`, `<mark class="differs">remote controlled</mark>`,
		`<a href="/incidents/wuerzburg-train-2016?known=2016-07-20" dir="auto">On 20`, "The other way round")
	csv := get(t, s, "/api/v1"+address+"&format=csv", 200)
	contains(t, csv, kit.ByteOrderMark+"what,first,second,differs,", "label,inspired,remote_controlled,yes,")
	contains(t, get(t, s, "/incidents/wuerzburg-train-2016/beside", 200), "Nothing differs")
	contains(t, get(t, s, "/incidents/wuerzburg-train-2016/beside?known=2016-07-01&then=now", 200), "Nothing had been said of it")
	get(t, s, "/incidents/wuerzburg-train-2016/beside?then=soon", 400)
	get(t, s, "/incidents/no-such-incident/beside", 404)
}

// TestTwoIncidentsSideBySide has each under its own title.
func TestTwoIncidentsSideBySide(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/incidents/wuerzburg-train-2016/beside?with=ansbach-2016", 200)
	contains(t, page, "Two incidents side by side", "Würzburg", "Ansbach", `href="/incidents/ansbach-2016"`)
	get(t, s, "/incidents/wuerzburg-train-2016/beside?with=no-such-incident", 404)
	// Rows of an imported dataset have no labels, and columns of their own.
	data := serve(t, gedRecord(t))
	page = get(t, data, "/incidents/204791/beside?dataset=ged-ukr&known=2020-06-30&then=now", 200)
	contains(t, page, ">best <", `<mark class="differs">6</mark>`, `<mark class="differs">2</mark>`)
	if strings.Contains(page, "What was believed") {
		t.Error("a row of a dataset was believed")
	}
}

// TestTimeline has incidents under one axis: of all, of an actor, of a country and of a
// search, in the order of their first days.
func TestTimeline(t *testing.T) {
	s := serve(t, sampleRecord(t))
	type timeline struct {
		From, To string
		Total    int
		Rows     []struct {
			Incident, Country string
			Event             *struct{ From string }
			Spans             []struct{ From string }
			Ticks             []string
		}
	}
	ask := func(query string) (a timeline) {
		t.Helper()
		if err := json.Unmarshal([]byte(get(t, s, "/api/v1/timeline?"+query, 200)), &a); err != nil {
			t.Fatal(err)
		}
		last := ""
		for _, r := range a.Rows {
			first := r.Spans[0].From
			if r.Event != nil {
				first = min(first, r.Event.From)
			}
			if first < last || first < a.From || r.Ticks[len(r.Ticks)-1] > a.To {
				t.Errorf("%s: %s, from %s, is after %s, or outside of %s to %s", query, r.Incident, first, last, a.From, a.To)
			}
			last = first
		}
		return a
	}
	all, french, words := ask(""), ask("where=country%3DFR"), ask("q=train")
	if len(all.Rows) != 52 || len(french.Rows) != 11 || words.Total == 0 || words.Total >= 52 || french.Rows[0].Country != "FR" {
		t.Errorf("%d in all, %d of France, %d with a train", len(all.Rows), len(french.Rows), words.Total)
	}
	var actors struct{ Rows []struct{ Actor string } }
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/actors", 200)), &actors); err != nil {
		t.Fatal(err)
	}
	linked := 0
	for _, actor := range actors.Rows {
		var one struct{ Links []struct{ Incident string } }
		if err := json.Unmarshal([]byte(get(t, s, "/api/v1/actors/"+actor.Actor, 200)), &one); err != nil {
			t.Fatal(err)
		}
		incidents := map[string]bool{}
		for _, l := range one.Links {
			incidents[l.Incident] = true
		}
		got := ask("actor=" + actor.Actor)
		if len(got.Rows) != len(incidents) {
			t.Errorf("%s is linked to %d incidents, and its timeline has %d", actor.Actor, len(incidents), len(got.Rows))
		}
		linked += len(got.Rows)
	}
	if linked == 0 {
		t.Error("no actor has a timeline")
	}
	page := get(t, s, "/timeline?where=country%3DFR&known=2016-12-31", 200)
	contains(t, page, `class="strip axis"`, `class="tick"`, `<table class="timeline">`, "31", `aria-current="true">France</a>`)
	contains(t, get(t, s, "/?where=country%3DFR", 200), `href="/timeline?where=country%3DFR"`)
	contains(t, get(t, s, "/timeline?where=killed%3E%3D100000", 200), "No incident fits all of this")
	get(t, s, "/timeline?actor=nobody", 404)
	get(t, s, "/timeline?where=nothing%3D1", 422)
	contains(t, get(t, serve(t, gedRecord(t)), "/timeline?dataset=ged-ukr&where=type_of_violence%3D2", 200), `<table class="timeline">`)
}
