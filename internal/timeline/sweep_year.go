package timeline

// dates are the adequate claims of the event's date that a sweep has met.
type dates struct {
	n    int
	last *claim
}

func (d *dates) note(c *claim) {
	d.n++
	d.last = c
}

// yearOf is yearOn, and quicker where the date was said once and for all.
func (s *sweeper) yearOf(d *dates, day int32) int32 {
	if d.n == 1 && d.last.until == never && d.last.stance() == asserts {
		return s.years[d.last.slot][d.last.value]
	}
	return s.yearOn(day)
}

// yearOn is the year of the date that is picked on the day.
func (s *sweeper) yearOn(day int32) int32 {
	if s.date < 0 {
		return noYear
	}
	var only *claim
	count := 0
	s.each(s.date, day, func(c *claim, _ uint8) {
		only = c
		count++
	})
	if count == 1 && only.stance() == asserts {
		return s.years[only.slot][only.value]
	}
	w := s.weighAll(&s.book.Vars[s.date], day)
	if v := w.Known(); len(v.Texts) == 1 {
		return yearOf(v.Texts[0])
	}
	return noYear
}
