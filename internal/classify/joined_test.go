package classify

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

const joinedBook = `
codebook: joined
version: 1.0.0
title: Two that are one
variables:
  contact: {type: code, values: {yes_: {}, no_: {}}}
  propaganda: {type: code, values: {yes_: {}}}
  killed: {type: number, policy: highest}
  same: {type: id, role: same_as, of: [incident]}
labels: {linked: {}, inspired: {}, other: {}}
rows:
  - {id: r1, label: linked, when: 'contact == "yes_"'}
  - {id: r2, label: inspired, when: 'propaganda == "yes_"'}
  - {id: r3, label: other}
`

// A family is some incidents, a, b and c in the order of the ledger, of which it is
// said that they are one.
type family struct {
	t      *testing.T
	book   *codebook.Book
	of     map[string]*ascribe.Dossier
	record int64
}

func newFamily(t *testing.T, text string) *family {
	book, err := codebook.Compile("joined.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	f := &family{t, book, map[string]*ascribe.Dossier{}, 10}
	sources := map[string]*ascribe.Provenance{}
	for i, id := range []string{"daily", "police", "rumour"} {
		sources[id] = &ascribe.Provenance{Noted: ascribe.Noted[ascribe.Source]{Record: int64(i + 1), Entry: int64(i + 1), Noun: ascribe.Source{ID: id, Reliability: ascribe.Reliability("BAE"[i:][:1])}}}
	}
	for i, id := range []string{"a", "b", "c"} {
		f.of[id] = &ascribe.Dossier{Record: int64(i + 4), Subject: id, Title: "Title of " + id, Sources: sources}
	}
	for _, d := range f.of {
		for _, id := range []string{"c", "a", "b"} { // in whichever order they come
			if id != d.Subject {
				d.Kin = append(d.Kin, f.of[id])
			}
		}
	}
	return f
}

// say has a source say something of an incident on a day of July, and gives the entry.
func (f *family) say(source, subject, variable, value string, day int, stance ascribe.Stance) int64 {
	f.record++
	f.of[subject].Statements = append(f.of[subject].Statements, ascribe.Noted[ascribe.Statement]{Record: f.record, Entry: f.record, Noun: ascribe.Statement{
		ID: fmt.Sprintf("s%d", f.record), Subject: subject, Variable: variable, Value: value, Stance: stance, Source: source,
		Said: ascribe.OnDay(july(day)), Credibility: "2",
	}})
	return f.record
}

// withdraw takes a statement back: on a day, or as misread where that is 0.
func (f *family) withdraw(subject string, statement int64, day int) int64 {
	f.record++
	w := ascribe.Withdrawal{ID: fmt.Sprintf("w%d", f.record), Statement: fmt.Sprintf("s%d", statement), Kind: ascribe.Strike}
	if day > 0 {
		w.Kind, w.Said = ascribe.Correction, ascribe.OnDay(july(day))
	}
	f.of[subject].Withdrawals = append(f.of[subject].Withdrawals, ascribe.Noted[ascribe.Withdrawal]{Record: f.record, Entry: f.record, Noun: w})
	return f.record
}

func july(day int) ascribe.Day {
	return ascribe.OnDay(mustDay("2016-07-01")).Last() + ascribe.Day(day-1)
}

func mustDay(text string) ascribe.Day {
	day, err := ascribe.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return day
}

// are holds what is counted on a day, as in "a linked, c other".
func (f *family) are(day int, recorded int64, want string) {
	f.t.Helper()
	got := ""
	for _, id := range []string{"a", "b", "c"} {
		if r := Read(f.book, f.of[id], recorded); r.Present(july(day)) {
			if got != "" {
				got += ", "
			}
			got += id + " " + r.Belief(july(day)).Label
			if d := r.On(july(day)).Dossier(); d.Subject != id || d.Title != "Title of "+id {
				f.t.Errorf("%s is read as %s, %q", id, d.Subject, d.Title)
			}
		}
	}
	if got != want {
		f.t.Errorf("on %d July, as recorded at %d, there is %q, want %q", day, recorded, got, want)
	}
}

// apart is two incidents of which something is said.
func apart(t *testing.T) *family {
	f := newFamily(t, joinedBook)
	f.say("daily", "a", "propaganda", "yes_", 2, ascribe.Asserts)
	f.say("daily", "b", "contact", "yes_", 3, ascribe.Asserts)
	f.say("police", "a", "killed", "2", 2, ascribe.Asserts)
	f.say("police", "b", "killed", "3", 3, ascribe.Asserts)
	return f
}

func TestIncidentsAreOneFromTheDayOnWhichItIsSaid(t *testing.T) {
	f := apart(t)
	joined := f.say("police", "b", "same", "a", 10, ascribe.Asserts)
	f.are(2, joined, "a inspired")
	f.are(9, joined, "a inspired, b linked")
	f.are(10, joined, "a linked")
	f.are(10, joined-1, "a inspired, b linked") // it had not been written down
	a := Read(f.book, f.of["a"], joined)
	if got := a.Value("killed", july(10)).Value; got != "3" {
		t.Errorf("killed is %s, want the highest of both", got)
	}
	if got := a.Value("killed", july(9)).Value; got != "2" {
		t.Errorf("killed was %s, want what was said of the one", got)
	}
	if got := len(a.Standing(july(10))); got != 5 {
		t.Errorf("%d statements stand on the one, want all five", got)
	}
}

func TestTheHistoryOfIncidentsThatBecomeOne(t *testing.T) {
	f := apart(t)
	said := f.say("police", "b", "same", "a", 10, ascribe.Asserts)
	taken := f.withdraw("b", said, 20)
	for id, want := range map[string]string{
		"a": "2..10 inspired s11, 10..20 linked s15, 20.. inspired w16, ",
		"b": "3..10 linked s12, 20.. linked w16, ",
	} {
		got := ""
		for _, s := range Read(f.book, f.of[id], taken).History() {
			to := ""
			if s.To != ascribe.Forever {
				to = fmt.Sprint(int(s.To - july(0)))
			}
			cause := s.Because.Statement
			if s.Because.Record == taken {
				cause = fmt.Sprintf("w%d", taken)
			}
			got += fmt.Sprintf("%d..%s %s %s, ", s.From-july(0), to, s.Label, cause)
		}
		if got != want {
			t.Errorf("the history of %s is %q, want %q", id, got, want)
		}
	}
	f.are(19, taken, "a linked")
	f.are(20, taken, "a inspired, b linked")
	f.are(20, said, "a linked") // that it was taken back had not been written down
}

func TestAStruckJoinNeverWas(t *testing.T) {
	f := apart(t)
	said := f.say("police", "b", "same", "a", 10, ascribe.Asserts)
	struck := f.withdraw("b", said, 0)
	f.are(10, struck, "a inspired, b linked")
	f.are(10, said, "a linked")
}

func TestIncidentsAreOneThroughOthers(t *testing.T) {
	f := apart(t)
	f.say("daily", "c", "killed", "1", 4, ascribe.Asserts)
	f.say("police", "c", "same", "b", 8, ascribe.Asserts)
	last := f.say("police", "a", "same", "b", 10, ascribe.Asserts) // of the earlier as well as of the later
	f.are(7, last, "a inspired, b linked, c other")
	f.are(8, last, "a inspired, b linked")
	f.are(10, last, "a linked")
	f.withdraw("a", last, 15)
	f.are(15, f.record, "a inspired, b linked")
}

func TestWhatIsDeniedIsTwo(t *testing.T) {
	for _, by := range [][2]string{{"b", "a"}, {"a", "b"}} { // from either side
		f := apart(t)
		f.say("police", "b", "same", "a", 10, ascribe.Asserts)
		f.say("daily", by[0], "same", by[1], 12, ascribe.Denies)
		f.are(11, f.record, "a linked")
		f.are(12, f.record, "a inspired, b linked")
		f.say("police", "a", "same", "b", 14, ascribe.Asserts)
		f.are(14, f.record, "a linked")
	}
}

func TestWhatJoinsNothing(t *testing.T) {
	for name, say := range map[string]func(f *family){
		"raised":                 func(f *family) { f.say("police", "b", "same", "a", 10, ascribe.Raises) },
		"inadequate":             func(f *family) { f.say("rumour", "b", "same", "a", 10, ascribe.Asserts) },
		"an incident of others":  func(f *family) { f.say("police", "b", "same", "ged:1", 10, ascribe.Asserts) },
		"itself":                 func(f *family) { f.say("police", "b", "same", "b", 10, ascribe.Asserts) },
		"nobody":                 func(f *family) { f.say("police", "b", "same", "z", 10, ascribe.Asserts) },
		"another variable":       func(f *family) { f.say("police", "b", "contact", "a", 10, ascribe.Asserts) },
		"that there is no other": func(f *family) { f.say("police", "b", "same", ascribe.NoneFound, 10, ascribe.Asserts) },
	} {
		t.Run(name, func(t *testing.T) {
			f := apart(t)
			say(f)
			f.are(10, f.record, "a inspired, b linked")
		})
	}
	for name, text := range map[string]string{"no role": "{type: id, of: [incident]}", "of actors": "{type: id, role: same_as, of: [actor]}"} {
		f := apart(t)
		f.say("police", "b", "same", "a", 10, ascribe.Asserts)
		f.book = newFamily(t, strings.Replace(joinedBook, "{type: id, role: same_as, of: [incident]}", text, 1)).book
		f.are(10, f.record, "a inspired, b linked")
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// TestTheSourceOfAJoinMayBeALinchpin takes away the source that joined.
func TestTheSourceOfAJoinMayBeALinchpin(t *testing.T) {
	f := apart(t)
	f.say("police", "b", "same", "a", 10, ascribe.Asserts)
	var got []string
	for _, l := range Read(f.book, f.of["a"], f.record).Attribute(july(10)).Linchpins {
		got = append(got, l.Source+" "+l.LabelWithout)
	}
	// Without the daily nobody has said anything but the number of the killed.
	if want := []string{"daily other", "police inspired"}; !slices.Equal(got, want) {
		t.Errorf("the linchpins are %q, want %q", got, want)
	}
}

// TestTheFirstIsCountedFromTheFirstDayOfAny joins two of which the later was spoken of
// first.
func TestTheFirstIsCountedFromTheFirstDayOfAny(t *testing.T) {
	f := newFamily(t, joinedBook)
	f.say("daily", "b", "contact", "yes_", 3, ascribe.Asserts)
	joined := f.say("police", "b", "same", "a", 3, ascribe.Asserts)
	f.say("daily", "a", "propaganda", "yes_", 9, ascribe.Asserts)
	f.are(3, f.record, "a linked")
	taken := f.withdraw("b", joined, 5)
	f.are(5, taken, "b linked") // of the other nothing had been said but that
	f.are(9, taken, "a inspired, b linked")
	if since := Read(f.book, f.of["b"], taken).Since(); since != july(5) {
		t.Errorf("the second is counted since %s, want the day on which they were parted", since)
	}
}
