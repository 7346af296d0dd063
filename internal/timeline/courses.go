package timeline

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// Courses calls visit with the course of every incident that is counted on the
// query's first day, up to that day. said names the variable whose statements
// the course lists; it may be empty. The course is reused for the next incident,
// so visit must not keep it.
func (x *Index) Courses(ctx context.Context, q Query, said string, visit func(*Course)) error {
	q.begun = true
	book := q.Book
	if book == nil {
		book = x.Book()
	}
	date := ""
	if v := book.WithRole(ascribe.RoleEventDate); v != nil {
		date = v.Name
		q.By = []string{date} // so that there is a history of it
	}
	return x.readClaims(ctx, q, func(p *reading, h *heard) error {
		t := &teller{x: x, p: p, day: int32(q.Days[0]), heard: h, said: -1}
		if v := book.Var(said); v != nil {
			t.said = int32(v.Index)
		}
		for i := range int32(len(x.incidents)) {
			if ended(ctx, int(i)) {
				return ctx.Err()
			}
			if t.tell(i) {
				t.course.Incident = x.incidents[i].id
				t.course.Event = p.eventOf(date, i, t.day)
				visit(&t.course)
			}
		}
		return nil
	})
}

// A teller tells the course of one incident after another.
type teller struct {
	x      *Index
	p      *reading
	day    int32
	heard  *heard
	said   int32 // the variable that is asked for; -1: none
	course Course
}

// tell makes the course of an incident; false where it is not counted.
func (t *teller) tell(incident int32) bool {
	c := &t.course
	c.Spans = t.p.prepared.history(t.p.spans.of(incident), t.day, c.Spans[:0])
	c.Causes, c.Said = c.Causes[:0], c.Said[:0]
	if on(t.p.spans.of(incident), t.day).from == never {
		return false
	}
	for _, b := range t.p.begun.of.of(incident) {
		if b.day > t.day {
			break
		}
		c.Causes = append(c.Causes, t.cause(b))
	}
	if t.said >= 0 {
		t.listen(incident)
	}
	return true
}

func (t *teller) cause(b beginning) Cause {
	if !b.found {
		return Cause{}
	}
	c := Cause{Source: t.x.sources[b.source].record, Variable: t.p.prepared.book.Vars[t.p.prepared.variable[b.slot]].Name}
	if b.basis > 0 {
		c.Basis = ascribe.Bases[b.basis-1]
	}
	return c
}

// listen notes what was said of the variable that is asked for.
func (t *teller) listen(incident int32) {
	list, _ := t.heard.on(incident, t.day)
	for i := range list {
		c := &list[i]
		if c.day > t.day {
			break
		}
		if l := t.p.prepared; l.variable[c.slot] == t.said && c.stance() == asserts && c.flags&struck == 0 {
			value := t.x.slots[c.slot].values[c.value]
			t.course.Said = append(t.course.Said, Said{Source: t.x.sources[c.source].record, Value: l.book.Vars[t.said].Today(value)})
		}
	}
}

// eventOf is the date of the event as it is known on a day; "" where it is not.
func (p *reading) eventOf(date string, incident, day int32) string {
	l := p.histories[date]
	if l == nil {
		return ""
	}
	a := axis{history: l, steps: l.steps.of(incident), at: -1}
	a.advance(day)
	if s := a.set(); !s.nothing() {
		return s.values[0]
	}
	return ""
}
