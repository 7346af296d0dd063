package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/ascribe-project/ascribe"
)

// A Cache is a kind of file that is made of a store and lies outside it, in a
// folder where it may be taken away at any time. Its name is the store's id with
// the kind behind a dot.
type Cache struct {
	Folder  string // empty: there is none
	Kind    string
	Version int // of what makes it
}

// ErrUnfit is the error of a cache that is damaged, cut short, of another
// version, or made of another store or of other derived rows: another is to be
// made.
var ErrUnfit = errors.New("the cache does not fit")

// A head is what every cache begins with: what it was made of. It is good for a
// store that has the same fold there, and for no other.
type head struct {
	kind    string
	version int
	store   string
	entry   int64 // that it was told to read up to
	record  int64 // how far it has come
	fold    ascribe.Hash
}

// text is the head as it is written: lines that a person can read, and a
// checksum of them.
func (h *head) text() []byte {
	lines := fmt.Appendf(nil, "ascribe cache 1\nkind %s %d\nstore %s\nentry %d\nrecord %d\nfold %x\n", h.kind, h.version, h.store, h.entry, h.record, h.fold)
	return fmt.Appendf(lines, "sum %x\n", sha256.Sum256(lines))
}

// headLines is how many lines a head has, and headSize how long it may be.
const (
	headLines = 7
	headSize  = 512
)

// parseHead reads a head. What is not as text writes it does not fit.
func parseHead(text []byte) (h head, err error) {
	var fold string
	_, err = fmt.Sscanf(string(text), "ascribe cache 1\nkind %s %d\nstore %s\nentry %d\nrecord %d\nfold %s\n", &h.kind, &h.version, &h.store, &h.entry, &h.record, &fold)
	if err != nil {
		return head{}, ErrUnfit
	}
	if _, err := hex.Decode(h.fold[:], []byte(fold)[:min(len(fold), 2*len(h.fold))]); err != nil || !bytes.Equal(h.text(), text) {
		return head{}, ErrUnfit
	}
	return h, nil
}

// readHead reads the head at the beginning of a file.
func readHead(r *bufio.Reader) (head, error) {
	var text []byte
	for range headLines {
		line, err := r.ReadSlice('\n')
		if err != nil || len(text)+len(line) > headSize {
			return head{}, ErrUnfit
		}
		text = append(text, line...)
	}
	return parseHead(text)
}

// fits reports whether a cache with the head is of the version, and of the store
// as it is; at says what the store has at a record, as claimsAt does.
func (c *Cache) fits(ctx context.Context, v *View, h *head, at foldAt) (bool, error) {
	if !c.is(v.store, h) {
		return false, nil
	}
	kept, err := at(ctx, h.record, h.fold)
	if ascribe.KindOf(err) == ascribe.ErrUnverified { // it has no such record
		return false, nil
	}
	return err == nil && kept == h.fold, err
}

// is reports whether a head is of this cache of a store.
func (c *Cache) is(s *Store, h *head) bool {
	return h.kind == c.Kind && h.version == c.Version && h.store == s.ID() && h.record > 0
}

// file is the cache's name in its folder.
func (c *Cache) file(s *Store) string { return s.ID() + "." + c.Kind }

// LoadCache calls read with what is behind the head of a cache of claims, if it
// was made of this store, and is also the record that it goes up to. All else
// is ErrUnfit.
func (v *View) LoadCache(ctx context.Context, c Cache, read func(r io.Reader, fold ascribe.Hash) error) (record int64, err error) {
	f, err := os.Open(filepath.Join(c.Folder, c.file(v.store)))
	if err != nil {
		return 0, errors.Join(ErrUnfit, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	r := bufio.NewReaderSize(f, 1<<20)
	h, err := readHead(r)
	if err != nil {
		return 0, err
	}
	ok, err := c.fits(ctx, v, &h, v.claimsAt)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, ErrUnfit
	}
	return h.record, read(r, h.fold)
}

// SaveCache makes a cache of claims that goes up to an entry and its last
// record, all or nothing. Another process that is at the same writes a file of
// its own, and the last to be done stays.
func (s *Store) SaveCache(c Cache, entry, record int64, fold ascribe.Hash, write func(io.Writer) error) error {
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return err
	}
	folder, err := os.OpenRoot(c.Folder)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // nothing is held by it
	f, err := os.CreateTemp(c.Folder, c.file(s)+".*.new")
	if err != nil {
		return err
	}
	temporary := filepath.Base(f.Name())
	h := head{kind: c.Kind, version: c.Version, store: s.ID(), entry: entry, record: record, fold: fold}
	_, err = f.Write(h.text())
	if err == nil {
		err = write(f)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = folder.Rename(temporary, c.file(s))
	}
	if err != nil {
		folder.Remove(temporary) //nolint:errcheck // it is this one's own
	}
	return err
}
