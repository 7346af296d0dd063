package document

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// A Text is what was read out of a file, and by what: another program, or another
// version of one, may read it otherwise. Pages are parted by form feeds.
type Text struct {
	Extractor string `json:"extractor"`
	Version   string `json:"version"`
	Text      string `json:"text"`
	Remark    string `json:"remark,omitempty"` // what to know of it: why there is none, or why it may be wrong
}

// maxText is how many bytes of text are read out of a file.
const maxText = 8 << 20

// Extract reads the text out of a file of a kind. It always gives one: where none can
// be read, it is empty and its remark says why. Whatever is in the file, that takes a
// bounded time and room.
func Extract(ctx context.Context, kind string, data []byte) *Text {
	var t *Text
	switch kind {
	case PDF:
		t = fromPDF(ctx, data)
	case HTML:
		t = fromHTML(data)
	case Plain:
		t = asIs(data)
	case WACZ:
		t = fromWACZ(data)
	default:
		t = &Text{Extractor: "none", Remark: "a picture: no text can be read out of it"}
	}
	t.Text = tidy(t.Text)
	if len(t.Text) > maxText {
		t.Text = strings.ToValidUTF8(t.Text[:maxText], "")
		t.say("it is longer than what is read of a document (%d MiB); the rest is not here", maxText>>20)
	}
	if strings.TrimSpace(t.Text) == "" {
		t.Text = ""
		if t.Remark == "" {
			t.say("there is no text in it: it may be made of pictures, as a scan is")
		}
	}
	return t
}

func (t *Text) say(format string, args ...any) {
	if t.Remark != "" {
		t.Remark += "; "
	}
	t.Remark += fmt.Sprintf(format, args...)
}

// tidy is a text that can be kept and shown: with one kind of line, and without
// signs that cannot be seen, which would have a passage look like another.
func tidy(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\f':
			return r
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// decoded is what a file says that has letters only, or why it cannot be read.
func decoded(data []byte) (s, fault string) {
	r, fault := text.Source{Sample: data, Whole: true}.Decode(bytes.NewReader(data))
	if fault != "" {
		return "", fault
	}
	all, err := io.ReadAll(r)
	if err != nil {
		fault := "the file is neither of a kind that is kept nor text in UTF-8"
		if guess := text.Guess(data[:min(len(data), 64<<10)]); guess.Best != "" {
			fault += fmt.Sprintf(": it may be text in %s, to be saved as UTF-8", guess)
		}
		return "", fault
	}
	return string(all), ""
}

func asIs(data []byte) *Text {
	s, fault := decoded(data)
	return &Text{Extractor: "ascribe-text", Version: "1", Text: s, Remark: fault}
}

// versionOf is the version of a library that reads texts.
func versionOf(module string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path == module {
			return m.Version
		}
	}
	return ""
}

// maxPages is how many pages are read of a WACZ.
const maxPages = 1000

// fromWACZ is the text that whoever made a WACZ had read out of its pages.
func fromWACZ(data []byte) *Text {
	t := &Text{Extractor: "ascribe-wacz", Version: "1"}
	files, err := exchange.ZipFS(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.say("%v", err)
		return t
	}
	f, err := files.Open("pages/pages.jsonl")
	if err != nil {
		t.say("it has no list of its pages, and so no text")
		return t
	}
	defer f.Close() //nolint:errcheck // it was only read
	t.Text = pagesOf(f)
	if t.Text == "" {
		t.say("its list of pages has no text: look at it with a program for web archives")
	}
	return t
}

func pagesOf(f fs.File) string {
	d := json.NewDecoder(io.LimitReader(f, 2*maxText))
	var pages []string
	for len(pages) < maxPages {
		var page struct{ Title, Text string }
		if d.Decode(&page) != nil {
			break
		}
		if page.Text != "" {
			pages = append(pages, strings.TrimSpace(page.Title+"\n\n"+page.Text))
		}
	}
	return strings.Join(pages, "\n\f")
}
