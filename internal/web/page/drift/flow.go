package drift

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A flow is how incidents went from their first label to the one now: two
// columns of labels, and bands between them as wide as there are incidents.
type flow struct {
	Palette *kit.Palette
	Pairs   []pair
	Now     string // the day of the second column, in words
	// To is the address of the incidents behind a band or a label: of all with a
	// first label, a label now, or both.
	To func(first, now string) string
}

// The measures of the picture. The names of labels stand outside of the
// columns.
const (
	flowWidth  = 960.0
	flowHeight = 400.0 // of all bands together
	flowName   = 190.0
	flowThick  = 14.0 // of a label
	flowGap    = 14.0
	flowTop    = 30.0
	flowLeast  = 2.0 // how thin a band may get
)

// A pair is how many incidents went from one label to another.
type pair struct{ ask.DriftPair }

// sentence is a pair in words.
func (p pair) sentence() string {
	if p.First == p.Now {
		return kit.CountWords(p.N, "incident is", "incidents are") + " " + labelWords(p.Now) + ", as at first"
	}
	return kit.CountWords(p.N, "incident", "incidents") + " went from " + labelWords(p.First) + " to " + labelWords(p.Now)
}

// labelWords is a label in words, also where no row of the table holds.
func labelWords(label string) string { return kit.OutcomeWords(label, "") }

// A flowNode is a label in one of the columns.
type flowNode struct {
	label     string
	n         int
	y, height float64
	used      float64 // of the height, by the bands drawn so far
}

// column is one column of labels in the order of the codebook.
func (w flow) column(label func(pair) string) []*flowNode {
	at := map[string]*flowNode{}
	var list []*flowNode
	for _, p := range w.Pairs {
		node := at[label(p)]
		if node == nil {
			node = &flowNode{label: label(p)}
			at[node.label] = node
			list = append(list, node)
		}
		node.n += p.N
		node.height += w.thick(p.N)
	}
	order := map[string]int{}
	for i, l := range w.Palette.Labels {
		order[l.Name] = i
	}
	slices.SortStableFunc(list, func(a, b *flowNode) int { return cmp.Compare(order[a.label], order[b.label]) })
	y := flowTop
	for _, node := range list {
		node.y = y
		y += max(node.height, 16) + flowGap // room for its name
	}
	return list
}

// thick is how wide the band of so many incidents is.
func (w flow) thick(n int) float64 {
	base := 0
	for _, p := range w.Pairs {
		base += p.N
	}
	return max(flowHeight*float64(n)/float64(max(base, 1)), flowLeast)
}

// sentence is the flow in words, the greatest moves first.
func (w flow) sentence() string {
	stayed, base := 0, 0
	var moved []pair
	for _, p := range w.Pairs {
		base += p.N
		if p.First == p.Now {
			stayed += p.N
		} else {
			moved = append(moved, p)
		}
	}
	slices.SortStableFunc(moved, func(a, b pair) int { return b.N - a.N })
	text := fmt.Sprintf("Of %s, %d have the label that they had first", kit.CountWords(base, "incident", "incidents"), stayed)
	for i, p := range moved {
		if i == 8 {
			text += fmt.Sprintf("; %d more pairs are in the table", len(moved)-i)
			break
		}
		text += fmt.Sprintf("; %d went from %s to %s", p.N, labelWords(p.First), labelWords(p.Now))
	}
	return text + "."
}

func (w flow) HTML() htmltemplate.HTML {
	first := w.column(func(p pair) string { return p.First })
	now := w.column(func(p pair) string { return p.Now })
	bottom := flowTop
	for _, list := range [][]*flowNode{first, now} {
		if n := len(list); n > 0 {
			bottom = max(bottom, list[n-1].y+max(list[n-1].height, 16))
		}
	}
	left, right := flowName+flowThick, flowWidth-flowName-flowThick
	var b draw.SVG
	b.Put(`<svg class="flow" viewBox="0 0 %g %.0f" role="group" aria-label="%s">`, flowWidth, bottom+8, w.sentence())
	b.Put(`<text class="head" x="%g" y="16" text-anchor="end">First label</text><text class="head" x="%g" y="16">Label %s</text>`, left, right, w.Now)
	for _, from := range first { // bands leave and arrive in the order of the columns, so that few cross
		for _, to := range now {
			for _, p := range w.Pairs {
				if p.First != from.label || p.Now != to.label {
					continue
				}
				h := w.thick(p.N)
				y0, y1 := from.y+from.used, to.y+to.used
				from.used += h
				to.used += h
				class := "band"
				if p.First == p.Now {
					class = "band stayed"
				}
				b.Put(`<a href="%s" aria-label="%s"><path class="%s %s" d="%s"><title>%s</title></path></a>`, w.To(p.First, p.Now), p.sentence(),
					class, w.Palette.Class(p.First), band(left, y0, right, y1, h), fmt.Sprintf("%s → %s: %d", labelWords(p.First), labelWords(p.Now), p.N))
			}
		}
	}
	for _, node := range first {
		w.node(&b, node, w.To(node.label, ""), left-flowThick, left-flowThick-8, "end")
	}
	for _, node := range now {
		w.node(&b, node, w.To("", node.label), right, right+flowThick+8, "start")
	}
	b.Put(`</svg>`)
	return b.HTML()
}

// node draws a label in its column, with its name and number beside, which lead
// to its incidents.
func (w flow) node(b *draw.SVG, n *flowNode, to string, x, at float64, anchor string) {
	b.Put(`<rect class="%s" x="%g" y="%.1f" width="%g" height="%.1f"/>`, w.Palette.Class(n.label), x, n.y, flowThick, n.height)
	b.Put(`<a href="%s"><text class="name" x="%g" y="%.1f" text-anchor="%s">%s <tspan class="n">%d</tspan></text></a>`,
		to, at, n.y+max(n.height, 10)/2+4, anchor, labelWords(n.label), n.n)
}

// band is the outline of a band of a height from one point to another.
func band(x0, y0, x1, y1, h float64) string {
	x := (x0 + x1) / 2
	return fmt.Sprintf("M%g %.1fC%g %.1f %g %.1f %g %.1fv%.1fC%g %.1f %g %.1f %g %.1fz",
		x0, y0, x, y0, x, y1, x1, y1, h, x, y1+h, x, y0+h, x0, y0+h)
}
