package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestCarries: the list of sources tells of each what its own page finds to fall
// with it; in the sample 33 carry some label, four of them three.
func TestCarries(t *testing.T) {
	a := loaded(t)
	for _, q := range []*point.Question{{AsOf: ascribe.Now}, {AsOf: ascribe.AsOf{Known: ascribe.NewDay(2016, 9, 30), Recorded: ascribe.Now.Recorded}}} {
		list, err := apptest.At(t.Context(), a, q, ask.Sources)
		if err != nil {
			t.Fatal(err)
		}
		how := map[int]int{}
		for _, r := range list.Rows {
			one, err := apptest.At3(t.Context(), a, q, ask.Source, r.Source, int64(0), 1)
			if err != nil {
				t.Fatal(err)
			}
			if r.Carries == nil || *r.Carries != len(one.Falls) {
				t.Errorf("%s carries %v, and %d fall with it", r.Source, r.Carries, len(one.Falls))
				continue
			}
			how[*r.Carries]++
		}
		if q.AsOf == ascribe.Now && (how[1]+how[2]+how[3] != 33 || how[3] != 4) {
			t.Errorf("how many carry how many: %v, want 33 that carry any and 4 that carry three", how)
		}
	}
	rows := pages(t, a, &point.Question{AsOf: ascribe.Now}, ask.SourceSelection{Sort: "-carries", Limit: 30})
	for i := range rows[1:] {
		if *rows[i].Carries < *rows[i+1].Carries {
			t.Errorf("%s, which carries %d, comes before one that carries %d", rows[i].Source, *rows[i].Carries, *rows[i+1].Carries)
		}
	}
}
