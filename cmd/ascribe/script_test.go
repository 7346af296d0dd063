package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ascribe": answering})
}

// TestScripts runs every script in testdata/script, one or more for each
// command. A script may say "cp $CASEBOOK" for the sample casebook, and $UCDP
// for the folder of UCDP's files.
func TestScripts(t *testing.T) {
	root := repository()
	answers := t.TempDir()
	t.Cleanup(func() { checkScripts(t, answers) })
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("CASEBOOK", filepath.Join(root, "casebooks", "remote-direction"))
			env.Setenv("UCDP", filepath.Join(root, "internal", "exchange", "testdata", "ucdp"))
			env.Setenv("CODEBOOKS", filepath.Join(root, "codebooks"))
			env.Setenv("CASEBOOKS", filepath.Join(root, "casebooks"))
			env.Setenv("ASCRIBE_WHO", "Anna")
			env.Setenv("COLUMNS", "100")
			env.Setenv("TMPDIR", env.WorkDir)
			env.Setenv(answersRoot, root)
			script := strings.TrimPrefix(filepath.Base(env.WorkDir), "script-")
			env.Setenv(answersFolder, filepath.Join(answers, script))
			return nil
		},
	})
}

// checkScripts holds what the commands of the scripts said, each a hash, to the
// list of answers. Where only some scripts ran, nothing is compared.
func checkScripts(t *testing.T, answers string) {
	if t.Failed() || testing.Short() || strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		return
	}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".txtar")
		lines, err := os.ReadFile(filepath.Join(answers, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // all that it says may be left out
			t.Fatal(err)
		}
		fmt.Fprintf(&list, "# %s\n%s", name, lines)
	}
	checkAnswers(t, "scripts.txt", list.String())
}
