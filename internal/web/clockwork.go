package web

import (
	"context"
	"fmt"
	htmltemplate "html/template"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A clockwork is the time control of a page: the days on which something
// changed, and where among them the page stands.
type clockwork struct {
	Days           []ask.DayRow
	Source         string // the address of the days as JSON
	Previous, Next string // the days of change before and after; empty: none
	known          ascribe.Day
}

// clockwork is the time control of a screen. That of one incident goes over the
// days of its own, all others over those on which some label changed.
func (s *Server) clockwork(ctx context.Context, v *view, screen, id string) (*clockwork, error) {
	c := &clockwork{known: v.question.AsOf.Known, Source: v.To(apiRoot + "/days")}
	var found *ask.DaysAnswer
	var err error
	if screen == "incident" {
		c.Source = v.To(apiRoot + "/incidents/" + url.PathEscape(id) + "/days")
		found, err = ask.IncidentDays(ctx, s.record, v.question, id)
	} else {
		found, err = ask.Days(ctx, s.record, v.question)
	}
	if err != nil {
		return nil, err
	}
	c.Days = found.Rows
	for i := range c.Days {
		day := c.Days[i].Day
		if day < c.known {
			c.Previous = day.String()
		}
		if day > c.known && c.Next == "" {
			c.Next = day.String()
		}
	}
	return c, nil
}

// First and Last are the ends of the scale.
func (c *clockwork) First() ascribe.Day {
	if len(c.Days) == 0 {
		return 0
	}
	return c.Days[0].Day
}

func (c *clockwork) Last() ascribe.Day {
	if len(c.Days) == 0 {
		return 0
	}
	return c.Days[len(c.Days)-1].Day
}

// Beyond reports whether the page looks from a day after the last change.
func (c *clockwork) Beyond() bool {
	return len(c.Days) > 0 && c.known != ascribe.Forever && c.known > c.Last()
}

// Picture draws the days of change as bars along a line, with a mark where the
// page stands.
func (c *clockwork) Picture() htmltemplate.HTML {
	const width, height, bins = 1000, 28, 250 // the last hundredth is for now
	if len(c.Days) == 0 {
		return ""
	}
	first, last := c.First(), c.Last()
	span := max(float64(last.Sub(first)), 1) * 1.01
	var heights [bins]int
	most := 1
	for _, d := range c.Days {
		bin := min(int(float64(d.Day.Sub(first))/span*bins), bins-1)
		heights[bin] += d.N
		most = max(most, heights[bin])
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" preserveAspectRatio="none" aria-hidden="true"><rect class="line" x="0" y="%d" width="%d" height="1"/><path class="bars" d="`, width, height, height-4, width)
	for bin, n := range heights {
		if n > 0 {
			h := 4 + (height-10)*n/most
			fmt.Fprintf(&b, "M%d %dv-%dh3v%dz", bin*width/bins, height-4, h, h)
		}
	}
	b.WriteString(`"/>`)
	at := 1.0
	if c.known <= last {
		at = max(float64(c.known.Sub(first))/span, 0)
	}
	fmt.Fprintf(&b, `<rect class="now" x="%.1f" y="0" width="3" height="%d"/></svg>`, at*(width-3), height)
	return htmltemplate.HTML(b.String())
}

func askDays(ctx context.Context, v *view, _ *Asked) (*ask.DaysAnswer, error) {
	return ask.Days(ctx, v.record, v.question)
}

type incidentDaysInput struct {
	Asked
	ID string `path:"id" doc:"The incident's id." example:"wuerzburg-train-2016"`
}

func askIncidentDays(ctx context.Context, v *view, in *incidentDaysInput) (*ask.DaysAnswer, error) {
	return ask.IncidentDays(ctx, v.record, v.question, in.ID)
}
