package app_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Readers of single nouns share what was read before, while one writes.
func TestRaceReadersOfNouns(t *testing.T) {
	a, ctx := secret(t), t.Context()
	asks := map[string]func(q *point.Question) error{
		"actors": func(q *point.Question) error {
			all, err := ask.Actors(ctx, a, q)
			if err == nil && len(all.Rows) == 0 {
				err = fmt.Errorf("no actors")
			}
			return err
		},
		"actor":  func(q *point.Question) error { _, err := ask.Actor(ctx, a, q, "person-6"); return err },
		"graph":  func(q *point.Question) error { _, err := ask.Graph(ctx, a, q); return err },
		"show":   func(q *point.Question) error { _, err := ask.Show(ctx, a, q, "station-2016"); return err },
		"source": func(q *point.Question) error { _, err := ask.Source(ctx, a, q, "court", 0, 0); return err },
		"sources": func(q *point.Question) error {
			_, err := ask.SourcePage(ctx, a, q, &ask.SourceSelection{Sort: "title"})
			return err
		},
		"statement":  func(q *point.Question) error { _, err := ask.Statement(ctx, a, q, "i1"); return err },
		"codebook":   func(q *point.Question) error { _, err := ask.CodebookPage(ctx, a, q); return err },
		"entries":    func(*point.Question) error { _, err := ask.Entries(ctx, a, ask.Place{}, 0); return err },
		"entry":      func(q *point.Question) error { _, err := ask.Entry(ctx, a, q, 2, 0, 0); return err },
		"entryproof": func(*point.Question) error { _, err := ask.EntryProof(ctx, a, 2); return err },
	}
	var running sync.WaitGroup
	for name, ask := range asks {
		running.Go(func() {
			for i := range 6 {
				if err := ask(&point.Question{AsOf: ascribe.Now, Public: i%2 == 0}); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	for i := range 6 {
		write(t, a, []ascribe.Noun{&ascribe.Actor{ID: fmt.Sprintf("new-%d", i), Kind: ascribe.Persona, Name: "New"}})
	}
	running.Wait()
}
