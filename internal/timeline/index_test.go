package timeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// world is a random record: dossiers for the reference, and the same in an
// index.
type world struct {
	book     *codebook.Book
	dossiers []*ascribe.Dossier
	records  int64
}

const firstDay, daySpan = 17000, 60

// firstIncident is the record of the first incident: those of incidents are not
// counted.
const firstIncident = int64(1_000_000)

// random makes up a record of incidents. Each record is an entry of its own,
// so that "recorded" can stop at each.
func random(t testing.TB, r *rand.Rand, book *codebook.Book, incidents int) *world {
	t.Helper()
	w := &world{book: book}
	sources := map[string]*ascribe.Provenance{}
	for i := range 5 {
		w.records++
		id := fmt.Sprintf("source-%d", i)
		sources[id] = &ascribe.Provenance{Noted: ascribe.Noted[ascribe.Source]{
			Record: w.records, Entry: w.records,
			Noun: ascribe.Source{ID: id, Reliability: ascribe.Reliability("ABCDE"[i : i+1])},
		}}
	}
	for i := range incidents {
		d := &ascribe.Dossier{Record: firstIncident + int64(i), Subject: fmt.Sprintf("incident-%d", i), Sources: sources}
		var ids []string
		for range r.IntN(12) {
			w.records++
			v := &book.Codebook.Variables[r.IntN(len(book.Codebook.Variables))]
			if r.IntN(3) > 0 { // mostly what the table reads
				v = book.Codebook.Variable([]string{"contact", "guidance", "directive", "propaganda", "evidence_state", "date"}[r.IntN(6)])
			}
			if v == nil {
				v = &book.Codebook.Variables[0]
			}
			s := ascribe.Statement{
				ID: fmt.Sprintf("s%d", w.records), Subject: d.Subject, Variable: v.Name, Value: randomValue(r, v),
				Stance: ascribe.Stances[max(0, r.IntN(6)-3)], Basis: append(ascribe.Bases, "")[r.IntN(5)], Source: fmt.Sprintf("source-%d", r.IntN(5)),
				Said:        ascribe.OnDay(ascribe.Day(firstDay + r.IntN(daySpan))),
				Credibility: ascribe.Credibility("12345"[r.IntN(5):][:1]),
			}
			if r.IntN(3) == 0 {
				s.Reliability = ascribe.Reliability("ABD"[r.IntN(3):][:1])
			}
			if n := len(d.Statements); n > 0 && r.IntN(3) == 0 { // coded again
				before := &d.Statements[r.IntN(n)].Noun
				s.Variable, s.Source, s.Said = before.Variable, before.Source, before.Said
				if s.Value = before.Value; r.IntN(2) == 0 {
					s.Value = randomValue(r, book.Codebook.Variable(s.Variable))
				}
			}
			s.Coder = []string{"", "anna", "anna", "ben", "cleo"}[r.IntN(5)]
			if len(ids) > 0 && r.IntN(12) == 0 {
				s.Settles = []string{ids[r.IntN(len(ids))]}
			}
			d.Statements = append(d.Statements, ascribe.Noted[ascribe.Statement]{Record: w.records, Entry: w.records, Noun: s})
			ids = append(ids, s.ID)
			if r.IntN(5) == 0 {
				w.records++
				x := ascribe.Withdrawal{ID: fmt.Sprintf("w%d", w.records), Statement: ids[r.IntN(len(ids))], Kind: ascribe.Strike}
				target := x.Statement
				if target[0] == 's' && r.IntN(2) == 0 {
					x.Kind, x.Said = ascribe.Correction, ascribe.OnDay(ascribe.Day(firstDay+r.IntN(daySpan)))
				}
				d.Withdrawals = append(d.Withdrawals, ascribe.Noted[ascribe.Withdrawal]{Record: w.records, Entry: w.records, Noun: x})
				ids = append(ids, x.ID)
			}
		}
		w.dossiers = append(w.dossiers, d)
	}
	if r.IntN(2) == 0 {
		if v := book.WithRole(ascribe.RoleSameAs); v != nil {
			w.join(r, v.Name)
		}
	}
	for range r.IntN(3) {
		w.records++
		p := sources[fmt.Sprintf("source-%d", r.IntN(5))]
		p.Regrades = append(p.Regrades, ascribe.Noted[ascribe.Regrade]{
			Record: w.records, Entry: w.records, Noun: ascribe.Regrade{Source: p.Noun.ID, Reliability: ascribe.Reliability("BE"[r.IntN(2):][:1])},
		})
	}
	return w
}

// join says of some incidents of a world that they are the same as others, or not, in
// chains and from either side.
func (w *world) join(r *rand.Rand, variable string) {
	some := w.dossiers[:len(w.dossiers)/4]
	for _, d := range some {
		d.Kin = slices.DeleteFunc(slices.Clone(some), func(o *ascribe.Dossier) bool { return o == d })
	}
	for range 6 {
		d, other := some[r.IntN(len(some))], some[r.IntN(len(some))]
		w.records++
		s := ascribe.Statement{
			ID: fmt.Sprintf("s%d", w.records), Subject: d.Subject, Variable: variable, Value: other.Subject,
			Stance: []ascribe.Stance{ascribe.Asserts, ascribe.Asserts, ascribe.Asserts, ascribe.Denies, ascribe.Raises}[r.IntN(5)],
			Source: fmt.Sprintf("source-%d", r.IntN(5)), Said: ascribe.OnDay(ascribe.Day(firstDay + r.IntN(daySpan))),
			Credibility: ascribe.Credibility("1234"[r.IntN(4):][:1]), Coder: []string{"", "anna", "ben"}[r.IntN(3)],
		}
		d.Statements = append(d.Statements, ascribe.Noted[ascribe.Statement]{Record: w.records, Entry: w.records, Noun: s})
		if r.IntN(2) == 0 {
			w.records++
			x := ascribe.Withdrawal{ID: fmt.Sprintf("w%d", w.records), Statement: s.ID, Kind: ascribe.Strike}
			if r.IntN(3) > 0 {
				x.Kind, x.Said = ascribe.Correction, ascribe.OnDay(ascribe.Day(firstDay+r.IntN(daySpan)))
			}
			d.Withdrawals = append(d.Withdrawals, ascribe.Noted[ascribe.Withdrawal]{Record: w.records, Entry: w.records, Noun: x})
		}
	}
}

func randomValue(r *rand.Rand, v *ascribe.Variable) string {
	switch n := r.IntN(10); {
	case n == 0:
		return ascribe.NotExamined
	case n == 1:
		return ascribe.NoneFound
	case v.Type == ascribe.TypeCode:
		return v.Values[r.IntN(len(v.Values))].Code
	case v.Type == ascribe.TypeDate:
		return []string{"2015", "2016-07-18", "2016/2017", "Y40000"}[r.IntN(4)]
	}
	return fmt.Sprint(r.IntN(4))
}

// feed gives the first records of the world to a builder.
func (w *world) feed(b *Builder, upTo int64) {
	record := map[string]int64{}
	source := map[string]uint32{}
	for _, d := range w.dossiers {
		for id, p := range d.Sources {
			if _, ok := source[id]; ok {
				continue
			}
			source[id] = b.Source(p.Record, p.Noun.Reliability)
			for _, g := range p.Regrades {
				if g.Record <= upTo {
					b.Regrade(g.Record, source[id], g.Noun.Reliability)
				}
			}
		}
	}
	for i, d := range w.dossiers {
		n := b.Incident(firstIncident+int64(i), d.Subject)
		for _, s := range d.Statements {
			record[s.Noun.ID] = s.Record
			if s.Record > upTo {
				continue
			}
			slot := b.Slot(s.Noun.Variable)
			b.Add(Statement{
				Record: s.Record, Incident: n, Source: source[s.Noun.Source], Slot: slot, Value: b.Value(slot, s.Noun.Value),
				Day: s.Noun.Said.Last(), Stance: s.Noun.Stance, Basis: s.Noun.Basis,
				Reliability: s.Noun.Reliability, Credibility: s.Noun.Credibility, Coder: coderNumber(s.Noun.Coder),
			})
			for _, id := range s.Noun.Settles {
				if target, ok := record[id]; ok {
					b.End(Ending{Record: s.Record, Target: target, Kind: Settles, Day: s.Noun.Said.Last()})
				}
			}
		}
		for _, x := range d.Withdrawals {
			record[x.Noun.ID] = x.Record
		}
		for _, x := range d.Withdrawals {
			if x.Record > upTo {
				continue
			}
			a := Ending{Record: x.Record, Target: record[x.Noun.Statement], Kind: Strikes}
			if x.Noun.Kind == ascribe.Correction {
				a.Kind, a.Day = Corrects, x.Noun.Said.Last()
			}
			b.End(a)
		}
	}
}

// coderNumber is a number for a coder by name; 0 for none.
func coderNumber(name string) uint32 {
	if name == "" {
		return 0
	}
	return uint32(name[0])
}

func (w *world) index(t testing.TB, upTo int64) *Index {
	t.Helper()
	b := NewBuilder()
	w.feed(b, upTo)
	x, err := b.Build(ctx, w.book, upTo, upTo)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func direction(t testing.TB) *codebook.Book {
	t.Helper()
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// books are codebooks that take each of the ways through the sweep.
func books(t testing.TB) map[string]*codebook.Book {
	t.Helper()
	compile := func(name, text string) *codebook.Book {
		b, err := codebook.Compile(name, []byte(text))
		if err != nil {
			if e, ok := err.(*ascribe.Error); ok {
				t.Log(e.Problems)
			}
			t.Fatal(err)
		}
		return b
	}
	return map[string]*codebook.Book{
		"direction": direction(t),
		"policies":  compile("policies.yaml", policies),
		"whole":     compile("whole.yaml", wholeTests),
		"shared":    compile("shared.yaml", manyRows(30)), // rows share clauses to fit
		"too many":  compile("many.yaml", manyRows(70)),   // rows are read one by one
		"no labels": compile("columns.yaml", columns),
	}
}

// manyRows is a codebook with that many rows, each of three tests.
func manyRows(n int) string {
	text := `
codebook: many
version: 1.0.0
title: Many rows
variables:
  contact: {type: code, open: true, values: {u: {}, v: {}, w: {}, x: {}, y: {leaves_open: true}}}
  guidance: {type: code, values: {u: {}, v: {}, w: {}, x: {}, y: {}}}
  directive: {type: code, open: true, values: {u: {}, v: {}, w: {}, x: {}, y: {}}}
  evidence_state: {type: code, values: {ended: {}}}
  date: {type: date, role: event_date}
  same_as: {type: id, role: same_as}
closes: {evidence_state: [ended]}
labels: {l0: {}, l1: {}, l2: {}, other: {}}
rows:
`
	codes := "uvwxy"
	for i := range n {
		text += fmt.Sprintf("  - {id: r%d, label: l%d, when: 'contact == %q && guidance == %q && directive == %q'}\n",
			i, i%3, codes[i%5:][:1], codes[i/5%5:][:1], codes[i/25:][:1])
	}
	return text + "  - {id: last, label: other}\n"
}

const policies = `
codebook: policies
version: 1.0.0
title: Every policy, numbers, and negation
variables:
  a: {type: code, policy: best, open: true, values: {x: {}, y: {}, z: {leaves_open: true}}}
  b: {type: code, policy: any, decisive: x, values: {x: {}, y: {}}}
  c: {type: code, policy: highest, values: {x: {}, y: {}, z: {}}}
  d: {type: code, policy: latest, default: y, open: true, values: {x: {}, y: {}}}
  killed: {type: number}
  date: {type: date, role: event_date, policy: best}
  same_as: {type: id, role: same_as}
  state: {type: code, values: {going: {}, ended: {}}}
closes: {state: [ended]}
labels: {one: {}, two: {levels: {high: {}, low: {}}}, three: {}}
rows:
  - {id: r1, label: one, when: 'a == "x" && !(b == "x" || c in ["y", "z"])'}
  - {id: r2, label: two, level: high, when: 'killed > 1 || !known(a) && d == "x"'}
  - {id: r3, label: two, level: low, when: '(a == "y" || d == "y") && (b == "y" || killed == 0)'}
  - {id: r4, label: three}
`

const wholeTests = `
codebook: whole
version: 1.0.0
title: A test that only CEL can run
variables:
  a: {type: code, open: true, values: {x: {}, y: {}}}
  b: {type: code, values: {x: {}, y: {}}}
  date: {type: date, role: event_date}
  same_as: {type: id, role: same_as}
labels: {same: {}, other: {}}
rows:
  - {id: r1, label: same, when: 'a == b && known(a)'}
  - {id: r2, label: other}
`

const columns = `
codebook: columns
version: 1.0.0
title: Variables alone, as a list has them
variables:
  contact: {type: code, values: {u: {}, v: {}}}
  killed: {type: number}
  date: {type: date}
  same_as: {type: id, role: same_as}
`

// TestSpansAgree holds the spans of every incident to package classify, day
// by day, as recorded at the end and half-way.
func TestSpansAgree(t *testing.T) {
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(rounds(40)) {
				r := rand.New(rand.NewPCG(seed, 1))
				w := random(t, r, book, 30)
				x := w.index(t, w.records)
				for _, recorded := range []int64{w.records, w.records / 2} {
					err := x.read(ctx, Query{Record: recorded}, func(p *reading) error {
						for i, d := range w.dossiers {
							want := classify.Read(book, d, recorded)
							for day := int32(firstDay - 1); day <= firstDay+daySpan; day++ {
								s, ok := newPartial(p, Query{}, nil).on(int32(i), day)
								if ok != want.Present(ascribe.Day(day)) {
									t.Fatalf("seed %d, incident %d, day %d, recorded %d: present is %t", seed, i, day, recorded, ok)
								}
								if !ok {
									continue
								}
								if got, want := p.prepared.belief(s), want.Belief(ascribe.Day(day)); got != want {
									t.Fatalf("seed %d, incident %d, day %d, recorded %d: %+v, want %+v", seed, i, day, recorded, got, want)
								}
								f := want.Value("date", ascribe.Day(day))
								if got, want := yearText(s.year), yearText(yearOf(f.Value)); got != want {
									t.Fatalf("seed %d, incident %d, day %d: year %s, want %s", seed, i, day, got, want)
								}
							}
						}
						return nil
					})
					if err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}

func rounds(n int) int {
	if testing.Short() {
		return n / 5
	}
	return n
}

// TestUpdatesAgree takes half of a record in at once and the rest bit by bit,
// and holds the index to one that was built of all.
func TestUpdatesAgree(t *testing.T) {
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(rounds(30)) {
				r := rand.New(rand.NewPCG(seed, 3))
				w := random(t, r, book, 25)
				x := w.index(t, w.records/2)
				dims := []string{"date", survey.ByCoders}
				days := []ascribe.Day{firstDay + 10, firstDay + 30, firstDay + 59}
				x.Count(ctx, Query{By: dims, Days: days}) // so that there is a history to keep up
				for at := w.records / 2; at < w.records; {
					next := min(at+int64(1+r.IntN(9)), w.records)
					if err := x.Update(next, next, func(u *Update) error { w.feedUpdate(u, at, next); return nil }); err != nil {
						t.Fatal(err)
					}
					at = next
				}
				whole := w.index(t, w.records)
				for _, q := range []Query{
					{By: []string{"label", "level", "settled", "year"}, Days: days},
					{By: dims, Days: days},
					{By: []string{"label"}, Days: days, Record: w.records * 2 / 3},
				} {
					if got, want := fmt.Sprint(sure(x.Count(ctx, q))), fmt.Sprint(sure(whole.Count(ctx, q))); got != want {
						t.Fatalf("seed %d, %v:\n%s\nwant\n%s", seed, q, got, want)
					}
				}
			}
		})
	}
}

// feedUpdate gives the records after one and up to another to an update, in
// the order of the ledger.
func (w *world) feedUpdate(u *Update, after, upTo int64) {
	record := map[string]int64{}
	for _, d := range w.dossiers {
		for _, s := range d.Statements {
			record[s.Noun.ID] = s.Record
		}
		for _, x := range d.Withdrawals {
			record[x.Noun.ID] = x.Record
		}
	}
	for n := after + 1; n <= upTo; n++ {
		for i, d := range w.dossiers {
			incident, _ := u.IncidentAt(firstIncident + int64(i))
			for _, s := range d.Statements {
				if s.Record != n {
					continue
				}
				source, _ := u.SourceAt(d.Sources[s.Noun.Source].Record)
				slot := u.Slot(s.Noun.Variable)
				u.Add(Statement{
					Record: n, Incident: incident, Source: source, Slot: slot, Value: u.Value(slot, s.Noun.Value),
					Day: s.Noun.Said.Last(), Stance: s.Noun.Stance, Basis: s.Noun.Basis,
					Reliability: s.Noun.Reliability, Credibility: s.Noun.Credibility, Coder: coderNumber(s.Noun.Coder),
				})
				for _, id := range s.Noun.Settles {
					u.End(Ending{Record: n, Target: record[id], Kind: Settles, Day: s.Noun.Said.Last()})
				}
			}
			for _, x := range d.Withdrawals {
				if x.Record != n {
					continue
				}
				a := Ending{Record: n, Target: record[x.Noun.Statement], Kind: Strikes}
				if x.Noun.Kind == ascribe.Correction {
					a.Kind, a.Day = Corrects, x.Noun.Said.Last()
				}
				u.End(a)
			}
		}
		for _, p := range w.dossiers[0].Sources {
			for _, g := range p.Regrades {
				if g.Record == n {
					source, _ := u.SourceAt(p.Record)
					u.Regrade(n, source, g.Noun.Reliability)
				}
			}
		}
	}
}

// ctx is that of questions that nobody interrupts.
var ctx = context.Background()

// sure is an answer that nobody interrupted.
func sure[T any](answer T, err error) T {
	if err != nil {
		panic(err)
	}
	return answer
}
