package app_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

func TestDoubtfulEditions(t *testing.T) {
	const first = "id,date,town\n001,2020-01-01,Lviv\n002,2020-01-02,Odesa\nA 3,2020-01-03,Sumy\n4,2020-01-04,Kyiv\n"
	for name, c := range map[string]struct {
		then string
		with func(*datasets.DatasetImport)
		want string // of the refusal; "" is none
		part bool
		gone int
	}{
		"a few are gone":     {then: "id,date,town\n001,2020-01-01,Lviv\n002,2020-01-02,Odesa\n5,2020,x\n", gone: 2},
		"most are gone":      {then: "id,date,town\n001,2020-01-01,Lviv\n5,2020,x\n", want: "of the 4 incidents of d, 3 are not in 2.csv, and would no longer be listed", part: true},
		"and really are":     {then: "id,date,town\n001,2020-01-01,Lviv\n5,2020,x\n", with: func(d *datasets.DatasetImport) { d.Although = true }, gone: 3},
		"a part":             {then: "id,date,town\n001,2020-01-01,Lviv\n5,2020,x\n", with: func(d *datasets.DatasetImport) { d.Part = true }},
		"leading zeros":      {then: "id,date,town\n1,2020-01-01,Lviv\n2,2020-01-02,Odesa\nA 3,2020-01-03,Sumy\n4,2020-01-04,Kyiv\n", want: `2 ids that are gone from d are there again with other leading zeros, as "001" is now "1"`},
		"zeros of a part":    {then: "id,date,town\n1,2020-01-01,Lviv\n", with: func(d *datasets.DatasetImport) { d.Part = true }, want: `1 id that is gone from d is there again with other leading zeros`},
		"case and spaces":    {then: "id,date,town\n001,2020-01-01,Lviv\n002,2020-01-02,Odesa\na3,2020-01-03,Sumy\n4,2020-01-04,Kyiv\n", want: `1 id that is gone from d is there again with other large and small letters and spaces, as "A 3" is now "a3"`},
		"others that differ": {then: "id,date,town\n1,2020-01-01,Lviv\n2,2020-01-02,Odesa\nA 3,2020-01-03,Sumy\n4,2020-01-04,Kyiv\n", with: func(d *datasets.DatasetImport) { d.Although = true }, gone: 2},
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp(t)
			importEdition(t, a, edition(t, "d", "1", "2020", "1.csv", []byte(first), nil))
			d := edition(t, "d", "2", "2021", "2.csv", []byte(c.then), nil)
			if c.with != nil {
				c.with(&d)
			}
			done, err := datasets.ImportDataset(context.Background(), a, anna, d)
			if c.want == "" {
				if err != nil || done.Unlisted != c.gone {
					t.Fatalf("%+v, %v", done, err)
				}
				return
			}
			doubt, ok := errors.AsType[*acts.Doubt](err)
			if !ok || !strings.HasPrefix(err.Error(), c.want) || doubt.Part != c.part || ascribe.KindOf(err) != ascribe.ErrUsage {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
}

// Ids that were given anew are noticed without a column of actors.
func TestIDsGivenAnew(t *testing.T) {
	file := func(shift int) []byte {
		text := "id,date,town,note\n"
		for i := range 10 {
			n := (i + shift) % 10
			text += fmt.Sprintf("%d,2020-01-%02d,Town %d,note %d\n", i, n+1, n, n)
		}
		return []byte(text)
	}
	a := newApp(t)
	importEdition(t, a, edition(t, "d", "1", "2020", "1.csv", file(0), nil))
	d := edition(t, "d", "2", "2021", "2.csv", file(1), nil)
	_, err := datasets.ImportDataset(context.Background(), a, anna, d)
	if want := `the ids of 2.csv seem to have been given anew: of 10 incidents that d had before, 10 have another date, place and words at once, as "0" has`; err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	d.SameIDs = true
	if done := importEdition(t, a, d); done.Changed != 10 {
		t.Errorf("%+v", done)
	}
	// Every note written anew is a revision.
	revised := []byte(strings.ReplaceAll(string(file(1)), "note ", "another note "))
	if done := importEdition(t, a, edition(t, "d", "3", "2022", "3.csv", revised, nil)); done.Changed != 10 {
		t.Errorf("%+v", done)
	}
}

func TestCovers(t *testing.T) {
	const older = "id,date\na,2020-03-01\nb,2020-11-02\nc,2031-01-01\n"
	newer := older + "d,2020-02\ne,2020-12-01\nf,2021-01-01\n"
	for name, c := range map[string]struct {
		covers, asked string
		m             *dataset.Mapping
		want          int
		to            string
	}{
		"by the last event":    {"", "", nil, 1, "2020-11-02"},
		"as its import said":   {"2020-12-31", "", nil, 2, "2020-12-31"},
		"as was asked":         {"2020-12-31", "2020-01", nil, 0, "2020-01-31"},
		"of a mapping of UCDP": {"", "", &dataset.Mapping{Origin: dataset.OriginGED}, 2, "2020-12-31"},
	} {
		a, ctx := newApp(t), context.Background()
		d := edition(t, "d", "1", "2021-06", "1.csv", []byte(older), c.m)
		d.Covers = dateOf(t, c.covers)
		importEdition(t, a, d)
		importEdition(t, a, edition(t, "d", "2", "2022-06", "2.csv", []byte(newer), c.m))
		diff, err := apptest.At1(ctx, a, &point.Question{Dataset: "d", AsOf: ascribe.Now, Viewer: point.Team}, ask.Diff, ask.Between{Old: "1", New: "2", Covers: dateOf(t, c.asked)})
		if err != nil {
			fatal(t, err)
		}
		if diff.Summary.Backdated != c.want || diff.Covers.String() != c.to || len(diff.Backdated) != c.want {
			t.Errorf("%s: %d back-dated, up to %s", name, diff.Summary.Backdated, diff.Covers)
		}
	}
	d := edition(t, "d", "1", "2021-06", "1.csv", []byte(older), nil)
	d.Covers = dateOf(t, "2021-07")
	if _, err := datasets.ImportDataset(context.Background(), newApp(t), anna, d); ascribe.KindOf(err) != ascribe.ErrInvalid {
		t.Error(err)
	}
}

func dateOf(t *testing.T, s string) (d ascribe.Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

// A dataset of the first version refuses a file where two ids would meet.
func TestFoldedIDsThatMeet(t *testing.T) {
	a := newApp(t)
	asFirstVersion(t, a, "old")
	_, err := datasets.ImportDataset(context.Background(), a, anna, edition(t, "old", "2", "2021", "2.csv", []byte("id,date\nA-з1,2020\n"), nil))
	e, _ := errors.AsType[*ascribe.Error](err)
	if e == nil || len(e.Problems) != 1 || !strings.Contains(e.Problems[0].Message, `the id "a--1" is that of "A-ж1" in the editions before, and of "A-з1" here`) {
		t.Errorf("%+v", e)
	}
	if done := importEdition(t, a, edition(t, "old", "3", "2022", "3.csv", []byte("id,date\na-ж1,2020\n"), nil)); done.New != 0 || done.Changed != 1 {
		t.Errorf("%+v", done)
	}
}

func TestColumnsByTheirOwnNames(t *testing.T) {
	a, ctx := newApp(t), context.Background()
	q := func() *point.Question { return &point.Question{Dataset: "d", AsOf: ascribe.Now, Viewer: point.Team} }
	m := &dataset.Mapping{Columns: []dataset.ColumnRule{{Name: "Загиблі", Type: ascribe.TypeNumber, Optional: true}}}
	importEdition(t, a, edition(t, "d", "1", "2020", "1.csv", []byte("id,date,Місто,Загиблі,type,label\n1,2020-01-01,Київ,3,shelling,x\n2,2020-01-02,Львів,4,arson,y\n"), m))
	for by, want := range map[string]string{"Місто": "Київ", "місто": "Київ", "type": "arson", "label": "x", "column_3": "Київ"} {
		c, err := apptest.At2(ctx, a, q(), ask.Count, []string{by}, nil)
		if err != nil || len(c.Rows) != 2 || c.Rows[0].Values[0] != want {
			t.Errorf("%s: %+v, %v", by, c, err)
		}
	}
	if c, err := apptest.At2(ctx, a, q(), ask.Count, []string{"year"}, []ask.Condition{ask.Is("type", "arson")}); err != nil || c.Base != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	c, err := apptest.At3(ctx, a, q(), ask.CountSum, []string{"year"}, nil, "Загиблі")
	if err != nil || c.Rows[0].Sum.String() != "7" || len(c.Notes) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	importEdition(t, a, edition(t, "d", "2", "2021", "2.csv", []byte("id,date,type,label\n1,2020-01-01,shelling,x\n2,2020-01-02,arson,y\n"), m))
	c, err = apptest.At3(ctx, a, q(), ask.CountSum, []string{"year"}, nil, "Загиблі")
	if err != nil || len(c.Notes) != 1 || c.Notes[0].Text != "the edition 2 has no column Загиблі: its values are those of 1 and before" || c.Notes[0].Source != "d-2" {
		t.Errorf("%+v, %v", c.Notes, err)
	}
	if c, err = apptest.At2(ctx, a, q(), ask.Count, []string{"type"}, nil); err != nil || len(c.Notes) != 0 {
		t.Errorf("%+v, %v", c.Notes, err)
	}
}

func TestAnotherMappingIsNotUsed(t *testing.T) {
	a := newApp(t)
	file := []byte("id,date\n1,2020\n")
	for _, c := range []struct {
		origin string
		other  bool
	}{{"a", false}, {"a", false}, {"b", true}, {"", true}} {
		done := importEdition(t, a, edition(t, "d", "1", "2020", "1.csv", file, &dataset.Mapping{Origin: c.origin}))
		if done.OtherMapping != c.other {
			t.Errorf("%q: %+v", c.origin, done)
		}
	}
}

// asFirstVersion writes a dataset down as the first version did: its ids have
// small Latin letters only, and its record does not say of which form they are.
func asFirstVersion(t *testing.T, a *point.App, name string) {
	t.Helper()
	book := &ascribe.Codebook{ID: name, Version: "1", Variables: []ascribe.Variable{
		{Name: "id", Type: ascribe.TypeText, Policy: ascribe.PolicyLatest}, {Name: "date", Type: ascribe.TypeDate, Policy: ascribe.PolicyLatest, Role: ascribe.RoleEventDate},
	}}
	text := codebook.Print(book)
	sum := sha256.Sum256(text)
	write(t, a, []ascribe.Noun{
		&ascribe.Dataset{ID: name},
		&ascribe.Source{ID: name + "-1", Title: "1", Published: dateOf(t, "2020"), Kind: "dataset", Reliability: "B"},
		&ascribe.Edition{Dataset: name, ID: "1", Source: name + "-1", SHA256: strings.Repeat("0", 64), Columns: []string{"id", "date"}},
		&ascribe.Adoption{Dataset: name, ID: name, Version: "1", SHA256: hex.EncodeToString(sum[:]), Text: string(text)},
		&ascribe.Incident{Dataset: name, ID: "a--1", Title: "A-ж1"},
		&ascribe.Row{Dataset: name, Incident: "a--1", Edition: "1", Source: name + "-1", Credibility: "2", Cells: map[string]string{"id": "A-ж1", "date": "2020"}},
	})
}
