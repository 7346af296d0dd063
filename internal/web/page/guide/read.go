package guide

import (
	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// readPage is what the template of the page on reading is given.
type readPage struct {
	*kit.Page[kit.Asked, Labels]
}

// Example draws a strip that is read from the left, with a number at each thing to be
// seen in it. Its colours are those of the first labels of the codebook.
func (f readPage) Example() picture {
	const width, top, height = 640, 34, 40
	var b draw.SVG
	b.Put(`<svg class="example" viewBox="0 0 %d 116" role="img" aria-label="A strip: first a thin line, until something was said; then one label, hatched; then another, hatched; then the same without hatching. Dots stand below.">`, width)
	b.Put(`<rect class="blank" x="0" y="%d" width="60" height="2"/>`, top+height/2-1)
	first, second := f.class(3), f.class(1)
	b.Put(`<rect class="%s" x="60" y="%d" width="150" height="%d"/><rect class="hatched" x="60" y="%d" width="150" height="%d"/>`, first, top, height, top, height)
	b.Put(`<rect class="%s" x="210" y="%d" width="190" height="%d"/><rect class="hatched" x="210" y="%d" width="190" height="%d"/>`, second, top, height, top, height)
	b.Put(`<rect class="%s" x="400" y="%d" width="240" height="%d"/>`, second, top, height)
	for _, x := range []int{62, 212, 260, 402, 520} {
		b.Put(`<circle class="tick" cx="%d" cy="%d" r="4"/>`, x, top+height+13)
	}
	for n, x := range []int{22, 127, 297, 512, 255} {
		y := 22
		if n == 4 {
			y = top + height + 36
		}
		b.Put(`<text x="%d" y="%d">%d</text>`, x, y, n+1)
	}
	b.Put(`</svg>`)
	return picture(b.HTML())
}

func (f readPage) class(n int) string {
	if n < len(f.Palette.Labels) {
		return f.Palette.Labels[n].Class
	}
	return "c" + string(rune('0'+n))
}

type picture htmltemplate.HTML

// HTML is the picture, to be put into a page.
func (p picture) HTML() htmltemplate.HTML { return htmltemplate.HTML(p) }
