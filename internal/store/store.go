package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// A Store is an open database. It may be used by many goroutines; one of them
// writes at a time.
type Store struct {
	path     string
	version  int64 // of its schema
	engine   *engine
	database *dialect.Database
	writer   *sql.DB
	reader   *sql.DB
	origin   Origin

	firsts *firsts
	words  *wordsFile
	coders *coderNumbers
	rights *rights

	standing      *standingPool
	apartStanding *standingPool
	apart         bool // it is read by who follows the ledger

	whole   *Store // of one who does not see all; nil: this one has everything
	partial *pools
}

func newStore(e *engine, db *dialect.Database) *Store {
	s := &Store{
		path: db.Address, version: db.Version, engine: e, database: db, writer: db.Writer, reader: db.Reader,
		firsts: new(firsts), words: &wordsFile{turn: make(chan struct{}, 1)}, coders: new(coderNumbers), partial: new(pools),
		rights: new(rights), standing: new(standingPool), apartStanding: new(standingPool),
	}
	return s
}

// Apart is the same store, read over connections of its own: who follows the
// ledger does not wait for a connection that is held by one who waits for what
// the follower brings. It is closed with the store.
func (s *Store) Apart() *Store {
	other := *s
	other.reader, other.apart = s.database.Apart, true
	if s.whole == nil {
		other.standing = s.apartStanding
	}
	return &other
}

// Origin is what a store is known by: its id, and the key that its
// checkpoints are checked with. Neither ever changes.
type Origin struct {
	ID        string
	PublicKey string
}

// check refuses a key that was not made for the id.
func (o Origin) check() error {
	if !ascribe.ValidID(o.ID) {
		return ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be the id of a store", o.ID)
	}
	v, err := note.NewVerifier(o.PublicKey)
	if err != nil || v.Name() != ledger.Origin(o.ID) {
		return ascribe.Errorf(ascribe.ErrInvalid, "the public key is not one of the store %s", o.ID).WithCause(err)
	}
	return nil
}

// Create makes a store in a file that does not exist yet, and opens it.
func Create(ctx context.Context, path string, o Origin) (*Store, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	e := engineOf(path)
	db, err := e.Create(ctx, path, func(tx *sql.Tx) error {
		return newPrepared(ctx, e, tx).exec("store.insert", o.ID, o.PublicKey)
	})
	if err != nil {
		return nil, explain(ctx, err)
	}
	s := newStore(e, db)
	s.origin = o
	return s, nil
}

// Remove takes away a store that was just made, and what lies beside it.
func Remove(path string) { engineOf(path).Remove(path) }

// Open opens a store. It never makes one, and leaves what is no store as it is.
func Open(ctx context.Context, path string) (*Store, error) {
	e := engineOf(path)
	db, err := e.Open(ctx, path)
	if err != nil {
		return nil, explain(ctx, err)
	}
	s := newStore(e, db)
	if err := s.opening(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Older reports whether the store is of an older schema: it can be read, and
// not written.
func (s *Store) Older() bool { return s.version < s.engine.Version }

// refuseOlder refuses to write to a store of an older schema, which stays as it
// is.
func (s *Store) refuseOlder() error {
	if !s.Older() {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrConflict, "the store %s was made by an older ascribe (version %d of the store; this one writes %d), and can only be read", s.path, s.version, s.engine.Version).
		WithHint("bring it up to date with: ascribe upgrade")
}

// refuseUpgraded refuses to write to a store that another process has upgraded
// since it was opened.
func (s *Store) refuseUpgraded(p *prepared) error {
	version, err := p.VersionOf(context.Background(), p.tx)
	if err == nil && version != s.version {
		err = ascribe.Errorf(ascribe.ErrNewer, "the store %s was upgraded by a newer ascribe (version %d of the store; this one knows %d)", s.path, version, s.engine.Version).
			WithHint("install the newer ascribe")
	}
	return err
}

// Close closes the file.
func (s *Store) Close() error {
	return errors.Join(s.words.close(), s.partial.close(), s.database.Apart.Close(), s.database.Reader.Close(), s.writer.Close())
}

// ID is the id of the store.
func (s *Store) ID() string { return s.origin.ID }

// SignedBy reports whether a signer is the one that was made with the store.
func (s *Store) SignedBy(signer note.Signer) bool {
	v, err := note.NewVerifier(s.origin.PublicKey)
	return err == nil && v.Name() == signer.Name() && v.KeyHash() == signer.KeyHash()
}

// PublicKey is the key that checkpoints of the store are checked with, as
// sumdb/note writes it.
func (s *Store) PublicKey() string { return s.origin.PublicKey }

// firsts knows the number of each entry's first record, and so which entry a
// record is in. Entries never change, so what was read once stays true.
type firsts struct {
	mu     sync.Mutex
	list   []int64
	erased bool // whether one of the entries is an erasure
}

// erasedAny reports whether anything was erased in the entries that were read.
func (f *firsts) erasedAny() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.erased
}
