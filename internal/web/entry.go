package web

import (
	"context"
	"fmt"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

type entryInput struct {
	Asked
	N     int64 `path:"n" minimum:"1" doc:"The entry's number, from 1." example:"2"`
	After int64 `query:"after" minimum:"0" doc:"Only records after this one."`
	Limit int   `query:"limit" default:"100" minimum:"1" maximum:"100" doc:"How many records."`
}

func askEntry(ctx context.Context, v *view, in *entryInput) (*ask.EntryAnswer, error) {
	return ask.Entry(ctx, v.record, v.question, in.N, in.After, in.Limit)
}

type entryProofInput struct {
	Asked
	N int64 `path:"n" minimum:"1" doc:"The entry's number."`
}

func giveEntryProof(ctx context.Context, v *view, in *entryProofInput) (*given, error) {
	text, err := ask.EntryProof(ctx, v.record, in.N)
	return &given{name: fmt.Sprintf("entry-%d-proof.json", in.N), kind: "application/json", text: text}, err
}

func noCheckpoint() error {
	return ascribe.Errorf(ascribe.ErrNotFound, "nothing has been written yet, so there is no checkpoint")
}

// ToRecord is the address of what a record holds, empty where it has no page.
func (f *frame) ToRecord(l ask.RecordLine) string {
	if l.ID == "" {
		return ""
	}
	asked := f.asked
	if asked.Dataset = l.Dataset; l.Dataset == ascribe.Main {
		asked.Dataset = ""
	}
	switch l.Noun {
	case ascribe.RecordIncident, ascribe.RecordRow:
		return address("/incidents/"+url.PathEscape(l.ID), asked.values())
	case ascribe.RecordActor:
		return f.ToActor(l.ID)
	case ascribe.RecordSource:
		return f.ToSource(l.ID)
	case ascribe.RecordStatement:
		return f.ToStatement(l.ID)
	case ascribe.RecordAdoption:
		asked.Codebook = l.Text // its version
		return address("/codebook", asked.values())
	case ascribe.RecordDataset, ascribe.RecordEdition, ascribe.RecordNote:
		return f.ToDataset(l.Dataset)
	}
	return ""
}

// Before and Behind are the numbers of the entries beside one.
func (f *frame) Before(a *ask.EntryAnswer) int64 { return a.EntryRow.Entry - 1 }

// Behind is the number of the entry after one.
func (f *frame) Behind(a *ask.EntryAnswer) int64 { return a.EntryRow.Entry + 1 }
