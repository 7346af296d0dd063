package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Said is what a statement says of a subject, without who said it and when.
type Said struct {
	Subject, Record int64 // the numbers of their records
	Variable, Value string
	Stance          ascribe.Stance
}

// Said calls use with what was said of the team's incidents, or its actors, in
// some variables, whenever and of whatever grade, but for what was struck.
func (v *View) Said(ctx context.Context, kind ascribe.SubjectKind, variables []string, use func(Said)) error {
	args := []any{number(ascribe.SubjectKinds, kind), listOf(variables)}
	return v.scan(ctx, "said.list", args, func(rows *sql.Rows) error {
		var s Said
		var stance int64
		var value sql.NullString
		var body sql.RawBytes
		if err := rows.Scan(&s.Subject, &s.Record, &s.Variable, &stance, &value, &body); err != nil {
			return err
		}
		if s.Value = value.String; !value.Valid && len(body) > 0 {
			noun, err := ledger.Parse(body)
			if err != nil {
				return unreadable(s.Record, err)
			}
			if statement, ok := noun.(*ascribe.Statement); ok {
				s.Value = statement.Value
			}
		}
		if stance < 1 || int(stance) > len(ascribe.Stances) {
			return unreadable(s.Record, nil)
		}
		s.Stance = ascribe.Stances[stance-1]
		use(s)
		return nil
	})
}
