package exchange

import (
	"archive/zip"
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// Sink is where a casebook is written: a folder, or a [ZipSink]. Its files are
// created one at a time, each closed before the next.
type Sink interface {
	Create(name string) (io.WriteCloser, error)
}

// About is what a casebook says of itself, and what it holds besides nouns.
type About struct {
	Name         string // a-z, 0-9, ".", "_" and "-"
	Title        string
	Description  string
	Licences     []Licence
	Contributors []Contributor
	Codebook     []byte // the text; empty: the casebook has none
	// Settles says that some statement settles others, Targets that something else
	// than statements was struck, and Erased that an amendment was erased: each takes
	// a column that is otherwise left out.
	Settles, Targets, Erased bool
	Files                    iter.Seq2[*File, error] // of the documents; nil: they are left out
}

// A File is that of a document.
type File struct {
	SHA256, MediaType string
	Data              []byte
}

// spare reports whether a table has its spare column.
func (a *About) spare(t *table) bool {
	return t == statements && a.Settles || t == withdrawals && a.Targets || t == amendments && a.Erased
}

// A Licence under which a casebook may be used.
type Licence struct {
	Name  string `json:"name,omitempty"` // Open Definition, such as CC-BY-4.0
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

// A Contributor is somebody who has a part in a casebook, such as its owner.
type Contributor struct {
	Title string   `json:"title,omitempty"`
	Email string   `json:"email,omitempty"`
	Path  string   `json:"path,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

// WriteCasebook writes a casebook, streaming. The nouns come by kind, in the
// order in which [Casebook.Nouns] yields them, and complete; within a kind
// their order is kept. Files without a row are left out, but for incidents and
// statements; datapackage.json is the last to be written.
//
// Rows end in LF, and every text is written as it is: also one that begins
// with "=", "+", "-", "@" or a tab, which a spreadsheet may take for a formula.
// Reading it back must give the same text, so the documentation warns those
// who open a casebook in a spreadsheet instead. Text that could not be read
// back (not UTF-8, with a NUL, or longer than [MaxField]) is an error.
func WriteCasebook(sink Sink, about About, nouns iter.Seq2[ascribe.Noun, error]) error {
	w := &writer{sink: sink, about: about}
	for n, err := range nouns {
		if err != nil {
			return w.abandon(err)
		}
		if err := w.write(n); err != nil {
			return w.abandon(err)
		}
	}
	if err := w.advance(len(tables)); err != nil {
		return w.abandon(err)
	}
	if len(about.Codebook) > 0 {
		if err := w.whole(codebookResource(), about.Codebook); err != nil {
			return err
		}
	}
	if err := w.files(); err != nil {
		return err
	}
	text, err := descriptor(about, w.resources)
	if err != nil {
		return err
	}
	return w.whole(nil, text)
}

type writer struct {
	sink      Sink
	about     About
	next      int // in tables: those before it are written or left out
	file      *summedFile
	csv       *csv.Writer
	table     *table
	resources []*resource
}

func (w *writer) write(n ascribe.Noun) error {
	t := tableOf(n)
	if t == nil {
		return ascribe.Errorf(ascribe.ErrInternal, "a casebook has no file for a record of kind %q", n.Record())
	}
	if t != w.table {
		i := slices.Index(tables, t)
		if i < w.next {
			return ascribe.Errorf(ascribe.ErrInternal, "the %s of a casebook must come together, and before the %s", t.name, w.table.name)
		}
		if err := w.advance(i); err != nil {
			return err
		}
		if err := w.begin(t); err != nil {
			return err
		}
	}
	fields := t.encode(n)
	for i, f := range fields {
		if why := unreadable(f); why != "" {
			return ascribe.Errorf(ascribe.ErrInvalid, "the %s of the %s %s %s, and so cannot be exported", t.all()[i], t.kind, quote(fields[0]), why).
				WithHint("Strike it, and add it again without that.")
		}
	}
	if t.spare != "" && !w.about.spare(t) {
		last := len(fields) - 1
		if fields[last] != "" {
			return ascribe.Errorf(ascribe.ErrInternal, "the %s %s has a %s, and the casebook was begun without that column", t.kind, quote(fields[0]), t.spare)
		}
		fields = fields[:last]
	}
	return w.csv.Write(fields)
}

// unreadable says why a text would not be read back.
func unreadable(s string) string {
	switch {
	case len(s) > MaxField:
		return fmt.Sprintf("is longer than %d bytes (1 MiB)", MaxField)
	case strings.IndexByte(s, 0) >= 0:
		return "has a NUL byte"
	case !utf8.ValidString(s):
		return "is not UTF-8"
	}
	return ""
}

// advance ends the file that is open, and writes the header of each needed one
// before the i-th table.
func (w *writer) advance(i int) error {
	if err := w.end(); err != nil {
		return err
	}
	for ; w.next < i; w.next++ {
		if t := tables[w.next]; t.needed && !w.has(t.name) {
			if err := w.begin(t); err != nil {
				return err
			}
			if err := w.end(); err != nil {
				return err
			}
			w.next--
		}
	}
	return nil
}

func (w *writer) has(name string) bool {
	return slices.ContainsFunc(w.resources, func(r *resource) bool { return r.Name == name })
}

func (w *writer) begin(t *table) error {
	columns := t.columns
	if w.about.spare(t) {
		columns = t.all()
	}
	r := tableResource(t, columns, w.has)
	file, err := w.create(r)
	if err != nil {
		return err
	}
	w.file, w.table, w.csv = file, t, csv.NewWriter(file)
	w.next = slices.Index(tables, t) + 1
	return w.csv.Write(columns)
}

func (w *writer) end() error {
	if w.file == nil {
		return nil
	}
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return err
	}
	file := w.file
	w.file = nil
	return file.Close()
}

// abandon closes what is open after an error, which it gives back.
func (w *writer) abandon(err error) error {
	if w.file != nil {
		w.file.to.Close()
	}
	return err
}

// files writes those of the documents.
func (w *writer) files() error {
	if w.about.Files == nil {
		return nil
	}
	for f, err := range w.about.Files {
		if err != nil {
			return err
		}
		r := &resource{Name: "document-" + f.SHA256, Path: documentFolder + f.SHA256, MediaType: f.MediaType}
		if err := w.whole(r, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// whole writes a file that lies in memory; without a resource, the descriptor.
func (w *writer) whole(r *resource, text []byte) error {
	if r == nil {
		r = &resource{Path: descriptorFile}
	}
	file, err := w.create(r)
	if err != nil {
		return err
	}
	if _, err := file.Write(text); err != nil {
		file.to.Close()
		return err
	}
	return file.Close()
}

func (w *writer) create(r *resource) (*summedFile, error) {
	to, err := w.sink.Create(r.Path)
	if err != nil {
		return nil, err
	}
	w.resources = append(w.resources, r)
	return &summedFile{to: to, buf: bufio.NewWriterSize(to, 64<<10), sum: sha256.New(), resource: r}, nil
}

// summedFile notes the hash and size of what is written to it.
type summedFile struct {
	to       io.WriteCloser
	buf      *bufio.Writer
	sum      hash.Hash
	resource *resource
}

func (f *summedFile) Write(p []byte) (int, error) {
	f.sum.Write(p)
	f.resource.Bytes += int64(len(p))
	return f.buf.Write(p)
}

func (f *summedFile) Close() error {
	f.resource.Hash = "sha256:" + hex.EncodeToString(f.sum.Sum(nil))
	if err := f.buf.Flush(); err != nil {
		f.to.Close()
		return err
	}
	return f.to.Close()
}

// ZipSink writes a casebook as a zip. The same nouns give the same bytes: its
// files carry no time.
type ZipSink struct{ z *zip.Writer }

// NewZipSink writes a zip to w. It is whole once closed.
func NewZipSink(w io.Writer) *ZipSink { return &ZipSink{zip.NewWriter(w)} }

// Create begins a file, which ends the one before.
func (z *ZipSink) Create(name string) (io.WriteCloser, error) {
	w, err := z.z.Create(name)
	return nopCloser{w}, err
}

// Close ends the zip, not what it is written to.
func (z *ZipSink) Close() error { return z.z.Close() }

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
