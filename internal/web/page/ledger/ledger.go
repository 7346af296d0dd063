package ledger

import (
	"context"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type ledgerInput struct {
	kit.Asked
	Before int64 `query:"before" minimum:"0" doc:"Only entries before this one."`
	After  int64 `query:"after" minimum:"0" doc:"Only the first entries after this one."`
	Limit  int   `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many."`
}

func askLedger(ctx context.Context, v *kit.View, in *ledgerInput) (*ask.EntriesAnswer, error) {
	return ask.Entries(ctx, v.At, ask.Place{Before: in.Before, After: in.After}, in.Limit)
}

// Beyond reports whether an entry comes after the one up to which the page
// looks.
func (f ledgerPage) Beyond(entry int64) bool {
	return f.Asked.Recorded != "" && entry > f.At.AsOf.Recorded
}

// A signedNote is a checkpoint in its parts.
type signedNote struct{ Origin, Size, Root string }

// Note is the checkpoint in its parts, nil where there is none.
func (f ledgerPage) Note(checkpoint string) *signedNote {
	lines := strings.SplitN(checkpoint, "\n", 4)
	if len(lines) < 4 {
		return nil
	}
	return &signedNote{lines[0], lines[1], lines[2]}
}

func giveCheckpoint(ctx context.Context, v *kit.View, _ *kit.Asked) (*kit.File, error) {
	last, err := ask.Entries(ctx, v.At, ask.Place{}, 1)
	if err != nil {
		return nil, err
	}
	if last.Checkpoint == "" {
		return nil, noCheckpoint()
	}
	return &kit.File{Name: fmt.Sprintf("checkpoint-%d.txt", last.Last), Type: "text/plain; charset=utf-8", Text: []byte(last.Checkpoint)}, nil
}

// Newer and Older are the addresses of the pages beside one of the ledger.
func (f ledgerPage) Newer(a *ask.EntriesAnswer) string {
	return f.beside("after", a.Rows[0].Entry)
}

func (f ledgerPage) Older(a *ask.EntriesAnswer) string {
	return f.beside("before", a.Rows[len(a.Rows)-1].Entry)
}

func (f ledgerPage) beside(name string, entry int64) string {
	return f.To(f.Path(), name, fmt.Sprint(entry), "limit", f.Own.Get("limit"))
}

// ledgerPage is what the template of the page is given.
type ledgerPage struct {
	*kit.Page[ledgerInput, ask.EntriesAnswer]
}
