package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A Range is records after one and up to another.
type Range struct{ After, UpTo int64 }

// A Claim is a statement in the numbers of the derived tables: of records and
// of terms.
type Claim struct {
	Record, Subject, Source int64
	Variable                int64 // a term
	Value                   int64 // a term; 0: too long to be one
	Stance                  ascribe.Stance
	Basis                   ascribe.Basis
	Day                     ascribe.Day // the last possible
	Reliability             ascribe.Reliability
	Credibility             ascribe.Credibility
	// Coder is a term; 0: nobody is named. Of a store of version 1 it is a number
	// below 0, and no term.
	Coder int64
}

// An Ending is a withdrawal, or a statement settled by an adjudication.
type Ending struct {
	Record, Target int64
	Kind           ascribe.WithdrawalKind // empty: settled
	Day            ascribe.Day            // of a correction or an adjudication
	Source         int64                  // of a correction, where it names one
}

// LastRecord is the number of the last record of an entry; 0 for entry 0.
func (v *View) LastRecord(ctx context.Context, entry int64) (int64, error) {
	if entry == 0 {
		return 0, nil
	}
	e, err := v.Entry(ctx, entry)
	if err != nil {
		return 0, err
	}
	return e.First + e.Count - 1, nil
}

// Terms calls use with the terms after a number, in order.
func (v *View) Terms(ctx context.Context, after int64, use func(n int64, text string) error) error {
	return v.scan(ctx, "claims.terms", []any{after}, func(rows *sql.Rows) error {
		var n int64
		var text string
		if err := rows.Scan(&n, &text); err != nil {
			return err
		}
		return use(n, text)
	})
}

// IncidentIDs calls use with the incidents of the team's own dataset.
func (v *View) IncidentIDs(ctx context.Context, r Range, use func(record int64, id string)) error {
	kind := number(ascribe.SubjectKinds, ascribe.OfIncident)
	if r.After > 0 { // a few: their ids are read from their records
		return v.scan(ctx, "claims.new incidents", []any{kind, r.After, r.UpTo}, func(rows *sql.Rows) error {
			var n int64
			var body []byte
			if err := rows.Scan(&n, &body); err != nil {
				return err
			}
			noun, err := ledger.Parse(body)
			if err != nil {
				return unreadable(n, err)
			}
			use(n, noun.Key().ID)
			return nil
		})
	}
	return v.scan(ctx, "claims.incidents", []any{int64(SpaceSubject), kind, r.UpTo}, func(rows *sql.Rows) error {
		var n int64
		var id string
		if err := rows.Scan(&n, &id); err != nil {
			return err
		}
		use(n, id)
		return nil
	})
}

// SourceGrades calls use with the sources, and then regrade with what judged
// some anew, each in the order of the ledger.
func (v *View) SourceGrades(ctx context.Context, r Range, use func(record int64, g ascribe.Reliability), regrade func(record, source int64, g ascribe.Reliability)) error {
	err := v.scan(ctx, "claims.sources", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var n, g int64
		if err := rows.Scan(&n, &g); err != nil {
			return err
		}
		c := coded{record: n}
		use(n, c.reliability(g))
		return c.err
	})
	if err != nil {
		return err
	}
	return v.scan(ctx, "claims.regrades", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var n, source, g int64
		if err := rows.Scan(&n, &source, &g); err != nil {
			return err
		}
		c := coded{record: n}
		regrade(n, c.earlier(source), c.reliability(g))
		return c.err
	})
}

// Publications calls use with the sources as they were recorded, in the order of
// the ledger.
func (v *View) Publications(ctx context.Context, r Range, use func(record int64, source *ascribe.Source)) error {
	return v.scan(ctx, "claims.publications", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var n int64
		var body sql.RawBytes
		if err := rows.Scan(&n, &body); err != nil {
			return err
		}
		noun, err := v.parse(n, body)
		if err != nil {
			return err
		}
		source, ok := noun.(*ascribe.Source)
		if !ok {
			return unexpected(n, noun)
		}
		use(n, source)
		return nil
	})
}

// Claims calls use with the statements. Ranges may be read side by side, each by
// a view of its own.
func (v *View) Claims(ctx context.Context, r Range, use func(Claim) error) error {
	name := "claims.statements"
	if v.store.version < 2 {
		name = "claims.statements of 1"
	}
	return v.scan(ctx, name, []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var c Claim
		var value sql.NullInt64
		var coder coderColumn
		var stance, basis, day, reliability, credibility int64
		if err := rows.Scan(&c.Record, &c.Subject, &c.Variable, &value, &stance, &basis, &c.Source, &day, &reliability, &credibility, &coder); err != nil {
			return err
		}
		row := coded{record: c.Record}
		row.earlier(c.Subject)
		row.earlier(c.Source)
		c.Value, c.Day = value.Int64, row.day(day)
		if c.Coder = coder.term; coder.name != "" {
			c.Coder = v.store.coders.number(coder.name)
		}
		c.Stance, c.Basis = row.stance(stance), one(&row, "basis", ascribe.Bases, basis)
		c.Reliability, c.Credibility = row.reliability(reliability), row.credibility(credibility)
		if row.err != nil {
			return row.err
		}
		return use(c)
	})
}

// Endings calls use with the withdrawals, and then with what adjudications
// settle.
func (v *View) Endings(ctx context.Context, r Range, use func(Ending)) error {
	if err := v.Withdrawals(ctx, r, use); err != nil {
		return err
	}
	return v.scan(ctx, "claims.settles", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var a Ending
		var day int64
		if err := rows.Scan(&a.Record, &a.Target, &day); err != nil {
			return err
		}
		row := coded{record: a.Record}
		row.earlier(a.Target)
		a.Day = row.day(day)
		use(a)
		return row.err
	})
}
