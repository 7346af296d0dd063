package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// firstVersion is a copy of the store of testdata/v1.
func firstVersion(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../testdata/v1/ascribe.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSchemasBefore: what is kept of an older schema is what its stores have.
func TestSchemasBefore(t *testing.T) {
	s, err := Open(t.Context(), firstVersion(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.version != 1 || !s.Older() {
		t.Errorf("the store of the first version is of version %d", s.version)
	}
	for version := range int64(onSQLite.Version) {
		if version > 0 && len(onSQLite.Tables(version)) == 0 {
			t.Errorf("nothing is kept of version %d", version)
		}
	}
}

// ledgerOf is every row of the tables that are not derived, of those that the first
// version had.
func ledgerOf(t *testing.T, path string) map[string][][]any {
	t.Helper()
	v := newVandal(t, path)
	defer v.db.Close()
	all := make(map[string][][]any)
	for _, table := range onSQLite.Tables(1) {
		if table.Class != dialect.Derived {
			_, all[table.Name] = v.rows(table.Name)
		}
	}
	return all
}

func TestUpgrade(t *testing.T) {
	path := firstVersion(t)
	before := ledgerOf(t, path)
	if len(before["record"]) == 0 || len(before["checkpoint"]) == 0 {
		t.Fatal("there is nothing in it")
	}
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	backup := path + ".old"
	if _, err := s.Upgrade(t.Context(), backup, nil); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if after := ledgerOf(t, path); !reflect.DeepEqual(before, after) {
		t.Error("the upgrade changed what is not derived")
	}
	if kept := ledgerOf(t, backup); !reflect.DeepEqual(before, kept) {
		t.Error("the copy is another store")
	}
	s, err = Open(t.Context(), path)
	if err != nil || s.Older() {
		t.Fatalf("upgraded it is older: %v", err)
	}
	defer s.Close()
	dumped := dump(t, s)
	if err := s.Rebuild(t.Context()); err != nil || dump(t, s) != dumped {
		t.Errorf("what the upgrade derived is not what rebuilding does: %v", err)
	}
	_, err = s.Upgrade(t.Context(), path+".again", nil)
	wantKind(t, "Upgrade of a store that is up to date", err, ascribe.ErrConflict)
}

// TestUpgradeRefuses: a copy of another store, or a file that is none, is not
// taken for the copy; and one that does not verify stays as it is.
func TestUpgradeRefuses(t *testing.T) {
	path := firstVersion(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	text := path + ".text"
	if err := os.WriteFile(text, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := newFixture(t)
	for _, backup := range []string{text, f.path, path} {
		_, err := s.Upgrade(t.Context(), backup, nil)
		wantKind(t, "Upgrade with the copy "+filepath.Base(backup), err, ascribe.ErrConflict)
	}
	v := newVandal(t, path)
	v.must("update statement set last = last + 1 where n = (select max(n) from statement)")
	v.db.Close()
	before, _ := os.ReadFile(v.path)
	bad, err := Open(t.Context(), v.path)
	if err != nil {
		t.Fatal(err)
	}
	defer bad.Close()
	_, err = bad.Upgrade(t.Context(), v.path+".old", nil)
	wantKind(t, "Upgrade of a store that does not verify", err, ascribe.ErrUnverified)
	if after, _ := os.ReadFile(v.path); !bytes.Equal(before, after) {
		t.Error("it was changed")
	}
}

// upgrading names, in the environment, the store that this very program is to
// upgrade: see TestKillUpgrade.
const upgrading = "ASCRIBE_TEST_UPGRADE"

func TestMain(m *testing.M) {
	path := os.Getenv(upgrading)
	if path == "" {
		os.Exit(m.Run())
	}
	s, err := Open(context.Background(), path)
	if err == nil {
		_, err = s.Upgrade(context.Background(), path+".old", nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// kills is how often TestKillUpgrade ends an upgrade.
var kills = 6

// TestKillUpgrade: killed at any point, the store is the old one or the new;
// and what was begun can be done again.
func TestKillUpgrade(t *testing.T) {
	chance := rand.New(rand.NewPCG(10, uint64(kills)))
	var whole time.Duration
	for n := range kills {
		path := firstVersion(t)
		before := ledgerOf(t, path)
		upgrade := func(after time.Duration) error {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), upgrading+"="+path)
			cmd.Stderr = os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if after > 0 {
				time.AfterFunc(after, func() { cmd.Process.Kill() })
			}
			return cmd.Wait()
		}
		if n == 0 { // the first is let go, to see how long it takes
			begun := time.Now()
			if err := upgrade(0); err != nil {
				t.Fatal(err)
			}
			whole = time.Since(begun)
			continue
		}
		upgrade(time.Duration(chance.Int64N(int64(whole)) + 1)) //nolint:errcheck // it is killed, or done
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatalf("kill %d: %v", n, err)
		}
		if _, err := s.Verify(t.Context(), nil); err != nil {
			t.Fatalf("kill %d: of version %d, %v", n, s.version, err)
		}
		if s.Older() {
			if _, err := s.Upgrade(t.Context(), path+".old", nil); err != nil {
				t.Fatalf("kill %d: again: %v", n, err)
			}
		}
		s.Close()
		if !reflect.DeepEqual(before, ledgerOf(t, path)) {
			t.Errorf("kill %d: what is not derived has changed", n)
		}
	}
}
