package web

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestNextIsForThoseWhoKeepTheRecord: readers are told what the record does not know; what
// the team has left undone, it alone is told.
func TestNextIsForThoseWhoKeepTheRecord(t *testing.T) {
	a := sampleRecord(t)
	adds(t, a,
		&ascribe.Source{ID: "paper", Title: "A report", Published: dated(t, "2016-07-19")},
		&ascribe.Statement{ID: "bare", Subject: "wuerzburg-train-2016", Variable: "killed", Value: "0", Stance: ascribe.Asserts, Source: "paper"},
		&ascribe.Incident{ID: "wurzburg-axe", Title: "Train attack in Wuerzburg"},
	)
	team, public := serveTo(t, a, point.Team), serve(t, a)
	work := []string{
		"Statements without a grade", `href="/statements/bare"`, "Killed: 0", "it has no credibility",
		"Probably written down twice", `<a href="/incidents/wurzburg-axe">wurzburg-axe</a>`,
	}
	open := []string{"Open questions", `href="/awaiting?variable=contact"`, "Not looked at for longest", "nothing was ever said of it"}
	contains(t, get(t, team, "/next", 200), append(work, open...)...)
	page := get(t, public, "/next", 200)
	contains(t, page, open...)
	for _, part := range work {
		if strings.Contains(page, part) {
			t.Errorf("the public is told %s", part)
		}
	}
	contains(t, get(t, team, "/api/v1/next?limit=1", 200), `{"kind":"ungraded","n":1}`, `{"kind":"twins","n":1}`, `{"kind":"differ","n":0}`)
	get(t, public, "/next?limit=0", 400)

	// Whoever has signed in is led there from every page, and on to the form.
	s := deskOf(t, a)
	anna := []string{"Authorization", "Bearer " + s.desk.Token}
	contains(t, request(s, "GET", "/about", anna...).Body.String(), `<a href="/next">What to do next</a>`)
	contains(t, request(s, "GET", "/next", anna...).Body.String(), `href="/desk/statement?subject=wuerzburg-train-2016">Add a statement</a>`, `>Strike it</a>`)
}

// TestNextTakesFewStatements: however much there is to do.
func TestNextTakesFewStatements(t *testing.T) {
	few, many := takesFew(t, crowded(t, 5), "/next", 60), takesFew(t, crowded(t, 200), "/next", 60)
	if many > few+10 {
		t.Errorf("with 200 actors it takes %d statements of SQL, with 5 actors %d", many, few)
	}
}
