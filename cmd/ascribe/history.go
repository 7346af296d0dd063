package main

import (
	"context"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// History is the command.
type History struct {
	Incident string `arg:"" help:"The incident's id." predictor:"incident"`
	asking
	formats
}

// Run asks and prints.
func (c *History) Run(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		h, err := ask.History(ctx, p, c.Incident)
		if err != nil {
			return err
		}
		styles := labelStyles(p.Book)
		ans := answer{json: h, header: []string{"incident", "from", "to", "label", "level", "settled", "entry", "statement", "source"}}
		for _, s := range h.Spans {
			ans.rows = append(ans.rows, []string{
				h.Incident, s.From.String(), s.To.String(), s.Label, s.Level, yesNo(s.Settled),
				strconv.FormatInt(s.Because.Entry, 10), s.Because.Statement, s.Because.Source,
			})
		}
		if h.Listings != nil && len(h.Spans) == 0 {
			return env.print(c.formats, cellHistory(h))
		}
		ans.text = func(p *page) {
			countedAs(p, c.Incident, h.Incident)
			historyPage(p, h, styles)
		}
		return env.print(c.formats, ans)
	})
}

func historyPage(p *page, h *ask.HistoryAnswer, styles func(string) style) {
	p.line("%s  %s", p.t.paint(bold, h.Title), p.t.paint(dim, h.Incident))
	p.line("%s\n", p.t.paint(dim, asKnown(h.Asked, h.Codebook)))
	if len(h.Spans) == 0 {
		said := "Nothing has been said about it."
		if h.Known != nil {
			said = "Nothing had been said about it by then."
		}
		p.line("%s", said)
		return
	}
	p.WriteString(strip(p.t, h.Spans, stripEnd(h), h.Known != nil, styles))
	p.line("")
	var rows [][]string
	for i, s := range h.Spans {
		rows = append(rows, []string{
			strconv.Itoa(i + 1), s.From.String(), lasted(&s, h.Known),
			p.t.paint(styles(s.Label), outcome(s.Outcome)), yesNo(s.Settled), s.Because.Source,
		})
	}
	p.columns([]string{"", "from", "days", "label", "settled", "because of"}, rows, 1, 3)
	p.line("\n%s", p.t.paint(dim, "█ settled  ▒ not settled"))
}

// stripEnd is the day at which the strip ends: the one asked for or, where
// none is, some time after the last change.
func stripEnd(h *ask.HistoryAnswer) ascribe.Day {
	if h.Known != nil {
		return *h.Known
	}
	first, last := h.Spans[0].From, h.Spans[len(h.Spans)-1].From
	return last.Add(max(last.Sub(first)/4, 7))
}

func lasted(s *ascribe.Span, known *ascribe.Day) string {
	switch {
	case s.To < ascribe.Forever:
		return strconv.Itoa(s.To.Sub(s.From))
	case known != nil:
		return strconv.Itoa(known.Sub(s.From)+1) + "…"
	}
	return "…"
}

// labelStyles gives each label of the codebook its colour.
func labelStyles(book *codebook.Book) func(string) style {
	return func(label string) style {
		for i, l := range book.Labels {
			if l.Name == label {
				return labelStyle(i)
			}
		}
		return dim
	}
}

// cellHistory is the history of an imported incident.
func cellHistory(h *ask.HistoryAnswer) answer {
	ans := answer{json: h, header: []string{"incident", "day", "edition", "column", "old", "new", "cosmetic", "listing"}}
	var rows [][]string
	at := 0
	listings := func(until ascribe.Day) {
		for ; at < len(h.Listings) && h.Listings[at].Day <= until; at++ {
			l := &h.Listings[at]
			ans.rows = append(ans.rows, []string{h.Incident, l.Day.String(), l.Edition, "", "", "", "", string(l.State)})
			rows = append(rows, []string{l.Day.String(), l.Edition, words(string(l.State)), "", "", ""})
		}
	}
	for _, c := range h.Changes {
		listings(c.Day)
		ans.rows = append(ans.rows, []string{h.Incident, c.Day.String(), c.Edition, c.Column, c.Old, c.New, yesNo(c.Cosmetic), ""})
		kind := ""
		if c.Cosmetic {
			kind = "cosmetic"
		}
		rows = append(rows, []string{c.Day.String(), c.Edition, c.Column, short(c.Old), short(c.New), kind})
	}
	listings(ascribe.Forever)
	ans.text = func(p *page) {
		p.line("%s  %s", p.t.paint(bold, h.Title), p.t.paint(dim, h.Incident))
		p.line("%s\n", p.t.paint(dim, asKnown(h.Asked, h.Codebook)))
		if len(rows) == 0 {
			p.line("It was not listed.")
			return
		}
		p.columns([]string{"day", "edition", "", "was", "is", ""}, rows)
	}
	return ans
}
