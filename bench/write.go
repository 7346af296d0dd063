package main

import (
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// newStore makes a store in a folder, with the program over it.
func newStore(ctx context.Context, dir string) (*point.App, error) {
	origin, key, err := acts.NewOrigin(rand.Reader)
	if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(key)
	if err != nil {
		return nil, err
	}
	s, err := store.Create(ctx, filepath.Join(dir, "bench.db"), origin)
	if err != nil {
		return nil, err
	}
	return &point.App{Store: s, Now: time.Now, Rand: rand.Reader, Signer: func() (note.Signer, error) { return signer, nil }}, nil
}

// imported makes a store of the data, and says how long the import took. What
// it reads was written before.
func imported(ctx context.Context, dir string, d *gen.Data, fullText bool) (*point.App, time.Duration, error) {
	folder := filepath.Join(dir, "casebook")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, 0, err
	}
	if err := writeCasebook(folder, d, fullText); err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(folder)
	a, err := newStore(ctx, dir)
	if err != nil {
		return nil, 0, err
	}
	book, err := exchange.OpenCasebook(os.DirFS(folder), "casebook")
	if err != nil {
		return nil, 0, err
	}
	begin := time.Now()
	_, err = acts.Import(ctx, a, point.By{Who: "bench", Although: true}, book, "casebook") // some of the days made up lie in the future
	if e, ok := err.(*ascribe.Error); ok && len(e.Problems) > 0 {
		return nil, 0, fmt.Errorf("%w: %v", err, e.Problems[0])
	}
	return a, time.Since(begin), err
}

// readWords says how long the index of words, in a file, takes to read what was
// imported, and to answer the first search.
func readWords(ctx context.Context, a *point.App, dir string) (time.Duration, error) {
	a.Cache = filepath.Join(dir, "cache")
	begin := time.Now()
	var found *ask.Found
	err := a.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) (err error) {
		found, err = ask.Search(ctx, p, "incident 1234")
		return err
	})
	took := time.Since(begin)
	if err == nil && (found.N == 0 || found.Read.Entry != found.Read.Of) {
		err = fmt.Errorf("the words are read up to %+v, and find %d incidents", found.Read, found.N)
	}
	return took, err
}

// additions are the statements that the fourth question writes: one for each
// run and each of the two ways in which SQL keeps tables.
func (b *run) additions() []gen.Statement { return b.additional(2*b.runs, 2) }

// additional makes up new statements.
func (b *run) additional(n int, seed uint64) []gen.Statement {
	r := mathrand.New(mathrand.NewPCG(2, seed))
	list := make([]gen.Statement, n)
	for i := range list {
		incident := r.IntN(len(b.data.Incidents))
		variable := r.IntN(len(gen.Variables))
		list[i] = gen.Statement{
			Incident: int32(incident + 1), Variable: uint8(variable), Value: uint8(1 + r.IntN(gen.Variables[variable].Codes-1)),
			Grade: uint8(1 + r.IntN(3)), Source: 1, Published: b.data.Incidents[incident].Day + int32(r.IntN(100)), Recorded: 12_000,
		}
	}
	return list
}

// takeIn gives a new statement to an index, and asks it both questions again.
func (b *run) takeIn(x *timeline.Index, s *gen.Statement) (q1, q2 timeline.Answer, err error) {
	// Records of the data end below this.
	record := int64(len(b.data.Statements))*4 + x.Entry()
	err = x.Update(x.Entry()+1, record, func(u *timeline.Update) error {
		v := &gen.Variables[s.Variable]
		slot := u.Slot(v.Name)
		u.Add(timeline.Statement{
			Record: record, Incident: s.Incident - 1, Source: uint32(s.Source - 1), Slot: slot, Value: u.Value(slot, code(v, int(s.Value))),
			Day: epoch + ascribe.Day(s.Published), Stance: ascribe.Asserts, Credibility: credibility(s.Grade),
		})
		return nil
	})
	return count(x, oneDay), count(x, allMonths), err
}

// ownWrites writes the new statements into a store of all the data, one after
// another, and answers again each time.
func (b *run) ownWrites() error {
	ctx := context.Background()
	dir := filepath.Join(b.dir, "store")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	a, took, err := imported(ctx, dir, b.data, false)
	if err != nil {
		return err
	}
	defer a.Store.Close()
	b.imports(took)
	if err := b.fromStore(ctx, a, dir); err != nil {
		return err
	}
	if err := b.tableFromStore(ctx, a); err != nil {
		return err
	}
	x, err := build(b.data, b.books["V1"])
	if err != nil {
		return err
	}
	for i, s := range b.additions() {
		begin := time.Now()
		if _, err := acts.Add(ctx, a, point.By{Who: "bench", Although: true}, statement(len(b.data.Statements)+i+1, &s)); err != nil {
			return err
		}
		q1, q2, err := b.takeIn(x, &s)
		if err != nil {
			return err
		}
		b.ours["q4"] = append(b.ours["q4"], time.Since(begin))
		ends := gen.MonthEnds()
		b.written = append(b.written, checksum(lines(cells(q1, []int32{q1Day}), false))+checksum(lines(cells(q2, ends), true)))
	}
	// The same without the write.
	for _, s := range b.additional(1000, 3) {
		begin := time.Now()
		if _, _, err := b.takeIn(x, &s); err != nil {
			return err
		}
		b.ours["q4compute"] = append(b.ours["q4compute"], time.Since(begin))
	}
	// Both answers afresh, to hold the compute part against.
	for range b.runs {
		begin := time.Now()
		use(x, b.books["V1"])
		count(x, oneDay)
		count(x, allMonths)
		b.ours["q4afresh"] = append(b.ours["q4afresh"], time.Since(begin))
	}
	fmt.Fprintf(b.out, "  a statement written and both questions answered: %s; without the write: %s; both afresh: %s\n",
		duration(median(b.ours["q4"])), duration(median(b.ours["q4compute"])), duration(median(b.ours["q4afresh"])))
	return nil
}

// writes has an engine do the same with tables that it keeps: first the
// changes by month, then the answers themselves.
func (b *run) writes(e engine) error {
	a := e.dialect().ask("V1")
	if a.Small == "" {
		return nil
	}
	for way, suffix := range []string{"", "_answers"} {
		if _, _, err := e.ask(a.render("q4_fill" + suffix + ".sql")); err != nil {
			return err
		}
		f := figure{question: "q4" + strings.TrimPrefix(suffix, "_"), engine: e.name(), way: "q4_write" + suffix + ".sql"}
		for i := way * b.runs; i < (way+1)*b.runs; i++ {
			took, err := b.writeOne(e, a, suffix, i)
			if err != nil {
				return err
			}
			f.times = append(f.times, took)
		}
		b.note(f)
	}
	return nil
}

func (b *run) writeOne(e engine, a asked, suffix string, i int) (time.Duration, error) {
	s := b.additions()[i]
	a.Incident = fmt.Sprint(s.Incident)
	a.Insert = insert(len(b.data.Statements)+i+1, &s)
	_, write, err := e.ask(a.render("q4_write" + suffix + ".sql"))
	if err != nil {
		return 0, err
	}
	q1, first, err := e.ask(a.render("q4_q1" + suffix + ".sql"))
	if err != nil {
		return 0, err
	}
	q2, second, err := e.ask(a.render("q4_q2" + suffix + ".sql"))
	if err != nil {
		return 0, err
	}
	if checksum(q1)+checksum(q2) != b.written[i] {
		return 0, fmt.Errorf("q4: other answers after %d new statements", i+1)
	}
	return write + first + second, nil
}
