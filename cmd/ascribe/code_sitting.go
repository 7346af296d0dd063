package main

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/shorthand"
)

// A sitting is one in which statements are typed.
type sitting struct {
	*Code
	env     *environment
	app     *point.App
	by      point.By
	book    *codebook.Book
	console *console
	draft   *draft
	state
	before  []state // to which undo goes back
	entries []int64 // written with --each, to be undone
	faulty  string  // the last line, where it could not be understood
	editing int     // the number of the statement that the next line is instead of; 0: none
	begun   string  // what stands in the next line already
	written int     // how many statements are written
	done    *acts.Batch

	asking   string // the question that is asked
	fresh    bool   // its answer was typed now, and not in an earlier sitting
	resuming bool   // what is taken was typed in an earlier sitting
}

// state is what lines change.
type state struct {
	subject  string
	kind     ascribe.SubjectKind // of the subject
	source   string
	coder    string
	settings shorthand.Settings
	nouns    []exchange.Placed // what is to be written, in the order in which it was typed
}

// The questions whose answers a draft has.
const (
	askedLine     = "line"
	askedCoder    = "coder"
	askedTitle    = "title of the incident"
	askedSource   = "source"
	askedTwin     = "twin"
	askedGoOn     = "go on"
	askedEnd      = "end"
	fieldOfSource = "source's "
)

// errQuit says that whoever codes left before anything was written.
var errQuit = errors.New("left")

// code is the whole of it, from what was left of an earlier sitting to the end.
func (s *sitting) code(ctx context.Context) error {
	if err := s.resume(ctx); err != nil {
		return err
	}
	var err error
	if s.coder, err = s.given(askedCoder, s.Coder); err != nil {
		return err
	}
	if err := s.open(ctx); err != nil {
		return s.ended(err)
	}
	source, err := s.given(askedSource, s.Source)
	if err != nil {
		return err
	}
	if err := s.chooseSource(ctx, source); err != nil {
		return s.ended(err)
	}
	for dropped := false; ; {
		s.recap()
		line, err := s.ask(ctx, askedLine, s.prompt(), s.begun)
		s.begun = ""
		switch {
		case errors.Is(err, errDropped) && !dropped:
			if err := s.drop(); err != nil {
				return err
			}
			dropped = true
			continue
		case errors.Is(err, errLeave):
			if end, err := s.end(ctx); end || err != nil {
				return s.ended(err)
			}
		case err != nil:
			return s.ended(err)
		default:
			if end, err := s.take(ctx, line); end || err != nil {
				return s.ended(err)
			}
		}
		dropped = false
	}
}

// given is what was said before to a question, or else with the command: that is kept,
// since the lines that are typed now stand on it.
func (s *sitting) given(asked, flag string) (string, error) {
	if text, ok := s.draft.next(asked); ok || flag == "" {
		return text, nil
	}
	return flag, s.draft.keep(asked, flag)
}

// drop lets go of the line, and of what it was to be instead of.
func (s *sitting) drop() error {
	s.tell("Ctrl-C once more leaves, and keeps what was typed; done writes it down.")
	if s.editing == 0 {
		return nil
	}
	s.editing = 0
	return s.draft.keep(askedLine, "")
}

// ended is how a sitting ends: Ctrl-C and Ctrl-D where a question is asked leave it.
func (s *sitting) ended(err error) error {
	if errors.Is(err, errDropped) || errors.Is(err, errLeave) {
		return errQuit
	}
	return err
}

// resume offers what was typed in an earlier sitting.
func (s *sitting) resume(ctx context.Context) error {
	if len(s.draft.left) == 0 && s.draft.half.text == "" {
		return nil
	}
	n := 0
	for _, l := range s.draft.left {
		if l.asked == askedLine {
			n++
		}
	}
	if n == 0 { // it was left while something else was asked
		n = len(s.draft.left)
	}
	s.tell("A sitting on " + s.Incident + " was not ended: " + plural(n, "line was", "lines were") + " typed, and not written. Enter goes on there; n throws them away.")
	answer, err := s.console.read(ctx, "> ", "")
	switch {
	case err != nil:
		return s.ended(err)
	case strings.HasPrefix(strings.ToLower(answer), "n"):
		return s.draft.empty()
	}
	s.resuming = true
	return nil
}

// end asks whether all is to be written, since Ctrl-D may be a slip.
func (s *sitting) end(ctx context.Context) (bool, error) {
	n := len(s.statements())
	if n == 0 {
		return true, nil
	}
	s.tell("Write " + plural(n, "statement", "statements") + " as one entry? Enter writes; n goes on typing; q leaves, and keeps what was typed.")
	switch answer, err := s.console.read(ctx, "> ", ""); {
	case err != nil:
		return true, err
	case answer == "":
		return s.write(ctx)
	case strings.HasPrefix(strings.ToLower(answer), "q"):
		return true, errQuit
	}
	return false, nil
}

// take takes a line. end says that the sitting is over.
func (s *sitting) take(ctx context.Context, line string) (end bool, err error) {
	name, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if line == "" {
		s.editing = 0
		return false, nil
	}
	if about, asks := asksAbout(line); asks {
		s.explain(about)
		return false, nil
	}
	command := s.command(name)
	if !command.silent {
		if err := s.keepLine(line); err != nil {
			return false, err
		}
	}
	if command.do != nil {
		return command.do(s, ctx, rest)
	}
	s.faulty = ""
	if err := s.takeStatement(ctx, line); err != nil {
		return false, s.refused(err, line)
	}
	return false, nil
}

// keepLine keeps a line that was typed now, before anything comes of it.
func (s *sitting) keepLine(line string) error {
	if !s.fresh {
		return nil
	}
	return s.draft.keep(askedLine, line)
}

// refused tells what is wrong with a line, which is not lost.
func (s *sitting) refused(err error, line string) error {
	s.faulty = line
	return s.wrong(err, "edit takes the line up again, and so does the arrow up.")
}

// wrong tells what is wrong with an answer. What is not for people ends the sitting.
func (s *sitting) wrong(err error, more string) error {
	said, ok := errors.AsType[*ascribe.Error](err)
	if !ok || said.Kind == ascribe.ErrInterrupted {
		return err
	}
	p := &page{t: s.env.err}
	if len(said.Problems) == 0 {
		p.wrap("", sentenceOf(said.Message))
	}
	for _, problem := range said.Problems {
		p.wrap("", sentenceOf(problem.Message))
	}
	if said.Hint != "" && len(said.Problems) == 0 {
		p.wrap("  ", said.Hint+".")
	}
	if more != "" {
		p.wrap("  ", more)
	}
	s.show(p)
	return nil
}

// sentenceOf ends a sentence that has no end.
func sentenceOf(text string) string {
	if strings.HasSuffix(text, "?") || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// takeStatement takes a line that says something of a variable, or what holds from
// now on.
func (s *sitting) takeStatement(ctx context.Context, text string) error {
	if s.editing > 0 {
		return s.takeInstead(ctx, text, s.statements()[s.editing-1])
	}
	line, err := (&shorthand.Reader{Book: s.book, Of: s.kind}).Read(text, s.settings)
	if err != nil {
		return err
	}
	if line.Variable == "" {
		s.remember()
		s.settings = line.Settings
		return nil
	}
	statement := statementOf(line, s.subject, s.source, s.coder)
	typed := exchange.Placed{Noun: statement, File: "line", Line: len(s.nouns) + 1}
	trial, err := acts.Try(ctx, s.app, s.by, s.subject, s.nouns, []exchange.Placed{typed})
	if err != nil {
		return err
	}
	if trial.There {
		s.reply(0, statement, trial)
		return nil
	}
	s.remember()
	s.nouns, s.settings = append(slices.Clip(s.nouns), typed), line.Settings
	s.reply(len(s.statements()), statement, trial)
	if s.Each {
		return s.writeEach(ctx)
	}
	return nil
}

// takeInstead takes a line in the place of a statement that was typed before. What
// holds for the lines after is left as it is.
func (s *sitting) takeInstead(ctx context.Context, text string, before *ascribe.Statement) error {
	kind, err := s.kindOf(ctx, before.Subject)
	if err != nil {
		return err
	}
	line, err := (&shorthand.Reader{Book: s.book, Of: kind}).Read(text, shorthand.Settings{})
	if err != nil {
		return err
	}
	if line.Variable == "" {
		return ascribe.Errorf(ascribe.ErrInvalid, "a variable and a value are missing").WithHint("Ctrl-C leaves the statement as it was")
	}
	is := func(p exchange.Placed) bool { return p.Noun == ascribe.Noun(before) }
	at := slices.IndexFunc(s.nouns, is)
	statement := statementOf(line, before.Subject, before.Source, before.Coder)
	typed := exchange.Placed{Noun: statement, File: "line", Line: at + 1}
	trial, err := acts.Try(ctx, s.app, s.by, before.Subject, slices.DeleteFunc(slices.Clone(s.nouns), is), []exchange.Placed{typed})
	if err != nil {
		return err
	}
	n := s.editing
	if s.editing = 0; trial.There {
		s.reply(0, statement, trial)
		return nil
	}
	s.remember()
	s.nouns = slices.Clone(s.nouns)
	s.nouns[at] = typed
	s.reply(n, statement, trial)
	return nil
}

// statementOf is what a line states.
func statementOf(line *shorthand.Line, subject, source, coder string) *ascribe.Statement {
	return &ascribe.Statement{
		Subject: subject, Variable: line.Variable, Value: line.Value, Stance: line.Stance, Basis: line.Basis, Source: source,
		Locator: line.Locator, Said: line.Said, Reliability: line.Reliability, Credibility: line.Credibility, Coder: coder, Note: line.Note,
	}
}

// remember keeps what undo goes back to.
func (s *sitting) remember() { s.before = append(s.before, s.state) }

// statements are those that are to be written.
func (s *sitting) statements() (list []*ascribe.Statement) {
	for _, p := range s.nouns {
		if x, ok := p.Noun.(*ascribe.Statement); ok {
			list = append(list, x)
		}
	}
	return list
}

// write writes all down as one entry.
func (s *sitting) write(ctx context.Context) (end bool, err error) {
	if len(s.statements()) == 0 {
		return true, nil
	}
	var problems ascribe.Problems
	done, err := acts.AddAll(ctx, s.app, s.by, s.nouns, &problems, "what was typed")
	if err != nil {
		return false, s.refused(err, s.faulty)
	}
	s.done = done
	s.written += len(s.statements())
	return true, nil
}

// writeEach writes down what was typed, and lets go of it.
func (s *sitting) writeEach(ctx context.Context) error {
	if _, err := s.write(ctx); err != nil || s.done == nil {
		return err
	}
	if s.done.Entry > 0 && !s.DryRun {
		s.entries = append(s.entries, s.done.Entry)
		s.tell("Entry " + strconv.FormatInt(s.done.Entry, 10) + ".")
	}
	s.done, s.nouns, s.before = nil, nil, nil
	if len(s.draft.left) > 0 { // of an earlier sitting
		return nil
	}
	return s.draft.empty()
}
