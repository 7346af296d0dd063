package acts_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
)

// TestErasureTakesKeptSheets: the file of a sheet that was kept has in it what its
// rows said. It is proposed with that, and without it the sheet can still be compared
// with what it said before.
func TestErasureTakesKeptSheets(t *testing.T) {
	ctx := context.Background()
	a := emptyRecord.App(t)
	keep := func(in *acts.SheetImport) { in.File = []byte(caseRows) }
	mustBring(t, a, caseRows, caseMapping, keep)
	sheets, err := a.Store.Sheets(ctx, "cases")
	if err != nil || len(sheets) != 1 {
		t.Fatal(sheets, err)
	}
	_, err = acts.Erase(ctx, a, anna, &acts.Erasing{What: []string{"case-2"}})
	proposed, ok := errors.AsType[*acts.Proposal](err)
	if !ok {
		t.Fatal(err)
	}
	var numbers []int64
	for _, l := range proposed.Records {
		numbers = append(numbers, l.Record)
	}
	if !slices.Contains(numbers, sheets[0].Record) || !slices.IsSorted(numbers) {
		t.Errorf("%v are proposed, and not the sheet, %d", numbers, sheets[0].Record)
	}
	if _, err := acts.Erase(ctx, a, anna, &acts.Erasing{What: []string{"case-2"}, Also: acts.AlsoAll}); err != nil {
		fatal(t, err)
	}
	if left, err := a.Store.Sheets(ctx, "cases"); err != nil || len(left) != 0 {
		t.Errorf("%v is left of the sheet, %v", left, err)
	}
	moved := strings.Replace(strings.Replace(caseRows, "2016-07-19,3,", "2016-07-19,4,", 1), "2,Two,The Paper,2016-07-19,0,,\n", "", 1)
	done := mustBring(t, a, moved, caseMapping, strike)
	if done.First || done.Struck != 1 || done.New["statement"] != 1 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, append(without(allOfCases, "case-1 killed 3", "case-2 killed 0"), "case-1 killed 4")...)
	if _, err := a.Store.Verify(ctx, nil); err != nil {
		fatal(t, err)
	}
}

// TestErasureLooksIntoKeptSheets: what was written by hand may stand in a sheet.
func TestErasureLooksIntoKeptSheets(t *testing.T) {
	ctx := context.Background()
	keep := newTeam(t, 1)
	there := keep.workbook(t)
	for name, c := range map[string]struct {
		file []byte
		name string
		has  bool
	}{
		"text":             {[]byte("no,who\n1,SOMEBODY named\n"), "Somebody Named", true},
		"other text":       {[]byte("no,who\n1,nobody\n"), "Somebody Named", false},
		"a workbook":       {there, keep.titles[keep.rows[0].incident], true},
		"another workbook": {there, "Somebody Named", false},
		"neither":          {[]byte{0xff, 0xfe, 0x00}, "Somebody Named", true},
	} {
		a := emptyRecord.App(t)
		mustBring(t, a, caseRows, caseMapping, func(in *acts.SheetImport) { in.File = c.file })
		if _, err := acts.Add(ctx, a, anna, &ascribe.Actor{ID: "x-1", Kind: ascribe.Person, Name: c.name}); err != nil {
			fatal(t, err)
		}
		_, err := acts.Erase(ctx, a, anna, &acts.Erasing{What: []string{"x-1"}})
		proposed, ok := errors.AsType[*acts.Proposal](err)
		if ok != c.has || ok && len(proposed.Records) != 1 {
			t.Errorf("%s: %+v, %v", name, proposed, err)
		}
	}
}
