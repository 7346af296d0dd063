package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Init is the command.
type Init struct {
	Codebook string `help:"Adopt this codebook, a file or one that ships, instead of the newest version of direction." placeholder:"FILE|NAME@VERSION" predictor:"file"`
	writing
}

// Run makes the store.
func (c *Init) Run(ctx context.Context, env *environment) error {
	file, err := codebookFile(cmp.Or(c.Codebook, newest.Name()))
	if err != nil {
		return err
	}
	if _, err := app.CheckCodebook(file); err != nil {
		return err
	}
	a, err := env.create(ctx)
	if err != nil {
		return err
	}
	defer a.Store.Close() //nolint:errcheck // what was written is already durable
	if _, err := a.Adopt(ctx, c.by(), file); err != nil {
		return err
	}
	book, err := a.Book(ctx, &app.Question{AsOf: ascribe.Now})
	if err != nil {
		return err
	}
	made := map[string]string{"store": env.store, "key": keyFile(env.store), "codebook": book.ID, "version": book.Version}
	return env.done(&c.writing, made,
		"Made %s and %s. Codebook: %s %s.\nKeep the key secret and safe: nothing can be written to the store without it.\n",
		env.store, keyFile(env.store), book.ID, book.Version)
}

// create makes a store and, beside it, its key.
func (e *environment) create(ctx context.Context) (*app.App, error) {
	origin, private, err := app.NewOrigin(e.rand)
	if err != nil {
		return nil, err
	}
	key := keyFile(e.store)
	if err := writeNew(key, []byte(private+"\n"), 0o600); err != nil {
		return nil, err
	}
	s, err := store.Create(ctx, e.store, origin)
	if err != nil {
		return nil, errors.Join(err, os.Remove(key))
	}
	return e.app(s), nil
}

// writeNew writes a file that does not exist yet.
func writeNew(name string, text []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	switch {
	case errors.Is(err, fs.ErrExist):
		return ascribe.Errorf(ascribe.ErrConflict, "%s is there already", name).WithHint("nothing is overwritten: choose another name")
	case err != nil:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be written", name).WithHint("is the folder there, and may you write to it?").WithCause(err)
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
