package incidents

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"
)

type timelineInput struct {
	kit.Asked
	Actor string   `query:"actor" doc:"Only incidents that this actor is linked to." example:"rachid-kassim"`
	Q     string   `query:"q" doc:"Only those in whose title, statements or sources all of these words occur."`
	Where []string `query:"where,explode" doc:"Only those of which this holds: NAME OP VALUE, or @NAME, as of /incidents." example:"[\"country=FR\"]"`
}

// maxTimeline is how many incidents a timeline shows.
const maxTimeline = 300

// timelineAnswer is incidents under one axis, in the order of their first days.
type timelineAnswer struct {
	point.Asked
	Codebook point.BookName     `json:"codebook"`
	Name     string             `json:"name"`  // of the actor; "": of none
	Base     int                `json:"base"`  // the incidents that are counted
	Total    int                `json:"total"` // of these, those that pass
	From     *ascribe.Day       `json:"from"`  // where the axis begins; null: there are no incidents
	To       *ascribe.Day       `json:"to"`    // and ends
	Rows     []ask.IncidentRow  `json:"rows"`
	Left     int                `json:"left"` // how many incidents are not shown: the later ones
	Facets   []ask.Facet        `json:"facets"`
	Editions []ask.EditionFacet `json:"editions,omitempty"`
	Kept     []ask.KeptFilter   `json:"filters,omitempty"`
	// Withheld says that the licence of the dataset does not let rows be passed on.
	Withheld bool `json:"withheld,omitempty"`
}

func askTimeline(ctx context.Context, v *kit.View, in *timelineInput) (*timelineAnswer, error) {
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	page := &ask.IncidentsPage{Search: in.Q, Where: where, Sort: ask.SortFirst, Limit: maxTimeline}
	var name string
	var linked []string
	if in.Actor != "" {
		actor, err := ask.Actor(ctx, v.At, in.Actor)
		if err != nil {
			return nil, err
		}
		name = actor.Name
		for _, l := range actor.Links {
			linked = append(linked, l.Incident)
		}
		page.Limit = kit.MaxTableRows // which of them are linked is told afterwards
	}
	found, err := ask.Incidents(ctx, v.At, page)
	if err != nil {
		return nil, err
	}
	a := &timelineAnswer{
		Asked: found.Asked, Codebook: found.Codebook, Name: name, Base: found.Base, Total: found.Total,
		Rows: found.Rows, Facets: found.Facets, Editions: found.Editions, Kept: found.Kept, Withheld: found.Withheld,
	}
	if in.Actor != "" {
		a.Rows = slices.DeleteFunc(a.Rows, func(r ask.IncidentRow) bool { return !slices.Contains(linked, r.Incident) })
		a.Total = len(a.Rows)
		a.Facets = []ask.Facet{}
	}
	slices.SortStableFunc(a.Rows, func(x, y ask.IncidentRow) int { return cmp.Compare(begins(&x), begins(&y)) })
	a.Rows = a.Rows[:min(len(a.Rows), maxTimeline)]
	a.Left = a.Total - len(a.Rows)
	a.measure(v.At.AsOf.Known)
	return a, nil
}

// begins is the day of an incident or, where that is not known, the first on which
// anything was said of it.
func begins(r *ask.IncidentRow) ascribe.Day {
	if r.Event != nil && r.Event.From < r.Spans[0].From {
		return r.Event.From
	}
	return r.Spans[0].From
}

// measure finds from when to when the axis goes: to the day that is asked for, or a
// little beyond the last on which anything came out.
func (a *timelineAnswer) measure(known ascribe.Day) {
	for i := range a.Rows {
		r := &a.Rows[i]
		first, last := begins(r), r.Changed
		for _, day := range r.Ticks {
			last = max(last, day)
		}
		if a.From == nil || first < *a.From {
			a.From = &first
		}
		if a.To == nil || last > *a.To {
			a.To = &last
		}
	}
	if a.To == nil {
		return
	}
	end := a.To.Add(max(a.To.Sub(*a.From)/30, 7))
	if known != ascribe.Forever {
		end = max(min(end, known), *a.From+1)
	}
	a.To = &end
}

// timelinePage is what the template of the page is given.
type timelinePage struct {
	*kit.Page[timelineInput, timelineAnswer]
}

// Narrowing is what the page is narrowed by, and could be.
func (f timelinePage) Narrowing() *kit.Narrowing {
	return &kit.Narrowing{Frame: f.Frame, Words: true, Q: f.In.Q, Where: f.In.Where, Facets: f.Answer.Facets, Editions: f.Answer.Editions, Kept: f.Answer.Kept}
}

// at is where a day lies under the axis, in percent.
func (a *timelineAnswer) at(day ascribe.Day) float64 {
	all := max(float64(a.To.Sub(*a.From)), 1)
	return min(max(100*float64(day.Sub(*a.From))/all, 0), 100)
}

// A mark is a year, or a month, on the axis.
type mark struct {
	at   float64
	text string
}

// marks are the beginnings of years or, of a short time, of months, that have room.
func (a *timelineAnswer) marks() (list []mark) {
	months, apart := 12, 15.0 // in percent, so that they have room on a phone
	if a.To.Sub(*a.From) < 3*365 {
		months, apart = 3, 25
	}
	last := -100.0
	for day := *a.From; day <= *a.To; day++ {
		if month := int(day.Month()); day != *a.From && (day-1).Month() != day.Month() && (month-1)%months == 0 {
			text := day.String()[:4]
			if months < 12 {
				text = day.String()[:7]
			}
			if at := a.at(day); at-last >= apart && at < 90 {
				list = append(list, mark{at, text})
				last = at
			}
		}
	}
	return list
}

// An underAxis is a row of the timeline, or the axis itself, as it is drawn.
type underAxis struct {
	page timelinePage
	row  *ask.IncidentRow // nil: the axis
}

// Axis is the axis.
func (f timelinePage) Axis() underAxis { return underAxis{f, nil} }

// Strip is an incident under it.
func (f timelinePage) Strip(r ask.IncidentRow) underAxis { return underAxis{f, &r} }

// HTML draws in percent of the cell, so that nothing is stretched.
func (u underAxis) HTML() htmltemplate.HTML {
	a := u.page.Answer
	var b draw.SVG
	if u.row == nil {
		b.Put(`<svg class="strip axis" width="100%%" height="22" role="img" aria-label="%s">`, "From "+kit.DateWords(a.From.String())+" to "+kit.DateWords(a.To.String()))
		for _, m := range a.marks() {
			b.Put(`<rect class="grid" x="%.2f%%" y="15" width="1" height="7"/><text class="day" x="%.2f%%" y="12" aria-hidden="true">%s</text>`, m.at, m.at, m.text)
		}
		b.Put(`</svg>`)
		return b.HTML()
	}
	r := u.row
	b.Put(`<svg class="strip" width="100%%" height="26" role="img" aria-label="%s">`, strconv.Itoa(len(r.Ticks))+" days with evidence. "+sentence(r.Spans, nil))
	for _, m := range a.marks() {
		b.Put(`<rect class="grid" x="%.2f%%" y="0" width="1" height="26"/>`, m.at)
	}
	if first := begins(r); first < r.Spans[0].From {
		b.Put(`<rect class="blank" x="%.2f%%" y="8" width="%.2f%%" height="2"/>`, a.at(first), a.at(r.Spans[0].From)-a.at(first))
	}
	for i, s := range r.Spans {
		to := *a.To
		if i+1 < len(r.Spans) {
			to = r.Spans[i+1].From
		}
		x, width := a.at(s.From), max(a.at(to)-a.at(s.From), 0.3)
		b.Put(`<rect class="%s" x="%.2f%%" y="2" width="%.2f%%" height="14"/>`, u.page.Palette.Class(s.Label), x, width)
		if !s.Settled {
			b.Put(`<rect class="hatched" x="%.2f%%" y="2" width="%.2f%%" height="14"/>`, x, width)
		}
	}
	for _, day := range r.Ticks {
		b.Put(`<rect class="tick" x="%.2f%%" y="19" width="2" height="6"/>`, min(a.at(day), 99.6))
	}
	b.Put(`</svg>`)
	return b.HTML()
}
