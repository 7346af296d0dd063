package ascribe

import "testing"

// TestWithdrawals: a withdrawal acts from its place in the ledger on, and no
// more once it is struck.
func TestWithdrawals(t *testing.T) {
	w := Withdrawals[string]{}
	for _, x := range []Withdrawing[string]{
		{By: "c1", Target: "s", Recorded: 2, Kind: Correction, Day: 20},
		{By: "c2", Target: "s", Recorded: 3, Kind: Correction, Day: 10},
		{By: "x1", Target: "c2", Recorded: 4, Kind: Strike},
		{By: "x2", Target: "x1", Recorded: 5, Kind: Strike},
		{By: "x3", Target: "s", Recorded: 6, Kind: Strike},
		{By: "x4", Target: "x3", Recorded: 7, Kind: Strike},
		{By: "x5", Target: "x4", Recorded: 8, Kind: Strike},
	} {
		w.Add(x)
	}
	for recorded, want := range map[int64]struct {
		struck bool
		until  Day
	}{
		1: {false, MaxDay}, 2: {false, 20}, 3: {false, 10}, 4: {false, 20}, 5: {false, 10}, 6: {true, 10}, 7: {false, 10}, 8: {true, 10}, Latest: {true, 10},
	} {
		if struck, until := w.Struck("s", recorded), w.Until("s", recorded); struck != want.struck || until != want.until {
			t.Errorf("at %d it is struck: %t, and counts until %d; want %t, %d", recorded, struck, until, want.struck, want.until)
		}
	}
	if w.Struck("other", Latest) || w.Until("other", Latest) != MaxDay {
		t.Error("what nothing withdraws is withdrawn")
	}
}
