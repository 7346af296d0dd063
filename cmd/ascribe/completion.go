package main

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"
	"github.com/posener/complete"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A completion is what a shell asks: what could stand where the cursor is.
type completion struct {
	env  *environment
	ctx  context.Context
	line []string // the words up to the cursor; the last one is not complete
	// bash takes = and : for the end of a word, and replaces only what is after it.
	bash bool
}

// mostOffered is how many words are offered at most.
const mostOffered = 1000

// complete answers a shell that asks what could follow, and reports whether one
// did. It says so by COMP_LINE, as bash does.
func (e *environment) complete(ctx context.Context, parser *kong.Kong) bool {
	line := os.Getenv("COMP_LINE")
	if line == "" {
		return false
	}
	if point, err := strconv.Atoi(os.Getenv("COMP_POINT")); err == nil && 0 <= point && point < len(line) {
		line = line[:point]
	}
	_, bash := os.LookupEnv("COMP_KEY") // other shells that ask as it does have none
	c := &completion{env: e, ctx: ctx, line: append(strings.Fields(line[:lastWord(line)]), line[lastWord(line):]), bash: bash}
	command, err := kongcompletion.Command(parser, kongcompletion.WithPredictors(c.predictors()))
	if err != nil {
		return true
	}
	for _, word := range c.words(command) {
		e.out.WriteString(word + "\n")
	}
	return true
}

// lastWord is where the word begins in which the cursor stands.
func lastWord(line string) int { return strings.LastIndexAny(line, " \t") + 1 }

// words are those that could stand there, as the shell takes them.
func (c *completion) words(command complete.Command) []string {
	words := c.line[1:]
	last := words[len(words)-1]
	kept := "" // of the last word, before what is completed
	if flag, value, found := strings.Cut(last, "="); found && strings.HasPrefix(flag, "--") {
		words = append(words[:len(words)-1:len(words)-1], flag, value)
		last, kept = value, flag+"="
	}
	done := words[:len(words)-1]
	args := complete.Args{All: words, Completed: done, Last: last}
	if len(done) > 0 {
		args.LastCompleted = done[len(done)-1]
	}
	var fit []string
	for _, word := range command.Predict(args) {
		if strings.HasPrefix(word, last) && len(fit) < mostOffered {
			fit = append(fit, kept+word)
		}
	}
	if c.bash {
		for i, word := range fit {
			fit[i] = word[strings.LastIndexAny(kept+last, "=:")+1:]
		}
	}
	return fit
}

// predictors are what is known of each kind of argument, by the name that it has
// on the command line.
func (c *completion) predictors() map[string]complete.Predictor {
	ids := func(space ascribe.Space, kind ascribe.RecordKind) complete.Predictor {
		return c.from(func(p *point.Point, a complete.Args) ([]string, error) {
			dataset := p.About()
			if space != ascribe.SpaceSubject {
				dataset = ascribe.Main
			}
			return listed(a.Last, func(begin string) ([]string, error) {
				return p.View.Beginning(c.ctx, space, dataset, kind, begin, mostOffered)
			})
		})
	}
	return map[string]complete.Predictor{
		"file":      complete.PredictFiles("*"),
		"incident":  ids(ascribe.SpaceSubject, ascribe.RecordIncident),
		"actor":     ids(ascribe.SpaceSubject, ascribe.RecordActor),
		"subject":   ids(ascribe.SpaceSubject, ""),
		"id":        complete.PredictOr(ids(ascribe.SpaceSubject, ""), ids(ascribe.SpaceSource, ""), ids(ascribe.SpaceStatement, "")),
		"source":    ids(ascribe.SpaceSource, ""),
		"document":  ids(ascribe.SpaceDocument, ""),
		"statement": ids(ascribe.SpaceStatement, ""),
		"dataset":   c.from(c.datasets),
		"edition":   c.from(c.editions),
		"column":    c.from(c.columns),
		"variable":  c.from(c.variables),
		"value":     c.from(c.values),
		"label":     c.from(c.labels),
		"dimension": c.from(c.dimensions),
		"condition": c.from(c.conditions),
	}
}

// from predicts from the record. Where that cannot be read there is nothing to
// offer: a shell has no place for an error.
func (c *completion) from(offer func(*point.Point, complete.Args) ([]string, error)) complete.Predictor {
	return complete.PredictFunc(func(a complete.Args) (words []string) {
		c.env.store = c.flag("--store", envOr("ASCRIBE_STORE", "ascribe.db"))
		app, err := c.env.open(c.ctx)
		if err != nil {
			return nil
		}
		defer app.Store.Close() //nolint:errcheck // it was only read
		q := point.Question{Dataset: c.flag("--dataset", ""), AsOf: ascribe.Now, Viewer: point.Team}
		_ = app.Here(c.ctx, point.Team, func(here *point.Point) error {
			p, err := here.Of(c.ctx, q)
			if err != nil { // there is no codebook, or no such dataset
				p = here
			}
			words, err = offer(p, a)
			return err
		})
		return words
	})
}

func envOr(name, usual string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return usual
}

// flag is the value of a flag in the line.
func (c *completion) flag(name, usual string) string {
	for i, word := range c.line {
		if word == name && i+1 < len(c.line)-1 {
			return c.line[i+1]
		}
		if value, found := strings.CutPrefix(word, name+"="); found && i < len(c.line)-1 {
			return value
		}
	}
	return usual
}

// listed completes the last of several that stand behind one another with commas.
func listed(last string, offer func(begin string) ([]string, error)) ([]string, error) {
	at := strings.LastIndex(last, ",") + 1
	words, err := offer(last[at:])
	for i, word := range words {
		words[i] = last[:at] + word
	}
	return words, err
}

func (c *completion) datasets(p *point.Point, a complete.Args) ([]string, error) {
	names, err := p.View.Beginning(c.ctx, ascribe.SpaceDataset, "", "", a.Last, mostOffered)
	return append(names, ascribe.Main), err
}

// editions are those of the dataset that the line names.
func (c *completion) editions(p *point.Point, a complete.Args) ([]string, error) {
	for _, word := range a.Completed {
		if ids, err := p.View.Beginning(c.ctx, ascribe.SpaceEdition, word, "", a.Last, mostOffered); err == nil {
			return ids, nil
		}
	}
	return nil, nil
}

// columns are those of the dataset that the line names.
func (c *completion) columns(p *point.Point, a complete.Args) ([]string, error) {
	for _, word := range a.Completed {
		if of, err := p.Of(c.ctx, point.Question{Dataset: word, AsOf: ascribe.Now}); err == nil {
			return of.Book.Names(), nil
		}
	}
	return nil, nil
}

func (c *completion) variables(p *point.Point, _ complete.Args) ([]string, error) {
	if p.Book == nil {
		return nil, nil
	}
	return p.Book.Names(), nil
}

// values are those of the variable that was named last.
func (c *completion) values(p *point.Point, a complete.Args) ([]string, error) {
	if p.Book == nil {
		return nil, nil
	}
	for _, word := range slices.Backward(a.Completed) {
		if v := p.Book.Var(word); v != nil {
			return valuesOf(v), nil
		}
	}
	return nil, nil
}

func valuesOf(v *codebook.Var) []string {
	var codes []string
	for _, value := range v.Variable.Values {
		codes = append(codes, value.Code)
	}
	return append(codes, ascribe.NotExamined, ascribe.NoneFound)
}

func (c *completion) labels(p *point.Point, _ complete.Args) (names []string, err error) {
	if p.Book == nil {
		return nil, nil
	}
	for _, l := range p.Book.Labels {
		names = append(names, l.Name)
	}
	return names, nil
}

func (c *completion) dimensions(p *point.Point, a complete.Args) ([]string, error) {
	if p.Book == nil {
		return nil, nil
	}
	return listed(a.Last, func(string) ([]string, error) { return ask.Dimensions(p.Book), nil })
}

// conditions are dimensions and, where only one can be meant, its values: a shell
// would put a blank behind the =.
func (c *completion) conditions(p *point.Point, a complete.Args) ([]string, error) {
	if p.Book == nil {
		return nil, nil
	}
	var names, all []string
	for _, name := range ask.Dimensions(p.Book) {
		if strings.HasPrefix(name+"=", a.Last) || strings.HasPrefix(a.Last, name+"=") {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if len(names) > 1 {
			all = append(all, name+"=")
			continue
		}
		for _, value := range ask.ValuesOf(p.Book, name) {
			all = append(all, name+"="+value)
		}
	}
	return all, nil
}
