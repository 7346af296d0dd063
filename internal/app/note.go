package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// MethodNote is a warning about the method of a dataset, as answers carry it.
type MethodNote struct {
	Said   ascribe.Date `json:"said"`
	Text   string       `json:"text"`
	Source string       `json:"source"`
}

// maxNote is the greatest length of a note, in bytes: it is drawn on charts.
const maxNote = 1000

// Note writes a note on the method of a dataset down. The same note twice
// changes nothing, and is refused.
func (a *App) Note(ctx context.Context, by By, dataset string, said ascribe.Date, text, source string) (*Added, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "" || !utf8.ValidString(text):
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the note has no text").WithHint("say in a sentence what changed in the method")
	case len(text) > maxNote:
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the note is longer than %d bytes", maxNote).WithHint("it is shown with every series: say it in a sentence or two")
	case said.IsZero() || said.OpenEnded():
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the note has no day from which it holds").WithHint("write a day, month or year, as in 2022-06")
	}
	before, err := a.datasetNotes(ctx, dataset)
	if err != nil {
		return nil, err
	}
	if source != "" {
		if _, err := a.Store.Source(ctx, source); err != nil {
			return nil, err
		}
	}
	noun := &ascribe.Note{Dataset: dataset, Said: said, Text: text, Source: source}
	sum := sha256.Sum256([]byte(strings.Join([]string{dataset, said.String(), source, text}, "\x00")))
	noun.ID = hex.EncodeToString(sum[:10])
	if slices.ContainsFunc(before, func(n ascribe.Noted[ascribe.Note]) bool { return n.Noun.ID == noun.ID }) {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "the dataset %s has this note already", dataset)
	}
	entry, _, err := a.act(ctx, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		_, err := tx.Append(noun)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Added{Entry: entry.N, ID: noun.ID}, nil
}

// datasetNotes are the notes on a dataset, which must be an imported one.
func (a *App) datasetNotes(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Note], error) {
	if dataset == "" || dataset == ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "notes on method are for imported datasets, and main is the team's own").
			WithHint("list the datasets to see their names")
	}
	return a.Store.Notes(ctx, dataset)
}

// notes are those on the dataset that were written down at the entry, and had
// been said by the day, in the order of their days.
func (a *App) notes(ctx context.Context, q *Question, known ascribe.Day) ([]MethodNote, error) {
	list := []MethodNote{}
	if q.dataset() == ascribe.Main {
		return list, nil
	}
	all, err := a.Store.Notes(ctx, q.dataset())
	if err != nil {
		return nil, err
	}
	for _, n := range all {
		if n.Entry <= q.AsOf.Recorded && n.Noun.Said.Last() <= known {
			list = append(list, MethodNote{n.Noun.Said, n.Noun.Text, n.Noun.Source})
		}
	}
	slices.SortStableFunc(list, func(x, y MethodNote) int { return x.Said.Compare(y.Said) })
	return list, nil
}
