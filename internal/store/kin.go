package store

import (
	"context"
	"database/sql"
	"strings"
)

// A Kinship is a statement about an incident whose value may be the id of another.
type Kinship struct {
	Record  int64
	Subject int64 // the record of the incident
	Value   string
}

// Kinships calls use with the statements about the team's incidents that give, in some
// variables, what may be the id of another.
func (v *View) Kinships(ctx context.Context, r Range, variables []string, use func(Kinship)) error {
	return v.scan(ctx, "kin.list", []any{r.After, r.UpTo, listOf(variables)}, func(rows *sql.Rows) error {
		var k Kinship
		if err := rows.Scan(&k.Record, &k.Subject, &k.Value); err != nil {
			return err
		}
		if !strings.Contains(k.Value, ":") { // one of a dataset has a colon
			use(k)
		}
		return nil
	})
}
