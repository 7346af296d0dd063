package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocs runs the commands in the documentation and holds their output to
// what stands there. A block of the kind "console" has commands after "$ ",
// each followed by its output, in which a line "[…]" stands for any lines and
// "[…]" within a line for any text. All blocks of one page run in one folder,
// which begins with the sample casebook, the codebooks and UCDP's files; that of the README and the
// tutorial begins empty. UPDATE_DOCS=1 writes the output anew.
func TestDocs(t *testing.T) {
	for _, page := range []string{"../../README.md", "../../docs/tutorial.md", "../../docs/comparison.md", "../../docs/histories.md", "../../docs/tables.md", "../../docs/twins.md", "../../docs/operations.md"} {
		t.Run(filepath.Base(page), func(t *testing.T) {
			if testing.Short() && filepath.Base(page) == "histories.md" {
				t.Skip("it asks much of three large files")
			}
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if name := filepath.Base(page); name != "README.md" && name != "tutorial.md" { // these begin with an empty folder
				docsFolder(t, dir)
			}
			ran := 0
			updated := consoleBlock.ReplaceAllFunc(text, func(block []byte) []byte {
				body := string(consoleBlock.FindSubmatch(block)[1])
				var out strings.Builder
				out.WriteString("```console\n")
				for _, step := range steps(body) {
					ran++
					got := shell(t, dir, step.command)
					if os.Getenv("UPDATE_DOCS") == "" && !matches(step.output, got) {
						t.Errorf("$ %s\ngives\n%s\nand %s says\n%s", step.command, got, page, step.output)
					}
					if !strings.Contains(step.output, "[…]") {
						step.output = got
					}
					out.WriteString("$ " + step.command + "\n" + step.output)
				}
				out.WriteString("```")
				return []byte(out.String())
			})
			if ran == 0 {
				t.Errorf("%s has no commands", page)
			}
			if os.Getenv("UPDATE_DOCS") != "" && !bytes.Equal(text, updated) {
				if err := os.WriteFile(page, updated, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// docsFolder has the sample casebook, the codebooks, UCDP's files and a store of
// the first version.
func docsFolder(t *testing.T, dir string) {
	t.Helper()
	for to, from := range map[string]string{
		"casebooks/remote-direction": "../../casebooks/remote-direction",
		"codebooks":                  "../../codebooks",
		"ucdp":                       "../../internal/exchange/testdata/ucdp",
		"older":                      "../../testdata/v1", // has a store of version 1
	} {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
}

var consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```")

type step struct{ command, output string }

func steps(body string) []step {
	var list []step
	for line := range strings.Lines(body) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			list = append(list, step{command: strings.TrimSpace(command)})
		} else if n := len(list); n > 0 {
			list[n-1].output += line
		}
	}
	return list
}

func shell(t *testing.T, dir, command string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "ASCRIBE_WHO=Anna", "COLUMNS=90")
	out, _ := cmd.CombinedOutput() // some commands show a refusal
	return string(out)
}

// matches compares line by line, with "[…]" for anything.
func matches(want, got string) bool {
	var pattern strings.Builder
	pattern.WriteString(`(?s)\A`)
	for line := range strings.Lines(want) {
		if strings.TrimSpace(line) == "[…]" {
			pattern.WriteString(`.*`)
			continue
		}
		pattern.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), regexp.QuoteMeta("[…]"), ".*?"))
	}
	pattern.WriteString(`\z`)
	return regexp.MustCompile(pattern.String()).MatchString(got)
}
