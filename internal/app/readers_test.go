package app_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Readers of single nouns share what was read before, while one writes.
func TestRaceReadersOfNouns(t *testing.T) {
	a, ctx := secret(t), t.Context()
	asks := map[string]func(q *point.Question) error{
		"actors": func(q *point.Question) error {
			all, err := apptest.At(ctx, a, q, ask.Actors)
			if err == nil && len(all.Rows) == 0 {
				err = fmt.Errorf("no actors")
			}
			return err
		},
		"actor":  func(q *point.Question) error { _, err := apptest.At1(ctx, a, q, ask.Actor, "person-6"); return err },
		"graph":  func(q *point.Question) error { _, err := apptest.At(ctx, a, q, ask.Graph); return err },
		"show":   func(q *point.Question) error { _, err := apptest.At1(ctx, a, q, ask.Show, "station-2016"); return err },
		"source": func(q *point.Question) error { _, err := apptest.At3(ctx, a, q, ask.Source, "court", 0, 0); return err },
		"sources": func(q *point.Question) error {
			_, err := apptest.At1(ctx, a, q, ask.SourcePage, &ask.SourceSelection{Sort: "title"})
			return err
		},
		"statement": func(q *point.Question) error { _, err := apptest.At1(ctx, a, q, ask.Statement, "i1"); return err },
		"codebook":  func(q *point.Question) error { _, err := apptest.At(ctx, a, q, ask.CodebookPage); return err },
		"entries": func(*point.Question) error {
			_, err := apptest.At2(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entries, ask.Place{}, 0)
			return err
		},
		"entry": func(q *point.Question) error { _, err := apptest.At3(ctx, a, q, ask.Entry, 2, 0, 0); return err },
		"entryproof": func(*point.Question) error {
			_, err := apptest.At1(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.EntryProof, 2)
			return err
		},
	}
	var running sync.WaitGroup
	for name, ask := range asks {
		running.Go(func() {
			for i := range 6 {
				if err := ask(&point.Question{AsOf: ascribe.Now, Viewer: []point.Viewer{point.Public, point.Team}[i%2]}); err != nil {
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
