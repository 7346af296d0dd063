package ledger_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/ascribe-project/ascribe/internal/ledger"
)

var update = flag.Bool("update", false, "write the test vectors into docs/ledger.md")

const (
	docPath      = "../../docs/ledger.md"
	vectorsBegin = "<!-- vectors: written by go test ./internal/ledger -update -->\n"
	vectorsEnd   = "<!-- end of vectors -->\n"
)

// between is the part of the page between two marks.
func between(t *testing.T, page, begin, end string) string {
	t.Helper()
	_, rest, ok1 := strings.Cut(page, begin)
	part, _, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no part from %q to %q", docPath, begin, end)
	}
	return part
}

func readDoc(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(docPath)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func TestDocHasTheVectors(t *testing.T) {
	b, public := testBundle(t)
	entry, err := ledger.EntryText(b.Entry)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := b.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	leaf := tlog.RecordHash(entry)
	var w strings.Builder
	fence := func(what, text string) {
		fmt.Fprintf(&w, "\n%s:\n\n```text\n%s\n```\n", what, strings.TrimSuffix(text, "\n"))
	}
	fence("The public key", public)
	fence("The body of record 4", string(b.Record.Body))
	fence("Its salt, in hex", hex.EncodeToString(b.Record.Salt))
	fence("Its hash, in hex and in base64", hex.EncodeToString(b.Record.Hash[:])+"\n"+base64.StdEncoding.EncodeToString(b.Record.Hash[:]))
	fence("The text of entry 2", string(entry))
	fence("The hash of that leaf of the ledger's tree, in hex", hex.EncodeToString(leaf[:]))
	fence("The checkpoint", string(b.Checkpoint))
	fence("The proof", string(proof))
	ofEntry, err := entryOf(b).MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	fence("The proof of entry 2", string(ofEntry))
	w.WriteString("\n")

	page := readDoc(t)
	have := between(t, page, vectorsBegin, vectorsEnd)
	if have == w.String() {
		return
	}
	if !*update {
		t.Fatal("the test vectors in docs/ledger.md are not those of the program; write them with: go test ./internal/ledger -update")
	}
	page = strings.Replace(page, vectorsBegin+have+vectorsEnd, vectorsBegin+w.String()+vectorsEnd, 1)
	if err := os.WriteFile(docPath, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDocPythonChecksProofs(t *testing.T) {
	program := between(t, readDoc(t), "```python\n", "```\n")
	if n := strings.Count(program, "\n"); n > 30 {
		t.Errorf("the Python in docs/ledger.md has %d lines, more than thirty", n)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no python3 to run the Python in docs/ledger.md with")
		}
		t.Skip("there is no python3 to run the Python in docs/ledger.md with")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "check.py")
	if err := os.WriteFile(script, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	type checked struct {
		what  string
		text  interface{ MarshalText() ([]byte, error) }
		found string // in what the program says, where the proof is good
	}
	b, _ := testBundle(t)
	entry, _ := testEntryBundle(t)
	proofs := []checked{{"a good proof", b, "record 4 is in entry 2"}, {"a good proof of an entry", entry, "entry 2 of 2016-10-01"}}
	good, err := b.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"ascribe proof 2", "ascribe proof", "", "ascribe entry 1"} {
		proofs = append(proofs, checked{"the format " + format, plainText(bytes.Replace(good, []byte("ascribe proof 1"), []byte(format), 1)), ""})
	}
	for what, bad := range tamperedBundles(t, b) {
		proofs = append(proofs, checked{what, bad, ""})
	}
	for what, bad := range tamperedEntryBundles(t) {
		proofs = append(proofs, checked{"an entry's " + what, bad, ""})
	}
	args := []string{"-c", eachInPython, script}
	for i, p := range proofs {
		text, err := p.text.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, fmt.Sprint(i, ".json")))
		if err := os.WriteFile(args[len(args)-1], text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(python, args...).CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != len(proofs) {
		t.Fatalf("%d answers to %d proofs: %v\n%s", len(lines), len(proofs), err, out)
	}
	for i, p := range proofs {
		want := "1 this proof does not hold"
		if p.found != "" {
			want = "0 " + p.found
		}
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("%s: %s", p.what, lines[i])
		}
	}
}

// eachInPython runs a program over each of some files, and says in a line the
// exit code and what it printed: Python takes longer to begin than to check.
const eachInPython = `
import contextlib, io, runpy, sys
script, names = sys.argv[1], sys.argv[2:]
for name in names:
    sys.argv, said, code = [script, name], io.StringIO(), 0
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(script)
    except SystemExit as end:
        code = int(end.code)
    except Exception as fault:
        code = repr(fault)
    print(code, said.getvalue().strip())
`

type plainText []byte

func (p plainText) MarshalText() ([]byte, error) { return p, nil }
