//go:build soak

package app_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
)

var soakFor = flag.Duration("soak", time.Minute, "how long to soak")

// TestSoak lets readers ask everything while one writes: statements,
// corrections, strikes and sources judged anew. An answer pinned at an entry
// stays what it was when worked out incident by incident; what is counted adds
// up; memory grows with the record alone. It ends by itself.
func TestSoak(t *testing.T) {
	a := loaded(t)
	ctx, cancel := context.WithTimeout(context.Background(), *soakFor)
	defer cancel()
	s := &soak{app: a}
	s.pin(t, 0)
	var running sync.WaitGroup
	for i := range 3 {
		running.Go(func() { s.readOn(ctx, t, rand.New(rand.NewPCG(uint64(i), 5))) })
	}
	running.Go(func() { s.writeOn(ctx, t, rand.New(rand.NewPCG(9, 5))) })
	running.Go(func() { s.watch(ctx, t) })
	running.Wait()
	t.Logf("%d statements and withdrawals written, %d answers read, %d of them pinned", s.written.Load(), s.read.Load(), s.held.Load())
	if s.written.Load() == 0 || s.read.Load() == 0 || s.held.Load() == 0 {
		t.Error("nothing was put to the test")
	}
}

// maxSteps ends each loop, should the clock not.
const maxSteps = 1_000_000

type soak struct {
	app  *app.App
	mu   sync.Mutex
	pins []pin

	written, read, held atomic.Int64
}

// A pin is an answer that must not change any more.
type pin struct {
	what string
	ask  func(context.Context, *app.App) (any, error)
	want string
}

const (
	soakIncident = "wuerzburg-train-2016"
	soakSource   = "cbc-day6-2017"
	maxPins      = 24
)

// questions are what is asked as of a point.
func questions(q *app.Question) map[string]func(context.Context, *app.App) (any, error) {
	return map[string]func(context.Context, *app.App) (any, error){
		"count": func(ctx context.Context, a *app.App) (any, error) {
			return a.Count(ctx, q, []string{"label", "year"}, nil)
		},
		"contact": func(ctx context.Context, a *app.App) (any, error) { return a.Count(ctx, q, []string{"contact"}, nil) },
		"series": func(ctx context.Context, a *app.App) (any, error) {
			return a.Series(ctx, q, []ascribe.Day{16_000, 17_000, 18_000}, "label", nil)
		},
		"list":    func(ctx context.Context, a *app.App) (any, error) { return a.List(ctx, q, &app.Selection{Limit: 20}) },
		"drift":   func(ctx context.Context, a *app.App) (any, error) { return a.Drift(ctx, q) },
		"show":    func(ctx context.Context, a *app.App) (any, error) { return a.Show(ctx, q, soakIncident) },
		"history": func(ctx context.Context, a *app.App) (any, error) { return a.History(ctx, q, soakIncident) },
	}
}

// pin works answers out incident by incident, as of an entry; 0: of the last.
func (s *soak) pin(t *testing.T, entry int64) {
	ctx := context.Background()
	if entry == 0 {
		last, err := s.app.Store.Last(ctx)
		if err != nil {
			t.Error(err)
			return
		}
		entry = last
	}
	reference := &app.App{Store: s.app.Store, WithoutIndex: true}
	for _, known := range []ascribe.Day{17_100, ascribe.Forever} {
		q := &app.Question{AsOf: ascribe.AsOf{Known: known, Recorded: entry}}
		for what, ask := range questions(q) {
			want, err := answer(ctx, ask, reference)
			if err != nil {
				t.Error(what, err)
				return
			}
			s.mu.Lock()
			if s.pins = append(s.pins, pin{fmt.Sprintf("%s at entry %d, known on %d", what, entry, known), ask, want}); len(s.pins) > maxPins {
				s.pins = s.pins[1:]
			}
			s.mu.Unlock()
		}
	}
}

func answer(ctx context.Context, ask func(context.Context, *app.App) (any, error), a *app.App) (string, error) {
	x, err := ask(ctx, a)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(x)
	return string(text), err
}

// readOn asks at random until the time is up: what is pinned, and what adds up
// as of now.
func (s *soak) readOn(ctx context.Context, t *testing.T, r *rand.Rand) {
	for range maxSteps {
		if ctx.Err() != nil || t.Failed() {
			return
		}
		s.read.Add(1)
		if r.IntN(2) == 0 {
			s.mu.Lock()
			p := s.pins[r.IntN(len(s.pins))]
			s.mu.Unlock()
			if got, err := answer(context.Background(), p.ask, s.app); err != nil || got != p.want {
				t.Errorf("%s: %v\n%s\nwas\n%s", p.what, err, got, p.want)
			}
			s.held.Add(1)
			continue
		}
		if err := s.add(context.Background(), r); err != nil {
			t.Error(err)
		}
	}
}

// add asks as of the last entry, and adds up, while others follow it.
func (s *soak) add(ctx context.Context, r *rand.Rand) error {
	last, err := s.app.Store.Last(ctx)
	if err != nil {
		return err
	}
	known := []ascribe.Day{16_900, 17_500, ascribe.Forever}[r.IntN(3)]
	now := &app.Question{AsOf: ascribe.AsOf{Known: known, Recorded: last}}
	count, err := s.app.Count(ctx, now, []string{"label", "settled"}, nil)
	if err != nil {
		return err
	}
	total := 0
	for _, row := range count.Rows {
		total += row.N
	}
	if total != count.Base {
		return fmt.Errorf("the counts come to %d of %d", total, count.Base)
	}
	drift, err := s.app.Drift(ctx, now)
	if err != nil {
		return err
	}
	pairs, revised, causes := 0, 0, 0
	for _, p := range drift.Pairs {
		pairs += p.N
	}
	for _, x := range drift.Times {
		if x.Revision == 1 {
			revised = x.N
		}
	}
	for _, c := range drift.Causes {
		causes += c.N
	}
	if pairs != drift.Base || revised > drift.Revised || causes < drift.Revised {
		return fmt.Errorf("of %d incidents %d have gone somewhere; %d were revised, %d of them on a day, by %d causes", drift.Base, pairs, drift.Revised, revised, causes)
	}
	list, err := s.app.List(ctx, now, &app.Selection{})
	if err != nil {
		return err
	}
	if list.Total != len(list.Rows) || list.Total != count.Base || drift.Base != count.Base {
		return fmt.Errorf("%d of %d incidents are listed, %d are in the drift, %d are counted", len(list.Rows), list.Total, drift.Base, count.Base)
	}
	history, err := s.app.History(ctx, now, soakIncident)
	if err != nil {
		return err
	}
	for i := 1; i < len(history.Spans); i++ {
		if before := history.Spans[i-1].To; before == nil || *before != history.Spans[i].From {
			return fmt.Errorf("the history has a gap before %v", history.Spans[i].From)
		}
	}
	_, err = s.app.Show(ctx, now, soakIncident)
	return err
}

// writeOn writes one entry after another, and pins some.
func (s *soak) writeOn(ctx context.Context, t *testing.T, r *rand.Rand) {
	list, err := s.app.List(context.Background(), &app.Question{AsOf: ascribe.Now}, &app.Selection{})
	if err != nil {
		t.Error(err)
		return
	}
	var said []string
	for n := range maxSteps {
		if ctx.Err() != nil || t.Failed() {
			return
		}
		noun := s.noun(r, n, list.Rows[r.IntN(len(list.Rows))].Incident, said)
		added, err := s.app.Add(context.Background(), anna, noun)
		if err != nil {
			t.Errorf("%v: %v", noun, err)
			return
		}
		if _, ok := noun.(*ascribe.Statement); ok {
			said = append(said, added.ID)
		}
		s.written.Add(1)
		if n%200 == 100 {
			s.pin(t, added.Entry)
		}
	}
}

func (s *soak) noun(r *rand.Rand, n int, incident string, said []string) ascribe.Noun {
	if r.IntN(8) == 0 {
		incident = soakIncident
	}
	switch kind := r.IntN(10); {
	case kind == 0 && len(said) > 0:
		return &ascribe.Withdrawal{ID: fmt.Sprintf("soak-w-%d", n), Statement: said[r.IntN(len(said))], Kind: ascribe.Strike}
	case kind <= 2 && len(said) > 0:
		day := ascribe.OnDay(ascribe.Day(17_000 + r.IntN(1000)))
		return &ascribe.Withdrawal{ID: fmt.Sprintf("soak-w-%d", n), Statement: said[r.IntN(len(said))], Kind: ascribe.Correction, Said: day}
	case kind == 3:
		return &ascribe.Regrade{ID: fmt.Sprintf("soak-g-%d", n), Source: soakSource, Reliability: ascribe.Reliability("ABE"[r.IntN(3):][:1])}
	}
	variable := []string{"contact", "guidance", "directive", "propaganda"}[r.IntN(4)]
	values := map[string][]string{
		"contact": {"member", "member_remotely"}, "guidance": {"target", ascribe.NoneFound}, "directive": {"top"}, "propaganda": {"yes", ascribe.NotExamined},
	}[variable]
	return &ascribe.Statement{
		ID: fmt.Sprintf("soak-s-%d", n), Subject: incident, Variable: variable, Value: values[r.IntN(len(values))],
		Stance: ascribe.Stances[r.IntN(3)], Basis: ascribe.Bases[r.IntN(4)], Source: soakSource,
		Said: ascribe.OnDay(ascribe.Day(16_800 + r.IntN(1200))), Credibility: ascribe.Credibility("1234"[r.IntN(4):][:1]),
	}
}

// watch looks whether memory grows by more than what was written.
func (s *soak) watch(ctx context.Context, t *testing.T) {
	const samples, aRecord, slack = 8, 16 << 10, 32 << 20
	used := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	wait := func() {
		select {
		case <-ctx.Done():
		case <-time.After(*soakFor / samples):
		}
	}
	wait() // what is kept for the next question has been made by then
	before, written := used(), s.written.Load()
	for range samples {
		wait()
		if grown, more := used()-before, s.written.Load()-written; grown > slack+more*aRecord {
			t.Errorf("memory grew by %d bytes while %d records were written", grown, more)
		}
	}
	t.Logf("memory: %d KiB early, %d KiB in the end", before>>10, used()>>10)
}
