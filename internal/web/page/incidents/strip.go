package incidents

import (
	"strings"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe"
)

// A belief strip is the history of an answer as a bar: from the event, or from
// the first day on which anything was known, each span in the colour of its
// label and hatched where it is not settled. Spans are as long as they lasted,
// and at least wide enough to be seen: most changes come within days of an
// event, and the rest after years.

// A piece is a stretch as it is drawn. One is blank: the days between the event
// and the first statement on it.
type piece struct {
	ascribe.Span
	blank    bool
	x, width float64
}

// pieces shares a width out among spans, from the event on where its day is
// known. least is what each gets at least.
func pieces(spans []ascribe.Span, event *ascribe.Day, end ascribe.Day, width, least float64) []piece {
	var list []piece
	if event != nil && len(spans) > 0 && *event < spans[0].From {
		list = append(list, piece{Span: ascribe.Span{From: *event}, blank: true})
	}
	for _, s := range spans {
		list = append(list, piece{Span: s})
	}
	if len(list) == 0 {
		return nil
	}
	least = min(least, width/float64(len(list)))
	free := width - least*float64(len(list))
	total := max(float64(end.Sub(list[0].From)), 1)
	x := 0.0
	for i := range list {
		to := end
		if i+1 < len(list) {
			to = list[i+1].From
		}
		list[i].x, list[i].width = x, least+free*max(float64(to.Sub(list[i].From)), 0)/total
		x += list[i].width
	}
	return list
}

// place is where a day lies on the strip.
func place(list []piece, day, end ascribe.Day) float64 {
	for i := len(list) - 1; i >= 0; i-- {
		s := list[i]
		if day < s.From && i > 0 {
			continue
		}
		to := end
		if i+1 < len(list) {
			to = list[i+1].From
		}
		part := float64(day.Sub(s.From)) / max(float64(to.Sub(s.From)), 1)
		return s.x + s.width*min(max(part, 0), 1)
	}
	return 0
}

// endOf is where a strip ends: at the day that is asked for or, where none is,
// some time after the last change.
func endOf(spans []ascribe.Span, known *ascribe.Day) ascribe.Day {
	if len(spans) == 0 {
		return 0
	}
	first, last := spans[0].From, spans[len(spans)-1].From
	if known != nil {
		return max(*known, last.Add(1))
	}
	return last.Add(max(last.Sub(first)/4, 7))
}

// sentence is the strip in words. here is the day from which the page looks at
// it, where it shows what came later too; nil: it does not.
func sentence(spans []ascribe.Span, here *ascribe.Day) string {
	if len(spans) == 0 {
		return "Nothing had been said."
	}
	plain := func(day ascribe.Day) string { return strings.ReplaceAll(kit.DateWords(day.String()), "\u00a0", " ") }
	var parts []string
	if here != nil && *here < spans[0].From {
		parts = append(parts, "you are here, "+plain(*here)+", before anything was said; later")
	}
	for i, s := range spans {
		firm := "not settled"
		if s.Settled {
			firm = "settled"
		}
		when := "from "
		if i > 0 {
			when = "then from "
		}
		part := when + plain(s.From) + " " + kit.OutcomeWords(s.Label, s.Level) + ", " + firm
		if here != nil && s.From <= *here && (i+1 == len(spans) || *here < spans[i+1].From) {
			part += "; you are here, " + plain(*here)
			if i+1 < len(spans) {
				part += "; later"
			}
		}
		parts = append(parts, part)
	}
	return kit.SentenceCase(strings.Join(parts, "; ")) + "."
}

// A smallStrip is the strip of one line of a table.
type smallStrip struct {
	Palette *kit.Palette
	Spans   []ascribe.Span
	Ticks   []ascribe.Day // on which evidence came out
	Known   *ascribe.Day  // nil: no limit
	Event   *ascribe.Day  // nil: not known
}

// The widths of a small strip are in percent of its cell, so that its letters
// are not stretched.
func (s smallStrip) HTML() htmltemplate.HTML {
	end := endOf(s.Spans, s.Known)
	list := pieces(s.Spans, s.Event, end, 100, 3)
	var b draw.SVG
	b.Put(`<svg class="strip" width="100%%" height="22" role="img" aria-label="%s">`, sentence(s.Spans, nil))
	drawPieces(&b, s.Palette, list, "%", 1, 14)
	for _, p := range list {
		if name := kit.Words(p.Label); !p.blank && 2*p.width >= 6.5*float64(len([]rune(name)))+8 { // of a cell of 200 pixels
			b.Put(`<text class="short" x="%.1f%%" dx="5" y="12" aria-hidden="true">%s</text>`, p.x, name)
		}
	}
	for _, day := range s.Ticks {
		b.Put(`<rect class="tick" x="%.1f%%" y="17" width="1.5" height="4"/>`, min(place(list, day, end), 99.4))
	}
	b.Put(`</svg>`)
	return b.HTML()
}

// drawPieces draws the bar of a strip: colours, and over what is not settled a
// hatching. unit is that of what lies across.
func drawPieces(b *draw.SVG, l *kit.Palette, list []piece, unit string, y, height float64) {
	for _, p := range list {
		if p.blank {
			b.Put(`<rect class="blank" x="%.1f%s" width="%.1f%s" y="%g" height="2"/>`, p.x, unit, p.width, unit, y+height/2-1)
			continue
		}
		b.Put(`<rect class="%s" x="%.1f%s" width="%.1f%s" y="%g" height="%g"/>`, l.Class(p.Label), p.x, unit, p.width, unit, y, height)
		if !p.Settled {
			b.Put(`<rect class="hatched" x="%.1f%s" width="%.1f%s" y="%g" height="%g"/>`, p.x, unit, p.width, unit, y, height)
		}
	}
}

// A bigStrip is the strip of one incident on its own page: all of its history,
// with a mark at the day from which the page looks at it.
type bigStrip struct {
	Palette *kit.Palette
	Spans   []ascribe.Span // all that there are, also after the day
	Ticks   []ascribe.Day
	Known   *ascribe.Day             // nil: no limit
	Event   *ascribe.Day             // as known then; nil: not known
	To      func(ascribe.Day) string // the page on a day
}

// The strip is drawn twice: for windows of the usual width, and for narrow ones, so
// that its letters are of the same size in both. The style shows one of them.
func (s bigStrip) HTML() htmltemplate.HTML {
	return s.drawn("wide", 960) + s.drawn("narrow", 350)
}

func (s bigStrip) drawn(class string, width float64) htmltemplate.HTML {
	const top, height = 30.0, 34.0
	end := endOf(s.Spans, nil)
	list := pieces(s.Spans, s.Event, end, width, 26)
	var b draw.SVG
	b.Put(`<svg class="strip big %s" viewBox="0 0 %g 108" role="group" aria-label="%s">`, class, width, sentence(s.Spans, s.Known))
	drawPieces(&b, s.Palette, list, "", top, height)
	s.names(&b, list, top)
	for _, day := range s.Ticks {
		b.Put(`<circle class="tick" cx="%.1f" cy="%g" r="3"/>`, min(max(place(list, day, end), 3), width-3), top+height+9)
	}
	last := -100.0
	for _, st := range list {
		if st.x-last < 92 || st.x > width-80 && st.x-last < 110 {
			continue
		}
		anchor, x := "start", st.x
		if x > width-90 {
			if width-last < 215 { // it would run into the one before
				continue
			}
			anchor, x = "end", width
		}
		b.Put(`<text class="day" x="%.1f" y="%g" text-anchor="%s">%s</text>`, x, top+height+30, anchor, kit.DateWords(st.From.String()))
		last = st.x
	}
	s.here(&b, list, end, width, top, height)
	s.links(&b, list, top, height)
	b.Put(`</svg>`)
	return b.HTML()
}

// links lead from each stretch to its first day.
func (s bigStrip) links(b *draw.SVG, list []piece, top, height float64) {
	for _, p := range list {
		if p.blank || s.To == nil {
			continue
		}
		firm := "not settled"
		if p.Settled {
			firm = "settled"
		}
		b.Put(`<a href="%s" aria-label="From %s: %s, %s"><rect class="leads" x="%.1f" y="%g" width="%.1f" height="%g"/></a>`,
			s.To(p.From), kit.DateWords(p.From.String()), kit.OutcomeWords(p.Label, p.Level), firm, p.x, top, p.width, height)
	}
}

// here marks the day from which the page looks, and pales what came later.
func (s bigStrip) here(b *draw.SVG, list []piece, end ascribe.Day, width, top, height float64) {
	if s.Known != nil && len(list) > 0 {
		x := place(list, *s.Known, end)
		if *s.Known < end { // the day itself still counts
			later := place(list, *s.Known+1, end)
			b.Put(`<rect class="later" x="%.1f" y="%g" width="%.1f" height="%g"/>`, later, top-2, width-later, height+18)
		}
		text := "you are here: " + kit.DateWords(s.Known.String())
		if width < 500 {
			text = kit.DateWords(s.Known.String())
		}
		anchor, at := "start", x+5
		if x+10+7.5*float64(len([]rune(text))) > width {
			anchor, at = "end", x-5
		}
		x = min(max(x, 1), width-1)
		b.Put(`<rect class="here" x="%.1f" y="6" width="2" height="%g"/>`, x-1, top+height-2)
		b.Put(`<text class="here" x="%.1f" y="18" text-anchor="%s">%s</text>`, at, anchor, text)
	}
}

// names writes the labels into the bar, as far as there is room.
func (s bigStrip) names(b *draw.SVG, list []piece, top float64) {
	for _, st := range list {
		if st.blank {
			continue
		}
		text := kit.OutcomeWords(st.Label, st.Level)
		if room := int(st.width/7.5) - 2; len([]rune(text)) > room {
			if text = kit.Words(st.Label); len([]rune(text)) > room { // its link and the table below say it
				continue
			}
		}
		b.Put(`<rect class="plate" x="%.1f" y="%g" width="%.1f" height="18" rx="3"/>`, st.x+6, top+8, float64(len([]rune(text)))*7.1+10)
		b.Put(`<text class="name" x="%.1f" y="%g">%s</text>`, st.x+11, top+21, text)
	}
}
