package timeline

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// An awaitingKey identifies a question to Awaiting, so that its answer can be
// kept.
type awaitingKey struct {
	day   int32
	limit int
}

// keptAwaiting is an answer that was given.
type keptAwaiting struct {
	gate
	answer *Awaiting        // nil: it is yet to be worked out
	opens  []*classify.Open // of each incident of the index; nil: settled, or not counted
}

// Awaiting answers what would decide the incidents that are not settled on the
// query's first day, and lists up to limit incidents for each question. The
// query's dimensions and conditions are ignored.
func (x *Index) Awaiting(ctx context.Context, q Query, limit int) (a *Awaiting, err error) {
	err = x.keptAwaiting(ctx, q, limit, func(k *keptAwaiting) error {
		a = k.answer
		return nil
	})
	return a, err
}

func (x *Index) keptAwaiting(ctx context.Context, q Query, limit int, use func(*keptAwaiting) error) error {
	return x.readClaims(ctx, Query{Record: q.Record, Book: q.Book}, func(p *reading, h *heard) error {
		day := int32(q.Days[0])
		l := &p.dayTables
		l.mu.Lock()
		k, ok := l.awaiting.Get(awaitingKey{day, limit})
		if !ok {
			k = &keptAwaiting{gate: newGate()}
			l.awaiting.Add(awaitingKey{day, limit}, k)
		}
		l.mu.Unlock()
		if err := k.enter(ctx); err != nil {
			return err
		}
		defer k.leave()
		if k.answer == nil {
			answer, opens, err := x.await(ctx, p, h, day, limit)
			if err != nil {
				return err
			}
			k.answer, k.opens = answer, opens
		}
		return use(k)
	})
}

// await works out the answer, and what is open in each incident.
func (x *Index) await(ctx context.Context, p *reading, h *heard, day int32, limit int) (*Awaiting, []*classify.Open, error) {
	table, err := p.dayTables.of(ctx, x, p, day)
	if err != nil {
		return nil, nil, err
	}
	opens := make([]*classify.Open, len(x.incidents))
	bases := make([]int, workersFor(len(x.incidents)))
	err = parallel(ctx, len(x.incidents), func(worker, from, to int) {
		r := newOpener(x, p.prepared)
		for i := from; i < to && !ended(ctx, i); i++ {
			s := table.spans[i]
			if s.from == never {
				continue
			}
			bases[worker]++
			if !s.settled {
				list, _ := h.on(int32(i), day)
				opens[i] = r.open(list, day)
			}
		}
	})
	if err != nil {
		return nil, nil, err
	}
	a := x.ask(p.prepared.book, opens, limit)
	for _, n := range bases {
		a.Base += n
	}
	return a, opens, nil
}

// ask groups what is open in the incidents by variable, and lists the first
// incidents that wait for each.
func (x *Index) ask(book *codebook.Book, opens []*classify.Open, limit int) *Awaiting {
	a := &Awaiting{}
	asked := make([]Asked, len(book.Vars))
	rows := make([][2]leading, len(asked)) // those in which it alone decides, and the others
	for v := range rows {
		rows[v] = [2]leading{{limit: limit, compare: x.byID}, {limit: limit, compare: x.byID}}
	}
	for i, o := range opens {
		if o == nil {
			continue
		}
		a.Unsettled++
		for _, q := range o.Questions {
			asked[q.Variable].Open++
			if q.Alone {
				asked[q.Variable].Alone++
				rows[q.Variable][0].offer(int32(i))
			} else {
				rows[q.Variable][1].offer(int32(i))
			}
		}
	}
	for v := range asked {
		asked[v].Variable = v
		if asked[v].Open == 0 {
			continue
		}
		for _, i := range slices.Concat(rows[v][0].first(), rows[v][1].first()) {
			if len(asked[v].Incidents) < limit {
				asked[v].Incidents = append(asked[v].Incidents, Waiting{Incident: x.incidents[i].id, Open: opens[i]})
			}
		}
		a.Questions = append(a.Questions, asked[v])
	}
	a.Sort()
	return a
}

// An opener finds what is open in one incident after another. Many incidents
// have the same values in every variable that matters, so each such combination
// is worked out once.
type opener struct {
	x        *Index
	prepared *preparedBook
	reads    []int              // the variables that the table reads, or that close others
	place    []int16            // of each variable, its place among them; -1: none
	said     [][]classify.Claim // by place, the candidates of the incident at hand

	stands  []*classify.Stand // that were met, by number
	numbers map[string]int    // of stands
	none    []int             // by place, the stand where nothing has been said
	plain   [][]int           // by place and value, where nothing but that is asserted; -1: not met
	opens   map[string]*classify.Open
	key     []byte
	all     []*classify.Stand // by variable
}

func newOpener(x *Index, l *preparedBook) *opener {
	r := &opener{x: x, prepared: l, place: make([]int16, len(l.book.Vars)), numbers: map[string]int{}, opens: map[string]*classify.Open{}}
	for v := range l.book.Vars {
		w := classify.Weigh(&l.book.Vars[v], nil)
		number := r.number(&w)
		r.all = append(r.all, r.stands[number])
		r.place[v] = -1
		if l.book.Reads(l.book.Vars[v].Name) {
			r.place[v] = int16(len(r.reads))
			r.reads = append(r.reads, v)
			r.none = append(r.none, number)
			r.plain = append(r.plain, slices.Repeat([]int{-1}, 256))
		}
	}
	r.said = make([][]classify.Claim, len(r.reads))
	return r
}

// open is what is open in an incident on a day.
func (r *opener) open(claims []claim, day int32) *classify.Open {
	for k := range r.said {
		r.said[k] = r.said[k][:0]
	}
	for i := range claims {
		c := &claims[i]
		if c.day > day {
			break
		}
		v := r.prepared.variable[c.slot]
		if v < 0 || r.place[v] < 0 || day >= c.until || c.flags&struck != 0 || r.prepared.adequate[c.grade] == 0 {
			continue
		}
		if number := r.prepared.numbers[c.slot][c.value]; number != unknownNumber {
			k := r.place[v]
			r.said[k] = append(r.said[k], classify.Claim{
				Record: int64(c.record), Day: ascribe.Day(c.day), Grade: ascribe.Grade(c.grade), Stance: stances[c.stance()],
				Value: int(number), Text: r.prepared.valueOf(r.x.slots, c, number),
			})
		}
	}
	r.key = r.key[:0]
	for k := range r.reads {
		number := r.stand(k)
		r.key = binary.LittleEndian.AppendUint32(r.key, uint32(number))
		r.all[r.reads[k]] = r.stands[number]
	}
	o := r.opens[string(r.key)]
	if o == nil {
		found := classify.OpenOf(r.prepared.book, r.all)
		o = &found
		r.opens[string(r.key)] = o
	}
	return o
}

// stand is the number of how a variable stands.
func (r *opener) stand(k int) int {
	said := r.said[k]
	if len(said) == 0 {
		return r.none[k]
	}
	v := &r.prepared.book.Vars[r.reads[k]]
	plain := v.Coded() && len(said) == 1 && said[0].Stance == ascribe.Asserts
	if plain && r.plain[k][said[0].Value] >= 0 {
		return r.plain[k][said[0].Value]
	}
	candidates := make([]*classify.Claim, len(said))
	for i := range said {
		candidates[i] = &said[i]
	}
	w := classify.Weigh(v, candidates)
	n := r.number(&w)
	if plain {
		r.plain[k][said[0].Value] = n
	}
	return n
}

// number is that of how a variable stands by its weighed claims.
func (r *opener) number(w *classify.Weighed) int {
	s := w.Stand()
	var key []byte
	for _, vals := range []codebook.Values{s.Known, s.Could, s.Contested, s.CouldClosed, s.ContestedClosed} {
		key = binary.LittleEndian.AppendUint64(key, vals.In)
		key = binary.LittleEndian.AppendUint64(key, vals.Out)
		if vals.Any {
			key = append(key, 1)
		}
		for _, texts := range [][]string{vals.Texts, vals.RuledOut} {
			for _, text := range texts {
				key = append(append(key, text...), 0)
			}
			key = append(key, 0)
		}
	}
	n, ok := r.numbers[string(key)]
	if !ok {
		n = len(r.stands)
		r.stands = append(r.stands, &s)
		r.numbers[string(key)] = n
	}
	return n
}
