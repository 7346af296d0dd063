package dataset_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// manyEvents is the oldest edition for Ukraine, of 45 columns, some times over
// with ids of their own.
func manyEvents(t testing.TB, times int) (text []byte, rows int) {
	t.Helper()
	head, rest, _ := strings.Cut(string(ukraine(t, "19.1")), "\n")
	_, rest, _ = strings.Cut(rest, "\n")
	var b bytes.Buffer
	b.WriteString(head + "\n")
	for i := range times {
		for line := range strings.Lines(rest) {
			if '0' <= line[0] && line[0] <= '9' {
				fmt.Fprint(&b, i+1)
			}
			b.WriteString(line)
		}
	}
	return b.Bytes(), 993 * times
}

func benchmark(b *testing.B, name string, data []byte, rows int, m *dataset.Mapping) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		table, err := open(name, data, m)
		if err != nil {
			b.Fatal(faultsOf(err))
		}
		var problems ascribe.Problems
		n := 0
		for _, err := range table.Rows(&problems) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != rows {
			b.Fatalf("%d rows, want %d; %v", n, rows, problems.Err("", ""))
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkGED(b *testing.B) {
	data, rows := manyEvents(b, 50)
	benchmark(b, "ged.csv", data, rows, dataset.GED())
}

func BenchmarkWorkbook(b *testing.B) {
	header := headers(b, "gtd_0718dist")
	rows := [][]string{header}
	for i := range 2000 {
		r := line(header, gtdRows[0])
		r[0] = fmt.Sprint(197000000001 + i)
		rows = append(rows, r)
	}
	benchmark(b, "gtd.xlsx", workbook(b, rows, nil), 2000, shipped(b, "gtd"))
}

func BenchmarkCellLog(b *testing.B) {
	var s strings.Builder
	s.WriteString("time,id,op,column,old,new\n")
	const lines = 50_000
	for i := range lines {
		if i%10 == 0 {
			fmt.Fprintf(&s, "2019-06-%02d,%d,+,,,\n", i*28/lines+1, i/10)
			continue
		}
		fmt.Fprintf(&s, "2019-06-%02d,%d,=,column_%d,,value %d\n", i*28/lines+1, i/10, i%10, i%97)
	}
	data := []byte(s.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		_, list, faults := logLines(b, data)
		if list != lines || faults > 0 {
			b.Fatal(list, faults)
		}
	}
	b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

func logLines(t testing.TB, data []byte) (log *dataset.CellLog, lines, faults int) {
	t.Helper()
	log, err := dataset.OpenCellLog("log.csv", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(faultsOf(err))
	}
	var problems ascribe.Problems
	for range log.Changes(&problems) {
		lines++
	}
	return log, lines, problems.Len()
}
