package timeline

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestOneDayAgrees holds what is worked out for one day alone to the spans.
func TestOneDayAgrees(t *testing.T) {
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(rounds(30)) {
				w := random(t, rand.New(rand.NewPCG(seed, 3)), book, 40)
				x := w.index(t, w.records)
				for day := ascribe.Day(firstDay - 1); day <= firstDay+daySpan; day++ {
					q := Query{By: []string{"year", "label", "level", "settled"}, Days: []ascribe.Day{day}}
					if got, want := fmt.Sprint(sure(x.Afresh(ctx, q))), fmt.Sprint(sure(x.Count(ctx, q))); got != want {
						t.Fatalf("seed %d, day %d:\n%s\nwant\n%s", seed, day, got, want)
					}
				}
			}
		})
	}
}
