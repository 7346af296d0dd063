package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ascribe": main})
}

// TestScripts runs every script in testdata/script, one or more for each
// command. A script may say "cp $CASEBOOK" for the sample casebook, and $UCDP
// for the folder of UCDP's files.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
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
			return nil
		},
	})
}
