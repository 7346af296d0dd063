package point

import (
	"context"
	"crypto/sha256"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/store"
)

// book is the codebook that a question is asked under.
func (a *App) book(ctx context.Context, v *store.View, q *Question) (*codebook.Book, error) {
	if q.Draft != nil {
		return a.Compile(q.Draft.Name, q.Draft.Text)
	}
	adoption, err := a.adoption(ctx, v, q)
	if err != nil {
		return nil, err
	}
	return a.Compile(adoption.ID+" "+adoption.Version, []byte(adoption.Text))
}

// Text is the file of the codebook that is asked under.
func (p *Point) Text(ctx context.Context) ([]byte, error) {
	if p.Draft != nil {
		return p.Draft.Text, nil
	}
	adoption, err := p.app.adoption(ctx, p.View, &p.Question)
	if err != nil {
		return nil, err
	}
	return []byte(adoption.Text), nil
}

// adoption is the version asked for, or else the last one adopted at the
// entry that is asked for.
func (a *App) adoption(ctx context.Context, v *store.View, q *Question) (*ascribe.Adoption, error) {
	all, err := a.adoptions(ctx, v, q)
	if err != nil {
		return nil, err
	}
	var found *ascribe.Adoption
	var versions []string
	for i := range all {
		noun := &all[i].Noun
		versions = append(versions, noun.Version)
		switch {
		case q.Version == "" && all[i].Entry <= q.AsOf.Recorded,
			q.Version != "" && (q.Version == noun.Version || q.Version == noun.ID+" "+noun.Version):
			found = noun
		}
	}
	switch {
	case found != nil:
		return found, nil
	case q.Version != "":
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "no version %q of a codebook has been adopted%s", q.Version, near.DidYouMean(q.Version, versions)).
			WithHint("adopted: %s", strings.Join(versions, ", "))
	case len(all) > 0:
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "no codebook had been adopted at entry %d", q.AsOf.Recorded).
			WithHint("the first was adopted in entry %d", all[0].Entry)
	}
	return nil, ascribe.Errorf(ascribe.ErrNotFound, "the dataset %s has no codebook", q.About()).
		WithHint("nothing can be asked of it before one is adopted")
}

// adoptions are the versions of a dataset's codebook. They are kept until there
// is another entry: each has the whole text of its file.
func (a *App) adoptions(ctx context.Context, v *store.View, q *Question) ([]ascribe.Noted[ascribe.Adoption], error) {
	last, err := v.Last(ctx)
	if err != nil {
		return nil, err
	}
	key := adoptionsKey{q.About(), q.Viewer.Key(), v.Turn(), last}
	adopted := recently[adoptionsKey, []ascribe.Noted[ascribe.Adoption]](a, maxRecent)
	if kept := adopted.Get(key); kept != nil {
		return *kept, nil
	}
	all, err := v.Adoptions(ctx, q.About())
	if err == nil {
		adopted.Put(key, &all)
	}
	return all, err
}

type adoptionsKey struct {
	dataset, viewer string
	turn            string // of an edition that was taken back, the codebook goes
	entry           int64
}

// maxBooks is how many compiled codebooks are kept: drafts come and go.
const maxBooks = 64

// Compile compiles a codebook once for each hash of its file.
func (a *App) Compile(name string, text []byte) (*codebook.Book, error) {
	a.compiling.Lock()
	defer a.compiling.Unlock()
	key := sha256.Sum256(text)
	compiled := recently[[sha256.Size]byte, codebook.Book](a, maxBooks)
	if b := compiled.Get(key); b != nil {
		return b, nil
	}
	b, err := codebook.Compile(name, text)
	if err == nil {
		compiled.Put(key, b)
	}
	return b, err
}
