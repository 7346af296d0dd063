package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/ledongthuc/pdf"
)

// What reading a PDF may take, whatever is in it.
const (
	pdfTime     = 60 * time.Second
	pdfRoom     = 2 << 20 // kibibytes of memory
	fallbackPDF = 16 << 20
)

const encrypted = "the PDF is encrypted: without its password nothing can be read out of it"

// fromPDF reads a PDF by pdftotext, which is a program of its own: what a file does
// to it, it does not do to this one. Where it is not installed a library has to do.
func fromPDF(ctx context.Context, data []byte) *Text {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return byLibrary(data)
	}
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-eol", "unix", "-", "-")
	if shell, err := exec.LookPath("sh"); err == nil && runtime.GOOS != "windows" {
		limits := fmt.Sprintf(`ulimit -v %d; exec "$0" -enc UTF-8 -eol unix - -`, pdfRoom)
		cmd = exec.CommandContext(ctx, shell, "-c", limits, program)
	}
	cmd.WaitDelay = time.Second
	out := &bounded{room: 2 * maxText}
	said := &bounded{room: 64 << 10}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), out, said
	err = cmd.Run()
	t := &Text{Extractor: "pdftotext", Version: pdftotextVersion(program), Text: string(out.bytes)}
	switch {
	case strings.Contains(string(said.bytes), "Incorrect password"):
		t.say(encrypted)
	case ctx.Err() != nil:
		t.say("reading it took longer than %d seconds, and was ended", int(pdfTime.Seconds()))
	case err != nil && !errors.Is(err, errFull):
		t.say("the PDF is damaged, or made to do harm: pdftotext could not read all of it")
	}
	return t
}

var errFull = errors.New("there is more than is read")

// bounded keeps what is written up to so many bytes, and then refuses.
type bounded struct {
	bytes []byte
	room  int
}

func (b *bounded) Write(p []byte) (int, error) {
	n := min(len(p), b.room-len(b.bytes))
	b.bytes = append(b.bytes, p[:n]...)
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}

var (
	versions  sync.Map // of pdftotext, by its path
	versionIs = regexp.MustCompile(`version (\S+)`)
)

func pdftotextVersion(program string) string {
	if v, ok := versions.Load(program); ok {
		return v.(string) //nolint:forcetypeassert // nothing else is kept
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	said, _ := exec.CommandContext(ctx, program, "-v").CombinedOutput() //nolint:errcheck // some versions end with 99 after it
	version := ""
	if m := versionIs.FindSubmatch(said); m != nil {
		version = string(m[1])
	}
	versions.Store(program, version)
	return version
}

const pdfLibrary = "github.com/ledongthuc/pdf"

// byLibrary reads a PDF without another program. What it gives is not to be relied
// on: it turns Arabic round, leaves ligatures, and loses spaces.
func byLibrary(data []byte) *Text {
	t := &Text{Extractor: pdfLibrary, Version: versionOf(pdfLibrary)}
	if len(data) > fallbackPDF {
		t.say("it is larger than the %d MiB that are read without pdftotext: install poppler-utils, and read it anew", fallbackPDF>>20)
		return t
	}
	read := make(chan Text, 1)
	go func() {
		var got Text
		defer func() {
			if recover() != nil {
				got.say("the PDF is damaged, or made to do harm, and not all of it could be read")
			}
			read <- got
		}()
		libraryText(data, &got)
	}()
	select {
	case got := <-read:
		t.Text, t.Remark = got.Text, got.Remark
	case <-time.After(pdfTime / 2):
		t.say("reading it took too long, and was given up")
	}
	if t.Text != "" {
		t.say("it was read without pdftotext, and may be wrong in places: install poppler-utils, and read it anew")
	}
	return t
}

func libraryText(data []byte, got *Text) {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		got.say(encrypted)
		return
	case err != nil:
		got.say("the PDF is damaged, and could not be read")
		return
	}
	for i := 1; i <= r.NumPage() && len(got.Text) < maxText; i++ {
		page, err := r.Page(i).GetPlainText(nil)
		if err != nil && err != io.EOF {
			got.say("page %d could not be read", i)
		}
		got.Text += page + "\n\f"
	}
}
