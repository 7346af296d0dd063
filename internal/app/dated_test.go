package app_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// The clock of the tests begins on 24 November 2026. A day after that is asked
// about, whichever noun has it; one that may have come is not.
func TestDaysInTheFuture(t *testing.T) {
	a := newApp(t)
	write(t, a, []ascribe.Noun{
		&ascribe.Incident{ID: "x", Title: "An attack"},
		&ascribe.Source{ID: "press", Title: "Press", Published: dateOf(t, "2020-02-03"), Reliability: "B"},
		&ascribe.Statement{ID: "s", Subject: "x", Variable: "country", Value: "DE", Stance: ascribe.Asserts, Source: "press", Credibility: "2"},
	})
	nouns := map[string]func(id, day string) ascribe.Noun{
		"source": func(id, day string) ascribe.Noun {
			return &ascribe.Source{ID: id, Title: "Later", Published: dateOf(t, day), Reliability: "B"}
		},
		"statement": func(id, day string) ascribe.Noun {
			return &ascribe.Statement{ID: id, Subject: "x", Variable: "country", Value: "FR", Stance: ascribe.Asserts, Source: "press", Credibility: "2", Said: dateOf(t, day)}
		},
		"correction": func(id, day string) ascribe.Noun {
			return &ascribe.Withdrawal{ID: id, Statement: "s", Kind: ascribe.Correction, Said: dateOf(t, day)}
		},
	}
	although := anna
	although.Although = true
	for name, noun := range nouns {
		for day, future := range map[string]bool{"2026-11-24": false, "2026": false, "2026-11": false, "2026-11-25": true, "2026-12": true, "2062-07-20": true} {
			id := name + "-" + day
			_, err := acts.Add(t.Context(), a, anna, noun(id, day))
			doubt, asked := errors.AsType[*acts.Doubt](err)
			if asked != future || !future && err != nil {
				t.Errorf("%s %s: %v", name, day, err)
			}
			if !asked {
				continue
			}
			if len(doubt.Reason.Problems) != 1 || ascribe.KindOf(err) != ascribe.ErrInvalid {
				t.Errorf("%s %s: %+v", name, day, doubt.Reason)
			}
			if _, err := acts.Add(t.Context(), a, although, noun(id, day)); err != nil {
				t.Errorf("%s %s, although it is so: %v", name, day, err)
			}
		}
	}
}

// A casebook with days in the future is imported only by who says so; what was
// said before its source came out is told with its place.
func TestDaysOfACasebook(t *testing.T) {
	files := fstest.MapFS{
		"incidents.csv": {Data: []byte("id,title\nx,An attack\n")},
		"sources.csv": {Data: []byte("id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on\n" +
			"press,Press,,,,2020-02-03,,,B,\nmonth,Month,,,,2020-02,,,B,\nlater,Later,,,,2062-02-03,,,B,\n")},
		"statements.csv": {Data: []byte("id,subject,variable,value,stance,basis,source,locator,said,reliability,credibility,coder,quote,note\n" +
			"s1,x,country,DE,,,press,,2020-02-02,,2,,,\n" +
			"s2,x,country,DE,,,month,,2020-02-01,,2,,,\n" +
			"s3,x,country,DE,,,month,,2020-01,,2,,,\n" +
			"s4,x,country,DE,,,press,,,,2,,,\n" +
			"s5,x,country,DE,,,press,,2026-12-01,,2,,,\n")},
		"withdrawals.csv": {Data: []byte("id,statement,kind,said,source,reason\nw1,s4,correction,2019-01-01,press,it was wrong\n")},
	}
	read := func(by point.By, a *point.App) (*acts.Imported, error) {
		book, err := exchange.OpenCasebook(files, "book")
		if err != nil {
			t.Fatal(err)
		}
		return acts.Import(t.Context(), a, by, book, "book")
	}
	a := newApp(t)
	_, err := read(anna, a)
	doubt, ok := errors.AsType[*acts.Doubt](err)
	if !ok {
		t.Fatal(err)
	}
	want := []ascribe.Problem{
		{File: "sources.csv", Line: 4, Column: 16, Field: "published", Message: "2062-02-03 lies in the future"},
		{File: "statements.csv", Line: 6, Column: 26, Field: "said", Message: "2026-12-01 lies in the future"},
	}
	if d := cmp.Diff(want, doubt.Reason.Problems); d != "" {
		t.Error(d)
	}
	although := anna
	although.Although = true
	done, err := read(although, a)
	if err != nil {
		fatal(t, err)
	}
	want = []ascribe.Problem{
		{File: "statements.csv", Line: 2, Column: 26, Field: "said", Message: "2020-02-02 is before the source press came out, 2020-02-03"},
		{File: "statements.csv", Line: 4, Column: 26, Field: "said", Message: "2020-01 is before the source month came out, 2020-02"},
	}
	if d := cmp.Diff(want, done.Warnings); d != "" {
		t.Error(d)
	}
	if again, err := read(anna, a); err != nil || again.Entry != 0 || len(again.Warnings) != 0 {
		t.Errorf("a second time: %+v, %v", again, err)
	}
}

// The days of the sample are in order.
func TestDaysOfTheSample(t *testing.T) {
	a := newApp(t)
	book, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		t.Fatal(err)
	}
	done, err := acts.Import(t.Context(), a, anna, book, "remote-direction")
	if err != nil {
		fatal(t, err)
	}
	if len(done.Warnings) > 0 {
		t.Error(done.Warnings)
	}
}
