package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCodeDocs types what docs/code.md shows, and holds it to what is answered.
// UPDATE_DOCS=1 writes that into it.
func TestCodeDocs(t *testing.T) {
	name := filepath.Join(repository(), "docs", "code.md")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "```code ", "\n```\n"
	before, rest, found := strings.Cut(string(text), begin)
	block, after, closed := strings.Cut(rest, end)
	args, shown, _ := strings.Cut(block, "\n")
	if !found || !closed {
		t.Fatal("docs/code.md shows no sitting")
	}
	uncoded(t, "westminster-2017")
	s := code(t, strings.Fields(args)...)
	s.until("source> ")
	got := "source> "
	for line := range strings.Lines(shown) {
		prompt, typed, asks := strings.Cut(strings.TrimSuffix(line, "\n"), "> ")
		if !asks || prompt != "source" && !strings.HasPrefix(prompt, "itv-") {
			continue // an answer
		}
		s.press(typed + keyEnter)
		if typed == "done" {
			_, last := s.ended()
			got += last
			break
		}
		got += s.until("> ")
	}
	got = strings.TrimSpace(strings.ReplaceAll(got, "\r", ""))
	if got == strings.TrimSpace(shown) {
		return
	}
	if os.Getenv("UPDATE_DOCS") == "" {
		t.Fatalf("docs/code.md does not show what is answered (UPDATE_DOCS=1 writes it):\n%s", got)
	}
	if err := os.WriteFile(name, []byte(before+begin+args+"\n"+got+end+after), 0o644); err != nil { //nolint:gosec // as it was
		t.Fatal(err)
	}
}
