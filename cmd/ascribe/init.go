package main

import (
	"cmp"
	"context"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Init is the command.
type Init struct {
	Codebook string `help:"Adopt this codebook, a file or one that ships, instead of the newest version of direction." placeholder:"FILE|NAME@VERSION" predictor:"file"`
	acting
	JSON bool `name:"json" help:"Print what was done as JSON."`
}

// Run makes the store.
func (c *Init) Run(ctx context.Context, env *environment) error {
	file, err := codebookFile(cmp.Or(c.Codebook, newest.Name()))
	if err != nil {
		return err
	}
	if _, err := ask.CheckCodebook(file); err != nil {
		return err
	}
	made := newStore{env}
	adopt := func(a *point.App) error {
		_, err := acts.Adopt(ctx, a, c.by(), file)
		return err
	}
	if err := made.make(ctx, adopt); err != nil {
		return err
	}
	a, err := env.open(ctx)
	if err != nil {
		return err
	}
	defer a.Store.Close() //nolint:errcheck // it was only read
	book, err := a.CurrentBook(ctx)
	if err != nil {
		return err
	}
	said := map[string]string{"store": env.store, "key": keyFile(env.store), "codebook": book.ID, "version": book.Version}
	return env.done(&writing{JSON: c.JSON}, said,
		"Made %s and %s. Codebook: %s %s.\nKeep the key secret and safe: nothing can be written to the store without it.\n",
		env.store, keyFile(env.store), book.ID, book.Version)
}
