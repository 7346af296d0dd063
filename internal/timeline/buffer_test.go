package timeline

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestUseAgain puts one index under codebook after codebook, and holds it to one
// that was built for each: memory that is used again leaves nothing behind.
func TestUseAgain(t *testing.T) {
	all := books(t)
	names := []string{"direction", "policies", "whole", "direction", "shared", "direction", "direction"}
	r := rand.New(rand.NewPCG(5, 5))
	// Each worker needs a thousand incidents.
	w := random(t, r, all["direction"], 2500)
	x := w.index(t, w.records)
	q := Query{By: []string{"year", "label", "level", "settled"}, Days: []ascribe.Day{firstDay + 3, firstDay + 30, ascribe.Forever}}
	for i, name := range names {
		w.book = all[name]
		x.Use(ctx, w.book)
		fresh := w.index(t, w.records)
		for _, a := range [][2]Answer{{sure(x.Count(ctx, q)), sure(fresh.Count(ctx, q))}, {sure(x.Afresh(ctx, Query{By: q.By, Days: q.Days[1:2]})), sure(fresh.Count(ctx, Query{By: q.By, Days: q.Days[1:2]}))}} {
			if got, want := fmt.Sprint(a[0]), fmt.Sprint(a[1]); got != want {
				t.Fatalf("%d, %s:\n%s\nwant\n%s", i, name, got, want)
			}
		}
	}
}
