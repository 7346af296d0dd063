// Package foreign runs readers that are not ours, for tests: what leaves the
// program is read back by what others read it with. A test whose reader is
// missing is left out with one line, and fails where CI is true.
package foreign

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Python runs a script with the arguments, with a Python that has the modules,
// and is what it printed.
func Python(t testing.TB, modules []string, script string, args ...string) string {
	t.Helper()
	imports := "import " + strings.Join(append([]string{"sys"}, modules...), ", ")
	// Debian's own has the modules that make deps installs, also where another
	// comes first on the path.
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(python, "-c", imports).Run() == nil {
			return run(t, exec.Command(python, append([]string{"-c", script}, args...)...))
		}
	}
	missing(t, "python3 with "+strings.Join(modules, ", "))
	return ""
}

// R runs a script, with an R that has the packages, and is what it printed. The
// arguments are commandArgs(TRUE).
func R(t testing.TB, packages []string, script string, args ...string) string {
	t.Helper()
	load := "NULL"
	for _, name := range packages {
		load += "\nlibrary(" + name + ")"
	}
	if exec.Command("Rscript", "--vanilla", "-e", load).Run() != nil {
		missing(t, strings.Join(append([]string{"Rscript with base"}, packages...), ", "))
	}
	return run(t, exec.Command("Rscript", append([]string{"--vanilla", "-e", script}, args...)...))
}

// DuckDB runs SQL, and is the rows of its last statement, their columns
// separated by commas.
func DuckDB(t testing.TB, sql string) string {
	t.Helper()
	folder := filepath.Join(root(t), "bench", "duckdb")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@duckdb", "node-api")); err != nil {
		missing(t, "DuckDB (npm ci in bench/duckdb)")
	}
	request, err := json.Marshal(map[string]string{"sql": sql})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(folder, "run.mjs"), ":memory:", "1")
	cmd.Stdin = strings.NewReader(string(request) + "\n")
	lines := strings.Split(strings.TrimSpace(run(t, cmd)), "\n")
	var answer struct{ Rows, Error string }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &answer); err != nil || answer.Error != "" {
		t.Fatalf("DuckDB: %s %v", answer.Error, err)
	}
	return answer.Rows
}

// root is the repository's folder.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, there := os.Stat(filepath.Join(dir, "go.mod")); there == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("the tests do not run in the repository")
	return ""
}

func run(t testing.TB, cmd *exec.Cmd) string {
	t.Helper()
	var said, failed strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &failed
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd.Path, err, failed.String())
	}
	return said.String()
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: make deps installs it", what)
	}
	t.Skipf("%s is missing: make deps installs it", what)
}
