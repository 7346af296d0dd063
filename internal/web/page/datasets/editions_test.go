package datasets

import (
	"testing"
)

func TestEditionsCell(t *testing.T) {
	for cell, want := range map[editionsCell]string{"0": "0", "4423": "4 423", "1234567.25": "1 234 567.25", "-1200": "-1 200"} {
		if got := cell.Text(); got != want {
			t.Errorf("%s is written %q, want %q", cell, got, want)
		}
	}
}
