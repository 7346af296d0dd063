package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

func TestDrift(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/drift", 200)
	contains(t, page, `<a href="/drift/incidents?revised=yes">13</a></strong> of <a href="/drift/incidents">52 incidents</a>`, `<svg class="flow"`,
		"Of 52 incidents, 40 have the label that they had first; 4 went from undetermined to inspired",
		`<a href="/drift/incidents?first=undetermined&amp;now=inspired" aria-label="4 incidents went from undetermined to inspired">`,
		"Median of days from the event", "Whose first labels held", `of <a href="/drift/incidents?first=undetermined">19</a>`,
		"Which were revised", "Westminster Bridge")
	contains(t, get(t, s, "/drift?known=2016-07-20", 200), "Label on 20\u00a0July\u00a02016", "/drift/incidents?dated=no&amp;known=2016-07-20")
	contains(t, get(t, s, "/drift?known=1999-01-01", 200), "Nothing was known of any incident")
	contains(t, get(t, serve(t, emptyRecord(t)), "/drift", 200), "There is no incident yet")
}

// A listedDrift is what is read of the list behind a number, and of the drift.
type listedDrift struct {
	Base, Total, Revisions int
	Next                   string
	Rows                   []listedRow
}

type listedRow struct {
	Incident string
	Days     *int
}

type countedDrift struct {
	Base, Revised, Undated int
	Pairs                  []ask.DriftPair
	Times                  []ask.DriftTime
	Causes                 []ask.DriftCause
	Speakers               []ask.DriftSpeaker
	Latest                 []listedRow
}

func incidentsIn(rows []listedRow) (ids []string) {
	for _, r := range rows {
		ids = append(ids, r.Incident)
	}
	return ids
}

// drifted is the list behind a number.
func drifted(t *testing.T, s http.Handler, pairs ...string) (a listedDrift) {
	t.Helper()
	values := url.Values{"limit": {"500"}}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/drift/incidents?"+values.Encode(), 200)), &a); err != nil {
		t.Fatal(err)
	}
	if len(a.Rows) != a.Total {
		t.Fatalf("%v: %d rows of %d", pairs, len(a.Rows), a.Total)
	}
	return a
}

// TestDriftNamesItsIncidents: behind each number of the drift there are as many
// incidents as it says, or revisions.
func TestDriftNamesItsIncidents(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for _, known := range []string{"", "2016-09-30", "2015-12-31"} {
		var d countedDrift
		if err := json.Unmarshal([]byte(get(t, s, "/api/v1/drift?known="+known, 200)), &d); err != nil {
			t.Fatal(err)
		}
		behind := func(want int, pairs ...string) listedDrift {
			t.Helper()
			a := drifted(t, s, append(pairs, "known", known)...)
			if a.Total != want || a.Base != d.Base {
				t.Errorf("as known on %q, behind %v there are %d of %d, want %d of %d", known, pairs, a.Total, a.Base, want, d.Base)
			}
			return a
		}
		behind(d.Base)
		behind(d.Base-d.Revised, "revised", "no")
		if all := behind(d.Revised, "revised", "yes"); !slices.Equal(incidentsIn(all.Rows), incidentsIn(d.Latest)) {
			t.Errorf("the revised are %v, and on the page %v", incidentsIn(all.Rows), incidentsIn(d.Latest))
		}
		behind(d.Undated, "dated", "no")
		for _, p := range d.Pairs {
			behind(p.N, "first", p.First, "now", p.Now)
		}
		for _, x := range d.Times {
			a := behind(x.N, "revision", fmt.Sprint(x.Revision))
			days := make([]int, len(a.Rows))
			for i, r := range a.Rows {
				days[i] = *r.Days
			}
			slices.Sort(days)
			if n := len(days); float64(days[(n-1)/2]+days[n/2])/2 != x.Median {
				t.Errorf("the median of %v is told as %v", days, x.Median)
			}
		}
		for _, c := range d.Causes {
			pairs := []string{"source_kind", c.SourceKind, "basis", string(c.Basis), "variable", c.Variable}
			if c.Variable == "" {
				pairs = []string{"taken_back", "1"}
			} else if c.Basis == "" {
				pairs[3] = ask.NoneSaid
			}
			if a := drifted(t, s, append(pairs, "known", known)...); a.Revisions != c.N {
				t.Errorf("%v brought %d revisions, told are %d", pairs, a.Revisions, c.N)
			}
		}
		for _, x := range d.Speakers {
			behind(x.N, "speaker", x.Speaker)
			behind(x.Held, "speaker", x.Speaker, "held", "yes")
			behind(x.N-x.Held, "speaker", x.Speaker, "held", "no")
		}
	}
}

// TestDriftedList: who went from undetermined to inspired, as the strips of the
// list of incidents show it; the pages of a list follow each other.
func TestDriftedList(t *testing.T) {
	s := serve(t, sampleRecord(t))
	var ids []string
	after := ""
	for range 4 {
		var a listedDrift
		address := "/api/v1/drift/incidents?first=undetermined&now=inspired&limit=1&after=" + url.QueryEscape(after)
		if err := json.Unmarshal([]byte(get(t, s, address, 200)), &a); err != nil {
			t.Fatal(err)
		}
		ids, after = append(ids, a.Rows[0].Incident), a.Next
	}
	if want := []string{"strasbourg-2018", "manhattan-truck-2017", "boston-marathon-2013", "charlie-hebdo-2015"}; !slices.Equal(ids, want) || after != "" {
		t.Errorf("the pages have %v and then %q, want %v", ids, after, want)
	}
	contains(t, get(t, s, "/drift/incidents?first=undetermined&now=inspired", 200), "<strong>4</strong> of 52 incidents, with 4 revisions",
		"First label: undetermined", "Label now: inspired", "Strasbourg Christmas market attack")
	contains(t, get(t, s, "/api/v1/drift/incidents?revision=3&format=csv", 200),
		"wuerzburg-train-2016,Würzburg regional train attack,unaffiliated,remote_controlled,encouragement,no,2016-07-18,74,,3,2016-07-20 unaffiliated>inspired;2016-07-31 inspired>undetermined;2016-09-30 undetermined>remote_controlled")
	// The days are to the revision that is asked for, whichever of them the cause leaves.
	for revision, days := range []string{"", ",2,", ",13,", ",74,"} {
		if revision == 0 {
			continue
		}
		for _, variable := range []string{"propaganda", "contact", "guidance"} {
			address := fmt.Sprintf("/api/v1/drift/incidents?revision=%d&variable=%s&format=csv", revision, variable)
			for line := range strings.Lines(get(t, s, address, 200)) {
				if strings.HasPrefix(line, "wuerzburg") && !strings.Contains(line, "2016-07-18"+days) {
					t.Errorf("%s: %s", address, line)
				}
			}
		}
	}
	contains(t, get(t, s, "/drift/incidents?first=directed&now=inspired", 200), "No incident is like that.")
	contains(t, get(t, s, "/drift/incidents?first=direct", 400), "directed")
	contains(t, get(t, s, "/drift/incidents?held=yes", 400), "it is not said whose label")
	contains(t, get(t, s, "/drift/incidents?taken_back=1&variable=contact", 400), "came from no statement")
	contains(t, get(t, s, "/drift/incidents?after=x", 400), "no such page")
}
