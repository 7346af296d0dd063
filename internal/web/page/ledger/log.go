package ledger

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// logPlace is where a log is read, whatever it is of.
type logPlace struct {
	kit.Asked
	After int64 `query:"after" minimum:"0" doc:"Only entries after this one."`
	Limit int   `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many."`
}

type incidentLog struct {
	ID string `path:"id" doc:"The incident's id." example:"wuerzburg-train-2016"`
	logPlace
}

type actorLog struct {
	ID string `path:"id" doc:"The actor's id, or its neutral reference." example:"rachid-kassim"`
	logPlace
}

type sourceLog struct {
	ID string `path:"id" doc:"The source's id." example:"cbc-day6-2017"`
	logPlace
}

// OfIncident, OfActor and OfSource are one page, each of another kind: the
// entries that touched an incident, an actor or a source, and what each changed.
var (
	OfIncident = logOf("incidentLog", "The entries that touched an incident, and what each changed",
		func(ctx context.Context, v *kit.View, in *incidentLog) (*ask.LogAnswer, error) {
			return ask.Log(ctx, v.At, ascribe.RecordIncident, in.ID, in.After, in.Limit)
		})
	OfActor = logOf("actorLog", "The entries that touched an actor",
		func(ctx context.Context, v *kit.View, in *actorLog) (*ask.LogAnswer, error) {
			return ask.Log(ctx, v.At, ascribe.RecordActor, in.ID, in.After, in.Limit)
		})
	OfSource = logOf("sourceLog", "The entries that touched a source",
		func(ctx context.Context, v *kit.View, in *sourceLog) (*ask.LogAnswer, error) {
			return ask.Log(ctx, v.At, ascribe.RecordSource, in.ID, in.After, in.Limit)
		})
)

func logOf[I kit.Asking](name, summary string, answer func(context.Context, *kit.View, *I) (*ask.LogAnswer, error)) kit.Screen[I, ask.LogAnswer] {
	return kit.Screen[I, ask.LogAnswer]{
		Name: name, File: "log", Summary: summary, Ask: answer,
		Page: func(p *kit.Page[I, ask.LogAnswer]) any { return logPage[I]{p} },
	}
}

// logPage is what the template of the page is given.
type logPage[I kit.Asking] struct {
	*kit.Page[I, ask.LogAnswer]
}

// ToRecord is the address of what a record holds, empty where it has no page.
func (f logPage[I]) ToRecord(l ask.RecordLine) string { return toRecord(f.View, l) }

// ToSelf is the address of what the log is of.
func (f logPage[I]) ToSelf(a *ask.LogAnswer) string {
	switch a.Of {
	case ascribe.RecordActor:
		return f.ToActor(a.ID)
	case ascribe.RecordSource:
		return f.ToSource(a.ID)
	}
	return f.ToIncident(a.ID)
}
