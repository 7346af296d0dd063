package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestCountryName(t *testing.T) {
	for code, want := range map[string]string{
		"DE": "Germany", "GB": "United Kingdom", "XK": "Kosovo", "": "", "unknown": "unknown",
		"Germany": "Germany", "ZZ": "ZZ", "DE;FR": "DE;FR", "<b>": "<b>",
	} {
		if got := point.CountryName(code); got != want {
			t.Errorf("%q is %q, want %q", code, got, want)
		}
	}
}
