package ledger

import (
	"context"
	"fmt"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type entryInput struct {
	kit.Asked
	N     int64 `path:"n" minimum:"1" doc:"The entry's number, from 1." example:"2"`
	After int64 `query:"after" minimum:"0" doc:"Only records after this one."`
	Limit int   `query:"limit" default:"100" minimum:"1" maximum:"100" doc:"How many records."`
}

func askEntry(ctx context.Context, v *kit.View, in *entryInput) (*ask.EntryAnswer, error) {
	return ask.Entry(ctx, v.At, in.N, in.After, in.Limit)
}

type entryProofInput struct {
	kit.Asked
	N int64 `path:"n" minimum:"1" doc:"The entry's number."`
}

func giveEntryProof(ctx context.Context, v *kit.View, in *entryProofInput) (*kit.File, error) {
	text, err := ask.EntryProof(ctx, v.At, in.N)
	return &kit.File{Name: fmt.Sprintf("entry-%d-proof.json", in.N), Type: "application/json", Text: text}, err
}

func noCheckpoint() error {
	return ascribe.Errorf(ascribe.ErrNotFound, "nothing has been written yet, so there is no checkpoint")
}

// ToRecord is the address of what a record holds, empty where it has no page.
func (f entryPage) ToRecord(l ask.RecordLine) string { return toRecord(f.View, l) }

func toRecord(f *kit.View, l ask.RecordLine) string {
	if l.ID == "" {
		return ""
	}
	asked := f.Asked.Of(l.Dataset)
	switch l.Noun {
	case ascribe.RecordIncident, ascribe.RecordRow:
		return kit.Address("/incidents/"+url.PathEscape(l.ID), asked.Values())
	case ascribe.RecordActor:
		return f.ToActor(l.ID)
	case ascribe.RecordSource:
		return f.ToSource(l.ID)
	case ascribe.RecordStatement:
		return f.ToStatement(l.ID)
	case ascribe.RecordAdoption:
		asked.Codebook = l.Text // its version
		return kit.Address("/codebook", asked.Values())
	case ascribe.RecordDataset, ascribe.RecordEdition, ascribe.RecordNote:
		if l.Dataset != ascribe.Main { // which has no page of its own
			return f.ToDataset(l.Dataset)
		}
	}
	return ""
}

// Before and Behind are the numbers of the entries beside one.
func (f entryPage) Before(a *ask.EntryAnswer) int64 { return a.EntryRow.Entry - 1 }

// Behind is the number of the entry after one.
func (f entryPage) Behind(a *ask.EntryAnswer) int64 { return a.EntryRow.Entry + 1 }

// entryPage is what the template of the page is given.
type entryPage struct {
	*kit.Page[entryInput, ask.EntryAnswer]
}
