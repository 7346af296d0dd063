package app_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// follow has a program follow the ledger until the test ends.
func follow(t testing.TB, a *point.App) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		a.Follow(ctx, func(err error) { t.Errorf("%v (%v)", err, a.Cache) })
	}()
	t.Cleanup(func() {
		stop()
		<-done
	})
}

// until waits until something holds, and fails the test where it never does.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for range 600 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(what)
}

// TestFollow: what others write is found and counted by one who follows, and
// what has been read says how far.
func TestFollow(t *testing.T) {
	other := others(t, loaded(t))
	a, b := other(), other()
	follow(t, a)
	ctx, now := context.Background(), &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	find := func(text string) *ask.Found {
		f, err := apptest.At1(ctx, a, now, ask.Search, text)
		if err != nil {
			fatal(t, err)
		}
		if r := f.Read; r.Entry > r.Of || r.Records > r.OfRecords || r.All() != (r.Entry == r.Of) || r.OfRecords == 0 {
			t.Errorf("read %+v", r)
		}
		return f
	}
	until(t, "the words are never read", func() bool { f := find("würzburg train"); return f.N > 0 && f.Read.All() })
	for i := range 3 {
		add(t, b, &ascribe.Incident{ID: fmt.Sprint("i", i), Title: "Frobnicated"},
			&ascribe.Statement{Subject: fmt.Sprint("i", i), Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "2"})
		until(t, "what another wrote is never found", func() bool { return find("frobnicated").N == i+1 })
		if n := len(search(t, a, now, "frobnicated")); n != i+1 {
			t.Errorf("the list has %d of %d", n, i+1)
		}
	}
	// As of an entry that is read, nothing is missing, whatever came after it.
	add(t, b, &ascribe.Incident{ID: "later", Title: "Later"})
	last, err := b.Store.Last(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f, err := apptest.At1(ctx, a, &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: last - 1}, Viewer: point.Team}, ask.Search, "frobnicated")
	if err != nil || f.N != 3 || !f.Read.All() || f.Read.Of != last-1 {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestFollowEmpty: a record without a codebook can be followed, and gets one
// meanwhile.
func TestFollowEmpty(t *testing.T) {
	a := newApp(t)
	follow(t, a)
	time.Sleep(100 * time.Millisecond)
	full := loaded(t)
	text, err := apptest.At(context.Background(), full, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, apptest.Text)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acts.Adopt(context.Background(), a, anna, point.File{Name: "direction.yaml", Text: text}); err != nil {
		fatal(t, err)
	}
	add(t, a, &ascribe.Incident{ID: "one", Title: "Frobnicated"})
	if list, err := apptest.At1(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.List, &ask.Selection{}); err != nil || list.Total != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestFollowDamaged: a file of words that goes bad while it is followed is made
// anew.
func TestFollowDamaged(t *testing.T) {
	other := others(t, loaded(t))
	a := other()
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	if len(search(t, a, now, "würzburg train")) == 0 {
		t.Fatal("nothing is found")
	}
	file := filepath.Join(a.Cache, a.Store.ID()+".words")
	a.Store.Close()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(text); i++ {
		text[i] = byte(i * 7)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	a = other()
	follow(t, a)
	until(t, "it is never found again", func() bool {
		f, err := apptest.At1(context.Background(), a, now, ask.Search, "würzburg train")
		if err != nil {
			fatal(t, err)
		}
		return f.N > 0 && f.Read.All()
	})
}

// An erased statement counts no more, neither in an index that is open nor in
// a snapshot; and an erased withdrawal withdraws nothing.
func TestErasedCountsNoMore(t *testing.T) {
	a := loaded(t)
	now := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	add(t, a, &ascribe.Incident{ID: "one", Title: "One frobnicated"},
		&ascribe.Statement{ID: "s1", Subject: "one", Variable: "contact", Value: "member", Source: "cbc-day6-2017", Credibility: "2"},
		&ascribe.Statement{ID: "s2", Subject: "one", Variable: "country", Value: "DE", Source: "cbc-day6-2017", Credibility: "2", Note: "grault"},
		&ascribe.Withdrawal{ID: "w1", Statement: "s2", Kind: ascribe.Strike})
	of := func(variable, value string) int {
		l, err := apptest.At1(context.Background(), a, now, ask.List, &ask.Selection{Where: []ask.Condition{ask.Is(variable, value)}})
		if err != nil {
			fatal(t, err)
		}
		return l.Total
	}
	members := of("contact", "member")
	if got := search(t, a, now, "grault"); len(got) != 0 {
		t.Errorf("struck, and found: %v", got)
	}
	erase(t, a, store.SpaceStatement, "s1")
	if got := of("contact", "member"); got != members-1 {
		t.Errorf("%d of %d count after one was erased", got, members)
	}
	erase(t, a, store.SpaceStatement, "w1")
	if got := search(t, a, now, "grault"); len(got) != 1 {
		t.Errorf("what withdrew it was erased: %v", got)
	}
}
