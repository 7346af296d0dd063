package acts

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A placer says where a field of what is written down stands.
type placer func(field, format string, args ...any) ascribe.Problem

// dated is what the days tell of what is written down: those that lie in the
// future are a [Doubt], and what was said before its source came out is told.
type dated struct {
	today         ascribe.Day
	future, early ascribe.Problems
}

// look looks at the days of a noun that was written. An imprecise day lies in
// the future, or before another, where each day that it may be does.
func (d *dated) look(r *recorder, noun ascribe.Noun, at placer) error {
	switch n := noun.(type) {
	case *ascribe.Source:
		d.notYet("published", n.Published, at)
	case *ascribe.Document:
		d.notYet("captured", n.Captured, at)
	case *ascribe.Withdrawal:
		d.notYet("said", n.Said, at)
	case *ascribe.Amendment:
		if day, err := ascribe.ParseDate(n.Value); err == nil && n.Field == ascribe.FieldPublished {
			d.notYet("value", day, at)
		}
	case *ascribe.Statement:
		d.notYet("said", n.Said, at)
		if n.Said.IsZero() {
			return nil
		}
		source, err := r.source(n.Source)
		if err == nil && !source.Published.IsZero() && n.Said.Last() < source.Published.First() {
			d.early.Add(at("said", "%s is before the source %s came out, %s", n.Said, source.ID, source.Published))
		}
		return err
	}
	return nil
}

func (d *dated) notYet(field string, day ascribe.Date, at placer) {
	if !day.IsZero() && day.First() > d.today {
		d.future.Add(at(field, "%s lies in the future", day))
	}
}

// doubt is that about the days in the future, unless whoever acts goes on
// although they are there.
func (d *dated) doubt(by point.By, what string) error {
	n := d.future.Len()
	if n == 0 || by.Although {
		return nil
	}
	e := ascribe.Errorf(ascribe.ErrInvalid, "%s has %d days that lie in the future", what, n)
	if n == 1 {
		e.Message = what + " has a day that lies in the future"
	}
	return &Doubt{Days: true, Reason: d.future.Describe(e.WithHint("correct it and begin again, since nothing was written; if it is meant, add --although"))}
}

// warnings are what is told of the days, and how many more there are.
func (d *dated) warnings() ([]ascribe.Problem, int) {
	e := d.early.Describe(&ascribe.Error{})
	return e.Problems, e.More
}
