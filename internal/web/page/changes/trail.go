package changes

import (
	htmltemplate "html/template"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// A trail is what was held of one incident on all days between two, as a bar on
// the scale that all rows share.
type trail struct {
	palette  *kit.Palette
	row      *ask.ChangeRow
	from, to ascribe.Day
}

// A stretch is the days on which one thing was held.
type stretch struct {
	ascribe.Belief
	counted  bool
	from, to ascribe.Day
}

func (t trail) stretches() []stretch {
	list := []stretch{{t.row.Old.Belief, t.row.Presence != ask.Began, t.from, t.to}}
	for _, step := range t.row.Trail {
		list[len(list)-1].to = *step.Day
		list = append(list, stretch{step.New, step.Counted, *step.Day, t.to})
	}
	return list
}

// HTML draws the bar; what is not settled is hatched.
func (t trail) HTML() htmltemplate.HTML {
	place := func(day ascribe.Day) float64 {
		return 100 * float64(day.Sub(t.from)) / float64(max(t.to.Sub(t.from), 1))
	}
	var b draw.SVG
	b.Put(`<svg class="strip" width="100%%" height="16" role="img" aria-label="%s">`, t.sentence())
	for _, s := range t.stretches() {
		x, width := place(s.from), max(place(s.to)-place(s.from), 1)
		if !s.counted {
			b.Put(`<rect class="blank" x="%.2f%%" width="%.2f%%" y="7" height="2"/>`, x, width)
			continue
		}
		b.Put(`<rect class="%s" x="%.2f%%" width="%.2f%%" y="1" height="14"/>`, t.palette.Class(s.Label), x, width)
		if !s.Settled {
			b.Put(`<rect class="hatched" x="%.2f%%" width="%.2f%%" y="1" height="14"/>`, x, width)
		}
	}
	b.Put(`</svg>`)
	return b.HTML()
}

// sentence is the bar in words.
func (t trail) sentence() string {
	var parts []string
	for i, s := range t.stretches() {
		part := "not counted"
		if s.counted {
			part = kit.OutcomeWords(s.Label, s.Level)
			if !s.Settled {
				part += ", not settled"
			}
		}
		if i == 0 {
			part = "first " + part
		} else {
			part = "from " + strings.ReplaceAll(kit.DateWords(s.from.String()), "\u00a0", " ") + " " + part
		}
		parts = append(parts, part)
	}
	return kit.SentenceCase(strings.Join(parts, "; ")) + "."
}
