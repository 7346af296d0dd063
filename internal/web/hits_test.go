package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestHits(t *testing.T) {
	a := sampleRecord(t)
	by := point.By{Who: "a tester"}
	published, err := ascribe.ParseDate("2016-07-20")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []ascribe.Noun{
		&ascribe.Source{ID: "hostile", Title: "<script>frobnicated</script>", Publisher: "x", Published: published, Reliability: "B"},
		&ascribe.Source{ID: "ar", Title: "الهجوم على القطار", Publisher: "الجزيرة", Published: published, Reliability: "B"},
		&ascribe.Incident{ID: "one", Title: "One & <b>only</b>"},
		&ascribe.Statement{ID: "s1", Subject: "one", Variable: "contact", Value: "member", Source: "hostile", Credibility: "2", Quote: "quux <i>twice</i>"},
		&ascribe.Statement{ID: "s2", Subject: "one", Variable: "contact", Value: "member", Source: "ar", Credibility: "2"},
		&ascribe.Actor{ID: "org", Kind: ascribe.Organisation, Name: "Xyzzy league"},
	} {
		if _, err := acts.Add(context.Background(), a, by, n); err != nil {
			t.Fatal(err)
		}
	}
	s := serve(t, a)
	for query, texts := range map[string][]string{
		"w%C3%BCrzburg+train":                  {"Where the words stand: ", `<a href="/incidents/wuerzburg-train-2016" dir="auto"><mark>Würzburg</mark>`, "more texts</summary>", "</mark>"},
		"frobnicated":                          {`Source <a href="/sources/hostile" dir="auto">&lt;script&gt;<mark>frobnicated</mark>&lt;/script&gt;</a>`, "1 text<"},
		"quux":                                 {`<a href="/statements/s1">A statement of <time`, `about <a href="/incidents/one" dir="auto">One &amp; &lt;b&gt;only&lt;/b&gt;</a>`, `<span class="meta" dir="auto">Contact`, `<blockquote dir="auto"><mark>quux</mark> &lt;i&gt;twice`},
		"%D8%A7%D9%84%D9%82%D8%B7%D8%A7%D8%B1": {`dir="auto">الهجوم على <mark>القطار</mark></a>`},
		"xyzzy":                                {`Actor <a href="/actors/org" dir="auto"><mark>Xyzzy</mark> league</a>`, "No incident fits all of this."},
		"quux&known=2016-07-20&sort=date":      {`<a href="/statements/s1?known=2016-07-20">`},
		"frobnicated&where=contact%3Dmember":   {"whatever else the list is narrowed by"},
	} {
		contains(t, get(t, s, "/?q="+query, http.StatusOK), texts...)
	}
	for _, query := range []string{"", "?q=", "?q=nothing+whatever"} {
		if page := get(t, s, "/"+query, http.StatusOK); strings.Contains(page, "Where the words stand") || strings.Contains(page, "have been read") {
			t.Errorf("%q shows hits", query)
		}
	}
	var answer struct {
		Next  string
		Found struct {
			Texts int
			Hits  []struct{ Kind ask.HitKind }
		}
		Read ask.ReadUpTo
	}
	text := get(t, s, "/api/v1/incidents?q=attack&limit=1", http.StatusOK)
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	kinds := map[ask.HitKind]int{}
	for _, h := range answer.Found.Hits {
		kinds[h.Kind]++
	}
	if answer.Found.Texts <= len(answer.Found.Hits) || len(kinds) != 3 || kinds[ask.HitStatement] != ask.MaxHits || !answer.Read.All() || answer.Read.Records == 0 {
		t.Errorf("%.400s", text)
	}
	if page := get(t, s, "/?q=attack&limit=1&after="+answer.Next, http.StatusOK); strings.Contains(page, "Where the words stand") {
		t.Error("the second page has the hits again")
	}
}

// TestRaceHitsSoFar: while the words are being read a page says how far, and no
// browser keeps it.
func TestRaceHitsSoFar(t *testing.T) {
	a := sampleRecord(t)
	s := serve(t, a)
	// Another process is at the index, and has read nothing yet.
	other, err := sql.Open("sqlite", filepath.Join(a.Cache, a.Store.ID()+".words"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, do := range []string{"pragma journal_mode = wal", "create table other (x)", "begin immediate"} {
		if _, err := conn.ExecContext(t.Context(), do); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		a.Follow(ctx, func(err error) { t.Error(err) })
	}()
	defer func() {
		stop()
		<-followed
	}()
	ask := func() (page string, tag string) {
		w := request(s, http.MethodGet, "/?q=train")
		if w.Code != http.StatusOK && w.Code != http.StatusServiceUnavailable { // before it was followed it waited
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
		return w.Body.String(), w.Header().Get("ETag")
	}
	const soFar = "The words of 0 of "
	begun := false
	for range 100 { // until it is followed it waits by itself
		if page, tag := ask(); strings.Contains(page, soFar) {
			contains(t, page, "more may be found in a moment", `href="/?q=train"`)
			if tag != "" {
				t.Errorf("it has the tag %s", tag)
			}
			begun = true
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if !begun {
		t.Error("it does not say how far the words are read")
	}
	contains(t, get(t, s, "/api/v1/incidents?q=train", http.StatusOK), `"records":0`, `"entry":0`)
	if _, err := conn.ExecContext(t.Context(), "rollback"); err != nil {
		t.Fatal(err)
	}
	for range 300 {
		if page, _ := ask(); !strings.Contains(page, "have been read") {
			contains(t, page, "Where the words stand")
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the words are never read")
}
