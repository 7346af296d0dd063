package kit

import (
	"context"
	htmltemplate "html/template"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/draw"
)

// A TimeControl is the time control of a page: the days on which something
// changed, and where among them the page stands.
type TimeControl struct {
	Days           []ask.DayRow
	Source         string // the address of the days as JSON
	Previous, Next string // the days of change before and after; empty: none
	known          ascribe.Day
}

// newTimeControl is the time control of a screen. That of one incident goes over the
// days of its own, all others over those on which some label changed.
func newTimeControl(ctx context.Context, v *View, screen, id string) (*TimeControl, error) {
	c := &TimeControl{known: v.At.AsOf.Known, Source: v.To(APIRoot + "/days")}
	var found *ask.DaysAnswer
	var err error
	if screen == "incident" {
		c.Source = v.To(APIRoot + "/incidents/" + url.PathEscape(id) + "/days")
		found, err = ask.IncidentDays(ctx, v.At, id)
	} else {
		found, err = ask.Days(ctx, v.At)
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
func (c *TimeControl) First() ascribe.Day {
	if len(c.Days) == 0 {
		return 0
	}
	return c.Days[0].Day
}

func (c *TimeControl) Last() ascribe.Day {
	if len(c.Days) == 0 {
		return 0
	}
	return c.Days[len(c.Days)-1].Day
}

// Beyond reports whether the page looks from a day after the last change.
func (c *TimeControl) Beyond() bool {
	return len(c.Days) > 0 && c.known != ascribe.Forever && c.known > c.Last()
}

// Picture draws the days of change as bars along a line, with a mark where the
// page stands.
func (c *TimeControl) Picture() htmltemplate.HTML {
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
	var b draw.SVG
	b.Put(`<svg viewBox="0 0 %d %d" preserveAspectRatio="none" aria-hidden="true"><rect class="line" x="0" y="%d" width="%d" height="1"/><path class="bars" d="`, width, height, height-4, width)
	for bin, n := range heights {
		if n > 0 {
			h := 4 + (height-10)*n/most
			b.Put("M%d %dv-%dh3v%dz", bin*width/bins, height-4, h, h)
		}
	}
	b.Put(`"/>`)
	at := 1.0
	if c.known <= last {
		at = max(float64(c.known.Sub(first))/span, 0)
	}
	b.Put(`<rect class="now" x="%.1f" y="0" width="3" height="%d"/></svg>`, at*(width-3), height)
	return b.HTML()
}
