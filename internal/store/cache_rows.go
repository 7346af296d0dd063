package store

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/ascribe-project/ascribe"
)

// LoadRowsCache calls read with what is behind the head of a cache of rows, if it
// was made of this store, and is also the record that it goes up to, and the fold
// of what it was made of. All else is ErrUnfit.
func (v *View) LoadRowsCache(ctx context.Context, c Cache, read func(r *io.SectionReader) error) (record int64, fold ascribe.Hash, err error) {
	err = c.open(v.store, func(h *head, r *io.SectionReader) error {
		ok, err := c.fits(ctx, v, h, v.rowsAt)
		if err != nil {
			return err
		}
		if !ok {
			return ErrUnfit
		}
		record, fold = h.record, h.fold
		return read(r)
	})
	return record, fold, err
}

// PartOfCache calls read with what is behind the head of a cache that was loaded,
// if it is still the same one.
func (s *Store) PartOfCache(c Cache, record int64, fold ascribe.Hash, read func(r *io.SectionReader) error) error {
	return c.open(s, func(h *head, r *io.SectionReader) error {
		if h.record != record || h.fold != fold {
			return ErrUnfit
		}
		return read(r)
	})
}

// open opens a cache of a store. Nobody holds it open for longer than it takes to
// read: another may take its place.
func (c *Cache) open(s *Store, read func(h *head, r *io.SectionReader) error) error {
	f, err := os.Open(filepath.Join(c.Folder, c.file(s)))
	if err != nil {
		return errors.Join(ErrUnfit, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	h, err := readHead(bufio.NewReaderSize(f, headSize))
	if err != nil {
		return err
	}
	if !c.is(s, &h) {
		return ErrUnfit
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	at := int64(len(h.text()))
	return read(&h, io.NewSectionReader(f, at, info.Size()-at))
}
