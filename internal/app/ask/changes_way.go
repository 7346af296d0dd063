package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A way is that from one point of the two times to another, parted where something
// was put right: there a dossier is another before and after. Persons are seen, all
// the way, as at its end.
type way struct {
	last      *point.Point // as recorded at the end
	move      *classify.Move
	sight     *disclose.Sight
	views     []*store.View      // one of each stretch
	stretches []classify.Stretch // without dossiers
}

// newWay is the way of a move that ends at a point.
func newWay(ctx context.Context, last *point.Point, move *classify.Move) (*way, error) {
	w := &way{last: last, move: move}
	var err error
	if w.sight, err = disclose.SightAt(ctx, last, booksIn(move)...); err != nil {
		return nil, err
	}
	r, err := w.records(ctx)
	if err != nil {
		return nil, err
	}
	turns, err := last.View.Turns(ctx, r)
	if err != nil {
		return nil, err
	}
	from := move.From.Recorded
	for i := range len(turns) + 1 {
		to := move.To.Recorded
		if i < len(turns) {
			to = turns[i] - 1
		}
		p, err := last.AsRecorded(ctx, to)
		if err != nil {
			return nil, err
		}
		books, err := booksOn(ctx, p)
		if err != nil {
			return nil, err
		}
		w.views = append(w.views, p.View)
		w.stretches = append(w.stretches, classify.Stretch{From: from, To: to, Books: books})
		from = to + 1
	}
	move.Books = w.stretches[len(w.stretches)-1].Books
	return w, nil
}

// records are those between the ends.
func (w *way) records(ctx context.Context) (r store.Range, err error) {
	if r.After, err = w.last.View.LastRecord(ctx, w.move.From.Recorded); err == nil {
		r.UpTo, err = w.last.View.LastRecord(ctx, w.move.To.Recorded)
	}
	return r, err
}

// A traveller is an incident on the way, with what is held of it in each stretch.
type traveller struct {
	stretches []classify.Stretch
	steps     []classify.Step
	dossier   *ascribe.Dossier  // the last that it has
	reading   *classify.Reading // at the end; nil: it is not there
	recorded  int64             // at the end
}

// incidents calls use with those of some incidents that are there somewhere on the
// way.
func (w *way) incidents(ctx context.Context, ids []string, use func(*traveller) error) error {
	const page = 256
	for part := range slices.Chunk(ids, page) {
		there := make([]map[string]*ascribe.Dossier, len(w.views))
		for i, v := range w.views {
			var err error
			if there[i], err = w.sight.Dossiers(ctx, v, w.last.About(), part); err != nil {
				return err
			}
		}
		for _, id := range part {
			t := &traveller{stretches: slices.Clone(w.stretches), recorded: w.move.To.Recorded}
			for i := range t.stretches {
				if d := there[i][id]; d != nil {
					t.stretches[i].Dossier, t.dossier = d, d
				}
			}
			if t.dossier == nil {
				continue
			}
			if d := t.stretches[len(t.stretches)-1].Dossier; d != nil {
				t.reading = classify.Read(w.last.Book, d, w.move.To.Recorded)
			}
			t.steps = w.move.StepsAcross(t.stretches)
			if err := use(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// touched are the ids of the incidents of which something may have changed, in the
// order of the ledger.
func (w *way) touched(ctx context.Context) ([]string, error) {
	r, err := w.records(ctx)
	if err != nil {
		return nil, err
	}
	if !w.otherBook() {
		ids, all, err := w.last.View.Touched(ctx, w.last.About(), r, w.move.From.Known, w.move.To.Known)
		if err != nil || !all {
			return w.sight.With(ids), err
		}
	}
	var ids []string
	seen := map[string]bool{}
	for _, v := range w.views {
		for x, err := range v.Subjects(ctx, w.last.About(), ascribe.OfIncident) {
			if ascribe.KindOf(err) == ascribe.ErrNotFound {
				break // the dataset came later
			}
			if err != nil {
				return nil, err
			}
			if id := x.Noun.Key().ID; !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// otherBook reports whether another codebook counts somewhere on the way.
func (w *way) otherBook() bool {
	at := func(books []classify.Adopted, entry int64) point.BookName {
		if name := bookAt(books, entry); name != nil {
			return *name
		}
		return point.BookName{}
	}
	was := at(w.stretches[0].Books, w.move.From.Recorded)
	for i := range w.stretches {
		s := &w.stretches[i]
		if at(s.Books, s.From) != was || slices.ContainsFunc(s.Books, func(a classify.Adopted) bool {
			return a.Entry > s.From && a.Entry <= s.To && point.NameOf(a.Book) != was
		}) {
			return true
		}
	}
	return false
}

// booksIn are the codebooks of a way.
func booksIn(move *classify.Move) (books []*codebook.Book) {
	for _, a := range move.Books {
		books = append(books, a.Book)
	}
	return books
}
