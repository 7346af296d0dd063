package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	_ "modernc.org/sqlite" // the driver

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

const driver = "sqlite"

// Pragmas stand in the connection string, since one that is executed reaches
// only one connection of a pool.
var (
	probing = []string{"_pragma", "busy_timeout(5000)"}
	writing = []string{
		"_txlock", "immediate",
		"_pragma", "busy_timeout(5000)",
		"_pragma", "foreign_keys(1)",
		"_pragma", "recursive_triggers(1)",
		"_pragma", "journal_mode(WAL)",
		"_pragma", "synchronous(FULL)",
		"_pragma", "cache_size(-65536)",
		"_pragma", "trusted_schema(0)",
	}
	reading = []string{
		"_pragma", "busy_timeout(5000)",
		"_pragma", "query_only(1)",
		"_pragma", "cache_size(-16384)",
		"_pragma", "trusted_schema(0)",
	}
)

// frozen opens a file that cannot be written, nor anything beside it: it is
// read as it lies there. A file with a write-ahead log beside it cannot be.
var frozen = []string{"mode", "ro", "immutable", "1"}

// besides are the endings of what SQLite puts beside a file.
var besides = []string{"-wal", "-shm", "-journal"}

// Remove takes away a file, and what SQLite put beside it.
func Remove(path string) {
	os.Remove(path) //nolint:errcheck // it may not be there
	for _, suffix := range besides {
		os.Remove(path + suffix) //nolint:errcheck // it may not be there
	}
}

// Move gives a file another name, and what SQLite put beside it.
func Move(from, to string) error {
	for _, suffix := range besides {
		if err := os.Rename(from+suffix, to+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Rename(from, to)
}

// dsn is the connection string for a file that exists.
func dsn(path string, options []string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	q := url.Values{}
	for i := 0; i < len(options); i += 2 {
		q.Add(options[i], options[i+1])
	}
	if !q.Has("mode") {
		q.Set("mode", "rw")
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}
	return u.String(), nil
}

func openPool(path string, options []string, asIs bool, size int) (*sql.DB, error) {
	if asIs {
		options = append(slices.Clone(options), frozen...)
	}
	name, err := dsn(path, options)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

func openPools(path string, version int64, asIs bool) (*dialect.Database, error) {
	writer, err := openPool(path, writing, asIs, 1)
	if err != nil {
		return nil, err
	}
	// At least four, so that one who reads while reading does not wait for himself.
	reader, err := openPool(path, reading, asIs, max(4, runtime.NumCPU()))
	if err != nil {
		return nil, closing(writer, err)
	}
	apart, err := openPool(path, reading, asIs, max(4, runtime.NumCPU()))
	if err != nil {
		return nil, closing(reader, closing(writer, err))
	}
	return &dialect.Database{Address: path, Version: version, Writer: writer, Reader: reader, Apart: apart, Frozen: asIs}, nil
}

func closing(db *sql.DB, err error) error { return errors.Join(err, db.Close()) }

// create makes a file that does not exist yet.
func create(ctx context.Context, path string, fill func(*sql.Tx) error) (*dialect.Database, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err != nil {
		return nil, CannotCreate(path, err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	db, err := openPools(path, Version, false)
	if err == nil {
		if err = createSchema(ctx, db.Writer, fill); err != nil {
			err = closing(db.Apart, closing(db.Reader, closing(db.Writer, err)))
		}
	}
	if err != nil {
		Remove(path)
		return nil, err
	}
	return db, nil
}

// CannotCreate says why a file cannot be made.
func CannotCreate(path string, err error) error {
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

// open leaves a file that is no store as it is.
func open(ctx context.Context, path string) (*dialect.Database, error) {
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
	asIs := false
	version, err := probe(ctx, path, asIs)
	if fault := faultOf(err); (fault == dialect.Unwritable || fault == dialect.Unopened) && !logged(path) {
		asIs = true
		version, err = probe(ctx, path, asIs)
	}
	if err != nil {
		return nil, err
	}
	return openPools(path, version, asIs)
}

// probe looks at the marks of a file, by a connection that changes nothing, and
// is the version of its schema.
func probe(ctx context.Context, path string, asIs bool) (int64, error) {
	db, err := openPool(path, probing, asIs, 1)
	if err != nil {
		return 0, err
	}
	defer db.Close() //nolint:errcheck // it was only read
	version, err := versionOf(ctx, db)
	switch {
	case errors.Is(err, dialect.ErrNoVersion):
		return 0, notAStore(path)
	case err != nil:
		return 0, err
	case version > Version:
		return 0, ascribe.Errorf(ascribe.ErrNewer, "the store %s was written by a newer ascribe (version %d of the store; this one knows %d)", path, version, Version).
			WithHint("install the newer ascribe")
	}
	return version, nil
}

// logged reports whether a write-ahead log lies beside the file.
func logged(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// size is how large a store is, with what was last written to it.
func size(path string) (size int64, err error) {
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, ascribe.Errorf(ascribe.ErrConflict, "%s cannot be read", name).WithCause(err)
		}
		size += info.Size()
	}
	return size, nil
}
