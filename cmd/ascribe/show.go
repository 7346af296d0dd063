package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// showIncident is what is known of an incident, and what follows from it.
func showIncident(ctx context.Context, p *point.Point, id string) (answer, error) {
	s, err := ask.Show(ctx, p, id)
	if err != nil {
		return answer{}, err
	}
	styles := labelStyles(p.Book)
	ans := answer{json: s}
	ans.header, ans.rows = evidenceRows("incident", s.Incident, s.Evidence)
	ans.text = func(p *page) {
		countedAs(p, id, s.Incident)
		showPage(p, s, styles)
	}
	if s.Label == "" && p.About() != ascribe.Main { // an imported dataset has no labels
		ans.text = func(p *page) { cellsPage(p, s) }
	}
	return ans, nil
}

// evidenceRows are the statements about something as CSV.
func evidenceRows(what, id string, list []disclose.Evidence) (header []string, rows [][]string) {
	header = []string{what, "variable", "value", "stance", "grade", "adequate", "said", "source", "publisher", "statement", "note", "locator", "coder"}
	for _, e := range list {
		rows = append(rows, []string{
			id, e.Variable, e.Value, string(e.Stance), e.Grade.String(), yesNo(e.Adequate),
			e.Said.String(), e.Source, e.Publisher, e.Statement, e.Note, e.Locator, e.Coder,
		})
	}
	return header, rows
}

// countedAs says that the incident that was asked for is counted as another.
func countedAs(p *page, asked, incident string) {
	if asked != incident {
		p.line("%s is the same as %s and is counted as that.", asked, incident)
	}
}

func showPage(p *page, s *ask.ShowAnswer, styles func(string) style) {
	p.line("%s  %s", p.t.paint(bold, s.Title), p.t.paint(dim, s.Incident))
	p.line("%s", p.t.paint(dim, asKnown(s.Asked, s.Codebook)))
	for _, other := range s.Same {
		if other.Incident != s.Incident {
			p.line("The same as %s (%s)", other.Title, other.Incident)
		}
	}
	if !s.Present {
		p.line("\n%s", nothingSaid(s.Asked, s.Later))
		return
	}
	p.line("")
	answerLines(p, s, styles)
	if rows := knownRows(s); len(rows) > 0 {
		p.heading("What is known")
		p.columns([]string{"variable", "value", "grade", "statements"}, rows)
	}
	if len(s.CodersDiffer) > 0 {
		p.heading("Where coders differ")
		for _, d := range s.CodersDiffer {
			p.wrap("  ", differenceWords(s, &d))
		}
	}
	if len(s.Links) > 0 {
		p.heading("Who is linked to it")
		var rows [][]string
		for _, l := range s.Links {
			var known []string
			for _, f := range l.Known {
				known = append(known, words(f.Variable)+": "+words(f.Value))
			}
			for _, d := range l.CodersDiffer {
				known = append(known, "coders differ over "+words(d.Variable))
			}
			if !l.Dated {
				known = append(known, "undated")
			}
			rows = append(rows, []string{words(l.Role), l.Name, string(l.Kind), strings.Join(known, ", ")})
		}
		p.columns([]string{"role", "name", "kind", "known"}, rows)
		if slices.ContainsFunc(s.Links, func(l ask.Part) bool { return !l.Dated }) {
			p.line("%s", p.t.paint(dim, "Undated: the record does not say since when that is known."))
		}
	}
	otherLines(p, s.Others)
	p.heading("Evidence")
	evidenceLines(p, s.Evidence)
	if slices.ContainsFunc(s.Evidence, func(e disclose.Evidence) bool { return !e.Adequate }) {
		p.line("%s", p.t.paint(dim, "A grade in brackets is not adequate under the codebook, and moves nothing."))
	}
	laterLine(p, s.Later)
	writtenLine(p, &s.Written)
}

func laterLine(p *page, later int) {
	if later > 0 {
		p.line("\n%s came out later.", plural(later, "statement", "statements"))
	}
}

// nothingSaid says that nothing had been said by the day that is asked for, and
// how much was later. Where none is asked for there is no later.
func nothingSaid(asked point.Asked, later int) string {
	switch {
	case asked.Known == nil:
		return "Nothing has been said about it."
	case later == 0:
		return "Nothing had been said about it by then, and nothing was later."
	}
	return "Nothing had been said about it by then. " + plural(later, "statement came", "statements came") + " later."
}

// answerLines is the answer that a careful reporter gives.
func answerLines(p *page, s *ask.ShowAnswer, styles func(string) style) {
	p.WriteString(p.t.paint(styles(s.Label)+";1", outcome(s.Outcome)))
	switch {
	case !s.Settled:
		p.WriteString(", not settled")
	case len(s.Linchpins) > 0:
		standing := "that source stands"
		if n := len(s.Linchpins); n > 1 {
			standing = fmt.Sprintf("each of %d sources stands", n)
		}
		p.WriteString(", settled, while " + standing)
	default:
		p.WriteString(", settled")
	}
	if s.Grade != 0 {
		fmt.Fprintf(p, " · grade %s · %s", s.Grade, plural(s.IndependentSources, "independent source", "independent sources"))
	}
	p.line("")
	for _, r := range s.Reasons {
		p.wrap("  ", r.Explanation)
	}
	if len(s.CouldBecome) > 0 {
		p.line("It could become")
		p.wrap("  ", strings.Join(couldBecome(s.CouldBecome), ", "))
	}
	if len(s.OpenQuestions) > 0 {
		var open []string
		for _, o := range s.OpenQuestions {
			open = append(open, words(o.Variable)+" ("+stateWords(o, s.Variables)+")")
		}
		p.line("What would decide it")
		p.wrap("  ", strings.Join(open, ", "))
	}
	if len(s.Linchpins) > 0 {
		p.line("What it hangs on")
		for _, l := range s.Linchpins {
			p.wrap("  ", fmt.Sprintf("without %s it would be %s", l.Source, outcome(ascribe.Outcome{Label: l.LabelWithout, Level: l.LevelWithout})))
		}
	}
}

// couldBecome lists the labels, each once, with their levels.
func couldBecome(list []ascribe.Possibility) []string {
	var labels []string
	levels := map[string][]string{}
	raised := map[string]bool{}
	for _, c := range list {
		if _, seen := levels[c.Label]; !seen {
			labels = append(labels, c.Label)
			levels[c.Label] = nil
		}
		if c.Level != "" {
			levels[c.Label] = append(levels[c.Label], words(c.Level))
		}
		raised[c.Label] = raised[c.Label] || c.Raised
	}
	for i, l := range labels {
		text := words(l)
		if n := levels[l]; len(n) > 0 {
			text += " (" + strings.Join(n, "; ") + ")"
		}
		if raised[l] {
			text += " [raised]"
		}
		labels[i] = text
	}
	return labels
}

// stateWords keeps the ways of not knowing apart.
func stateWords(o ascribe.OpenQuestion, findings []ascribe.Finding) string {
	switch o.State {
	case ascribe.StateUnknown:
		return "nobody has said"
	case ascribe.StateInadequate:
		return "only in grades that do not count"
	case ascribe.StateNotExamined:
		return "not examined"
	case ascribe.StateNoneFound:
		return "none found so far"
	}
	for _, f := range findings {
		if f.Variable == o.Variable {
			return "so far: " + words(strings.ReplaceAll(f.Value, ";", ", "))
		}
	}
	return ""
}

func knownRows(s *ask.ShowAnswer) [][]string {
	var rows [][]string
	for _, f := range s.Variables {
		if f.State == ascribe.StateUnknown && len(f.Against) == 0 {
			continue
		}
		value := f.Value
		if value == "" {
			value = "unknown"
		}
		count := fmt.Sprintf("%d of %d", len(f.Statements), len(f.Statements)+len(f.Against))
		if f.State == ascribe.StateInadequate {
			value, count = string(f.State), "none in a grade that counts"
		}
		if len(f.Against) > 0 {
			count += fmt.Sprintf("; %d against", len(f.Against))
		}
		if slices.ContainsFunc(s.Conflicts, func(c ascribe.Conflict) bool { return c.Variable == f.Variable && c.Coders }) {
			count += "; coders differ"
		}
		rows = append(rows, []string{words(f.Variable), words(strings.ReplaceAll(value, ";", ", ")), f.Grade.String(), count})
	}
	return rows
}

// differenceWords says how coders read one utterance. Who they are is not said.
func differenceWords(s *ask.ShowAnswer, d *ascribe.Difference) string {
	var read []string
	for _, e := range s.Evidence {
		if slices.Contains(d.Statements, e.Statement) {
			read = append(read, evidenceWords(&e))
		}
	}
	return d.Source + ": " + strings.Join(read, " or ")
}

// evidenceLines lists what was said source by source, in the order of days.
func evidenceLines(p *page, list []disclose.Evidence) {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Source == list[0].Source && list[n].Said == list[0].Said {
			n++
		}
		source := list[0].Title
		if list[0].Publisher != "" {
			source = list[0].Publisher + ": " + source
		}
		p.wrap("", p.t.paint(bold, list[0].Said.String())+"  "+source+"  "+p.t.paint(dim, list[0].Source))
		for _, e := range list[:n] {
			p.wrap("    ", evidenceWords(&e)+"  "+p.t.paint(dim, e.Statement))
			if about := aroundWords(&e); about != "" {
				p.wrap("      ", about)
			}
		}
		list = list[n:]
	}
}

// aroundWords is what stands around a statement: where it is in its source, who
// coded it, the words themselves, and a note.
func aroundWords(e *disclose.Evidence) string {
	var parts []string
	if e.Locator != "" {
		parts = append(parts, e.Locator)
	}
	if e.Coder != "" {
		parts = append(parts, "coded by "+e.Coder)
	}
	if e.Quote != "" {
		parts = append(parts, "“"+e.Quote+"”")
	}
	if e.Note != "" {
		parts = append(parts, e.Note)
	}
	return strings.Join(parts, " · ")
}

func evidenceWords(e *disclose.Evidence) string {
	text := words(e.Variable) + " " + words(e.Value)
	switch e.Stance {
	case ascribe.Denies:
		text = words(e.Variable) + " not " + words(e.Value)
	case ascribe.Raises:
		text = words(e.Variable) + " may be " + words(e.Value)
	}
	grade := e.Grade.String()
	if !e.Adequate {
		grade = "(" + grade + ")"
	}
	text += " " + grade
	if e.Corrected != nil {
		text += " [taken back on " + e.Corrected.String() + "]"
	}
	return text
}

// cellsPage is an imported incident: its cells, and since when each has stood.
func cellsPage(p *page, s *ask.ShowAnswer) {
	p.line("%s  %s", p.t.paint(bold, s.Title), p.t.paint(dim, s.Incident))
	p.line("%s\n", p.t.paint(dim, asKnown(s.Asked, s.Codebook)))
	if !s.Present {
		p.line("It was not listed then.")
	}
	said := map[string]*disclose.Evidence{}
	for i := range s.Evidence {
		said[s.Evidence[i].Statement] = &s.Evidence[i]
	}
	var rows [][]string
	for _, f := range s.Variables {
		if f.State == ascribe.StateUnknown {
			continue
		}
		since, source := "", ""
		for _, id := range f.Statements {
			if e := said[id]; e != nil {
				since, source = e.Said.String(), e.Source // the last of those that say so
			}
		}
		rows = append(rows, []string{f.Variable, since, source, strings.Join(strings.Fields(f.Value), " ")})
	}
	if len(rows) > 0 {
		p.columns([]string{"column", "since", "source", "value"}, rows)
	}
	if s.Later > 0 {
		p.line("\n%s came out later.", plural(s.Later, "cell", "cells"))
	}
}
