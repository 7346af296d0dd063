package timeline

import (
	"fmt"
	"os"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// BenchmarkSweep sweeps all incidents of the benchmark's data, with both
// readings and the running sums, by how many incidents there are.
func BenchmarkSweep(b *testing.B) {
	text, err := os.ReadFile("../../bench/codebook.yaml")
	if err != nil {
		b.Fatal(err)
	}
	book, err := codebook.Compile("codebook.yaml", text)
	if err != nil {
		b.Fatal(err)
	}
	for _, incidents := range []int{10_000, 200_000, 1_000_000} {
		b.Run(fmt.Sprint(incidents), func(b *testing.B) {
			x := benchmarkIndex(b, book, incidents)
			for b.Loop() {
				x.Use(ctx, book)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(x.claims.all)), "ns/statement")
		})
	}
}

func benchmarkIndex(b *testing.B, book *codebook.Book, incidents int) *Index {
	b.Helper()
	data := gen.New(incidents)
	builder := NewBuilder()
	record := int64(0)
	next := func() int64 { record++; return record }
	for range data.Sources {
		builder.Source(next(), "A")
	}
	epoch := ascribe.NewDay(2000, 1, 1)
	dated := builder.Slot("day")
	for i, x := range data.Incidents {
		on := epoch + ascribe.Day(x.Day)
		builder.Add(Statement{
			Record: next(), Incident: builder.Incident(next(), fmt.Sprint(i)), Slot: dated, Value: builder.Value(dated, on.String()),
			Day: on, Stance: ascribe.Asserts, Credibility: "1",
		})
	}
	for _, s := range data.Statements {
		v := &gen.Variables[s.Variable]
		code := fmt.Sprintf("c%d", s.Value)
		if int(s.Value) == v.Codes {
			code = "unclear"
		}
		slot := builder.Slot(v.Name)
		builder.Add(Statement{
			Record: next(), Incident: s.Incident - 1, Source: uint32(s.Source - 1), Slot: slot, Value: builder.Value(slot, code),
			Day: epoch + ascribe.Day(s.Published), Stance: ascribe.Asserts, Credibility: ascribe.Credibility("123456"[s.Grade-1 : s.Grade]),
		})
		if s.Retracted != 0 {
			builder.End(Ending{Record: next(), Target: record - 1, Kind: Corrects, Day: epoch + ascribe.Day(s.Retracted)})
		}
	}
	x, err := builder.Build(ctx, book, record, record)
	if err != nil {
		b.Fatal(err)
	}
	return x
}
