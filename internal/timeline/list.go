package timeline

import "context"

// List is the incidents that pass a query on its first day, in the order of the
// ledger: how many, and the first of them up to a limit (0: all).
func (x *Index) List(ctx context.Context, q Query, limit int) (list []Listed, total int, err error) {
	day := q.Days[0]
	err = x.read(ctx, q, func(p *reading) error {
		where, err := p.conditions(q)
		if err != nil {
			return err
		}
		c := newPartial(p, q, where)
		for i := range x.incidents {
			if ended(ctx, i) {
				return ctx.Err()
			}
			s, ok := c.on(int32(i), int32(day))
			if !ok {
				continue
			}
			total++
			if limit == 0 || len(list) < limit {
				list = append(list, Listed{Record: x.incidents[i].record, Incident: x.incidents[i].id, Belief: p.prepared.belief(s)})
			}
		}
		return nil
	})
	return list, total, err
}

// on is the span of an incident that counts on a day, where it passes.
func (c *partial) on(incident, day int32) (s span, ok bool) {
	if s = on(c.p.spans.of(incident), day); s.from == never {
		return span{}, false
	}
	for i := range c.where {
		a := &c.where[i]
		if a.begin(incident); a.history != nil {
			a.advance(day)
		}
		if !a.holds(s) {
			return span{}, false
		}
	}
	return s, true
}
