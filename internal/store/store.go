package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A Store is an open file. It may be used by many goroutines; one of them
// writes at a time.
type Store struct {
	path    string
	version int64    // of its schema
	options []string // of every connection
	writer  *sql.DB
	reader  *sql.DB
	origin  Origin

	firsts firsts
	words  wordsFile
	coders coderNumbers
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
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err != nil {
		return nil, cannotCreate(path, err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	s, err := fillNew(ctx, path, o)
	if err != nil {
		Remove(path)
		return nil, explain(ctx, err)
	}
	return s, nil
}

func cannotCreate(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return ascribe.Errorf(ascribe.ErrConflict, "%s is there already", path).
			WithHint("choose another name; nothing is overwritten").WithCause(err)
	case errors.Is(err, fs.ErrNotExist):
		return ascribe.Errorf(ascribe.ErrNotFound, "the folder of %s is not there", path).
			WithHint("make the folder first").WithCause(err)
	}
	return ascribe.Errorf(ascribe.ErrConflict, "%s cannot be made", path).
		WithHint("look at the permissions of the folder").WithCause(err)
}

func fillNew(ctx context.Context, path string, o Origin) (*Store, error) {
	s, err := openPools(path, schemaVersion, nil)
	if err != nil {
		return nil, err
	}
	if err := createSchema(ctx, s.writer, o); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.origin = o
	return s, nil
}

func createSchema(ctx context.Context, db *sql.DB, o Origin) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if _, err := tx.ExecContext(ctx, schema()); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, marks()); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, query("store.insert"), o.ID, o.PublicKey); err != nil {
		return err
	}
	return tx.Commit()
}

// Remove takes away a file that was just made, and what SQLite put beside it.
func Remove(path string) {
	os.Remove(path) //nolint:errcheck // it may not be there
	for _, suffix := range besides {
		os.Remove(path + suffix) //nolint:errcheck // it may not be there
	}
}

// besides are the endings of what SQLite puts beside a file.
var besides = []string{"-wal", "-shm", "-journal"}

// Open opens a store. It never makes one, and leaves a file that is no store
// as it is.
func Open(ctx context.Context, path string) (*Store, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no store %s", path).
			WithHint("make one with: ascribe init").WithCause(err)
	case err != nil:
		return nil, ascribe.Errorf(ascribe.ErrConflict, "%s cannot be read", path).
			WithHint("look at the permissions of the file and of its folder").WithCause(err)
	case !info.Mode().IsRegular():
		return nil, notAStore(path)
	}
	for _, suffix := range besides {
		if info, err := os.Stat(path + suffix); err == nil && !info.Mode().IsRegular() {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is no file, and is where SQLite would keep one", path+suffix).
				WithHint("take it away")
		}
	}
	var options []string
	version, err := probe(ctx, path, options)
	if unwritable(err) && !logged(path) {
		options = frozen
		version, err = probe(ctx, path, options)
	}
	if err != nil {
		return nil, explain(ctx, err)
	}
	s, err := openPools(path, version, options)
	if err != nil {
		return nil, explain(ctx, err)
	}
	if err := s.opening(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func notAStore(path string) *ascribe.Error {
	return ascribe.Errorf(ascribe.ErrInvalid, "%s is not a store of ascribe", path).
		WithHint("name the store with --store, or make one with: ascribe init")
}

// probe looks at the marks of a file, by a connection that changes nothing, and
// is the version of its schema.
func probe(ctx context.Context, path string, options []string) (int64, error) {
	db, err := openPool(path, append(slices.Clone(probing), options...), 1)
	if err != nil {
		return 0, err
	}
	defer db.Close() //nolint:errcheck // it was only read
	version, err := versionOf(ctx, db)
	switch {
	case errors.Is(err, errNoVersion):
		return 0, notAStore(path)
	case err != nil:
		return 0, err
	case version > schemaVersion:
		return 0, ascribe.Errorf(ascribe.ErrNewer, "the store %s was written by a newer ascribe (version %d of the store; this one knows %d)", path, version, schemaVersion).
			WithHint("install the newer ascribe")
	}
	return version, nil
}

// Older reports whether the store is of an older schema: it can be read, and
// not written.
func (s *Store) Older() bool { return s.version < schemaVersion }

// refuseOlder refuses to write to a store of an older schema, which stays as it
// is.
func (s *Store) refuseOlder() error {
	if !s.Older() {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrConflict, "the store %s was made by an older ascribe (version %d of the store; this one writes %d), and can only be read", s.path, s.version, schemaVersion).
		WithHint("bring it up to date with: ascribe upgrade")
}

// refuseUpgraded refuses to write to a store that another process has upgraded
// since it was opened.
func (s *Store) refuseUpgraded(p *prepared) error {
	version, err := versionOf(context.Background(), p.tx)
	if err == nil && version != s.version {
		err = ascribe.Errorf(ascribe.ErrNewer, "the store %s was upgraded by a newer ascribe (version %d of the store; this one knows %d)", s.path, version, schemaVersion).
			WithHint("install the newer ascribe")
	}
	return err
}

// unwritable reports whether SQLite failed because it may not write: the file,
// or what it keeps beside it.
func unwritable(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == lib.SQLITE_READONLY || e.Code()&0xff == lib.SQLITE_CANTOPEN)
}

// logged reports whether a write-ahead log lies beside the file.
func logged(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

func openPools(path string, version int64, options []string) (*Store, error) {
	writer, err := openPool(path, append(slices.Clone(writing), options...), 1)
	if err != nil {
		return nil, err
	}
	// At least four, so that one who reads while reading does not wait for himself.
	reader, err := openPool(path, append(slices.Clone(reading), options...), max(4, runtime.NumCPU()))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	return &Store{path: path, version: version, options: options, writer: writer, reader: reader, words: wordsFile{turn: make(chan struct{}, 1)}}, nil
}

// Close closes the file.
func (s *Store) Close() error {
	return errors.Join(s.words.close(), s.reader.Close(), s.writer.Close())
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
	mu   sync.Mutex
	list []int64
}
