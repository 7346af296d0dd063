package incidents

import (
	"cmp"
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type besideInput struct {
	kit.Asked
	ID   string `path:"id" doc:"The incident's id." example:"wuerzburg-train-2016"`
	With string `query:"with" doc:"Another incident, to be set beside it. Left out, the same one." example:"ansbach-2016"`
	Then string `query:"then" doc:"The day as known on which the other side is shown; a month or a year counts from its end. Left out, as known on the day that is asked for; now: with all that is known." example:"2016-07-20"`
}

func askBeside(ctx context.Context, v *kit.View, in *besideInput) (*ask.BesideAnswer, error) {
	on := v.At.AsOf.Known
	switch in.Then {
	case "":
	case "now":
		on = ascribe.Forever
	default:
		var err error
		if on, err = kit.ParseKnown("then", in.Then); err != nil {
			return nil, err
		}
	}
	return ask.Beside(ctx, v.At, in.ID, cmp.Or(in.With, in.ID), on)
}

// besidePage is what the template of the page is given.
type besidePage struct {
	*kit.Page[besideInput, ask.BesideAnswer]
}

// One reports whether both sides are of one incident.
func (f besidePage) One() bool {
	return f.Answer.Sides[0].Incident == f.Answer.Sides[1].Incident
}

// Heading is what a side is called: its incident, or of one incident its day.
func (f besidePage) Heading(s ask.BesideSide) string {
	day := "Now"
	if s.Known != nil {
		day = "On " + kit.DateWords(s.Known.String())
	}
	if f.One() {
		return day
	}
	return s.Title
}

// ToSide is the page of a side.
func (f besidePage) ToSide(s ask.BesideSide) string {
	known := ""
	if s.Known != nil {
		known = s.Known.String()
	}
	return f.FromDay(known).ToIncident(s.Incident)
}

// Swapped is the page with the sides the other way round.
func (f besidePage) Swapped() string {
	day := func(s ask.BesideSide, none string) string {
		if s.Known == nil {
			return none
		}
		return s.Known.String()
	}
	first, second := f.Answer.Sides[0], f.Answer.Sides[1]
	other := f.FromDay(day(second, ""))
	with := ""
	if !f.One() {
		with = first.Incident
	}
	return kit.Address("/incidents/"+url.PathEscape(second.Incident)+"/beside", kit.Merged(other.Point(), "with", with, "then", day(first, "now")))
}

// Name is what a row is about.
func (f besidePage) Name(what string) string {
	if f.Dataset() != "" {
		return f.Glossary.ColumnName(what)
	}
	return kit.SentenceCase(f.Glossary.VariableTitle(what))
}

// Value is one side of a row in words.
func (f besidePage) Value(what, value string) string {
	switch what {
	case "label", "level":
		return kit.Words(value)
	case "settled":
		return value
	}
	return f.Short(f.Glossary.ValueWords(what, value))
}

// SideStrip is what was believed up to the day of a side.
func (f besidePage) SideStrip(s ask.BesideSide) smallStrip {
	return smallStrip{Palette: f.Palette, Spans: s.Spans, Known: s.Known}
}
