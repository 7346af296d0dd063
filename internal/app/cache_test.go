package app_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// TestCopysCache: a copy of a store with other derived rows, under the same
// root, does not answer for the good one, neither by what it keeps in the cache
// folder nor, once it was rebuilt, for itself.
func TestCopysCache(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes 24,000 records")
	}
	ctx := context.Background()
	a := loaded(t)
	var many []ascribe.Noun
	for i := range 12_000 {
		id := fmt.Sprintf("i-%d", i)
		many = append(many, &ascribe.Incident{ID: id, Title: "Frobnicated " + id},
			&ascribe.Statement{ID: "s-" + id, Subject: id, Variable: "directive", Value: "top", Source: "cbc-day6-2017", Stance: ascribe.Asserts, Credibility: "1", Note: "grault"})
	}
	write(t, a, many)
	cache := t.TempDir()
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "good.db"), filepath.Join(folder, "bad.db")
	for _, name := range []string{good, bad} {
		if _, err := a.Store.Backup(ctx, name); err != nil {
			fatal(t, err)
		}
	}
	open := func(name, cache string) *point.App {
		s, err := store.Open(ctx, name)
		if err != nil {
			fatal(t, err)
		}
		t.Cleanup(func() { s.Close() })
		return &point.App{Store: s, Now: a.Now, Rand: a.Rand, Signer: a.Signer, Cache: cache}
	}
	count := func(a *point.App) (string, error) {
		c, err := apptest.At2(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Count, []string{"label"}, nil)
		text, _ := json.Marshal(c)
		return string(text), err
	}
	find := func(a *point.App) (int, error) {
		f, err := apptest.At1(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Search, "grault")
		if err != nil {
			return 0, err
		}
		return f.N, nil
	}
	hint := func(err error) string {
		e, _ := errors.AsType[*ascribe.Error](err)
		return e.Hint
	}
	want, err := count(open(good, ""))
	if err != nil {
		fatal(t, err)
	}

	db, err := sql.Open("sqlite", bad)
	if err != nil {
		t.Fatal(err)
	}
	changed := "update statement set stance = 2 where n % 3 = 0; update statement set subject = (select max(n) from subject where kind = 1 and n < statement.n) - 2 where n % 5 = 0 and n > 24000"
	if _, err := db.Exec(changed); err != nil {
		t.Fatal(err)
	}
	for what, ask := range map[string]func(*point.App) error{
		"count":  func(a *point.App) error { _, err := count(a); return err },
		"search": func(a *point.App) error { _, err := find(a); return err },
	} {
		err := ask(open(bad, cache))
		if ascribe.KindOf(err) != ascribe.ErrUnverified || !strings.Contains(hint(err), "ascribe verify") {
			t.Errorf("%s over changed rows: %v", what, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(cache, "*.timeline*")); len(left) != 0 {
		t.Errorf("what was misread is kept: %v", left)
	}
	db.Close()
	x := open(bad, cache)
	if err := x.Store.Rebuild(ctx); err != nil {
		fatal(t, err)
	}
	if got, err := count(x); err != nil || got != want {
		t.Errorf("rebuilt: %s, %v, want %s", got, err, want)
	}
	if n, err := find(x); err != nil || n != 12_000 {
		t.Errorf("rebuilt: found %d, %v", n, err)
	}

	// The two go ways of their own, to as many records and entries.
	add(t, x, &ascribe.Statement{Subject: "i-1", Variable: "directive", Value: "top", Source: "cbc-day6-2017", Stance: ascribe.Denies, Credibility: "1", Note: "waldo"})
	if got, err := count(open(bad, cache)); err != nil || got == want {
		t.Fatalf("the copy answers %s, %v", got, err)
	}
	if _, err := find(open(bad, cache)); err != nil {
		fatal(t, err)
	}
	if err := os.Remove(filepath.Join(cache, a.Store.ID()+".timeline")); err != nil {
		t.Fatal(err)
	}
	if _, err := count(open(bad, cache)); err != nil { // its cache has its last entry
		fatal(t, err)
	}
	y := open(good, "")
	add(t, y, &ascribe.Statement{Subject: "i-2", Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "1", Note: "plugh"})
	if want, err = count(y); err != nil {
		fatal(t, err)
	}
	for _, time := range []string{"first", "second"} {
		z := open(good, cache)
		if got, err := count(z); err != nil || got != want {
			t.Errorf("the good store, the %s time: %s, %v, want %s", time, got, err, want)
		}
		f, err := apptest.At1(ctx, z, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Search, "plugh")
		if err != nil || f.N != 1 {
			t.Errorf("the good store, the %s time: found %+v, %v", time, f, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(cache, "*.new")); len(left) != 0 {
		t.Errorf("there are left %v", left)
	}
}
