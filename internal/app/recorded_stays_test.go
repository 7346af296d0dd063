package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A chancy draws acts on a small record, by chance.
type chancy struct {
	*rand.Rand
	t    *testing.T
	app  *point.App
	done map[string]int
	n    int      // of the next id
	ids  []string // of statements, withdrawals and amendments
	of   map[string]ascribe.Noun
	// Of the last erasure: what was erased, nil for a noun, and what was held before, by entries.
	target ascribe.Noun
	held   map[int64]map[string]string
}

func (c *chancy) pick(list ...string) string { return list[c.IntN(len(list))] }

func (c *chancy) subject() string { return fmt.Sprint("i", c.IntN(3)) }

func (c *chancy) source() string { return fmt.Sprint("p", c.IntN(4)) }

func (c *chancy) day() ascribe.Day { return ascribe.NewDay(2020, 1, 1).Add(c.IntN(60)) }

// act does one act, by chance; 0: it was refused.
func (c *chancy) act() (entry int64, what string, noun ascribe.Noun) {
	c.n++
	id := fmt.Sprint("x", c.n)
	by := anna
	by.Although = true
	switch x := c.IntN(22); {
	case x < 6:
		what = "said"
		noun = &ascribe.Statement{
			ID: id, Subject: c.subject(), Variable: c.pick("propaganda", "contact", "outcome"), Source: c.source(), Credibility: ascribe.Credibility(c.pick("1", "2", "3", "4")),
			Stance: ascribe.Stance(c.pick("asserts", "asserts", "denies", "raises")),
		}
		s := noun.(*ascribe.Statement)
		s.Value = map[string]string{"propaganda": c.pick("yes", "no"), "contact": c.pick("member", "none_found"), "outcome": c.pick("completed", "foiled")}[s.Variable]
		if c.IntN(2) == 0 {
			s.Said = ascribe.OnDay(c.day())
		}
	case x < 8:
		what = "corrected"
		noun = &ascribe.Withdrawal{ID: id, Statement: c.some(), Kind: ascribe.Correction, Said: ascribe.OnDay(c.day())}
	case x < 10:
		what = "struck"
		noun = &ascribe.Withdrawal{ID: id, Statement: c.some(), Kind: ascribe.Strike}
	case x < 12:
		what = "struck a noun"
		of := c.pick("incident", "source", "actor", "link")
		target := map[string]string{"incident": c.subject(), "source": c.source(), "actor": "a0", "link": "l0"}[of]
		noun = &ascribe.Withdrawal{ID: id, Of: ascribe.RecordKind(of), Target: target, Kind: ascribe.Strike}
	case x < 14:
		what = "amended"
		a := &ascribe.Amendment{ID: id, Of: ascribe.RecordSource, Target: c.source(), Field: "published", Value: c.day().String()}
		if c.IntN(2) == 0 {
			a = &ascribe.Amendment{ID: id, Of: ascribe.RecordIncident, Target: c.subject(), Field: "title", Value: "Title " + id}
		}
		noun = a
	case x < 17:
		what = "erased " + c.pick("a statement", "what acts", "a noun")
		return c.erase(what), what, nil
	default:
		done, err := acts.Undo(context.Background(), c.app, by, 2+c.Int64N(lastEntry(c.t, c.app)-1))
		if err != nil {
			return 0, "undone", nil
		}
		return done.Entry, "undone", nil
	}
	done, err := acts.Add(context.Background(), c.app, by, noun)
	if err != nil {
		if k := ascribe.KindOf(err); k == ascribe.ErrInternal || k == ascribe.ErrUnverified {
			fatal(c.t, err)
		}
		return 0, what, noun
	}
	c.ids = append(c.ids, done.ID)
	c.of[done.ID] = noun
	return done.Entry, what, noun
}

// came are the days on which the sources came out, as they stand.
func (c *chancy) came() map[string]ascribe.Day {
	days := map[string]ascribe.Day{}
	for i := range 4 {
		id := fmt.Sprint("p", i)
		if s, err := apptest.At3(context.Background(), c.app, standingNow, ask.Source, id, int64(0), 1); err == nil {
			days[id] = s.Published.Last()
		}
	}
	return days
}

// since is the first day on which an act can tell: zero, where it can on any. The days
// on which the sources came out before it are given.
func (c *chancy) since(noun ascribe.Noun, came map[string]ascribe.Day) ascribe.Day {
	switch x := noun.(type) {
	case *ascribe.Statement:
		if !x.Said.IsZero() {
			return x.Said.Last()
		}
		return came[x.Source]
	case *ascribe.Amendment:
		if day, ok := came[x.Target]; ok && x.Field == "published" {
			return min(day, c.came()[x.Target])
		}
	}
	return 0
}

// erase takes a record's content away, by chance; 0: there was none, or it was refused.
// Whatever else carries its text stays.
func (c *chancy) erase(what string) int64 {
	target := c.pick("p3", "i2")
	if what != "erased a noun" {
		var of []string
		for id, noun := range c.of {
			_, said := noun.(*ascribe.Statement)
			_, withdrew := noun.(*ascribe.Withdrawal)
			if what == "erased a statement" && said || what == "erased what acts" && withdrew {
				of = append(of, id)
			}
		}
		if len(of) == 0 {
			return 0
		}
		slices.Sort(of)
		target = c.pick(of...)
	}
	c.target = c.of[target]
	clear(c.held)
	for n := range lastEntry(c.t, c.app) {
		c.held[n+1] = heldAt(c.t, c.app, n+1)
	}
	done, err := acts.Erase(context.Background(), c.app, point.By{Who: "Anna", Why: "asked for"}, &acts.Erasing{What: []string{target}, Also: acts.AlsoNone})
	if err != nil {
		if k := ascribe.KindOf(err); k == ascribe.ErrInternal || k == ascribe.ErrUnverified {
			fatal(c.t, err)
		}
		return 0
	}
	delete(c.of, target)
	return done.Entry
}

// holdErased holds what was held before the last erasure to what is held since.
func (c *chancy) holdErased(what string) {
	for n, held := range c.held {
		is := heldAt(c.t, c.app, n)
		for id, was := range held {
			if is[id] == was {
				continue
			}
			c.done["an erasure changed something"]++
			said, _ := c.target.(*ascribe.Statement)
			if what == "erased what acts" || said != nil && said.Subject != id {
				c.t.Fatalf("%s: as recorded by entry %d, %s had\n%s\nand has\n%s", what, n, id, was, is[id])
			}
		}
	}
}

func (c *chancy) some() string {
	if len(c.ids) == 0 {
		return "none"
	}
	return c.ids[c.IntN(len(c.ids))]
}

// answersAt are what is asked of a record at a point, as JSON.
func answersAt(t *testing.T, a *point.App, q *point.Question) string {
	t.Helper()
	var all []any
	note := func(answer any, err error) {
		if err != nil {
			answer = string(ascribe.KindOf(err))
		}
		all = append(all, answer)
	}
	ctx := context.Background()
	note(apptest.At1(ctx, a, q, ask.List, &ask.Selection{}))
	for i := range 3 {
		note(apptest.At1(ctx, a, q, ask.Show, fmt.Sprint("i", i)))
		note(apptest.At1(ctx, a, q, ask.History, fmt.Sprint("i", i)))
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// heldAt is what was held of each incident from day to day, as recorded at an entry.
func heldAt(t *testing.T, a *point.App, entry int64) map[string]string {
	t.Helper()
	held := map[string]string{}
	q := &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: entry}, Viewer: point.Team}
	for i := range 3 {
		id := fmt.Sprint("i", i)
		h, err := apptest.At1(context.Background(), a, q, ask.History, id)
		if err != nil {
			held[id] = string(ascribe.KindOf(err))
			continue
		}
		for _, s := range h.Spans {
			held[id] += fmt.Sprint(s.From, s.To, s.Outcome, s.Settled, " ")
		}
	}
	return held
}

// thatThereIsMore is what an answer says of there being more by now, however early it
// is known.
var thatThereIsMore = regexp.MustCompile(`"(later|version)":\d+`)

func asKnown(text string) string { return thatThereIsMore.ReplaceAllString(text, "") }

// TestRecordingLaterChangesNoEarlierRecorded: whatever is said, corrected, struck,
// amended and undone later, every answer as recorded at an entry stays what it was,
// and what was said later, or moved from one later day to another, changes no answer as known earlier; the index has the same
// answers as the incidents one by one. An erasure alone changes what was recorded: of a
// statement the answers about its incident, of a correction or a strike no label.
func TestRecordingLaterChangesNoEarlierRecorded(t *testing.T) {
	done := map[string]int{}
	for seed := range uint64(3) {
		a := newApp(t)
		for i := range 3 {
			add(t, a, &ascribe.Incident{ID: fmt.Sprint("i", i), Title: "Attack"})
		}
		add(t, a, &ascribe.Actor{ID: "a0", Kind: ascribe.Persona, Name: "a screen name"}, &ascribe.Link{ID: "l0", Incident: "i0", Actor: "a0", Role: "handler"})
		for i := range 4 {
			add(t, a, &ascribe.Source{ID: fmt.Sprint("p", i), Title: "A paper", Published: ascribe.OnDay(ascribe.NewDay(2020, 1, 1).Add(i * 9)), Reliability: "B"})
		}
		c := &chancy{Rand: rand.New(rand.NewPCG(seed, 7)), t: t, app: a, done: done, of: map[string]ascribe.Noun{}, held: map[int64]map[string]string{}}
		slow := &point.App{Store: a.Store, WithoutIndex: true}
		type moment struct {
			at   ascribe.AsOf
			text string
		}
		var moments []moment
		for range 40 {
			early := ascribe.AsOf{Known: c.day(), Recorded: ascribe.Latest}
			before := answersAt(t, a, &point.Question{AsOf: early, Viewer: point.Team})
			came := c.came()
			entry, what, noun := c.act()
			if entry == 0 {
				continue
			}
			done[what]++
			if since := c.since(noun, came); since > early.Known {
				done[what+" later"]++
				if diff := cmp.Diff(asKnown(before), asKnown(answersAt(t, a, &point.Question{AsOf: early, Viewer: point.Team}))); diff != "" {
					t.Fatalf("seed %d: %+v changes what is known on %s:\n%s", seed, noun, early.Known, diff)
				}
			}
			if strings.HasPrefix(what, "erased ") {
				c.holdErased(what)
				for i := range moments {
					moments[i].text = answersAt(t, a, &point.Question{AsOf: moments[i].at, Viewer: point.Team})
				}
			}
			at := ascribe.AsOf{Known: c.day(), Recorded: entry}
			moments = append(moments, moment{at, answersAt(t, a, &point.Question{AsOf: at, Viewer: point.Team})})
		}
		for _, m := range moments {
			for _, app := range []*point.App{a, slow} {
				if diff := cmp.Diff(m.text, answersAt(t, app, &point.Question{AsOf: m.at, Viewer: point.Team})); diff != "" {
					t.Fatalf("seed %d: as known on %s and recorded by entry %d it is no more what it was:\n%s", seed, m.at.Known, m.at.Recorded, diff)
				}
			}
		}
		if _, err := a.Store.Verify(context.Background(), nil); err != nil {
			t.Error(err)
		}
	}
	for _, what := range []string{"said", "said later", "amended later", "corrected", "struck", "struck a noun", "amended", "undone", "erased a statement", "erased what acts", "erased a noun", "an erasure changed something"} {
		if done[what] == 0 {
			t.Errorf("nothing was %s", what)
		}
	}
}
