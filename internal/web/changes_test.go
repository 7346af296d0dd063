package web

import (
	"context"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestChangesPage: what a reader of the sample counts by hand, narrowed in each
// way, and by entries.
func TestChangesPage(t *testing.T) {
	s := serve(t, sampleRecord(t))
	const year = "/changes?from=2016-07-01&to=2017-06-30"
	contains(t, get(t, s, year, 200), "22 incidents changed", "8 labels that had been there were revised, 11 times in all", "Würzburg regional train attack", "the last of 5 steps", `type="application/atom+xml"`)
	contains(t, get(t, s, year+"&steps=1&incident=wuerzburg-train-2016", 200), "1 incident changed, in 5 steps", "1 label that had been there was revised, 3 times")
	contains(t, get(t, s, year+"&where=label%3Ddirected", 200), "Brussels airport")
	if page := get(t, s, year+"&where=label%3Ddirected", 200); strings.Contains(page, "Würzburg") {
		t.Error("narrowed to what is directed, there is one that is not")
	}
	contains(t, get(t, s, year+"&source=cbc-day6-2017", 200), "Würzburg")
	contains(t, get(t, s, year+"&cause=codebook", 200), "Nothing changed in between.")
	contains(t, get(t, s, "/changes", 200), "52 incidents changed, in 52 steps", "entry 2")
	contains(t, get(t, s, "/changes?known=2016-07-20&recorded=2", 200), "16 incidents changed, in 16 steps", "Only as known on", "and as recorded by entry 2")
	contains(t, get(t, s, "/changes?from=2", 200), "Nothing changed in between.", "from=2")
	contains(t, get(t, s, "/changes?to=12", 400), "says nothing")
	contains(t, get(t, serve(t, emptyRecord(t)), "/changes", 200), "Nothing has been written down yet that has a label.")
	contains(t, get(t, s, "/changes?from=0&to=0", 200), "No codebook had been adopted by then")
}

// atom is what a reader's program reads of a feed.
type atom struct {
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated time.Time `xml:"updated"`
	Author  string    `xml:"author>name"`
	Entries []struct {
		ID      string    `xml:"id"`
		Title   string    `xml:"title"`
		Updated time.Time `xml:"updated"`
		Summary string    `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func readFeed(t *testing.T, h http.Handler, address string) atom {
	t.Helper()
	w := request(h, http.MethodGet, address)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" || w.Header().Get("Content-Disposition") != "" {
		t.Fatalf("GET %s: %d, %v", address, w.Code, w.Header())
	}
	var feed atom
	if err := xml.Unmarshal(w.Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.ID == "" || feed.Title == "" || feed.Author == "" || feed.Updated.IsZero() {
		t.Errorf("the feed lacks what Atom wants: %+v", feed)
	}
	seen := map[string]bool{}
	for i, e := range feed.Entries {
		if e.ID == "" || seen[e.ID] || e.Title == "" || e.Summary == "" || e.Link.Href == "" || i > 0 && e.Updated.After(feed.Entries[i-1].Updated) {
			t.Errorf("item %d: %+v", i, e)
		}
		seen[e.ID] = true
		get(t, h, e.Link.Href, 200)
	}
	return feed
}

// TestFeed: a feed has the newest first, with ids that stay; what was struck is
// no longer named in it.
func TestFeed(t *testing.T) {
	a := sampleRecord(t)
	s := serve(t, a)
	before := readFeed(t, s, "/changes.atom")
	if len(before.Entries) != 52 {
		t.Errorf("%d items of 52", len(before.Entries))
	}
	year := readFeed(t, s, "/changes.atom?from=2016-07-01&to=2017-06-30")
	if len(year.Entries) != 22 || year.Entries[0].Updated.Format(time.DateOnly) != "2017-03-31" || year.ID == before.ID {
		t.Errorf("%d items of 22: %+v", len(year.Entries), year.Entries[0])
	}
	for _, noun := range []ascribe.Noun{
		&ascribe.Incident{ID: "later-2020", Title: "Later"},
		&ascribe.Source{ID: "secretword", Title: "A secretword", Published: ascribe.OnDay(ascribe.NewDay(2020, 1, 1)), Reliability: "B"},
		&ascribe.Statement{ID: "x1", Subject: "later-2020", Variable: "contact", Value: "member_remotely", Source: "secretword", Credibility: "2"},
	} {
		if _, err := acts.Add(context.Background(), a, point.By{Who: "a tester"}, noun); err != nil {
			t.Fatal(err)
		}
	}
	after := readFeed(t, s, "/changes.atom")
	if len(after.Entries) != 53 || after.ID != before.ID || !strings.Contains(after.Entries[0].Summary, "secretword") || !slices.Equal(after.Entries[1:], before.Entries) {
		t.Errorf("after another change: %+v", after.Entries[0])
	}
	if _, err := acts.Add(context.Background(), a, point.By{Who: "a tester", Why: "misread"}, &ascribe.Withdrawal{Statement: "x1", Kind: ascribe.Strike}); err != nil {
		t.Fatal(err)
	}
	w := request(s, http.MethodGet, "/changes.atom")
	if strings.Contains(w.Body.String(), "secretword") {
		t.Errorf("what was struck is named:\n%s", w.Body)
	}
	struck := readFeed(t, s, "/changes.atom")
	if len(struck.Entries) != 54 || struck.Entries[1].ID != after.Entries[0].ID || struck.Entries[0].Title != "Later: no longer counted" {
		t.Errorf("after the strike: %+v", struck.Entries[:2])
	}
	if one := readFeed(t, s, "/changes.atom?incident=later-2020"); len(one.Entries) != 2 || one.Entries[1].ID != struck.Entries[1].ID {
		t.Errorf("of one incident: %+v", one.Entries)
	}
}
