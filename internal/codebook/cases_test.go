package codebook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
)

func TestParseCases(t *testing.T) {
	cases, err := ParseCases("small.cases.yaml", []byte(`
- name: Somebody helped
  known: 2016-08-01
  evidence:
    - {variable: helpers, value: member, said: 2016-07-19}
    - {variable: killed, value: 5, said: 2016-07, grade: A1, stance: raises, source: paper}
  expect:
    label: steered
    level: near
    settled: false
    could_become: [steered/far, open]
    open_questions: [helpers]
- name: Nothing
  expect: {label: open, could_become: [], open_questions: []}
`))
	if err != nil {
		t.Fatal(faults(err))
	}
	c := cases[0]
	day, _ := ascribe.ParseDay("2016-08-01")
	if c.Line != 2 || c.Known != day || *c.Expect.Settled || c.Expect.Outcome != (ascribe.Outcome{Label: "steered", Level: "near"}) {
		t.Errorf("%+v", c)
	}
	if d := cmp.Diff([]ascribe.Outcome{{Label: "steered", Level: "far"}, {Label: "open"}}, c.Expect.CouldBecome); d != "" {
		t.Error(d)
	}
	d := c.Dossier()
	if len(d.Statements) != 2 || len(d.Sources) != 2 || d.Sources["paper"] == nil {
		t.Errorf("%+v", d)
	}
	s := d.Statements[1].Noun
	if s.Stance != ascribe.Raises || s.Reliability != "A" || s.Credibility != "1" || s.Said.String() != "2016-07" || s.Value != "5" {
		t.Errorf("%+v", s)
	}
	if c = cases[1]; c.Known != ascribe.Forever || c.Expect.CouldBecome == nil || c.Expect.OpenQuestions == nil || c.Expect.Settled != nil {
		t.Errorf("%+v", c)
	}
}

func TestFaultsOfCases(t *testing.T) {
	_, err := ParseCases("x.cases.yaml", []byte(`
- evidence:
    - {variable: a, said: 2016-02-30}
    - {value: x, said: 2016-01-01/.., grade: G7}
    - {variable: a, value: b, stance: claims, sad: 2016}
  expected: {}
- name: b
  known: yesterday
  expect: {label: x, settled: maybe, could_become: {a: b}}
`))
	want := `x.cases.yaml has 14 faults
x.cases.yaml:2:3: the case has no name: say in a few words what it shows
x.cases.yaml:2:3: the case expects no label
x.cases.yaml:3:7: the statement has no key "value"
x.cases.yaml:3:27: "2016-02-30" is not a date: February 2016 has no day 30
x.cases.yaml:4:7: the statement has no key "variable"
x.cases.yaml:4:24: "2016-01-01/.." has no last day, so nobody can say by when it was known
x.cases.yaml:4:46: "G7" is no grade: a letter from A to F and a digit from 1 to 6, as in B2
x.cases.yaml:5:7: the statement has no key "said"
x.cases.yaml:5:39: there is no stance "claims"; it is one of asserts, denies, raises
x.cases.yaml:5:47: a statement takes no key "sad"; did you mean "said"?
x.cases.yaml:6:3: a case takes no key "expected"; did you mean "expect"?
x.cases.yaml:8:10: "yesterday"
x.cases.yaml:9:31: this is true or false, not "maybe"
x.cases.yaml:9:52: could_become is a list, not a mapping`
	got := strings.Split(faults(err), "\n")
	for i, line := range strings.Split(want, "\n")[1:] {
		if i+1 >= len(got) || !strings.HasPrefix(got[i+1], line) {
			t.Fatalf("wanted %s in\n%s", line, strings.Join(got, "\n"))
		}
	}
}

func TestCasesAreHeldToTheCodebook(t *testing.T) {
	book, err := Compile("small.yaml", []byte(sound))
	if err != nil {
		t.Fatal(faults(err))
	}
	cases, err := ParseCases("small.cases.yaml", []byte(`
- name: misspelt
  evidence:
    - {variable: helper, value: member, said: 2016-07-19}
    - {variable: helpers, value: membre, said: 2016-07-19}
  expect: {label: stered, could_become: [steered/middle], open_questions: [hlepers]}
`))
	if err != nil {
		t.Fatal(faults(err))
	}
	want := `small.cases.yaml has 5 faults
small.cases.yaml:2:1: the case "misspelt" expects stered, which no row gives
small.cases.yaml:2:1: the case "misspelt" expects steered/middle, which no row gives
small.cases.yaml:2:1: there is no variable "hlepers"; did you mean "helpers"?
small.cases.yaml:4:1: there is no variable "helper"; did you mean "helpers"?
small.cases.yaml:5:1: "membre" is not a value of helpers; did you mean "member"?`
	if d := cmp.Diff(want, faults(book.CheckCases(cases))); d != "" {
		t.Error(d)
	}
}

func TestFailuresOfAnExpectation(t *testing.T) {
	answer := &ascribe.Attribution{
		Belief:        ascribe.Belief{Outcome: ascribe.Outcome{Label: "open"}},
		CouldBecome:   []ascribe.Possibility{{Outcome: ascribe.Outcome{Label: "steered", Level: "far"}}},
		OpenQuestions: []ascribe.OpenQuestion{{Variable: "helpers"}},
	}
	no := false
	met := &Expectation{
		Outcome: answer.Outcome, Settled: &no,
		CouldBecome: []ascribe.Outcome{{Label: "steered"}}, OpenQuestions: []string{"helpers"},
	}
	if f := met.Failures(answer); f != nil {
		t.Error(f)
	}
	yes := true
	missed := &Expectation{
		Outcome: ascribe.Outcome{Label: "steered", Level: "near"}, Settled: &yes,
		CouldBecome: []ascribe.Outcome{{Label: "steered", Level: "near"}}, OpenQuestions: []string{},
	}
	want := []string{
		"the label is open; steered/near was expected",
		"it is not settled; the contrary was expected",
		"it could not become steered/near, as was expected; it could become steered/far",
		"it could become steered/far, which was not expected",
		"the open questions are helpers; expected were none",
	}
	if d := cmp.Diff(want, missed.Failures(answer)); d != "" {
		t.Error(d)
	}
}
