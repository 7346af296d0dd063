package app_test

import (
	"testing"
	"testing/fstest"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// An import says which statements cannot count, by the sources as they stand
// when it is done.
func TestImportTellsWhatCannotCount(t *testing.T) {
	a := newApp(t)
	book, err := exchange.OpenCasebook(fstest.MapFS{
		"incidents.csv": {Data: []byte("id,title\nx,An attack\n")},
		"sources.csv": {Data: []byte("id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on\n" +
			"good,Good,,,,2020-02-03,,,B,\nbad,Bad,,,,2020-02-03,,,B,\nbare,Bare,,,,2020-02-03,,,,\n")},
		"regrades.csv": {Data: []byte("id,source,reliability,reason\n,bad,E,it made things up\n")},
		"statements.csv": {Data: []byte("id,subject,variable,value,stance,basis,source,locator,said,reliability,credibility,coder,quote,note\n" +
			"s1,x,propaganda,yes,,,good,,,,2,,,\n" +
			"s2,x,propaganda,yes,,,good,,,,,,,\n" +
			"s3,x,propaganda,yes,,,good,,,D,5,,,\n" +
			"s4,x,propaganda,yes,,,bad,,,,2,,,\n" +
			"s5,x,propaganda,yes,,,bad,,,A,2,,,\n" +
			"s6,x,propaganda,yes,,,bad,,,,3,,,\n" +
			"s7,x,propaganda,yes,,,bare,,,,,,,\n" +
			"s8,x,propaganda,yes,,,bare,,,F,6,,,\n")},
	}, "book")
	if err != nil {
		fatal(t, err)
	}
	done, err := acts.Import(t.Context(), a, anna, book, "book")
	if err != nil {
		fatal(t, err)
	}
	want := []acts.Uncounted{
		{N: 2, Why: "reliability E"},
		{N: 1, Why: "no credibility"},
		{N: 1, Why: "no reliability and no credibility"},
		{N: 1, Why: "reliability D and credibility 5"},
		{N: 1, Why: "reliability F and credibility 6"},
	}
	if d := cmp.Diff(want, done.Uncounted); d != "" {
		t.Error(d)
	}
	show, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Show, "x")
	if err != nil {
		fatal(t, err)
	}
	inadequate := 0
	for _, e := range show.Evidence {
		if !e.Adequate {
			inadequate++
		}
	}
	if inadequate != 6 {
		t.Errorf("%d statements do not count, and the import said 6", inadequate)
	}
}
