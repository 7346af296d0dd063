package codebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A Case is a worked case: what a codebook is to say of some evidence. The
// cases of a codebook stand in a file beside it, and are its tests.
type Case struct {
	File string
	Line int
	Name string
	Note string
	// Evidence is a list of statements about one incident, in the order in which
	// they were written down. A statement that names no source has its own.
	Evidence []ascribe.Statement
	Known    ascribe.Day // Forever: no limit
	Expect   Expectation
	lines    []int // of the evidence
}

// An Expectation is what the answer should be. What it leaves out is not
// checked.
type Expectation struct {
	ascribe.Outcome
	Settled *bool
	// CouldBecome are all outcomes that the label could become. One without a
	// level stands for every level of its label. Nil: not held; empty: none.
	CouldBecome   []ascribe.Outcome
	OpenQuestions []string // all of them, by variable; nil: not held
}

const casesHint = "Correct the file and run the cases again; docs/codebooks.md describes their format."

// ParseCases reads worked cases from YAML. All faults of form are reported,
// each with its place; [Book.CheckCases] holds them to a codebook.
func ParseCases(file string, text []byte) ([]Case, error) {
	r := newReader(file)
	var cases []Case
	if root := r.Root(text); root != nil {
		r.List("", "a file of worked cases", root, func(path string, n ast.Node) {
			cases = append(cases, r.workedCase(file, path, n))
		})
	}
	if err := r.Faults.Err(named(file), casesHint); err != nil {
		return nil, err
	}
	return cases, nil
}

func (r *reader) workedCase(file, path string, n ast.Node) Case {
	c := Case{File: file, Line: yamltext.NodePlace(n).Line, Known: ascribe.Forever}
	r.Mapping(path, "a case", n, map[string]yamltext.Field{
		"name":     r.Text(&c.Name),
		"note":     r.Text(&c.Note),
		"known":    r.day(&c.Known),
		"evidence": r.evidence(&c),
		"expect":   r.expectation(&c.Expect),
	})
	if c.Name == "" {
		r.FaultIn(path, "the case has no name: say in a few words what it shows")
	}
	if c.Expect.Label == "" {
		r.FaultIn(path, "the case expects no label")
	}
	return c
}

func (r *reader) day(into *ascribe.Day) yamltext.Field {
	return func(path string, n ast.Node) {
		var s string
		r.Text(&s)(path, n)
		d, err := ascribe.ParseDay(s)
		if err != nil {
			r.FaultIn(path, "%s", err)
			return
		}
		*into = d
	}
}

func (r *reader) evidence(into *Case) yamltext.Field {
	return func(path string, n ast.Node) {
		r.List(path, "evidence", n, func(path string, n ast.Node) {
			number := len(into.Evidence) + 1
			s := ascribe.Statement{ID: fmt.Sprintf("statement-%d", number), Subject: "case", Stance: ascribe.Asserts}
			var grade string
			r.Mapping(path, "a statement", n, map[string]yamltext.Field{
				"variable": r.Text(&s.Variable),
				"value":    r.Text(&s.Value),
				"stance":   yamltext.OneOf(r.Reader, &s.Stance, "stance", ascribe.Stances),
				"said":     r.said(&s.Said),
				"grade":    r.Text(&grade),
				"source":   r.Text(&s.Source),
				"note":     r.Text(&s.Note),
			})
			r.require(path, "variable", s.Variable)
			r.require(path, "value", s.Value)
			r.require(path, "said", s.Said.String())
			r.grade(path, grade, &s)
			if s.Source == "" {
				s.Source = fmt.Sprintf("source-%d", number)
			}
			into.Evidence = append(into.Evidence, s)
			into.lines = append(into.lines, yamltext.NodePlace(n).Line)
		})
	}
}

// require notes that a statement lacks a part. What was written and not
// understood is a fault already.
func (r *reader) require(p, name, value string) {
	if written, _ := r.Written(yamltext.Path(p, name)); value == "" && written.Text == "" {
		r.FaultIn(p, "the statement has no key %q", name)
	}
}

func (r *reader) said(into *ascribe.Date) yamltext.Field {
	return func(path string, n ast.Node) {
		var s string
		r.Text(&s)(path, n)
		if s == "" {
			return
		}
		d, err := ascribe.ParseDate(s)
		switch {
		case err != nil:
			r.FaultIn(path, "%s", err)
		case d.OpenEnded():
			r.FaultIn(path, "%s has no last day, so nobody can say by when it was known", yamltext.Quote(s))
		default:
			*into = d
		}
	}
}

// grade splits a grade such as B2, which is also the one by default.
func (r *reader) grade(p, grade string, s *ascribe.Statement) {
	if grade == "" {
		grade = "B2"
	}
	s.Reliability, s.Credibility = ascribe.Reliability(grade[:1]), ascribe.Credibility(grade[1:])
	if s.Credibility == "" || !s.Reliability.Valid() || !s.Credibility.Valid() {
		r.FaultIn(yamltext.Path(p, "grade"), "%s is no grade: a letter from A to F and a digit from 1 to 6, as in B2", yamltext.Quote(grade))
		s.Reliability, s.Credibility = "", ""
	}
}

func (r *reader) expectation(into *Expectation) yamltext.Field {
	return func(path string, n ast.Node) {
		var settled bool
		r.Mapping(path, "what a case expects", n, map[string]yamltext.Field{
			"label": r.Text(&into.Label),
			"level": r.Text(&into.Level),
			"settled": func(path string, n ast.Node) {
				r.Flag(&settled)(path, n)
				into.Settled = &settled
			},
			"could_become": func(path string, n ast.Node) {
				into.CouldBecome = []ascribe.Outcome{}
				var outcomes []string
				r.Texts(&outcomes, "could_become")(path, n)
				for _, o := range outcomes {
					label, level, _ := strings.Cut(o, "/")
					into.CouldBecome = append(into.CouldBecome, ascribe.Outcome{Label: label, Level: level})
				}
			},
			"open_questions": func(path string, n ast.Node) {
				into.OpenQuestions = []string{}
				r.Texts(&into.OpenQuestions, "open_questions")(path, n)
			},
		})
	}
}

// CheckCases reports, each with its place, what in worked cases the codebook
// does not know: variables, values, labels and levels.
func (b *Book) CheckCases(cases []Case) error {
	var faults ascribe.Problems
	for i := range cases {
		b.checkCase(&cases[i], &faults)
	}
	file := "the file of worked cases"
	if len(cases) > 0 {
		file = named(cases[0].File)
	}
	return faults.Err(file, casesHint)
}

func (b *Book) checkCase(c *Case, faults *ascribe.Problems) {
	fault := func(line int, format string, args ...any) {
		faults.Add(ascribe.Problem{File: c.File, Line: line, Column: 1, Message: fmt.Sprintf(format, args...)})
	}
	variable := func(line int, name string) *Var {
		v := b.Var(name)
		if v == nil {
			fault(line, "there is no variable %q%s", name, near.DidYouMean(name, b.Names()))
		}
		return v
	}
	for i, s := range c.Evidence {
		if v := variable(c.lines[i], s.Variable); v != nil {
			if err := v.CheckValue(s.Value); err != nil {
				fault(c.lines[i], "%s", err)
			}
		}
	}
	for _, o := range append([]ascribe.Outcome{c.Expect.Outcome}, c.Expect.CouldBecome...) {
		if !b.gives(o) {
			fault(c.Line, "the case %s expects %s, which no row gives", yamltext.Quote(c.Name), outcomeText(o))
		}
	}
	for _, name := range c.Expect.OpenQuestions {
		variable(c.Line, name)
	}
}

// gives reports whether a row gives the outcome; one without a level may be
// of any.
func (b *Book) gives(o ascribe.Outcome) bool {
	return slices.ContainsFunc(b.Rows, func(r Row) bool {
		return r.Label == o.Label && (o.Level == "" || r.Level == o.Level)
	})
}

func outcomeText(o ascribe.Outcome) string {
	if o.Level == "" {
		return o.Label
	}
	return o.Label + "/" + o.Level
}

// Dossier is the evidence as a record of it would be: the statements numbered
// from 1, each in an entry of its own, and their sources.
func (c *Case) Dossier() *ascribe.Dossier {
	d := &ascribe.Dossier{Subject: "case", Title: c.Name, Sources: map[string]*ascribe.Provenance{}}
	for i, s := range c.Evidence {
		n := int64(i + 1)
		d.Statements = append(d.Statements, ascribe.Noted[ascribe.Statement]{Record: n, Entry: n, Noun: s})
		if d.Sources[s.Source] == nil {
			d.Sources[s.Source] = &ascribe.Provenance{Noted: ascribe.Noted[ascribe.Source]{
				Record: n, Entry: n,
				Noun: ascribe.Source{ID: s.Source, Title: s.Source, Publisher: s.Source, Published: s.Said, Reliability: s.Reliability},
			}}
		}
	}
	return d
}

// Failures says in sentences where an answer is not as expected.
func (e *Expectation) Failures(a *ascribe.Attribution) []string {
	var failures []string
	fail := func(format string, args ...any) { failures = append(failures, fmt.Sprintf(format, args...)) }
	if a.Outcome != e.Outcome {
		fail("the label is %s; %s was expected", outcomeText(a.Outcome), outcomeText(e.Outcome))
	}
	if e.Settled != nil && a.Settled != *e.Settled {
		fail("it is %s; the contrary was expected", choose(a.Settled, "settled", "not settled"))
	}
	if e.CouldBecome != nil {
		var could []string
		var got []ascribe.Outcome
		for _, p := range a.CouldBecome {
			got = append(got, p.Outcome)
			could = append(could, outcomeText(p.Outcome))
		}
		for _, o := range e.CouldBecome {
			if !slices.ContainsFunc(got, func(g ascribe.Outcome) bool { return covers(o, g) }) {
				fail("it could not become %s, as was expected; it could become %s", outcomeText(o), someOf(could))
			}
		}
		for _, g := range got {
			if !slices.ContainsFunc(e.CouldBecome, func(o ascribe.Outcome) bool { return covers(o, g) }) {
				fail("it could become %s, which was not expected", outcomeText(g))
			}
		}
	}
	if e.OpenQuestions != nil {
		var open []string
		for _, q := range a.OpenQuestions {
			open = append(open, q.Variable)
		}
		if want := sorted(e.OpenQuestions); !slices.Equal(sorted(open), want) {
			fail("the open questions are %s; expected were %s", someOf(sorted(open)), someOf(want))
		}
	}
	return failures
}

func covers(expected, got ascribe.Outcome) bool {
	return expected == got || expected.Level == "" && expected.Label == got.Label
}

func someOf(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}
