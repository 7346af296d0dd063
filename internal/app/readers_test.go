package app_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
)

// Readers of single nouns share what was read before, while one writes.
func TestRaceReadersOfNouns(t *testing.T) {
	a, ctx := secret(t), t.Context()
	asks := map[string]func(q *app.Question) error{
		"actors": func(q *app.Question) error {
			all, err := a.Actors(ctx, q)
			if err == nil && len(all.Rows) == 0 {
				err = fmt.Errorf("no actors")
			}
			return err
		},
		"actor":  func(q *app.Question) error { _, err := a.Actor(ctx, q, "person-6"); return err },
		"graph":  func(q *app.Question) error { _, err := a.Graph(ctx, q); return err },
		"show":   func(q *app.Question) error { _, err := a.Show(ctx, q, "station-2016"); return err },
		"source": func(q *app.Question) error { _, err := a.Source(ctx, q, "court", 0, 0); return err },
		"sources": func(q *app.Question) error {
			_, err := a.SourcePage(ctx, q, &app.SourceSelection{Sort: "title"})
			return err
		},
		"statement":  func(q *app.Question) error { _, err := a.Statement(ctx, q, "i1"); return err },
		"codebook":   func(q *app.Question) error { _, err := a.CodebookPage(ctx, q); return err },
		"entries":    func(*app.Question) error { _, err := a.Entries(ctx, app.Place{}, 0); return err },
		"entry":      func(q *app.Question) error { _, err := a.Entry(ctx, q, 2, 0, 0); return err },
		"entryproof": func(*app.Question) error { _, err := a.EntryProof(ctx, 2); return err },
	}
	var running sync.WaitGroup
	for name, ask := range asks {
		running.Go(func() {
			for i := range 6 {
				if err := ask(&app.Question{AsOf: ascribe.Now, Public: i%2 == 0}); err != nil {
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
