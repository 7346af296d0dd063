package store

import (
	"context"
	"database/sql"
	"errors"
)

// prepared runs the program's queries in one transaction, each prepared once.
//
// Single statements run without the caller's context: the driver starts a
// goroutine for each one that could be cancelled. Whoever runs many looks at
// the context between them.
type prepared struct {
	*engine
	tx     *sql.Tx
	stmts  map[string]*sql.Stmt
	counts *Counts
}

// newPrepared runs queries that are counted where the context says.
func newPrepared(ctx context.Context, e *engine, tx *sql.Tx) *prepared {
	return &prepared{e, tx, make(map[string]*sql.Stmt), countsOf(ctx)}
}

// stmt is a query that is about to be run, with its arguments.
func (p *prepared) stmt(name string, args []any) (*sql.Stmt, []any, error) {
	p.counts.statement()
	args, err := p.args(args)
	if err != nil {
		return nil, nil, err
	}
	s, ok := p.stmts[name]
	if !ok {
		if s, err = p.tx.PrepareContext(context.Background(), p.query(name)); err == nil {
			p.stmts[name] = s
		}
	}
	return s, args, err
}

func (p *prepared) exec(name string, args ...any) error {
	s, args, err := p.stmt(name, args)
	if err == nil {
		_, err = s.ExecContext(context.Background(), args...)
	}
	return err
}

// get reads one row into dest, and reports whether there was one.
func (p *prepared) get(name string, args, dest []any) (bool, error) {
	s, args, err := p.stmt(name, args)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(context.Background(), args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// number reads one whole number: 0 where there is no row.
func (p *prepared) number(name string, args ...any) (n int64, err error) {
	_, err = p.get(name, args, []any{&n})
	return n, err
}

// rows reads many rows; the caller closes them.
func (p *prepared) rows(name string, args ...any) (*sql.Rows, error) {
	s, args, err := p.stmt(name, args)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}
