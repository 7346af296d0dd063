package classify

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// ways has a variable for each way of picking and of not knowing. "vague"
// leaves the question open, as none_found does everywhere.
const ways = `
variables:
  latest: {values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  open: {open: true, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  best: {policy: best, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  any: {policy: any, decisive: a, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  highest: {policy: highest, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  lowest: {policy: lowest, values: {vague: {leaves_open: true}, a: {}, b: {}, c: {}}}
  most: {type: number, policy: highest}
  fewest: {type: number, policy: lowest}
  figure: {type: number}
  figure_open: {type: number, open: true}
  place: {type: text, open: true}
  same: {type: id, role: same_as}
  many: {several: true, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  many_open: {several: true, open: true, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  many_best: {several: true, policy: best, values: {a: {}, b: {}, c: {}, vague: {leaves_open: true}}}
  assumed: {default: b, values: {a: {}, b: {}}}
  assumed_open: {open: true, default: b, values: {a: {}, b: {}}}
`

// about reads the lines as they are known on the day, and says which variable
// the first statement of them is about.
func about(t *testing.T, book *codebook.Book, lines string, known int) (v *view, variable string) {
	t.Helper()
	d := dossier(t, lines)
	if len(d.Statements) == 0 {
		t.Fatal("the case has no statement")
	}
	return Read(book, d, ascribe.Latest).view(on(known)), d.Statements[0].Noun.Variable
}

func TestPicked(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines, want string
	}{
		// Order of grades.
		{"the weaker half counts first", "s1 best=a C1\n s2 best=b B2", "b"},
		{"of equal weaker halves the better credibility", "s1 best=a B3\n s2 best=b C2", "b"},
		{"of equal credibilities the better reliability", "s1 best=a B3\n s2 best=b A3", "b"},
		{"an adequate half does not make the other adequate", "s1 best=a A4\n s2 best=b D1\n s3 best=c C3", "c"},
		{"F and 6 are no basis, and inadequate", "s1 best=a F1\n s2 best=b A6", ""},
		{"an empty credibility is 6", "s1 best=a A", ""},
		{"an empty reliability is F", "s1 best=a 1", ""},
		{"an empty reliability is the source's", "press is A\n s1 best=a from press 1", "a"},
		{"a reliability of its own counts before the source's", "press is D\n s1 best=a from press A1", "a"},
		{"for the worse, too", "press is A\n s1 best=a from press D1", ""},
		{"a source is judged anew", "press is B\n s1 best=a from press 1\n press regraded A\n s2 best=b B1", "a"},
		{"and loses what it said", "press is B\n s1 best=a from press 1\n press regraded E", ""},
		{"a statement's own reliability outlives that", "press is B\n s1 best=a from press B1\n press regraded E", "a"},

		// latest and best.
		{"latest: the latest said", "s1 latest=a on 20 A1\n s2 latest=b on 21 C3", "b"},
		{"latest: not the latest written down", "s1 latest=a on 21\n s2 latest=b on 20", "a"},
		{"latest: among equals the better grade", "s1 latest=a A1\n s2 latest=b B2", "a"},
		{"latest: then the higher record number", "s1 latest=b\n s2 latest=a", "a"},
		{"best: the best grade", "s1 best=a on 20 A1\n s2 best=b on 21 B2", "a"},
		{"best: among equals the latest said", "s1 best=a on 21\n s2 best=b on 20", "a"},
		{"best: then the higher record number", "s1 best=b\n s2 best=a", "a"},

		// The day.
		{"an imprecise day counts from its last", "s1 latest=a on 2016-07-01/2016-07-22\n s2 latest=b on 21", "a"},
		{"a month, too", "s1 latest=a on 2016-07\n s2 latest=b on 30", "a"},
		{"qualifiers do not widen a day", "s1 latest=a on 2016-07-20~\n s2 latest=b on 21", "b"},
		{"without a day of its own, when its source came out", "press out 22\n s1 latest=a from press\n s2 latest=b on 21", "a"},
		{"its own day counts before that", "press out 22\n s1 latest=a from press on 20\n s2 latest=b on 21", "b"},

		// any.
		{"any: the decisive value as soon as one has it", "s1 any=a on 19 C3\n s2 any=b on 21 A1", "a"},
		{"any: else the latest", "s1 any=c on 19\n s2 any=b on 21", "b"},
		{"any: not where it is inadequate", "s1 any=a on 19 D1\n s2 any=b on 21 A1", "b"},
		{"any: not where it was denied since", "s1 any=a on 19\n s2 any=a on 20 denies\n s3 any=b on 18", "b"},

		// highest and lowest.
		{"highest: the last listed code", "s1 highest=c on 19\n s2 highest=b on 21", "c"},
		{"lowest: the first listed code", "s1 lowest=b on 19\n s2 lowest=c on 21", "b"},
		{"highest: the greatest number", "s1 most=9 on 21\n s2 most=10 on 19", "10"},
		{"lowest: the smallest number", "s1 fewest=10 on 21\n s2 fewest=9 on 19", "9"},
		{"highest: a denied number falls", "s1 most=10 on 19\n s2 most=9 on 19\n s3 most=10 on 20 denies", "9"},
		{"highest: a number denied before stays", "s1 most=10 on 20\n s2 most=9 on 19\n s3 most=10 on 19 denies", "10"},

		// Raised.
		{"what is only raised is never picked", "s1 latest=a on 19\n s2 latest=b on 21 A1 raises", "a"},
		{"not even where there is nothing else", "s1 latest=a raises", ""},
		{"any: not the decisive value, either", "s1 any=a raises\n s2 any=b", "b"},

		// Not knowing.
		{"latest: not_examined counts like any value", "s1 latest=a on 20\n s2 latest=not_examined on 21", "not_examined"},
		{"latest: none_found, too", "s1 latest=a on 20\n s2 latest=none_found on 21", "none_found"},
		{"latest: a code that leaves it open, too", "s1 latest=a on 20\n s2 latest=vague on 21", "vague"},
		{"best: only when nothing else is there", "s1 best=a on 19 C3\n s2 best=not_examined A1\n s3 best=none_found A1\n s4 best=vague A1", "a"},
		{"any: only when nothing else is there", "s1 any=b on 19\n s2 any=not_examined\n s3 any=none_found\n s4 any=vague", "b"},
		{"highest: only when nothing else is there", "s1 highest=a on 19\n s2 highest=vague\n s3 highest=none_found", "a"},
		{"lowest: only when nothing else is there", "s1 lowest=c on 19\n s2 lowest=vague\n s3 lowest=not_examined", "c"},
		{"numbers: only when nothing else is there", "s1 most=1 on 19\n s2 most=none_found", "1"},
		{"best: then by the policy", "s1 best=not_examined on 21 B2\n s2 best=none_found on 19 A1", "none_found"},
		{"highest: then the latest", "s1 highest=vague on 19\n s2 highest=not_examined on 21", "not_examined"},
		{"what was denied is not there", "s1 best=a on 19\n s2 best=a on 20 denies\n s3 best=none_found on 18 C3", "none_found"},

		// Denial.
		{"a denial removes what ranks behind it", "s1 latest=a on 20\n s2 latest=b on 19\n s3 latest=a on 21 denies", "b"},
		{"and asserts nothing", "s1 latest=a on 20\n s2 latest=a on 21 denies", ""},
		{"it leaves other values", "s1 latest=a on 20\n s2 latest=b on 21 denies", "a"},
		{"latest: what is asserted again stands", "s1 latest=a on 21 denies\n s2 latest=a on 22", "a"},
		{"latest: on one day the better grade wins", "s1 latest=a B2\n s2 latest=a A1 denies", ""},
		{"latest: or the assertion, where it is better", "s1 latest=a A1\n s2 latest=a B2 denies", "a"},
		{"latest: on one day, of one grade, the later record", "s1 latest=a denies\n s2 latest=a", "a"},
		{"best: a worse denial removes nothing", "s1 best=a on 20 B2\n s2 best=a on 21 C3 denies", "a"},
		{"best: a better one does, though before", "s1 best=a on 20 B2\n s2 best=a on 19 A1 denies", ""},
		{"any: ranked as under latest", "s1 any=a on 20 A1\n s2 any=a on 21 C3 denies", ""},
		{"highest: ranked as under latest", "s1 highest=c on 20 A1\n s2 highest=b on 19\n s3 highest=c on 21 C3 denies", "b"},
		{"lowest: ranked as under latest", "s1 lowest=a on 20 A1\n s2 lowest=b on 19\n s3 lowest=a on 21 C3 denies", "b"},
		{"an inadequate denial removes nothing", "s1 latest=a on 20\n s2 latest=a on 21 D1 denies", "a"},
		{"a code's denial is not another's", "s1 latest=a on 20\n s2 latest=none_found on 21 denies", "a"},
		{"a number's denial is not another's", "s1 figure=3 on 20\n s2 figure=4 on 21 denies", "3"},

		// Several values.
		{"each code counts by itself", "s1 many=a on 19\n s2 many=c on 21\n s3 many=vague on 20", "a c vague"},
		{"a denial is of its code", "s1 many=a on 19\n s2 many=b on 19\n s3 many=a on 21 denies", "b"},
		{"a raised code is not there", "s1 many=a\n s2 many=b raises", "a"},
		{"none_found removes what it outranks", "s1 many=a on 19\n s2 many=none_found on 20\n s3 many=b on 21", "b"},
		{"and is the value when no code is left", "s1 many=a on 19\n s2 many=none_found on 20", "none_found"},
		{"but not once denied", "s1 many=a on 19\n s2 many=none_found on 20\n s3 many=none_found on 21 denies", "a"},
		{"on one day, of one grade, the later record", "s1 many=none_found\n s2 many=a", "a"},
		{"not_examined removes no code", "s1 many=a on 19\n s2 many=not_examined on 20", "a"},
		{"and is the value when no code is left, too", "s1 many=a on 19\n s2 many=not_examined on 18\n s3 many=a on 20 denies", "not_examined"},
		{"of the two the one that ranks first", "s1 many=none_found on 19\n s2 many=not_examined on 20", "not_examined"},
		{"best: none_found of a worse grade removes nothing", "s1 many_best=a on 19 B2\n s2 many_best=none_found on 20 C3", "a"},
		{"best: a worse denial removes nothing", "s1 many_best=a on 19 B2\n s2 many_best=a on 20 C3 denies", "a"},

		// Adjudication.
		{"what an adjudication settles is no candidate", "s1 latest=a A1\n s2 latest=b A1\n s3 latest=c settles s1,s2 C3", "c"},
		{"denials that it settles are none, either", "s1 latest=a\n s2 latest=a A1 denies\n s3 latest=a settles s2", "a"},
		{"a struck one settles nothing", "s1 latest=a A1\n s2 latest=b settles s1\n w1 strikes s2", "a"},
		{"an adjudication can be settled", "s1 latest=a\n s2 latest=b settles s1\n s3 latest=c settles s2", "c"},
		// The law gives it the day of what it settles. Where a record does
		// not, no earlier day may know of it.
		{"one said later", "s1 latest=a on 20\n s2 latest=b on 25 settles s1", "b"},
	} {
		t.Run(c.says, func(t *testing.T) {
			v, variable := about(t, book, c.lines, 0)
			if got := v.picks(variable); got != c.want {
				t.Errorf("%s is %q, want %q, from\n%s", variable, got, c.want, c.lines)
			}
		})
	}
}

func TestCouldHave(t *testing.T) {
	book := compile(t, ways)
	const every, everyMany = "not_examined none_found a b c vague", "a? b? c? vague? else "
	for _, c := range []struct {
		says, lines, want string
		known             int
	}{
		// The picked value, and what was asserted or raised since.
		{says: "the picked value", lines: "s1 latest=a", want: "a"},
		{says: "and what is raised later", lines: "s1 latest=a on 20\n s2 latest=b on 21 raises", want: "a b"},
		{says: "or on its day", lines: "s1 latest=a on 20\n s2 latest=b on 20 raises", want: "a b"},
		{says: "but not what was raised before", lines: "s1 latest=a on 20\n s2 latest=b on 19 raises", want: "a"},
		{says: "and what another asserts on its day", lines: "s1 latest=a A1\n s2 latest=b", want: "a b"},
		{says: "but not what was asserted before", lines: "s1 latest=a on 20\n s2 latest=b on 19", want: "a"},
		{says: "best: what a worse source asserts later", lines: "s1 best=a on 19 A1\n s2 best=b on 20 C3", want: "a b"},
		{says: "nothing inadequate", lines: "s1 latest=a on 20\n s2 latest=b on 21 D1 raises", want: "a"},
		{says: "a raised none_found", lines: "s1 latest=a on 20\n s2 latest=none_found on 21 raises", want: "none_found a"},
		{says: "a number", lines: "s1 figure=3 on 20\n s2 figure=4 on 21 raises", want: "3 4"},

		// Denied since.
		{says: "a better assertion than its denial, of one day", lines: "s1 latest=a A1\n s2 latest=a denies", want: "! a"},
		{says: "best: denied later by a worse source", lines: "s1 best=a on 20 A1\n s2 best=a on 21 denies", want: "! a"},
		{says: "denied before it was picked", lines: "s1 best=a on 20 A1\n s2 best=a on 19 denies", want: "a"},
		{says: "the denial of another value", lines: "s1 best=a on 20 A1\n s2 best=b on 21 denies", want: "a"},
		{says: "a number denied on its day", lines: "s1 figure=3 A1\n s2 figure=3 denies", want: "! 3"},

		// Ruled out.
		{says: "denied on a later day", lines: "s1 latest=a on 20\n s2 latest=a on 21 denies", want: "-"},
		{says: "denied on the same day it stays possible", lines: "s1 latest=a on 20\n s2 latest=a on 20 A1 denies", want: "- a"},
		{says: "raised, and denied later", lines: "s1 latest=a on 20\n s2 latest=b on 20 raises\n s3 latest=b on 21 denies", want: "a"},
		{says: "raised again after that", lines: "s1 latest=a on 20\n s2 latest=b on 21 denies\n s3 latest=b on 22 raises", want: "a b"},
		{says: "asserted once more on its day", lines: "s1 best=a on 19 A1\n s2 best=b on 21 C3\n s3 best=b on 21 denies", want: "a b"},
		{says: "denied, and never said: even among every value", lines: "s1 open=a denies", want: "- not_examined none_found b c vague"},
		{says: "denied later: even among every value", lines: "s1 open=vague on 22\n s2 open=a on 20 raises\n s3 open=a on 21 denies", want: "not_examined none_found b c vague"},
		{says: "denied on the day: among every value", lines: "s1 open=vague on 22\n s2 open=a on 21 raises\n s3 open=a on 21 denies", want: every},
		{says: "that none was found, denied", lines: "s1 open=none_found denies", want: "- not_examined a b c vague"},
		{says: "a picked value stays, denied by a worse source", lines: "s1 best=not_examined on 19 A1\n s2 best=not_examined on 20 C3 denies", want: "! not_examined none_found a b c vague"},

		// Nothing picked.
		{says: "closed: only what was raised", lines: "s1 latest=a raises", want: "- a"},
		{says: "raised or asserted, whenever", lines: "s1 latest=a on 18 raises\n s2 latest=b on 19\n s3 latest=b on 19 A1 denies", want: "- a b"},
		{says: "open: every value", lines: "s1 open=a raises", want: "- " + every},
		{says: "open: every value, and nothing", lines: "s1 open=a on 20", known: 19, want: "- " + every},
		{says: "closed: nothing", lines: "s1 latest=a on 20", known: 19, want: "-"},
		{says: "an open number", lines: "s1 figure_open=3 raises", want: "- not_examined none_found 3 any"},

		// A code that leaves the question open.
		{says: "open: a code that leaves it open", lines: "s1 open=vague", want: every},
		{says: "open: none_found", lines: "s1 open=none_found", want: every},
		{says: "closed: a code that leaves it open", lines: "s1 latest=vague", want: "vague"},
		{says: "closed: none_found", lines: "s1 latest=none_found", want: "none_found"},
		{says: "open: another code", lines: "s1 open=a", want: "a"},
		{says: "an open text, none found", lines: "s1 place=none_found", want: "not_examined none_found any"},

		// not_examined.
		{says: "open: not_examined", lines: "s1 open=not_examined", want: every},
		{says: "closed: not_examined opens it all the same", lines: "s1 latest=not_examined", want: every},
		{says: "closed: not_examined, and a value that is ruled out", lines: "s1 latest=not_examined on 22\n s2 latest=b on 21 denies", want: "not_examined none_found a c vague"},
		{says: "closed: not_examined before another value does not", lines: "s1 latest=not_examined on 19\n s2 latest=a on 20", want: "a"},
		{says: "a raised not_examined opens nothing", lines: "s1 latest=a on 19\n s2 latest=not_examined on 20 raises", want: "not_examined a"},
		{says: "a number that was not examined", lines: "s1 figure=not_examined", want: "not_examined none_found any"},

		// Several values.
		{says: "asserted", lines: "s1 many=a", want: "a"},
		{says: "raised", lines: "s1 many=a raises", want: "a? else -"},
		{says: "raised beside another", lines: "s1 many=a on 20\n s2 many=b on 19 raises", want: "a b?"},
		{says: "denied", lines: "s1 many=a denies", want: "-"},
		{says: "asserted and denied later", lines: "s1 many=a on 20\n s2 many=a on 21 denies", want: "-"},
		{says: "the second code, asserted and denied later", lines: "s1 many=b on 20\n s2 many=b on 21 denies", want: "-"},
		{says: "raised and denied later", lines: "s1 many=a on 20 raises\n s2 many=a on 21 denies", want: "-"},
		{says: "asserted and denied on the day", lines: "s1 many=a A1\n s2 many=a denies", want: "a? else -"},
		{says: "denied and asserted later", lines: "s1 many=a on 20 denies\n s2 many=a on 21", want: "a"},
		{says: "best: denied later by a worse source", lines: "s1 many_best=a on 20 A1\n s2 many_best=a on 21 denies", want: "a? else -"},
		{says: "open: what nobody has spoken of", lines: "s1 many_open=a", want: "a b? c? vague?"},
		{says: "open: not what was denied", lines: "s1 many_open=a\n s2 many_open=b denies", want: "a c? vague?"},
		{says: "open: nothing is known at all", lines: "s1 many_open=a on 21", known: 20, want: everyMany + "- not_examined none_found"},
		{says: "open: none_found leaves all of it open", lines: "s1 many_open=none_found", want: everyMany + "not_examined none_found"},
		{says: "none_found rules nothing out", lines: "s1 many=a on 20\n s2 many=none_found on 21", want: "a? else none_found"},
		{says: "none_found before: the code is certain", lines: "s1 many=a on 20\n s2 many=none_found on 19", want: "a"},
		{says: "none_found of a worse grade, of one day", lines: "s1 many=a A1\n s2 many=none_found", want: "a? else none_found"},
		{says: "none_found raised since", lines: "s1 many=a on 20\n s2 many=none_found on 21 raises", want: "a? else - none_found"},
		{says: "none_found, and denied since", lines: "s1 many_best=a on 19 A1\n s2 many_best=none_found on 20\n s3 many_best=none_found on 21 denies", want: "a"},
		{says: "not_examined opens a closed one", lines: "s1 many=not_examined", want: everyMany + "not_examined none_found"},
		{says: "not what is ruled out", lines: "s1 many=not_examined\n s2 many=a denies\n s3 many=b on 19 raises\n s4 many=b denies", want: "c? vague? else not_examined none_found"},
		{says: "not_examined beside a code opens nothing", lines: "s1 many=a on 19\n s2 many=not_examined on 20", want: "a"},
		{says: "a code that leaves it open undoes no other", lines: "s1 many=a on 19\n s2 many=vague on 20", want: "a vague"},

		// Defaults.
		{says: "nothing is its default", lines: "s1 assumed=a raises", want: "- a"},
		{says: "open: nothing is its default, among all", lines: "s1 assumed_open=a raises", want: "- not_examined none_found a b"},
	} {
		t.Run(c.says, func(t *testing.T) {
			v, variable := about(t, book, c.lines, c.known)
			if got := v.couldBe(variable); got != c.want {
				t.Errorf("%s could be %q, want %q, from\n%s", variable, got, c.want, c.lines)
			}
		})
	}
}

// Every value of the second reading that nobody has asserted or raised comes
// from an open question, and the walk of what has been raised leaves it out.
func TestHasBeenRaised(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines, want string
	}{
		{"open: only what was raised", "s1 open=a raises", "- a"},
		{"not_examined: only that", "s1 latest=not_examined", "not_examined"},
		{"contested by a denial", "s1 best=a on 20 A1\n s2 best=a on 21 denies", "! a"},
		{"several: what was raised", "s1 many_open=a\n s2 many_open=b raises", "a b?"},
		{"several: none_found against a code", "s1 many_open=a A1\n s2 many_open=none_found", "a? else none_found"},
		{"an open number", "s1 figure_open=3 raises", "- 3"},
	} {
		t.Run(c.says, func(t *testing.T) {
			v, variable := about(t, book, c.lines, 0)
			if got := v.hasBeenRaised(variable); got != c.want {
				t.Errorf("%s was said to be %q, want %q, from\n%s", variable, got, c.want, c.lines)
			}
		})
	}
}

func TestFindings(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines string
		state       ascribe.State
		grade       string
		statements  string // for, and after "/" against
	}{
		{"nobody has said", "s1 latest=a raises", ascribe.StateUnknown, "", "/"},
		{"known", "s1 latest=a A2", ascribe.StateKnown, "A2", "s1/"},
		{"a code that leaves it open is known as that", "s1 latest=vague", ascribe.StateKnown, "B2", "s1/"},
		{"not examined", "s1 latest=not_examined", ascribe.StateNotExamined, "B2", "s1/"},
		{"none found", "s1 many=none_found", ascribe.StateNoneFound, "B2", "s1/"},
		{"one of two, one against", "s1 latest=a on 19 A1\n s2 latest=b on 20\n s3 latest=b on 18 C3", ascribe.StateKnown, "B2", "s3 s2/s1"},
		{"a denial is against", "s1 latest=a on 20\n s2 latest=a on 19 denies", ascribe.StateKnown, "B2", "s1/s2"},
		{"of another value it is not", "s1 latest=a on 20\n s2 latest=b on 19 denies", ascribe.StateKnown, "B2", "s1/"},
		{"what was not examined is not against", "s1 latest=a on 20\n s2 latest=not_examined on 19", ascribe.StateKnown, "B2", "s1/"},
		{"nothing left", "s1 latest=a on 20\n s2 latest=a on 21 denies", ascribe.StateUnknown, "", "/s1 s2"},
		{"several codes are not against each other", "s1 many=a C3\n s2 many=b A1", ascribe.StateKnown, "A1", "s1 s2/"},
		{"none_found is against codes", "s1 many=a on 20\n s2 many=none_found on 19", ascribe.StateKnown, "B2", "s1/s2"},
		{"inadequate", "s1 latest=a D4", ascribe.StateInadequate, "", "/"},
		{"inadequate, of whatever stance", "s1 latest=a A6 raises", ascribe.StateInadequate, "", "/"},
		{"what was taken back is not", "s1 latest=a D4\n w1 corrects s1 on 21", ascribe.StateUnknown, "", "/"},
		{"nor what was struck", "s1 latest=a D4\n s2 latest=b D4\n w1 strikes s1\n w2 strikes s2", ascribe.StateUnknown, "", "/"},
		{"beside an adequate one of any stance it is unknown", "s1 latest=a D4\n s2 latest=a raises", ascribe.StateUnknown, "", "/"},
		{"what the codebook does not know is nothing", "s1 latest=a\n s2 latest=d D4\n w1 strikes s1", ascribe.StateUnknown, "", "/"},
		{"nothing inadequate is", "s1 latest=a on 20\n s2 latest=b on 19 D4", ascribe.StateKnown, "B2", "s1/"},
	} {
		t.Run(c.says, func(t *testing.T) {
			v, variable := about(t, book, c.lines, 0)
			f := v.r.Value(variable, ascribe.Forever)
			if f.State != c.state || f.Grade.String() != c.grade {
				t.Errorf("%s is %s of grade %q, want %s of %q", variable, f.State, f.Grade, c.state, c.grade)
			}
			if got := strings.Join(f.Statements, " ") + "/" + strings.Join(f.Against, " "); got != c.statements {
				t.Errorf("statements for/against are %q, want %q, from\n%s", got, c.statements, c.lines)
			}
		})
	}
}
