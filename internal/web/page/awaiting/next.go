package awaiting

import (
	"context"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type nextInput struct {
	kit.Asked
	Limit int `query:"limit" default:"10" minimum:"1" maximum:"100" doc:"How many of each kind."`
}

func askNext(ctx context.Context, v *kit.View, in *nextInput) (*ask.NextAnswer, error) {
	return ask.Next(ctx, v.At, in.Limit)
}

// nextPage is what the template of the page is given.
type nextPage struct {
	*kit.Page[nextInput, ask.NextAnswer]
}

// A part is the work of one kind.
type part struct {
	ask.NextCount
	Title, Lead string
	Rows        []ask.NextRow
}

// Parts are the kinds of which there is anything, in their order.
func (f nextPage) Parts() (list []part) {
	for _, c := range f.Answer.Counts {
		if c.N == 0 {
			continue
		}
		p := part{NextCount: c, Title: said[c.Kind].title, Lead: said[c.Kind].lead}
		for i := range f.Answer.Rows {
			if f.Answer.Rows[i].Kind == c.Kind {
				p.Rows = append(p.Rows, f.Answer.Rows[i])
			}
		}
		list = append(list, p)
	}
	return list
}

// Done are the kinds of which there is nothing.
func (f nextPage) Done() (list []string) {
	for _, c := range f.Answer.Counts {
		if c.N == 0 {
			list = append(list, said[c.Kind].title)
		}
	}
	return list
}

// said is what the page says of each kind.
var said = map[ask.NextKind]struct{ title, lead string }{
	ask.NextDiffer:   {"Coders differ", "Two people read the same source differently. Look at it again together, and write an adjudication."},
	ask.NextLost:     {"Passages that are lost", "The words that were marked are not in the text of the copy any more. Mark them again."},
	ask.NextUngraded: {"Statements without a grade", "They do not count until somebody has said how reliable the source is, and how credible what it says."},
	ask.NextUnmarked: {"Statements without a passage", "A copy of the source is kept, and nobody has marked where it says so."},
	ask.NextTwins:    {"Probably written down twice", "Say that they are one, or that they are two: then they are not listed again."},
	ask.NextOpen:     {"Open questions", "An answer to one of these could change a label. An answer may not exist: that is no failure."},
	ask.NextQuiet:    {"Not looked at for longest", "Something may have come out since."},
}

// Named is what a thing is called.
func (f nextPage) Named(r ask.NextRow) string {
	switch r.Kind {
	case ask.NextOpen:
		return f.Glossary.VariableTitle(r.ID)
	case ask.NextUngraded, ask.NextUnmarked:
		variable, value, _ := strings.Cut(r.Title, ": ")
		return f.Glossary.VariableTitle(variable) + ": " + kit.Words(value)
	}
	return r.Title
}

// Way is the address at which a thing is looked at.
func (f nextPage) Way(r ask.NextRow) string {
	switch r.Kind {
	case ask.NextUngraded, ask.NextUnmarked:
		return f.ToStatement(r.ID)
	case ask.NextLost:
		document, anchor, _ := strings.Cut(r.With, "#")
		return f.To("/documents/"+url.PathEscape(document), "passage", anchor)
	case ask.NextOpen:
		return f.To("/awaiting", "variable", r.ID)
	case ask.NextTwins:
		return f.thing(r.Of, r.ID)
	}
	return f.ToIncident(r.ID)
}

// OtherWay is the address of the other one of two twins.
func (f nextPage) OtherWay(r ask.NextRow) string {
	if r.Kind != ask.NextTwins {
		return ""
	}
	return f.thing(r.Of, r.With)
}

func (f nextPage) thing(kind, id string) string {
	switch ascribe.RecordKind(kind) {
	case ascribe.RecordActor:
		return f.ToActor(id)
	case ascribe.RecordSource:
		return f.ToSource(id)
	}
	return f.ToIncident(id)
}

// A form is where a thing is done, for whoever has signed in.
type form struct{ Label, To string }

// Forms are those by which a thing can be done in one step.
func (f nextPage) Forms(r ask.NextRow) []form {
	if f.Bar == nil {
		return nil
	}
	to := func(path string, pairs ...string) string {
		v := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return path + "?" + v.Encode()
	}
	switch r.Kind {
	case ask.NextDiffer:
		return []form{{"Adjudicate", to("/desk/adjudicate", "subject", r.ID)}}
	case ask.NextTwins:
		return []form{{"One, or two?", to("/desk/twins", "one", r.ID, "other", r.With)}}
	case ask.NextUngraded:
		return []form{{"Add a statement", to("/desk/statement", "subject", r.Of)}, {"Strike it", to("/desk/strike", "of", "statement", "target", r.ID)}}
	case ask.NextQuiet, ask.NextUnmarked:
		subject := r.ID
		if r.Kind == ask.NextUnmarked {
			subject = r.Of
		}
		return []form{{"Add a statement", to("/desk/statement", "subject", subject)}}
	}
	return nil
}
