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
	tx     *sql.Tx
	stmts  map[string]*sql.Stmt
	counts *Counts
}

// newPrepared runs queries that are counted where the context says.
func newPrepared(ctx context.Context, tx *sql.Tx) *prepared {
	return &prepared{tx, make(map[string]*sql.Stmt), countsOf(ctx)}
}

// stmt is a query that is about to be run.
func (p *prepared) stmt(name string) (*sql.Stmt, error) {
	p.counts.statements.Add(1)
	if s, ok := p.stmts[name]; ok {
		return s, nil
	}
	s, err := p.tx.PrepareContext(context.Background(), query(name))
	if err == nil {
		p.stmts[name] = s
	}
	return s, err
}

func (p *prepared) exec(name string, args ...any) error {
	s, err := p.stmt(name)
	if err == nil {
		_, err = s.ExecContext(context.Background(), args...)
	}
	return err
}

// get reads one row into dest, and reports whether there was one.
func (p *prepared) get(name string, args, dest []any) (bool, error) {
	s, err := p.stmt(name)
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
	s, err := p.stmt(name)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}
