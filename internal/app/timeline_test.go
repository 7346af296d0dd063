package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestIndexAgrees holds every question that the index answers to the same
// question worked out incident by incident.
func TestIndexAgrees(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	if _, err := acts.Add(ctx, a, anna, &ascribe.Incident{ID: "later-2020", Title: "Later"}); err != nil {
		t.Fatal(err)
	}
	for i, s := range []*ascribe.Statement{
		{Subject: "later-2020", Variable: "contact", Value: "member_remotely", Source: "cbc-day6-2017", Credibility: "2", ID: "x1"},
		{Subject: "later-2020", Variable: "guidance", Value: "target", Source: "cbc-day6-2017", Credibility: "2", ID: "x2"},
		{Subject: "wuerzburg-train-2016", Variable: "contact", Value: "member", Stance: ascribe.Denies, Source: "cbc-day6-2017", Credibility: "2", ID: "x3"},
	} {
		if _, err := acts.Add(ctx, a, anna, s); err != nil {
			t.Fatal(i, err)
		}
	}
	last := int64(6)
	for _, w := range []*ascribe.Withdrawal{
		{Statement: "x2", Kind: ascribe.Strike}, {Statement: "x1", Kind: ascribe.Correction, Said: ascribe.OnDay(on(t, "2018-01-01").AsOf.Known)},
	} {
		if _, err := acts.Add(ctx, a, anna, w); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := acts.Add(ctx, a, anna, &ascribe.Regrade{Source: "cbc-day6-2017", Reliability: "E"}); err != nil {
		t.Fatal(err)
	}
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	for _, q := range []*point.Question{
		{AsOf: ascribe.Now, Viewer: point.Team},
		on(t, "2016-08-15"), on(t, "2017-06-01"),
		{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: last}, Viewer: point.Team},
		{AsOf: ascribe.AsOf{Known: on(t, "2018-06-01").AsOf.Known, Recorded: last + 2}, Viewer: point.Team},
		{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team},
		{AsOf: ascribe.Now, Draft: &point.File{Name: "draft", Text: append([]byte("# a draft\n"), codebooks.Direction...)}, Viewer: point.Team},
	} {
		compare(t, func(a *point.App) (any, error) { return apptest.At(ctx, a, q, ask.Drift) }, a, slow)
		for _, by := range [][]string{{"label"}, {"year", "label"}, {"contact"}, {"country", "settled"}, {"level", "guidance", "year"}, {"place"}} {
			for _, where := range [][]ask.Condition{nil, {ask.Is("country", "DE")}, {ask.Is("label", "inspired"), ask.Is("year", "2016")}} {
				compare(t, func(a *point.App) (any, error) { return apptest.At2(ctx, a, q, ask.Count, by, where) }, a, slow)
				compare(t, func(a *point.App) (any, error) {
					return apptest.At3(ctx, a, q, ask.Series, days(t, "2016-07-31", "2016-12-31", "2019-12-31"), by[0], where)
				}, a, slow)
				compare(t, func(a *point.App) (any, error) {
					return apptest.At1(ctx, a, q, ask.List, &ask.Selection{Where: where, Limit: 7})
				}, a, slow)
			}
		}
	}
}

func compare(t *testing.T, ask func(*point.App) (any, error), fast, slow *point.App) {
	t.Helper()
	var texts []string
	for _, a := range []*point.App{fast, slow} {
		answer, err := ask(a)
		if err != nil {
			fatal(t, err)
		}
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if texts[0] != texts[1] {
		t.Fatalf("with the index\n%s\nwithout\n%s", texts[0], texts[1])
	}
}

// TestSnapshot holds that a large record is read from a snapshot the second
// time, with the same answers, and that a damaged snapshot does no harm.
func TestSnapshot(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes 24,000 records")
	}
	a, ctx := loaded(t), context.Background()
	a.Cache = t.TempDir()
	many := make([]ascribe.Noun, 0, 24_000)
	for i := range 4_000 {
		id := fmt.Sprintf("i-%d", i)
		many = append(many, &ascribe.Incident{ID: id, Title: id})
		for j, v := range []string{"directive=top", "contact=member", "propaganda=yes", "country=DE", "date=2016-07-18"} {
			var name, value string
			fmt.Sscanf(v, "%s", &name)
			for k := range name {
				if name[k] == '=' {
					name, value = name[:k], name[k+1:]
					break
				}
			}
			many = append(many, &ascribe.Statement{
				ID: fmt.Sprintf("s-%d-%d", i, j), Subject: id, Variable: name, Value: value, Stance: ascribe.Stances[(i+j)%3],
				Source: "cbc-day6-2017", Credibility: ascribe.Credibility("1234"[(i*j)%4:][:1]),
			})
		}
	}
	write(t, a, many)
	count := func(a *point.App) string {
		c, err := apptest.At2(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Count, []string{"year", "label", "settled"}, nil)
		if err != nil {
			fatal(t, err)
		}
		text, _ := json.Marshal(c)
		return string(text)
	}
	want := count(a)
	file := filepath.Join(a.Cache, a.Store.ID()+".timeline")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	again := func() *point.App {
		return &point.App{Store: a.Store, Now: a.Now, Rand: a.Rand, Signer: a.Signer, Cache: a.Cache}
	}
	if got := count(again()); got != want {
		t.Errorf("from the snapshot %s, want %s", got, want)
	}
	if err := os.WriteFile(file, append(good[:len(good)/2:len(good)/2], good[len(good)/2+1:]...), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := count(again()); got != want {
		t.Errorf("from a damaged snapshot %s, want %s", got, want)
	}
	if _, err := acts.Add(ctx, a, anna, &ascribe.Statement{Subject: "i-1", Variable: "other_actor", Value: "state", Source: "cbc-day6-2017", Credibility: "2"}); err != nil {
		t.Fatal(err)
	}
	if got, want := count(again()), count(a); got != want || got == "" {
		t.Errorf("caught up %s, want %s", got, want)
	}
}
