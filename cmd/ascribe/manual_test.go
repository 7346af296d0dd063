package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestManual holds that every command has a page with each of its flags, that
// the pages are well formed, and that a shell accepts the completions.
func TestManual(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "manual")
	must(t, "manual", dir)
	parser, err := commandLine(new(commands))
	if err != nil {
		t.Fatal(err)
	}
	for _, node := range append([]*kong.Node{parser.Model.Node}, parser.Model.Leaves(true)...) {
		file := filepath.Join(dir, "man1", manualName(node)+".1")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, flag := range node.Flags {
			if !strings.Contains(string(text), roffText("--"+flag.Name)) {
				t.Errorf("%s does not have --%s", filepath.Base(file), flag.Name)
			}
		}
		if missing("mandoc") {
			continue
		}
		if said, err := exec.Command("mandoc", "-T", "lint", "-W", "error", file).CombinedOutput(); err != nil {
			t.Errorf("%s", said)
		}
	}
	if missing("mandoc") && os.Getenv("CI") == "true" {
		t.Error("mandoc is missing: make deps installs it")
	}
	for shell, file := range map[string]string{"bash": "ascribe.bash", "zsh": "_ascribe", "fish": "ascribe.fish"} {
		if missing(shell) {
			if os.Getenv("CI") == "true" {
				t.Errorf("%s is missing: make deps installs it", shell)
			}
			continue
		}
		if said, err := exec.Command(shell, "-n", filepath.Join(dir, "completions", file)).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", file, said)
		}
	}
}

// TestCompletionsAsk holds what the completions rely on: the program, asked
// as a shell asks it, names its commands.
func TestCompletionsAsk(t *testing.T) {
	cmd := exec.Command("ascribe")
	cmd.Env = append(os.Environ(), "COMP_LINE=ascribe expl", "COMP_POINT=12")
	said, err := cmd.CombinedOutput()
	if err != nil || strings.TrimSpace(string(said)) != "explain" {
		t.Errorf("%v: %s", err, said)
	}
}
