package point

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/document"
	"github.com/ascribe-project/ascribe/internal/store"
)

// An App is the program over one store. The clock, the source of randomness
// and the key are the caller's.
type App struct {
	Store  *store.Store
	Now    func() time.Time
	Rand   io.Reader
	Signer func() (note.Signer, error) // asked for at each act
	Cache  string                      // a folder for what can be made anew; empty: none
	Caches []string                    // all folders in which there may be such, for an erasure
	// WithoutIndex has every question worked out incident by incident: slow,
	// and what the index is held to.
	WithoutIndex bool

	follows   sync.Once
	ledger    *follow.Follower
	compiling sync.Mutex
	recents   sync.Map // by the type of what they keep
	reached   sync.Map // the last entry at which they kept something, by the same
	sights    sights
}

// Documents is where the files of the documents lie.
func (a *App) Documents() document.Folder { return document.Beside(a.Store.Path()) }

// Documents is where the files of the documents lie.
func (p *Point) Documents() document.Folder { return p.app.Documents() }

// Following is what follows the ledger.
func (a *App) Following() *follow.Follower {
	a.follows.Do(func() { a.ledger = follow.NewFollower(a.Store.Apart(), a.Cache) })
	return a.ledger
}

// Follow keeps what questions are answered from up with the ledger, until ctx
// ends; see [follow.Follower.Follow].
func (a *App) Follow(ctx context.Context, failed func(error)) {
	book := a.CurrentBook
	if a.WithoutIndex {
		book = nil
	}
	a.Following().Follow(ctx, book, failed)
}

// By says who acts, and why.
type By struct {
	Who string
	Why string
	// Although goes on where what is written is doubtful: a day in the future, or a
	// codebook that lacks what was coded.
	Although bool
	// Strict refuses what looks like something that is there.
	Strict bool
	// DryRun writes nothing, and says what would be written.
	DryRun bool
	// Once has the same asked for again write nothing; nil: it is written again.
	Once *Once
	// Upon is the entry that must still be the last one; 0: any.
	Upon int64
}

// Once is what is asked for under a key, so that asking again writes nothing.
type Once = store.Once

// ErrMoved ends an act where the ledger has another entry than the one that it was
// to stand upon.
var ErrMoved = errors.New("there is another entry since")

// File is a file that a person gives: its name is for messages.
type File struct {
	Name string
	Text []byte
}

// BookName says in an answer which codebook gave it.
type BookName struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// NameOf is how answers name a codebook.
func NameOf(b *codebook.Book) BookName {
	return BookName{ID: b.ID, Version: b.Version, SHA256: b.SHA256}
}

// Today is the day that the clock shows, in UTC.
func (a *App) Today() ascribe.Day {
	now := a.Now().UTC()
	return ascribe.NewDay(now.Year(), int(now.Month()), now.Day())
}
