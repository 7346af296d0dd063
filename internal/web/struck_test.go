package web

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// The words of what is struck or amended below: those that are for the team alone,
// whenever it was put right, and those that are everybody's as recorded before.
var (
	wordsOfTeam = []string{"zwiebackrole", "zwieguide", "zwiehandler", "zwiename", "zwiealias", "zwieformer"}
	wordsOfAll  = []string{"zwieplace", "zwietown", "zwiepaper", "zwiesaid", "zwietitle", "zwiepress"}
)

// TestStruckIsNowhere: what was struck, what hangs on it, and what a field was
// before it was amended is told at no address, in no form and at no day. As
// recorded before, that of an incident or a source is, and that of an actor or a
// link to the team alone.
func TestStruckIsNowhere(t *testing.T) {
	a := emptyRecord(t)
	writeToStrike(t, a)
	public := newAsker(t, a, point.Public)
	before := public.telling(slices.Concat(wordsOfTeam, wordsOfAll), "")
	for _, word := range slices.Concat(wordsOfTeam, wordsOfAll) {
		if len(before[word]) == 0 {
			t.Errorf("nothing tells %s before it is put right", word)
		}
	}
	strike := func(of ascribe.RecordKind, id string) {
		t.Helper()
		by := point.By{Who: "a tester", Why: "not so", Although: true}
		if _, err := acts.Add(t.Context(), a, by, &ascribe.Withdrawal{Of: of, Target: id, Kind: ascribe.Strike}); err != nil {
			t.Fatal(err)
		}
	}
	amend := func(of ascribe.RecordKind, id, field, value string) {
		t.Helper()
		x := []*ascribe.Amendment{{Of: of, Target: id, Field: field, Value: value}}
		if _, err := acts.Amend(t.Context(), a, point.By{Who: "a tester", Why: "a slip"}, x); err != nil {
			t.Fatal(err)
		}
	}
	strike(ascribe.RecordLink, "part")
	strike(ascribe.RecordActor, "zwiehandler")
	strike(ascribe.RecordIncident, "plot")
	strike(ascribe.RecordSource, "zwiepaper")
	amend(ascribe.RecordActor, "group", "name", "A group")
	amend(ascribe.RecordIncident, "train", "title", "A train")
	amend(ascribe.RecordSource, "paper", "publisher", "A publisher")
	public = newAsker(t, a, point.Public)
	for word, addresses := range public.telling(slices.Concat(wordsOfTeam, wordsOfAll), "") {
		if slices.Contains(wordsOfAll, word) { // the ledger says what was written, and struck
			addresses = slices.DeleteFunc(addresses, func(at string) bool {
				return strings.Contains(at, "/ledger/") || strings.Contains(at, "/log") ||
					strings.Contains(at, "/changes?from=") // between entries, each as recorded then
			})
		}
		if len(addresses) > 0 {
			t.Errorf("%s is told at %v", word, addresses)
		}
	}
	then := public.telling(slices.Concat(wordsOfTeam, wordsOfAll), "recorded=2")
	for _, word := range wordsOfTeam {
		if len(then[word]) > 0 {
			t.Errorf("the public is told %s, as recorded before, at %v", word, then[word])
		}
	}
	for _, word := range wordsOfAll {
		if len(then[word]) == 0 {
			t.Errorf("%s is not told any more as recorded before", word)
		}
	}
	team := newAsker(t, a, point.Team)
	then = team.telling(wordsOfTeam, "recorded=2")
	for _, word := range wordsOfTeam {
		if len(then[word]) == 0 {
			t.Errorf("the team is not told %s as recorded before", word)
		}
	}
}

func writeToStrike(t *testing.T, a *point.App) {
	t.Helper()
	day := ascribe.OnDay(ascribe.NewDay(2016, 7, 18))
	said := func(id, subject, variable, value, source string) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: source, Credibility: "2"}
	}
	_, _, err := acts.Act(t.Context(), a, point.By{Who: "a tester"}, ascribe.EntryEvidence, func(tx *store.Tx) error {
		for _, noun := range []ascribe.Noun{
			&ascribe.Source{ID: "paper", Title: "A paper", Publisher: "zwiepress", Published: day, Reliability: "B"},
			&ascribe.Source{ID: "zwiepaper", Title: "zwiepaper", Publisher: "zwiepaper", Published: day, Reliability: "B"},
			&ascribe.Source{ID: "echo", Title: "An echo", Published: day, Reliability: "B", RestsOn: []string{"zwiepaper"}},
			&ascribe.Incident{ID: "train", Title: "A zwietitle"},
			&ascribe.Incident{ID: "plot", Title: "zwieplace"},
			&ascribe.Actor{ID: "group", Kind: ascribe.Organisation, Name: "zwieformer"},
			&ascribe.Actor{ID: "zwiehandler", Kind: ascribe.Persona, Name: "zwiename"},
			&ascribe.Link{ID: "part", Incident: "train", Actor: "group", Role: "zwiebackrole"},
			&ascribe.Link{ID: "part-2", Incident: "train", Actor: "zwiehandler", Role: "handler"},
			&ascribe.Link{ID: "part-3", Incident: "plot", Actor: "group", Role: "handler"},
			said("s1", "train", "date", "2016-07-18", "paper"), said("s2", "train", "contact", "member", "echo"),
			said("s3", "train", "place", "zwiesaid", "zwiepaper"), said("s4", "plot", "place", "zwietown", "paper"),
			said("s5", "part", "guidance", "zwieguide", "paper"), said("s6", "zwiehandler", "alias", "zwiealias", "paper"),
			said("s7", "part-2", "guidance", "unspecified", "paper"), said("s8", "part-3", "guidance", "unspecified", "paper"),
			said("s9", "train", "same_as", "zwiehandler", "echo"),
			&ascribe.Withdrawal{ID: "w1", Statement: "s2", Kind: ascribe.Correction, Source: "zwiepaper"},
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
}

// An asker asks at every address, in every form.
type asker struct {
	t      *testing.T
	server *Server
	paths  []string
}

func newAsker(t *testing.T, a *point.App, viewer point.Viewer) *asker {
	t.Helper()
	x := &asker{t: t, server: serveTo(t, a, viewer)}
	ids := []string{"train", "plot", "group", "zwiehandler", "part", "part-2", "paper", "zwiepaper", "echo", "s1", "s2", "s3", "s4", "s5", "s6", "s9", "w1"}
	for _, r := range everyRoute() {
		switch {
		case strings.Contains(r.Path, "{id}"):
			x.paths = append(x.paths, replaced(r.Path, "{id}", ids)...)
		case strings.Contains(r.Path, "{n}"):
			x.paths = append(x.paths, replaced(r.Path, "{n}", []string{"2", "3", "4", "5", "6", "7", "8", "9"})...)
		case strings.Contains(r.Path, "{then}"):
			x.paths = append(x.paths, replaced(r.Path, "{then}", []string{"2016-01-01"})...)
		case !strings.Contains(r.Path, "{"):
			x.paths = append(x.paths, r.Path)
		}
	}
	return x
}

// telling is where each of the words is told.
func (x *asker) telling(words []string, point string) map[string][]string {
	x.t.Helper()
	found := map[string][]string{}
	for _, path := range x.paths {
		for _, query := range []string{"", "known=2018-01-01", "q=zwie*", "by=place", "long=true", "sort=title", "from=1&to=9&variables=1&steps=1"} {
			query = "?" + strings.Trim(point+"&"+query, "&")
			for _, address := range []string{path + query, kit.APIRoot + path + query, kit.APIRoot + path + query + "&format=csv"} {
				w := httptest.NewRecorder()
				x.server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
				if w.Code == http.StatusInternalServerError {
					x.t.Fatalf("GET %s: %s", address, w.Body)
				}
				body := w.Body.String()
				if strings.Contains(path, "zwie") {
					body = strings.ReplaceAll(body, path[strings.LastIndex(path, "zwie"):], "") // an address that says what was asked
					body = strings.ReplaceAll(body, "zwiehandler", "")
					body = strings.ReplaceAll(body, "zwiepaper", "")
				}
				for _, word := range words {
					if strings.Contains(body, word) {
						found[word] = append(found[word], address)
					}
				}
			}
		}
	}
	return found
}
