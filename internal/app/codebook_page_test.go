package app_test

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestCodebooks(t *testing.T) {
	a := loaded(t)
	text := strings.Replace(string(codebooks.Direction), "version: 1.1.0", "version: 1.1.1", 1)
	file := point.File{Name: "second.yaml", Text: []byte(text)}
	if _, err := acts.Adopt(t.Context(), a, anna, file); err != nil {
		fatal(t, err)
	}
	all, err := apptest.At(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, apptest.Codebooks)
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Rows) != 2 || all.Rows[0].Counts || !all.Rows[1].Counts || all.Rows[1].Version != "1.1.1" || all.Rows[1].Entry != 3 || all.Rows[0].Time.IsZero() {
		t.Errorf("%+v", all.Rows)
	}
	before, err := apptest.At(t.Context(), a, &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 2}, Viewer: point.Team}, apptest.Codebooks)
	if err != nil || len(before.Rows) != 1 || !before.Rows[0].Counts {
		t.Errorf("before: %+v, %v", before, err)
	}
	// Its worked cases are those of the file that ships, and of no other.
	page, err := apptest.At(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.CodebookPage)
	if err != nil || page.CasesKnown || len(page.Cases) != 0 || page.Codebook.Version != "1.1.1" {
		t.Errorf("the second: %v, %d cases, %v", page.CasesKnown, len(page.Cases), err)
	}
}

func TestCodebookPage(t *testing.T) {
	a := loaded(t)
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	page, err := apptest.At(t.Context(), a, q, ask.CodebookPage)
	if err != nil {
		t.Fatal(err)
	}
	if !page.CasesKnown || len(page.Cases) < 12 {
		t.Errorf("%d worked cases", len(page.Cases))
	}
	for _, c := range page.Cases {
		if !c.Passed || len(c.Evidence) == 0 || c.Expected.Label == "" {
			t.Errorf("%+v", c)
		}
	}
	if len(page.Rows) != 12 || page.Rows[0].InWords != "done for another motive" || page.Rows[0].Label != "not_terrorism" {
		t.Errorf("rows %+v", page.Rows)
	}
	uses := map[string]int{}
	incidents, err := apptest.At1(t.Context(), a, q, ask.List, &selectAll)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range incidents.Rows {
		show, err := apptest.At1(t.Context(), a, q, ask.Show, row.Incident)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range show.Evidence {
			if e.Corrected == nil {
				uses[e.Variable]++
			}
		}
	}
	for _, v := range page.Variables {
		want := uses[v.Name]
		if v.Name == "may_be_named" {
			want = 3
		}
		if v.Of[0] == ascribe.OfIncident && len(v.Of) == 1 && v.Statements != want || v.Statements < want {
			t.Errorf("%s has %d statements, want %d", v.Name, v.Statements, want)
		}
		if v.Name == "contact" && (!v.Open || !v.Several || !v.Read || len(v.Values) != 7 || len(v.Of) != 2 || v.Policy == "") {
			t.Errorf("contact is %+v", v)
		}
	}
	if len(page.Closes) != 1 || len(page.Labels) != 8 || len(page.Labels[1].Levels) != 4 || len(page.Crosswalks) != 5 || page.Adequate.Reliability != "C" {
		t.Errorf("closes %v, labels %v, %d crosswalks, adequate %v", page.Closes, page.Labels, len(page.Crosswalks), page.Adequate)
	}
}
