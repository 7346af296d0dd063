package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// completed are command lines that a shell is asked to complete, and what comes
// of them.
var completed = []struct{ typed, becomes string }{
	{"expl", "explain"},
	{"show wuerzburg-t", "show wuerzburg-train-2016"},
	{"history --known 2016-07-20 wuerz", "history --known 2016-07-20 wuerzburg-train-2016"},
	{"show ukr-7 --dataset ev", "show ukr-7 --dataset events"},
	{"show ukr --dataset=ev", "show ukr --dataset=events"},
	{"show --dataset events ukr", "show --dataset events ukr-7"},
	{"count --by label,weap", "count --by label,weapon_kind"},
	{"explain x --why-not remote", "explain x --why-not remote_controlled"},
	{"list --where guidance=ste", "list --where guidance=step_by_step"},
	{"list --where label=ins", "list --where label=inspired"},
	{"add statement wuerzburg-t", "add statement wuerzburg-train-2016"},
	{"add statement x guid", "add statement x guidance"},
	{"add statement x guidance ste", "add statement x guidance step_by_step"},
	{"add statement x guidance yes --source bi-de-2016-0", "add statement x guidance yes --source bi-de-2016-09"},
	{"add source x y --rests-on cbc-day6-2017,bi-de-2016-0", "add source x y --rests-on cbc-day6-2017,bi-de-2016-09"},
	{"add link x wuerz", "add link x wuerzburg-train-2016"},
	{"withdraw 00432", "withdraw 004328ff011cc8f80034"},
	{"changed events fatal", "changed events fatalities"},
}

// recordToComplete makes the sample's record with a dataset beside it.
func recordToComplete(t *testing.T) {
	t.Helper()
	t.Setenv("ASCRIBE_CACHE", "none")
	sample := filepath.Join(repository(), "casebooks", "remote-direction")
	t.Chdir(t.TempDir())
	if err := os.WriteFile("events.csv", []byte("id,fatalities\nukr-7,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"init", "import " + sample + " --why sample",
		"import events.csv --dataset events --edition 1 --published 2020 --why sample",
	} {
		if said, err := exec.Command("ascribe", strings.Fields(args)...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %s", args, said)
		}
	}
}

// TestCompletion asks each shell that is installed to complete what is known of
// the record. The shell's command is one that says how it was called.
func TestCompletion(t *testing.T) {
	recordToComplete(t)
	program, err := exec.LookPath("ascribe")
	if err != nil {
		t.Fatal(err)
	}
	bin, pages := t.TempDir(), filepath.Join(t.TempDir(), "manual")
	if said, err := exec.Command("ascribe", "manual", pages).CombinedOutput(); err != nil {
		t.Fatalf("%s", said)
	}
	called := fmt.Sprintf("#!/bin/sh\n[ -n \"$COMP_LINE\" ] && exec %q\necho \"called <$*>\"\n", program)
	if err := os.WriteFile(filepath.Join(bin, "ascribe"), []byte(called), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("HOME", t.TempDir())
	t.Setenv("TERM", "dumb")
	for name, ask := range map[string]func(t *testing.T, file string, typed []string) []string{
		"ascribe.bash": func(t *testing.T, file string, typed []string) []string {
			return typing(t, "source "+file, typed, "bash", "--norc", "-i")
		},
		"_ascribe": func(t *testing.T, file string, typed []string) []string {
			return typing(t, "autoload -U compinit && compinit -u -D && source "+file, typed, "zsh", "-f", "-i")
		},
		"ascribe.fish": askingFish,
	} {
		shell := map[string]string{"ascribe.bash": "bash", "_ascribe": "zsh", "ascribe.fish": "fish"}[name]
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is missing: make deps installs it", shell)
				}
				t.Skip(shell + " is not installed: make deps installs it")
			}
			var typed []string
			for _, c := range completed {
				typed = append(typed, c.typed)
			}
			for i, got := range ask(t, filepath.Join(pages, "completions", name), typed) {
				if c := completed[i]; got != c.becomes {
					t.Errorf("%q becomes %q; want %q", c.typed, got, c.becomes)
				}
			}
		})
	}
}

// typing types at the shell's own prompt, each line with a tabulator at its end, and
// is how the command was called.
func typing(t *testing.T, begin string, lines []string, shell ...string) (called []string) {
	t.Helper()
	cmd := exec.Command(shell[0], shell[1:]...)
	cmd.Env = append(os.Environ(), "PS1=ready> ", "PROMPT=ready> ")
	terminal, err := pty.Start(cmd)
	if err != nil {
		t.Skip("there is no terminal to be had here")
	}
	s := &seat{t: t, ours: terminal}
	defer func() { terminal.Close(); cmd.Process.Kill(); cmd.Wait() }() //nolint:errcheck // it only ends
	s.until("ready> ")
	s.answer(begin)
	for _, line := range lines {
		s.until("ready> ")
		s.answer("ascribe " + line + "\t")
		s.until("called <")
		called = append(called, strings.TrimSpace(strings.TrimSuffix(s.until(">"), ">")))
	}
	return called
}

// askingFish asks fish, which says by itself what could stand at the end of a line.
func askingFish(t *testing.T, file string, lines []string) (called []string) {
	t.Helper()
	for _, line := range lines {
		said, err := exec.Command("fish", "--no-config", "-c", fmt.Sprintf("source %s; complete -C %q", file, "ascribe "+line)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s", said)
		}
		called = append(called, line[:lastWord(line)]+strings.TrimSpace(string(said)))
	}
	return called
}
