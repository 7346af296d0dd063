package app_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

func importLog(t testing.TB, a *point.App, name, text string) (*datasets.ImportedCellLog, error) {
	t.Helper()
	log, err := dataset.OpenCellLog("log.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		fatal(t, err)
	}
	return datasets.ImportCellLog(context.Background(), a, anna, name, log, "log.csv")
}

const logHead = "time,id,op,column,old,new\n"

const logText = logHead + `2020-01-01,a,+,,,
2020-01-01,a,=,date,,2019-12-30
2020-01-01,a,=,dead,,3
2020-01-01,b,+,,,
2020-01-02T10:00:00Z,a,=,dead,3,4
2020-01-02T11:00:00Z,a,=,dead,4,5
2020-01-02,b,=,place,,Metz
2020-01-03,a,=,dead,5,
2020-01-03,b,-,,,
2020-01-03,b,=,place,Metz,"Metz ""old"""
2020-01-05,b,+,,,
`

// Times that lie in the future are asked about, as the days of editions are.
func TestCellLogOfTheFuture(t *testing.T) {
	a, text := newApp(t), strings.Replace(logText, "2020-01-02,b", "2020-01-02T12:00:00Z,b", 1)+"2999-01-01,b,=,place,,Nancy\n"
	_, err := importLog(t, a, "log", text)
	doubt, ok := errors.AsType[*acts.Doubt](err)
	if !ok || !doubt.Days {
		t.Fatal(err)
	}
	wantWords(t, doubt.Reason.Message+doubt.Reason.Hint, "log.csv has changes up to 2999-01-01", "lies in the future", "--although")
	log, err := dataset.OpenCellLog("log.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		fatal(t, err)
	}
	by := anna
	by.Although = true
	if done, err := datasets.ImportCellLog(context.Background(), a, by, "log", log, "log.csv"); err != nil || done.New != 2 {
		t.Error(done, err)
	}
	// What is there already is nothing to ask about.
	if done, err := importLog(t, a, "log", text); err != nil || done.Entry != 0 {
		t.Error(done, err)
	}
}

func TestImportCellLog(t *testing.T) {
	// Lines of one day must be in order of time.
	text := strings.Replace(logText, "2020-01-02,b", "2020-01-02T12:00:00Z,b", 1)
	a := newApp(t)
	done, err := importLog(t, a, "log", text)
	if err != nil {
		fatal(t, err)
	}
	if done.New != 2 || done.Rows != 7 || done.Cells != 6 || done.Changes != 11 || done.Adopted == nil || done.Source != "log-log" {
		t.Errorf("%+v", done)
	}
	book := bookOf(t, a, "log")
	if d := book.WithRole(ascribe.RoleEventDate); d == nil || d.Name != "date" || book.Variable("dead").Type != ascribe.TypeNumber {
		t.Errorf("%+v", book.Variables)
	}
	for _, tt := range []struct{ day, a, b string }{
		{"2019-12-31", "absent", "absent"},
		{"2020-01-01", "2019-12-30 3 ", "  "},
		{"2020-01-02", "2019-12-30 5 ", "  Metz"},
		{"2020-01-03", "2019-12-30  ", "absent"},
		{"2020-01-04", "2019-12-30  ", "absent"},
		{"2020-01-05", "2019-12-30  ", `  Metz "old"`},
	} {
		for id, want := range map[string]string{"a": tt.a, "b": tt.b} {
			if got := logState(t, a, id, tt.day); got != want {
				t.Errorf("%s on %s: %q, want %q", id, tt.day, got, want)
			}
		}
	}

	again, err := importLog(t, a, "log", text)
	if err != nil || again.Entry != 0 || again.Rows != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	longer := text + "2020-01-05T09:00:00Z,b,=,place,,Nancy\n2020-01-05T09:00:00Z,c,+,,,\n2020-01-06,c,=,dead,,many\n"
	more, err := importLog(t, a, "log", longer)
	if err != nil {
		fatal(t, err)
	}
	if more.New != 1 || more.Rows != 3 || more.Cells != 2 || more.Adopted == nil || more.Adopted.Version != "2" {
		t.Errorf("longer: %+v", more)
	}
	if got := logState(t, a, "b", "2020-01-05"); got != "  Nancy" {
		t.Errorf("b is %q", got)
	}
	if again, err := importLog(t, a, "log", longer); err != nil || again.Entry != 0 {
		t.Errorf("longer again: %+v, %v", again, err)
	}
	if _, err := a.Store.Verify(context.Background(), nil); err != nil {
		fatal(t, err)
	}

	for name, tt := range map[string]struct {
		text  string
		words []string
	}{
		"altered":    {strings.Replace(longer, "a,=,dead,,3", "a,=,dead,,33", 1), []string{"log.csv alters the past", "log.csv:2:", `on 2020-01-01 it now says something else of "a"`}},
		"added":      {strings.Replace(longer, "2020-01-02T10", "2020-01-01T23:00:00Z,d,+,,,\n2020-01-02T10", 1), []string{`of "d"`}},
		"shorter":    {text, []string{"log.csv:12:", `on 2020-01-05 it now says something else of "b"`}},
		"ends early": {strings.Replace(longer, "2020-01-06,c,=,dead,,many\n", "", 1), []string{"lacks changes that were imported"}},
		"left out":   {strings.Replace(longer, "2020-01-03,a,=,dead,5,\n", "", 1), []string{"lacks changes that were imported", "1 incident"}},
	} {
		_, err := importLog(t, a, "log", tt.text)
		t.Run(name, func(t *testing.T) { wantWords(t, wantError(t, err, ascribe.ErrConflict), tt.words...) })
	}
	_, err = importLog(t, a, "log", logHead+"2020-01-01,a,?,,,\n2020-01-02,a,+,,,\n2020-01-01,b,+,,,\n")
	wantWords(t, wantError(t, err, ascribe.ErrInvalid), "log.csv:2:", "there is no op", "log.csv:4:", "before that of line 3")
	_, err = importLog(t, a, "other", logHead)
	wantWords(t, wantError(t, err, ascribe.ErrInvalid), "no changes")
	_, err = importLog(t, a, "main", text)
	wantWords(t, wantError(t, err, ascribe.ErrInvalid), "main is the team's own")

	wantWords(t, refused(t, a, edition(t, "log", "1", "2021", "f.csv", []byte("id,x\n1,2\n"), nil), ascribe.ErrConflict), "history of a cell log")
	importEdition(t, a, edition(t, "table", "1", "2021", "f.csv", []byte("id,x\n1,2\n"), nil))
	_, err = importLog(t, a, "table", text)
	wantWords(t, wantError(t, err, ascribe.ErrConflict), "the dataset table has editions")
}

// logState is the date, the dead and the place of an incident on a day.
func logState(t *testing.T, a *point.App, id, day string) string {
	t.Helper()
	d, err := a.Store.Dossier(context.Background(), "log", id)
	if err != nil {
		fatal(t, err)
	}
	known := on(t, day).AsOf.Known
	r := classify.Read(bookOf(t, a, "log"), d, ascribe.Latest)
	if !r.Present(known) {
		return "absent"
	}
	return valueOf(r, "date", known) + " " + valueOf(r, "dead", known) + " " + valueOf(r, "place", known)
}

// TestCellLogStates holds a made-up history, imported in parts as it grew, to
// what its lines say when they are played one after the other.
func TestCellLogStates(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { cellLogStates(t, rand.New(rand.NewPCG(seed, 2))) })
	}
}

func cellLogStates(t *testing.T, random *rand.Rand) {
	type state struct {
		listed bool
		cells  map[string]string
	}
	now := map[string]*state{}
	days := map[string]map[string]state{} // by day and id
	var lines strings.Builder
	lines.WriteString(logHead)
	var parts []string
	for day := 1; day <= 28; day++ {
		date := fmt.Sprintf("2021-02-%02d", day)
		for range random.IntN(12) {
			id := fmt.Sprint("i", random.IntN(6))
			s := now[id]
			switch {
			case s == nil || !s.listed && random.IntN(2) == 0:
				if s == nil {
					s = &state{cells: map[string]string{}}
					now[id] = s
				}
				s.listed = true
				fmt.Fprintf(&lines, "%s,%s,+,,,\n", date, id)
			case random.IntN(6) == 0 && s.listed:
				s.listed = false
				fmt.Fprintf(&lines, "%s,%s,-,,,\n", date, id)
			default:
				column, value := fmt.Sprint("c", random.IntN(3)), fmt.Sprint(random.IntN(3))
				if value == "0" {
					value = ""
				}
				fmt.Fprintf(&lines, "%s,%s,=,%s,%s,%s\n", date, id, column, s.cells[column], value)
				s.cells[column] = value
			}
			if random.IntN(20) == 0 { // as it was exported in the midst of a day
				parts = append(parts, lines.String())
			}
		}
		days[date] = map[string]state{}
		for id, s := range now {
			copied := state{s.listed, map[string]string{}}
			for c, v := range s.cells {
				copied.cells[c] = v
			}
			days[date][id] = copied
		}
	}
	a := newApp(t)
	for _, part := range append(parts, lines.String()) {
		if _, err := importLog(t, a, "log", part); err != nil {
			fatal(t, err)
		}
	}
	if again, err := importLog(t, a, "log", lines.String()); err != nil || again.Entry != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	book := bookOf(t, a, "log")
	for d, err := range a.Store.Dossiers(context.Background(), "log") {
		if err != nil {
			t.Fatal(err)
		}
		r := classify.Read(book, d, ascribe.Latest)
		for date, states := range days {
			known, want := on(t, date).AsOf.Known, states[d.Subject]
			if got := r.Present(known); got != want.listed {
				t.Errorf("%s on %s is listed: %v, want %v", d.Subject, date, got, want.listed)
			}
			for _, c := range []string{"c0", "c1", "c2"} {
				if got := valueOf(r, c, known); got != want.cells[c] {
					t.Errorf("%s on %s: %s is %q, want %q", d.Subject, date, c, got, want.cells[c])
				}
			}
		}
	}
}
