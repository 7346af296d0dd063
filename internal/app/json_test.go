package app_test

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// TestJSON holds docs/json.md to the program: every answer has the members
// that its section lists first, and no others.
func TestJSON(t *testing.T) {
	a, ctx, q := loaded(t), context.Background(), on(t, "2016-07-20")
	const id = "wuerzburg-train-2016"
	imported, _ := withUkraine(t)
	of := days(t, "2019-06-30", "2020-06-30")
	answers := map[string]func() (any, error){
		"list":    func() (any, error) { return apptest.At1(ctx, a, q, ask.List, &selectAll) },
		"show":    func() (any, error) { return apptest.At1(ctx, a, q, ask.Show, id) },
		"log":     func() (any, error) { return apptest.At4(ctx, a, q, ask.Log, ascribe.RecordIncident, id, 0, 0) },
		"history": func() (any, error) { return apptest.At1(ctx, a, q, ask.History, id) },
		"count":   func() (any, error) { return apptest.At2(ctx, a, q, ask.Count, []string{"label", "year"}, nil) },
		"series":  func() (any, error) { return apptest.At3(ctx, a, q, ask.Series, days(t, "2016-07-31"), "label", nil) },
		"diff": func() (any, error) {
			return ask.Diff(ctx, apptest.Standing(t, imported, ofUkraine()), ask.Between{Old: "19.1", New: "20.1"})
		},
		"changed": func() (any, error) {
			return apptest.At3(ctx, imported, ofUkraine(), ask.Changed, "event_clarity", of[0], of[1])
		},
		"changes": func() (any, error) {
			return apptest.At1(ctx, a, standingNow, ask.Changes, &ask.ChangesInput{From: "2016-07-01", To: "2017-06-30"})
		},
		"sources": func() (any, error) { return apptest.At(ctx, a, q, ask.Sources) },
		"explain": func() (any, error) { return apptest.At2(ctx, a, q, ask.Explain, id, "") },
		"compare": func() (any, error) { return apptest.At2(ctx, a, q, ask.Compare, "", "") },
		"drift":   func() (any, error) { return apptest.At(ctx, a, q, ask.Drift) },
	}
	page, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	section := regexp.MustCompile("(?m)^## (\\w+)\n\n`([^`]+)`")
	documented := section.FindAllStringSubmatch(string(page), -1)
	if len(documented) != len(answers) {
		t.Errorf("the page has %d answers, and there are %d", len(documented), len(answers))
	}
	for _, d := range documented {
		t.Run(d[1], func(t *testing.T) {
			answer, err := answers[d[1]]()
			if err != nil {
				fatal(t, err)
			}
			text, err := json.Marshal(answer)
			if err != nil {
				t.Fatal(err)
			}
			var members map[string]json.RawMessage
			if err := json.Unmarshal(text, &members); err != nil {
				t.Fatal(err)
			}
			var got []string
			for name, value := range members {
				got = append(got, name)
				if string(value) == "null" && name != "known" && name != "recorded" {
					t.Errorf("%s is null", name)
				}
			}
			want := strings.Split(d[2], ", ")
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("members %v\nthe page says %v", got, want)
			}
		})
	}
}

// TestJSONRows holds the rows to the members that others build on.
func TestJSONRows(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	q := on(t, "2016-12-31")
	show, err := apptest.At1(ctx, a, q, ask.Show, "wuerzburg-train-2016")
	if err != nil {
		fatal(t, err)
	}
	list, err := apptest.At1(ctx, a, q, ask.List, &selectAll)
	if err != nil {
		fatal(t, err)
	}
	history, err := apptest.At1(ctx, a, q, ask.History, "wuerzburg-train-2016")
	if err != nil {
		fatal(t, err)
	}
	count, err := apptest.At2(ctx, a, q, ask.Count, []string{"label", "year"}, nil)
	if err != nil {
		fatal(t, err)
	}
	series, err := apptest.At3(ctx, a, q, ask.Series, days(t, "2016-07-31"), "label", nil)
	if err != nil {
		fatal(t, err)
	}
	for _, tt := range []struct {
		name string
		row  any
		want string
	}{
		{"list", list.Rows[0], "incident label level settled title"},
		{"could_become", show.CouldBecome[0], "answers label level raised"},
		{"open_questions", show.OpenQuestions[0], "state variable"},
		{"variables", show.Variables[0], "against grade state statements value values variable"},
		{"reasons", show.Reasons[0], "condition explanation row variables"},
		{"reason variables", show.Reasons[0].Variables[0], "statements value variable"},
		{"evidence", show.Evidence[0], "adequate basis coder corrected grade locator note publisher quote said source stance statement title value variable"},
		{"links", show.Links[0], "actor coders_differ dated kind known link name role"},
		{"spans", history.Spans[0], "because from label level settled to"},
		{"because", history.Spans[0].Because, "entry source statement"},
		{"count", count.Rows[0], "label n year"},
		{"series", series.Rows[0], "known label n"},
	} {
		text, err := json.Marshal(tt.row)
		if err != nil {
			t.Fatal(err)
		}
		var members map[string]any
		if err := json.Unmarshal(text, &members); err != nil {
			t.Fatal(err)
		}
		var got []string
		for name := range members {
			got = append(got, name)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s has %v, want %s", tt.name, got, tt.want)
		}
	}
	last := history.Spans[len(history.Spans)-1]
	if last.To != ascribe.Forever {
		t.Errorf("the last span ends on %v", last.To)
	}
	for i, s := range history.Spans[:len(history.Spans)-1] {
		if s.To != history.Spans[i+1].From {
			t.Errorf("span %d ends on %v, and the next begins on %v", i, s.To, history.Spans[i+1].From)
		}
	}
}
