package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/ascribe-project/ascribe"
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
	// session is what the transaction shows; nil: all, as it was written.
	session *session
	stands  *standing // of whoever asks; nil: as it was written
}

// A standing is what of strikes and amendments somebody reads by.
type standing struct {
	righted *righted
	Standpoint
	acting []int64 // the strikes that act there
}

// A session is what a transaction shows at the moment.
type session struct {
	shows   *standing
	reading int // how many queries are being read
}

// stand has the transaction show what whoever asks reads by.
func (p *prepared) stand() error {
	if p.session == nil || p.session.shows == p.stands {
		return nil
	}
	if p.session.reading > 0 {
		return ascribe.Errorf(ascribe.ErrInternal, "something is being read as of one entry, and is asked as of another")
	}
	var acting []int64
	record := int64(0) // at which nothing has been put right
	if p.stands != nil {
		acting, record = p.stands.acting, p.stands.Record
	}
	err := p.Stand(context.Background(), p.tx, acting, record)
	if err == nil {
		p.session.shows = p.stands
	}
	return err
}

// newPrepared runs queries that are counted where the context says.
func newPrepared(ctx context.Context, e *engine, tx *sql.Tx) *prepared {
	return &prepared{engine: e, tx: tx, stmts: make(map[string]*sql.Stmt), counts: countsOf(ctx)}
}

// stmt is a query that is about to be run, with its arguments.
func (p *prepared) stmt(name string, args []any) (*sql.Stmt, []any, error) {
	p.counts.statement()
	if err := p.stand(); err != nil {
		return nil, nil, err
	}
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
