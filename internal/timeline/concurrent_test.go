package timeline

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// TestRaceReadersAndWriter lets several goroutines ask while one takes the record
// in, bit by bit. It is for the race detector.
func TestRaceReadersAndWriter(t *testing.T) {
	book := direction(t)
	w := random(t, rand.New(rand.NewPCG(9, 9)), book, 200)
	half := w.records / 2
	x := w.index(t, half)
	days := []ascribe.Day{firstDay + 10, firstDay + daySpan}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 4 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				switch (i + n) % 8 {
				case 4:
					x.Page(ctx, PageQuery{Query: Query{By: []string{"date"}, Where: []Where{survey.Is("settled", "no")}, Days: days[n%2 : n%2+1]}, Facets: []string{"year", "contact"}, Sort: Sort{By: survey.ByChanged}, Limit: 9})
				case 5:
					x.Awaiting(ctx, Query{Days: days[1:]}, 3)
				case 6:
					x.Changes(ctx, Query{})
				case 7:
					x.Relabelled(ctx, Query{Days: days}, "", 5)
				case 0:
					x.Count(ctx, Query{By: []string{"label", "year"}, Days: days})
				case 1:
					x.Count(ctx, Query{By: []string{"contact"}, Where: []Where{survey.Is("label", "undetermined")}, Days: days})
				case 2:
					x.List(ctx, Query{Days: days[1:]}, 10)
				case 3:
					x.Count(ctx, Query{By: []string{"label"}, Days: days, Record: half / 2})
				}
			}
		})
	}
	for at := half; at < w.records; at++ {
		if err := x.Update(at+1, at+1, func(u *Update) error { w.feedUpdate(u, at, at+1); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	close(done)
	readers.Wait()
	if x.Entry() != w.records {
		t.Errorf("it goes to entry %d", x.Entry())
	}
}
