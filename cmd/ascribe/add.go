package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Add is the command.
type Add struct {
	Incident  AddIncident  `cmd:"" help:"An attack or a plot."`
	Actor     AddActor     `cmd:"" help:"A person, an organisation, or a persona known by a screen name."`
	Link      AddLink      `cmd:"" help:"An actor's part in an incident."`
	Source    AddSource    `cmd:"" help:"A publication."`
	Statement AddStatement `cmd:"" help:"What a source said of a variable."`
	Regrade   AddRegrade   `cmd:"" help:"A source's reliability, judged anew."`
	Batch     AddBatch     `cmd:"" name:"-" help:"Many of these at once, as JSON Lines from the standard input."`
}

// AddIncident is the command.
type AddIncident struct {
	ID    string `arg:"" help:"Its id: small letters, digits, '.', '_' and '-'."`
	Title string `arg:"" help:"Its title."`
	wary
	writing
}

// Run adds the incident.
func (c *AddIncident) Run(ctx context.Context, env *environment) error {
	return env.addBy(ctx, &c.writing, c.cautious(c.by()), &ascribe.Incident{ID: c.ID, Title: c.Title})
}

// AddActor is the command.
type AddActor struct {
	ID   string `arg:"" help:"Its id."`
	Kind string `arg:"" help:"person, organisation or persona." enum:"person,organisation,persona"`
	Name string `arg:"" help:"Its name; a person's only where a source on the record names them, else their role."`
	wary
	writing
}

// Run adds the actor.
func (c *AddActor) Run(ctx context.Context, env *environment) error {
	return env.addBy(ctx, &c.writing, c.cautious(c.by()), &ascribe.Actor{ID: c.ID, Kind: ascribe.ActorKind(c.Kind), Name: c.Name})
}

// AddLink is the command.
type AddLink struct {
	ID       string `arg:"" help:"Its id."`
	Incident string `arg:"" help:"The incident." predictor:"incident"`
	Actor    string `arg:"" help:"The actor." predictor:"actor"`
	Role     string `arg:"" help:"The role: perpetrator, accomplice, handler, claimant, …"`
	writing
}

// Run adds the link.
func (c *AddLink) Run(ctx context.Context, env *environment) error {
	return env.add(ctx, &c.writing, &ascribe.Link{ID: c.ID, Incident: c.Incident, Actor: c.Actor, Role: c.Role})
}

// AddSource is the command.
type AddSource struct {
	ID          string   `arg:"" help:"Its id."`
	Title       string   `arg:"" help:"Its title."`
	Publisher   string   `help:"Who brought it out." placeholder:"NAME"`
	URL         string   `name:"url" help:"Its address." placeholder:"ADDRESS"`
	ArchivedURL string   `name:"archived-url" help:"The address of an archived copy." placeholder:"ADDRESS"`
	Published   string   `help:"The day on which it came out (EDTF)." placeholder:"DAY"`
	Kind        string   `help:"court_record, official_statement, press, research, claim, …" placeholder:"KIND"`
	Language    string   `help:"Its language, as in de." placeholder:"TAG"`
	Reliability string   `help:"Its reliability: A reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged." placeholder:"A-F"`
	RestsOn     []string `help:"The sources that it only repeats." placeholder:"ID,…" predictor:"source"`
	dating
	wary
	writing
}

// Run adds the source.
func (c *AddSource) Run(ctx context.Context, env *environment) error {
	published, err := optionalDate("--published", c.Published)
	if err != nil {
		return err
	}
	return env.addBy(ctx, &c.writing, c.cautious(c.dated(c.by())), &ascribe.Source{
		ID: c.ID, Title: c.Title, Publisher: c.Publisher, URL: c.URL, ArchivedURL: c.ArchivedURL, Published: published,
		Kind: c.Kind, Language: c.Language, Reliability: ascribe.Reliability(c.Reliability), RestsOn: c.RestsOn,
	})
}

// AddStatement is the command.
type AddStatement struct {
	Subject     string   `arg:"" help:"The incident, actor or link that it is about." predictor:"subject"`
	Variable    string   `arg:"" help:"The variable, as in contact." predictor:"variable"`
	Value       string   `arg:"" help:"The value, as coded." predictor:"value"`
	Source      string   `help:"The source that said it." required:"" placeholder:"ID" predictor:"source"`
	Stance      string   `help:"asserts, denies or raises." enum:"asserts,denies,raises" default:"asserts" placeholder:"asserts|denies|raises"`
	Basis       string   `help:"seen, document, told or inferred." placeholder:"BASIS"`
	Locator     string   `help:"Where in the source it stands." placeholder:"TEXT"`
	Said        string   `help:"The day on which it was said, where that is not the day the source came out (EDTF)." placeholder:"DAY"`
	Reliability string   `help:"Reliability, where it is not the source's: A reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged. Left out, the source's or, where it has none, that of its last statement." placeholder:"A-F"`
	Credibility string   `help:"Credibility of the information: 1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. Left out, that of the source's last statement." placeholder:"1-6"`
	Coder       string   `help:"Who coded it." env:"ASCRIBE_CODER" placeholder:"NAME"`
	Quote       string   `help:"The words themselves, if they may be kept." placeholder:"TEXT"`
	Note        string   `help:"Why it was coded so." placeholder:"TEXT"`
	Settles     []string `help:"The statements that this one, an adjudication, settles." placeholder:"ID,…" predictor:"statement"`
	ID          string   `help:"Its id, where it is not to be made from its content." placeholder:"ID"`
	dating
	writing
}

// Run adds the statement.
func (c *AddStatement) Run(ctx context.Context, env *environment) error {
	said, err := optionalDate("--said", c.Said)
	if err != nil {
		return err
	}
	s := &ascribe.Statement{
		ID: c.ID, Subject: c.Subject, Variable: c.Variable, Value: c.Value, Stance: ascribe.Stance(c.Stance), Basis: ascribe.Basis(c.Basis),
		Source: c.Source, Locator: c.Locator, Said: said,
		Reliability: ascribe.Reliability(c.Reliability), Credibility: ascribe.Credibility(c.Credibility),
		Coder: c.Coder, Quote: c.Quote, Note: c.Note, Settles: c.Settles,
	}
	env.askWhy(ctx, &c.acting, s)
	return env.work(ctx, func(a *point.App) error {
		taken, err := acts.TakeGrade(ctx, a, s)
		if err != nil {
			return err
		}
		added, err := env.insistOnAdding(ctx, a, c.dated(c.by()), s)
		if err != nil {
			return err
		}
		added.Taken = taken
		if c.JSON {
			return env.printJSON(added)
		}
		p := &page{t: env.out}
		p.line("Entry %d: statement %s.", added.Entry, added.ID)
		if taken != nil {
			p.wrap("", takenWords(taken))
		}
		for _, u := range added.Uncounted {
			p.wrap("", "It cannot count, having "+u.Why+": it is kept and shown, and moves no label. See ascribe add statement --help.")
		}
		p.problems("warning: ", added.Warnings, 0)
		env.out.WriteString(p.String())
		return nil
	})
}

// takenWords says which part of a grade was not given but taken.
func takenWords(t *acts.Taken) string {
	var halves []string
	if t.Reliability != "" {
		halves = append(halves, "Reliability "+string(t.Reliability))
	}
	if t.Credibility != "" {
		halves = append(halves, "credibility "+string(t.Credibility))
	}
	text := strings.Join(halves, " and ")
	return strings.ToUpper(text[:1]) + text[1:] + " as in the source's last statement, " + t.Statement + "."
}

// AddRegrade is the command.
type AddRegrade struct {
	Source      string `arg:"" help:"The source." predictor:"source"`
	Reliability string `arg:"" help:"Its reliability from now on: A reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged." enum:"A,B,C,D,E,F"`
	Reason      string `help:"Why." placeholder:"TEXT"`
	ID          string `help:"Its id, where it is not to be made from its content." placeholder:"ID"`
	writing
}

// Run adds the regrade.
func (c *AddRegrade) Run(ctx context.Context, env *environment) error {
	return env.add(ctx, &c.writing, &ascribe.Regrade{ID: c.ID, Source: c.Source, Reliability: ascribe.Reliability(c.Reliability), Reason: c.Reason})
}

// Withdraw is the command.
type Withdraw struct {
	Target   string `arg:"" help:"A statement; of a strike also a withdrawal, an amendment, an incident, an actor, a link, a source or a note on the method of the record, as in link:ID where two things have the id; and the last edition of a dataset, as in ged-ukr@22.1." predictor:"id"`
	Kind     string `help:"correction: its source took it back, on a day. strike: we had misread; the source never said it." enum:"correction,strike" required:"" placeholder:"correction|strike"`
	Said     string `help:"Of a correction: the day, where that is not the day its source came out (EDTF)." placeholder:"DAY"`
	Source   string `help:"Of a correction: where the source took it back." placeholder:"ID" predictor:"source"`
	Reason   string `help:"The same as --why." placeholder:"TEXT"`
	ID       string `help:"Its id, where it is not to be made from its content." placeholder:"ID"`
	Although bool   `help:"Go on although other things fall with what is struck, or a day lies in the future."`
	writing
}

// Run withdraws it.
func (c *Withdraw) Run(ctx context.Context, env *environment) error {
	said, err := optionalDate("--said", c.Said)
	if err != nil {
		return err
	}
	c.Why = cmp.Or(c.Why, c.Reason)
	w := &ascribe.Withdrawal{
		ID: c.ID, Statement: c.Target, Kind: ascribe.WithdrawalKind(c.Kind), Said: said, Source: c.Source, Reason: cmp.Or(c.Reason, c.Why),
	}
	if kind, id, found := strings.Cut(c.Target, ":"); found {
		w.Statement, w.Of, w.Target = "", ascribe.RecordKind(kind), id
	}
	env.askWhy(ctx, &c.acting, w)
	return env.addDated(ctx, &c.writing, &dating{c.Although}, w)
}

// dating is what can be said of the days of what is written.
type dating struct {
	Although bool `help:"Go on although a day lies in the future."`
}

// dated is who acts, with what was said of the days.
func (d *dating) dated(by point.By) point.By {
	by.Although = d.Although
	return by
}

// wary is what can be said of what looks like something that is there.
type wary struct {
	Strict bool `help:"Refuse what looks like something that is there, instead of saying so."`
}

// cautious is who acts, with what was said of what is there twice.
func (w *wary) cautious(by point.By) point.By {
	by.Strict = w.Strict
	return by
}

// twinLines say what was written down that looks like something that is there.
func (p *page) twinLines(twins []ask.Twin) {
	for i := range twins {
		const most = 3
		if i == most {
			p.line("likely twice: … and %d more", len(twins)-most)
			break
		}
		p.item("", "likely twice: ", acts.LooksLike(&twins[i]))
	}
	if len(twins) > 0 {
		p.line("→ say whether it is one or two: ascribe twins --help")
	}
}

// add writes one noun down that has no days, and says where.
func (e *environment) add(ctx context.Context, w *writing, noun ascribe.Noun) error {
	return e.addDated(ctx, w, &dating{}, noun)
}

// insistOnAdding writes one noun down, and asks where it is doubtful whether
// that is meant.
func (e *environment) insistOnAdding(ctx context.Context, a *point.App, by point.By, noun ascribe.Noun) (added *acts.Added, err error) {
	err = e.insist(ctx, by, func(by point.By) error {
		added, err = acts.Add(ctx, a, by, noun)
		return err
	})
	return added, err
}

// addDated writes one noun down and says where.
func (e *environment) addDated(ctx context.Context, w *writing, days *dating, noun ascribe.Noun) error {
	return e.addBy(ctx, w, days.dated(w.by()), noun)
}

func (e *environment) addBy(ctx context.Context, w *writing, by point.By, noun ascribe.Noun) error {
	return e.work(ctx, func(a *point.App) error {
		added, err := e.insistOnAdding(ctx, a, by, noun)
		if err != nil {
			return err
		}
		p := &page{t: e.out}
		p.twinLines(added.Twins)
		return e.done(w, added, "Entry %d: %s %s.\n%s", added.Entry, noun.Record(), added.ID, p.String())
	})
}

func optionalDate(flag, s string) (ascribe.Date, error) {
	if s == "" {
		return ascribe.Date{}, nil
	}
	d, err := ascribe.ParseDate(s)
	if err != nil {
		return d, ascribe.Errorf(ascribe.ErrInvalid, "%s: %s", flag, err)
	}
	return d, nil
}
