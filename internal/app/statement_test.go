package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Every statement that an incident shows can be asked for by its id, and says
// of itself what the incident does.
func TestStatement(t *testing.T) {
	a := loaded(t)
	q := on(t, "2016-10-15")
	show, err := apptest.At1(t.Context(), a, q, ask.Show, "wuerzburg-train-2016")
	if err != nil {
		t.Fatal(err)
	}
	deciding := show.Reasons[0].Variables[0].Statements
	decides := 0
	for _, e := range show.Evidence {
		s, err := apptest.At1(t.Context(), a, q, ask.Statement, e.Statement)
		if err != nil {
			t.Fatal(err)
		}
		if s.Evidence != e && (s.Corrected == nil || e.Corrected == nil) {
			t.Errorf("%+v is not %+v", s.Evidence, e)
		}
		i := slices.IndexFunc(show.Variables, func(f ascribe.Finding) bool { return f.Variable == e.Variable })
		if want := i >= 0 && slices.Contains(show.Variables[i].Statements, e.Statement); s.Picked != want {
			t.Errorf("%s: picked is %v", e.Statement, s.Picked)
		}
		if s.Subject != show.Incident || s.Incident != show.Incident || s.About != show.Title || s.Answer == nil || s.Answer.Outcome != show.Outcome ||
			s.Written.Entry != 2 || s.Written.Time.IsZero() || !s.Out || s.Struck || s.Coder == "" {
			t.Errorf("%+v", s)
		}
		if s.Decides {
			decides++
		} else if slices.Contains(deciding, e.Statement) {
			t.Errorf("the label rests on %s", e.Statement)
		}
	}
	if decides == 0 {
		t.Error("no statement decides")
	}
	for _, id := range []string{"nothing", "statement-1", "statement-0", "1#x", "x#y", ""} {
		if _, err := apptest.At1(t.Context(), a, q, ask.Statement, id); ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestStatementWithdrawn(t *testing.T) {
	a := secret(t)
	write(t, a, []ascribe.Noun{
		&ascribe.Withdrawal{ID: "w1", Statement: "i1", Kind: ascribe.Correction, Source: "later", Reason: "wrong"},
		&ascribe.Withdrawal{ID: "w2", Statement: "doe-contact", Kind: ascribe.Strike, Reason: "misread"},
	})
	i1, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, "i1")
	if err != nil {
		t.Fatal(err)
	}
	if i1.Struck || i1.Picked || i1.Corrected == nil || len(i1.Withdrawals) != 1 || i1.Withdrawals[0].Said.String() != "2018-01-01" || i1.Withdrawals[0].Written.Entry != 3 {
		t.Errorf("corrected: %+v", i1)
	}
	if before, err := apptest.At1(t.Context(), a, on(t, "2017-01-01"), ask.Statement, "i1"); err != nil || !before.Picked {
		t.Errorf("before its correction: %+v, %v", before, err)
	}
	early := &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 2}, Viewer: point.Team}
	if before, err := apptest.At1(t.Context(), a, early, ask.Statement, "i1"); err != nil || len(before.Withdrawals) != 0 {
		t.Errorf("before it was recorded: %+v, %v", before, err)
	}
	struck, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, "doe-contact")
	if err != nil || !struck.Struck || struck.Picked || struck.Value != "member_remotely" || struck.Of != ascribe.OfLink || struck.Incident != "station-2016" || struck.Answer != nil {
		t.Errorf("struck: %+v, %v", struck, err)
	}
	write(t, a, []ascribe.Noun{&ascribe.Withdrawal{ID: "w3", Statement: "w2", Kind: ascribe.Strike}})
	back, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, "doe-contact")
	if err != nil || back.Struck || !back.Picked || !back.Withdrawals[0].Struck {
		t.Errorf("not struck after all: %+v, %v", back, err)
	}
}

func TestStatementTellsNoName(t *testing.T) {
	a := secret(t)
	write(t, a, []ascribe.Noun{&ascribe.Withdrawal{ID: "w-doe", Statement: "doe-name", Kind: ascribe.Correction, Source: "later", Reason: "not Doe"}})
	q := public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team})
	for _, id := range []string{"doe-name", "doe-alias-1", "doe-same", "doe-contact"} {
		team, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := apptest.At1(t.Context(), a, q, ask.Statement, id); ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("%s is found: %v", id, err)
		}
		read, err := apptest.At1(t.Context(), a, q, ask.Statement, "statement-"+number(team.Record))
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if told := strings.ReplaceAll(string(text), "doe-alias\"", ""); strings.Contains(strings.ToLower(told), "doe") {
			t.Errorf("%s tells the name: %s", id, text)
		}
	}
}

func number(n int64) string {
	text, _ := json.Marshal(n)
	return string(text)
}

// A cell of an imported dataset is a statement, by its record and column.
func TestStatementOfCell(t *testing.T) {
	a, _ := withUkraine(t)
	q := ofUkraine()
	list, err := apptest.At1(t.Context(), a, q, ask.List, &ask.Selection{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	show, err := apptest.At1(t.Context(), a, q, ask.Show, list.Rows[0].Incident)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range show.Evidence {
		s, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, e.Statement)
		if err != nil {
			t.Fatal(err)
		}
		if s.Dataset != q.Dataset || s.Incident != show.Incident || s.Value != e.Value || s.Answer != nil || s.Variable != e.Variable {
			t.Errorf("%+v is not %+v", s, e)
		}
	}
}
