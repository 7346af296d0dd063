package dataset

import (
	"errors"
	"fmt"
	"io"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// Encoding is how the characters of a text file are written as bytes.
type Encoding = text.Encoding

const (
	UTF8        = text.UTF8
	UTF16       = text.UTF16
	Windows1252 = text.Windows1252
)

// sampleSize is how much of the beginning of a file is looked at to find out
// what it is.
const sampleSize = 1 << 20

func sampleOf(r io.ReaderAt, size int64) ([]byte, error) {
	b := make([]byte, min(size, sampleSize))
	n, err := io.ReadFull(io.NewSectionReader(r, 0, size), b)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = nil
	}
	return b[:n], err
}

// source looks at the beginning of a text file.
func (t *Table) source(r io.ReaderAt, size int64) (text.Source, error) {
	sample, err := sampleOf(r, size)
	if err != nil {
		return text.Source{}, ascribe.Errorf(ascribe.ErrInternal, "%s could not be read", t.name).WithCause(err)
	}
	s := text.Source{Declared: t.mapping.Encoding, Sample: sample, Whole: int64(len(sample)) == size}
	t.letters = text.NewLetters(s)
	return s, nil
}

// decoded reads a text file from its start, and counts.
func (t *Table) decoded(s text.Source, r io.ReaderAt, size int64) (io.Reader, error) {
	decoded, fault := s.Decode(t.counted(r, size))
	if fault != "" {
		return nil, t.faultOf(place{1, 1}, "%s", fault)
	}
	return decoded, nil
}

// readFault sorts what ended the reading of a file: a fault of it, which is
// added to its problems, or an error to give up with.
func (t *Table) readFault(err error, problems *ascribe.Problems) error {
	if err == nil {
		return nil
	}
	if w, ok := errors.AsType[*text.WrongByte](err); ok {
		what := "save the file as UTF-8, with the program that it comes from"
		if e := w.Advice(); e != "" {
			what = fmt.Sprintf("write encoding: %s in the mapping, or save the file as UTF-8", e)
		}
		problems.Add(t.problem(place{w.Line, w.Column}, "%s: %s", w.Error(), what))
		return nil
	}
	if _, ok := errors.AsType[*ascribe.Error](err); ok {
		return err
	}
	return ascribe.Errorf(ascribe.ErrInternal, "%s could not be read to its end", t.name).WithCause(err)
}
