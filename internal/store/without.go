package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// Without is the same store as somebody reads it who may not see some records:
// as if they, and what hangs on them, had not been written. A statement hangs
// on its subject and its source, a link on both its ends, a withdrawal, an
// adjudication, a regrade or an erasure on what it acts on. Entries stay, with
// their numbers, kinds and counts. It is for reading alone, and closed with the
// store.
func (s *Store) Without(records []int64) (*Store, error) {
	whole := s.seeingAll()
	var pools [2]*sql.DB
	for i := range pools {
		pool, err := s.engine.Without(s.database, records)
		if err != nil {
			return nil, explain(context.Background(), err)
		}
		whole.partial.add(pool)
		pools[i] = pool
	}
	other := *whole
	other.whole = whole
	other.database = &dialect.Database{
		Address: s.database.Address, Version: s.database.Version, Writer: s.writer, Reader: pools[0], Apart: pools[1], Frozen: s.database.Frozen,
	}
	other.reader = pools[0]
	other.rights = new(rights)
	return &other, nil
}

// seeingAll is the store as those read it who may see everything.
func (s *Store) seeingAll() *Store {
	if s.whole != nil {
		return s.whole
	}
	return s
}

// hidden are the records that whoever reads does not see.
func (v *View) hidden(ctx context.Context) (map[int64]bool, error) {
	if v.store.whole == nil {
		return nil, nil
	}
	none := map[int64]bool{}
	err := v.scan(ctx, "hidden.list", nil, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		none[n] = true
		return err
	})
	return none, err
}

// pools are those that were opened for readers who do not see all.
type pools struct {
	mu   sync.Mutex
	list []*sql.DB
}

func (p *pools) add(db *sql.DB) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.list = append(p.list, db)
}

func (p *pools) close() (err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, db := range p.list {
		err = errors.Join(err, db.Close())
	}
	p.list = nil
	return err
}
