package timeline

import (
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// large is an index of 200,000 incidents.
var large = sync.OnceValue(func() *Index {
	var t testing.B
	w := random(&t, rand.New(rand.NewPCG(1, 1)), direction(&t), 200_000)
	return w.index(&t, w.records)
})

// BenchmarkPage answers one page of 200,000 incidents with six facets: as
// known on a day that was asked for before, and on one that was not.
func BenchmarkPage(b *testing.B) {
	x := large()
	rank := func(value string) int {
		n, err := strconv.Atoi(value)
		if err != nil {
			return survey.Last
		}
		return n
	}
	facets := []string{"label", "settled", "contact", "year", "evidence_state", "propaganda"}
	for name, sort := range map[string]Sort{
		"incident": {By: survey.ByIncident}, "-incident": {By: survey.ByIncident, Descending: true}, "changed": {By: survey.ByChanged, Descending: true},
		"revisions": {By: survey.ByRevisions, Descending: true}, "killed": {By: "killed", Rank: rank},
		"after": {By: survey.ByChanged, After: &Place{Key: Key{Rank: firstDay + 30}, Incident: "incident-7"}},
	} {
		q := PageQuery{Query: Query{Days: []ascribe.Day{firstDay + 50}}, Facets: facets, Sort: sort, Limit: 50}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				x.Page(ctx, q)
			}
		})
	}
	q := PageQuery{Query: Query{Where: []Where{survey.Is("contact", "member")}, Days: []ascribe.Day{firstDay + 50}}, Facets: facets, Sort: Sort{By: survey.ByChanged}, Limit: 50}
	b.Run("where", func(b *testing.B) {
		for b.Loop() {
			x.Page(ctx, q)
		}
	})
	b.Run("another day", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			q.Days = []ascribe.Day{firstDay + ascribe.Day(i%60)}
			x.Page(ctx, q)
		}
	})
}

// BenchmarkAwaiting works out what 200,000 incidents wait for, anew each time.
func BenchmarkAwaiting(b *testing.B) {
	x := large()
	q := Query{Days: []ascribe.Day{firstDay + 50}}
	x.Awaiting(ctx, q, 1)
	for b.Loop() {
		x.readings[0].dayTables.awaiting.Purge()
		x.Awaiting(ctx, q, 5)
	}
}
