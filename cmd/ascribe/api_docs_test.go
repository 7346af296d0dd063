package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// interpreters run the examples of docs/api.md, by the kind of their blocks,
// each given a file.
var interpreters = map[string][]string{
	"sh":     {"sh"},
	"python": {"python3"},
	"r":      {"Rscript", "--vanilla"},
}

var example = regexp.MustCompile("(?s)```(sh|python|r)\n(.*?)```\n+```text\n(.*?)```")

// TestAPIDocs runs the examples of docs/api.md against the sample casebook,
// served, and holds what they print to what stands below them. One whose
// interpreter is not installed is left out with a line; with CI=true that is a
// failure.
func TestAPIDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	address, dir := serveDemo(t)
	ran := map[string]int{}
	for _, m := range example.FindAllStringSubmatch(string(page), -1) {
		kind, program, want := m[1], m[2], m[3]
		ran[kind]++
		t.Run(kind, func(t *testing.T) {
			run := interpreters[kind]
			if missing(run[0]) || kind == "sh" && missing("curl") || kind == "r" && exec.Command("Rscript", "-e", "library(jsonlite)").Run() != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is missing, or what it needs", run[0])
				}
				t.Skipf("%s is missing, or what it needs; its example in docs/api.md is left out (curl, python3, or r-base-core with r-cran-jsonlite)", run[0])
			}
			file := filepath.Join(t.TempDir(), "example")
			program = strings.ReplaceAll(program, "http://127.0.0.1:8000", address)
			if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(run[0], append(run[1:], file)...)
			cmd.Dir = dir
			got, err := cmd.CombinedOutput()
			got = bytes.ReplaceAll(got, []byte(" \n"), []byte("\n"))
			if err != nil || !matches(want, string(got)) {
				t.Errorf("%v\n%s\ngives\n%s\nand the page says\n%s", err, program, got, want)
			}
		})
	}
	for kind := range interpreters {
		if ran[kind] == 0 {
			t.Errorf("docs/api.md has no example in %s", kind)
		}
	}
}

func missing(program string) bool {
	_, err := exec.LookPath(program)
	return err != nil
}

// serveDemo opens a desk with the sample casebook until the test ends, and is where,
// and the folder of its store.
func serveDemo(t *testing.T) (address, dir string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	tmp := t.TempDir()
	cmd := exec.CommandContext(ctx, "ascribe", "demo", "--desk", "--no-open", "--listen", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "ASCRIBE_WHO=Anna", "TMPDIR="+tmp, "ASCRIBE_CACHE="+t.TempDir())
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		cmd.Wait() //nolint:errcheck // it was interrupted
	})
	open := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address := open.FindString(lines.Text()); address != "" {
			readWords(t, address)
			stores, err := filepath.Glob(filepath.Join(tmp, "*", "ascribe.db"))
			if err != nil || len(stores) != 1 {
				t.Fatal(stores, err)
			}
			return address, filepath.Dir(stores[0])
		}
	}
	t.Fatal("the demonstration does not serve")
	return "", ""
}

// readWords waits until a search finds what is there: the words are read in the
// background.
func readWords(t *testing.T, address string) {
	t.Helper()
	for range 200 {
		answer, err := http.Get(address + "/api/v1/incidents?limit=1&q=w%C3%BCrzburg")
		if err != nil {
			t.Fatal(err)
		}
		var found struct{ Total int }
		err = json.NewDecoder(answer.Body).Decode(&found)
		answer.Body.Close()
		if err == nil && found.Total > 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the words of the record are not read")
}
