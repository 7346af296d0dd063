package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// An ActorValue is a statement about an incident whose value may be the id of
// an actor or a link.
type ActorValue struct {
	Record          int64
	Variable, Value string
}

// ActorValues calls use with the statements about the team's incidents that
// give an actor or a link as their value, whatever the codebook makes of their
// variable. A long text may come with them that is no id.
func (v *View) ActorValues(ctx context.Context, r Range, use func(ActorValue)) error {
	return v.scan(ctx, "actor_value.list", []any{r.After, r.UpTo, int64(SpaceSubject)}, func(rows *sql.Rows) error {
		var a ActorValue
		var value sql.NullString
		var body sql.RawBytes
		if err := rows.Scan(&a.Record, &a.Variable, &value, &body); err != nil {
			return err
		}
		if a.Value = value.String; !value.Valid && len(body) > 0 {
			noun, err := ledger.Parse(body)
			if err != nil {
				return unreadable(a.Record, err)
			}
			if statement, ok := noun.(*ascribe.Statement); ok {
				a.Value = statement.Value
			}
		}
		use(a)
		return nil
	})
}
