package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// evil has what moves a cursor, renames a window, hides, colours and turns
// text: as escape sequences, as single characters, and as bytes of no UTF-8.
const evil = "A\x1b[2J\x1b]0;owned\x07\x1b[31m\x1b[1m\u009b2J\u202egnol\u2066\u200f\u061c\x7f\b\r B"

// TestNothingMovesTheScreen prints a record in which every text that can hold
// it has such characters, by every command that shows texts.
func TestNothingMovesTheScreen(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	db := filepath.Join(dir, "evil.db")
	ascribe := func(args ...string) (code int, out, errs string) {
		return call(append([]string{"--store", db}, args...)...)
	}
	for _, args := range [][]string{
		{"init"},
		{"add", "incident", "i1", "T " + evil, "--why", evil},
		{"add", "actor", "a1", "organisation", "N " + evil},
		{"add", "link", "l1", "i1", "a1", "handler"},
		{"add", "source", "s1", "S " + evil, "--publisher", "P " + evil, "--published", "2016-07-20", "--reliability", "B"},
		{"add", "statement", "i1", "place", "V " + evil, "--source", "s1", "--credibility", "2", "--note", evil, "--quote", evil, "--locator", evil},
		{"add", "statement", "i1", "contact", "member_remotely", "--source", "s1", "--credibility", "2", "--note", evil},
	} {
		if code, _, errs := ascribe(args...); code != 0 {
			t.Fatalf("%q: %d %s", args[:2], code, errs)
		}
	}
	shown := 0
	for _, args := range [][]string{
		{"list"},
		{"list", "--search", "owned"},
		{"show", "i1"},
		{"explain", "i1"},
		{"history", "i1"},
		{"count", "--by", "place"},
		{"series", "--by", "place"},
		{"sources"},
		{"drift"},
		{"compare"},
		{"datasets"},
		{"codebook", "show"},
		{"show", "nobody" + evil},
		{"list", "--where", "place" + evil + "=x"},
		{"import", dir + "/none" + evil},
		{"list", "--known", evil},
		{evil},
		{"--store", evil, "list"},
	} {
		for _, form := range []string{"", "--json"} {
			if form != "" {
				args = append(args[:len(args):len(args)], form)
			}
			code, out, errs := ascribe(args...)
			all := out + errs
			if at := strings.IndexFunc(all, func(r rune) bool { return unseen(r) || r == utf8.RuneError }); at >= 0 {
				t.Errorf("%q: …%q…", args, all[max(0, at-30):min(len(all), at+30)])
			}
			if code == 0 && strings.Contains(out, "<U+202E>") || form != "" && strings.Contains(out, `\u202e`) {
				shown++
			}
		}
	}
	if shown < 8 {
		t.Errorf("only %d answers had such a text", shown)
	}
}

// On a screen with colours, only what was painted is a colour.
func TestOnlyWhatIsPaintedColours(t *testing.T) {
	var b bytes.Buffer
	screen := newTerminal(&b)
	screen.screen, screen.colour = true, true
	p := &page{t: screen}
	p.line("%s %s", screen.paint(bold, "bold\x1b[0m\x1b[2J"), "\x1b[1mnot\x1b[0m bold")
	p.columns([]string{"a"}, [][]string{{screen.paint(labelStyle(0), "label")}, {"\x1b[31mred"}})
	screen.width = 24
	p.wrap("  ", screen.paint(bold, "a long text that is painted"))
	p.wrap("  ", "a long text that is not\x1b[1m and \x1b[2J")
	p.line("%s", "one\nline")
	screen.WriteString(p.String())
	want := "\x1b[1mbold<U+001B>[0m<U+001B>[2J\x1b[0m <U+001B>[1mnot<U+001B>[0m bold\n" +
		"\x1b[1ma\x1b[0m\n\x1b[38;5;160mlabel\x1b[0m\n<U+001B>[31mred\n"
	if got := b.String(); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "one<U+000A>line\n") || strings.Contains(got, screen.seal) {
		t.Errorf("got  %q\nwant %q…", got, want)
	}
	if got := b.String(); strings.Count(got, "\x1b[1m") != 4 || strings.Contains(got, "\x1b[2J") { // one more where a line is broken
		t.Errorf("%q", got)
	}
	b.Reset()
	if n, err := screen.Write([]byte("a\u202e\x1b[2J")); n != 8 || err != nil || b.String() != "a<U+202E><U+001B>[2J" {
		t.Errorf("data on a screen: %d, %v, %q", n, err, b.String())
	}
	screen.screen = false
	b.Reset()
	if screen.Write([]byte("a\u202e")); b.String() != "a\u202e" { //nolint:errcheck
		t.Errorf("data in a file: %q", b.String())
	}
}

// TestWhatIsNotWritten: an answer that could not be written is an error, in
// whatever form it was asked for.
func TestWhatIsNotWritten(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this machine has no device that is always full")
	}
	defer full.Close()
	db := filepath.Join(t.TempDir(), "a.db")
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	if code := run(context.Background(), []string{"--store", db, "init"}, nil, io.Discard, io.Discard); code != 0 {
		t.Fatal(code)
	}
	for _, args := range []string{
		"checkpoint", "verify", "verify --json", "list", "list --json", "list --csv", "count", "count --json", "count --csv", "sources", "drift", "codebook show", "codebook show --yaml",
		"datasets", "version", "--help", "add --help", "rebuild", "proof --entry 1", "add incident i1 x", "add incident i2 y --json", "completion",
	} {
		var told bytes.Buffer
		code := run(context.Background(), append([]string{"--store", db}, strings.Fields(args)...), nil, full, &told)
		if want := "the answer could not be written: no space left on device"; code != 8 || !strings.Contains(told.String(), want) {
			t.Errorf("ascribe %s: %d, %s", args, code, told.String())
		}
	}
	if code := run(context.Background(), []string{"--store", db, "list"}, nil, closedPipe{}, io.Discard); code != 8 {
		t.Errorf("a reader that fails by itself: %d", code)
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
