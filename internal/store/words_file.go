package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/ascribe-project/ascribe/internal/store/dialect"
	"github.com/ascribe-project/ascribe/internal/store/sqlite"
)

// wordsFile is the open index of words.
type wordsFile struct {
	turn chan struct{} // of whoever opens the file, takes it away, or reads into it
	mu   sync.RWMutex  // written while the file is opened or taken away
	db   *sql.DB
	path string // empty: in memory

	broken atomic.Bool // it was found to be damaged
	facts  factsRead
}

// wordsMark says what an index was made of.
type wordsMark struct {
	head
	begun int64 // the last entry when it was begun
}

// open opens the file, or an index in memory where there is no folder that can
// be made.
func (f *wordsFile) open(s *Store, folder string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db != nil {
		return nil
	}
	f.path = ""
	if folder != "" && os.MkdirAll(folder, 0o700) == nil {
		f.path = filepath.Join(folder, (&Cache{Kind: wordsKind}).file(s))
	}
	return f.connect()
}

// connect opens what the path says.
func (f *wordsFile) connect() (err error) {
	f.db, err = sqlite.OpenWords(f.path)
	return err
}

// afresh takes a damaged file away and begins a new one or, where that cannot
// be, one in memory. Whoever has the old one open goes on with it to its end.
func (f *wordsFile) afresh(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.shut() //nolint:errcheck // it is damaged
	if f.path != "" {
		Remove(f.path)
		err := f.connect()
		if err == nil {
			err = write(ctx, f.db, func(*prepared) error { return nil })
		}
		if !damaged(err) {
			return err
		}
		f.shut() //nolint:errcheck // it could not be used
	}
	f.path = ""
	return f.connect()
}

// close lets go of the file, once nobody reads it any more.
func (f *wordsFile) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.shut()
}

func (f *wordsFile) shut() error {
	f.broken.Store(false)
	if f.db == nil {
		return nil
	}
	db := f.db
	f.db = nil
	return db.Close()
}

// damaged reports whether an index failed for itself, and not because another
// process is at it or somebody gave up.
func damaged(err error) bool {
	switch faultOf(err) {
	case dialect.None:
		return errors.Is(err, ErrUnfit)
	case dialect.Interrupted, dialect.Busy:
		return false
	}
	return true
}

func busy(err error) bool { return faultOf(err) == dialect.Busy }

// write calls do in a transaction that no other process writes beside. What
// it does it does to the end, whatever becomes of the caller's context.
func write(ctx context.Context, db *sql.DB, do func(*prepared) error) error {
	conn, tx, err := begin(ctx, db, nil)
	if err != nil {
		return err
	}
	defer conn.Close()  //nolint:errcheck // it only goes back to its pool
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if err := do(newPrepared(ctx, onSQLite, tx)); err != nil {
		return err
	}
	return tx.Commit()
}

// look calls do in a transaction that only reads.
func look(ctx context.Context, db *sql.DB, do func(*prepared) error) error {
	conn, tx, err := begin(ctx, db, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer conn.Close()  //nolint:errcheck // it only goes back to its pool
	defer tx.Rollback() //nolint:errcheck // it was only read
	return do(newPrepared(ctx, onSQLite, tx))
}

// markOf reads the mark; the zero one where there is none.
func markOf(p *prepared) (m wordsMark, err error) {
	if tables, err := p.number("index.tables"); err != nil || tables != 3 {
		return m, err
	}
	var text []byte
	ok, err := p.get("index.mark", nil, []any{&text, &m.begun})
	if faultOf(err) == dialect.Misfit || err == nil && !ok {
		return wordsMark{}, nil // not a table as we write it
	}
	if err == nil {
		m.head, err = parseHead(text)
	}
	return m, err
}

const wordsKind = "words"

// fits reports whether an index with the mark is one of the store as it is.
func (f *wordsFile) fits(ctx context.Context, v *View, w *Words, m wordsMark) (bool, error) {
	c := Cache{Kind: wordsKind, Version: w.Version}
	ok, err := c.fits(ctx, v, &m.head, v.textsAt)
	if err != nil || !ok {
		return false, err
	}
	erased, err := v.ErasedAfter(ctx, m.record)
	return !erased, err
}

func setMark(p *prepared, m wordsMark) error {
	if err := p.exec("index.unmark"); err != nil {
		return err
	}
	return p.exec("index.set mark", m.text(), m.begun)
}
