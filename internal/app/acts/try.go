package acts

import (
	"context"
	"errors"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Trial is what nouns would come to, were they written down.
type Trial struct {
	*ask.Tried
	Made     []Made            `json:"made"` // the ids that typed nouns were given
	Warnings []ascribe.Problem `json:"warnings"`
	There    bool              `json:"there"` // something of it is there already, with the same content
}

// Try writes nothing. It says what typed nouns would do to what is known of a
// subject, were they written down after given ones that are to be written as well;
// both get ids where they have none. What [AddAll] would refuse of the typed is
// refused here, with all its faults; the given have been tried before.
func Try(ctx context.Context, a *point.App, by point.By, subject string, given, typed []exchange.Placed) (*Trial, error) {
	book, err := a.CurrentBook(ctx)
	if err != nil {
		return nil, err
	}
	var problems ascribe.Problems
	for _, p := range append(given[:len(given):len(given)], typed...) {
		asPrinted(book, p.Noun)
	}
	before, batch := Batch{}, Batch{Made: []Made{}}
	sound := before.complete(given, &problems)
	sound = append(sound, batch.complete(typed, &problems)...)
	in := &importer{problems: &problems, done: &Imported{New: map[string]int{}, Unchanged: map[string]int{}}, days: dated{today: a.Today()}}
	by.DryRun = true
	_, _, err = Act(ctx, a, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		in.recorder = newRecorder(tx, book)
		if err := in.batch(ctx, sound); err != nil {
			return err
		}
		return in.days.doubt(by, "what was typed")
	})
	if errors.Is(err, ErrFaults) {
		return nil, problems.ErrOf(in.kind(problems.Len()), "what was typed", "mend it and try again")
	}
	if err != nil {
		return nil, err
	}
	done := &Trial{Made: batch.Made, Warnings: []ascribe.Problem{}, There: len(in.done.Unchanged) > 0}
	if warnings, _ := in.days.warnings(); warnings != nil {
		done.Warnings = warnings
	}
	err = a.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) (err error) {
		done.Tried, err = ask.Try(ctx, p, subject, nounsOf(given), nounsOf(typed))
		return err
	})
	return done, err
}

func nounsOf(placed []exchange.Placed) (nouns []ascribe.Noun) {
	for _, p := range placed {
		nouns = append(nouns, p.Noun)
	}
	return nouns
}
