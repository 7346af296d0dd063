package point

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Question is from where something is asked: of which dataset, as of when,
// under which codebook, and for whom.
type Question struct {
	Dataset string // empty: ascribe.Main
	AsOf    ascribe.AsOf
	Version string // of the codebook; empty: the one adopted at AsOf.Recorded
	Draft   *File  // a codebook that is not adopted, to try it
	Viewer  Viewer // the zero one is the public
}

// About is the dataset that the question is about.
func (q *Question) About() string {
	if q.Dataset == "" {
		return ascribe.Main
	}
	return q.Dataset
}

// Asked is the point as it was put, and as every answer repeats it: null means
// no limit.
type Asked struct {
	Known    *ascribe.Day `json:"known"`
	Recorded *int64       `json:"recorded"`
}

func (q *Question) asked() Asked {
	var a Asked
	if q.AsOf.Known != ascribe.Forever {
		a.Known = new(q.AsOf.Known)
	}
	if q.AsOf.Recorded != ascribe.Latest {
		a.Recorded = new(q.AsOf.Recorded)
	}
	return a
}

// A Point is where every question is answered from: one view of the store, the
// entry up to which it is read, the codebook, and who asks. It is opened once,
// and belongs to one goroutine.
type Point struct {
	Question // AsOf.Recorded is an entry that there is
	Asked    Asked
	Book     *codebook.Book // nil at a point that was opened without one
	View     *store.View
	Last     int64 // the last entry of the ledger

	app    *App
	ledger *follow.Follower
	record *int64 // the last one that counts, once somebody has asked
}

// At opens the point of a question, for as long as a function asks there.
func (a *App) At(ctx context.Context, q *Question, ask func(*Point) error) error {
	return a.Here(ctx, q.Viewer, func(here *Point) error {
		p, err := here.Of(ctx, *q)
		if err != nil {
			return err
		}
		return ask(p)
	})
}

// Here is a point without a codebook and without limits: of what needs none, and
// from where others are found.
func (a *App) Here(ctx context.Context, viewer Viewer, ask func(*Point) error) error {
	sight, err := a.sightOf(viewer)
	if err != nil {
		return err
	}
	return sight.store.View(ctx, func(v *store.View) error {
		last, err := v.Last(ctx)
		if err != nil {
			return err
		}
		p := &Point{Question: Question{AsOf: ascribe.Now, Viewer: viewer}, View: v, Last: last, app: a, ledger: sight.ledger}
		p.AsOf.Recorded = last
		if err := p.stand(ctx); err != nil {
			return err
		}
		return ask(p)
	})
}

// stand has the view as it stands for whoever asks at the entry: with what was put
// right by then. What actors and links were before they were put right is shown to
// the team alone.
func (p *Point) stand(ctx context.Context) error {
	record, err := p.Record(ctx)
	if err != nil {
		return err
	}
	at := store.Standpoint{Record: record, Closed: record}
	if !p.Viewer.NamesAll() {
		if at.Closed, err = p.View.LastRecord(ctx, p.Last); err != nil {
			return err
		}
	}
	p.View, err = p.View.At(ctx, at)
	return err
}

// CurrentBook is the codebook under which the team's own record is read now.
func (a *App) CurrentBook(ctx context.Context) (book *codebook.Book, err error) {
	err = a.At(ctx, &Question{AsOf: ascribe.Now}, func(p *Point) error {
		book = p.Book
		return nil
	})
	return book, err
}

// Of is the point of another question, in the same view and for the same viewer.
func (p *Point) Of(ctx context.Context, q Question) (*Point, error) {
	q.Viewer = p.Viewer
	other := &Point{Question: q, Asked: q.asked(), View: p.View, Last: p.Last, app: p.app, ledger: p.ledger}
	other.AsOf.Recorded = min(q.AsOf.Recorded, p.Last)
	if err := other.stand(ctx); err != nil {
		return nil, err
	}
	var err error
	other.Book, err = p.app.book(ctx, other.View, &other.Question)
	return other, err
}

// In is the same point of another dataset, under the codebook that it has there: a
// version or a draft that was asked for was meant for this one.
func (p *Point) In(ctx context.Context, dataset string) (*Point, error) {
	if p.About() == (&Question{Dataset: dataset}).About() {
		return p, nil
	}
	q := p.Question
	q.Dataset, q.Version, q.Draft = dataset, "", nil
	other, err := p.Of(ctx, q)
	other.Asked = p.Asked
	return other, err
}

// On is the same point as known on another day. What was asked stays.
func (p *Point) On(known ascribe.Day) *Point {
	other := *p
	other.AsOf.Known = known
	return &other
}

// AsRecorded is the same point as recorded at another entry, under the same codebook.
// What was asked stays.
func (p *Point) AsRecorded(ctx context.Context, entry int64) (*Point, error) {
	other := *p
	other.AsOf.Recorded, other.record = entry, nil
	return &other, other.stand(ctx)
}

// Under is the same point under another codebook.
func (p *Point) Under(book *codebook.Book) *Point {
	other := *p
	other.Book = book
	return &other
}

// Record is the last record that counts: that of the entry that was asked for.
func (p *Point) Record(ctx context.Context) (int64, error) {
	if p.record == nil {
		n, err := p.View.LastRecord(ctx, p.AsOf.Recorded)
		if err != nil {
			return 0, err
		}
		p.record = &n
	}
	return *p.record, nil
}

// Adopted is the codebook of another version of the dataset.
func (p *Point) Adopted(ctx context.Context, version string) (*codebook.Book, error) {
	return p.app.book(ctx, p.View, &Question{Dataset: p.Dataset, AsOf: ascribe.Now, Version: version, Viewer: p.Viewer})
}

// Compile compiles a codebook, or takes it from those that were used lately.
func (p *Point) Compile(name string, text []byte) (*codebook.Book, error) {
	return p.app.Compile(name, text)
}

// Following keeps up with the ledger. What it has may be newer than the view:
// ask it up to a record.
func (p *Point) Following() *follow.Follower { return p.ledger }

// WithoutIndex has every question worked out incident by incident.
func (p *Point) WithoutIndex() bool { return p.app.WithoutIndex }

// Store is the id of the store, and the key that its checkpoints are signed
// with.
func (p *Point) Store() (id, publicKey string) { return p.app.Store.ID(), p.app.Store.PublicKey() }

// Today is the day, in UTC, by the clock of the program.
func (p *Point) Today() ascribe.Day { return p.app.Today() }

// A Key is a point as the key of what is kept: what an answer follows from, but
// for the viewer and the last entry, which [Recently] knows.
type Key struct {
	Dataset, Book string
	AsOf          ascribe.AsOf
}

// Key names the point.
func (p *Point) Key() Key {
	return Key{p.About(), p.Book.SHA256, p.AsOf}
}
