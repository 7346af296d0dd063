package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Code is the command.
type Code struct {
	Incident string `arg:"" help:"The incident; one that is not there yet is made." predictor:"incident"`
	Source   string `help:"The source that is coded, to begin with." env:"ASCRIBE_SOURCE" placeholder:"ID" predictor:"source"`
	Coder    string `help:"Who codes." env:"ASCRIBE_CODER" placeholder:"NAME"`
	Each     bool   `help:"Write each line down at once, as an entry of its own."`
	Draft    string `help:"Where what is typed is kept until it is written down; by default beside the store." placeholder:"FILE"`
	dating
	wary
	writing
}

// Help is what the command's help ends with.
func (*Code) Help() string {
	return `Each line is: variable value [stance] [grade] [day] [basis] [locator] "note". See docs/code.md. A script does it with: ascribe add -`
}

// instead is what can be done where nobody sits at a terminal.
const instead = "statements from a script or a file are added with: ascribe add -"

// Run lets somebody code.
func (c *Code) Run(ctx context.Context, env *environment) error {
	in, ok := env.stdin.(*os.File)
	if !ok || !env.attended() {
		return ascribe.Errorf(ascribe.ErrUsage, "ascribe code is for somebody who sits at a terminal, and there is none").WithHint("%s", instead)
	}
	if !ascribe.ValidID(c.Incident) {
		return ascribe.Errorf(ascribe.ErrUsage, "%q cannot be the id of an incident", c.Incident).
			WithHint("an id has small letters, digits, dots, dashes and underscores, and begins with a letter or digit")
	}
	return env.use(ctx, func(a *point.App) error {
		if _, err := a.Signer(); err != nil { // else all would be typed in vain
			return err
		}
		book, err := a.CurrentBook(ctx)
		if err != nil {
			return err
		}
		s := &sitting{
			Code: c, env: env, app: a, by: c.cautious(c.dated(c.by())), book: book,
			state: state{subject: c.Incident, kind: ascribe.OfIncident},
		}
		return s.sit(ctx, in)
	})
}

// draftName is where what is typed is kept.
func (c *Code) draftName(env *environment) string {
	if c.Draft != "" {
		return c.Draft
	}
	return strings.TrimSuffix(env.store, ".db") + ".code-" + c.Incident + ".draft"
}

// sit opens what a sitting needs, and closes it whatever happens.
func (s *sitting) sit(ctx context.Context, in *os.File) (err error) {
	if s.draft, err = openDraft(s.draftName(s.env), "ascribe code 1\t"+s.Incident+"\t"+s.app.Store.ID()); err != nil {
		return err
	}
	kept := true
	defer func() { s.draft.leave(kept) }()
	if s.console, err = openConsole(in, s.env.err); err != nil {
		return err
	}
	s.console.offer = s.offer
	err = s.code(ctx)
	s.console.close()
	switch {
	case err == nil:
		kept = s.DryRun && len(s.nouns) > 0
		return s.report()
	case errors.Is(err, errQuit), errors.Is(err, errGone), ctx.Err() != nil:
		if kept = len(s.nouns) > 0 || s.faulty != "" || s.draft.now.Load() || strings.HasPrefix(s.asking, fieldOfSource); !kept {
			return left(err, "nothing was written")
		}
		return left(err, "nothing was written; what was typed is kept in "+s.draft.name+", and the same command goes on")
	}
	return err
}

// left is how a sitting ends that was left before it was written down.
func left(err error, told string) error {
	if errors.Is(err, errQuit) {
		return ascribe.Errorf(ascribe.ErrInterrupted, "left; %s", told)
	}
	return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted; %s", told).WithCause(err)
}

// report says what was written.
func (s *sitting) report() error {
	if s.JSON {
		done := s.done
		if done == nil {
			done = &acts.Batch{Made: []acts.Made{}}
		}
		return s.env.printJSON(done)
	}
	p := &page{t: s.env.out}
	switch {
	case s.done != nil && !s.Each:
		importPage(p, &s.done.Imported)
	case s.written == 0:
		p.line("Nothing was typed that could be written.")
	default:
		p.line("%s in all.", plural(s.written, "statement", "statements"))
	}
	s.env.out.WriteString(p.String())
	return nil
}
