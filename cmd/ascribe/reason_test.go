package main

import (
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// TestReasonAtATerminal is asked why, and what is answered stands on the act and
// on its entry.
func TestReasonAtATerminal(t *testing.T) {
	said := program(t, t.TempDir())
	said("init")
	said("add", "incident", "x-2020", "An example")
	said("add", "source", "paper", "A report", "--published", "2020-02-03", "--reliability", "B")
	said("add", "statement", "x-2020", "contact", "member", "--source", "paper", "--credibility", "2", "--id", "s1")
	s := sit(t, "withdraw", "s1", "--kind", "strike", "--id", "w1")
	s.until("Why?")
	s.answer("it is about another incident")
	s.until("withdrawal w1")
	if code := <-s.end; code != 0 {
		t.Fatalf("it ends with %d", code)
	}
	if why := lastReason(t); why != "it is about another incident" {
		t.Errorf("on the entry stands %q", why)
	}
	book := t.TempDir() + "/book"
	said("export", book)
	if rows := string(fileV1(t, book+"/withdrawals.csv")); !strings.Contains(rows, "it is about another incident") {
		t.Errorf("the casebook: %s", rows)
	}

	s = sit(t, "withdraw", "w1", "--kind", "strike")
	s.until("Why?")
	s.answer("  ")
	s.until("a strike needs a reason")
	if code := <-s.end; code != 2 {
		t.Errorf("without an answer it ends with %d", code)
	}
}

// lastReason is what stands on the last entry of the store.
func lastReason(t *testing.T) (why string) {
	t.Helper()
	s, err := store.Open(t.Context(), os.Getenv("ASCRIBE_STORE"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(t.Context(), func(v *store.View) error {
		last, err := v.Last(t.Context())
		if err != nil {
			return err
		}
		e, err := v.Entry(t.Context(), last)
		if err != nil {
			return err
		}
		reasons, err := v.Reasons(t.Context(), []ascribe.Entry{e})
		if err == nil {
			why = reasons[0]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return why
}
