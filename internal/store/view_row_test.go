package store

import (
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Incidents of two datasets stand between one another in the ledger, and the
// rows of each dataset come without those of the other.
func TestRowRefs(t *testing.T) {
	f := newFixture(t)
	f.write(
		&ascribe.Source{ID: "s", Title: "S", Published: date(t, "2019-06")},
		&ascribe.Source{ID: "s2", Title: "S2", Published: date(t, "2020-06")},
		&ascribe.Dataset{ID: "ged"}, &ascribe.Dataset{ID: "gtd"},
		&ascribe.Incident{Dataset: "ged", ID: "1"}, &ascribe.Incident{Dataset: "gtd", ID: "1"}, &ascribe.Incident{Dataset: "ged", ID: "2"},
		&ascribe.Row{Dataset: "ged", Incident: "2", Source: "s", Cells: map[string]string{"best": "3"}},
		&ascribe.Row{Dataset: "gtd", Incident: "1", Source: "s", Cells: map[string]string{"nkill": "9"}},
		&ascribe.Row{Dataset: "ged", Incident: "1", Source: "s", Cells: map[string]string{"best": "1"}},
		&ascribe.Row{Dataset: "ged", Incident: "2", Source: "s2", Unlisted: true},
	)
	type seen struct {
		incident int64
		day      string
		unlisted bool
		best     string
	}
	err := f.View(t.Context(), func(v *View) error {
		var got []seen
		for r, err := range v.RowRefs(t.Context(), "ged") {
			if err != nil {
				t.Fatal(err)
			}
			s := seen{incident: r.Incident, day: r.Day.String(), unlisted: r.Unlisted}
			r.Body.Cells(func(name, value []byte) { s.best = string(name) + "=" + ledger.Unquote(value) })
			got = append(got, s)
		}
		one, two := got[0].incident, got[1].incident
		want := []seen{{one, "2019-06-30", false, "best=1"}, {two, "2019-06-30", false, "best=3"}, {two, "2020-06-30", true, ""}}
		if one >= two || !slices.Equal(got, want) {
			t.Errorf("RowRefs = %v, want %v", got, want)
		}
		rows, err := v.IncidentRows(t.Context(), two)
		if err != nil || len(rows) != 2 || rows[0].Noun.Cells["best"] != "3" || !rows[1].Noun.Unlisted {
			t.Errorf("IncidentRows = %+v, %v", rows, err)
		}
		if n, err := v.IncidentCount(t.Context(), "ged", ascribe.Latest); n != 2 || err != nil {
			t.Errorf("IncidentCount = %d, %v", n, err)
		}
		for _, err := range v.RowRefs(t.Context(), "none") {
			if ascribe.KindOf(err) != ascribe.ErrNotFound {
				t.Errorf("RowRefs(none): %v", err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
