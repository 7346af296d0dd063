package app_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// TestWorkbooks has an edition as a workbook after one as CSV, and a formula
// where a value should be.
func TestWorkbooks(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // it is in memory
	for i, row := range [][]any{{"id", "town", "killed"}, {"a", "Metz", 2}, {"b", "Lyon", 0}} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	var good, bad bytes.Buffer
	if err := f.Write(&good); err != nil {
		t.Fatal(err)
	}
	a := newApp(t)
	csv := []byte("id,town,killed\na,Metz,1\nb,Lyon,0\n")
	importEdition(t, a, edition(t, "d", "1", "2001", "one.csv", csv, nil))
	two := edition(t, "d", "2", "2002", "two.xlsx", good.Bytes(), nil)
	if done := importEdition(t, a, two); done.Changed != 1 || done.Cells != 1 || done.Unchanged != 1 {
		t.Errorf("%+v", done)
	}
	checkStates(t, a, "d", on(t, "2002-12-31").AsOf.Known, two.Table)
	if err := f.SetCellFormula("Sheet1", "C2", "1+1"); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(&bad); err != nil {
		t.Fatal(err)
	}
	table, err := dataset.OpenTable("bad.xlsx", bytes.NewReader(bad.Bytes()), int64(bad.Len()), nil)
	if err != nil {
		fatal(t, err)
	}
	three := two
	three.Edition, three.Table, three.SHA256, three.FileName = "3", table, "0", "bad.xlsx"
	if _, err := datasets.ImportDataset(context.Background(), a, anna, three); err == nil {
		t.Error("the formula was taken")
	} else {
		wantWords(t, wantError(t, err, ascribe.ErrInvalid), "bad.xlsx:C2", "formula")
	}
}
