package acts

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// maxNote is the greatest length of a note, in bytes: it is drawn on charts.
const maxNote = 1000

// Note writes a note on the method of a dataset down, an imported one or the team's own. The same note twice
// changes nothing, and is refused.
func Note(ctx context.Context, a *point.App, by point.By, dataset string, said ascribe.Date, text, source string) (*Added, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "" || !utf8.ValidString(text):
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the note has no text").WithHint("say in a sentence what changed in the method")
	case len(text) > maxNote:
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the note is longer than %d bytes", maxNote).WithHint("it is shown with every series: say it in a sentence or two")
	case said.IsZero() || said.OpenEnded():
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the note has no day from which it holds").WithHint("write a day, month or year, as in 2022-06")
	}
	var before []ascribe.Noted[ascribe.Note]
	err := a.Here(ctx, point.Team, func(p *point.Point) (err error) {
		if before, err = p.View.Notes(ctx, dataset); err == nil && source != "" {
			_, err = p.View.Source(ctx, source)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	noun := &ascribe.Note{Dataset: dataset, Said: said, Text: text, Source: source}
	exchange.Complete(noun)
	if slices.ContainsFunc(before, func(n ascribe.Noted[ascribe.Note]) bool {
		was := n.Noun
		was.ID = noun.ID
		return was == *noun
	}) {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "the dataset %s has this note already", dataset)
	}
	entry, _, err := Act(ctx, a, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		_, err := tx.Append(noun)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Added{Entry: entry.N, ID: noun.ID}, nil
}
