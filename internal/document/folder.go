package document

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A Folder is where the files lie, each under its SHA-256, and beside it what was
// read out of it. It is made with the first.
type Folder string

// Beside is the folder of a store.
func Beside(store string) Folder { return Folder(store + ".documents") }

const textEnding = ".text.json"

func (f Folder) path(sha string) string { return filepath.Join(string(f), sha) }

// Sum is the SHA-256 of a file as records have it.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Keep keeps a file, and tells whether it was not there before. What has its name is
// whole: it is written under another name first.
func (f Folder) Keep(data []byte) (fresh bool, err error) {
	sha := Sum(data)
	if err := f.Check(sha, int64(len(data))); err == nil {
		return false, nil
	}
	return true, f.write(sha, data)
}

func (f Folder) write(name string, data []byte) (err error) {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return f.cannot("written", err)
	}
	temporary, err := os.CreateTemp(string(f), ".new-*")
	if err != nil {
		return f.cannot("written", err)
	}
	_, err = temporary.Write(data)
	if err == nil {
		err = temporary.Sync()
	}
	if err = errors.Join(err, temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), f.path(name))
	}
	if err == nil {
		err = f.sync()
	}
	if err != nil {
		os.Remove(temporary.Name()) //nolint:errcheck // half a file has no name of a document
		return f.cannot("written", err)
	}
	return nil
}

// sync has the names of the folder kept, where a system can do that for a folder.
func (f Folder) sync() error {
	d, err := os.Open(string(f))
	if err != nil {
		return err
	}
	d.Sync() //nolint:errcheck // not every system can
	return d.Close()
}

func (f Folder) cannot(what string, err error) error {
	return ascribe.Errorf(ascribe.ErrConflict, "the documents in %s could not be %s", f, what).
		WithHint("make room, or look at the permissions of the folder").WithCause(err)
}

// Read is the bytes of a file, which are those of its name.
func (f Folder) Read(sha string) ([]byte, error) {
	if err := f.regular(sha); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(f.path(sha))
	if err != nil {
		return nil, f.cannot("read", err)
	}
	if Sum(data) != sha {
		return nil, changed(sha)
	}
	return data, nil
}

// regular refuses what is no plain file, a link out of the folder too.
func (f Folder) regular(sha string) error {
	if !ascribe.ValidSHA256(sha) {
		return ascribe.Errorf(ascribe.ErrInternal, "%q is no SHA-256", sha)
	}
	info, err := os.Lstat(f.path(sha))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ascribe.Errorf(ascribe.ErrNotFound, "the file %s is missing", short(sha)).
			WithHint("bring it back from a backup, or add the very same file again")
	case err != nil:
		return f.cannot("read", err)
	case !info.Mode().IsRegular():
		return changed(sha)
	}
	return nil
}

func changed(sha string) error {
	return ascribe.Errorf(ascribe.ErrUnverified, "the file %s is not as it was kept: its SHA-256 is another", short(sha)).
		WithHint("bring it back from a backup, or add the very same file again")
}

func short(sha string) string { return sha[:12] + "…" }

// Check reads a file again, and holds it to its SHA-256 and size: ErrNotFound where
// it is missing, ErrUnverified where it was changed.
func (f Folder) Check(sha string, size int64) error {
	if err := f.regular(sha); err != nil {
		return err
	}
	file, err := os.Open(f.path(sha))
	if err != nil {
		return f.cannot("read", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	sum := sha256.New()
	n, err := io.Copy(sum, file)
	switch {
	case err != nil:
		return f.cannot("read", err)
	case n != size || hex.EncodeToString(sum.Sum(nil)) != sha:
		return changed(sha)
	}
	return nil
}

// Remove takes a file away, with its text. What is not there needs no removing.
func (f Folder) Remove(sha string) error {
	if !ascribe.ValidSHA256(sha) {
		return nil
	}
	for _, name := range []string{sha, sha + textEnding} {
		if err := os.Remove(f.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return f.cannot("taken away", err)
		}
	}
	return nil
}

// Others are the files in the folder that are none of some: nobody's.
func (f Folder) Others(kept []string) ([]string, error) {
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, f.cannot("read", err)
	}
	var others []string
	for _, e := range entries {
		if name := e.Name(); !slices.Contains(kept, strings.TrimSuffix(name, textEnding)) {
			others = append(others, name)
		}
	}
	return others, nil
}

// Copy copies a file to another folder, with its text, where that is there.
func (f Folder) Copy(to Folder, sha string) error {
	data, err := f.Read(sha)
	if err != nil {
		return err
	}
	if _, err := to.Keep(data); err != nil {
		return err
	}
	text, err := f.Text(sha)
	if err != nil || text == nil {
		return err
	}
	return to.KeepText(sha, text)
}

// KeepText keeps what was read out of a file.
func (f Folder) KeepText(sha string, t *Text) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return f.write(sha+textEnding, body)
}

// Text is what was read out of a file; nil, where that was not done yet, or has to be
// done anew.
func (f Folder) Text(sha string) (*Text, error) {
	if !ascribe.ValidSHA256(sha) {
		return nil, nil
	}
	body, err := os.ReadFile(f.path(sha + textEnding))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, f.cannot("read", err)
	}
	var t Text
	if json.Unmarshal(body, &t) != nil {
		return nil, nil
	}
	return &t, nil
}
