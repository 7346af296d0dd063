package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/shorthand"
)

// asksAbout is what a line asks about, where it asks: ?, contact ?, ? contact.
func asksAbout(line string) (about string, asks bool) {
	if rest, found := strings.CutPrefix(line, "?"); found {
		return strings.TrimSpace(rest), true
	}
	if before, found := strings.CutSuffix(line, "?"); found && !strings.Contains(line, `"`) {
		if words := strings.Fields(before); len(words) <= 2 && (strings.HasSuffix(before, " ") || len(words) == 1) {
			return strings.TrimSpace(before), true
		}
	}
	return "", false
}

// explain says what a variable is, how it is coded, and what it can be; of no
// variable, which there are.
func (s *sitting) explain(about string) {
	p := &page{t: s.env.err}
	reader := &shorthand.Reader{Book: s.book, Of: s.kind}
	name, value, _ := strings.Cut(about, " ")
	if about == "" {
		p.columnsOf(reader.Variables())
		s.show(p)
		return
	}
	v, err := reader.Variable(name)
	if err != nil {
		_ = s.wrong(err, "")
		return
	}
	p.line("%s  %s", p.t.paint(bold, v.Name), p.t.paint(dim, v.Title))
	p.wrap("  ", strings.TrimSpace(v.Definition))
	if v.Note != "" {
		p.wrap("  ", strings.TrimSpace(v.Note))
	}
	if v.Coded() {
		for i, code := range shorthand.Values(v) {
			listed := v.Value(code)
			if value != "" && !strings.HasPrefix(code, value) {
				continue
			}
			text := code + after("  ", codedEverywhere[code])
			if listed != nil {
				text += "  " + strings.TrimSpace(listed.Definition)
				if value != "" {
					text += " " + strings.TrimSpace(listed.Note)
				}
			}
			p.item("  ", strconv.Itoa(i+1)+"  ", text)
		}
	}
	s.show(p)
	s.begun = v.Name + " "
}

// codedEverywhere are the values that every variable has.
var codedEverywhere = map[string]string{
	ascribe.NotExamined: "A source says that nobody has looked, or can.",
	ascribe.NoneFound:   "A source says that somebody looked, and found nothing.",
}

func (s *sitting) help() {
	p := &page{t: s.env.err}
	p.line(`variable value [stance] [grade] [day] [basis] [locator] "note"`)
	p.columns(nil, [][]string{
		{"  variable", "as much of its name as is plain, part by part: p_l is public_label"},
		{"  value", "likewise, or its number in what variable ? lists; in quotation marks where it has blanks"},
		{"  stance", "a asserts (as where none is typed), d denies, r raises"},
		{"  grade", "B2, or one half: B, 2; without a reliability the source's counts"},
		{"  day", "where it is not the day the source came out: 2016-07-20, 20.7.2016, July 2016"},
		{"  basis", "seen, document, told or inferred"},
		{"  locator", "where in the source it stands: p. 3; behind @ it is one in any case"},
		{"  note", "why it was coded so"},
	})
	p.wrap("", "Grade, day, basis and locator hold for the next lines, too, and stand before the >. By themselves (B2, told, @p. 3) they only change what holds; no grade, no day, no basis, no locator take them away. Day and locator end with the source.")
	p.columns(nil, [][]string{
		{"  ?", "the variables; contact ? what it is, how it is coded, and its values"},
		{"  source", "another source, by its id or an address, or made"},
		{"  about ID", "another incident, an actor or a link"},
		{"  coder NAME", "who codes"},
		{"  list", "what is to be written"},
		{"  undo", "takes back the last line that changed something"},
		{"  edit [N]", "takes up the line that was not understood, or statement N"},
		{"  done", "writes all down as one entry, and ends; so does Ctrl-D, which asks"},
		{"  quit", "ends, and keeps what was typed for the next time; so does Ctrl-C twice"},
	})
	p.wrap("", "Where a variable has the name of one of these, write it with a stroke: /list.")
	s.show(p)
}

// offer completes the end of a line.
func (s *sitting) offer(line string) (end string, words []string) {
	name, rest, more := strings.Cut(strings.TrimLeft(line, " "), " ")
	ids := ascribe.Space(0)
	switch {
	case s.asking == askedSource && !more:
		ids, end = ascribe.SpaceSource, line
	case s.asking == fieldOfSource+"rests_on":
		ids, end = ascribe.SpaceSource, line[strings.LastIndexAny(line, ", ;")+1:]
	case s.asking != askedLine:
		return "", nil
	case more && name == "source":
		ids, end = ascribe.SpaceSource, rest
	case more && name == "about":
		ids, end = ascribe.SpaceSubject, rest
	default:
		offered := (&shorthand.Reader{Book: s.book, Of: s.kind}).Offer(line)
		if !offered.IDs {
			return offered.Word, offered.Words
		}
		ids, end = ascribe.SpaceSubject, offered.Word
	}
	_ = s.app.Here(context.Background(), point.Team, func(p *point.Point) (err error) {
		words, err = p.View.Beginning(context.Background(), ids, ascribe.Main, "", end, mostOffered)
		return err
	})
	return end, words
}
