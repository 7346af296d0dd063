package store

import (
	"context"
	"database/sql"
	"errors"
)

// begin waits for a connection of the pool as long as the context lasts, and
// begins a transaction. That is rolled back by whoever began it, and not when
// the context ends: the driver would do it in the midst of a statement.
func begin(ctx context.Context, pool *sql.DB, o *sql.TxOptions) (*sql.Conn, *sql.Tx, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), o)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	countsOf(ctx).transaction()
	return conn, tx, nil
}
