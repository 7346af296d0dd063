package disclose

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TermsOf are those of an imported dataset: what the mapping of its last edition
// says, else that of its first import. As with whom something is kept from, the
// last entry decides, and never the one that is asked for.
func TermsOf(ctx context.Context, p *point.Point, dataset string) (ascribe.Terms, error) {
	kept, key := point.Recently[termsKey, ascribe.Terms](p), termsKey{dataset, p.AsOf.Recorded}
	if t := kept.Get(key); t != nil {
		return *t, nil
	}
	t, err := readTerms(ctx, p, dataset)
	if err == nil {
		kept.Put(key, &t)
	}
	return t, err
}

// A termsKey is a dataset as it stands at an entry, where an edition that was taken
// back later is still there.
type termsKey struct {
	dataset  string
	recorded int64
}

func readTerms(ctx context.Context, p *point.Point, dataset string) (t ascribe.Terms, err error) {
	list, err := p.View.Datasets(ctx)
	if err != nil {
		return t, err
	}
	if at := slices.IndexFunc(list, func(d ascribe.Noted[ascribe.Dataset]) bool { return d.Noun.ID == dataset }); at >= 0 {
		t = list[at].Noun.May
	}
	editions, err := p.View.Editions(ctx, dataset)
	if err != nil {
		return t, err
	}
	if n := len(editions); n > 0 && !editions[n-1].Noun.May.IsZero() {
		t = editions[n-1].Noun.May
	}
	return t, nil
}

// Withheld reports whether the rows of the question's dataset are kept from whoever
// asks, since its licence does not let them be passed on.
func Withheld(ctx context.Context, p *point.Point) (bool, error) {
	return WithheldOf(ctx, p, p.About())
}

// WithheldOf is Withheld of a dataset.
func WithheldOf(ctx context.Context, p *point.Point, dataset string) (bool, error) {
	if p.Viewer.NamesAll() || dataset == ascribe.Main {
		return false, nil
	}
	t, err := TermsOf(ctx, p, dataset)
	return t.PassOn == ascribe.Refused || t.Show == ascribe.Refused, err
}

// Rows is an error where the rows of the question's dataset are withheld.
func Rows(ctx context.Context, p *point.Point) error {
	withheld, err := Withheld(ctx, p)
	if err != nil || !withheld {
		return err
	}
	return ascribe.Errorf(ascribe.ErrWithheld, "the licence of %s does not let its rows be passed on", p.About()).
		WithHint("ask for counts; whoever has the record has the rows")
}

// Shown is an error where not even counts of the question's dataset may be
// published.
func Shown(ctx context.Context, p *point.Point) error {
	if p.Viewer.NamesAll() || p.About() == ascribe.Main {
		return nil
	}
	t, err := TermsOf(ctx, p, p.About())
	if err != nil || t.Show != ascribe.Refused {
		return err
	}
	return ascribe.Errorf(ascribe.ErrWithheld, "the licence of %s does not let anything of it be published", p.About()).
		WithHint("whoever has the record has the answer")
}
