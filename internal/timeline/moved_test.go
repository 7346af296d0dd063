package timeline

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// TestMovedAgrees holds which incidents changed between two days to their steps,
// taken one by one.
func TestMovedAgrees(t *testing.T) {
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(rounds(40)) {
				r := rand.New(rand.NewPCG(seed, 13))
				w := random(t, r, book, 25)
				x := w.index(t, w.records)
				for range 8 {
					a := ascribe.Day(firstDay + r.IntN(daySpan))
					b := []ascribe.Day{a, a + 1, a + ascribe.Day(r.IntN(daySpan)), ascribe.Forever}[r.IntN(4)]
					recorded := 1 + r.Int64N(w.records)
					got, err := x.Moved(ctx, Query{Record: recorded}, a, b)
					if err != nil {
						t.Fatal(err)
					}
					move := &classify.Move{
						From: ascribe.AsOf{Known: a, Recorded: recorded}, To: ascribe.AsOf{Known: b, Recorded: recorded},
						Books: []classify.Adopted{{Book: book}},
					}
					var want []string
					for _, d := range w.dossiers {
						if len(move.Steps(d)) > 0 {
							want = append(want, d.Subject)
						}
					}
					if slices.Sort(want); !slices.Equal(got, want) {
						t.Fatalf("seed %d, from %s to %s as recorded by %d: %v, want %v", seed, a, b, recorded, got, want)
					}
				}
			}
		})
	}
}
