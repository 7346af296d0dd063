package store

import (
	"github.com/ascribe-project/ascribe"
)

func (d *deriver) statement(n int64, hash []byte, x *ascribe.Statement) error {
	stance := number(ascribe.Stances, x.Stance)
	if stance == 0 {
		return ascribe.Errorf(ascribe.ErrInvalid, "statement %s: %q is no stance", x.ID, x.Stance).WithHint("write asserts, denies or raises")
	}
	basis := number(ascribe.Bases, x.Basis)
	if basis == 0 && x.Basis != "" {
		return ascribe.Errorf(ascribe.ErrInvalid, "statement %s: %q is no basis", x.ID, x.Basis).WithHint("write seen, document, told or inferred")
	}
	if err := checkGrade(x.ID, x.Reliability, x.Credibility); err != nil {
		return err
	}
	if err := d.name(n, SpaceStatement, 0, x.ID); err != nil {
		return err
	}
	subject, err := d.refer(n, SpaceSubject, 0, x.Subject)
	if err != nil {
		return err
	}
	source, err := d.refer(n, SpaceSource, 0, x.Source)
	if err != nil {
		return err
	}
	first, last, err := d.said(x.ID, x.Said, source)
	if err != nil {
		return err
	}
	variable, value, err := d.coded(x.Variable, x.Value)
	if err != nil {
		return err
	}
	row := []any{
		n, subject, variable, value, stance, basis, source, first, last,
		reliability(x.Reliability), credibility(x.Credibility),
	}
	if d.version >= 2 {
		coder, err := d.coder(x.Coder)
		if err != nil {
			return err
		}
		row = append(row, coder)
	}
	if err := d.emit("statement", row...); err != nil {
		return err
	}
	if err := d.foldStatement(n, hash, x, subject, source, ascribe.Day(last), value); err != nil {
		return err
	}
	settled, err := d.refers(n, SpaceStatement, x.ID, x.Settles)
	if err != nil {
		return err
	}
	for _, target := range settled {
		if err := d.settles(n, target, ascribe.Day(last)); err != nil {
			return err
		}
	}
	return d.hang(n, subject, source)
}

// settlement derives what an erased adjudication goes on doing: it says nothing, and
// has the day of each statement that it settles.
func (d *deriver) settlement(n int64, x *ascribe.Settlement) error {
	if err := d.name(n, SpaceStatement, 0, x.ID); err != nil {
		return err
	}
	settled, err := d.refers(n, SpaceStatement, x.ID, x.Settles)
	if err != nil {
		return err
	}
	if len(settled) == 0 {
		return ascribe.Errorf(ascribe.ErrInvalid, "settlement %s settles nothing", x.ID).WithHint("name the statements that it settles")
	}
	for _, target := range settled {
		if is, err := d.number("statement.is", target); err != nil {
			return err
		} else if is == 0 {
			return ascribe.Errorf(ascribe.ErrInvalid, "settlement %s settles what is no statement", x.ID).WithHint("look for a slip in the ids")
		}
		last, err := d.number("statement.last", target)
		if err != nil {
			return err
		}
		if err := d.settles(n, target, ascribe.Day(last)); err != nil {
			return err
		}
	}
	return nil
}

func (d *deriver) settles(n, target int64, day ascribe.Day) error {
	d.claims.Ending(Ending{Record: n, Target: target, Day: day})
	return d.emit("settles", n, target)
}

func (d *deriver) foldStatement(n int64, hash []byte, x *ascribe.Statement, subject, source int64, day ascribe.Day, value any) error {
	c := Claim{
		Record: n, Subject: subject, Source: source, Stance: x.Stance, Basis: x.Basis, Day: day,
		Reliability: x.Reliability, Credibility: x.Credibility,
	}
	c.Value, _ = value.(int64)
	d.claims.Claim(&c, x.Variable, x.Value, x.Coder)
	m := mention{statement: n, source: source, day: day}
	kind, err := d.kind(subject)
	if kind == incidentKind {
		m.incident = subject
	}
	d.texts.text(m, hash)
	return err
}

// coder is the term of a coder, none where nobody is named.
func (d *deriver) coder(name string) (any, error) {
	if name == "" {
		return nil, nil
	}
	return d.term(name)
}

// coded is the terms of a variable and of a value, which may have none.
func (d *deriver) coded(variable, value string) (int64, any, error) {
	v, err := d.term(variable)
	if err != nil || len(value) > maxTerm {
		return v, nil, err
	}
	code, err := d.term(value)
	return v, code, err
}

// said is the days that count: those of the date or, where there is none, of
// the source.
func (d *deriver) said(id string, date ascribe.Date, source int64) (first, last int64, err error) {
	first, last = int64(date.First()), int64(date.Last())
	if date.IsZero() {
		published, err := d.published(source)
		if err != nil {
			return 0, 0, err
		}
		if !published.last.Valid {
			return 0, 0, ascribe.Errorf(ascribe.ErrInvalid, "%s has no day: neither it nor its source says when", id).
				WithHint("give the day on which it was said, or on which the source came out")
		}
		first, last = published.first.Int64, published.last.Int64
	}
	if first == int64(ascribe.MinDay) || last == int64(ascribe.MaxDay) {
		return 0, 0, ascribe.Errorf(ascribe.ErrInvalid, "%s was said on a day that is open at an end", id).
			WithHint("give the last day on which it can have been said")
	}
	return first, last, nil
}

func (d *deriver) regrade(n int64, x *ascribe.Regrade) error {
	if err := checkGrade(x.ID, x.Reliability, ""); err != nil {
		return err
	}
	if err := d.name(n, SpaceRegrade, 0, x.ID); err != nil {
		return err
	}
	source, err := d.refer(n, SpaceSource, 0, x.Source)
	if err != nil {
		return err
	}
	d.claims.Regrade(n, source, x.Reliability)
	if err := d.emit("regrade", n, source, reliability(x.Reliability)); err != nil {
		return err
	}
	return d.hang(n, source)
}

func (d *deriver) withdrawal(n int64, x *ascribe.Withdrawal) error {
	kind := number(withdrawalKinds, x.Kind)
	if kind == 0 {
		return ascribe.Errorf(ascribe.ErrInvalid, "withdrawal %s: %q is no kind of withdrawal", x.ID, x.Kind).WithHint("write correction or strike")
	}
	if err := d.name(n, SpaceStatement, 0, x.ID); err != nil {
		return err
	}
	key := x.Withdrawn()
	dataset, err := d.dataset(key.Dataset)
	if err != nil {
		return err
	}
	target, err := d.refer(n, key.Space, dataset, key.ID)
	if err != nil {
		return err
	}
	if x.Of != "" {
		if err := d.checkStruck(target, x); err != nil {
			return err
		}
	}
	var source int64
	var sourceColumn, first, last any
	if x.Source != "" {
		if source, err = d.refer(n, SpaceSource, 0, x.Source); err != nil {
			return err
		}
		sourceColumn = source
	}
	if x.Kind == ascribe.Correction {
		if err := d.refuseWithdrawal(target, x.ID, x.Statement); err != nil {
			return err
		}
		if first, last, err = d.said(x.ID, x.Said, source); err != nil {
			return err
		}
	}
	a := Ending{Record: n, Target: target, Kind: x.Kind}
	if d.version >= 3 {
		a.Source = source
	}
	if day, ok := last.(int64); ok {
		a.Day = ascribe.Day(day)
	}
	d.claims.Ending(a)
	if err := d.emit("withdrawal", n, target, kind, sourceColumn, first, last); err != nil {
		return err
	}
	switch {
	case x.Of != "":
		return d.strike(n, target, x)
	case x.Kind == ascribe.Strike:
		if err := d.struck(n, target); err != nil {
			return err
		}
	}
	return d.hang(n, target, source)
}

// checkStruck refuses that anything but a strike takes back what is no statement,
// and that it is of another kind than it is said to be.
func (d *deriver) checkStruck(target int64, x *ascribe.Withdrawal) error {
	if x.Kind != ascribe.Strike {
		return ascribe.Errorf(ascribe.ErrInvalid, "withdrawal %s: a %s can only be struck", x.ID, x.Of).WithHint("make it a strike")
	}
	noun, err := d.written(target)
	if err == nil && noun.Record() != x.Of {
		err = ascribe.Errorf(ascribe.ErrInvalid, "%s is no %s", x.Target, x.Of).WithHint("look for a slip in its id")
	}
	return err
}

// refuseWithdrawal refuses the record of a withdrawal where a statement is meant.
func (d *deriver) refuseWithdrawal(target int64, id, refers string) error {
	is, err := d.number("withdrawal.is", target)
	if err == nil && is != 0 {
		err = ascribe.Errorf(ascribe.ErrInvalid, "%s names %s, which is a withdrawal and no statement", id, refers).
			WithHint("a withdrawal is taken back by a strike")
	}
	if err != nil {
		return err
	}
	r, err := d.right()
	if err == nil && r.records[target] {
		err = ascribe.Errorf(ascribe.ErrInvalid, "%s names %s, which is an amendment and no statement", id, refers).
			WithHint("an amendment is taken back by a strike")
	}
	return err
}

func checkGrade(id string, r ascribe.Reliability, c ascribe.Credibility) error {
	if r.Valid() && c.Valid() {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%s: %s%s is no grade", id, r, c).WithHint("a grade is A to F, and 1 to 6, as in B2")
}

// reliability and credibility tell an empty half, 0, from one that was given.
func reliability(r ascribe.Reliability) int64 {
	if r == "" {
		return 0
	}
	return int64(r.Number())
}

func credibility(c ascribe.Credibility) int64 {
	if c == "" {
		return 0
	}
	return int64(c.Number())
}
