package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// A witness is a driver around the database's own that counts what reaches it.
type witness struct {
	real                     driver.Driver
	name                     string
	transactions, statements atomic.Int64
}

// watch is a pool of connections to a file, seen by a witness.
func watch(t *testing.T, path string, options url.Values) (*sql.DB, *witness) {
	t.Helper()
	plain, err := sql.Open("sqlite", "")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	w := &witness{real: plain.Driver(), name: (&url.URL{Scheme: "file", Path: path, RawQuery: options.Encode()}).String()}
	db := sql.OpenDB(w)
	t.Cleanup(func() { db.Close() })
	return db, w
}

func (w *witness) Connect(context.Context) (driver.Conn, error) {
	c, err := w.real.Open(w.name)
	return &seenConn{c, w}, err
}

func (w *witness) Driver() driver.Driver { return w.real }

type seenConn struct {
	driver.Conn
	by *witness
}

func (c *seenConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	c.by.transactions.Add(1)
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
}

func (c *seenConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query)
	return &seenStmt{s, c.by}, err
}

type seenStmt struct {
	driver.Stmt
	by *witness
}

func (s *seenStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.by.statements.Add(1)
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (s *seenStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.by.statements.Add(1)
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}

// TestCountsAreWhatTheDatabaseSees: nothing reaches the database past the
// counts, which pages and metrics are held to.
func TestCountsAreWhatTheDatabaseSees(t *testing.T) {
	f := newFixture(t)
	populate(f)
	pool, seen := watch(t, f.path, nil)
	f.reader.Close()
	f.reader = pool
	words := plainWords(t.TempDir())
	if err := f.ReadWords(t.Context(), words, 1); err != nil {
		t.Fatal(err)
	}
	f.words.db.Close()
	index, inWords := watch(t, filepath.Join(words.Folder, f.ID()+".words"), url.Values{"_txlock": {"immediate"}})
	f.words.db = index
	seen.transactions.Store(0)
	seen.statements.Store(0)

	ctx, n := Counting(t.Context())
	for _, ask := range []func() error{
		func() error { _, err := f.Dossier(ctx, ascribe.Main, "wuerzburg-2016"); return err },
		func() error { _, err := f.Entry(ctx, 1); return err },
		func() error {
			for _, err := range f.Dossiers(ctx, "ged") {
				if err != nil {
					return err
				}
			}
			return nil
		},
		func() error { return f.Claims(ctx, Range{UpTo: 100}, func(Claim) error { return nil }) },
		func() error { _, err := f.Proof(ctx, 1); return err },
		func() error { return f.ReadWords(ctx, words, 1) },
		func() error { _, err := f.FindWords(ctx, words, []string{"train", "attack"}, 1); return err },
		func() error { _, err := f.RowTallies(ctx); return err },
	} {
		if err := ask(); err != nil {
			t.Fatal(err)
		}
	}
	transactions, statements := seen.transactions.Load()+inWords.transactions.Load(), seen.statements.Load()+inWords.statements.Load()
	if n.Transactions() != transactions || n.Statements() != statements || inWords.statements.Load() == 0 {
		t.Errorf("%d transactions and %d statements of SQL are counted, and the database saw %d and %d", n.Transactions(), n.Statements(), transactions, statements)
	}
}

// RowTallies is what a view has of one dataset.
func (f *fixture) RowTallies(ctx context.Context) ([]RowTally, error) {
	return see(ctx, f.Store, func(v *View) ([]RowTally, error) { return v.RowTallies(ctx, "ged", ascribe.Latest) })
}
