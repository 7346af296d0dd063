package exchange

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
)

// Casebook is a casebook that can be read.
type Casebook struct {
	name  string
	fsys  fs.FS
	paths map[string]string // by name of the resource
	short map[string]int64  // by name: the size that the descriptor declares, where the file is smaller
	book  []byte
	says  About
	read  atomic.Int64
	total int64
}

const (
	descriptorFile = "datapackage.json"
	codebookName   = "codebook"
	codebookFile   = "codebook.yaml"

	// maxSmall is the greatest size of the files that are read as a whole.
	maxSmall = 16 << 20
)

// OpenCasebook finds the files of a casebook. What is in fsys is the whole of
// it: of a folder give the file system of an [os.Root], so that no link leads
// out of it; of a zip that of [ZipFS]. The name is for sentences.
//
// Files lie where datapackage.json says, if it is there and says so, and else
// under their usual names. Its other promises (hashes, sizes) are not held
// against the files: people edit them.
func OpenCasebook(fsys fs.FS, name string) (*Casebook, error) {
	c := &Casebook{name: name, fsys: fsys, paths: make(map[string]string), short: make(map[string]int64)}
	if _, err := fs.Stat(fsys, "."); err != nil {
		return nil, c.cannotRead(".", err)
	}
	var problems ascribe.Problems
	if err := c.describe(&problems); err != nil {
		return nil, err
	}
	for _, t := range tables {
		if err := c.find(t.name, t.file()); err != nil {
			return nil, err
		}
		if t.needed && c.paths[t.name] == "" && problems.Len() == 0 {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is no casebook: it has no %s", name, t.file()).
				WithHint("A casebook is a folder, or a zip of one, with %s and %s at least.", incidents.file(), statements.file())
		}
	}
	if err := c.find(codebookName, codebookFile); err != nil {
		return nil, err
	}
	if err := problems.Err(name, "Paths in "+descriptorFile+" are those of files in the folder, from the folder itself, with forward slashes."); err != nil {
		return nil, err
	}
	if path := c.paths[codebookName]; path != "" {
		var err error
		if c.book, err = c.whole(path); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Codebook is the text of the casebook's codebook, if it has one.
func (c *Casebook) Codebook() (text []byte, ok bool) { return c.book, c.paths[codebookName] != "" }

// CodebookFile is the path of the codebook in the casebook, for the places of
// its faults.
func (c *Casebook) CodebookFile() string { return c.paths[codebookName] }

// Progress is how many bytes of how many the last call of Nouns has read. It
// may be asked for while that goes on.
func (c *Casebook) Progress() (read, total int64) { return c.read.Load(), c.total }

// find looks for a file under its usual name, unless the descriptor has named
// another.
func (c *Casebook) find(name, usual string) error {
	if c.paths[name] != "" {
		return nil
	}
	info, err := fs.Stat(c.fsys, usual)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return c.cannotRead(usual, err)
	case !info.Mode().IsRegular():
		return notPlain(usual)
	}
	c.paths[name] = usual
	if name != codebookName {
		c.total += info.Size()
	}
	return nil
}

// plain opens a file that is one: to open a pipe would be to wait for its other
// end.
func (c *Casebook) plain(path string) (fs.File, error) {
	info, err := fs.Stat(c.fsys, path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, notPlain(path)
	}
	if err != nil {
		return nil, c.cannotRead(path, err)
	}
	file, err := c.fsys.Open(path)
	if err != nil {
		return nil, c.cannotRead(path, err)
	}
	return file, nil
}

func (c *Casebook) open(path string) (io.ReadCloser, error) {
	file, err := c.plain(path)
	if err != nil {
		return nil, err
	}
	return &counted{file, &c.read}, nil
}

// counted counts what is read.
type counted struct {
	io.ReadCloser
	n *atomic.Int64
}

func (r *counted) Read(p []byte) (n int, err error) {
	n, err = r.ReadCloser.Read(p)
	r.n.Add(int64(n))
	return n, err
}

// whole reads a small file.
func (c *Casebook) whole(path string) ([]byte, error) {
	file, err := c.plain(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxSmall+1))
	if err := c.readError(path, err); err != nil {
		return nil, err
	}
	if len(text) > maxSmall {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is larger than %d MiB", path, maxSmall>>20)
	}
	return text, nil
}

// Document is the file of a document, up to so many bytes; nil, where the casebook
// does not have it.
func (c *Casebook) Document(sha256 string, most int64) ([]byte, error) {
	if !ascribe.ValidSHA256(sha256) {
		return nil, nil
	}
	path := documentFolder + sha256
	if _, err := fs.Stat(c.fsys, path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	file, err := c.plain(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err := c.readError(path, err); err != nil {
		return nil, err
	}
	if int64(len(data)) > most {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is larger than %d MiB", path, most>>20)
	}
	return data, nil
}

// readError is the error of a file that could not be read to its end.
func (c *Casebook) readError(path string, err error) error {
	if err == nil || err == io.EOF {
		return nil
	}
	return c.cannotRead(path, err)
}

// cannotRead says why a file, or "." for the casebook, cannot be read.
func (c *Casebook) cannotRead(path string, err error) error {
	if e, ok := errors.AsType[*ascribe.Error](err); ok {
		return e
	}
	what := c.name
	if path != "." {
		what = fmt.Sprintf("%s in %s", path, c.name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ascribe.Errorf(ascribe.ErrNotFound, "there is no %s", what).WithCause(err)
	case errors.Is(err, fs.ErrPermission):
		return ascribe.Errorf(ascribe.ErrInvalid, "%s may not be read", what).
			WithHint("Change its permissions, or run as someone who may read it.").WithCause(err)
	case isDamage(err):
		return damaged(path, err)
	}
	var inPath *fs.PathError
	if errors.As(err, &inPath) && inPath.Op != "read" {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be opened", what).
			WithHint("A casebook's files lie in its folder: a link that leads out of it is not followed.").WithCause(err)
	}
	return ascribe.Errorf(ascribe.ErrInternal, "%s could not be read to its end", what).WithCause(err)
}

func notPlain(path string) error {
	return ascribe.Errorf(ascribe.ErrInvalid, "%s is not a plain file", path).
		WithHint("A casebook's files lie in its folder, and are no folders or devices.")
}
