package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/ascribe-project/ascribe"
)

// A console is the terminal at which somebody types, line by line, with a history
// and completion.
type console struct {
	keys    *keys
	err     *terminal // what is shown
	line    *term.Terminal
	history term.History
	state   *term.State
	// offer is the end of a line that is to be completed, and the words that it can
	// become.
	offer func(line string) (end string, words []string)
	// half is told what stands in the line whenever nothing more is typed for now.
	half func(line string)
}

var (
	errDropped = errors.New("the line was dropped")   // Ctrl-C
	errLeave   = errors.New("an end was typed")       // Ctrl-D on an empty line
	errGone    = errors.New("the terminal went away") // nobody sits there any more
)

// openConsole has the terminal give each key as it is typed, until it is closed.
func openConsole(in *os.File, err *terminal) (*console, error) {
	state, failed := term.MakeRaw(int(in.Fd()))
	if failed != nil {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "this terminal cannot be read key by key").WithHint("%s", instead).WithCause(failed)
	}
	c := &console{keys: &keys{File: in, shown: err.Writer}, err: err, state: state}
	c.begin()
	return c, nil
}

// begin begins a line anew.
func (c *console) begin() {
	c.line = term.NewTerminal(c.keys, "")
	if c.history != nil {
		c.line.History = c.history
	}
	c.history = c.line.History
	c.line.AutoCompleteCallback = c.complete
}

func (c *console) close() {
	term.Restore(int(c.keys.Fd()), c.state) //nolint:errcheck // there is nothing else to be done
}

// say shows a page.
func (c *console) say(p *page) {
	text := strings.ReplaceAll(c.err.guarded(p.String()), c.err.seal+ending, ending)
	if _, err := c.line.Write([]byte(text)); err != nil {
		c.err.failed = err
	}
}

// read is the next line that is typed, behind a prompt; begun stands in it already.
func (c *console) read(ctx context.Context, prompt, begun string) (line string, err error) {
	if width, height, err := term.GetSize(int(c.keys.Fd())); err == nil && width > 0 {
		c.line.SetSize(width, height) //nolint:errcheck // the next line is shown as well as it can be
	}
	c.line.SetPrompt(visible(prompt))
	c.keys.put(visible(begun))
	type typed struct {
		line string
		err  error
	}
	done := make(chan typed, 1)
	go func() {
		line, err := c.line.ReadLine()
		done <- typed{line, err}
	}()
	select {
	case t := <-done:
		line, err = t.line, t.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
	switch {
	case c.keys.gone:
		return "", errGone
	case c.keys.dropped:
		c.keys.dropped = false
		return "", errDropped
	case err == io.EOF:
		c.begin()
		c.keys.shown.Write([]byte("\r\n")) //nolint:errcheck // only the look of the next line
		return "", errLeave
	case errors.Is(err, term.ErrPasteIndicator):
		err = nil
	}
	return strings.TrimSpace(strings.ReplaceAll(line, string(rune(probe)), "")), err
}

// complete answers Tab: with the word, or as much of it as is sure, or with what it
// can be.
func (c *console) complete(line string, pos int, key rune) (newLine string, newPos int, ok bool) {
	if key == probe && c.half != nil {
		c.half(line)
	}
	if key != '\t' {
		return "", 0, false
	}
	if c.offer == nil {
		return line, pos, true
	}
	end, words := c.offer(line[:pos])
	if len(words) == 0 {
		return line, pos, true
	}
	sure := words[0] + " "
	if len(words) > 1 {
		sure = common(words)
		if len(sure) <= len(end) {
			p := &page{t: c.err}
			p.columnsOf(words)
			c.say(p)
			sure = end
		}
	}
	before := line[:pos-len(end)]
	return before + sure + line[pos:], len(before) + len(sure), true
}

// common is what words have in common at their beginning.
func common(words []string) string {
	begin := words[0]
	for _, w := range words[1:] {
		for !strings.HasPrefix(w, begin) {
			begin = begin[:len(begin)-1]
		}
	}
	return begin
}

// columnsOf writes words side by side, as many as fit.
func (p *page) columnsOf(words []string) {
	const most = 60
	more := len(words) - min(len(words), most)
	text := strings.Join(words[:len(words)-more], "  ")
	if more > 0 {
		text += "  … and " + plural(more, "other", "others")
	}
	p.wrap("  ", text)
}

// keys are what is typed. Each key that ends something comes by itself, since what
// reads lines loses what comes with it.
type keys struct {
	*os.File
	shown   io.Writer
	given   []byte // read, or put there, and not taken yet
	dropped bool   // Ctrl-C was typed
	gone    bool   // nothing will be typed any more
	last    []byte // what was taken last
	looked  bool   // whether the line was looked at since
}

const (
	ctrlC = 3
	ctrlD = 4
	// probe is a key that does nothing to a line, and has it looked at.
	probe = 0x1c
	// dropLine goes to the end of the line, takes all of it away, and ends it.
	dropLine = "\x05\x15\r"
)

// put has a text read as if it were typed next.
func (k *keys) put(text string) { k.given = append([]byte(text), k.given...) }

func (k *keys) Read(b []byte) (int, error) {
	if len(k.given) == 0 && !k.looked {
		if k.looked = true; wholeKeys(k.last) {
			b[0] = probe
			return 1, nil
		}
	}
	if len(k.given) == 0 {
		buffer := make([]byte, len(b))
		n, err := k.File.Read(buffer)
		if n == 0 {
			k.gone = true
			return 0, err
		}
		k.given = bytes.ReplaceAll(buffer[:n], []byte{probe}, nil)
		if len(k.given) == 0 {
			return k.Read(b)
		}
	}
	n := len(k.given)
	for i, key := range k.given {
		if key == ctrlC || key == ctrlD {
			n = max(i, 1)
			break
		}
	}
	if k.given[0] == ctrlC {
		k.dropped = true
		k.given = append([]byte(dropLine), k.given[1:]...)
		n = len(dropLine)
	}
	n = copy(b, k.given[:n])
	k.given = k.given[n:]
	k.last, k.looked = append(k.last[:0], b[:n]...), false
	return n, nil
}

// wholeKeys reports whether what was typed ends with a whole key: a letter and an arrow
// are several bytes, and may come in two pieces.
func wholeKeys(b []byte) bool {
	if i := bytes.LastIndexByte(b, 0x1b); i >= 0 {
		rest := b[i+1:]
		ends := func(b byte) bool { return b >= '@' && b <= '~' }
		if len(rest) == 0 || rest[0] == '[' && !slices.ContainsFunc(rest[1:], ends) {
			return false
		}
	}
	i := len(b) - 1
	for i > 0 && !utf8.RuneStart(b[i]) {
		i--
	}
	return i < 0 || utf8.FullRune(b[i:])
}

func (k *keys) Write(b []byte) (int, error) { return k.shown.Write(b) }
