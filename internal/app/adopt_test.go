package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// adopting is a version of direction in which some texts were replaced by others.
func adopting(t *testing.T, version string, changes ...string) point.File {
	t.Helper()
	text := strings.Replace(string(codebooks.Direction), "version: 1.1.0", "version: "+version, 1)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the codebook lacks %q", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	return point.File{Name: version + ".yaml", Text: []byte(text)}
}

// without is the text of direction from one piece to another.
func without(t *testing.T, from, to string) string {
	t.Helper()
	_, text, ok := strings.Cut(string(codebooks.Direction), from)
	text, _, found := strings.Cut(text, to)
	if !ok || !found {
		t.Fatalf("the codebook lacks %q and %q", from, to)
	}
	return from + text
}

// What was coded and a new version lacks would be hidden, whatever it was said
// of and though its source took it back: adopting lists it and stops.
func TestAdoptRefusesWhatHidesEvidence(t *testing.T) {
	a := loaded(t)
	ctx := t.Context()
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	before, err := apptest.At2(ctx, a, now, ask.Count, []string{"label"}, nil)
	if err != nil {
		t.Fatal(err)
	}

	// A variable of actors, a value of links and incidents, a type.
	lacks := adopting(t, "2.0.0",
		without(t, "  may_be_named:\n", "# When all"), "",
		"      sabotage_equipment: {says: with sabotage equipment, definition: \"Sabotage equipment.\"}\n", "",
		"      made:\n        says: claimed by an organisation\n        definition: One organisation claimed it.\n", "",
		"  place:\n    title: Place\n    type: text", "  place:\n    title: Place\n    type: number")
	_, err = acts.Adopt(ctx, a, anna, lacks)
	if ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Fatalf("it is adopted: %v", err)
	}
	problems := err.(*ascribe.Error).Problems
	var said []string
	for _, p := range problems {
		said = append(said, p.String())
	}
	text := strings.Join(said, "\n")
	made := claims(t, a, "made")
	for _, want := range []string{"there is no variable may_be_named; 3 statements have it", fmt.Sprintf("claim has no value made; %d statements have it", made), "place has no value Nice; 1 statement has it"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "sabotage") {
		t.Error("a value that nobody coded is listed")
	}
	if made < 17 {
		t.Errorf("only %d statements of claim", made)
	}
	if all, err := apptest.At(ctx, a, now, apptest.Codebooks); err != nil || len(all.Rows) != 1 {
		t.Errorf("after a refusal: %+v, %v", all, err)
	}

	// Although it lacks it.
	done, err := acts.Adopt(ctx, a, point.By{Who: anna.Who, Although: true}, lacks)
	if err != nil || done.Entry != 3 || len(done.Changes.Lacking) != len(problems) {
		t.Fatalf("%+v, %v", done, err)
	}
	// Back again: nothing was lost.
	if _, err := acts.Adopt(ctx, a, anna, point.File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
		t.Fatal(err)
	}
	after, err := apptest.At2(ctx, a, now, ask.Count, []string{"label"}, nil)
	if err != nil || fmt.Sprint(after.Rows) != fmt.Sprint(before.Rows) {
		t.Errorf("%v, %v, want %v", after, err, before)
	}
}

// claims counts the statements with a value of claim, of incidents and links.
func claims(t *testing.T, a *point.App, value string) (n int) {
	t.Helper()
	for _, kind := range []ascribe.SubjectKind{ascribe.OfIncident, ascribe.OfLink} {
		for x, err := range a.Store.Subjects(t.Context(), ascribe.Main, kind) {
			if err != nil {
				t.Fatal(err)
			}
			id := ""
			switch noun := x.Noun.(type) {
			case *ascribe.Incident:
				id = noun.ID
			case *ascribe.Link:
				id = noun.ID
			}
			d, err := a.Store.Dossier(t.Context(), ascribe.Main, id)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range d.Statements {
				if s.Noun.Variable == "claim" && s.Noun.Value == value {
					n++
				}
			}
		}
	}
	return n
}

// A variable or value that says what it was called keeps what was coded of it:
// nothing is lacking, and every answer stays.
func TestAdoptRenamed(t *testing.T) {
	a := loaded(t)
	ctx := t.Context()
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	renamed := adopting(t, "2.0.0",
		"  propaganda:\n    title", "  material:\n    was: propaganda\n    title",
		"propaganda == ", "material == ",
		"      member_remotely:\n", "      member_from_afar:\n        was: [member_remotely]\n",
		`"member_remotely"`, `"member_from_afar"`,
		"  claim:\n", "  claimed:\n    was: claim\n")
	was, err := apptest.At1(ctx, a, now, ask.Show, "wuerzburg-train-2016")
	if err != nil {
		t.Fatal(err)
	}
	done, err := acts.Adopt(ctx, a, anna, renamed)
	if err != nil {
		fatal(t, err)
	}
	if d := done.Changes; d.Base != 52 || len(d.Labels) != 0 || len(d.Lacking) != 0 {
		t.Errorf("%+v", d)
	}
	is, err := apptest.At1(ctx, a, now, ask.Show, "wuerzburg-train-2016")
	if err != nil {
		t.Fatal(err)
	}
	if is.Outcome != was.Outcome || len(is.Evidence) != len(was.Evidence) {
		t.Errorf("%+v, %d statements; it was %+v, %d", is.Outcome, len(is.Evidence), was.Outcome, len(was.Evidence))
	}
	names := strings.NewReplacer("propaganda", "material", "member_remotely", "member_from_afar")
	for i, e := range is.Evidence {
		old := was.Evidence[i]
		if old.Variable == "claim" {
			old.Variable = "claimed"
		}
		if e.Variable != names.Replace(old.Variable) || e.Value != names.Replace(old.Value) || e.Statement != old.Statement {
			t.Errorf("%+v; it was %+v", e, old)
		}
	}
	// A statement has its page, by the name of today; and the old names can
	// still be asked for and written.
	for _, e := range is.Evidence {
		if e.Variable != "material" && e.Variable != "contact" {
			continue
		}
		s, err := apptest.At1(ctx, a, now, ask.Statement, e.Statement)
		if err != nil {
			t.Fatal(err)
		}
		if s.Evidence.Variable != e.Variable || s.Evidence.Value != e.Value || s.Finding == nil || s.Finding.Variable != e.Variable {
			t.Errorf("%+v", s)
		}
	}
	newNames, err := apptest.At2(ctx, a, now, ask.Count, []string{"material"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	oldNames, err := apptest.At2(ctx, a, &point.Question{AsOf: ascribe.Now, Version: "1.1.0", Viewer: point.Team}, ask.Count, []string{"propaganda"}, nil)
	if err != nil || len(newNames.Rows) != len(oldNames.Rows) {
		t.Fatalf("%+v, %v, want %+v", newNames, err, oldNames)
	}
	for i, row := range newNames.Rows {
		if old := oldNames.Rows[i]; row.Values[0] != old.Values[0] || row.N != old.N {
			t.Errorf("%+v, want %+v", row, old)
		}
	}
	if links, err := apptest.At1(ctx, a, now, ask.Show, "wuerzburg-train-2016"); err != nil || len(links.Links) == 0 || links.Links[0].Known[0].Variable != "claimed" {
		t.Errorf("%+v, %v", links.Links, err)
	}
	for _, name := range []string{"propaganda", "material"} {
		if _, err := acts.Add(ctx, a, anna, &ascribe.Statement{
			Subject: "wuerzburg-train-2016", Variable: name, Value: "yes", Source: "cbc-day6-2017", Stance: ascribe.Asserts, Credibility: "2", Note: name,
		}); err != nil {
			fatal(t, err)
		}
	}
}
