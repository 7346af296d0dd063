package main

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

//go:embed codebook.yaml
var v1 []byte

//go:embed codebook_v2.yaml
var v2 []byte

//go:embed codebook_v3.yaml
var v3 []byte

// epoch is the day from which the benchmark counts.
var epoch = ascribe.NewDay(2000, 1, 1)

func code(variable *gen.Variable, value int) string {
	if value == variable.Codes {
		return "unclear"
	}
	return fmt.Sprintf("c%d", value)
}

func credibility(grade uint8) ascribe.Credibility {
	return ascribe.Credibility("123456"[grade-1 : grade])
}

// feed takes the data in: sources, incidents with their days, statements.
func feed(b *timeline.Builder, d *gen.Data) (last int64) {
	record := int64(0)
	next := func() int64 { record++; return record }
	for range d.Sources {
		b.Source(next(), "A")
	}
	day := b.Slot("day")
	for i, x := range d.Incidents {
		n := b.Incident(next(), fmt.Sprintf("i%d", i+1))
		on := epoch + ascribe.Day(x.Day)
		b.Add(timeline.Statement{
			Record: next(), Incident: n, Slot: day, Value: b.Value(day, on.String()), Day: on,
			Stance: ascribe.Asserts, Credibility: "1",
		})
	}
	var slots [len(gen.Variables)]uint16
	var values [len(gen.Variables)][]uint32
	for i := range gen.Variables {
		v := &gen.Variables[i]
		slots[i] = b.Slot(v.Name)
		values[i] = make([]uint32, v.Codes+1)
		for c := 1; c <= v.Codes; c++ {
			values[i][c] = b.Value(slots[i], code(v, c))
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		r := next()
		b.Add(timeline.Statement{
			Record: r, Incident: s.Incident - 1, Source: uint32(s.Source - 1), Slot: slots[s.Variable], Value: values[s.Variable][s.Value],
			Day: epoch + ascribe.Day(s.Published), Stance: ascribe.Asserts, Credibility: credibility(s.Grade),
		})
		if s.Retracted != 0 {
			b.End(timeline.Ending{Record: next(), Target: r, Kind: timeline.Corrects, Day: epoch + ascribe.Day(s.Retracted)})
		}
	}
	return record
}

func build(d *gen.Data, book *codebook.Book) (*timeline.Index, error) {
	b := timeline.NewBuilder()
	last := feed(b, d)
	return b.Build(context.Background(), book, last, last)
}

// count, afresh and use ask an index what nobody interrupts.
func count(x *timeline.Index, q timeline.Query) timeline.Answer {
	return certain(x.Count(context.Background(), q))
}

func afresh(x *timeline.Index, q timeline.Query) timeline.Answer {
	return certain(x.Afresh(context.Background(), q))
}

func use(x *timeline.Index, book *codebook.Book) {
	if err := x.Use(context.Background(), book); err != nil {
		panic(err)
	}
}

func certain(a timeline.Answer, err error) timeline.Answer {
	if err != nil {
		panic(err)
	}
	return a
}
