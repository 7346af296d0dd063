package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Show is the command.
type Show struct {
	ID string `arg:"" help:"The id of an incident, actor, link, source, statement or withdrawal; of an imported incident dataset:id; the number of an entry." predictor:"id"`
	Of string `help:"Of things that have the same id, the one of this kind: incident, actor, link, source, statement, entry, …" placeholder:"KIND"`
	asking
	formats
}

// Run asks and prints.
func (c *Show) Run(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		thing, others, err := thingOf(ctx, p, c.ID, c.Of)
		if err != nil {
			return err
		}
		if thing.Dataset != "" {
			if p, err = p.In(ctx, thing.Dataset); err != nil {
				return err
			}
		}
		ans, err := showThing(ctx, p, thing)
		if err != nil {
			return err
		}
		text := ans.text
		ans.text = func(p *page) {
			text(p)
			for _, o := range others {
				p.line("%s", p.t.paint(dim, fmt.Sprintf("There is also %s of this id: --of %s", ascribe.WithArticle(words(string(o.Kind))), o.Kind)))
			}
		}
		return env.print(c.formats, ans)
	})
}

// thingOf is what an id names and, where it names several, the others.
func thingOf(ctx context.Context, p *point.Point, id, kind string) (one ask.Thing, others []ask.Thing, err error) {
	list, err := ask.Things(ctx, p, id)
	if err != nil || kind == "" {
		if err == nil {
			one, others = list[0], list[1:]
		}
		return one, others, err
	}
	at := slices.IndexFunc(list, func(t ask.Thing) bool { return string(t.Kind) == kind })
	if at < 0 {
		return one, nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no %s %q: it is %s", kind, id, ascribe.WithArticle(words(string(list[0].Kind)))).
			WithHint("leave --of out")
	}
	return list[at], nil, nil
}

// showThing is the answer about a thing.
func showThing(ctx context.Context, p *point.Point, t ask.Thing) (answer, error) {
	switch t.Kind {
	case ascribe.RecordIncident:
		return showIncident(ctx, p, t.ID)
	case ascribe.RecordActor:
		return showActor(ctx, p, t.ID)
	case ascribe.RecordLink:
		return showLink(ctx, p, t.ID)
	case ascribe.RecordSource:
		return showSource(ctx, p, t.ID)
	case ascribe.RecordStatement:
		return showStatement(ctx, p, t.ID)
	case ask.EntryThing:
		return showEntry(ctx, p, t.ID)
	}
	return showRecord(ctx, p, t.Record)
}

// fields writes names and values below one another; empty values are left out.
func (p *page) fields(list ...string) {
	width := 0
	for i := 0; i+1 < len(list); i += 2 {
		if list[i+1] != "" {
			width = max(width, len(list[i]))
		}
	}
	for i := 0; i+1 < len(list); i += 2 {
		name, value := fmt.Sprintf("%-*s  ", width, list[i]), list[i+1]
		switch {
		case value == "":
		case strings.ContainsRune(value, ' '):
			p.item("", name, value)
		default:
			p.line("%s%s", name, value) // an address is not broken
		}
	}
}

// writtenLine says who wrote something down, when and why.
func writtenLine(p *page, w *ask.Writing) {
	p.line("")
	p.wrap("", p.t.paint(dim, fmt.Sprintf("Written down in entry %d, %s", w.Entry, writtenWords(w))))
	for _, a := range w.Amended {
		p.wrap("", p.t.paint(dim, fmt.Sprintf("%s was amended in entry %d, %s", ascribe.FieldWords(a.Field), a.Entry, a.Time.UTC().Format(time.DateTime))))
	}
}

func writtenWords(w *ask.Writing) string {
	who := w.Who
	if who == "" {
		who = "somebody whose name was taken away"
	}
	text := fmt.Sprintf("%s, by %s", w.Time.UTC().Format(time.DateTime), who)
	if w.Reason != "" {
		text += ": " + w.Reason
	}
	return text
}

func findingRows(list []ascribe.Finding) (rows [][]string) {
	for _, f := range list {
		value := f.Value
		if value == "" {
			value = string(f.State)
		}
		rows = append(rows, []string{words(f.Variable), words(strings.ReplaceAll(value, ";", ", ")), f.Grade.String()})
	}
	return rows
}

// known is the part of a page with what is known of an actor or a link.
func (p *page) known(list []ascribe.Finding) {
	if rows := findingRows(list); len(rows) > 0 {
		p.heading("What is known")
		p.columns([]string{"variable", "value", "grade"}, rows)
	}
}

// said is the end of a page of an actor or a link: what was said of it by the day,
// how much came later, and who wrote it down.
func (p *page) said(list []disclose.Evidence, later int, w *ask.Writing) {
	if len(list) > 0 {
		p.heading("Evidence")
		evidenceLines(p, list)
	}
	laterLine(p, later)
	writtenLine(p, w)
}

func showActor(ctx context.Context, p *point.Point, id string) (answer, error) {
	a, err := ask.Actor(ctx, p, id)
	if err != nil {
		return answer{}, err
	}
	ans := answer{json: a}
	ans.header, ans.rows = evidenceRows("actor", a.Reference.Actor, a.Evidence)
	ans.text = func(p *page) {
		p.line("%s  %s", p.t.paint(bold, a.Name), p.t.paint(dim, a.Reference.Actor))
		p.line("%s", p.t.paint(dim, string(a.Kind)+" · "+asKnown(a.Asked, a.Codebook)))
		if !a.Named {
			p.line("Not named in public: nothing that was said allows it.")
		}
		for _, s := range a.Same {
			p.line("The same as %s (%s)", s.Name, s.Actor)
		}
		p.known(a.Findings)
		if len(a.Links) > 0 {
			p.heading("Linked to")
			var rows [][]string
			for _, l := range a.Links {
				rows = append(rows, []string{words(l.Role), l.Link, l.Title})
			}
			p.columns([]string{"role", "link", "incident"}, rows)
		}
		p.said(a.Evidence, a.Later, &a.Written)
	}
	return ans, nil
}

func showLink(ctx context.Context, p *point.Point, id string) (answer, error) {
	l, err := ask.Link(ctx, p, id)
	if err != nil {
		return answer{}, err
	}
	ans := answer{json: l}
	ans.header, ans.rows = evidenceRows("link", l.Link, l.Evidence)
	ans.text = func(p *page) {
		p.line("%s  %s", p.t.paint(bold, l.Actor.Name+": "+words(l.Role)+" in "+l.Title), p.t.paint(dim, l.Link))
		p.line("%s\n", p.t.paint(dim, asKnown(l.Asked, l.Codebook)))
		undated := ""
		if !l.Dated {
			undated = "the record does not say since when it is known"
		}
		p.fields("actor", l.Actor.Actor, "incident", l.Incident, "role", words(l.Role), "undated", undated)
		p.known(l.Findings)
		p.said(l.Evidence, l.Later, &l.Written)
	}
	return ans, nil
}

func showSource(ctx context.Context, p *point.Point, id string) (answer, error) {
	s, err := ask.Source(ctx, p, id, 0, ask.MaxPage)
	if err != nil {
		return answer{}, err
	}
	ans := answer{json: s, header: []string{"source", "subject", "variable", "value", "stance", "grade", "said", "statement", "note", "locator", "coder"}}
	for _, r := range s.Rows {
		ans.rows = append(ans.rows, []string{
			s.Source, r.Subject, r.Variable, r.Value, string(r.Stance), r.Grade.String(), r.Said.String(), r.Statement, r.Note, r.Locator, r.Coder,
		})
	}
	ans.text = func(p *page) { sourcePage(p, s) }
	return ans, nil
}

func sourcePage(p *page, s *ask.SourceAnswer) {
	p.line("%s  %s", p.t.paint(bold, s.Title), p.t.paint(dim, s.Source))
	p.line("%s\n", p.t.paint(dim, asKnown(s.Asked, s.Codebook)))
	p.fields("publisher", s.Publisher, "published", s.Published.String(), "kind", words(s.Kind), "language", s.Language,
		"reliability", string(s.Reliability), "address", s.URL, "archived", s.ArchivedURL)
	for _, g := range s.Grades[1:] {
		p.line("Judged %s in entry %d%s", g.Reliability, g.Entry, after(": ", g.Reason))
	}
	for _, ties := range []struct {
		title string
		list  []ask.SourceTie
	}{{"It rests on", s.RestsOn}, {"What rests on it", s.RestedOn}} {
		if len(ties.list) > 0 {
			p.heading(ties.title)
			for _, t := range ties.list {
				p.wrap("  ", t.Title+"  "+p.t.paint(dim, t.Source))
			}
		}
	}
	if len(s.Falls) > 0 {
		p.heading("What would fall with it")
		for _, f := range s.Falls {
			p.wrap("  ", f.Title+": "+outcome(f.Answer)+", without it "+outcome(f.Without))
		}
	}
	if len(s.Rows) > 0 {
		p.heading("What it says")
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		p.wrap("  ", r.Subject+": "+evidenceWords(&r.Evidence)+"  "+p.t.paint(dim, r.Statement))
		if about := aroundWords(&r.Evidence); about != "" {
			p.wrap("    ", about)
		}
	}
	if s.Next != 0 {
		p.line("… and more: %s in all", plural(s.Statements, "statement", "statements"))
	}
	laterLine(p, s.Later)
	writtenLine(p, &s.Written)
}

// after is a text with what stands before it; nothing, where it is empty.
func after(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

func showStatement(ctx context.Context, p *point.Point, id string) (answer, error) {
	s, err := ask.Statement(ctx, p, id)
	if err != nil {
		return answer{}, err
	}
	ans := answer{json: s}
	ans.header, ans.rows = evidenceRows("subject", s.Subject, []disclose.Evidence{s.Evidence})
	ans.text = func(p *page) { statementPage(p, s) }
	return ans, nil
}

func statementPage(p *page, s *ask.StatementAnswer) {
	p.line("%s  %s", p.t.paint(bold, evidenceWords(&s.Evidence)), p.t.paint(dim, s.Evidence.Statement))
	p.line("%s\n", p.t.paint(dim, asKnown(s.Asked, s.Codebook)))
	p.fields(
		"about", string(s.Of)+" "+s.Subject+after(", ", s.About), "variable", s.Variable, "value", s.Value, "stance", string(s.Stance),
		"basis", string(s.Basis), "grade", s.Grade.String(), "said", s.Said.String(), "source", s.Source+after(", ", s.Title),
		"where", s.Locator, "quote", s.Quote, "note", s.Note, "coder", s.Coder,
		"settles", strings.Join(s.Settles, ", "), "settled by", strings.Join(s.SettledBy, ", "), "record", strconv.FormatInt(s.Record, 10),
	)
	for _, w := range s.Withdrawals {
		what := "Struck by "
		if w.Kind == ascribe.Correction {
			what = "Corrected on " + w.Said.String() + " by "
		}
		if w.Struck {
			what = "Taken back since: " + strings.ToLower(what[:1]) + what[1:]
		}
		p.line("")
		p.wrap("", what+w.Withdrawal+after(": ", w.Reason)+fmt.Sprintf(" (entry %d, %s)", w.Written.Entry, writtenWords(&w.Written)))
	}
	if s.Struck {
		p.line("It counts nowhere.")
	}
	writtenLine(p, &s.Written)
}

func showEntry(ctx context.Context, p *point.Point, id string) (answer, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return answer{}, err
	}
	e, err := ask.Entry(ctx, p, n, 0, ask.MaxPage)
	if err != nil {
		return answer{}, err
	}
	ans := answer{json: e, header: []string{"entry", "record", "kind", "id", "text", "hash"}}
	for _, l := range e.Lines {
		ans.rows = append(ans.rows, []string{id, strconv.FormatInt(l.Record, 10), lineKind(&l), l.ID, l.Text, l.Hash})
	}
	ans.text = func(p *page) {
		p.line("%s", p.t.paint(bold, "Entry "+id))
		p.wrap("", words(string(e.Kind))+", "+writtenWords(&ask.Writing{Time: e.Time, Who: e.Who, Reason: e.Reason}))
		if e.Casebook != nil {
			p.wrap("", "It came with "+e.Casebook.Line())
		}
		p.line("")
		recordLines(p, e.Lines)
		if e.Next != 0 {
			p.line("… and %s more", plural64(e.First+e.Records-1-e.Next, "record", "records"))
		}
	}
	return ans, nil
}

func lineKind(l *ask.RecordLine) string {
	switch {
	case l.Erased:
		return "erased"
	case l.Fallen:
		return "fallen"
	case l.Struck:
		return "struck"
	}
	if l.Struck {
		return "struck"
	}
	return words(string(l.Noun))
}

func recordLines(p *page, lines []ask.RecordLine) {
	var rows [][]string
	for i := range lines {
		l := &lines[i]
		text := l.Text
		if l.ID != "" && l.Text != l.ID {
			text = strings.TrimSpace(l.Text + "  " + p.t.paint(dim, l.ID))
		}
		rows = append(rows, []string{strconv.FormatInt(l.Record, 10), lineKind(l), text})
	}
	if len(rows) > 0 {
		p.columns([]string{"record", "kind", "what it holds"}, rows, 1)
	}
}

func showRecord(ctx context.Context, p *point.Point, n int64) (answer, error) {
	r, err := ask.Record(ctx, p, n)
	if err != nil {
		return answer{}, err
	}
	ans := answer{json: r, header: []string{"record", "kind", "id", "member", "value"}}
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(r.Holds)) {
		value, isText := r.Holds[name].(string)
		if !isText {
			text, err := json.Marshal(r.Holds[name])
			if err != nil {
				return answer{}, err
			}
			value = string(text)
		}
		ans.rows = append(ans.rows, []string{strconv.FormatInt(n, 10), string(r.Noun), r.ID, name, value})
		fields = append(fields, words(name), value)
	}
	ans.text = func(p *page) {
		p.line("%s  %s\n", p.t.paint(bold, words(string(r.Noun))), p.t.paint(dim, r.ID))
		p.fields(fields...)
		writtenLine(p, &r.Written)
	}
	return ans, nil
}
