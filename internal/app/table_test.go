package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// No cell of a CSV for people begins a formula.
func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+a": "'+a", "-a": "'-a", "@a": "'@a", "\ta": "'\ta", "\ra": "'\ra",
		"＝1+1": "'＝1+1", "＋a": "'＋a", "－a": "'－a", "＠a": "'＠a",
		"": "", "-1.5": "-1.5", "+3": "+3", "a=b": "a=b", "ａ": "ａ", "\xff": "\xff",
	} {
		if got := ask.Harmless(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}
