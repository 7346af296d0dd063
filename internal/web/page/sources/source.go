package sources

import (
	"context"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type sourceInput struct {
	kit.Asked
	ID    string `path:"id" doc:"The source's id." example:"cbc-day6-2017"`
	After int64  `query:"after" minimum:"0" doc:"Only statements in records after this one."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many statements."`
}

func askSource(ctx context.Context, v *kit.View, in *sourceInput) (*ask.SourceAnswer, error) {
	return ask.Source(ctx, v.At, in.ID, in.After, in.Limit)
}

// A cited is a statement in the table of a source.
type cited struct {
	ask.SourceStatement
	Title, Meaning, Value, ValueMeaning string
	About                               string // the address of what it is about
}

// Cited is a statement of a source as a row.
func (f sourcePage) Cited(s ask.SourceStatement) cited {
	row := f.Told(s.Evidence)
	c := cited{SourceStatement: s, Title: row.Title, Meaning: row.Meaning, Value: row.Value, ValueMeaning: row.ValueMeaning}
	if s.Incident != "" {
		c.About = f.ToIncident(s.Incident)
	} else {
		c.About = f.ToActor(s.Subject)
	}
	return c
}

// Web reports whether an address is one of the web, which a reader can follow.
func (f sourcePage) Web(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(address, " \t\r\n")
}

// maxTies is how many of the sources that rest on one are shown.
const maxTies = 50

// ties are the sources that one rests on, or that rest on it, as shown.
type ties struct {
	Shown []tie
	Left  int // how many are not shown
}

type tie struct {
	ask.SourceTie
	To string
}

// Ties are sources as a list.
func (f sourcePage) Ties(list []ask.SourceTie) ties {
	t := ties{Left: max(len(list)-maxTies, 0)}
	for _, s := range list[:len(list)-t.Left] {
		s.Title = f.Line(s.Title)
		t.Shown = append(t.Shown, tie{s, f.ToSource(s.Source)})
	}
	return t
}

// sourcePage is what the template of the page is given.
type sourcePage struct {
	*kit.Page[sourceInput, ask.SourceAnswer]
}
