package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"
)

// A codingSeat is a terminal at which a test sits before the program itself, and
// counts the keys that it types.
type codingSeat struct {
	t     *testing.T
	ours  *os.File
	read  chan []byte // what the program shows, until it ends
	shown string
	at    int // up to which it was looked at
	end   chan int
	cmd   *exec.Cmd
	keys  int
}

const (
	keyEnter = "\r"
	keyTab   = "\t"
	keyUp    = "\x1b[A"
)

// code begins a sitting with the program, in the folder where the test stands.
func code(t *testing.T, args ...string) *codingSeat {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"ascribe", "code"}, args...)
	cmd.Env = append(os.Environ(), "ASCRIBE_WHO=Anna", "ASCRIBE_CACHE=none", "TERM=dumb", "NO_COLOR=1")
	ours, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 50, Cols: 100})
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, pty.ErrUnsupported) {
		t.Skip("there is no terminal to be had here")
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &codingSeat{t: t, ours: ours, read: make(chan []byte), end: make(chan int, 1), cmd: cmd}
	go func() {
		defer close(s.read)
		for {
			b := make([]byte, 4096)
			n, err := ours.Read(b)
			if n > 0 {
				s.read <- b[:n]
			}
			if err != nil {
				return
			}
		}
	}()
	go func() {
		cmd.Wait() //nolint:errcheck // its exit code says it
		s.end <- cmd.ProcessState.ExitCode()
	}()
	t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it may have ended
		ours.Close()
		for range s.read { // what it still shows
		}
	})
	return s
}

// patience is how long a test waits before it fails instead of hanging.
const patience = 30 * time.Second

// more waits for more to be shown; false: there is no more.
func (s *codingSeat) more() bool {
	s.t.Helper()
	select {
	case b, ok := <-s.read:
		s.shown += string(b)
		return ok
	case <-time.After(patience):
		s.t.Fatalf("nothing more is shown after:\n%s", s.shown)
		return false
	}
}

// until waits until one of some texts is shown, and is what was shown since the last,
// with it.
func (s *codingSeat) until(texts ...string) string {
	s.t.Helper()
	for {
		left := s.shown[s.at:]
		for _, text := range texts {
			if i := strings.Index(left, text); i >= 0 {
				s.at += i + len(text)
				return left[:i+len(text)]
			}
		}
		if !s.more() {
			s.t.Fatalf("%q was not shown, but:\n%s", texts, left)
		}
	}
}

// press types keys.
func (s *codingSeat) press(keys string) {
	s.t.Helper()
	s.keys += utf8.RuneCountInString(keys)
	if _, err := s.ours.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// enter types a line, and is what is shown until the next prompt.
func (s *codingSeat) enter(line string) string {
	s.t.Helper()
	s.press(line + keyEnter)
	s.until("\r\n") // the line itself
	return s.until("> ")
}

// ended is the exit code, and all that was still shown.
func (s *codingSeat) ended() (code int, shown string) {
	s.t.Helper()
	for s.more() {
	}
	select {
	case code = <-s.end:
	case <-time.After(time.Minute):
		s.t.Fatal("it does not end")
	}
	return code, s.shown[s.at:]
}

// ascribes runs a command in the folder where the test stands.
func ascribes(t *testing.T, args ...string) string {
	t.Helper()
	var out, failed bytes.Buffer
	if code := run(context.Background(), args, strings.NewReader(""), &out, &failed); code != 0 {
		t.Fatalf("%v: %d\n%s", args, code, failed.String())
	}
	return out.String()
}

// uncoded stands the test in a folder with a store that has all of the sample but what
// was said of some incidents.
func uncoded(t *testing.T, incidents ...string) (said [][]string) {
	t.Helper()
	t.Setenv("ASCRIBE_CACHE", "none")
	t.Setenv("ASCRIBE_WHO", "Anna")
	sample := filepath.Join(repository(), "casebooks", "remote-direction")
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.CopyFS("sample", os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(sample, "statements.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var left bytes.Buffer
	w := csv.NewWriter(&left)
	for _, row := range rows {
		if slices.Contains(incidents, row[1]) {
			said = append(said, row)
		} else if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
	if err := os.WriteFile("sample/statements.csv", left.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	ascribes(t, "init")
	ascribes(t, "import", "sample", "--why", "a test")
	return said
}

// exported are the rows of the statements about some incidents, as the record has
// them now, without what coding at a prompt leaves out or makes: ids and notes.
func exported(t *testing.T, incidents ...string) (rows []string) {
	t.Helper()
	ascribes(t, "export", "out")
	f, err := os.Open("out/statements.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		if slices.Contains(incidents, row[1]) {
			rows = append(rows, comparable(row))
		}
	}
	return rows
}

// comparable is a row of statements.csv without its id and note.
func comparable(row []string) string { return strings.Join(row[1:13], "|") }

// TestFourCases types what was said of the four cases of the article, and counts the
// keys. The lines that are typed are in testdata/code/four-cases.txt.
func TestFourCases(t *testing.T) {
	lines, err := os.ReadFile("testdata/code/four-cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := []string{"wuerzburg-train-2016", "hyderabad-cell-2016", "villejuif-2015", "westminster-2017"}
	said := uncoded(t, cases...)
	keys, sittings := 0, 0
	var s *codingSeat
	for line := range strings.Lines(string(lines)) {
		line = strings.TrimSuffix(line, "\n")
		if incident, begins := strings.CutPrefix(line, "# "); begins {
			s = code(t, incident, "--coder", "c1")
			s.until("source> ")
			sittings++
			continue
		}
		if line != "done" {
			if shown := s.enter(line); strings.Contains(shown, "edit takes") {
				t.Fatalf("%s is not understood:\n%s", line, shown)
			}
			continue
		}
		s.press(line + keyEnter)
		if code, shown := s.ended(); code != 0 {
			t.Fatalf("exit code %d\n%s", code, shown)
		}
		keys += s.keys
	}
	if sittings != len(cases) {
		t.Errorf("%d sittings", sittings)
	}
	var want []string
	for _, row := range said {
		want = append(want, comparable(row))
	}
	got := exported(t, cases...)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		for _, row := range want {
			if !slices.Contains(got, row) {
				t.Errorf("missing: %s", row)
			}
		}
		for _, row := range got {
			if !slices.Contains(want, row) {
				t.Errorf("too much: %s", row)
			}
		}
	}
	each := float64(keys) / float64(len(want))
	t.Logf("%d keys for %d statements: %.1f each", keys, len(want), each)
	if each > 30 {
		t.Errorf("%.1f keys a statement; at most 30", each)
	}
	for _, name := range drafts(t) {
		t.Errorf("%s is left", name)
	}
}

func drafts(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.draft")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestCodeReplies has each line answered, with what it would do to the label.
func TestCodeReplies(t *testing.T) {
	uncoded(t, "westminster-2017")
	s := code(t, "westminster-2017", "--source", "sputnik-2017-03-25", "--coder", "c1")
	for _, c := range []struct{ typed, want string }{
		{"", "> "},
		{"?", "contact_last"},
		{"contact ?", "With whom the perpetrator was in touch"},
		{"contact ?", "2  member_remotely"},
		{"contact ?", "One statement for each kind of contact"}, // the coding note
		{"? contact", "2  member_remotely"},
		{"prop yes 2 t", "The label would be inspired, not settled."},
		{"contact 2", "This would move the label from inspired to linked, not settled."},
		{"contact 2", "It is there already, with the same content: it is not written once more."},
		{"guid step", "from linked to remote controlled (full control)"},
		{"undo", "Taken back; 2 statements are left."},
		{"killed 4", "killed: unknown → 4"},
		{"killed 3 d", "killed = 3, denied"},
		{"training org 5", "It cannot count, being of grade C5"},
		{"con member", `"con" can be contact, contact_span or contact_last.`},
		{"contcat member", `did you mean "contact"?`},
		{"contact 3/4/2017 2", `"3/4/2017" is not a value of contact`},
		{"contact 2 3/4/2017", "3/4/2017 can be 2017-04-03 or 2017-03-04."},
		{"source ap-", `"ap-" can be ap-`},
		{"source nothing-here", "there is no source nothing-here"},
		{"about wuerzburg-t", "About the incident wuerzburg-train-2016."},
		{"about l-claim-westminster", "About the link l-claim-westminster."},
		{"directive top", "directive is coded of incidents, and not of links"},
		{"about westminster-2017", "About the incident westminster-2017."},
		{"no basis", "sputnik-2017-03-25 5> "},
		{"B2 @p. 3", "sputnik-2017-03-25 B2 @p. 3> "},
		{"no elephant", `There is no setting "elephant"`},
		{"list", "3  killed = 4"},
		{"help", "takes back the last line"},
	} {
		if c.typed == "contact ?" || c.typed == "? contact" { // the line goes on with the variable
			s.press(c.typed + keyEnter)
			s.until("\r\n")
			if shown := s.until("contact "+"\x00", "> contact "); !strings.Contains(shown, c.want) {
				t.Errorf("%s:\n%s", c.typed, shown)
			}
			s.press("\x15") // take the line away
			continue
		}
		shown := ""
		if c.typed == "" {
			shown = s.until("> ")
		} else {
			shown = s.enter(c.typed)
		}
		if !strings.Contains(strings.Join(strings.Fields(shown), " "), strings.Join(strings.Fields(c.want), " ")) && !strings.Contains(shown, c.want) {
			t.Errorf("%s: want %s\n%s", c.typed, c.want, shown)
		}
	}
	s.press("done" + keyEnter)
	code, shown := s.ended()
	if code != 0 || !strings.Contains(shown, "Entry 3: 5 statements.") {
		t.Errorf("%d\n%s", code, shown)
	}
}

// TestCodeEdited mends a line that was not understood, and one that was.
func TestCodeEdited(t *testing.T) {
	uncoded(t, "westminster-2017")
	s := code(t, "westminster-2017", "--source", "itv-2017-03-27")
	s.until("> ")
	s.enter(`contcat none 2 "looked for"`)
	s.press("edit" + keyEnter)
	s.until(`> contcat none 2 "looked for"`)
	s.press("\x01\x1b[C\x1b[C\x1b[C\x1b[C\x1b[C\x1b[C\x7f\x1b[C") // to the beginning, and behind the c that is too much
	s.press("\x01\x0b" + `contact none 2 "looked for"` + keyEnter)
	if shown := s.until("itv-2017-03-27 2> "); !strings.Contains(shown, "1  contact = none found · B2") {
		t.Errorf("%s", shown)
	}
	s.enter("killed 4 told")
	s.enter("killd 5")
	s.press(keyUp + keyEnter) // the line is not lost
	if shown := s.until("told> "); !strings.Contains(shown, `did you mean "killed"?`) {
		t.Errorf("%s", shown)
	}
	s.press("edit 1" + keyEnter)
	s.until(`edit 1> contact none_found asserts 2 "looked for"`)
	s.press("\x15con" + keyTab) // as much as is sure
	s.until("contact")
	s.press(" m_r raises 3" + keyEnter)
	if shown := s.until("told> "); !strings.Contains(shown, "1  contact = member remotely, raised · B3 · itv-2017-03-27") {
		t.Errorf("%s", shown)
	}
	s.enter("undo")
	if shown := s.enter("list"); !strings.Contains(shown, "1  contact = none found · 2") || !strings.Contains(shown, "2  killed = 4") {
		t.Errorf("%s", shown)
	}
	if shown := s.enter("edit 9"); !strings.Contains(shown, "There is no statement 9") {
		t.Errorf("%s", shown)
	}
	s.press("\x04") // Ctrl-D asks
	s.until("as one entry? Enter writes", "> ")
	s.press(keyEnter)
	if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "Entry 3: 2 statements.") {
		t.Errorf("%d\n%s", code, shown)
	}
	rows := exported(t, "westminster-2017")
	if len(rows) != 2 || !strings.Contains(rows[0], "contact|none_found|asserts||itv-2017-03-27|||") || !strings.Contains(rows[1], "killed|4|asserts|told") {
		t.Errorf("%q", rows)
	}
}

// TestCodeSource makes a source from its address, and takes the one that is there.
func TestCodeSource(t *testing.T) {
	uncoded(t, "westminster-2017")
	s := code(t, "westminster-2017")
	s.until("source> ")
	s.press("itv" + keyTab)
	s.until("itv-2017-03-27 ")
	s.press("\x15https://gantnews.com/2016/07/19/isis-claims-responsibility-for-german-train-attack-authorities-investigating/amp?utm_source=mail" + keyEnter)
	if shown := s.until("new makes another.\r\n> "); !strings.Contains(shown, "It looks like gant-2016-07-19, which is there") {
		t.Errorf("%s", shown)
	}
	s.enter("") // takes it
	s.press("source https://example.org/report" + keyEnter)
	s.until("title> ")
	s.press(keyEnter)
	if shown := s.until("title> "); !strings.Contains(shown, "title is missing") {
		t.Errorf("%s", shown)
	}
	for _, field := range []struct{ typed, next string }{
		{"A report", "publisher> "},
		{"Commission", "published> "},
		{"3/4/2018", "published> "},
		{"3 April 2018", "kind> "},
		{"research", "language> "},
		{"en", "reliability> "},
		{"x", "reliability> "},
		{"b", "rests_on> "},
		{"itv-2017-03-2", "id> "},
	} {
		s.press("\x15" + field.typed + keyEnter)
		s.until(field.next)
	}
	s.press("\x15commission-2018" + keyEnter)
	if shown := s.until("gant-2016-07-19> "); !strings.Contains(shown, "there is no source itv-2017-03-2; did you mean") {
		t.Errorf("%s", shown)
	}
	s.press("source new commission-2018" + keyEnter)
	for _, field := range []struct{ typed, next string }{
		{"", "title> "},
		{"A report", "publisher> "},
		{"Commission", "published> "},
		{"3 April 2018", "kind> "},
		{"", "language> "},
		{"", "reliability> "},
		{"b", "rests_on> "},
		{"itv-2017-03-27", "id> "},
	} {
		if field.typed != "" || field.next != "title> " {
			s.press(field.typed + keyEnter)
		}
		s.until(field.next)
	}
	s.press(keyEnter)
	s.until("commission-2018> ")
	if shown := s.enter("contact none 1"); !strings.Contains(shown, "contact = none found · B1") {
		t.Errorf("%s", shown)
	}
	s.press("done" + keyEnter)
	if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "Entry 3: 1 source, 1 statement.") {
		t.Errorf("%d\n%s", code, shown)
	}
	if shown := ascribes(t, "show", "commission-2018"); !strings.Contains(shown, "2018-04-03") || !strings.Contains(shown, "itv-2017-03-27") {
		t.Errorf("%s", shown)
	}
}

// TestCodeKilled kills the program, or its terminal, in the midst of a sitting: what
// was typed is there again.
func TestCodeKilled(t *testing.T) {
	for name, kill := range map[string]func(*codingSeat){
		"killed": func(s *codingSeat) { s.cmd.Process.Kill() },
		"asked to end": func(s *codingSeat) {
			s.cmd.Process.Signal(syscall.SIGTERM)
		},
		"its terminal was closed": func(s *codingSeat) { s.cmd.Process.Signal(syscall.SIGHUP) },
		"Ctrl-C twice": func(s *codingSeat) {
			s.press("\x03")
			s.until("Ctrl-C once more leaves")
			s.until("> ")
			s.press("\x03")
		},
		"quit": func(s *codingSeat) { s.press("quit" + keyEnter) },
	} {
		t.Run(name, func(t *testing.T) {
			uncoded(t, "westminster-2017")
			s := code(t, "westminster-2017", "--source", "itv-2017-03-27", "--coder", "c1")
			s.until("> ")
			s.enter("contact none 2 told")
			s.enter("killed 4")
			s.enter("undo")
			s.enter("killed 5 @p. 3")
			s.enter("nonsense here")
			kill(s)
			select {
			case code := <-s.end:
				if code == 0 {
					t.Error("it ends as if all were well")
				}
			case <-time.After(time.Minute):
				t.Fatal("it does not end")
			}
			if list := ascribes(t, "log", "westminster-2017"); strings.Contains(list, "contact") {
				t.Errorf("something was written:\n%s", list)
			}
			names := drafts(t)
			if len(names) != 1 {
				t.Fatalf("drafts: %v", names)
			}
			if info, err := os.Stat(names[0]); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%v %v", info.Mode(), err)
			}
			s = code(t, "westminster-2017", "--source", "cbc-day6-2017") // what was typed stands on its own
			if shown := s.until("\n> "); !strings.Contains(shown, "was not ended: 5 lines were typed") {
				t.Errorf("%s", shown)
			}
			s.press(keyEnter)
			shown := s.until("itv-2017-03-27 2 told @p. 3> ")
			if !strings.Contains(shown, "1  contact = none found") || !strings.Contains(shown, "2  killed = 5") || strings.Contains(shown, "killed = 4") || !strings.Contains(shown, "was not understood") {
				t.Errorf("%s", shown)
			}
			s.press("edit" + keyEnter)
			s.until("> nonsense here")
			s.press("\x15done" + keyEnter)
			if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "Entry 3: 2 statements.") {
				t.Errorf("%d\n%s", code, shown)
			}
			if len(drafts(t)) > 0 {
				t.Error("the draft is still there")
			}
			for _, row := range exported(t, "westminster-2017") {
				if !strings.Contains(row, "itv-2017-03-27") || !strings.HasSuffix(row, "c1|") {
					t.Errorf("%s", row)
				}
			}
		})
	}
}

// TestCodeHalfALine kills a sitting in the midst of a line: what stands in it is there
// again, however it was typed, and can be ended.
func TestCodeHalfALine(t *testing.T) {
	for name, c := range map[string]struct {
		typed, want string
		kill        func(*codingSeat)
	}{
		"killed":               {"killed 4 told \"said so", "killed 4 told \"said so", func(s *codingSeat) { s.cmd.Process.Kill() }},
		"its terminal is gone": {"killed 4", "killed 4", func(s *codingSeat) { s.cmd.Process.Signal(syscall.SIGHUP) }},
		"put right":            {"kiled\x7f\x7f\x7flled 5", "killed 5", func(s *codingSeat) { s.cmd.Process.Kill() }},
		"in the midst":         {"killed \x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[Dx\x05é", "xkilled é", func(s *codingSeat) { s.cmd.Process.Kill() }},
		"taken away":           {"killed 4\x15country", "country", func(s *codingSeat) { s.cmd.Process.Kill() }},
	} {
		t.Run(name, func(t *testing.T) {
			uncoded(t, "westminster-2017")
			s := code(t, "westminster-2017", "--source", "itv-2017-03-27")
			s.until("> ")
			s.enter("contact none 2 told")
			s.press(c.typed)
			file := drafts(t)[0]
			for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
				if text, err := os.ReadFile(file); err == nil && strings.HasSuffix(string(text), "\t"+c.want) {
					break
				} else if time.Since(begun) > time.Minute {
					t.Fatalf("the draft has %q, %v", text, err)
				}
			}
			c.kill(s)
			<-s.end
			s = code(t, "westminster-2017")
			s.until("was not ended: 1 line was typed")
			s.until("\n> ")
			s.press(keyEnter)
			s.until("> " + c.want)
			s.press("\x15done" + keyEnter)
			if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "1 statement") {
				t.Errorf("%d\n%s", code, shown)
			}
		})
	}
}

// TestCodeDraft throws an earlier sitting away, and lets nobody into one that is open.
func TestCodeDraft(t *testing.T) {
	uncoded(t, "westminster-2017")
	s := code(t, "westminster-2017", "--source", "itv-2017-03-27")
	s.until("> ")
	s.enter("killed 4 2")
	other := code(t, "westminster-2017")
	if code, shown := other.ended(); code != exitCodes["conflict"] || !strings.Contains(shown, "somebody is coding into ascribe.code-westminster-2017.draft") {
		t.Errorf("%d\n%s", code, shown)
	}
	s.press("quit" + keyEnter)
	s.ended()
	s = code(t, "westminster-2017", "--source", "itv-2017-03-27")
	s.until("\n> ")
	s.enter("n")
	if shown := s.enter("list"); !strings.Contains(shown, "No statement is typed") {
		t.Errorf("%s", shown)
	}
	s.press("done" + keyEnter)
	if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "Nothing was typed") {
		t.Errorf("%d\n%s", code, shown)
	}
	if err := os.WriteFile("notes.txt", []byte("not a draft\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = code(t, "westminster-2017", "--draft", "notes.txt")
	if code, shown := s.ended(); code != exitCodes["conflict"] || !strings.Contains(shown, "notes.txt is not a draft of this incident") {
		t.Errorf("%d\n%s", code, shown)
	}
	if text, err := os.ReadFile("notes.txt"); err != nil || string(text) != "not a draft\n" {
		t.Errorf("%q %v", text, err)
	}
}

// TestCodeEach writes each line down at once; undo undoes its entry.
func TestCodeEach(t *testing.T) {
	uncoded(t, "westminster-2017")
	s := code(t, "westminster-2017", "--source", "itv-2017-03-27", "--each")
	s.until("> ")
	if shown := s.enter("contact none 2"); !strings.Contains(shown, "Entry 3.") {
		t.Errorf("%s", shown)
	}
	if shown := s.enter("killed 4"); !strings.Contains(shown, "Entry 4.") {
		t.Errorf("%s", shown)
	}
	if shown := s.enter("undo"); !strings.Contains(shown, "Entry 5 undoes entry 4.") {
		t.Errorf("%s", shown)
	}
	s.cmd.Process.Kill()
	<-s.end
	s = code(t, "westminster-2017", "--source", "itv-2017-03-27", "--each")
	if shown := s.until("> "); strings.Contains(shown, "was not ended") {
		t.Errorf("%s", shown)
	}
	s.enter("injured 50 2")
	s.press("done" + keyEnter)
	if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "1 statement in all.") {
		t.Errorf("%d\n%s", code, shown)
	}
	if shown := ascribes(t, "show", "westminster-2017"); strings.Contains(shown, "killed") || !strings.Contains(shown, "injured") || !strings.Contains(shown, "contact") {
		t.Errorf("%s", shown)
	}
}

// TestCodeNew makes the incident that is coded.
func TestCodeNew(t *testing.T) {
	uncoded(t)
	s := code(t, "example-2020")
	if shown := s.until("title> "); !strings.Contains(shown, "example-2020") {
		t.Errorf("%s", shown)
	}
	s.press("An example that did not happen" + keyEnter)
	s.until("source> ")
	s.enter("itv")
	s.enter("propaganda yes 2")
	s.press("done" + keyEnter)
	if code, shown := s.ended(); code != 0 || !strings.Contains(shown, "Entry 3: 1 incident, 1 statement.") {
		t.Errorf("%d\n%s", code, shown)
	}
	s = code(t, "exampel-2020")
	if shown := s.until("title> "); !strings.Contains(shown, `did you mean "example-2020"?`) {
		t.Errorf("%s", shown)
	}
	s.press(keyEnter)
	if code, _ := s.ended(); code != exitCodes["interrupted"] {
		t.Errorf("exit code %d", code)
	}
	if names := drafts(t); len(names) > 0 {
		t.Errorf("%v", names)
	}
}

// TestCodeWithoutTerminal says what to do instead.
func TestCodeWithoutTerminal(t *testing.T) {
	uncoded(t)
	var out, failed bytes.Buffer
	code := run(context.Background(), []string{"code", "westminster-2017"}, strings.NewReader("killed 4\n"), &out, &failed)
	if code != 2 || !strings.Contains(failed.String(), "ascribe add -") || out.Len() > 0 {
		t.Errorf("%d %s%s", code, out.String(), failed.String())
	}
}
