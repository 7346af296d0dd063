package ask

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// BenchmarkDrift is the drift of 200,000 incidents of the benchmark's data, once
// the index and the sources have been read.
func BenchmarkDrift(b *testing.B) {
	text, err := os.ReadFile("../../../bench/codebook.yaml")
	if err != nil {
		b.Fatal(err)
	}
	book, err := codebook.Compile("codebook.yaml", text)
	if err != nil {
		b.Fatal(err)
	}
	x, published := benchmarkIndex(b, book, 200_000)
	all := x.Survey(book, 0)
	ctx := context.Background()
	gather := func() *gatherer {
		c := &courses{gatherer: newGatherer(book), survey: all, published: published, known: ascribe.Forever}
		if err := c.visit(ctx, func(course *survey.Course) { c.gatherer.follow(course, published) }); err != nil {
			b.Fatal(err)
		}
		return c.gatherer
	}
	gather()
	for b.Loop() {
		g, d := gather(), &DriftAnswer{}
		if g.report(d); d.Base != 200_000 || d.Revised == 0 || len(d.Causes) < 2 {
			b.Fatal(d.Base, d.Revised, d.Causes)
		}
	}
}

// benchmarkIndex is the benchmark's data, with a few kinds of source.
func benchmarkIndex(b *testing.B, book *codebook.Book, incidents int) (*timeline.Index, follow.PublicationList) {
	data := gen.New(incidents)
	builder := timeline.NewBuilder()
	record := int64(0)
	next := func() int64 { record++; return record }
	var published follow.PublicationList
	for i := range data.Sources {
		builder.Source(next(), "A")
		published = append(published, follow.Publication{Record: record, Kind: []string{"press", "court", "official"}[i%3]})
	}
	epoch := ascribe.NewDay(2000, 1, 1)
	dated := builder.Slot("day")
	for i, x := range data.Incidents {
		on := epoch + ascribe.Day(x.Day)
		builder.Add(timeline.Statement{
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
		builder.Add(timeline.Statement{
			Record: next(), Incident: s.Incident - 1, Source: uint32(s.Source - 1), Slot: slot, Value: builder.Value(slot, code),
			Day: epoch + ascribe.Day(s.Published), Stance: ascribe.Asserts, Basis: ascribe.Bases[s.Value%4],
			Credibility: ascribe.Credibility("123456"[s.Grade-1 : s.Grade]),
		})
		if s.Retracted != 0 {
			builder.End(timeline.Ending{Record: next(), Target: record - 1, Kind: timeline.Corrects, Day: epoch + ascribe.Day(s.Retracted)})
		}
	}
	x, err := builder.Build(context.Background(), book, record, record)
	if err != nil {
		b.Fatal(err)
	}
	return x, published
}
