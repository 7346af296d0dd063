package point

import (
	"context"
	"io"
	"strconv"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/codebook"
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
	// WithoutIndex has every question worked out incident by incident: slow,
	// and what the index is held to.
	WithoutIndex bool

	books   books
	follows sync.Once
	ledger  *follow.Follower
	recents sync.Map // by the type of what they keep
}

// Following is what follows the ledger.
func (a *App) Following() *follow.Follower {
	a.follows.Do(func() { a.ledger = follow.NewFollower(a.Store, a.Cache) })
	return a.ledger
}

// Follow keeps what questions are answered from up with the ledger, until ctx
// ends; see [follow.Follower.Follow].
func (a *App) Follow(ctx context.Context, failed func(error)) {
	book := func(ctx context.Context) (*codebook.Book, error) { return a.Book(ctx, &Question{AsOf: ascribe.Now}) }
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
}

// File is a file that a person gives: its name is for messages.
type File struct {
	Name string
	Text []byte
}

// Question is what every question has in common: which dataset it is about,
// from which point it is asked, and under which codebook.
type Question struct {
	Dataset string // empty: ascribe.Main
	AsOf    ascribe.AsOf
	Version string // of the codebook; empty: the one adopted at AsOf.Recorded
	Draft   *File  // a codebook that is not adopted, to try it
	// Public says that the answer is for readers who are not the team: a
	// person who may not be named appears in it by role.
	Public bool

	Asked *Point // as it was put, where the entry has been pinned since
}

// About is the dataset that the question is about.
func (q *Question) About() string {
	if q.Dataset == "" {
		return ascribe.Main
	}
	return q.Dataset
}

// Point is where an answer stands, in JSON: null is no limit.
type Point struct {
	Known    *ascribe.Day `json:"known"`
	Recorded *int64       `json:"recorded"`
}

// Point is where the answer stands: as it was asked, not as it was pinned.
func (q *Question) Point() Point {
	if q.Asked != nil {
		return *q.Asked
	}
	var p Point
	if q.AsOf.Known != ascribe.Forever {
		p.Known = &q.AsOf.Known
	}
	if q.AsOf.Recorded != ascribe.Latest {
		p.Recorded = &q.AsOf.Recorded
	}
	return p
}

// Open begins the answer to a question: it finds the codebook, and pins the
// last entry that counts, so that what is written meanwhile does not mix in.
func (a *App) Open(ctx context.Context, asked *Question) (*Question, *codebook.Book, error) {
	point := asked.Point()
	q := *asked
	q.Asked = &point
	last, err := a.Store.Last(ctx)
	if err != nil {
		return nil, nil, err
	}
	q.AsOf.Recorded = min(q.AsOf.Recorded, last)
	book, err := a.Book(ctx, &q)
	return &q, book, err
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

// Recorded turns what a person gives for "recorded" into the number of an
// entry: that number, or an instant, or a day in UTC, which counts from its end;
// of these, the last entry at or before it. understood is false where the text
// is none of them.
func (a *App) Recorded(ctx context.Context, text string) (entry int64, understood bool, err error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true, a.CheckEntry(ctx, n)
	}
	instant, err := time.Parse(time.RFC3339Nano, text)
	if day, wrong := time.Parse(time.DateOnly, text); wrong == nil {
		instant, err = day.AddDate(0, 0, 1).Add(-time.Microsecond), nil
	}
	if err != nil {
		return 0, false, nil
	}
	entry, err = a.Store.EntryAt(ctx, instant)
	return entry, true, err
}

// LastEntry is the last one of the ledger: of number 0 where there is none.
func (a *App) LastEntry(ctx context.Context) (e ascribe.Entry, err error) {
	err = a.Store.View(ctx, func(v *store.View) error {
		last, err := v.Last(ctx)
		if err == nil && last > 0 {
			e, err = v.Entry(ctx, last)
		}
		return err
	})
	return e, err
}

// CheckEntry refuses an entry that is not written yet: what was recorded by
// then is not known, and must not be cited.
func (a *App) CheckEntry(ctx context.Context, n int64) error {
	last, err := a.Store.Last(ctx)
	if err != nil {
		return err
	}
	if n < 0 || n > last {
		return ascribe.Errorf(ascribe.ErrNotFound, "the ledger has no entry %d: its last is %d", n, last).
			WithHint("leave recorded out for everything that is written down")
	}
	return nil
}

// A PointKey is a point with a codebook: what an answer follows from.
type PointKey struct {
	Recorded int64
	Known    ascribe.Day
	Book     string
}

// Today is the day that the clock shows, in UTC.
func (a *App) Today() ascribe.Day {
	now := a.Now().UTC()
	return ascribe.NewDay(now.Year(), int(now.Month()), now.Day())
}
