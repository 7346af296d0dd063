package classify

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// choices are the values that a variable could turn out to have, each as the
// only one. Some numbers that most statements give, and some that none does, stand for all others:
// the tests of random codebooks tell no others apart.
func choices(v *codebook.Var, x codebook.Values) []codebook.Values {
	var list []codebook.Values
	if v.Several {
		base := uint64(1)<<codebook.FirstCode - 1
		sure, open := x.In&^x.Out&^base, x.In&x.Out&^base
		for set := open; ; set = (set - 1) & open { // all subsets of what is open
			codes := sure | set
			out := v.CodeBits() &^ codes
			if codes != 0 {
				list = append(list, codebook.Values{In: codes, Out: out})
			} else {
				for n := range codebook.FirstCode {
					if x.In&(1<<n) != 0 {
						list = append(list, codebook.Values{In: 1 << n, Out: out})
					}
				}
			}
			if set == 0 {
				return list
			}
		}
	}
	for n := range 64 {
		if x.In&(1<<n) != 0 {
			list = append(list, codebook.Values{In: 1 << n})
		}
	}
	texts := slices.Clone(x.Texts)
	if x.Any {
		for _, text := range []string{"0", "1", "2", "3", "4", "11"} {
			if !slices.Contains(texts, text) && !slices.Contains(x.RuledOut, text) {
				texts = append(texts, text)
			}
		}
	}
	for _, text := range texts {
		list = append(list, codebook.Values{Texts: []string{text}})
	}
	return list
}

// outcomes are what the table gives for some choice among the values that the
// variables could have.
func outcomes(v *view, vals []codebook.Values) map[ascribe.Outcome]bool {
	all := map[ascribe.Outcome]bool{}
	exact := make([]codebook.Values, len(vals))
	var try func(i int)
	try = func(i int) {
		if i < len(vals) {
			for _, x := range choices(&v.r.book.Vars[i], vals[i]) {
				exact[i] = x
				try(i + 1)
			}
			return
		}
		for j := range v.r.book.Rows {
			if row := &v.r.book.Rows[j]; row.Truth(exact) == codebook.True {
				all[row.Outcome()] = true
				return
			}
		}
	}
	try(0)
	return all
}

// eachTestedOnce reports whether no variable is tested in two places of the
// table, and no condition is left to CEL as a whole.
func eachTestedOnce(book *codebook.Book) bool {
	once := true
	seen := map[int]bool{}
	for i := range book.Rows {
		walk(book.Rows[i].Test, func(leaf *codebook.Node) {
			for _, x := range leaf.Tested() {
				once = once && !seen[x] && leaf.Op != codebook.Whole
				seen[x] = true
			}
		})
	}
	return once
}

func TestCouldBecomeMissesNothing(t *testing.T) {
	var once, all, larger, tooMany, listed int
	check(t, 2000, func(t *rapid.T) {
		book := anyBook(t)
		exact := eachTestedOnce(book)
		for range 2 {
			d := anyDossier(t, book)
			v := Read(book, d, ascribe.Latest).view(anyKnown(t))
			present := v.outcome()
			want := outcomes(v, v.could)
			if !want[present] {
				t.Fatalf("no choice gives the present %v\n%s\n%s", present, rowsOf(book), write(d))
			}
			got := map[ascribe.Outcome]bool{}
			for _, p := range v.couldBecome() {
				got[p.Outcome] = true
			}
			delete(want, present)
			for o := range want {
				if !got[o] {
					t.Fatalf("it could become %v, which is missed\n%s\n%s", o, rowsOf(book), write(d))
				}
			}
			if exact {
				once++
				if len(got) != len(want) {
					t.Fatalf("it could become %v, and only %v is possible\n%s\n%s", got, want, rowsOf(book), write(d))
				}
				continue
			}
			all++
			listed += len(got)
			tooMany += len(got) - len(want)
			if len(got) > len(want) {
				larger++
			}
		}
	})
	t.Logf("each variable tested once, no condition left to CEL as a whole: the list was exact in all of %d cases", once)
	t.Logf("the rest: it named a pair too many in %d of %d cases, %d pairs of %d", larger, all, tooMany, listed)
}

// Raised is what the same walk gives without what is only open.
func TestRaisedIsPartOfCouldBecome(t *testing.T) {
	check(t, 1000, func(t *rapid.T) {
		book := anyBook(t)
		for range 3 {
			d := anyDossier(t, book)
			r := Read(book, d, anyRecorded(t))
			known := anyKnown(t)
			v := r.view(known)
			a := r.Attribute(known)
			if a.Settled != (len(a.CouldBecome) == 0) || v.settled() != a.Settled {
				t.Fatalf("settled is %t, and it could become %q", a.Settled, possibilities(a.CouldBecome))
			}
			if a.Settled && len(a.OpenQuestions) > 0 {
				t.Fatalf("it is settled, and %q is open", questions(a.OpenQuestions))
			}
			raised := map[ascribe.Outcome]bool{}
			for i, p := range a.CouldBecome {
				if p.Raised {
					raised[p.Outcome] = true
				}
				if p.Outcome == a.Outcome {
					t.Fatalf("it could become what it is, %v", p.Outcome)
				}
				if i > 0 && p.Raised && !a.CouldBecome[i-1].Raised {
					t.Fatalf("what was raised does not come first in %q", possibilities(a.CouldBecome))
				}
			}
			for o := range outcomes(v, v.contested) {
				if o != a.Outcome && !raised[o] {
					t.Fatalf("%v was raised, and is not marked in %q\n%s\n%s", o, possibilities(a.CouldBecome), rowsOf(book), write(d))
				}
			}
			walked := map[ascribe.Outcome]bool{}
			depend, end := v.reach(v.contested)
			for _, row := range ended(depend, end) {
				walked[row.Outcome()] = true
			}
			delete(walked, a.Outcome)
			if !maps.Equal(walked, raised) {
				t.Fatalf("%v was raised, and it could become %q\n%s\n%s", walked, possibilities(a.CouldBecome), rowsOf(book), write(d))
			}
		}
	})
}

// part is the dossier without the statements and withdrawals that do not
// pass. Sources that nothing refers to any longer are left out.
func part(d *ascribe.Dossier, statement func(ascribe.Noted[ascribe.Statement]) bool, withdrawal func(ascribe.Noted[ascribe.Withdrawal]) bool) *ascribe.Dossier {
	p := &ascribe.Dossier{Subject: d.Subject, Sources: map[string]*ascribe.Provenance{}}
	var keep func(id string)
	keep = func(id string) {
		if s := d.Sources[id]; s != nil && p.Sources[id] == nil {
			p.Sources[id] = s
			for _, on := range s.Noun.RestsOn {
				keep(on)
			}
		}
	}
	for _, s := range d.Statements {
		if statement(s) {
			p.Statements = append(p.Statements, s)
			keep(s.Noun.Source)
		}
	}
	for _, w := range d.Withdrawals {
		if withdrawal(w) {
			p.Withdrawals = append(p.Withdrawals, w)
			keep(w.Noun.Source)
		}
	}
	return p
}

func TestWhatIsSaidLaterChangesNoEarlierAnswer(t *testing.T) {
	check(t, 600, func(t *rapid.T) {
		book := anyBook(t)
		for range 3 {
			d := anyDossier(t, book)
			known, recorded := on(rapid.IntRange(1, lastDay-1).Draw(t, "known")), anyRecorded(t)
			l := law{book: book, d: d}
			earlier := part(d,
				func(s ascribe.Noted[ascribe.Statement]) bool { return l.dayOf(s.Noun.Source, s.Noun.Said) <= known },
				func(w ascribe.Noted[ascribe.Withdrawal]) bool {
					return w.Noun.Kind == ascribe.Strike || l.dayOf(w.Noun.Source, w.Noun.Said) <= known
				})
			was, is := Read(book, earlier, recorded), Read(book, d, recorded)
			if diff := cmp.Diff(was.Attribute(known), is.Attribute(known)); diff != "" {
				t.Fatalf("known %s, before (-) and after (+):\n%s\n%s\n%s", known, diff, rowsOf(book), write(d))
			}
			if was.Present(known) != is.Present(known) {
				t.Fatalf("known %s it was there: %t", known, was.Present(known))
			}
		}
	})
}

// An amendment is in what is read: the source came out on another day than was written.
func TestAnAmendedDayChangesNoEarlierAnswer(t *testing.T) {
	moved := 0
	check(t, 600, func(t *rapid.T) {
		book := anyBook(t)
		for range 3 {
			d := anyDossier(t, book)
			if len(d.Sources) == 0 {
				continue
			}
			id := one(t, "amended", slices.Sorted(maps.Keys(d.Sources))...)
			written, amended := d.Sources[id], *d.Sources[id]
			amended.Noun.Published = anyDay(t)
			known := min(written.Noun.Published.Last(), amended.Noun.Published.Last()) - 1
			recorded := anyRecorded(t)
			was := Read(book, d, recorded)
			d.Sources[id] = &amended
			is := Read(book, d, recorded)
			if diff := cmp.Diff(was.Attribute(known), is.Attribute(known)); diff != "" {
				t.Fatalf("%s came out on %s, not %s; known %s, before (-) and after (+):\n%s\n%s\n%s", id, amended.Noun.Published, written.Noun.Published, known, diff, rowsOf(book), write(d))
			}
			if !cmp.Equal(was.History(), is.History()) {
				moved++
			}
		}
	})
	if moved == 0 {
		t.Error("no amendment changed a history")
	}
}

func TestWhatIsRecordedLaterChangesNoEarlierAnswer(t *testing.T) {
	check(t, 600, func(t *rapid.T) {
		book := anyBook(t)
		for range 3 {
			d := anyDossier(t, book)
			known, recorded := anyKnown(t), rapid.Int64Range(1, 3).Draw(t, "recorded")
			before := part(d,
				func(s ascribe.Noted[ascribe.Statement]) bool { return s.Entry <= recorded },
				func(w ascribe.Noted[ascribe.Withdrawal]) bool { return w.Entry <= recorded })
			for id, p := range before.Sources { // nor was their judging anew
				before.Sources[id] = &ascribe.Provenance{Noted: p.Noted, Regrades: slices.DeleteFunc(slices.Clone(p.Regrades),
					func(g ascribe.Noted[ascribe.Regrade]) bool { return g.Entry > recorded })}
			}
			was, is := Read(book, before, ascribe.Latest), Read(book, d, recorded)
			if diff := cmp.Diff(was.Attribute(known), is.Attribute(known)); diff != "" {
				t.Fatalf("recorded %d, before (-) and after (+):\n%s\n%s\n%s", recorded, diff, rowsOf(book), write(d))
			}
			if diff := cmp.Diff(was.History(), is.History()); diff != "" {
				t.Fatalf("recorded %d, the history before (-) and after (+):\n%s\n%s", recorded, diff, write(d))
			}
		}
	})
}

func TestHistoryIsEachDayAskedOneByOne(t *testing.T) {
	check(t, 800, func(t *rapid.T) {
		book := anyBook(t)
		for range 3 {
			d := anyDossier(t, book)
			r := Read(book, d, anyRecorded(t))
			history := r.History()
			i := -1
			for day := on(1) - 2; day <= on(lastDay)+2; day++ {
				if i+1 < len(history) && history[i+1].From == day {
					i++
				}
				if (i >= 0) != r.Present(day) {
					t.Fatalf("on %s it is there: %t, and its history is %q\n%s", day, r.Present(day), spans(history), write(d))
				}
				if i < 0 {
					continue
				}
				b := r.Belief(day)
				if s := history[i]; s.Belief != b || day >= s.To {
					t.Fatalf("on %s it is %+v, and its history is %q\n%s\n%s", day, b, spans(history), rowsOf(book), write(d))
				}
			}
			if i != len(history)-1 {
				t.Fatalf("a span of %q begins on no day", spans(history))
			}
			for j, s := range history {
				if s.Because.Statement == "" {
					t.Fatalf("nothing caused a span of %q\n%s", spans(history), write(d))
				}
				if j > 0 && s.Outcome == history[j-1].Outcome && s.Settled == history[j-1].Settled {
					t.Fatalf("nothing changes in %q", spans(history))
				}
			}
		}
	})
}

// fallen are the sources that fall with one: itself, and what rests on
// nothing that stands without it.
func fallen(d *ascribe.Dossier, gone string) map[string]bool {
	var stands func(id string) bool
	stands = func(id string) bool {
		on := d.Sources[id].Noun.RestsOn
		return id != gone && (len(on) == 0 || slices.ContainsFunc(on, stands))
	}
	set := map[string]bool{}
	for id := range d.Sources {
		set[id] = !stands(id)
	}
	return set
}

func TestLinchpinsAreWhatADossierWithoutThemSays(t *testing.T) {
	some := 0
	check(t, 800, func(t *rapid.T) {
		book := anyBook(t)
		for range 3 {
			d := anyDossier(t, book)
			known, recorded := anyKnown(t), anyRecorded(t)
			a := Read(book, d, recorded).Attribute(known)
			want := []ascribe.Linchpin{}
			for _, id := range slices.Sorted(maps.Keys(d.Sources)) {
				gone := fallen(d, id)
				without := part(d,
					func(s ascribe.Noted[ascribe.Statement]) bool { return !gone[s.Noun.Source] },
					func(w ascribe.Noted[ascribe.Withdrawal]) bool {
						return w.Noun.Kind == ascribe.Strike || !gone[w.Noun.Source]
					})
				if o := Read(book, without, recorded).Belief(known).Outcome; o != a.Outcome {
					want = append(want, ascribe.Linchpin{Source: id, LabelWithout: o.Label, LevelWithout: o.Level})
				}
			}
			some += len(want)
			if diff := cmp.Diff(want, a.Linchpins); diff != "" {
				t.Fatalf("known %s, recorded %d, naive (-) and found (+):\n%s\n%s\n%s", known, recorded, diff, rowsOf(book), write(d))
			}
		}
	})
	if some == 0 {
		t.Error("no case had a linchpin")
	}
}
