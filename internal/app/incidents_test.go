package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

var incidentSorts = []string{
	"", ask.SortIncident, ask.SortTitle, ask.SortDate, ask.SortCountry, ask.SortRevisions, ask.SortChanged, ask.SortFirst, "label", "settled", "year", "killed", "contact",
}

// randomPage is some question about incidents that is well formed.
func randomPage(r *rand.Rand) *ask.IncidentsPage {
	p := &ask.IncidentsPage{Sort: incidentSorts[r.IntN(len(incidentSorts))], Descending: r.IntN(2) == 0, Limit: 1 + r.IntN(9)}
	all := []ask.Condition{
		ask.Is("label", "inspired"),
		ask.Is("label", "remote_controlled"),
		ask.Is("settled", "no"),
		ask.Is("country", "DE"),
		ask.Is("country", "FR"),
		ask.Is("year", "2016"),
		ask.Is("outcome", "completed"),
		ask.Is("contact", "unknown"),
		ask.Is("contact", "member_remotely"),
	}
	more, err := ask.ParseConditions([]string{"killed>=1", "killed!=0", "date=2016..2017", "date<2017-01-15", "country in=DE,unknown", "place~=wurzburg", "contact=inadequate", "contact!=member"})
	if err != nil {
		panic(err)
	}
	all = append(all, more...)
	for range r.IntN(4) {
		p.Where = append(p.Where, all[r.IntN(len(all))])
	}
	switch r.IntN(4) {
	case 0:
		p.Facets = []string{"label", "contact", "year"}
	case 1:
		p.Search = []string{"telegram", "train", "éclair", "Amaq 2016", "nowhereatall"}[r.IntN(5)]
	}
	return p
}

// TestIncidentsAgree holds pages from the index to pages worked out incident by
// incident, and all pages together to the whole.
func TestIncidentsAgree(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	for _, n := range []ascribe.Noun{
		&ascribe.Incident{ID: "later-2020", Title: "Éclair, a later one"},
		&ascribe.Statement{ID: "x1", Subject: "later-2020", Variable: "contact", Value: "member_remotely", Source: "cbc-day6-2017", Credibility: "2"},
		&ascribe.Statement{ID: "x2", Subject: "later-2020", Variable: "place", Value: strings.Repeat("a very long place ", 9), Source: "cbc-day6-2017", Credibility: "2"},
		&ascribe.Statement{ID: "x3", Subject: "later-2020", Variable: "date", Value: "2016/2017", Source: "cbc-day6-2017", Credibility: "2"},
		&ascribe.Withdrawal{Statement: "x1", Kind: ascribe.Correction, Said: ascribe.OnDay(days(t, "2018-01-01")[0])},
	} {
		if _, err := acts.Add(ctx, a, anna, n); err != nil {
			fatal(t, err)
		}
	}
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	questions := []*point.Question{
		{AsOf: ascribe.Now, Viewer: point.Team},
		on(t, "2016-08-15"), on(t, "2017-06-01"), on(t, "2001-01-01"),
		{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 4}, Viewer: point.Team},
		{AsOf: ascribe.AsOf{Known: days(t, "2018-06-01")[0], Recorded: 3}, Viewer: point.Team},
	}
	rounds := 60
	if testing.Short() {
		rounds = 12
	}
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		q, p := questions[r.IntN(len(questions))], randomPage(r)
		var got []string
		for first := true; first || p.After != ""; first = false {
			var answers [2]*ask.IncidentsAnswer
			for i, from := range []*point.App{a, slow} {
				answer, err := apptest.At1(ctx, from, q, ask.Incidents, p)
				if err != nil {
					fatal(t, err)
				}
				if (answer.Read != nil) != (p.Search != "" && from == a) {
					t.Fatalf("seed %d, %+v: read up to %v", seed, p, answer.Read)
				}
				answer.Read = nil
				answers[i] = answer
			}
			fast, _ := json.MarshalIndent(answers[0], "", " ")
			want, _ := json.MarshalIndent(answers[1], "", " ")
			if string(fast) != string(want) {
				t.Fatalf("seed %d, %+v: with the index\n%s\nwithout\n%s", seed, p, fast, want)
			}
			for _, row := range answers[0].Rows {
				got = append(got, row.Incident)
			}
			if len(got) > answers[0].Total {
				t.Fatalf("seed %d, %+v: %d incidents of %d", seed, p, len(got), answers[0].Total)
			}
			p.After = answers[0].Next
		}
		p.Limit = 500
		whole, err := apptest.At1(ctx, slow, q, ask.Incidents, p)
		if err != nil {
			fatal(t, err)
		}
		var want []string
		for _, row := range whole.Rows {
			want = append(want, row.Incident)
		}
		if !slices.Equal(got, want) || len(want) != whole.Total {
			t.Fatalf("seed %d, %+v: page by page\n%v\nat once\n%v", seed, p, got, want)
		}
	}
}

// TestIncidents holds a row to what is known of the incident.
func TestIncidents(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	answer, err := apptest.At1(ctx, a, on(t, "2016-09-20"), ask.Incidents, &ask.IncidentsPage{
		Where: []ask.Condition{ask.Is("country", "DE"), ask.Is("country", "FR"), ask.Is("year", "2016")},
		Sort:  "-changed",
	})
	if err != nil {
		fatal(t, err)
	}
	i := slices.IndexFunc(answer.Rows, func(r ask.IncidentRow) bool { return r.Incident == "wuerzburg-train-2016" })
	if i < 0 {
		t.Fatal("Würzburg is missing")
	}
	row := answer.Rows[i]
	history, err := apptest.At1(ctx, a, on(t, "2016-09-20"), ask.History, row.Incident)
	if err != nil {
		fatal(t, err)
	}
	last := history.Spans[len(history.Spans)-1]
	if row.Label != last.Label || row.Changed != last.From || len(row.Spans) != len(history.Spans) || row.Country != "DE" || row.Date != "2016-07-18" {
		t.Errorf("%+v\nits history is %+v", row, history.Spans)
	}
	for i := 1; i < len(answer.Rows); i++ {
		if answer.Rows[i-1].Changed < answer.Rows[i].Changed {
			t.Errorf("%s comes before %s", answer.Rows[i-1].Incident, answer.Rows[i].Incident)
		}
	}
	var facets []string
	for _, f := range answer.Facets {
		facets = append(facets, f.Dimension)
	}
	if got := fmt.Sprint(facets); got != "[label settled country year outcome discovered_by]" {
		t.Errorf("facets %s", got)
	}
	countries := answer.Facets[2].Values // what the other condition leaves: more than the two
	if len(countries) < 3 {
		t.Errorf("countries %v", countries)
	}
	sum := 0
	for _, v := range answer.Facets[0].Values {
		sum += v.N
	}
	if sum != answer.Total || answer.Total >= answer.Base {
		t.Errorf("labels of %d incidents; %d of %d pass", sum, answer.Total, answer.Base)
	}
}

// TestIncidentsRefuse holds what is refused, and how.
func TestIncidentsRefuse(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	first, err := apptest.At1(ctx, a, on(t, "2017-01-01"), ask.Incidents, &ask.IncidentsPage{Limit: 3})
	if err != nil || first.Next == "" {
		t.Fatal(err, first)
	}
	for name, tt := range map[string]struct {
		page ask.IncidentsPage
		kind ascribe.ErrorKind
	}{
		"no base64":     {ask.IncidentsPage{After: "%"}, ascribe.ErrUsage},
		"no JSON":       {ask.IncidentsPage{After: "AAAA"}, ascribe.ErrUsage},
		"other order":   {ask.IncidentsPage{After: first.Next, Sort: "title"}, ascribe.ErrUsage},
		"cut":           {ask.IncidentsPage{After: first.Next[:8]}, ascribe.ErrUsage},
		"sort":          {ask.IncidentsPage{Sort: "nothing"}, ascribe.ErrUsage},
		"too many":      {ask.IncidentsPage{Limit: 100_001}, ascribe.ErrUsage},
		"negative":      {ask.IncidentsPage{Limit: -1}, ascribe.ErrUsage},
		"facet":         {ask.IncidentsPage{Facets: []string{"nothing"}}, ascribe.ErrInvalid},
		"condition":     {ask.IncidentsPage{Where: []ask.Condition{ask.Is("label", "nothing")}}, ascribe.ErrInvalid},
		"no word":       {ask.IncidentsPage{Search: "?!"}, ascribe.ErrInvalid},
		"facet doubled": {ask.IncidentsPage{Facets: []string{"label", "label"}}, ascribe.ErrUsage},
	} {
		_, err := apptest.At1(ctx, a, on(t, "2017-01-01"), ask.Incidents, &tt.page)
		if ascribe.KindOf(err) != tt.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestIncidentsImported asks the same of an imported dataset.
func TestIncidentsImported(t *testing.T) {
	a, _ := withUkraine(t)
	q := ofUkraine()
	q.AsOf = ascribe.Now
	answer, err := apptest.At1(context.Background(), a, q, ask.Incidents, &ask.IncidentsPage{Sort: "-date", Limit: 5})
	if err != nil {
		fatal(t, err)
	}
	if len(answer.Rows) != 5 || answer.Next == "" || answer.Total != answer.Base || answer.Total < 5 {
		t.Errorf("%d rows of %d, next %q", len(answer.Rows), answer.Total, answer.Next)
	}
	for i, row := range answer.Rows {
		if row.Label != "" || len(row.Spans) == 0 {
			t.Errorf("%+v", row)
		}
		if i > 0 && row.Date > answer.Rows[i-1].Date {
			t.Errorf("%s comes after %s", row.Date, answer.Rows[i-1].Date)
		}
	}
}
