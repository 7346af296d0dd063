package store

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// The file of erasures has the hashes of what was erased, and nothing of what it
// was: kept elsewhere, it tells of a backup what has to be erased from it again.

// ErasuresFile is where a store puts the hashes of what was erased: beside it.
func ErasuresFile(store string) string { return store + ".erasures" }

const erasuresBegin = "ascribe erasures 1"

// ReadErasures reads a file of erasures.
func ReadErasures(name string) ([]ascribe.Hash, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no file %s", name).WithHint("look for a slip in its name").WithCause(err)
	}
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be read", name).WithCause(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	if !lines.Scan() || lines.Text() != erasuresBegin {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is no file of erasures: its first line is not %q", name, erasuresBegin).
			WithHint("give the file that lies beside the store, with the ending .erasures")
	}
	var hashes []ascribe.Hash
	for n := 2; lines.Scan(); n++ {
		var h ascribe.Hash
		if len(lines.Text()) != 2*len(h) {
			return nil, badHash(name, n)
		}
		if _, err := hex.Decode(h[:], lines.Bytes()); err != nil {
			return nil, badHash(name, n)
		}
		hashes = append(hashes, h)
	}
	return hashes, lines.Err()
}

func badHash(name string, line int) error {
	return ascribe.Errorf(ascribe.ErrInvalid, "%s:%d: it is no hash of a record: 64 hexadecimal digits", name, line).
		WithHint("take another copy of the file")
}

// KeepErasures writes the hashes of all that was erased to the store's file of
// erasures. What is in it already stays, and the file is never there in a part.
func (s *Store) KeepErasures(ctx context.Context) (name string, err error) {
	name = ErasuresFile(s.path)
	all, err := s.Erased(ctx)
	if err != nil || len(all) == 0 {
		return name, err
	}
	before, err := ReadErasures(name)
	if err != nil && ascribe.KindOf(err) != ascribe.ErrNotFound {
		return name, err
	}
	for _, h := range all {
		if !slices.Contains(before, h) {
			before = append(before, h)
		}
	}
	var b strings.Builder
	b.WriteString(erasuresBegin + "\n")
	for _, h := range before {
		fmt.Fprintf(&b, "%x\n", h)
	}
	return name, replaceFile(name, b.String())
}

// replaceFile writes a file all or nothing.
func replaceFile(name, text string) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.new")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name()) //nolint:errcheck // it is this one's own
	}
	return err
}

// Erased are the hashes of what was erased, in the order of the ledger.
func (s *Store) Erased(ctx context.Context) (hashes []ascribe.Hash, err error) {
	err = s.View(ctx, func(v *View) error {
		list, err := v.Erased(ctx)
		for _, l := range list {
			hashes = append(hashes, l.Hash)
		}
		return err
	})
	return hashes, err
}

// Having are the records that have one of some hashes, and a body, in their order.
func (s *Store) Having(ctx context.Context, hashes []ascribe.Hash) (records []int64, err error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	wanted := make(map[ascribe.Hash]bool, len(hashes))
	for _, h := range hashes {
		wanted[h] = true
	}
	err = s.View(ctx, func(v *View) error {
		return v.scan(ctx, "record.bodied", nil, func(rows *sql.Rows) error {
			var n int64
			var hash sql.RawBytes
			err := rows.Scan(&n, &hash)
			if err == nil && len(hash) == len(ascribe.Hash{}) && wanted[ascribe.Hash(hash)] {
				records = append(records, n)
			}
			return err
		})
	})
	return records, err
}

// ForgetCaches takes away what was made of the store in a folder: it can be made
// anew.
func (s *Store) ForgetCaches(folder string) error {
	list, err := os.ReadDir(folder)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	for _, f := range list {
		if strings.HasPrefix(f.Name(), s.ID()+".") {
			err = errors.Join(err, os.Remove(filepath.Join(folder, f.Name())))
		}
	}
	return err
}

// Path is the file of the store.
func (s *Store) Path() string { return s.path }
