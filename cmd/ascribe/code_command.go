package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/shorthand"
)

// A codeCommand is a word that does something else than to state.
type codeCommand struct {
	// do does it with the rest of the line. end says that the sitting is over.
	do     func(s *sitting, ctx context.Context, rest string) (end bool, err error)
	silent bool // it changes nothing of what is typed
}

// codeCommands are called by their whole names, since a beginning is a variable's.
var codeCommands = map[string]codeCommand{
	"source": {do: func(s *sitting, ctx context.Context, rest string) (bool, error) {
		return false, s.anotherSource(ctx, rest)
	}},
	"about": {do: func(s *sitting, ctx context.Context, rest string) (bool, error) { return false, s.about(ctx, rest) }},
	"undo":  {do: func(s *sitting, ctx context.Context, _ string) (bool, error) { return false, s.undo(ctx) }},
	"coder": {do: func(s *sitting, _ context.Context, rest string) (bool, error) {
		s.remember()
		s.coder = rest
		return false, nil
	}},
	"no": {do: func(s *sitting, _ context.Context, rest string) (bool, error) {
		s.forget(rest)
		return false, nil
	}},
	"edit": {do: func(s *sitting, _ context.Context, rest string) (bool, error) {
		s.edit(rest)
		return false, nil
	}},
	"list": {silent: true, do: func(s *sitting, _ context.Context, _ string) (bool, error) {
		s.list()
		return false, nil
	}},
	"help": {silent: true, do: func(s *sitting, _ context.Context, _ string) (bool, error) {
		s.help()
		return false, nil
	}},
	"done": {silent: true, do: func(s *sitting, ctx context.Context, _ string) (bool, error) { return s.write(ctx) }},
	"quit": {silent: true, do: func(*sitting, context.Context, string) (bool, error) { return true, errQuit }},
}

// command is the one that a line begins with: with a stroke before it in any case,
// without only where no variable has its name.
func (s *sitting) command(name string) codeCommand {
	word, marked := strings.CutPrefix(strings.ToLower(name), "/")
	if !marked && s.book.Var(word) != nil {
		return codeCommand{}
	}
	return codeCommands[word]
}

// anotherSource goes on with another source.
func (s *sitting) anotherSource(ctx context.Context, named string) error {
	before := s.state
	var err error
	if named == "" {
		err = s.chooseSource(ctx, "")
	} else {
		var id string
		if id, err = s.sourceNamed(ctx, named); err != nil {
			return s.refused(err, "source "+named)
		}
		err = s.takeSource(ctx, id)
	}
	if err == nil && before.source != s.source {
		s.before = append(s.before, before)
	}
	return err
}

// about goes on with another incident, actor or link.
func (s *sitting) about(ctx context.Context, id string) error {
	if id == "" {
		s.tell("Name the incident, actor or link that the next lines are about, as in: about " + s.Incident)
		return nil
	}
	err := s.app.Here(ctx, point.Team, func(p *point.Point) (err error) {
		id, err = s.known(ctx, p, ascribe.SpaceSubject, id)
		return err
	})
	if err != nil {
		return s.refused(err, "about "+id)
	}
	kind, err := s.kindOf(ctx, id)
	if err != nil {
		return s.refused(err, "about "+id)
	}
	s.remember()
	s.subject, s.kind = id, kind
	s.tell("About the " + string(kind) + " " + id + ".")
	return nil
}

// known is the id that is there, or is to be made, and begins with a text; the text
// itself where none does.
func (s *sitting) known(ctx context.Context, p *point.Point, space ascribe.Space, text string) (string, error) {
	if s.made(space, text) != nil {
		return text, nil
	}
	ids, err := p.View.Beginning(ctx, space, ascribe.Main, "", text, mostOffered)
	switch {
	case err != nil:
		return text, err
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > 1 && !slices.Contains(ids, text):
		return text, several(text, ids)
	}
	return text, nil
}

// kindOf is what a thing is that lines are about.
func (s *sitting) kindOf(ctx context.Context, id string) (kind ascribe.SubjectKind, err error) {
	if made := s.made(ascribe.SpaceSubject, id); made != nil {
		return ascribe.SubjectKind(made.Record()), nil
	}
	err = s.app.Here(ctx, point.Team, func(p *point.Point) error {
		subject, err := p.View.Subject(ctx, ascribe.Main, id)
		if err == nil {
			kind = ascribe.SubjectKind(subject.Noun.Record())
		}
		return disclose.Meant(ctx, p, err)
	})
	return kind, err
}

// several says which ids begin with a text.
func several(text string, ids []string) error {
	const most = 6
	list := strings.Join(ids[:min(most, len(ids))], ", ")
	if more := len(ids) - most; more > 0 {
		list += " and " + strconv.Itoa(more) + " more"
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%q can be %s", text, list).WithHint("type more of it")
}

// forget lets go of settings.
func (s *sitting) forget(what string) {
	s.remember()
	switch what {
	case "basis":
		s.settings.Basis = ""
	case "day":
		s.settings.Said = ascribe.Date{}
	case "grade":
		s.settings.Reliability, s.settings.Credibility = "", ""
	case "reliability":
		s.settings.Reliability = ""
	case "locator":
		s.settings.Locator = ""
	case "coder":
		s.coder = ""
	default:
		kinds := []string{"basis", "day", "grade", "reliability", "locator", "coder"}
		s.tell("There is no setting " + strconv.Quote(what) + near.DidYouMeanOr(what, kinds, "there are") + ".")
	}
}

// undo goes back to what was before the last line that changed something.
func (s *sitting) undo(ctx context.Context) error {
	if n := len(s.before); n > 0 {
		had := len(s.statements())
		s.state, s.before, s.editing = s.before[n-1], s.before[:n-1], 0
		if had > len(s.statements()) {
			s.tell("Taken back; " + plural(len(s.statements()), "statement is", "statements are") + " left.")
		} else {
			s.tell("Taken back.")
		}
		return nil
	}
	if n := len(s.entries); n > 0 && s.Each {
		by := s.by
		by.Why = "a slip while it was typed"
		undone, err := acts.Undo(ctx, s.app, by, s.entries[n-1])
		if err != nil {
			return s.refused(err, "undo")
		}
		s.entries = s.entries[:n-1]
		s.written--
		if err := s.draft.empty(); err != nil {
			return err
		}
		s.tell("Entry " + strconv.FormatInt(undone.Entry, 10) + " undoes entry " + strconv.FormatInt(undone.Of, 10) + ".")
		return nil
	}
	s.tell("There is nothing to be taken back.")
	return nil
}

// edit takes a line up again: the one that was not understood, or a statement by its
// number, the last where none is given.
func (s *sitting) edit(which string) {
	statements := s.statements()
	n := len(statements)
	switch {
	case which == "" && s.faulty != "":
		s.begun = s.faulty
		return
	case which != "":
		var err error
		if n, err = strconv.Atoi(which); err != nil || n < 1 || n > len(statements) {
			s.tell("There is no statement " + which + "; list shows their numbers.")
			return
		}
	}
	if n == 0 {
		s.tell("There is nothing to edit; what is written is taken back with undo.")
		return
	}
	x := statements[n-1]
	line := shorthand.Line{
		Variable: x.Variable, Value: x.Value, Stance: x.Stance, Note: x.Note,
		Settings: shorthand.Settings{Basis: x.Basis, Reliability: x.Reliability, Credibility: x.Credibility, Said: x.Said, Locator: x.Locator},
	}
	s.editing, s.begun = n, line.String()
}

// made is what is to be written under an id.
func (s *sitting) made(space ascribe.Space, id string) ascribe.Noun {
	for _, p := range s.nouns {
		if p.Noun.Key() == (ascribe.Key{Space: space, ID: id}) {
			return p.Noun
		}
	}
	return nil
}
