package timeline

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestKeptAnswersMove holds answers that are kept, entry by entry, to the same
// counted anew, and sees that one that was given does not change.
func TestKeptAnswersMove(t *testing.T) {
	queries := []Query{
		{By: []string{"year", "label"}, Days: []ascribe.Day{firstDay + 5, firstDay + 20, firstDay + 21, firstDay + daySpan + 100}},
		{By: []string{"settled"}, Days: []ascribe.Day{firstDay + 10, firstDay + 30}},
		{Days: []ascribe.Day{firstDay + 40}},
	}
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			kept := 0
			for seed := range uint64(rounds(20)) {
				w := random(t, rand.New(rand.NewPCG(seed, 4)), book, 40)
				half := w.records / 2
				x := w.index(t, half)
				for at := half; at < w.records; at++ {
					given := sure(x.Count(ctx, queries[0]))
					text := fmt.Sprint(given)
					if err := x.Update(at+1, at+1, func(u *Update) error { w.feedUpdate(u, at, at+1); return nil }); err != nil {
						t.Fatal(err)
					}
					if fmt.Sprint(given) != text {
						t.Fatalf("seed %d, entry %d: an answer that was given has changed", seed, at+1)
					}
					kept += x.readings[0].kept.list.Len()
					for _, q := range queries {
						want, _ := x.readings[0].countCells(q)
						if got := sure(x.Count(ctx, q)); fmt.Sprint(got) != fmt.Sprint(want) {
							t.Fatalf("seed %d, entry %d, %v:\n%v\nwant\n%v", seed, at+1, q, got, want)
						}
					}
				}
			}
			if kept == 0 {
				t.Error("no answer was kept over an entry")
			}
		})
	}
}
