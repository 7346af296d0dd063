package table

import (
	"io"
	"strconv"
	"testing"
)

// BenchmarkParquet writes rows that are like statements.
func BenchmarkParquet(b *testing.B) {
	const rows = 500_000
	t := &Table{Name: "statements", Columns: []Column{
		{Name: "id", Unique: true},
		{Name: "incident"},
		{Name: "variable"},
		{Name: "value"},
		{Name: "stance"},
		{Name: "source"},
		{Name: "said", Type: TypeDate},
		{Name: "reliability"},
		{Name: "credibility", Type: TypeInteger},
		{Name: "picked", Type: TypeBoolean},
	}}
	ids, incidents, sources, days := make([]string, rows), make([]string, rows/10), make([]string, rows/20), make([]string, 4000)
	for _, list := range [][]string{ids, incidents, sources, days} {
		for i := range list {
			list[i] = "text-" + strconv.Itoa(i)
		}
	}
	words := []string{"asserts", "denies", "raises", "member", "unidentified", "directive", "contact"}
	t.Rows = func(yield func(Row, error) bool) {
		row := make(Row, len(t.Columns))
		for i := range rows {
			row[0], row[1], row[2], row[3] = Text(ids[i]), Text(incidents[i*7919%len(incidents)]), Text(words[i%7]), Text(words[i%5])
			row[4], row[5], row[6] = Text(words[i%3]), Text(sources[i*7919%len(sources)]), Date(days[i*31%4000])
			row[7], row[8], row[9] = Text("B"), Integer(int64(i%6)), Boolean(i%3 == 0)
			if !yield(row, nil) {
				return
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := writeParquet(io.Discard, t); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}
