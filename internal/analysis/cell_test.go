package analysis_test

import (
	"testing"

	"github.com/ascribe-project/ascribe/internal/analysis"
)

func TestNormal(t *testing.T) {
	for _, test := range []struct{ column, text, want string }{
		{"gwnoa", "369.0", "369"},
		{"gwnoa", " 369 ", "369"},
		{"n", "007", "7"},
		{"n", "-0", "0"},
		{"n", "+1.50", "1.5"},
		{"n", "1e3", "1e3"},
		{"n", "1,000", "1,000"},
		{"n", "", ""},
		{"date_start", "2017-01-29 00:00:00.000", "2017-01-29"},
		{"date_start", "2017-01-29T00:00:00Z", "2017-01-29"},
		{"date_start", "2017-01-29 14:05", "2017-01-29 14:05"},
		{"latitude", "48.1452784", "48.145278"},
		{"latitude", "48.145278", "48.145278"},
		{"longitude", "37.7450000001", "37.745000"},
		{"best", "48.1452784", "48.1452784"},
		{"geom_wkt", "POINT (37.745000 48.145278)", "POINT (37.745000 48.145278)"},
	} {
		if got := analysis.Normal(test.column, test.text); got != test.want {
			t.Errorf("%s %q is %q, want %q", test.column, test.text, got, test.want)
		}
	}
}

func TestCosmetic(t *testing.T) {
	for _, test := range []struct {
		before, after     string
		changed, cosmetic bool
	}{
		{"369.0", "369", false, false},
		{"Donetsk oblast", "Donetsk Oblast", true, true},
		{"Donetsk Oblast", "Donets'k oblast", true, true},
		{"Donetsk Oblast", "Luhansk Oblast", true, false},
		{"Kyïv", "KYÏV", true, true},
		{"Ky\u00efv", "Kyi\u0308v", false, false},
		{"1 km: Ky\u00efv", "1 km: Kyi\u0308v", false, false},
		{"12", "１２", true, true},
		{"Kyïv", "Kyiv", true, false},
		{"3", "4", true, false},
		{"1.5", "15", true, false},
		{"-1", "1", true, false},
		{"", "0", true, false},
		{"", "-", true, true},
		{"2017-01-29", "2017-01-29 14:00", true, true},
		{"2017-01-29", "2017-01-30", true, false},
	} {
		changed := analysis.Normal("x", test.before) != analysis.Normal("x", test.after)
		cosmetic := changed && analysis.Cosmetic(test.before, test.after)
		if changed != test.changed || cosmetic != test.cosmetic {
			t.Errorf("%q to %q: changed %v, cosmetic %v", test.before, test.after, changed, cosmetic)
		}
	}
}

func TestRewritten(t *testing.T) {
	for _, test := range []struct {
		before, after string
		want          bool
	}{
		{"POINT (38.400000 48.200000)", "POINT (38.4 48.2)", true},
		{"POINT (38.400000 48.000000)", "POINT (38.4 48)", true},
		{"LINESTRING (-1.50 2.0, 3 4)", "LINESTRING (-1.5 2, 3.000 4)", true},
		{"POINT (38.4 48.2)", "POINT (38.41 48.2)", false},
		{"POINT (38.4 48.2)", "POINT (-38.4 48.2)", false},
		{"POINT (40 48)", "POINT (4 48)", false},
		{"POINT (38.4 48.2)", "POINT (38.04 48.2)", false},
		{"as of 1.10.20", "as of 1.10.2", false},
		{"Kyiv", "Kiev", false},
	} {
		if got := analysis.Rewritten(test.before, test.after); got != test.want {
			t.Errorf("%q to %q: %v", test.before, test.after, got)
		}
	}
}
