package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A run is one run of the benchmark.
type run struct {
	out  io.Writer
	dir  string
	size string
	runs int
	data *gen.Data

	books map[string]*codebook.Book // by table
	index *timeline.Index
	sums  map[string]string // the checksum of our answer, by question

	ours   map[string][]time.Duration // by question, over the whole run
	theirs []figure

	fastest  map[string]string // by engine: the way to ask the first question
	written  []string          // the checksums of our answers after each new statement
	measures []measure
	growth   map[string][]growthPoint // by engine
}

// A figure is how long an engine took for a question.
type figure struct {
	question, engine, way string
	times                 []time.Duration
	scale                 int // of a sample: how many times as much the whole is
}

var tables = map[string][]byte{"V1": v1, "V2": v2, "V3": v3}

// begin builds the index, and holds our own answers to the definition.
func (b *run) begin() error {
	b.fastest = map[string]string{}
	b.books, b.growth = map[string]*codebook.Book{}, map[string][]growthPoint{}
	b.sums, b.ours = map[string]string{}, map[string][]time.Duration{}
	for table, text := range tables {
		book, err := codebook.Compile(table, text)
		if err != nil {
			return err
		}
		b.books[table] = book
	}
	var err error
	if b.index, err = build(b.data, b.books["V1"]); err != nil {
		return err
	}
	for _, q := range []string{"q1", "q2", "q5", "q5cel"} {
		rows, _ := b.answer(q)
		b.sums[q] = checksum(rows)
		if want := expected[b.size][q]; want != "" && want != b.sums[q] {
			return fmt.Errorf("our answer to %s is not that of the definition: its checksum is %s, want %s", q, b.sums[q], want)
		}
	}
	return nil
}

// answer is our own answer to a question, from the statements.
func (b *run) answer(question string) (rows string, took time.Duration) {
	var a timeline.Answer
	ends := gen.MonthEnds()
	begin := time.Now()
	switch question {
	case "q1":
		a = afresh(b.index, oneDay)
		took = time.Since(begin)
		return lines(cells(a, []int32{q1Day}), false), took
	case "q2":
		use(b.index, b.books["V1"])
		a = count(b.index, allMonths)
	default:
		// A codebook that was changed is compiled first.
		book, err := codebook.Compile(question, tables[tableOf(question)])
		if err != nil {
			panic(err) // it was compiled before
		}
		use(b.index, book)
		a = count(b.index, allMonths)
	}
	took = time.Since(begin)
	return lines(cells(a, ends), true), took
}

// question asks an engine and ourselves in turn.
func (b *run) question(e engine, q string) error {
	use(b.index, b.books[tableOf(q)])
	f := figure{question: q, engine: e.name()}
	if len(e.ways(q)) == 0 {
		return nil
	}
	var chosen string
	best := time.Duration(0)
	// The first rounds find the fastest way, and warm the engine up.
	for _, way := range e.ways(q) {
		t := text(e, way, q)
		for range 3 {
			took, err := b.held(e, q, t)
			if err != nil {
				return fmt.Errorf("%s: %w", way, err)
			}
			if chosen == "" || took < best {
				chosen, best, f.way = t, took, way
			}
			if took > 2*time.Second {
				break
			}
		}
	}
	if q == "q1" {
		b.fastest[e.name()] = f.way
	}
	for range b.runs {
		took, err := b.held(e, q, chosen)
		if err != nil {
			return err
		}
		f.times = append(f.times, took)
		_, ours := b.answer(q)
		b.ours[q] = append(b.ours[q], ours)
	}
	b.note(f)
	return nil
}

// text is one way to put a question to an engine.
func text(e engine, way, question string) string {
	if !strings.HasSuffix(way, ".sql") {
		return way + " " + tableOf(question)
	}
	a := e.dialect().ask(tableOf(question))
	a.Day = q1Day
	return a.render(way)
}

// held asks an engine, and holds its answer to ours.
func (b *run) held(e engine, q, text string) (time.Duration, error) {
	rows, took, err := e.ask(text)
	if err != nil {
		return 0, err
	}
	if sum := checksum(rows); sum != b.sums[q] {
		return 0, fmt.Errorf("another answer: its checksum is %s, ours %s", sum, b.sums[q])
	}
	return took, nil
}

// byDays asks the query that the goals were set against, once.
func (b *run) byDays(e engine) error {
	for _, way := range e.ways("q2days") {
		took, err := b.held(e, "q2", text(e, way, "q2days"))
		if err != nil {
			return err
		}
		b.note(figure{question: "q2days", engine: e.name(), way: way, times: []time.Duration{took}})
	}
	return nil
}

// monthByMonth asks as people do it: the first question at one month-end after
// another; at twelve of them, since it takes long.
func (b *run) monthByMonth(e engine) error {
	ends := gen.MonthEnds()
	a := e.dialect().ask("V1")
	if a.Small == "" {
		return nil // it has no SQL
	}
	use(b.index, b.books["V1"])
	series := cells(count(b.index, allMonths), ends)
	f := figure{question: "q2months", engine: e.name(), way: b.fastest[e.name()], scale: 20}
	runs := b.runs
	if goalOf(f.question, f.engine) == 0 {
		runs = 1
	}
	for range runs {
		var total time.Duration
		for m := 19; m < len(ends); m += 20 {
			a.Day = ends[m]
			rows, took, err := e.ask(a.render(f.way))
			if err != nil {
				return err
			}
			on := slices.DeleteFunc(slices.Clone(series), func(c cell) bool { return c.day != int(ends[m]) })
			if rows != lines(on, false) {
				return fmt.Errorf("another answer at the end of month %d", m)
			}
			total += 20 * took
		}
		f.times = append(f.times, total)
	}
	b.note(f)
	return nil
}

// histories asks for the history of incidents, one after another.
func (b *run) histories(e engine) error {
	a := e.dialect().ask("V1")
	if a.Small == "" {
		return nil
	}
	use(b.index, b.books["V1"])
	r := rand.New(rand.NewPCG(1, 1))
	f := figure{question: "q3", engine: e.name(), way: "q3.sql"}
	var ours []time.Duration
	var prepare, execute string
	if p, ok := e.(preparer); ok {
		prepare, execute = p.prepare("history", "q3.sql")
		if _, _, err := e.ask(prepare); err != nil {
			return err
		}
	}
	for range 1000 {
		incident := 1 + r.IntN(len(b.data.Incidents))
		text := ""
		if execute != "" {
			text = fmt.Sprintf(execute, incident)
		} else {
			a.Incident = fmt.Sprint(incident)
			text = a.render("q3.sql")
		}
		rows, took, err := e.ask(text)
		if err != nil {
			return err
		}
		begin := time.Now()
		spans := b.index.Resweep(int32(incident - 1))
		ours = append(ours, time.Since(begin))
		f.times = append(f.times, took)
		if want := historyLines(spans); rows != want {
			return fmt.Errorf("another history of incident %d:\n%sours:\n%s", incident, rows, want)
		}
	}
	b.ours["q3"] = append(b.ours["q3"], ours...)
	b.note(f)
	return nil
}

// A preparer plans a text with one parameter ahead.
type preparer interface {
	prepare(name, text string) (prepare, execute string)
}

// historyLines are the days on which the label changes, and to what, after
// undetermined at first.
func historyLines(spans []ascribe.Span) string {
	var s strings.Builder
	before := 0
	for _, span := range spans {
		if now := slices.Index(categories, span.Label); now != before {
			fmt.Fprintf(&s, "%d,%d\n", span.From-epoch, now)
			before = now
		}
	}
	return s.String()
}

func (b *run) note(f figure) {
	b.theirs = append(b.theirs, f)
	fmt.Fprintf(b.out, "  %-9s %-14s %10s   ours %10s\n", f.question, f.way, duration(median(f.times)), duration(median(b.ours[oursFor(f.question)])))
}

// oursFor is which of our own questions another is held against.
func oursFor(question string) string {
	switch question {
	case "q2months", "q2days":
		return "q2"
	case "q4answers":
		return "q4"
	}
	return question
}

func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[len(sorted)/2]
}

func duration(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= 10*time.Millisecond:
		return fmt.Sprintf("%.0f ms", d.Seconds()*1e3)
	case d >= time.Millisecond:
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.1f µs", d.Seconds()*1e6)
}
