package acts_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/store"
)

var anna = point.By{Who: "Anna", Why: "a test"}

var emptyRecord = apptest.New(func(t testing.TB, a *point.App) {
	if _, err := acts.Adopt(context.Background(), a, anna, point.File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
		fatal(t, err)
	}
})

func fatal(t testing.TB, err error) {
	t.Helper()
	var e *ascribe.Error
	if asError(err, &e) {
		for _, p := range e.Problems {
			t.Log(p)
		}
	}
	t.Fatal(err)
}

// planned reads a file under a mapping.
func planned(t testing.TB, a *point.App, name string, file, mapping []byte) acts.SheetImport {
	t.Helper()
	m, err := sheet.ParseMapping("mapping.yaml", mapping)
	if err != nil {
		fatal(t, err)
	}
	book, err := a.CurrentBook(context.Background())
	if err != nil {
		fatal(t, err)
	}
	r, err := sheet.Open(name, bytes.NewReader(file), int64(len(file)), m, &book.Codebook)
	if err != nil {
		fatal(t, err)
	}
	plan, err := r.Plan()
	if err != nil {
		fatal(t, err)
	}
	sum := sha256.Sum256(file)
	return acts.SheetImport{Plan: plan, FileName: name, SHA256: hex.EncodeToString(sum[:])}
}

func brought(t testing.TB, a *point.App, in acts.SheetImport) *acts.SheetImported {
	t.Helper()
	done, err := acts.ImportSheet(context.Background(), a, anna, in)
	if err != nil {
		fatal(t, err)
	}
	return done
}

// said is a statement without its id, as a line.
func said(s *ascribe.Statement) string {
	stance := s.Stance
	if stance == "" {
		stance = ascribe.Asserts
	}
	return fmt.Sprintf("%s %s %s %s | %s %s | %s %s%s | %s | %s | %q %q", s.Subject, s.Variable, stance, s.Value, s.Source, s.Said, s.Basis, s.Reliability, s.Credibility, s.Coder, s.Locator, s.Quote, s.Note)
}

// standing is what the record says and has not struck, each with how often.
func standing(t testing.TB, a *point.App) map[string]int {
	t.Helper()
	ctx := context.Background()
	all := map[string]int{}
	err := a.Store.View(ctx, func(v *store.View) error {
		struck := map[string]bool{}
		statements := map[string]*ascribe.Statement{}
		for x, err := range v.Records(ctx, 1) {
			if err != nil {
				return err
			}
			switch n := x.Noun.(type) {
			case *ascribe.Statement:
				statements[n.ID] = n
			case *ascribe.Withdrawal:
				struck[n.Statement] = n.Kind == ascribe.Strike
			}
		}
		for id, s := range statements {
			if !struck[id] {
				all[said(s)]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// expected is what the team's rows say.
func (t *team) expected() map[string]int {
	all := map[string]int{}
	for _, r := range t.rows {
		for _, s := range r.statements(t) {
			if text := said(&s); (s.Variable == "killed" || s.Variable == "injured") && r.spelling == 2 {
				s.Note = strings.TrimPrefix(s.Note+"; ca. "+s.Value, "; ")
				all[said(&s)] = 1
			} else {
				all[text] = 1
			}
		}
	}
	return all
}

func checkStanding(t *testing.T, a *point.App, keep *team, when string) {
	t.Helper()
	if diff := cmp.Diff(keep.expected(), standing(t, a)); diff != "" {
		t.Fatalf("%s: what the sheet says (-) and what stands in the record (+):\n%s", when, diff)
	}
}

// TestSheetOfATeam brings the shipped casebook in as a team would keep it, and
// has 30 edits of the sheet follow.
func TestSheetOfATeam(t *testing.T) {
	a, keep := emptyRecord.App(t), newTeam(t, 1)
	in := planned(t, a, "faelle.xlsx", keep.workbook(t), keep.mapping())
	done := brought(t, a, in)
	want := map[string]int{"incident": len(keep.titles), "actor": len(keep.actors), "link": len(keep.links), "source": len(keep.sources), "statement": len(keep.expected())}
	if diff := cmp.Diff(want, done.New); diff != "" || done.Entry != 2 || !done.First {
		t.Fatalf("%s\n%+v", diff, done)
	}
	checkStanding(t, a, keep, "first")
	if again := brought(t, a, planned(t, a, "faelle.xlsx", keep.workbook(t), keep.mapping())); again.Entry != 0 || len(again.New) > 0 {
		t.Fatalf("the same sheet, with other words for unknown, is %+v", again)
	}
	for n := range 30 {
		edit := keep.edit()
		in := planned(t, a, "faelle.xlsx", keep.workbook(t), keep.mapping())
		in.Changed, in.StrikeGone = acts.ChangeStrike, true
		last, err := a.Store.Last(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		done := brought(t, a, in)
		checkStanding(t, a, keep, fmt.Sprintf("edit %d, %s", n, edit))
		if done.Entry != 0 && done.Entry != last+1 {
			t.Fatalf("edit %d, %s: entry %d after %d", n, edit, done.Entry, last)
		}
		if again := brought(t, a, planned(t, a, "faelle.xlsx", keep.workbook(t), keep.mapping())); again.Entry != 0 {
			t.Fatalf("edit %d, %s: once more is %+v", n, edit, again)
		}
	}
	if _, err := a.Store.Verify(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
}

// edit changes something in the sheet, and says what.
func (t *team) edit() string {
	r := t.rows[t.random.IntN(len(t.rows))]
	for len(r.cells) == 0 {
		r = t.rows[t.random.IntN(len(t.rows))]
	}
	columns := sortedKeys(r.cells)
	column := columns[t.random.IntN(len(columns))]
	other := t.rows[t.random.IntN(len(t.rows))]
	switch t.random.IntN(9) {
	case 0:
		if column == "may_be_named"+ofActor {
			return "nothing"
		}
		delete(r.cells, column)
		return fmt.Sprintf("row %d: %s is emptied", r.number, column)
	case 1:
		r.notes[column] += " Geprüft."
		return fmt.Sprintf("row %d: the note on %s", r.number, column)
	case 2:
		r.credibility = map[ascribe.Credibility]ascribe.Credibility{"1": "2", "2": "3", "3": "1", "4": "2"}[r.credibility]
		return fmt.Sprintf("row %d: its grade", r.number)
	case 3:
		r.source = t.sources[t.random.IntN(len(t.sources))].ID
		return fmt.Sprintf("row %d: its source", r.number)
	case 4:
		t.random.Shuffle(len(t.rows), func(i, j int) { t.rows[i], t.rows[j] = t.rows[j], t.rows[i] })
		return "it is sorted otherwise"
	case 5:
		t.rows = slices.DeleteFunc(t.rows, func(x *teamRow) bool { return x == r })
		return fmt.Sprintf("row %d is gone", r.number)
	case 6:
		copied := *r
		now := t.row(&copied)
		now.cells, now.notes = maps.Clone(r.cells), maps.Clone(r.notes)
		now.credibility = "3"
		return fmt.Sprintf("row %d is made of row %d", now.number, r.number)
	case 7:
		r.spelling = (r.spelling + 1) % 6
		return fmt.Sprintf("row %d is written otherwise", r.number)
	}
	if values := other.cells[column]; len(values) > 0 {
		r.cells[column] = slices.Clone(values)
		return fmt.Sprintf("row %d: %s as in row %d", r.number, column, other.number)
	}
	r.cells["killed"] = []teamValue{{fmt.Sprint(t.random.IntN(20)), ascribe.Asserts}}
	if r.link != "" {
		delete(r.cells, "killed")
	}
	return fmt.Sprintf("row %d: killed", r.number)
}
