package classify

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

func TestOneUtterance(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines string
		picked      string
		could       string
		statements  string // for, and after "/" against
		coders      ascribe.Concord
		conflict    string // "" none, "sources", "coders"
	}{
		{
			"two who agree count once", "s1 latest=a from p by anna\n s2 latest=a from p by ben",
			"a", "a", "s2/", ascribe.CodersAgree, "",
		},
		{
			"and so do three, by the one that ranks first", "s1 latest=a from p by anna\n s2 latest=a from p by ben A1\n s3 latest=a from p by cleo",
			"a", "a", "s2/", ascribe.GradesDiffer, "",
		},
		{
			"those who differ are in conflict with each other", "s1 latest=a from p by anna\n s2 latest=b from p by ben",
			"b", "a b", "s2/s1", ascribe.CodersDiffer, "coders",
		},
		{
			"two against one are one against one", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=c from p by cleo",
			"c", "a b c", "s3/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"the better grade ranks first, whoever coded last", "s1 latest=a from p by anna A1\n s2 latest=b from p by ben",
			"a", "a b", "s1/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"one stance to a value is not another", "s1 latest=a from p by anna\n s2 latest=a raises from p by ben",
			"a", "a", "s1/", ascribe.CodersDiffer, "coders",
		},
		{
			"what one denies the other asserts", "s1 latest=a from p by anna\n s2 latest=a denies from p by ben",
			"", "- a", "/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"to deny one value and assert another is no difference", "s1 latest=a denies from p by anna\n s2 latest=b from p by ben",
			"b", "b", "s2/", ascribe.CodersAgree, "",
		},
		{
			"a difference in grade alone is no conflict", "s1 latest=a from p by anna B2\n s2 latest=a from p by ben C3",
			"a", "a", "s1/", ascribe.GradesDiffer, "",
		},
		{
			"a code that one has and the other lacks is no difference", "s1 many=a from p by anna\n s2 many=b from p by ben",
			"a b", "a b", "s1 s2/", ascribe.CodersAgree, "",
		},
		{
			"each code counts once", "s1 many=a from p by anna\n s2 many=b from p by anna\n s3 many=a from p by ben\n s4 many=b from p by ben",
			"a b", "a b", "s3 s4/", ascribe.CodersAgree, "",
		},
		{
			"one code in two stances is a difference", "s1 many=a from p by anna\n s2 many=a denies from p by ben C3",
			"a", "a? else -", "s1/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"a coder's several are all in it", "s1 highest=a from p by anna\n s2 highest=c from p by anna\n s3 highest=b from p by ben",
			"c", "a b c", "s2/s3", ascribe.CodersDiffer, "coders",
		},
		{
			"one coder alone is as any other", "s1 latest=a from p by anna\n s2 latest=a from p by anna",
			"a", "a", "s1 s2/", ascribe.CodersAlone, "",
		},
		{
			"who is not named stays outside", "s1 latest=a from p by anna\n s2 latest=b from p\n s3 latest=b from p",
			"b", "a b", "s2 s3/s1", ascribe.CodersAlone, "sources",
		},
		{
			"another source is another utterance", "s1 latest=a from p by anna\n s2 latest=a from q by ben",
			"a", "a", "s1 s2/", ascribe.CodersAlone, "",
		},
		{
			"and so is another day", "s1 latest=a from p on 18 by anna\n s2 latest=a from p on 19 by ben",
			"a", "a", "s1 s2/", ascribe.CodersAlone, "",
		},
		{
			"the day that counts, however it is written", "p is B out 18\n s1 latest=a from p by anna\n s2 latest=a from p on 18 by ben\n s3 latest=a from p on 2016-07-17/2016-07-18 by cleo",
			"a", "a", "s3/", ascribe.CodersAgree, "",
		},
		{
			"coders of whatever grade meet and differ, and only candidates conflict", "s1 latest=a from p by anna\n s2 latest=b from p by ben D4",
			"a", "a", "s1/", ascribe.CodersDiffer, "",
		},
		{
			"other sources are counted beside it", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=a from q on 19\n s4 latest=a from p by cleo",
			"a", "a b", "s3 s4/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"all stay possible while nothing said later is picked", "s1 best=a from p on 18 by anna C3\n s2 best=b from p on 18 by ben C3\n s3 best=c from q on 17 A1",
			"c", "a b c", "s3/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"and no longer then", "s1 latest=a from p on 18 by anna\n s2 latest=b from p on 18 by ben\n s3 latest=c from q on 19",
			"c", "c", "s3/s2", ascribe.CodersDiffer, "coders",
		},
		{
			"a strike acts on one coding", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n w1 strikes s2",
			"a", "a", "s1/", ascribe.CodersAlone, "",
		},
		{
			"a correction acts on every coding", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n w1 corrects s1 on 22",
			"", "-", "/", ascribe.CodersAlone, "",
		},
		{
			"on one that came after it, too", "s1 latest=a from p by anna\n w1 corrects s1 on 22\n s2 latest=b from p by ben",
			"", "-", "/", ascribe.CodersAlone, "",
		},
		{
			"one that was struck brings in none", "s1 latest=a from p by anna\n s2 latest=a from p by ben\n w1 corrects s1 on 22\n w2 strikes s1",
			"a", "a", "s2/", ascribe.CodersAlone, "",
		},
		{
			"of one coder alone a correction acts on one", "s1 latest=a from p by anna\n s2 latest=a from p by anna\n w1 corrects s1 on 22",
			"a", "a", "s2/", ascribe.CodersAlone, "",
		},
		{
			"what was settled differs no more", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=a from p settles s1,s2",
			"a", "a", "s3/", ascribe.CodersAlone, "",
		},
		{
			"who codes after that differs from what was settled", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=a from p by dora settles s1,s2\n s4 latest=b from p by cleo",
			"b", "a b", "s4/s3", ascribe.CodersDiffer, "coders",
		},
		{
			"a correction acts on what settled it", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=a from p settles s1,s2\n w1 corrects s2 on 22",
			"", "-", "/", ascribe.CodersAlone, "",
		},
		{
			"and on what settled that", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=a from p settles s1,s2\n s4 latest=b from p settles s3\n w1 corrects s2 on 22",
			"", "-", "/", ascribe.CodersAlone, "",
		},
		{
			"a strike of what settled them frees both", "s1 latest=a from p by anna\n s2 latest=b from p by ben\n s3 latest=a from p settles s1,s2\n w1 strikes s3",
			"b", "a b", "s2/s1", ascribe.CodersDiffer, "coders",
		},
	} {
		t.Run(c.says, func(t *testing.T) {
			v, variable := about(t, book, c.lines, 0)
			if got := v.picks(variable); got != c.picked {
				t.Errorf("picked %q, want %q", got, c.picked)
			}
			if got := v.couldBe(variable); got != c.could {
				t.Errorf("it could be %q, want %q", got, c.could)
			}
			a := v.r.Attribute(ascribe.Forever)
			f := a.Variables[book.Var(variable).Index]
			if got := strings.Join(f.Statements, " ") + "/" + strings.Join(f.Against, " "); got != c.statements {
				t.Errorf("statements for/against are %q, want %q", got, c.statements)
			}
			if got := v.r.Coders(ascribe.Forever); got != c.coders || (got == ascribe.CodersDiffer) != (len(a.CodersDiffer) > 0) {
				t.Errorf("coders %s, want %s; %v", got, c.coders, a.CodersDiffer)
			}
			conflict := ""
			for _, x := range a.Conflicts {
				conflict = "sources"
				if x.Coders {
					conflict = "coders"
				}
			}
			if conflict != c.conflict {
				t.Errorf("conflict between %q, want %q", conflict, c.conflict)
			}
			if t.Failed() {
				t.Log(c.lines)
			}
		})
	}
}

// A correction acts from its day on, and a coding as of its entry.
func TestUtteranceOverTime(t *testing.T) {
	r := reading(t, ways, `
		s1 latest=a from p on 18 by anna
		s2 latest=b from p on 18 by ben
		w1 corrects s1 on 22
		entry 2
		s3 latest=c from p on 18 by cleo`)
	for _, c := range []struct {
		recorded int64
		known    int
		want     string
	}{{1, 17, ""}, {1, 18, "b"}, {1, 21, "b"}, {1, 22, ""}, {2, 18, "c"}, {2, 22, ""}} {
		if got := Read(r.book, r.dossier, c.recorded).Value("latest", on(c.known)).Value; got != c.want {
			t.Errorf("recorded %d, known %d: %q, want %q", c.recorded, c.known, got, c.want)
		}
	}
}

func TestAmong(t *testing.T) {
	r := reading(t, ways, "s1 latest=a from p by anna\n s2 latest=a from p by ben\n s3 latest=b from p by cleo C3\n s4 latest=a from p by dora D4")
	f := r.Value("latest", ascribe.Forever)
	for id, want := range map[string]bool{"s1": true, "s2": true, "s3": false, "s4": false, "s9": false} {
		if got := r.Among(f.Statements, id, ascribe.Forever); got != want {
			t.Errorf("%s among %v: %t", id, f.Statements, got)
		}
	}
}

// counts are how many utterances are for and against what is picked, of a
// variable that takes several values by code.
func (l law) counts(v *codebook.Var) (pro, contra int) {
	cands := l.candidates(v.Name)
	picked := l.read(v, false).Picked
	type one struct {
		spoken int64
		code   string
	}
	sides := [2]map[one]bool{{}, {}}
	for _, u := range cands {
		o := one{spoken: u.spoken}
		if v.Several {
			o.code = u.value
		}
		has := slices.Contains(picked, u.value)
		switch {
		case u.asserts && has:
			sides[0][o] = true
		case u.asserts && u.value != ascribe.NotExamined, u.denies && (has || len(picked) == 0):
			sides[1][o] = true
		}
	}
	return len(sides[0]), len(sides[1])
}

// coders compares each two codings of one utterance by different coders.
func (l law) coders() ascribe.Concord {
	level := ascribe.CodersAlone
	counts := func(s *ascribe.Noted[ascribe.Statement]) bool {
		return l.there(s) && l.dayOf(s.Noun.Source, s.Noun.Said) <= l.known && !l.corrected(s) && !l.settled(s.Noun.ID)
	}
	for i := range l.d.Statements {
		a := &l.d.Statements[i]
		for _, b := range l.codings(a) {
			if a.Noun.Coder == b.Noun.Coder || !counts(a) || !counts(b) {
				continue
			}
			x, y := a.Noun, b.Noun
			one := ascribe.CodersAgree
			if x.Value == y.Value && (l.reliability(&x) != l.reliability(&y) || x.Credibility != y.Credibility) {
				one = ascribe.GradesDiffer
			}
			both := x.Stance == ascribe.Asserts && y.Stance == ascribe.Asserts
			if x.Value == y.Value && x.Stance != y.Stance || both && x.Value != y.Value && !l.book.Var(x.Variable).Several {
				one = ascribe.CodersDiffer
			}
			level = max(level, one)
		}
	}
	return level
}

// Whatever was written down by whomever, each utterance counts once, and coders
// who differ are found.
func TestUtterancesAgreeWithTheLaw(t *testing.T) {
	check(t, 1000, func(t *rapid.T) {
		book := anyBook(t)
		for range 8 {
			l := law{book: book, d: anyDossier(t, book), known: anyKnown(t), recorded: anyRecorded(t)}
			r := Read(book, l.d, l.recorded)
			if got, want := r.Coders(l.known), l.coders(); got != want {
				t.Fatalf("known %s, recorded %d: coders %s, want %s\n%s\n%s", l.known, l.recorded, got, want, rowsOf(book), write(l.d))
			}
			for i := range book.Vars {
				v := &book.Vars[i]
				f := r.Value(v.Name, l.known)
				pro, contra := l.counts(v)
				if len(f.Statements) != pro || len(f.Against) != contra {
					t.Fatalf("%s, known %s, recorded %d: %d for and %d against, want %d and %d\n%s\n%s",
						v.Name, l.known, l.recorded, len(f.Statements), len(f.Against), pro, contra, rowsOf(book), write(l.d))
				}
			}
		}
	})
}

// A reason names one coding of each utterance, the one that ranks first, and so
// does what began a span.
func TestReasonsNameUtterances(t *testing.T) {
	r := reading(t, `
variables:
  v: {values: {a: {}, b: {}}}
labels: {one: {}, other: {}}
rows:
  - {id: r1, label: one, when: 'v == "a"'}
  - {id: r2, label: other}
`, "s1 v=a from p by anna A1\n s2 v=a from p by ben\n s3 v=a from q")
	a := r.Attribute(ascribe.Forever)
	if got := strings.Join(a.Reasons[0].Variables[0].Statements, " "); got != "s1 s3" {
		t.Errorf("it rests on %s, want s1 s3", got)
	}
	if a.IndependentSources != 2 {
		t.Errorf("%d independent sources, want 2", a.IndependentSources)
	}
	r = Read(r.book, dossier(t, "s1 v=a from p by anna A1\n s2 v=a from p by ben"), ascribe.Latest)
	if got := r.History()[0].Because.Statement; got != "s1" {
		t.Errorf("the span is because of %s, want s1", got)
	}
}
