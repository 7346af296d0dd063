package timeline

import (
	"github.com/ascribe-project/ascribe"
)

// A Spell is a stretch of days on which one label, level and settled held, to
// the next spell of its incident.
type Spell struct {
	From ascribe.Day
	ascribe.Outcome
	Settled bool
}

// Spells calls visit with the history of every incident that is counted on the
// query's first day, as far as it went by then, and with what is known then of
// the day of its event. The spells are lent: visit must not keep them.
func (x *Index) Spells(q Query, visit func(incident, event string, spells []Spell)) {
	x.mu.RLock()
	p := x.under(q.Book)
	x.mu.RUnlock()
	if p == nil {
		x.mu.Lock()
		p = x.paint(q.Book)
		x.mu.Unlock()
	}
	date := ""
	if v := p.lens.date; v >= 0 {
		date = p.lens.book.Vars[v].Name
		q.Where = []Where{{By: date}} // so that there is a lane of it
	}
	x.read(q, func(p *picture) {
		day := int32(q.Days[0])
		var spells []Spell
		for i := range int32(len(x.incidents)) {
			spells = spells[:0]
			for _, s := range p.spans.of(i) {
				if s.from > day {
					break
				}
				spell := Spell{ascribe.Day(s.from), p.lens.outcome(s), s.settled}
				if n := len(spells); n > 0 && spells[n-1].Outcome == spell.Outcome && spells[n-1].Settled == spell.Settled {
					continue // the year changed, and nothing else
				}
				spells = append(spells, spell)
			}
			if len(spells) > 0 {
				visit(x.incidents[i].id, p.eventOf(date, i, day), spells)
			}
		}
	})
}

// eventOf is the date of the event as it is known on a day; "" where it is not.
func (p *picture) eventOf(date string, incident, day int32) string {
	l := p.lanes[date]
	if l == nil {
		return ""
	}
	a := axis{lane: l, steps: l.steps.of(incident), at: -1}
	a.advance(day)
	if a.at < 0 || a.steps[a.at].set == 0 {
		return ""
	}
	return l.sets[a.steps[a.at].set][0]
}
