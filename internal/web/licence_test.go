package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestRowsAreWithheld: of a dataset whose licence does not let rows be passed on,
// the public is told no row at any address, in no form, and every count; the team
// is told all.
func TestRowsAreWithheld(t *testing.T) {
	a := emptyRecord(t)
	importKept(t, a, "yes")
	importKept(t, a, "no")
	sameAsKept(t, a)
	words := []string{"zwieplace", "zwieside", "zwietitle", "zwie-1"}
	all := askAll(t, serveTo(t, a, point.Team), words)
	for _, word := range words {
		if len(all[word]) == 0 {
			t.Errorf("the team is not told %s", word)
		}
	}
	public := serve(t, a)
	for word, addresses := range askAll(t, public, words) {
		t.Errorf("the public is told %s at %v", word, addresses)
	}
	contains(t, get(t, public, "/datasets/kept", 200), "its rows may not be passed on", ">2</td>")
	contains(t, get(t, public, "/?dataset=kept", 200), "counts of them alone")
	contains(t, get(t, public, "/api/v1/counts?dataset=kept&by=year", 200), `"base":2`)
	contains(t, get(t, public, "/api/v1/incidents/zwie-1?dataset=kept", http.StatusForbidden), `"kind":"withheld"`)

	// Of an incident that is the same as one of its own, the team alone is told what it says.
	contains(t, get(t, public, "/incidents/own", 200), "What the others say", "kept:zwie-2", "its rows may not be passed on")
	contains(t, get(t, public, "/api/v1/incidents/own", 200), `"state":"withheld","editions":[],"values":[]`)
	contains(t, get(t, serveTo(t, a, point.Team), "/incidents/own", 200), "zwieplace", "its rows may not be passed on", "/incidents/zwie-2?dataset=kept")
}

// sameAsKept adds an incident of the record that is the same as one of the dataset.
func sameAsKept(t *testing.T, a *point.App) {
	t.Helper()
	by := point.By{Who: "a tester"}
	for _, noun := range []ascribe.Noun{
		&ascribe.Incident{ID: "own", Title: "An incident"},
		&ascribe.Source{ID: "concluded", Title: "What the team concluded", Published: ascribe.OnDay(ascribe.NewDay(2020, 6, 1)), Reliability: "B"},
	} {
		if _, err := acts.Add(t.Context(), a, by, noun); err != nil {
			t.Fatal(err)
		}
	}
	said := ascribe.Statement{Source: "concluded", Credibility: "2"}
	if _, err := acts.Decide(t.Context(), a, by, &acts.Verdict{One: "own", Other: "kept:zwie-2", Same: true, Said: said}); err != nil {
		t.Fatal(err)
	}
}

// importKept brings an edition in under a mapping that lets rows be passed on, or
// not.
func importKept(t *testing.T, a *point.App, passOn string) {
	t.Helper()
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: kept\nlicence: Terms\nmay: {pass_on: "+passOn+"}\nid: id\nrow_title: \"zwietitle {id}\"\ncolumns:\n  year: {type: number}\n  place: {type: text}\n  side: {type: text}\n"))
	if err != nil {
		t.Fatal(err)
	}
	edition, published := "1", "2020"
	if passOn == "no" {
		edition, published = "2", "2021"
	}
	importTable(t, a, "kept", edition, published, []byte(fmt.Sprintf("id,year,place,side,latitude,longitude\nzwie-1,2018,zwieplace %s,zwieside,50,10\nzwie-2,2019,zwieplace,zwieside,51,11\n", edition)), m)
}

// askAll asks every route about the dataset, and is where each word is told.
func askAll(t *testing.T, s *Server, words []string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, r := range everyRoute() {
		paths := []string{r.Path}
		for variable, values := range map[string][]string{
			"{id}": {"own", "zwie-1", "zwie-2", "kept-1", "kept-2", "4#1", "4#2", "4#3"}, "{n}": {"1", "2", "3", "4", "5", "6", "7"}, "{name}": {"kept"}, "{then}": {"2020-12-31"},
		} {
			if strings.Contains(r.Path, variable) {
				paths = replaced(r.Path, variable, values)
			}
		}
		for _, path := range paths {
			for _, query := range []string{"dataset=kept", "dataset=kept&q=zwie*", "dataset=kept&long=true", "dataset=kept&from=2020-12-31&to=2021-12-31&variables=1&steps=1", "old=1&new=2", ""} {
				for _, address := range []string{path + "?" + query, kit.APIRoot + path + "?" + query, kit.APIRoot + path + "?" + query + "&format=csv"} {
					w := httptest.NewRecorder()
					s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
					if w.Code == http.StatusInternalServerError {
						t.Fatalf("GET %s: %s", address, w.Body)
					}
					body := strings.ReplaceAll(w.Body.String(), "q=zwie", "")
					for _, word := range words {
						if strings.Contains(body, word) && !strings.Contains(path, word) {
							found[word] = append(found[word], address)
						}
					}
				}
			}
		}
	}
	return found
}
