package main

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/store"
)

// chooseSource has the source chosen that is coded from now on, or made. named is
// what was typed of it already.
func (s *sitting) chooseSource(ctx context.Context, named string) error {
	for {
		if named == "" {
			s.tell("Source? Its id, or as much of it as is plain (Tab completes); or an address, and it is made; or new. Enter alone " + s.keepsSource())
			text, err := s.ask(ctx, askedSource, "source> ", "")
			if err != nil || text == "" && s.source != "" {
				return err
			}
			named = text
		}
		found, err := s.sourceNamed(ctx, named)
		if err == nil && found != "" {
			return s.takeSource(ctx, found)
		}
		if err != nil {
			if err := s.wrong(err, ""); err != nil {
				return err
			}
		}
		named = ""
	}
}

func (s *sitting) keepsSource() string {
	if s.source == "" {
		return "asks again."
	}
	return "keeps " + s.source + "."
}

// sourceNamed is the source that somebody named, there or made now; "" where it was
// not made after all.
func (s *sitting) sourceNamed(ctx context.Context, named string) (id string, err error) {
	word, rest, _ := strings.Cut(named, " ")
	switch {
	case strings.Contains(named, "://"):
		return s.sourceAt(ctx, named)
	case word == "new":
		return s.makeSource(ctx, &ascribe.Source{ID: strings.TrimSpace(rest)})
	case named == "":
		return "", nil
	}
	err = s.app.Here(ctx, point.Team, func(p *point.Point) error {
		if id, err = s.known(ctx, p, ascribe.SpaceSource, named); err != nil || s.made(ascribe.SpaceSource, id) != nil {
			return err
		}
		if _, err = p.View.Source(ctx, id); ascribe.KindOf(err) != ascribe.ErrNotFound {
			return err
		}
		ids, failed := p.View.Near(ctx, store.SpaceSource, ascribe.Main, ascribe.RecordSource, named)
		if failed != nil {
			return failed
		}
		return ascribe.Errorf(ascribe.ErrNotFound, "there is no source %s%s", named, near.DidYouMean(named, ids)).
			WithHint("to make it, type its address, or: new %s", named)
	})
	return id, err
}

// sourceAt is the source of an address: one that is there, or else one that is made.
func (s *sitting) sourceAt(ctx context.Context, address string) (string, error) {
	source := &ascribe.Source{URL: address}
	if err := fieldFault(source, "url"); err != nil {
		return "", err
	}
	id, err := s.twinOf(ctx, source)
	if id != "" || err != nil {
		return id, err
	}
	return s.makeSource(ctx, source)
}

// twinOf is what a source looks like that is there, where whoever codes takes it.
func (s *sitting) twinOf(ctx context.Context, source *ascribe.Source) (id string, err error) {
	var twins []ask.Twin
	err = s.app.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) (err error) {
		twins, err = ask.Like(ctx, p, source)
		return err
	})
	if err != nil || len(twins) == 0 {
		return "", err
	}
	const most = 3
	for _, t := range twins[:min(most, len(twins))] {
		s.tell("It looks like " + t.One.ID + ", which is there: " + t.One.Title + " (" + strings.Join(t.Why, "; ") + ").")
	}
	s.tell("Enter takes " + twins[0].One.ID + "; new makes another.")
	answer, err := s.ask(ctx, askedTwin, "> ", "")
	switch {
	case err != nil || strings.EqualFold(answer, "new"):
		return "", err
	case answer != "":
		return s.sourceNamed(ctx, answer)
	}
	return twins[0].One.ID, nil
}

// A sourceField is a field of a source that is asked for.
type sourceField struct {
	name, asks string
	set        func(*ascribe.Source, string)
}

var sourceFields = []sourceField{
	{"title", "Its title", func(x *ascribe.Source, text string) { x.Title = text }},
	{"publisher", "Who brought it out", func(x *ascribe.Source, text string) { x.Publisher = text }},
	{"published", "The day on which it came out", nil},
	{"kind", "Its kind: press, official_statement, court_record, research, claim, …", func(x *ascribe.Source, text string) { x.Kind = text }},
	{"language", "Its language, as in de", func(x *ascribe.Source, text string) { x.Language = text }},
	{"reliability", "Its reliability: A reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged", func(x *ascribe.Source, text string) {
		x.Reliability = ascribe.Reliability(strings.ToUpper(text))
	}},
	{"rests_on", "The sources that it only repeats, their ids with commas", func(x *ascribe.Source, text string) {
		x.RestsOn = slices.DeleteFunc(strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' || c == ';' }), func(id string) bool { return id == "" })
	}},
	{"id", "Its id", func(x *ascribe.Source, text string) { x.ID = text }},
}

// makeSource asks for the fields of a source, and has it written with the rest.
func (s *sitting) makeSource(ctx context.Context, source *ascribe.Source) (string, error) {
	s.tell("A new source. Enter leaves out what is not known.")
	for i := range sourceFields {
		f := &sourceFields[i]
		begun := ""
		if f.name == "id" {
			if source.ID == "" {
				sheet.GiveID(source)
			}
			begun = source.ID
		}
		if err := s.askField(ctx, source, f, begun); err != nil {
			return "", err
		}
	}
	if id, err := s.twinOf(ctx, source); id != "" || err != nil {
		return id, err
	}
	typed := exchange.Placed{Noun: source, File: "source", Line: len(s.nouns) + 1}
	if _, err := acts.Try(ctx, s.app, s.by, s.subject, s.nouns, []exchange.Placed{typed}); err != nil {
		return "", err
	}
	s.nouns = append(slices.Clip(s.nouns), typed)
	return source.ID, nil
}

// askField asks for a field until there is no fault in it.
func (s *sitting) askField(ctx context.Context, source *ascribe.Source, f *sourceField, begun string) error {
	for {
		s.tell(f.asks + "?")
		text, err := s.ask(ctx, fieldOfSource+f.name, f.name+"> ", begun)
		if err != nil {
			return err
		}
		if f.name == "published" {
			err = setPublished(source, text)
		} else {
			f.set(source, text)
			err = fieldFault(source, f.name)
		}
		if err == nil {
			return nil
		}
		if err := s.wrong(err, ""); err != nil {
			return err
		}
		begun = text
	}
}

func setPublished(source *ascribe.Source, text string) (err error) {
	source.Published = ascribe.Date{}
	if text == "" {
		return nil
	}
	days := dataset.DatesOf(text)
	switch len(days) {
	case 0:
		return ascribe.Errorf(ascribe.ErrInvalid, "%q is not a day", text).WithHint("write it as 2016-07-20, or the month alone as 2016-07")
	case 1:
		source.Published, err = ascribe.ParseDate(days[0])
		return err
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%s can be %s", text, strings.Join(days, " or ")).WithHint("write the day as %s", days[0])
}

// fieldFault is what is wrong with one field of a noun.
func fieldFault(noun ascribe.Noun, field string) (err error) {
	exchange.Check(noun, func(name, message string) {
		if name == field && err == nil {
			err = ascribe.Errorf(ascribe.ErrInvalid, "%s: %s", field, message)
		}
	})
	return err
}

// takeSource goes on with a source. Where in the last one something stood, and on
// which day it said it, is no other's.
func (s *sitting) takeSource(ctx context.Context, id string) error {
	source, _ := s.made(ascribe.SpaceSource, id).(*ascribe.Source)
	if source == nil {
		err := s.app.Here(ctx, point.Team, func(p *point.Point) error {
			x, err := p.View.Source(ctx, id)
			if err == nil {
				source = &x.Noun
				source.Reliability = x.Reliability(ascribe.Latest)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if s.source != id {
		s.settings.Locator, s.settings.Said = "", ascribe.Date{}
	}
	s.source = id
	p := &page{t: s.env.err}
	what := []string{source.Title}
	for _, text := range []string{source.Publisher, source.Published.String(), string(source.Reliability)} {
		if text != "" {
			what = append(what, text)
		}
	}
	p.wrap("", p.t.paint(bold, id)+"  "+strings.Join(what, " · "))
	s.show(p)
	return nil
}
