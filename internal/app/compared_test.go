package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Accents that are composed and those that are not are one: in what an edition
// changes, in counts, conditions and differences. What was written stays.
func TestAccentsAreComparedAsOne(t *testing.T) {
	const composed, apart = "W\u00fcrzburg", "Wu\u0308rzburg"
	ctx := context.Background()
	a := newApp(t)
	importEdition(t, a, edition(t, "d", "1", "2019", "a.csv", []byte("id,town\n1,"+composed+"\n2,"+apart+"\n"), nil))
	done := importEdition(t, a, edition(t, "d", "2", "2020", "b.csv", []byte("id,town\n1,"+apart+"\n2,"+apart+"\n"), nil))
	if done.Unchanged != 2 {
		t.Errorf("%d of 2 rows are unchanged", done.Unchanged)
	}
	q := &point.Question{AsOf: ascribe.Now, Dataset: "d", Viewer: point.Team}
	count, err := apptest.At2(ctx, a, q, ask.Count, []string{"town"}, nil)
	if err != nil {
		fatal(t, err)
	}
	if len(count.Rows) != 1 || count.Rows[0].N != 2 {
		t.Errorf("the towns are %+v", count.Rows)
	}
	for _, town := range []string{composed, apart} {
		where, err := ask.ParseConditions([]string{"town=" + town})
		if err != nil {
			fatal(t, err)
		}
		if count, err = apptest.At2(ctx, a, q, ask.Count, []string{"town"}, where); err != nil {
			fatal(t, err)
		}
		if count.Base != 2 {
			t.Errorf("%+q finds %d of 2", town, count.Base)
		}
	}
	show, err := apptest.At1(ctx, a, q, ask.Show, "2")
	if err != nil {
		fatal(t, err)
	}
	for _, e := range show.Evidence {
		if e.Variable == "town" && e.Value != apart {
			t.Errorf("%+q was written down, and %+q is shown of it", apart, e.Value)
		}
	}
}

func TestAnEditionIsNotOutInTheFuture(t *testing.T) {
	a := newApp(t) // on 24 November 2026
	for published, future := range map[string]bool{"2032-06": true, "2026-11-25": true, "2026-11-24": false, "2026": false} {
		name := "d" + strings.ReplaceAll(published, "-", "")
		_, err := datasets.ImportDataset(context.Background(), a, anna, edition(t, name, "1", published, "a.csv", []byte("id,town\n1,Ulm\n"), nil))
		if future != (ascribe.KindOf(err) == ascribe.ErrInvalid) || !future && err != nil {
			t.Errorf("%s: %v", published, err)
		}
		if !future {
			continue
		}
		although := anna
		although.Although = true
		if _, err := datasets.ImportDataset(context.Background(), a, although, edition(t, name, "1", published, "a.csv", []byte("id,town\n1,Ulm\n"), nil)); err != nil {
			t.Errorf("%s, although it is so: %v", published, err)
		}
	}
}
