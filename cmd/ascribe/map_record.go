package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
)

// record proposes a mapping into the record: on the output or into a file, in
// which questions are answered where somebody sits at the terminal.
func (c *Map) record(ctx context.Context, env *environment) error {
	book, err := c.book(ctx, env)
	if err != nil {
		return err
	}
	f, size, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	file := heeding{ctx, f}
	propose := func() ([]byte, error) {
		return sheet.Propose(c.File, file, size, dataset.Place{Sheet: c.Sheet, HeaderRow: c.HeaderRow}, book)
	}
	if c.To == "" {
		text, err := propose()
		if err == nil {
			_, err = env.out.Write(text)
		}
		return err
	}
	text, begun, err := c.begun()
	if err != nil {
		return err
	}
	switch {
	case !begun:
		if text, err = propose(); err != nil {
			return err
		}
		if err := writeNew(c.To, text, 0o644); err != nil {
			return err
		}
	case !env.attended():
		return thereAlready(c.To)
	}
	if !env.attended() {
		n := len(sheet.Questions(text))
		env.out.WriteString(fmt.Sprintf("Wrote %s; it leaves %s open.\n", c.To, plural(n, "question", "questions")))
		return nil
	}
	sample, err := c.sample(file, size, text)
	if err != nil {
		return err
	}
	if done, err := c.dialog(ctx, env, text, sample, book); err != nil || !done {
		return err
	}
	if text, err = readFile(c.To); err != nil {
		return err
	}
	return replaceFile(c.To, sheet.Hold(c.File, file, size, text, book))
}

// sample is what is shown of the sheet beside the questions.
func (c *Map) sample(file io.ReaderAt, size int64, text []byte) (*sheet.Sample, error) {
	m, err := sheet.ParseMapping(c.To, text)
	if err != nil {
		return nil, err
	}
	layout := m.Layout
	layout.IDs = []string{dataset.RowID}
	table, err := dataset.OpenTable(c.File, file, size, &layout)
	if err != nil {
		return nil, err
	}
	return sheet.NewSample(table)
}

// begun is a mapping that was proposed before, and is to be gone on with.
func (c *Map) begun() (text []byte, begun bool, err error) {
	if _, err := os.Stat(c.To); errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if text, err = readFile(c.To); err != nil {
		return nil, false, err
	}
	if !sheet.IsRecordMapping(text) {
		return nil, false, thereAlready(c.To)
	}
	return text, true, nil
}

// book is the codebook that counts in the store or, without a store, the one that
// ships.
func (c *Map) book(ctx context.Context, env *environment) (book *ascribe.Codebook, err error) {
	if _, err := os.Stat(env.store); errors.Is(err, fs.ErrNotExist) {
		b, err := codebook.Compile("direction.yaml", codebooks.Direction)
		if err != nil {
			return nil, err
		}
		return &b.Codebook, nil
	}
	err = env.use(ctx, func(a *point.App) error {
		b, err := a.CurrentBook(ctx)
		if err == nil {
			book = &b.Codebook
		}
		return err
	})
	return book, err
}

const shownRows = 5

// dialog asks the questions that a mapping leaves open, and writes each answer
// into the file, so that it can be left at any time and taken up again.
func (c *Map) dialog(ctx context.Context, env *environment, text []byte, sample *sheet.Sample, book *ascribe.Codebook) (done bool, err error) {
	in := bufio.NewReader(env.stdin)
	for {
		open := sheet.Questions(text)
		if len(open) == 0 {
			env.out.WriteString(fmt.Sprintf("No question is open in %s. Look at what it would write:\n  ascribe import %s --mapping %s --dry-run\n", c.To, c.File, c.To))
			return true, nil
		}
		q := open[0]
		p := &page{t: env.err}
		p.line("")
		p.line("%s", env.err.paint(bold, fmt.Sprintf("%s (%d open)", question(&q), len(open))))
		for _, row := range sample.Rows(&q, shownRows) {
			p.wrap("  ", row)
		}
		p.wrap("", "Enter"+keeps(&q)+"; "+q.Answers+"; q stops here, and what was answered is kept.")
		env.err.WriteString(p.String() + "> ")
		answer, ok := nextLine(ctx, in)
		if !ok || answer == "q" {
			env.out.WriteString(fmt.Sprintf("Kept in %s, with %s open; the same command goes on.\n", c.To, plural(len(open), "question", "questions")))
			return false, nil
		}
		now, err := q.Answer(text, answer, book)
		if e, ok := errors.AsType[*ascribe.Error](err); ok {
			p := &page{t: env.err}
			p.wrap("", e.Message+". "+e.Hint+".")
			env.err.WriteString(p.String())
			continue
		}
		if err != nil {
			return false, err
		}
		if err := replaceFile(c.To, now); err != nil {
			return false, err
		}
		text = now
	}
}

// question is what is asked, as a line.
func question(q *sheet.Question) string {
	about := q.Key
	if q.Value != "" {
		about = fmt.Sprintf("%q in %s", q.Value, strings.Join(q.Columns, ", "))
	}
	if q.Says == "" {
		return about + ": " + q.Asks
	}
	return fmt.Sprintf("%s: %s? (%s)", about, q.Says, q.Asks)
}

func keeps(q *sheet.Question) string {
	if q.Says == "" {
		return " is no answer here"
	}
	return " keeps it"
}

// nextLine is the next line that is typed; ok is false at the end, or where the
// context ends before.
func nextLine(ctx context.Context, in *bufio.Reader) (line string, ok bool) {
	given := make(chan string, 1)
	go func() {
		if line, err := in.ReadString('\n'); err == nil {
			given <- strings.TrimSpace(line)
		}
		close(given)
	}()
	select {
	case line, ok = <-given:
		return line, ok
	case <-ctx.Done():
		return "", false
	}
}

// replaceFile writes a file anew so that it is the old one or the new, whatever
// happens.
func replaceFile(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return unwritten(name, err)
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name()) //nolint:errcheck // half a file is worse than none
		return unwritten(name, err)
	}
	return nil
}
