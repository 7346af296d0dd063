package timeline

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// TestPagesFollow takes half of a record in at once and the rest bit by bit,
// asks after each bit, and holds the answers to those of an index that was
// built of as much.
func TestPagesFollow(t *testing.T) {
	book := direction(t)
	rank := func(value string) int {
		n, err := strconv.Atoi(value)
		if err != nil {
			return survey.Last
		}
		return n
	}
	sorts := []Sort{
		{By: survey.ByIncident},
		{By: survey.ByIncident, Descending: true},
		{By: survey.ByChanged, Descending: true},
		{By: survey.ByRevisions},
		{By: survey.ByFirst},
		{By: "killed", Rank: rank},
		{By: "killed", Rank: rank, Descending: true},
		{By: "year", Rank: rank},
		{By: survey.ByChanged, After: &Place{Key: Key{Rank: firstDay + 30}, Incident: "incident-3"}},
		{By: "year", Rank: rank, After: &Place{Key: Key{Rank: 2015, Text: "2015"}, Incident: "incident-3"}},
	}
	for seed := range uint64(rounds(5)) {
		r := rand.New(rand.NewPCG(seed, 12))
		w := random(t, r, book, 40)
		x := w.index(t, w.records/2)
		ask := func(x *Index, sort Sort, day ascribe.Day) []any {
			q := PageQuery{
				Query:  Query{By: []string{"contact", "date"}, Where: []Where{survey.Is("settled", "no"), survey.Is("propaganda", "yes"), survey.Is("propaganda", "unknown")}, Days: []ascribe.Day{day}},
				Facets: []string{"label", "settled", "year", "propaganda"}, Sort: sort, Limit: 7,
			}
			return []any{
				sure(x.Page(ctx, q)), sure(x.Changes(ctx, q.Query)), sure(x.Awaiting(ctx, q.Query, 2)), sure(x.Relabelled(ctx, Query{Days: []ascribe.Day{day, firstDay + 40}}, "", 3)),
			}
		}
		for at := w.records / 2; at < w.records; {
			next := min(at+int64(1+r.IntN(30)), w.records)
			if err := x.Update(next, next, func(u *Update) error { w.feedUpdate(u, at, next); return nil }); err != nil {
				t.Fatal(err)
			}
			at = next
			whole := w.index(t, at)
			for range 3 {
				sort, day := sorts[r.IntN(len(sorts))], firstDay+ascribe.Day(r.IntN(3)*25)
				if d := cmp.Diff(ask(whole, sort, day), ask(x, sort, day)); d != "" {
					t.Fatalf("seed %d, at %d, %+v: %s", seed, at, sort, d)
				}
			}
		}
	}
}

// TestPagesFollowIncidents holds that incidents which come later, with other
// years, are on the pages that were asked for before.
func TestPagesFollowIncidents(t *testing.T) {
	book := direction(t)
	b := NewBuilder()
	source := b.Source(1, "A")
	date, contact := b.Slot("date"), b.Slot("contact")
	say := func(to Taker, record int64, incident int32, slot uint16, value string) {
		to.Add(Statement{Record: record, Incident: incident, Source: source, Slot: slot, Value: to.Value(slot, value), Day: firstDay, Stance: ascribe.Asserts, Credibility: "1"})
	}
	say(b, 3, b.Incident(2, "a"), date, "2016")
	x, err := b.Build(ctx, book, 3, 3)
	if err != nil {
		t.Fatal(err)
	}
	q := PageQuery{Query: Query{By: []string{"contact"}, Days: []ascribe.Day{firstDay}}, Facets: []string{"year", "contact"}, Sort: Sort{By: survey.ByChanged}, Limit: 5}
	if p := sure(x.Page(ctx, q)); p.Base != 1 || p.Facets[0]["2016"] != 1 {
		t.Fatalf("%+v", p)
	}
	err = x.Update(6, 6, func(u *Update) error {
		n := u.Incident(4, "b")
		say(u, 5, n, date, "1999")
		say(u, 6, n, contact, "member")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p := sure(x.Page(ctx, q))
	if p.Base != 2 || p.Facets[0]["2016"] != 1 || p.Facets[0]["1999"] != 1 || p.Facets[1]["member"] != 1 || len(p.Rows) != 2 || p.Rows[1].Values[0][0] != "member" {
		t.Fatalf("%+v", p)
	}
}
