package apptest

import (
	"context"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// At asks a question at a point that is opened for it alone. At1 and the others
// are the same for questions that take so many arguments.
func At[T any](ctx context.Context, a *point.App, q *point.Question, ask func(context.Context, *point.Point) (T, error)) (answer T, err error) {
	err = a.At(ctx, q, func(p *point.Point) (err error) {
		answer, err = ask(ctx, p)
		return err
	})
	return answer, err
}

func At1[T, A any](ctx context.Context, a *point.App, q *point.Question, ask func(context.Context, *point.Point, A) (T, error), a1 A) (T, error) {
	return At(ctx, a, q, func(ctx context.Context, p *point.Point) (T, error) { return ask(ctx, p, a1) })
}

func At2[T, A, B any](ctx context.Context, a *point.App, q *point.Question, ask func(context.Context, *point.Point, A, B) (T, error), a1 A, b1 B) (T, error) {
	return At(ctx, a, q, func(ctx context.Context, p *point.Point) (T, error) { return ask(ctx, p, a1, b1) })
}

func At3[T, A, B, C any](ctx context.Context, a *point.App, q *point.Question, ask func(context.Context, *point.Point, A, B, C) (T, error), a1 A, b1 B, c1 C) (T, error) {
	return At(ctx, a, q, func(ctx context.Context, p *point.Point) (T, error) { return ask(ctx, p, a1, b1, c1) })
}

func At4[T, A, B, C, D any](ctx context.Context, a *point.App, q *point.Question, ask func(context.Context, *point.Point, A, B, C, D) (T, error), a1 A, b1 B, c1 C, d1 D) (T, error) {
	return At(ctx, a, q, func(ctx context.Context, p *point.Point) (T, error) { return ask(ctx, p, a1, b1, c1, d1) })
}

func At5[T, A, B, C, D, E any](ctx context.Context, a *point.App, q *point.Question, ask func(context.Context, *point.Point, A, B, C, D, E) (T, error), a1 A, b1 B, c1 C, d1 D, e1 E) (T, error) {
	return At(ctx, a, q, func(ctx context.Context, p *point.Point) (T, error) { return ask(ctx, p, a1, b1, c1, d1, e1) })
}

// Codebooks are those that had been adopted as of a question.
func Codebooks(ctx context.Context, p *point.Point) (*point.Codebooks, error) {
	return p.Codebooks(ctx)
}

// Book is the codebook under which a question is asked.
func Book(_ context.Context, p *point.Point) (*codebook.Book, error) { return p.Book, nil }

// Text is the file of that codebook.
func Text(ctx context.Context, p *point.Point) ([]byte, error) { return p.Text(ctx) }

// Standing is the point of a question that stays open until the test asks for
// another or ends, for answers that are read as they come.
func Standing(t testing.TB, a *point.App, q *point.Question) *point.Point {
	t.Helper()
	if end, ok := standing.LoadAndDelete(t); ok {
		end.(func())() //nolint:forcetypeassert // of this type alone
	}
	opened, ended, failed := make(chan *point.Point), make(chan struct{}), make(chan error, 1)
	go func() {
		failed <- a.At(context.Background(), q, func(p *point.Point) error {
			opened <- p
			<-ended
			return nil
		})
	}()
	select {
	case p := <-opened:
		end := sync.OnceFunc(func() {
			close(ended)
			<-failed
		})
		standing.Store(t, end)
		t.Cleanup(func() {
			standing.Delete(t)
			end()
		})
		return p
	case err := <-failed:
		t.Fatal(err)
		return nil
	}
}

// standing has, by the test, what ends its point.
var standing sync.Map
