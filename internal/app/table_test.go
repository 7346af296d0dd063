package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe/internal/app"
)

// A spreadsheet takes nothing in a CSV for people for a formula, also where its
// sign is full-width.
func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "x": "x", "-1": "-1", "+1.5": "+1.5",
		"=1": "'=1", "@x": "'@x", "-x": "'-x", "\tx": "'\tx",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x",
	} {
		if got := app.Harmless(cell); got != want {
			t.Errorf("%q is %q", cell, got)
		}
	}
}
