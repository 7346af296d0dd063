package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
)

// A draft is the file in which what is typed is kept until it is written down: a line
// for each answer, with what was asked, and in the end what is being typed, without an
// end. Whoever begins again is asked nothing that stands in it.
type draft struct {
	name string
	file *os.File
	head string      // its first line: what it is, of which incident, in which store
	end  int64       // where the last whole line ends
	left []typedLine // what was typed before, and is not taken up yet
	half typedLine   // what was begun before and not ended, likewise
	now  atomic.Bool // whether something is begun now
}

// A typedLine is what was typed, and to which question.
type typedLine struct{ asked, text string }

// openDraft opens the file, or makes it, for its owner alone. What stands in it is of
// an earlier sitting.
func openDraft(name, head string) (*draft, error) {
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, noFile(name)
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		reason := "cannot be written"
		if errors.Is(err, fs.ErrPermission) {
			reason = "is another's, or lies where you may not write"
		}
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "what is typed is kept in %s, and that %s", name, reason).
			WithHint("name another file: --draft FILE").WithCause(err)
	}
	d := &draft{name: name, file: f, head: head}
	if err = d.read(); err != nil {
		f.Close() //nolint:errcheck // it was only looked at
		return nil, err
	}
	return d, nil
}

func (d *draft) read() error {
	if !lockFile(d.file) {
		return ascribe.Errorf(ascribe.ErrConflict, "somebody is coding into %s", d.name).
			WithHint("go on there, or name another file: --draft FILE")
	}
	if err := d.file.Chmod(0o600); err != nil {
		return unwritten(d.name, err)
	}
	text, err := io.ReadAll(io.LimitReader(d.file, maxFile))
	if err != nil {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be read", d.name).WithCause(err)
	}
	if len(text) == 0 {
		return d.add(d.head)
	}
	head, rest, _ := strings.Cut(string(text), "\n")
	if head != d.head {
		return ascribe.Errorf(ascribe.ErrConflict, "%s is not a draft of this incident in this store", d.name).
			WithHint("move it away, or name another file: --draft FILE")
	}
	for line := range strings.Lines(rest) {
		asked, typed, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case found && strings.HasSuffix(line, "\n"):
			d.left = append(d.left, typedLine{asked, typed})
		case found:
			d.half = typedLine{asked, typed}
		}
	}
	d.end = int64(bytes.LastIndexByte(text, '\n') + 1)
	return nil
}

// begun is what was begun before to a question, once.
func (d *draft) begun(asked string) (text string) {
	if d.half.asked == asked {
		text, d.half = d.half.text, typedLine{}
	}
	return text
}

// keepHalf keeps what stands in a line that is being typed, until there is more of it.
// It is not waited for the disk: it outlives the program, and so the terminal.
func (d *draft) keepHalf(asked, text string) {
	line := ""
	d.now.Store(text != "")
	if text != "" {
		line = asked + "\t" + oneLine.Replace(text)
	}
	d.file.WriteAt([]byte(line), d.end)       //nolint:errcheck // the whole line is
	d.file.Truncate(d.end + int64(len(line))) //nolint:errcheck // the whole line is
}

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

// next is what was typed before to a question. What was typed to questions that are
// not asked any more is passed over.
func (d *draft) next(asked string) (text string, ok bool) {
	for i, l := range d.left {
		if l.asked == asked {
			d.left = d.left[i+1:]
			return l.text, true
		}
		if l.asked == askedLine {
			break
		}
	}
	return "", false
}

// keep writes down what was typed, to the disk.
func (d *draft) keep(asked, text string) error {
	return d.add(asked + "\t" + oneLine.Replace(text))
}

func (d *draft) add(line string) error {
	n, err := d.file.WriteAt([]byte(line+"\n"), d.end)
	d.end += int64(n)
	if err = errors.Join(err, d.file.Truncate(d.end), d.file.Sync()); err != nil {
		return unwritten(d.name, err)
	}
	return nil
}

// empty lets go of what was typed.
func (d *draft) empty() error {
	d.left, d.half, d.end = nil, typedLine{}, 0
	return d.add(d.head)
}

// leave closes the file, and removes it where nothing is to be kept.
func (d *draft) leave(kept bool) {
	if !kept {
		os.Remove(d.name) //nolint:errcheck // it is offered once more then
	}
	d.file.Close() //nolint:errcheck // each line was written to the disk
}

// ask is the answer to a question: that of an earlier sitting, or what is typed now
// and kept. begun stands in the line already.
func (s *sitting) ask(ctx context.Context, asked, prompt, begun string) (string, error) {
	if text, ok := s.draft.next(asked); ok {
		s.fresh = false
		return text, nil
	}
	s.draft.leftOver(asked)
	if asked != askedLine {
		s.resuming = false // whoever sits there has to see what is asked
	}
	s.asking, s.fresh = asked, true
	if begun == "" {
		begun = s.draft.begun(asked)
	}
	s.console.half = func(line string) { s.draft.keepHalf(asked, line) }
	text, err := s.console.read(ctx, prompt, begun)
	if ctx.Err() == nil && !errors.Is(err, errGone) { // else it may be ended another time
		s.console.half = nil
		s.draft.keepHalf(asked, "")
	}
	if err != nil || asked == askedLine { // a line is kept by what takes it
		return text, err
	}
	return text, s.draft.keep(asked, text)
}

// leftOver lets go of what was typed before once a line is asked for that is not
// there.
func (d *draft) leftOver(asked string) {
	if asked == askedLine {
		d.left = nil
	}
}
