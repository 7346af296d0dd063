package classify

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
)

// small is a decision table with the shapes of the one that ships: an order,
// a tie, propaganda, and evidence that closes the rest.
const small = `
variables:
  order: {values: {given: {}, asked: {}}}
  contact: {several: true, open: true, values: {member: {}, outsider: {}, unidentified: {leaves_open: true}}}
  guidance: {several: true, open: true, values: {target: {}, timing: {}, moral: {}}}
  material: {open: true, values: {drawn_on: {}}}
  trained: {values: {there: {}, at_home: {}}}
  state: {values: {partly: {}, exhausted: {}, closed: {}}}
closes: {state: [exhausted, closed]}
labels:
  directed: {}
  remote: {levels: {aimed: {}, urged: {}}}
  linked: {}
  inspired: {}
  unaffiliated: {}
  undetermined: {}
rows:
  - {id: ordered, label: directed, when: 'order == "given" || order == "asked" && trained == "there"'}
  - {id: aimed, label: remote, level: aimed, when: '"member" in contact && ("target" in guidance || "timing" in guidance)'}
  - {id: urged, label: remote, level: urged, when: '"member" in contact && "moral" in guidance'}
  - {id: tied, label: linked, when: '"member" in contact || trained == "there"'}
  - {id: somebody, label: undetermined, when: '"unidentified" in contact'}
  - {id: drew, label: inspired, when: material == "drawn_on"}
  - {id: nothing, label: unaffiliated, when: '"none_found" in contact'}
  - {id: otherwise, label: undetermined}
`

// everyOther is what nothing known about contact, guidance and material leaves possible.
const everyOther = "linked inspired unaffiliated remote/aimed remote/urged"

func TestLabels(t *testing.T) {
	book := compile(t, small)
	for _, c := range []struct {
		says, lines string
		known       int
		want        string // the outcome
		could       string // what it could become, "*": raised
		questions   string
	}{
		{
			says: "nothing is known: a closed variable is no question, an open one is", lines: "s1 contact=member on 21", known: 20,
			want: "undetermined", could: everyOther,
			questions: "contact:unknown guidance:unknown material:unknown",
		},
		{
			says: "an open variable that is known is no question", lines: "s1 material=drawn_on",
			want: "inspired", could: "linked undetermined remote/aimed remote/urged",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "what was raised comes first", lines: "s1 material=drawn_on\n s2 contact=member raises",
			want: "inspired", could: "linked* undetermined remote/aimed remote/urged",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "raised in a closed variable", lines: "s1 material=drawn_on\n s2 order=given raises",
			want: "inspired", could: "directed* linked undetermined remote/aimed remote/urged",
			questions: "order:unknown contact:unknown guidance:unknown",
		},
		{
			says: "two raised together make a pair that neither makes alone", lines: "s1 contact=member raises\n s2 guidance=target raises\n s3 state=closed",
			want: "undetermined", could: "linked* remote/aimed*",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "of as many answers, in the order of the table", lines: "s1 contact=member",
			want: "linked", could: "remote/aimed remote/urged",
			questions: "guidance:unknown",
		},
		{
			says: "the least number of answers that makes a row hold", lines: "s1 order=asked raises\n s2 trained=there raises\n s3 material=drawn_on raises\n s4 state=closed",
			want: "undetermined", could: "linked* inspired* directed*",
			questions: "order:unknown trained:unknown material:unknown",
		},
		{
			says: "a label is settled when nothing unknown can change it", lines: "s1 order=given",
			want: "directed",
		},
		{
			says: "evidence that is exhausted closes the open variables", lines: "s1 material=drawn_on\n s2 state=exhausted",
			want: "inspired",
		},
		{
			says: "so none_found means none", lines: "s1 contact=none_found\n s2 state=closed",
			want: "unaffiliated",
		},
		{
			says: "partly examined closes nothing", lines: "s1 material=drawn_on\n s2 state=partly",
			want: "inspired", could: "linked undetermined remote/aimed remote/urged",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "nor where it could be another value", lines: "s1 material=drawn_on\n s2 state=exhausted on 20\n s3 state=partly on 21 raises",
			want: "inspired", could: "linked undetermined remote/aimed remote/urged",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "nor where it is only raised", lines: "s1 material=drawn_on\n s2 state=exhausted raises",
			want: "inspired", could: "linked undetermined remote/aimed remote/urged",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "nor where it is denied on its day", lines: "s1 material=drawn_on\n s2 state=exhausted A1\n s3 state=exhausted denies",
			want: "inspired", could: "linked undetermined remote/aimed remote/urged",
			questions: "contact:unknown guidance:unknown",
		},
		{
			says: "it does where another that closes is as possible", lines: "s1 material=drawn_on\n s2 state=exhausted on 20\n s3 state=closed on 21 raises",
			want: "inspired",
		},
		{
			says: "not_examined opens what was closed", lines: "s1 contact=not_examined\n s2 state=closed\n s3 guidance=none_found",
			want: "undetermined", could: "linked unaffiliated",
			questions: "contact:not_examined",
		},
		{
			says: "and what is never open", lines: "s1 order=not_examined\n s2 state=closed",
			want: "undetermined", could: "directed",
			questions: "order:not_examined",
		},
		{
			says: "what was raised is possible though all is closed", lines: "s1 contact=member raises\n s2 state=closed",
			want: "undetermined", could: "linked*",
			questions: "contact:unknown",
		},
		{
			says: "what needs fewer answers comes first", lines: "s1 contact=unidentified\n s2 guidance=target",
			want: "undetermined", could: "remote/aimed linked remote/urged",
			questions: "contact:known guidance:known",
		},
		{
			says: "a picked value that was denied since can be lost", lines: "s1 order=given A1\n s2 order=given denies\n s3 state=closed",
			want: "directed", could: "undetermined*",
			questions: "order:known",
		},
		{
			says: "the present pair is left out, another level of its label is not", lines: "s1 contact=member\n s2 guidance=moral",
			want: "remote/urged", could: "remote/aimed",
			questions: "guidance:known",
		},
		{
			says: "raised counts before the number of answers", lines: "s1 contact=none_found\n s2 contact=unidentified raises\n s3 material=not_examined",
			want: "unaffiliated", could: "undetermined* linked inspired remote/aimed remote/urged",
			questions: "contact:none_found guidance:unknown material:not_examined",
		},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := Read(book, dossier(t, c.lines), ascribe.Latest)
			a := r.Attribute(on(c.known))
			if got := outcome(a.Outcome); got != c.want {
				t.Errorf("the label is %s, want %s", got, c.want)
			}
			if got := possibilities(a.CouldBecome); got != c.could {
				t.Errorf("it could become %q, want %q", got, c.could)
			}
			if got := questions(a.OpenQuestions); got != c.questions {
				t.Errorf("the open questions are %q, want %q", got, c.questions)
			}
			if a.Settled != (c.could == "") {
				t.Errorf("settled is %t", a.Settled)
			}
		})
	}
}

// Where rows that depend all give what is there already, nothing can change
// it, and nothing is asked.
func TestNoQuestionIsOpenWhereTheLabelIsSettled(t *testing.T) {
	r := reading(t, `
variables: {a: {open: true, values: {x: {}}}}
labels: {l: {}}
rows:
  - {id: first, label: l, when: a == "x"}
  - {id: second, label: l}
`, "s1 b=x")
	a := r.Attribute(ascribe.Forever)
	if !a.Settled || len(a.OpenQuestions) > 0 {
		t.Errorf("settled is %t, the open questions are %v", a.Settled, a.OpenQuestions)
	}
}

func TestAnOpenQuestionIsAVariableThatCouldBeOtherwise(t *testing.T) {
	// CEL runs the condition as a whole, and it depends on b alone.
	r := reading(t, `
variables:
  a: {values: {x: {}, y: {}}}
  b: {open: true, values: {x: {}, y: {}}}
labels: {same: {}, other: {}}
rows:
  - {id: same, label: same, when: a == b}
  - {id: other, label: other}
`, "s1 a=x")
	if got := questions(r.Attribute(ascribe.Forever).OpenQuestions); got != "b:unknown" {
		t.Errorf("the open questions are %q", got)
	}
}

// A test of an open number of which nothing is known depends where some number
// passes and some does not. One that every number passes holds, and one that
// none does fails: it opens no question.
func TestWhatEveryNumberPassesIsNoQuestion(t *testing.T) {
	for _, c := range []struct{ when, lines, could string }{
		{`(n in [1, 3] || !(n in [1, 3])) && kind == "x"`, "s1 kind=x", ""},
		{`n >= 0 && kind == "x"`, "s1 kind=x", "other"}, // it may not have been examined
		{`n < 0 || kind == "y"`, "s1 kind=x", ""},
		{`n == 2 && n == 3 || kind == "y"`, "s1 kind=x", ""},
		{`n == 2`, "s1 kind=x", "some"},
		{`n == 2`, "s1 n=2 denies", ""}, // it was ruled out
		{`n == 2`, "s1 n=2 denies\ns2 n=2 raises on 21", "some*"},
	} {
		a := reading(t, `
variables:
  n: {type: number, open: true, default: 1}
  kind: {values: {x: {}, y: {}}}
labels: {some: {}, other: {}}
rows:
  - {id: some, label: some, when: '`+c.when+`'}
  - {id: other, label: other}
`, c.lines).Attribute(ascribe.Forever)
		if got := possibilities(a.CouldBecome); got != c.could || a.Settled != (c.could == "") {
			t.Errorf("%s with %q: it could become %q, not %q", c.when, c.lines, got, c.could)
		}
	}
}

func TestADefaultCanClose(t *testing.T) {
	// What nobody has said of the state of the evidence means that it is
	// closed: then it could have no other value.
	r := reading(t, `
variables:
  a: {open: true, values: {x: {}}}
  state: {default: closed, values: {open: {}, closed: {}}}
closes: {state: closed}
labels: {yes: {}, no: {}}
rows:
  - {id: yes, label: yes, when: a == "x"}
  - {id: no, label: no}
`, "s1 a=x on 21\n s2 state=open on 22")
	for day, want := range map[int]string{20: "no true", 21: "yes true", 22: "yes true"} {
		if b := r.Belief(on(day)); fmt.Sprint(b.Label, " ", b.Settled) != want {
			t.Errorf("on the %dth it is %s, settled %t; want %s", day, b.Label, b.Settled, want)
		}
	}
	open := reading(t, `
variables:
  a: {open: true, values: {x: {}}}
  state: {default: closed, values: {open: {}, closed: {}}}
closes: {state: closed}
labels: {yes: {}, no: {}}
rows:
  - {id: yes, label: yes, when: a == "x"}
  - {id: no, label: no}
`, "s1 state=open")
	if open.Belief(ascribe.Forever).Settled {
		t.Error("it is settled though the evidence is open")
	}
}

func TestDefaults(t *testing.T) {
	const book = `
variables:
  a: {default: x, values: {x: {}, y: {}}}
  b: {values: {x: {}, y: {}}}
  n: {type: number, default: 3}
labels: {l1: {}, l2: {}, l3: {}, l4: {}}
rows:
  - {id: a-y, label: l1, when: a == "y"}
  - {id: few, label: l2, when: n < 3}
  - {id: a-x, label: l3, when: 'a == "x" && b != "y"'}
  - {id: rest, label: l4}
`
	for lines, want := range map[string]string{
		"s1 c=x":            "l3", // no statement: a is x, b is not so
		"s1 b=y":            "l4",
		"s1 a=y":            "l1",
		"s1 n=2":            "l2",
		"s1 a=not_examined": "l4", // said not to be known, which is no default
	} {
		if o := reading(t, book, lines).Belief(ascribe.Forever); o.Label != want {
			t.Errorf("%s: the label is %s, want %s", lines, o.Label, want)
		}
	}
}

func TestKnown(t *testing.T) {
	const book = `
variables:
  one: {open: true, values: {a: {}, vague: {leaves_open: true}}}
  many: {several: true, values: {a: {}, vague: {leaves_open: true}}}
  count: {type: number}
labels: {one: {}, many: {}, count: {}, none: {}}
rows:
  - {id: one, label: one, when: known(one)}
  - {id: many, label: many, when: known(many)}
  - {id: count, label: count, when: known(count)}
  - {id: none, label: none}
`
	for _, c := range []struct{ says, lines, want, could string }{
		{"no statement", "s1 other=a", "none", "one"},
		{"a value", "s1 one=a", "one", ""},
		{"not_examined", "s1 one=not_examined", "none", "one"},
		{"none_found", "s1 one=none_found", "none", "one"},
		{"a code that leaves it open", "s1 one=vague", "none", "one"},
		{"a code that is denied: nothing else is left to know", "s1 one=a denies", "none", ""},
		{"of several one that leaves it open", "s1 one=a denies\n s2 many=vague", "none", ""},
		{"of several one beside it", "s1 one=a denies\n s2 many=vague\n s3 many=a", "many", ""},
		{"of several one that was raised", "s1 one=a denies\n s2 many=a raises", "none", "many*"},
		{"a number", "s1 one=a denies\n s2 count=0", "count", ""},
		{"a number that was raised", "s1 one=a denies\n s2 count=0 raises", "none", "count*"},
		{"a number that was not examined", "s1 one=a denies\n s2 count=not_examined", "none", "count"},
	} {
		t.Run(c.says, func(t *testing.T) {
			a := reading(t, book, c.lines).Attribute(ascribe.Forever)
			if got := possibilities(a.CouldBecome); a.Label != c.want || got != c.could {
				t.Errorf("%s, which could become %q; want %s and %q", a.Label, got, c.want, c.could)
			}
		})
	}
}

func TestGrade(t *testing.T) {
	const book = `
variables:
  a: {values: {x: {}, y: {}}}
  b: {values: {x: {}, y: {}}}
  many: {several: true, values: {x: {}, y: {}}}
labels: {either: {}, both: {}, not: {}, one: {}, none: {}}
rows:
  - {id: either, label: either, when: a == "x" || b == "x"}
  - {id: both, label: both, when: a == "y" && ("x" in many || "y" in many)}
  - {id: not, label: not, when: '!(a != "y" || b == "y")'}
  - {id: one, label: one, when: '"x" in many'}
  - {id: none, label: none}
`
	for _, c := range []struct{ says, lines, row, grade string }{
		{"of one test, its statement's", "s1 a=x C2", "either", "C2"},
		{"of an or, the best of its true parts", "s1 a=x C2\n s2 b=x B1", "either", "B1"},
		{"not of its false parts", "s1 a=x C2\n s2 b=y A1", "either", "C2"},
		{"of an and, the weakest", "s1 a=y B1\n s2 many=x C2", "both", "C2"},
		{"of an or within, the best", "s1 a=y B1\n s2 many=x C2\n s3 many=y A1", "both", "B1"},
		{"of the code that is tested, not of others", "s1 many=x C2\n s2 many=y A1", "one", "C2"},
		{"of a negated or, the weakest of what is false", "s1 a=y B1\n s2 b=x C3\n s3 many=none_found", "either", "C3"},
		{"of what no statement says, none", "s1 a=y B1", "not", "B1"},
		{"of what the policy picks, not of all that say it", "s1 a=x on 19 A1\n s2 a=x on 20 C3", "either", "C3"},
		{"of a row that tests nothing, none", "s1 many=y", "none", ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			a := reading(t, book, c.lines).Attribute(ascribe.Forever)
			if a.Reasons[0].Row != c.row || a.Grade.String() != c.grade {
				t.Errorf("row %s gives grade %q, want %s and %q", a.Reasons[0].Row, a.Grade, c.row, c.grade)
			}
		})
	}
}

func TestReasons(t *testing.T) {
	a := reading(t, small, `
		s1 contact=member on 19
		s2 contact=outsider on 19
		s3 contact=member on 20
		s4 guidance=target on 20
		s5 guidance=timing on 20 raises
		s6 guidance=moral on 20
	`).Attribute(ascribe.Forever)
	want := []ascribe.Reasoning{{
		Row: "aimed", Condition: `"member" in contact && ("target" in guidance || "timing" in guidance)`,
		Variables: []ascribe.ReasonVariable{
			{Variable: "contact", Value: "member", Statements: []string{"s1", "s3"}},
			{Variable: "guidance", Value: "target", Statements: []string{"s4"}},
		},
	}}
	if d := cmp.Diff(want, a.Reasons); d != "" {
		t.Error(d)
	}
}

func TestReasonsLeaveOutWhatDidNotMakeTheRowHold(t *testing.T) {
	a := reading(t, small, "s1 order=given\n s2 trained=there").Attribute(ascribe.Forever)
	want := []ascribe.ReasonVariable{{Variable: "order", Value: "given", Statements: []string{"s1"}}}
	if d := cmp.Diff(want, a.Reasons[0].Variables); d != "" {
		t.Error(d)
	}
}

func TestConflicts(t *testing.T) {
	a := reading(t, small, `
		s1 order=given on 19
		s2 order=asked on 20
		s3 contact=member on 19
		s4 contact=outsider on 20
		s5 trained=there on 20
		s6 trained=there on 19 denies
		s7 material=drawn_on on 20 raises
		s8 state=partly on 20
		s9 state=closed on 19 D1
	`).Attribute(ascribe.Forever)
	want := []ascribe.Conflict{
		{Variable: "order", Value: "asked", For: []string{"s2"}, Against: []string{"s1"}},
		{Variable: "trained", Value: "there", For: []string{"s5"}, Against: []string{"s6"}},
	}
	if d := cmp.Diff(want, a.Conflicts); d != "" {
		t.Error(d)
	}
}

func TestIndependentSources(t *testing.T) {
	for _, c := range []struct {
		says, lines string
		want        int
	}{
		{"two publishers are two", "p is B by daily\n q is B by weekly\n s1 order=given from p\n s2 order=given from q", 2},
		{"one publisher twice is one", "p is B by daily\n q is B by daily\n s1 order=given from p\n s2 order=given from q", 1},
		{"a source without a publisher stands for itself", "p is B\n q is B\n s1 order=given from p\n s2 order=given from q", 2},
		{"what rests on the same source is one", "p is B by daily on wire\n q is B by weekly on wire\n s1 order=given from p\n s2 order=given from q", 1},
		{"in the end, over several steps", "p is B by daily on r\n r is B by monthly on wire\n q is B by weekly on wire\n s1 order=given from p\n s2 order=given from q", 1},
		{"on two roots is two", "p is B by daily on wire,agency\n s1 order=given from p", 2},
		{"on two roots of one publisher is one", "wire is B by reuters\n agency is B by reuters\n p is B by daily on wire,agency\n s1 order=given from p", 1},
		{"a root and what rests on it is one", "p is B by daily on wire\n wire is B by reuters\n s1 order=given from p\n s2 order=given from wire", 1},
		{"who says another value is not counted", "p is B by daily\n q is B by weekly\n s1 order=given from p on 20\n s2 order=asked from q on 19", 1},
		{"who only raises is not, either", "p is B by daily\n q is B by weekly\n s1 order=given from p\n s2 order=given from q raises", 1},
		{"nor who is inadequate", "p is B by daily\n q is B by weekly\n s1 order=given from p\n s2 order=given from q D1", 1},
		{"all variables of the reason count", "p is B by daily\n q is B by weekly\n s1 order=asked from p\n s2 trained=there from q", 2},
		{"others do not", "p is B by daily\n q is B by weekly\n s1 order=given from p\n s2 state=partly from q", 1},
		{"a row that tests nothing has none", "p is B by daily\n s1 state=partly from p", 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := reading(t, small, c.lines).Attribute(ascribe.Forever).IndependentSources; got != c.want {
				t.Errorf("there are %d, want %d, of\n%s", got, c.want, c.lines)
			}
		})
	}
}

func TestLinchpins(t *testing.T) {
	for _, c := range []struct{ says, lines, want string }{
		{"the only source", "s1 order=given from p", "p>undetermined"},
		{"one of two is none", "s1 order=given from p\n s2 order=given from q", ""},
		{"one of two that are both needed", "s1 order=asked from p\n s2 trained=there from q", "p>linked q>undetermined"},
		{"what rests on it alone falls with it", "q on p\n s1 order=given from p\n s2 order=given from q", "p>undetermined"},
		{"what rests on another, too, does not", "q on p,r\n s1 order=given from p\n s2 order=given from q", ""},
		{"over several steps", "q on p\n r on p,q\n s1 order=given from q\n s2 order=given from r", "p>undetermined"},
		{"a source that is only a root", "p on wire\n q on wire\n s1 order=given from p\n s2 order=given from q", "wire>undetermined"},
		{
			"its correction falls with it", "s1 order=given from p on 19\n s2 material=drawn_on from r on 19\n w1 corrects s1 from q on 20",
			"q>directed r>undetermined",
		},
		{"a strike does not: it is the coder's", "s1 order=given from p\n w1 strikes s1 from q", ""},
		{"its denial falls with it", "s1 order=given from p on 19\n s2 order=given from q on 20 denies", "q>directed"},
		{"another level is another answer", "s1 contact=member from p\n s2 guidance=moral from p\n s3 guidance=target from q", "p>undetermined q>remote/urged"},
		{"what was said later is no matter", "s1 order=given from p on 19\n s2 order=given from q on 22", "p>undetermined"},
	} {
		t.Run(c.says, func(t *testing.T) {
			var got []string
			for _, l := range reading(t, small, c.lines).Attribute(on(21)).Linchpins {
				got = append(got, l.Source+">"+outcome(ascribe.Outcome{Label: l.LabelWithout, Level: l.LevelWithout}))
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("the linchpins are %q, want %q, of\n%s", got, c.want, c.lines)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	rows := reading(t, small, "s1 contact=member on 20\n s2 guidance=target on 20 raises").Explain(ascribe.Forever)
	if len(rows) != 8 {
		t.Fatalf("there are %d rows", len(rows))
	}
	for i, want := range []string{"no no", "no depends", "no depends", "yes yes", "no depends", "no depends", "no no", "yes yes"} {
		if got := rows[i].Known + " " + rows[i].Could; got != want {
			t.Errorf("row %s reads %q, want %q", rows[i].Row, got, want)
		}
		if rows[i].Decides != (rows[i].Row == "tied") {
			t.Errorf("row %s decides: %t", rows[i].Row, rows[i].Decides)
		}
	}
	want := []Test{
		{Text: `"member" in contact`, Words: "contact includes member", Known: "yes", Could: "yes", Values: []ascribe.ReasonVariable{{Variable: "contact", Value: "member", Statements: []string{"s1"}}}},
		{Text: `"target" in guidance`, Words: "guidance includes target", Known: "no", Could: "depends", Values: []ascribe.ReasonVariable{{Variable: "guidance", Value: "unknown", Statements: []string{}}}},
		{Text: `"timing" in guidance`, Words: "guidance includes timing", Known: "no", Could: "depends", Values: []ascribe.ReasonVariable{{Variable: "guidance", Value: "unknown", Statements: []string{}}}},
	}
	if d := cmp.Diff(want, rows[1].Tests); d != "" {
		t.Error(d)
	}
}
