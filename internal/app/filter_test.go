package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// conditions are what is written of them.
func conditions(t *testing.T, texts ...string) []ask.Condition {
	t.Helper()
	where, err := ask.ParseConditions(texts)
	if err != nil {
		fatal(t, err)
	}
	return where
}

// TestRowsCanBeAskedFor: the value of each row of a count asks for as many
// incidents as the row counts, from the index and one by one.
func TestRowsCanBeAskedFor(t *testing.T) {
	fast := loaded(t)
	slow := &point.App{Store: fast.Store, WithoutIndex: true}
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-08-15")} {
		for _, by := range []string{"label", "level", "settled", "year", "coders", "contact", "country", "killed", "date", "outcome"} {
			count, err := apptest.At2(t.Context(), fast, q, ask.Count, []string{by}, nil)
			if err != nil {
				fatal(t, err)
			}
			for _, r := range count.Rows {
				where := conditions(t, ask.Is(by, r.Values[0]).String())
				for name, a := range map[string]*point.App{"the index": fast, "one by one": slow} {
					l, err := apptest.At1(t.Context(), a, q, ask.List, &ask.Selection{Where: where, Limit: 1})
					if err != nil {
						fatal(t, err)
					}
					if l.Total != r.N {
						t.Errorf("%s: %s asks for %d, and the row counts %d", name, where, l.Total, r.N)
					}
				}
			}
		}
	}
}

// TestUnknownPassesNoComparison: what passes a condition and what passes its
// opposite leaves out what is not known.
func TestUnknownPassesNoComparison(t *testing.T) {
	a := loaded(t)
	total := func(texts ...string) int {
		l, err := apptest.At1(t.Context(), a, on(t, "2016-12-31"), ask.List, &ask.Selection{Where: conditions(t, texts...)})
		if err != nil {
			fatal(t, err)
		}
		return l.Total
	}
	all := total()
	for _, c := range []struct{ variable, one, other string }{
		{"killed", "killed=0", "killed!=0"},
		{"killed", "killed<2", "killed>=2"},
		{"killed", "killed<=9", "killed>9"},
		{"country", "country=DE", "country!=DE"},
		{"contact", "contact=member_remotely", "contact!=member_remotely"},
	} {
		unknown := total(c.variable + " in=unknown,not_examined,none_found")
		if n, m := total(c.one), total(c.other); n == 0 || m == 0 || n+m+unknown != all {
			t.Errorf("%s: %d, %s: %d, not known: %d, of %d", c.one, n, c.other, m, unknown, all)
		}
	}
	if n := total("killed>=1", "killed=0..9", "country in=DE,FR", "place~=wurzburg"); n > total("killed=1..9") {
		t.Errorf("%d pass all conditions, and fewer pass one", n)
	}
}
