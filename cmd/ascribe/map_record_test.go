package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// A seat is a terminal at which a test sits: what the program asks is read before
// the next line is typed.
type seat struct {
	t     *testing.T
	ours  *os.File
	shown bytes.Buffer
	at    int // up to which it was read
	end   chan int
}

// sit runs a command at a terminal of its own.
func sit(t *testing.T, args ...string) *seat {
	t.Helper()
	ours, theirs, err := pty.Open()
	if err != nil {
		t.Skip("there is no terminal to be had here")
	}
	s := &seat{t: t, ours: ours, end: make(chan int, 1)}
	go func() {
		s.end <- run(context.Background(), args, theirs, theirs, theirs)
		theirs.Close() //nolint:errcheck // it only ends
	}()
	t.Cleanup(func() { ours.Close() })
	return s
}

// until reads until one of some texts is shown, and is what was shown since the
// last, with it.
func (s *seat) until(texts ...string) string {
	s.t.Helper()
	b := make([]byte, 4096)
	for {
		left := s.shown.String()[s.at:]
		for _, text := range texts {
			if i := strings.Index(left, text); i >= 0 {
				s.at += i + len(text)
				return left[:i+len(text)]
			}
		}
		n, err := s.ours.Read(b)
		s.shown.Write(b[:n])
		if err != nil && n == 0 {
			s.t.Fatalf("%q was not shown, but:\n%s", texts, left)
		}
	}
}

func (s *seat) answer(line string) {
	s.t.Helper()
	if _, err := s.ours.WriteString(line + "\n"); err != nil {
		s.t.Fatal(err)
	}
}

// TestMappingAtATerminal answers some of the questions that a proposed mapping
// leaves open, leaves, and goes on where it was left.
func TestMappingAtATerminal(t *testing.T) {
	t.Setenv("ASCRIBE_CACHE", "none")
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("cases.csv", []byte("Nr,Titel,Land,Kontakt,Medium,Erschienen\n1,Erster Fall,Frankreich,member,Zeitung,2016-07-19\n2,Zweiter Fall,Italien,Kollege,Blatt,2016-07-20\n3,Dritter Fall,Italien,outsider,Blatt,2016-07-21\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := sit(t, "map", "cases.csv", "--record", "--to", "m.yaml")
	if shown := s.until("> "); !strings.Contains(shown, "record: cases?") || !strings.Contains(shown, "line 2: 1 | Erster Fall") {
		t.Errorf("first it asks:\n%s", shown)
	}
	s.answer("meine-faelle")
	if shown := s.until("> "); !strings.Contains(shown, "row: Nr?") {
		t.Errorf("next it asks:\n%s", shown)
	}
	s.answer("q")
	s.until("the same command goes on")
	if code := <-s.end; code != 0 {
		t.Errorf("exit code %d", code)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "m.yaml")); err != nil || !strings.Contains(string(text), "record: \"meine-faelle\"\n") || !strings.Contains(string(text), "row: Nr # guess") {
		t.Errorf("%s %v", text, err)
	}

	s = sit(t, "map", "cases.csv", "--record", "--to", "m.yaml")
	asked := s.until("> ")
	if !strings.Contains(asked, "row: Nr?") {
		t.Errorf("then it asks:\n%s", asked)
	}
	for n := 0; !strings.Contains(asked, "No question is open"); n++ {
		if n > 30 {
			t.Fatalf("it does not end:\n%s", s.shown.String())
		}
		answer := ""
		if strings.Contains(asked, `"Kollege" in Kontakt: member_in_person`) {
			if !strings.Contains(asked, "line 3: Kollege") {
				t.Errorf("it does not show the row:\n%s", asked)
			}
			s.answer("kolege")
			asked = s.until("> ")
			if !strings.Contains(asked, `contact has no value "kolege"`) {
				t.Errorf("a slip is answered:\n%s", asked)
			}
			answer = "outsider"
		}
		s.answer(answer)
		asked = s.until("> ", "--dry-run")
	}
	if code := <-s.end; code != 0 {
		t.Errorf("exit code %d", code)
	}
	text, err := os.ReadFile(filepath.Join(dir, "m.yaml"))
	if err != nil || strings.Contains(string(text), "# guess") || strings.Contains(string(text), "# ask") || strings.Contains(string(text), "would not understand") || !strings.Contains(string(text), "Kollege: outsider") {
		t.Errorf("%s %v", text, err)
	}

	var out, failed bytes.Buffer
	for _, args := range [][]string{{"init"}, {"import", "cases.csv", "--mapping", "m.yaml"}} {
		if code := run(context.Background(), args, strings.NewReader(""), &out, &failed); code != 0 {
			t.Fatalf("%v: %d\n%s", args, code, failed.String())
		}
	}
	if !strings.Contains(out.String(), "Entry 2: 3 incidents, 3 sources, 6 statements.") {
		t.Error(out.String())
	}
	// What is not at a terminal is not asked, and nothing is written over.
	if code := run(context.Background(), []string{"map", "cases.csv", "--record", "--to", "m.yaml"}, strings.NewReader(""), &out, &failed); code == 0 || !strings.Contains(failed.String(), "m.yaml is there already") {
		t.Errorf("%d %s", code, failed.String())
	}
}
