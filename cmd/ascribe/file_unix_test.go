//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipesAndDevices: what is no file is refused wherever one is named, and is
// not waited for.
func TestPipesAndDevices(t *testing.T) {
	dir := t.TempDir()
	program(t, dir)("init")
	pipe, casebook, endless := filepath.Join(dir, "pipe"), filepath.Join(dir, "casebook"), filepath.Join(dir, "endless.yaml")
	if err := os.Mkdir(casebook, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{pipe, filepath.Join(casebook, "incidents.csv")} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(endless, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(endless, 1<<40); err != nil {
		t.Skip(err)
	}
	for _, command := range []string{
		"init --store new.db --codebook PIPE", "import PIPE", "import CASEBOOK", "import PIPE --dataset x", "map PIPE",
		"import PIPE --dataset x --mapping PIPE", "codebook check PIPE", "codebook check /dev/zero", "codebook check ENDLESS",
		"list --codebook PIPE", "verify --against PIPE", "verify --against ENDLESS", "list --store PIPE",
	} {
		args := strings.Fields(strings.NewReplacer("PIPE", pipe, "CASEBOOK", casebook, "ENDLESS", endless).Replace(command))
		var out, complaints bytes.Buffer
		if code := run(context.Background(), args, strings.NewReader(""), &out, &complaints); code != 3 {
			t.Errorf("ascribe %s: exit %d\n%s", command, code, complaints.String())
		}
	}
}
