package web

import (
	"context"
	"fmt"
	htmltemplate "html/template"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

type ledgerInput struct {
	Asked
	Before int64 `query:"before" minimum:"0" doc:"Only entries before this one."`
	After  int64 `query:"after" minimum:"0" doc:"Only the first entries after this one."`
	Limit  int   `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many."`
}

func askLedger(ctx context.Context, v *view, in *ledgerInput) (*ask.EntriesAnswer, error) {
	return ask.Entries(ctx, v.record, ask.Place{Before: in.Before, After: in.After}, in.Limit)
}

// ToEntry is the address of an entry.
func (v *view) ToEntry(n int64) string { return v.To(fmt.Sprintf("/ledger/%d", n)) }

// Beyond reports whether an entry comes after the one up to which the page
// looks.
func (f *frame) Beyond(entry int64) bool {
	return f.asked.Recorded != "" && entry > f.question.AsOf.Recorded
}

// Instant is a time as people write it, in UTC, with its exact form in reach.
func (f *frame) Instant(t time.Time) htmltemplate.HTML {
	t = t.UTC()
	exact := t.Format("2006-01-02T15:04:05.000000Z")
	return htmltemplate.HTML(fmt.Sprintf(`<time datetime="%s" title="%[1]s">%s, %s UTC</time>`, exact, dateWords(t.Format(time.DateOnly)), t.Format("15:04")))
}

// A signedNote is a checkpoint in its parts.
type signedNote struct{ Origin, Size, Root string }

// Note is the checkpoint in its parts, nil where there is none.
func (f *frame) Note(checkpoint string) *signedNote {
	lines := strings.SplitN(checkpoint, "\n", 4)
	if len(lines) < 4 {
		return nil
	}
	return &signedNote{lines[0], lines[1], lines[2]}
}

func giveCheckpoint(ctx context.Context, v *view, _ *Asked) (*given, error) {
	last, err := ask.Entries(ctx, v.record, ask.Place{}, 1)
	if err != nil {
		return nil, err
	}
	if last.Checkpoint == "" {
		return nil, noCheckpoint()
	}
	return &given{name: fmt.Sprintf("checkpoint-%d.txt", last.Last), kind: "text/plain; charset=utf-8", text: []byte(last.Checkpoint)}, nil
}

// Newer and Older are the addresses of the pages beside one of the ledger.
func (f *frame) Newer(a *ask.EntriesAnswer) string {
	return f.beside("after", a.Rows[0].Entry)
}

func (f *frame) Older(a *ask.EntriesAnswer) string {
	return f.beside("before", a.Rows[len(a.Rows)-1].Entry)
}

func (f *frame) beside(name string, entry int64) string {
	return f.To(f.path, name, fmt.Sprint(entry), "limit", f.own.Get("limit"))
}
