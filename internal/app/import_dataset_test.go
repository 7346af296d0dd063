package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// edition is the import of a file's bytes.
func edition(t testing.TB, name, edition, published, file string, data []byte, m *dataset.Mapping) datasets.DatasetImport {
	t.Helper()
	table, err := dataset.OpenTable(file, bytes.NewReader(data), int64(len(data)), m)
	if err != nil {
		fatal(t, err)
	}
	sum := sha256.Sum256(data)
	d := datasets.DatasetImport{Name: name, Edition: edition, Table: table, SHA256: hex.EncodeToString(sum[:]), FileName: file}
	if published != "" {
		if d.Published, err = ascribe.ParseDate(published); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// ukraine are the three editions that ship as test data.
var ukraine = []struct{ edition, published string }{{"19.1", "2019-06"}, {"20.1", "2020-06"}, {"22.1", "2022-06"}}

func ukraineFile(t testing.TB, edition string) []byte {
	t.Helper()
	data, err := os.ReadFile("../exchange/testdata/ucdp/ged_ukr_v" + edition + "_hdx.csv")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func importEdition(t testing.TB, a *point.App, d datasets.DatasetImport) *datasets.ImportedDataset {
	t.Helper()
	done, err := datasets.ImportDataset(context.Background(), a, anna, d)
	if err != nil {
		fatal(t, err)
	}
	return done
}

var (
	ukraineDone   []*datasets.ImportedDataset
	ukraineRecord = apptest.New(func(t testing.TB, a *point.App) {
		adoptDirection(t, a)
		for _, u := range ukraine {
			d := edition(t, "ged-ukr", u.edition, u.published, "ged.csv", ukraineFile(t, u.edition), dataset.GED())
			ukraineDone = append(ukraineDone, importEdition(t, a, d))
		}
	})
)

// withUkraine is a program with the three editions as ged-ukr, and what their
// imports said.
func withUkraine(t testing.TB) (a *point.App, done []*datasets.ImportedDataset) {
	t.Helper()
	return ukraineRecord.App(t), ukraineDone
}

func TestImportDataset(t *testing.T) {
	a, done := withUkraine(t)
	for i, want := range []datasets.ImportedDataset{
		{Rows: 993, New: 993, First: true},
		{Rows: 1167, New: 174, Changed: 993, Revised: 3}, // every row has the new columns
		{Rows: 2989, New: 1916, Changed: 1073, Revised: 1073, Unlisted: 94},
	} {
		got := done[i]
		if got.Rows != want.Rows || got.New != want.New || got.Changed != want.Changed || got.Revised != want.Revised || got.Unchanged != want.Unchanged ||
			got.Unlisted != want.Unlisted || got.First != want.First || got.Relisted != 0 {
			t.Errorf("%s: %+v\nwant %+v", got.Edition, got, want)
		}
		// The third edition has no column that is new.
		if adopted := got.Adopted != nil && got.Adopted.Version == got.Edition; adopted != (i < 2) || got.Entry != int64(i+2) {
			t.Errorf("%s: entry %d, adopted %v", got.Edition, got.Entry, got.Adopted)
		}
	}
	for i, u := range ukraine {
		t.Run("as of "+u.edition, func(t *testing.T) {
			checkStates(t, a, "ged-ukr", done[i].Published.Last(), edition(t, "ged-ukr", u.edition, "", "ged.csv", ukraineFile(t, u.edition), dataset.GED()).Table)
		})
	}
	if _, err := a.Store.Verify(context.Background(), nil); err != nil {
		fatal(t, err)
	}
	// The day before the first edition nothing was known.
	count := 0
	for d, err := range a.Store.Dossiers(context.Background(), "ged-ukr") {
		if err != nil {
			t.Fatal(err)
		}
		if classify.Read(bookOf(t, a, "ged-ukr"), d, ascribe.Latest).Present(done[0].Published.Last() - 1) {
			count++
		}
	}
	if count != 0 {
		t.Errorf("%d incidents before the first edition", count)
	}
}

// checkStates holds the dataset, as known on a day, to a file: the same
// incidents, and the same value in every cell.
func checkStates(t *testing.T, a *point.App, name string, known ascribe.Day, table *dataset.Table) {
	t.Helper()
	want := map[string]map[string]string{}
	var problems ascribe.Problems
	for row, err := range table.Rows(&problems) {
		if err != nil {
			fatal(t, err)
		}
		cells := map[string]string{}
		for _, c := range row.Cells {
			cells[c.Variable] = c.Value
		}
		want[row.ID] = cells
	}
	book, errors, cells := bookOf(t, a, name), 0, 0
	for d, err := range a.Store.Dossiers(context.Background(), name) {
		if err != nil {
			t.Fatal(err)
		}
		file, has := want[d.Subject]
		delete(want, d.Subject)
		dossiers := []*ascribe.Dossier{d}
		if len(want)%20 == 0 { // asked for singly, it is the same
			single, err := a.Store.Dossier(context.Background(), name, d.Subject)
			if err != nil {
				t.Fatal(err)
			}
			dossiers = append(dossiers, single)
		}
		for _, d := range dossiers {
			reading := classify.Read(book, d, ascribe.Latest)
			if present := reading.Present(known); present != has {
				t.Errorf("%s is present: %v, and in the file: %v", d.Subject, present, has)
			}
			for variable, value := range file {
				cells++
				if got := valueOf(reading, variable, known); got != value && errors < 10 {
					errors++
					t.Errorf("%s %s is %q, and the file has %q", d.Subject, variable, got, value)
				}
			}
		}
	}
	for id := range maps.Keys(want) {
		t.Errorf("%s is in the file and not in the dataset", id)
	}
	if cells == 0 {
		t.Error("no cell was compared")
	}
}

// refused imports an edition that cannot be, and gives all that is said of it.
func refused(t *testing.T, a *point.App, d datasets.DatasetImport, kind ascribe.ErrorKind) string {
	t.Helper()
	before, _ := a.Store.Last(context.Background())
	_, err := datasets.ImportDataset(context.Background(), a, anna, d)
	after, _ := a.Store.Last(context.Background())
	if after != before {
		t.Errorf("entry %d was written", after)
	}
	return wantError(t, err, kind)
}

func wantError(t *testing.T, err error, kind ascribe.ErrorKind) string {
	t.Helper()
	e, ok := err.(*ascribe.Error)
	if !ok || e.Kind != kind {
		t.Fatalf("error %v, want one of the kind %s", err, kind)
	}
	parts := []string{e.Message}
	for _, p := range e.Problems {
		parts = append(parts, p.String())
	}
	return strings.Join(append(parts, e.Hint), "\n")
}

func wantWords(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in\n%s", w, text)
		}
	}
}

func TestDatasetRefusals(t *testing.T) {
	const first = "id,event_date,city,actor1,note\na1,2015-01-02,Paris,Red,x\na2,2015-03-04,Lyon,Blue,y\n"
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\nid: id\ncolumns:\n  event_date: {type: date, role: event_date}\n"))
	if err != nil {
		fatal(t, err)
	}
	a := newApp(t)
	importEdition(t, a, edition(t, "d", "2", "2020", "two.csv", []byte(first), m))
	for _, tt := range []struct {
		name, edition, published, data string
		kind                           ascribe.ErrorKind
		words                          []string
	}{
		{"", "3", "2021", first, ascribe.ErrInvalid, []string{"into which dataset", "--dataset"}},
		{"main", "3", "2021", first, ascribe.ErrInvalid, []string{"main is the team's own"}},
		{"D", "3", "2021", first, ascribe.ErrInvalid, []string{`"D" cannot be the name of a dataset`}},
		{"d", "", "2021", first, ascribe.ErrInvalid, []string{"which edition"}},
		{"d", "June 3", "2021", first, ascribe.ErrInvalid, []string{`"June 3" cannot be the name of an edition`}},
		{"d", "3", "", first, ascribe.ErrInvalid, []string{"when the edition 3", "--published"}},
		{"d", "3", "2021/..", first, ascribe.ErrInvalid, []string{"open at an end"}},
		{"d", "1", "2019-06", first, ascribe.ErrConflict, []string{"published 2019-06, before 2 (2020)", "oldest first into a new dataset"}},
		{"d", "2", "2020", first + "a3,2016,Metz,Red,\n", ascribe.ErrConflict, []string{"edition 2 of d was imported from another file"}},
		{"d", "2", "2020-06", first, ascribe.ErrConflict, []string{"published 2020, not 2020-06"}},
		{"d", "3", "2021", first + "a1,2015-01-02,Paris,Red,z\n", ascribe.ErrInvalid, []string{"f.csv:4:1", `the id "a1" is there twice, first in line 2`}},
		{"d", "3", "2021", first + "a9,2015,Metz,Red,z\na9,2015,Metz,Red,z\n", ascribe.ErrInvalid, []string{"f.csv:5:1", `"a9" is there twice, first in line 4`}},
		{"d", "3", "2021", "id,event_date,city,actor1,note\na1,2017-05-06,Nice,Green,x\na2,2015-03-04,Lyon,Blue,y\n", ascribe.ErrInvalid, []string{"f.csv:2:4", `"a1" has another meaning`, "Paris to Nice"}},
		{"d", "3", "2021", first + "a3,sometime,Metz,Red,\na4,never,Metz,Red,\n", ascribe.ErrInvalid, []string{"f.csv:4:4", "f.csv:5:4", "2 faults"}},
		{"d", "3", "2021", "id,event_date,city,actor1,note\n", ascribe.ErrInvalid, []string{"no rows"}},
	} {
		t.Run(tt.words[0], func(t *testing.T) {
			wantWords(t, refused(t, a, edition(t, tt.name, tt.edition, tt.published, "f.csv", []byte(tt.data), m), tt.kind), tt.words...)
		})
	}
	same := importEdition(t, a, edition(t, "d", "2", "2020", "two.csv", []byte(first), m))
	if same.Entry != 0 || same.New+same.Changed != 0 {
		t.Errorf("the same edition again: %+v", same)
	}
	d := edition(t, "d", "3", "2021", "f.csv", []byte("id,event_date,city,actor1,note\na1,2017-05-06,Nice,Green,x\na2,2015-03-04,Lyon,Blue,y\n"), m)
	d.SameIDs = true
	if done := importEdition(t, a, d); done.Changed != 1 || done.Cells != 3 {
		t.Errorf("with the same ids: %+v", done)
	}
}

// TestDatasetChanges follows cells and incidents through editions whose
// columns come and go.
func TestDatasetChanges(t *testing.T) {
	a := newApp(t)
	steps := []struct {
		published, data string
		want            datasets.ImportedDataset
	}{
		{"2001", "id,x,y\n1,a,b\n2,\"c \"\"d\"\"\",\n3,e,f\n", datasets.ImportedDataset{New: 3, Cells: 5}},
		{"2002", "id,x,z\n1,a,\n2,,g\n", datasets.ImportedDataset{Changed: 1, Unchanged: 1, Unlisted: 1, Cells: 2}},
		{"2003", "id,y,x,z\n3,f,e,\n1,B,a,\n2,,\"c \"\"d\"\"\",g\n", datasets.ImportedDataset{Changed: 2, Unchanged: 1, Relisted: 1, Cells: 2}},
		{"2004", "id,y,x,z\n3,f,e2,\n", datasets.ImportedDataset{Changed: 1, Unlisted: 2, Cells: 1}},
		{"2005", "id,y,x,z\n3,f,e2,\n1,B,a,\n", datasets.ImportedDataset{Unchanged: 2, Relisted: 1}},
	}
	for _, s := range steps {
		d := edition(t, "d", s.published, s.published, s.published+".csv", []byte(s.data), nil)
		d.Although = true // most are gone from the fourth
		// The id column counts as a cell of its own in a new row.
		got := importEdition(t, a, d)
		s.want.Cells += s.want.New
		if got.New != s.want.New || got.Changed != s.want.Changed || got.Unchanged != s.want.Unchanged || got.Unlisted != s.want.Unlisted ||
			got.Relisted != s.want.Relisted || got.Cells != s.want.Cells {
			t.Errorf("%s: %+v\nwant %+v", s.published, *got, s.want)
		}
	}
	for _, s := range steps {
		known := on(t, s.published+"-12-31").AsOf.Known
		checkStates(t, a, "d", known, edition(t, "d", s.published, s.published, "f.csv", []byte(s.data), nil).Table)
	}
	// A column that an edition lacks says nothing.
	d, err := a.Store.Dossier(context.Background(), "d", "1")
	if err != nil {
		fatal(t, err)
	}
	if got := valueOf(classify.Read(bookOf(t, a, "d"), d, ascribe.Latest), "y", on(t, "2002-12-31").AsOf.Known); got != "b" {
		t.Errorf("y is %q where the edition has no such column, want b", got)
	}
	if _, err := a.Store.Verify(context.Background(), nil); err != nil {
		fatal(t, err)
	}
}

// TestDatasetTypes has a column that is numbers in one edition and text in the
// next.
func TestDatasetTypes(t *testing.T) {
	a := newApp(t)
	typed, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\ntitle: A dataset\nreliability: D\ncolumns:\n  dead: {type: number, role: killed}\n  kind: {type: code, codes: {\"1\": bomb, \"2\": knife}}\n"))
	if err != nil {
		fatal(t, err)
	}
	importEdition(t, a, edition(t, "d", "1", "2001", "f.csv", []byte("id,dead,kind\n1,3,1\n"), typed))
	if v := bookOf(t, a, "d").Variable("dead"); v.Type != ascribe.TypeNumber || v.Role != ascribe.RoleKilled {
		t.Errorf("%+v", v)
	}
	importEdition(t, a, edition(t, "d", "2", "2002", "f.csv", []byte("id,dead,kind\n1,several,3\n"), nil))
	if v := bookOf(t, a, "d").Variable("dead"); v.Type != ascribe.TypeText || v.Role != "" {
		t.Errorf("%+v", v)
	}
	d, err := a.Store.Dossier(context.Background(), "d", "1")
	if err != nil {
		fatal(t, err)
	}
	r := classify.Read(bookOf(t, a, "d"), d, ascribe.Latest)
	for known, want := range map[string]string{"2001-12-31": "3 1", "2002-12-31": "several 3"} {
		day := on(t, known).AsOf.Known
		if got := valueOf(r, "dead", day) + " " + valueOf(r, "kind", day); got != want {
			t.Errorf("on %s: %q, want %q", known, got, want)
		}
	}
	if all, _ := a.Store.Adoptions(context.Background(), "d"); len(all) != 2 || all[1].Noun.Version != "2" {
		t.Errorf("%d adoptions", len(all))
	}
}

func bookOf(t testing.TB, a *point.App, name string) *codebook.Book {
	t.Helper()
	book, err := apptest.At(context.Background(), a, &point.Question{Dataset: name, AsOf: ascribe.Now, Viewer: point.Team}, apptest.Book)
	if err != nil {
		fatal(t, err)
	}
	return book
}

// valueOf is the value of a variable as text.
func valueOf(r *classify.Reading, variable string, known ascribe.Day) string {
	return r.Value(variable, known).Value
}
