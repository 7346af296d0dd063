package dataset_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

func changes(t testing.TB, text string) (log *dataset.CellLog, list, faults []string) {
	t.Helper()
	log, err := dataset.OpenCellLog("log.csv", bytes.NewReader([]byte(text)), int64(len(text)))
	if err != nil {
		return nil, nil, faultsOf(err)
	}
	var problems ascribe.Problems
	for c, err := range log.Changes(&problems) {
		if err != nil {
			return log, list, append(faults, faultsOf(err)...)
		}
		list = append(list, fmt.Sprintf("%d %s %s%s %s:%s->%s", c.Line, c.Day, c.Op, c.ID, c.Variable, c.Old, c.New))
	}
	if err := problems.Err("", ""); err != nil {
		faults = faultsOf(err)
	}
	return log, list, faults
}

func TestCellLog(t *testing.T) {
	log, got, faults := changes(t, `time,id,op,column,old,new
2019-06-01,EV 1,+,,,
2019-06-01,EV 1,=,Adm 1,,Donetsk
2019-06-01T23:30:00-02:00,EV 1,=,Adm 1,Donetsk,"Donetsk, oblast"
2019-06-02T01:30:00Z,EV 1,=,Adm 1,"Donetsk, oblast",
2020-01-01,EV 1,-,,,
2020-01-02,EV 1,+,,,
2020-01-02,EV 1,=,Adm 1,,Luhansk
2020-01-02,EV 1,=,Adm 1,Kiev,x
`)
	wantFaults(t, faults)
	want := []string{
		"2 2019-06-01 +ev-1 :->", "3 2019-06-01 =ev-1 adm_1:->Donetsk", "4 2019-06-02 =ev-1 adm_1:Donetsk->Donetsk, oblast",
		"5 2019-06-02 =ev-1 adm_1:Donetsk, oblast->", "6 2020-01-01 -ev-1 :->", "7 2020-01-02 +ev-1 :->",
		"8 2020-01-02 =ev-1 adm_1:->Luhansk", "9 2020-01-02 =ev-1 adm_1:Kiev->x",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	var remarks []string
	for _, r := range log.Remarks().List {
		remarks = append(remarks, r.String())
	}
	wantFaults(t, remarks, `log.csv:9:25: the old value "Kiev" of Adm 1 is not the one that line 8 set: is a line missing before this one?`)
	if read, total := log.Progress(); read != total || total == 0 {
		t.Errorf("progress %d of %d", read, total)
	}
}

func TestBadCellLogs(t *testing.T) {
	const header = "time,id,op,column,old,new\n"
	for text, want := range map[string][]string{
		"":                             {"invalid: log.csv is empty"},
		"time,id,op,colum,old,new\n":   {`log.csv:1:1: there is no column "column"; did you mean "colum"?`},
		header + "2019-06-01,a,*,,,\n": {`log.csv:2:14: there is no op "*": + adds an id, - removes it, = sets a cell`},
		header + "2019-06-01,a,,,,\n":  {`log.csv:2:14: the op is missing`},
		header + "2019-06-02,a,+,,,\n2019-06-01,b,+,,,\n":           {`log.csv:3:1: the time 2019-06-01 is before that of line 2, 2019-06-02: the rows of a log are in order of time`},
		header + "2019-06-01T10:00:00Z,a,+,,,\n2019-06-01,b,+,,,\n": {`log.csv:3:1: the time 2019-06-01 is before that of line 2`},
		header + "1 June,a,+,,,\n,a,+,,,\n2019-02-30,a,+,,,\n":      {`log.csv:2:1: "1 June" is no time: write a day as 2019-06-01`, `log.csv:3:1: the time is missing`, `log.csv:4:1: "2019-02-30" is no time`},
		header + "2019-06-01,,+,,,\n":                               {`log.csv:2:12: the id is missing`},
		header + "2019-06-01,a,+,,,\n2019-06-01,a,=,,,x\n":          {`log.csv:3:16: the column is missing: = sets one`},
		header + "2019-06-01,a,+,c,,\n2019-06-01,a,-,,,x\n":         {`log.csv:2:16: + is of the whole id, and the line names a column`, `log.csv:3:18: - is of the whole id, and the line has a new value`},
		header + "2019-06-01,a,+,,\n":                               {`log.csv:2:1: the row has 5 fields, and the header 6`},
		header + "2019-06-01,a,+,,,\n2019-06-01,a,=,caf\xe9,,x\n":   {`log.csv:3:19: line 3 is not UTF-8`},
	} {
		_, _, faults := changes(t, text)
		wantFaults(t, faults, want...)
	}
	// Odd, and no fault.
	log, got, faults := changes(t, header+"2019-06-01,a,=,c,,1\n2019-06-01,a,-,,,\n2019-06-01,b,+,,,\n2019-06-01,b,+,,,\n2019-06-01,b,-,,,\n2019-06-01,b,-,,,\n2019-06-01,b,=,c,,1\n")
	wantFaults(t, faults)
	var remarks []string
	for _, r := range log.Remarks().List {
		remarks = append(remarks, r.String())
	}
	wantFaults(t, remarks,
		`log.csv:2:12: the id "a" has a cell set, and was never added`, `log.csv:3:14: the id "a" is removed, and was never added`,
		`log.csv:5:14: the id "b" is listed already, since line 4`, `log.csv:7:14: the id "b" is removed already, since line 6`,
		`log.csv:8:12: the id "b" has a cell set, and is not listed since line 7`)
	if len(got) != 7 {
		t.Errorf("%q", got)
	}
}

func TestCellLogTime(t *testing.T) {
	text := "time,id,op,column,old,new\n2019-06-01T10:00:00.25+02:00,a,+,,,\n"
	log, err := dataset.OpenCellLog("log.csv", bytes.NewReader([]byte(text)), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var problems ascribe.Problems
	for c := range log.Changes(&problems) {
		if want := time.Date(2019, 6, 1, 8, 0, 0, 250_000_000, time.UTC); !c.Time.Equal(want) || c.Time.Location() != time.UTC {
			t.Error(c.Time)
		}
	}
}
