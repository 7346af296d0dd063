package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// search is the ids of the incidents that a text is found in.
func search(t testing.TB, a *point.App, q *point.Question, text string) []string {
	t.Helper()
	l, err := apptest.At1(context.Background(), a, q, ask.List, &ask.Selection{Search: text})
	if err != nil {
		fatal(t, err)
	}
	ids := []string{}
	for _, r := range l.Rows {
		ids = append(ids, r.Incident)
	}
	return ids
}

func add(t testing.TB, a *point.App, nouns ...ascribe.Noun) {
	t.Helper()
	for _, n := range nouns {
		if _, err := acts.Add(context.Background(), a, anna, n); err != nil {
			fatal(t, err)
		}
	}
}

// others makes programs over a copy of a store, as if each were in a process of
// its own: they know of each other by the files only.
func others(t testing.TB, a *point.App) func() *point.App {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "copy.db")
	if _, err := a.Store.Backup(context.Background(), path); err != nil {
		fatal(t, err)
	}
	return func() *point.App {
		s, err := store.Open(context.Background(), path)
		if err != nil {
			fatal(t, err)
		}
		t.Cleanup(func() { s.Close() })
		return &point.App{Store: s, Now: a.Now, Rand: a.Rand, Signer: a.Signer, Cache: filepath.Join(dir, "cache")}
	}
}

// erase takes away what was written down under an id.
func erase(t testing.TB, a *point.App, space store.Space, id string) {
	t.Helper()
	record, _, ok, err := a.Store.Find(context.Background(), space, ascribe.Main, id)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	signer, err := a.Signer()
	if err != nil {
		t.Fatal(err)
	}
	act := store.Act{Who: "Anna", Kind: ascribe.EntryErasure, Now: a.Now(), Rand: a.Rand, Signer: signer}
	_, _, err = a.Store.Write(context.Background(), act, func(tx *store.Tx) error {
		_, err := tx.Append(&ascribe.Erasure{Target: record, Reason: "the law"})
		return err
	})
	if err != nil {
		fatal(t, err)
	}
}

func dated(t testing.TB, day string) ascribe.Date { return ascribe.OnDay(on(t, day).AsOf.Known) }

// TestSearchAgrees holds the index of words to reading every incident, for
// every word that the sample casebook has, and pairs of them, at several
// points.
func TestSearchAgrees(t *testing.T) {
	a := loaded(t)
	a.Cache = t.TempDir()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	texts := map[string]bool{}
	for x, err := range a.Store.Records(context.Background(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		var all string
		switch n := x.Noun.(type) {
		case *ascribe.Incident:
			all = n.Title
		case *ascribe.Statement:
			all = n.Value + " " + n.Note
		case *ascribe.Source:
			all = n.Title + " " + n.Publisher
		}
		fields := strings.Fields(all)
		for i, w := range fields {
			texts[w] = true
			if i > 0 {
				texts[fields[i-1]+" "+w] = true
			}
		}
	}
	var list []string
	for text := range texts {
		list = append(list, text)
	}
	slices.Sort(list)
	if len(list) < 1000 {
		t.Fatalf("only %d texts", len(list))
	}
	points := []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-07-20"), on(t, "2017-06-01"), {AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}}
	found := 0
	for i := 0; i < len(list); i += 41 {
		q := points[i%len(points)]
		if _, err := apptest.At1(context.Background(), a, q, ask.Search, list[i]); ascribe.KindOf(err) == ascribe.ErrInvalid {
			continue // no word
		}
		fast, slow := search(t, a, q, list[i]), search(t, slow, q, list[i])
		found += len(fast)
		if diff := cmp.Diff(slow, fast); diff != "" {
			t.Errorf("%q: %s", list[i], diff)
		}
	}
	if found < 100 {
		t.Errorf("only %d were found", found)
	}
}

func TestSearchLanguages(t *testing.T) {
	a := loaded(t)
	add(t, a,
		&ascribe.Source{ID: "ar", Title: "الهجوم على القطار", Publisher: "الجزيرة", Published: dated(t, "2016-07-19"), Language: "ar", Reliability: "B"},
		&ascribe.Source{ID: "zh", Title: "火车袭击事件", Publisher: "新华社", Published: dated(t, "2016-07-20"), Reliability: "B"},
		&ascribe.Incident{ID: "one", Title: "Zugangriffe bei Würzburg"},
		&ascribe.Statement{ID: "s1", Subject: "one", Variable: "contact", Value: "member", Source: "ar", Credibility: "2", Quote: "des attaques"},
		&ascribe.Statement{ID: "s2", Subject: "one", Variable: "contact", Value: "member", Source: "zh", Credibility: "2", Note: "انفجار ببيروت"},
		&ascribe.Actor{ID: "org", Kind: ascribe.Organisation, Name: "Quuxgruppe"},
		&ascribe.Actor{ID: "someone", Kind: ascribe.Person, Name: "Xyzzy"},
	)
	for _, text := range []string{"هجوم", "الهُجُوم قطار", "袭击", "新华社 attaque", "zugangriff wuerz", "Wurzburg الجزيرة member", "one", "بيروت"} {
		if !slices.Contains(search(t, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, text), "one") {
			t.Errorf("%q does not find it", text)
		}
	}
	// What was said later is not found earlier.
	for day, want := range map[string][]string{"2016-07-18": {}, "2016-07-19": {"one"}} {
		if got := search(t, a, on(t, day), "zugangriffe"); !slices.Equal(got, want) {
			t.Errorf("on %s: %v, want %v", day, got, want)
		}
		if got := search(t, a, on(t, day), "袭击 zugangriffe"); len(got) != 0 {
			t.Errorf("on %s: %v", day, got)
		}
	}
	f, err := apptest.At1(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Search, "quuxgruppen")
	if err != nil || len(f.Best) != 1 || f.Best[0].Kind != ask.HitActor || f.Best[0].ID != "org" || f.N != 0 {
		t.Errorf("the organisation: %+v, %v", f, err)
	}
	f, err = apptest.At1(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Search, "xyzzy")
	if err != nil || len(f.Best) != 0 {
		t.Errorf("the person: %+v, %v", f, err)
	}
}

// TestSearchValues finds a value of the codebook under the words for it: all
// incidents in a country by its name.
func TestSearchValues(t *testing.T) {
	a := loaded(t)
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-10-15")} {
		for text, c := range map[string]ask.Condition{
			"Germany": ask.Is("country", "DE"), "united STATES": ask.Is("country", "US"), "remotely": ask.Is("contact", "member_remotely"),
		} {
			l, err := apptest.At1(context.Background(), a, q, ask.List, &ask.Selection{Where: []ask.Condition{c}})
			if err != nil {
				fatal(t, err)
			}
			found := search(t, a, q, text)
			if len(l.Rows) == 0 {
				t.Fatalf("none has %+v", c)
			}
			for _, r := range l.Rows {
				if !slices.Contains(found, r.Incident) {
					t.Errorf("%q does not find %s, of %v", text, r.Incident, c)
				}
			}
		}
	}
	add(t, a, &ascribe.Incident{ID: "one", Title: "One"},
		&ascribe.Statement{Subject: "one", Variable: "place", Value: "no", Source: "cbc-day6-2017", Credibility: "2"})
	if got := search(t, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, "Norway"); slices.Contains(got, "one") {
		t.Errorf("the word no is found as Norway: %v", got)
	}
}

// TestSearchPersons finds a person on the days on which that person may be
// named, and writes nothing of it into the index.
func TestSearchPersons(t *testing.T) {
	a := loaded(t)
	a.Cache = t.TempDir()
	add(t, a,
		&ascribe.Source{ID: "court", Title: "A judgment", Published: dated(t, "2020-01-01"), Reliability: "A"},
		&ascribe.Actor{ID: "xyzzy", Kind: ascribe.Person, Name: "Xyzzy Quux"},
		&ascribe.Actor{ID: "plugh", Kind: ascribe.Person, Name: "Plugh Quux"},
		&ascribe.Statement{ID: "s1", Subject: "xyzzy", Variable: "may_be_named", Value: "convicted", Source: "court", Credibility: "1"},
	)
	for _, c := range []struct {
		day, text string
		want      []string
	}{
		{"2019-12-31", "quux", nil},
		{"2020-01-01", "quux", []string{"xyzzy"}},
		{"2020-01-01", "XYZ quux", []string{"xyzzy"}},
		{"2020-01-01", "xyzzy plugh", nil},
		{"2020-01-01", "plugh", nil},
		{"2019-12-31", "quux", nil}, // what was found on the other day is not taken for it
	} {
		for _, viewer := range []point.Viewer{point.Public, point.Team} {
			q := on(t, c.day)
			q.Viewer = viewer
			f, err := apptest.At1(context.Background(), a, q, ask.Search, c.text)
			if err != nil {
				fatal(t, err)
			}
			var got []string
			for _, h := range f.Best {
				if h.Kind != ask.HitActor || h.Title != "Xyzzy Quux" || len(h.Snippet) == 0 {
					t.Errorf("hit %+v", h)
				}
				got = append(got, h.ID)
			}
			if !slices.Equal(got, c.want) || f.Texts != len(c.want) || f.N != 0 {
				t.Errorf("%q on %s: %v, want %v", c.text, c.day, got, c.want)
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(a.Cache, "*.words*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "yzzy") {
			t.Errorf("%s has the name", filepath.Base(name))
		}
	}
}

func TestSearchWithdrawn(t *testing.T) {
	a := loaded(t)
	add(t, a,
		&ascribe.Source{ID: "src", Title: "Blorp Daily", Published: dated(t, "2020-01-01"), Reliability: "B"},
		&ascribe.Incident{ID: "one", Title: "Frobnicated"},
		&ascribe.Statement{ID: "s1", Subject: "one", Variable: "contact", Value: "member", Source: "src", Credibility: "2", Note: "grault"},
	)
	at := func(known string, recorded int64) *point.Question {
		q := on(t, known)
		q.AsOf.Recorded = recorded
		return q
	}
	check := func(q *point.Question, text string, want bool) {
		t.Helper()
		for _, a := range []*point.App{a, {Store: a.Store, WithoutIndex: true}} {
			if got := slices.Contains(search(t, a, q, text), "one"); got != want {
				t.Errorf("%q at %+v (without an index: %v): %v", text, q.AsOf, a.WithoutIndex, got)
			}
		}
	}
	last, _ := a.Store.Last(context.Background())
	check(at("2021-01-01", last), "grault blorp frobnicated", true)
	check(at("2021-01-01", last-1), "grault", false)
	check(at("2019-12-31", last), "frobnicated", false)
	add(t, a, &ascribe.Withdrawal{ID: "w1", Statement: "s1", Kind: ascribe.Correction, Said: dated(t, "2020-06-01"), Source: "src"})
	check(at("2020-05-31", ascribe.Latest), "grault", true)
	check(at("2020-06-01", ascribe.Latest), "grault", false)
	check(at("2020-06-01", ascribe.Latest), "blorp", false)
	check(at("2020-06-01", ascribe.Latest), "frobnicated", true) // still counted
	check(at("2020-06-01", last), "grault", true)
	add(t, a, &ascribe.Withdrawal{ID: "w2", Statement: "w1", Kind: ascribe.Strike})
	check(at("2020-06-01", ascribe.Latest), "grault", true)
	check(at("2020-06-01", last+1), "grault", false)
	add(t, a, &ascribe.Withdrawal{ID: "w3", Statement: "s1", Kind: ascribe.Strike})
	check(at("2020-06-01", ascribe.Latest), "frobnicated", false)
	check(at("2020-06-01", last+2), "frobnicated", true)
}

// A search for anything at all fails with a sentence, or not at all.
func TestSearchHostile(t *testing.T) {
	a := loaded(t)
	for _, text := range []string{
		`" OR * NEAR(`, `"`, `*`, `NEAR(train attack)`, `terms:train`, `a AND NOT b`, `train) OR (1`, "train\x00attack", "tr\xffain", `-train ^train`,
		"'; drop table words; --", strings.Repeat("word ", 1000), strings.Repeat("w", 1_000_000), strings.Repeat("( ", 50_000), "\u202e\u0301", "ﷺ", "½ ⑴ ŉ",
	} {
		f, err := apptest.At1(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Search, text)
		if err != nil && ascribe.KindOf(err) != ascribe.ErrInvalid {
			fatal(t, err)
		}
		if err == nil && f.Read.Entry != f.Read.Of {
			t.Errorf("%.40q: read up to %+v", text, f.Read)
		}
	}
	var many []string
	for i := range 40 {
		many = append(many, fmt.Sprint("w", i))
	}
	if _, err := apptest.At1(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Search, strings.Join(many, " ")); ascribe.KindOf(err) != ascribe.ErrInvalid {
		t.Errorf("40 words: %v", err)
	}
	if got := search(t, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, `"WURZBURG" AND-train`); !slices.Contains(got, "wuerzburg-train-2016") {
		t.Errorf("quoted: %v", got)
	}
}

func TestSearchHits(t *testing.T) {
	a := loaded(t)
	f, err := apptest.At1(context.Background(), a, on(t, "2016-10-15"), ask.Search, "würzburg train")
	if err != nil {
		fatal(t, err)
	}
	if f.N == 0 || f.N != len(f.Incidents) || !slices.IsSorted(f.Incidents) || len(f.Best) == 0 || len(f.Best) > 4*ask.MaxHits || f.Texts < len(f.Best) {
		t.Fatalf("%+v", f)
	}
	if h := f.Best[0]; h.Kind != ask.HitIncident || h.ID != "wuerzburg-train-2016" {
		t.Errorf("the first hit is %+v", h)
	}
	for _, h := range f.Best {
		marked := false
		for _, p := range h.Snippet {
			marked = marked || p.Hit
		}
		if !marked || h.ID == "" || (h.Kind == ask.HitStatement) != (h.Said != nil) || h.Said != nil && *h.Said > *f.Known {
			t.Errorf("hit %+v", h)
		}
	}
	text, err := json.Marshal(f)
	if err != nil || strings.Contains(string(text), "Incidents") {
		t.Errorf("%s, %v", text, err)
	}
}

// A search by one process sees what another has written since, and what the
// file has lost.
func TestSearchFollows(t *testing.T) {
	a := loaded(t)
	other := others(t, a)
	a = other()
	file := filepath.Join(a.Cache, a.Store.ID()+".words")
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	if got := search(t, a, now, "frobnicated"); len(got) != 0 {
		t.Fatal(got)
	}
	b := other()
	add(t, b, &ascribe.Incident{ID: "one", Title: "Frobnicated"},
		&ascribe.Statement{ID: "s1", Subject: "one", Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "2"})
	c := other()
	for i, x := range []*point.App{a, b, c} {
		if got := search(t, x, now, "frobnicated"); !slices.Equal(got, []string{"one"}) {
			t.Errorf("%d: %v", i, got)
		}
	}
	for _, x := range []*point.App{a, b, c} {
		x.Store.Close()
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damage := map[string]func() error{
		"no database": func() error { return os.WriteFile(file, []byte("nothing of the kind"), 0o600) },
		"empty":       func() error { return os.WriteFile(file, nil, 0o600) },
		"gone":        func() error { return os.RemoveAll(file) },
		"overwritten": func() error {
			bad := slices.Clone(good)
			for i := 4096; i < len(bad); i++ {
				bad[i] = byte(i * 7)
			}
			return os.WriteFile(file, bad, 0o600)
		},
		"cut": func() error { return os.WriteFile(file, good[:len(good)/2], 0o600) },
		"a folder": func() error {
			return errors.Join(os.RemoveAll(file), os.Mkdir(file, 0o700))
		},
	}
	for name, do := range damage {
		a, b := other(), other()
		if err := do(); err != nil {
			t.Fatal(name, err)
		}
		for i, x := range []*point.App{a, b} {
			if got := search(t, x, now, "frobnicated"); !slices.Equal(got, []string{"one"}) {
				t.Errorf("%s: %d: %v", name, i, got)
			}
			x.Store.Close()
		}
		if err := os.RemoveAll(file); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRaceSearchTogether has many search, each with its own connections, while one
// writes.
func TestRaceSearchTogether(t *testing.T) {
	other := others(t, loaded(t))
	a := other()
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	var all sync.WaitGroup
	for range 3 {
		x := other()
		for range 3 {
			x := &point.App{Store: x.Store, Cache: x.Cache}
			all.Go(func() {
				for range 20 {
					f, err := apptest.At1(context.Background(), x, now, ask.Search, "würzburg train")
					if err != nil || f.N == 0 || f.Read.Entry == 0 {
						t.Errorf("%+v, %v", f, err)
						return
					}
				}
			})
		}
	}
	for i := range 20 {
		add(t, a, &ascribe.Incident{ID: fmt.Sprintf("i-%d", i), Title: "Frobnicated"},
			&ascribe.Statement{Subject: fmt.Sprintf("i-%d", i), Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "2"})
		if got := search(t, a, now, "frobnicated"); len(got) != i+1 {
			t.Errorf("%d after %d", len(got), i+1)
		}
	}
	all.Wait()
}

// What was erased is no longer found, nor left in the file.
func TestSearchErased(t *testing.T) {
	a := loaded(t)
	a.Cache = t.TempDir()
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	add(t, a, &ascribe.Incident{ID: "one", Title: "One"},
		&ascribe.Statement{ID: "s1", Subject: "one", Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "2", Note: "frobnicated"},
		&ascribe.Statement{ID: "s2", Subject: "one", Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "2"})
	if got := search(t, a, now, "frobnicated"); !slices.Equal(got, []string{"one"}) {
		t.Fatal(got)
	}
	kept := func() bool {
		files, err := filepath.Glob(filepath.Join(a.Cache, "*.words*"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		return slices.ContainsFunc(files, func(name string) bool {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			return strings.Contains(string(text), "obnicat") // terms leave out what they begin with alike
		})
	}
	if !kept() {
		t.Fatal("the file does not have it")
	}
	erase(t, a, store.SpaceStatement, "s1")
	if got := search(t, a, now, "frobnicated"); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if got := search(t, a, now, "one member"); !slices.Contains(got, "one") {
		t.Errorf("found %v", got)
	}
	if kept() {
		t.Error("the file has it still")
	}
}
