package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// environment is what a command has around it.
type environment struct {
	stdin    io.Reader
	out, err *terminal
	now      func() time.Time
	rand     io.Reader
	store    string // the store's file
	json     bool   // errors are written as JSON
	quiet    func() // ends what shows that something is at work
}

// open opens the store. Its key is read only when something is written.
func (e *environment) open(ctx context.Context) (*point.App, error) {
	s, err := store.Open(ctx, e.store)
	if err != nil {
		return nil, err
	}
	return e.app(s), nil
}

func (e *environment) app(s *store.Store) *point.App {
	a := &point.App{
		Store: s, Now: e.now, Rand: e.rand, Cache: cacheFolder(), Caches: cacheFolders(),
		Signer: func() (note.Signer, error) {
			e.warnOfKey()
			return readKey(e.store)
		},
	}
	if s.Older() { // it lacks what tells whether a cache was made of it
		a.Cache, a.WithoutIndex = "", true
	}
	return a
}

// cacheFolder is where lies what can be made anew: the user's cache, or what
// ASCRIBE_CACHE says; nowhere, where that is none.
func cacheFolder() string {
	if os.Getenv("ASCRIBE_CACHE") == "none" {
		return ""
	}
	if dir := os.Getenv("ASCRIBE_CACHE"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "ascribe")
}

// ask opens the store for one question, and shows that it is at work where
// that takes long. An interrupt ends it, also where it is so deep in something
// that it does not notice: nothing is written that could be left half done.
func (e *environment) ask(ctx context.Context, f func(*point.App) error) error {
	return leaving(ctx, func() error { return e.work(ctx, f) })
}

// leaving does what writes nothing, and leaves it behind where it does not end
// soon after the context has.
func leaving(ctx context.Context, do func() error) error {
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(interruption):
		return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted").WithCause(ctx.Err())
	}
}

// interruption is how long a command has to end by itself.
const interruption = 2 * time.Second

// work opens the store for something short that changes it or makes a file, and
// shows that it is at work.
func (e *environment) work(ctx context.Context, f func(*point.App) error) error {
	e.quiet = sync.OnceFunc(e.busy("working"))
	defer e.quiet()
	return e.use(ctx, f)
}

// use opens the store for something that shows how far it is by itself.
func (e *environment) use(ctx context.Context, f func(*point.App) error) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.Store.Close() //nolint:errcheck // what was written is already durable
	return f(a)
}

// keyFile is beside the store, with the ending .key.
func keyFile(storeFile string) string {
	return strings.TrimSuffix(storeFile, ".db") + ".key"
}

// warnOfKey tells whoever writes that others can read the key.
func (e *environment) warnOfKey() {
	name := keyFile(e.store)
	if info, err := os.Stat(name); err == nil && readByOthers(info) {
		e.err.WriteString("ascribe: others can read the key " + name + ", and sign for the store\n→ let its owner alone read it: chmod 600 " + name + "\n")
	}
}

func readKey(storeFile string) (note.Signer, error) {
	name := keyFile(storeFile)
	text, err := readFile(name)
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "the key %s cannot be read, and nothing can be written without it", name).
			WithHint("put the key that was made with the store back beside it").WithCause(err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is not the key of a store", name).
			WithHint("put the key that was made with the store back beside it").WithCause(err)
	}
	return signer, nil
}

func systemUser() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "unknown"
}

// acting is who acts, and why.
type acting struct {
	Who string `help:"Who acts (by default the system's user)." env:"ASCRIBE_WHO" default:"${user}" placeholder:"NAME"`
	Why string `help:"Why: a reason that is kept with the entry." placeholder:"REASON"`
}

func (w *acting) by() point.By { return point.By{Who: w.Who, Why: w.Why} }

// writing is what every command that writes can say.
type writing struct {
	acting
	JSON   bool `name:"json" help:"Print what was done as JSON."`
	DryRun bool `help:"Write nothing: say what would be written, or why not."`
}

func (w *writing) by() point.By {
	by := w.acting.by()
	by.DryRun = w.DryRun
	return by
}

// done prints what was done.
func (e *environment) done(w *writing, v any, format string, args ...any) error {
	if w.JSON {
		return e.printJSON(v)
	}
	e.out.WriteString(fmt.Sprintf(format, args...))
	return nil
}

// formats are the forms in which an answer can be had.
type formats struct {
	JSON bool `name:"json" xor:"format" help:"Print the answer as JSON."`
	CSV  bool `name:"csv" xor:"format" help:"Print the answer as CSV for programs."`

	CSVPeople bool `name:"csv-people" xor:"format" help:"Print the answer as CSV for people, to be opened in a spreadsheet: with a byte order mark, and a ' before what would be a formula."`
}

// asking is what every question can say.
type asking struct {
	Known    string `help:"As known on this day (2016-07-20; a month or year counts from its end)." placeholder:"DAY"`
	Recorded string `help:"As written down by this entry (its number) or instant (2026-11-24T12:00:00Z, or a day)." placeholder:"N|INSTANT"`
	Codebook string `help:"Under this version of the codebook, or under one that is not adopted: a file, or one that ships (direction@1.1.0)." placeholder:"VERSION|FILE" predictor:"file"`
	Dataset  string `help:"About this dataset." default:"main" placeholder:"NAME" predictor:"dataset"`
}

// at opens the point that the flags say, for one question.
func (e *environment) at(ctx context.Context, k *asking, ask func(*point.Point) error) error {
	return e.ask(ctx, func(a *point.App) error { return k.at(ctx, a, ask) })
}

// here opens the record for a question that has no point of its own.
func (e *environment) here(ctx context.Context, ask func(*point.Point) error) error {
	return e.ask(ctx, func(a *point.App) error {
		return a.Here(ctx, point.Team, func(p *point.Point) error { return disclose.Meant(ctx, p, ask(p)) })
	})
}

func (k *asking) at(ctx context.Context, a *point.App, ask func(*point.Point) error) error {
	return a.Here(ctx, point.Team, func(here *point.Point) error {
		q, err := k.question(ctx, here)
		if err != nil {
			return err
		}
		p, err := here.Of(ctx, *q)
		if err != nil {
			return disclose.Meant(ctx, here, err)
		}
		return disclose.Meant(ctx, p, ask(p))
	})
}

// question turns the flags into a question to the store.
func (k *asking) question(ctx context.Context, here *point.Point) (*point.Question, error) {
	q := &point.Question{Dataset: k.Dataset, AsOf: ascribe.Now}
	if k.Known != "" {
		day, err := parseKnown("--known", k.Known)
		if err != nil {
			return nil, err
		}
		q.AsOf.Known = day
	}
	if k.Recorded != "" {
		n, err := parseRecorded(ctx, here, k.Recorded)
		if err != nil {
			return nil, err
		}
		q.AsOf.Recorded = n
	}
	return q, k.under(q)
}

// under puts the codebook into a question: a version that was adopted, where
// there is no file of that name.
func (k *asking) under(q *point.Question) error {
	if k.Codebook == "" {
		return nil
	}
	switch file, err := codebookFile(k.Codebook); {
	case err == nil:
		q.Draft = &file
	case !shippedName.MatchString(k.Codebook) && ascribe.KindOf(err) == ascribe.ErrNotFound:
		q.Version = k.Codebook
	default:
		return err
	}
	return nil
}
