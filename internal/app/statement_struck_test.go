package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// TestStruckInItsOwnEntry: a statement that was struck by the entry that wrote it
// is shown as it was written, as any other that was struck is.
func TestStruckInItsOwnEntry(t *testing.T) {
	a := loaded(t)
	_, _, err := acts.Act(t.Context(), a, point.By{Who: "a tester"}, ascribe.EntryEvidence, func(tx *store.Tx) error {
		for _, noun := range []ascribe.Noun{
			&ascribe.Statement{ID: "slip", Subject: "wuerzburg-train-2016", Variable: "training", Value: "none_found", Stance: ascribe.Asserts, Source: "ap-vindy-2016-07-19", Credibility: "2"},
			&ascribe.Withdrawal{ID: "not-so", Statement: "slip", Kind: ascribe.Strike, Reason: "a slip"},
		} {
			if _, err := tx.Append(noun); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, "slip")
	if err != nil || !s.Struck || s.Value != "none_found" || len(s.Withdrawals) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}
