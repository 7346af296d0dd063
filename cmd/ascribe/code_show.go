package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// show shows a page; nothing is said again of what was typed in an earlier sitting.
func (s *sitting) show(p *page) {
	if !s.resuming {
		s.console.say(p)
	}
}

func (s *sitting) tell(text string) {
	p := &page{t: s.env.err}
	p.wrap("", text)
	s.show(p)
}

// open says what is known of the incident, or has it made.
func (s *sitting) open(ctx context.Context) error {
	var known *ask.ShowAnswer
	err := s.app.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) (err error) {
		known, err = ask.Show(ctx, p, s.Incident)
		return disclose.Meant(ctx, p, err)
	})
	if absent, is := absence(err); is {
		return s.makeIncident(ctx, absent)
	}
	if err != nil {
		return err
	}
	p := &page{t: s.env.err}
	p.line("%s  %s", p.t.paint(bold, known.Title), p.t.paint(dim, known.Incident))
	if known.Present {
		p.line("%s · %s", beliefWords(&known.Belief), plural(len(known.Evidence), "statement", "statements"))
	} else {
		p.line("Nothing has been said about it.")
	}
	s.welcome(p)
	return nil
}

// absence is why an incident is not there, where that is all that is wrong.
func absence(err error) (message string, is bool) {
	e, ok := errors.AsType[*ascribe.Error](err)
	if !ok || e.Absent == nil {
		return "", false
	}
	if message = e.Message; !strings.HasSuffix(message, "?") {
		message += "."
	}
	return message, true
}

// makeIncident asks for the title of an incident that is not there.
func (s *sitting) makeIncident(ctx context.Context, absent string) error {
	s.tell(absent + " To make it, type its title; Enter alone leaves.")
	title, err := s.ask(ctx, askedTitle, "title> ", "")
	if err != nil {
		return err
	}
	if title == "" {
		return errQuit
	}
	incident := &ascribe.Incident{ID: s.Incident, Title: title}
	typed := exchange.Placed{Noun: incident, File: "incident", Line: 1}
	if _, err := acts.Try(ctx, s.app, s.by, s.Incident, nil, []exchange.Placed{typed}); err != nil {
		return err
	}
	err = s.app.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) error {
		twins, err := ask.Like(ctx, p, incident)
		for i := range twins[:min(len(twins), 3)] {
			s.tell("Likely twice: " + acts.LooksLike(&twins[i]) + ".")
		}
		return err
	})
	if err != nil {
		return err
	}
	s.nouns = append(s.nouns, typed)
	s.welcome(&page{t: s.env.err})
	return nil
}

func (s *sitting) welcome(p *page) {
	p.wrap("", `A line is: variable value [stance] [grade] [day] [basis] [locator] "note". ? lists the variables, help says the rest; done writes all down as one entry.`)
	s.show(p)
}

// prompt shows what holds for the next line.
func (s *sitting) prompt() string {
	var parts []string
	if s.subject != s.Incident {
		parts = append(parts, s.subject)
	}
	parts = append(parts, s.source)
	x := &s.settings
	for _, text := range []string{string(x.Reliability) + string(x.Credibility), x.Said.String(), string(x.Basis)} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if x.Locator != "" {
		const most = 24
		locator := []rune("@" + x.Locator)
		if len(locator) > most {
			locator = append(locator[:most-1], '…')
		}
		parts = append(parts, string(locator))
	}
	if s.editing > 0 {
		parts = []string{"edit " + strconv.Itoa(s.editing)}
	}
	return strings.Join(parts, " ") + "> "
}

// recap shows, once what was typed in an earlier sitting is taken in, what it came to.
func (s *sitting) recap() {
	if s.resuming && len(s.draft.left) == 0 {
		s.resuming = false
		s.list()
		if s.faulty != "" {
			s.tell("The last line was not understood; edit takes it up again.")
		}
	}
}

// list shows what is to be written.
func (s *sitting) list() {
	p := &page{t: s.env.err}
	for _, n := range s.nouns {
		switch x := n.Noun.(type) {
		case *ascribe.Source:
			p.wrap("    ", "source "+x.ID+": "+x.Title)
		case *ascribe.Incident:
			p.wrap("    ", "incident "+x.ID+": "+x.Title)
		}
	}
	statements := s.statements()
	for i, x := range statements {
		s.statementLine(p, i+1, x, "")
	}
	if len(statements) == 0 {
		p.line("No statement is typed that is not written.")
	}
	s.show(p)
}

// statementLine is a statement that is to be written, in words.
func (s *sitting) statementLine(p *page, n int, x *ascribe.Statement, grade string) {
	text := words(x.Variable) + " = " + words(x.Value)
	switch x.Stance {
	case ascribe.Denies:
		text += ", denied"
	case ascribe.Raises:
		text += ", raised"
	}
	if x.Subject != s.Incident {
		text = x.Subject + ": " + text
	}
	if grade == "" {
		grade = string(x.Reliability) + string(x.Credibility)
	}
	parts := []string{text}
	for _, more := range []string{grade, string(x.Basis), x.Source, x.Said.String()} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if x.Locator != "" {
		parts = append(parts, "at "+x.Locator)
	}
	if x.Note != "" {
		parts = append(parts, "“"+x.Note+"”")
	}
	mark := "   "
	if n > 0 {
		mark = strconv.Itoa(n) + "  "
	}
	p.item("", mark, strings.Join(parts, " · "))
}

// reply says what a line was taken as, and what it would do.
func (s *sitting) reply(n int, x *ascribe.Statement, t *acts.Trial) {
	p := &page{t: s.env.err}
	grade := ""
	if len(t.Fates) > 0 {
		grade = t.Fates[0].Grade.String()
	}
	s.statementLine(p, n, x, grade)
	if t.There {
		p.wrap("   ", "It is there already, with the same content: it is not written once more.")
		s.show(p)
		return
	}
	p.problems("   warning: ", t.Warnings, 0)
	if fate := fateWords(x, t); fate != "" {
		p.wrap("   ", fate)
	}
	for _, v := range t.Values {
		p.wrap("   ", words(v.Variable)+": "+findingWords(&v.Before)+" → "+findingWords(&v.After))
	}
	for _, text := range movedWords(t.Tried) {
		p.wrap("   ", text)
	}
	s.show(p)
}

// fateWords say why a statement is not picked, where it is not.
func fateWords(x *ascribe.Statement, t *acts.Trial) string {
	if len(t.Fates) == 0 {
		return ""
	}
	switch t.Fates[0].Fate {
	case classify.Inadequate:
		return "It cannot count, being of grade " + t.Fates[0].Grade.String() + ": it is kept and shown, and moves no label."
	case classify.Against:
		return "It stands against what is picked of " + words(x.Variable) + pickedWords(x, t) + "."
	default:
		return ""
	}
}

// pickedWords are what is picked of the variable instead.
func pickedWords(x *ascribe.Statement, t *acts.Trial) string {
	if t.After != nil {
		for _, f := range t.After.Variables {
			if f.Variable == x.Variable && f.Value != "" {
				return ": " + words(f.Value)
			}
		}
	}
	return ""
}

func findingWords(f *ascribe.Finding) string {
	switch {
	case f.Value != "":
		return words(f.Value)
	case f.State == ascribe.StateInadequate:
		return "unknown, for want of a grade"
	}
	return "unknown"
}

// raisedWords are the labels that somebody would have raised who had not before.
func raisedWords(t *ask.Tried) string {
	before := map[ascribe.Outcome]bool{}
	if t.Before != nil {
		for _, c := range t.Before.CouldBecome {
			before[c.Outcome] = c.Raised
		}
	}
	var raised []string
	for _, c := range t.After.CouldBecome {
		if c.Raised && !before[c.Outcome] {
			raised = append(raised, outcome(c.Outcome))
		}
	}
	return strings.Join(raised, ", ")
}

// movedWords say what would become of the label, now and on other days.
func movedWords(t *ask.Tried) (lines []string) {
	switch {
	case t.After == nil || t.After.Label == "":
		return nil // of an actor or a link, or without a decision table
	case t.Before == nil:
		lines = append(lines, "The label would be "+beliefWords(&t.After.Belief)+".")
	case t.Before.Outcome != t.After.Outcome:
		lines = append(lines, "This would move the label from "+outcome(t.Before.Outcome)+" to "+beliefWords(&t.After.Belief)+".")
	case t.Before.Settled != t.After.Settled:
		lines = append(lines, "The label stays "+outcome(t.After.Outcome)+", and would be "+settledWord(t.After.Settled)+".")
	default:
		lines = append(lines, "The label stays "+beliefWords(&t.After.Belief)+".")
	}
	if raised := raisedWords(t); raised != "" {
		lines = append(lines, "It could become "+raised+": that is raised now.")
	}
	const most = 3
	told := 0
	for _, d := range t.Days {
		switch {
		case d.To >= ascribe.Forever: // the last of them, told above
		case told == most:
			return append(lines, "And it would be another on other days.")
		case d.Before == nil:
			told++
			lines = append(lines, "As known from "+d.From.String()+" on it would be "+beliefWords(d.After)+".")
		default:
			told++
			lines = append(lines, "As known from "+d.From.String()+" to "+d.To.Add(-1).String()+" it would be "+beliefWords(d.After)+" instead of "+beliefWords(d.Before)+".")
		}
	}
	return lines
}
