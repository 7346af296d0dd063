package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// strip draws a history as a bar of its spans, each as long as it lasted on
// the scale of the whole, and at least wide enough for its number. A solid
// span is settled, a shaded one is not; numbers lead to the table below, so
// that colour only helps. The last span goes on: an arrow ends it, with the day
// that was asked for below, if one was.
func strip(t *terminal, spans []ascribe.Span, until ascribe.Day, asked bool, styles func(label string) style) string {
	if len(spans) == 0 {
		return ""
	}
	width := max(min(t.width, 100)-2, 20)
	first := spans[0].From
	end := max(until, spans[len(spans)-1].From+1)
	widths := spread(spans, first, end, width)
	var bar, marks strings.Builder
	for i, s := range spans {
		fill := "▒"
		if s.Settled {
			fill = "█"
		}
		number := strconv.Itoa(i + 1)
		cell := strings.Repeat(fill, widths[i]-1)
		bar.WriteString("│" + t.paint(styles(s.Label), cell))
		marks.WriteString(number + strings.Repeat(" ", max(widths[i]-len(number), 0)))
	}
	from, to := first.String(), ""
	if asked {
		to = end.String()
	}
	gap := max(width-len(from)-len(to)+2, 1)
	days := strings.TrimRight(from+strings.Repeat(" ", gap)+to, " ")
	return fmt.Sprintf("%s\n%s%s\n%s\n", strings.TrimRight(marks.String(), " "), bar.String(), "▶", days)
}

// spread shares the width out among the spans by how long they lasted, each
// getting what its number needs.
func spread(spans []ascribe.Span, first, end ascribe.Day, width int) []int {
	widths := make([]int, len(spans))
	least := 0
	for i := range spans {
		widths[i] = len(strconv.Itoa(i+1)) + 1
		least += widths[i]
	}
	free := width - least
	if free <= 0 {
		return widths
	}
	total := float64(end.Sub(first))
	given := 0
	for i, s := range spans {
		to := end
		if s.To < ascribe.Forever {
			to = s.To
		}
		extra := int(float64(free) * float64(to.Sub(s.From)) / total)
		widths[i] += extra
		given += extra
	}
	widths[len(widths)-1] += free - given
	return widths
}
