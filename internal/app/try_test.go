package app_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

var everything = &point.Question{AsOf: ascribe.Now, Viewer: point.Team}

// copies are an incident of the sample under another id: nothing, what was said of
// it, in two parts.
func copies(t *testing.T, a *point.App, id string) (incident ascribe.Noun, said []ascribe.Noun) {
	t.Helper()
	show, err := apptest.At1(t.Context(), a, everything, ask.Show, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range show.Evidence {
		s, err := apptest.At1(t.Context(), a, everything, ask.Statement, e.Statement)
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, &ascribe.Statement{
			Subject: "copy", Variable: s.Variable, Value: s.Value, Stance: s.Stance, Source: s.Source, Said: s.Said, Basis: s.Basis,
			Credibility: s.Grade.Credibility(), Note: "a copy",
		})
	}
	return &ascribe.Incident{ID: "copy", Title: show.Title}, said
}

func placed(nouns []ascribe.Noun) (list []exchange.Placed) {
	for i, n := range nouns {
		list = append(list, exchange.Placed{Noun: n, File: "typed", Line: i + 1})
	}
	return list
}

func addAll(t *testing.T, a *point.App, nouns []ascribe.Noun) {
	t.Helper()
	var problems ascribe.Problems
	if _, err := acts.AddAll(t.Context(), a, anna, placed(nouns), &problems, "typed"); err != nil {
		fatal(t, err)
	}
}

// What is tried is what comes of it when it is written down.
func TestTry(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 4))
	for _, id := range []string{"wuerzburg-train-2016", "westminster-2017", "villejuif-2015", "hyderabad-cell-2016", "ansbach-2016", "san-bernardino-2015"} {
		tries, without, with := loaded(t), loaded(t), loaded(t)
		incident, said := copies(t, tries, id)
		random.Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
		there, given := random.IntN(len(said)/2), random.IntN(len(said)/3)
		written, given2, typed := said[:there], said[there:there+given], said[there+given:]
		if there > 0 {
			addAll(t, tries, append([]ascribe.Noun{incident}, written...))
		} else {
			given2 = append([]ascribe.Noun{incident}, given2...)
		}
		trial, err := acts.Try(t.Context(), tries, anna, "copy", placed(given2), placed(typed))
		if err != nil {
			fatal(t, err)
		}
		addAll(t, without, slices.Concat([]ascribe.Noun{incident}, written, said[there:there+given]))
		addAll(t, with, append([]ascribe.Noun{incident}, said...))
		before, beliefs := answerOf(t, without)
		after, now := answerOf(t, with)
		if !reflect.DeepEqual(trial.Before, before) || !reflect.DeepEqual(trial.After, after) {
			t.Errorf("%s: tried, it would go from %+v to %+v; it went from %+v to %+v", id, trial.Before, trial.After, before, after)
		}
		for _, d := range trial.Days {
			if !reflect.DeepEqual(d.Before, beliefs(d.From)) || !reflect.DeepEqual(d.After, now(d.From)) {
				t.Errorf("%s: on %s it would have gone from %+v to %+v; it went from %+v to %+v", id, d.From, d.Before, d.After, beliefs(d.From), now(d.From))
			}
		}
		for day := ascribe.NewDay(2014, 1, 1); day < ascribe.NewDay(2022, 1, 1); day++ {
			moved := slices.ContainsFunc(trial.Days, func(d ask.TriedDays) bool { return d.From <= day && day < d.To })
			if moved == reflect.DeepEqual(beliefs(day), now(day)) {
				t.Errorf("%s: that it moves on %s is told as %v", id, day, moved)
			}
		}
		if len(trial.Fates) != len(typed) || len(trial.Made) != len(typed) {
			t.Errorf("%s: %d fates and %d ids of %d statements", id, len(trial.Fates), len(trial.Made), len(typed))
		}
		for _, f := range trial.Fates {
			s, err := apptest.At1(t.Context(), with, everything, ask.Statement, f.Statement)
			if err != nil {
				t.Fatal(err)
			}
			if s.Grade != f.Grade || s.Picked != (f.Fate == classify.For || f.Fate == classify.Picked) {
				t.Errorf("%s: %s would be %s, of grade %s; it is picked: %v, of grade %s", id, f.Statement, f.Fate, f.Grade, s.Picked, s.Grade)
			}
		}
		if n, err := tries.Store.Last(t.Context()); err != nil || there == 0 && n != 2 || there > 0 && n != 3 {
			t.Errorf("%s: %d entries, %v", id, n, err)
		}
	}
}

// answerOf is the answer about the copy without its linchpins, and what was
// believed on any day.
func answerOf(t *testing.T, a *point.App) (*ascribe.Attribution, func(ascribe.Day) *ascribe.Belief) {
	t.Helper()
	whole, err := apptest.At2(t.Context(), a, everything, ask.Whole, "copy", "")
	if err != nil {
		t.Fatal(err)
	}
	believed := func(day ascribe.Day) *ascribe.Belief {
		for i := range whole.History {
			if s := &whole.History[i]; s.From <= day && day < s.To {
				return &s.Belief
			}
		}
		return nil
	}
	if !whole.Present {
		return nil, believed
	}
	answer := *whole.Attribution
	answer.Linchpins = []ascribe.Linchpin{}
	return &answer, believed
}

// All faults of what is typed are told at once, with what was meant; a source that
// is made in the same breath counts, and so does a strike.
func TestTryFaults(t *testing.T) {
	a := loaded(t)
	try := func(nouns ...ascribe.Noun) (*acts.Trial, error) {
		return acts.Try(t.Context(), a, anna, "wuerzburg-train-2016", nil, placed(nouns))
	}
	_, err := try(
		&ascribe.Statement{Subject: "wuerzburg-train-2016", Variable: "contcat", Value: "member", Source: "bi-de-2016-09"},
		&ascribe.Statement{Subject: "wuerzburg-train-2016", Variable: "contact", Value: "membr", Source: "bi-de-2016-9"},
	)
	e, ok := err.(*ascribe.Error)
	if !ok || len(e.Problems) != 3 || !strings.Contains(e.Problems[0].Message, `did you mean "contact"`) {
		t.Errorf("%v", err)
	}
	trial, err := try(
		&ascribe.Source{ID: "court", Title: "A judgment", Publisher: "Court", Published: ascribe.OnDay(ascribe.NewDay(2020, 1, 2)), Reliability: "A"},
		&ascribe.Statement{Subject: "wuerzburg-train-2016", Variable: "directive", Value: "organisation", Source: "court", Credibility: "1"},
	)
	if err != nil {
		t.Fatal(err)
	}
	if trial.Before.Label != "remote_controlled" || trial.After.Label != "directed" || !trial.After.Settled || len(trial.Values) != 1 || trial.Values[0].Variable != "directive" {
		t.Errorf("%+v", trial.Tried)
	}
	contact := trial.Before.Variables[slices.IndexFunc(trial.Before.Variables, func(f ascribe.Finding) bool { return f.Variable == "contact" })]
	var strikes []ascribe.Noun
	for _, id := range contact.Statements {
		strikes = append(strikes, &ascribe.Withdrawal{Statement: id, Kind: ascribe.Strike, Reason: "misread"})
	}
	if trial, err = try(strikes...); err != nil {
		fatal(t, err)
	}
	if trial.After.Label == "remote_controlled" {
		t.Errorf("without contact it is %+v", trial.After.Belief)
	}
	if _, err := apptest.At3(t.Context(), a, &point.Question{AsOf: ascribe.Now}, ask.Try, "wuerzburg-train-2016", []ascribe.Noun{}, strikes); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("the public may try: %v", err)
	}
}

// What is not written yet is compared with what is there.
func TestLike(t *testing.T) {
	a := loaded(t)
	twins, err := apptest.At1(t.Context(), a, everything, ask.Like, ascribe.Noun(&ascribe.Source{
		ID: "another", Title: "German train attack: IS claims responsibility, authorities investigate", Publisher: "GantNews",
		URL: "https://gantnews.com/2016/07/19/isis-claims-responsibility-for-german-train-attack-authorities-investigating/amp?utm_source=x", Published: ascribe.OnDay(ascribe.NewDay(2016, 7, 19)),
	}))
	if err != nil || len(twins) == 0 || twins[0].One.ID != "gant-2016-07-19" || twins[0].Other.ID != "another" {
		t.Errorf("%+v %v", twins, err)
	}
	twins, err = apptest.At1(t.Context(), a, everything, ask.Like, ascribe.Noun(&ascribe.Source{ID: "other", Title: "A study of something else", Publisher: "A press"}))
	if err != nil || len(twins) != 0 {
		t.Errorf("%+v %v", twins, err)
	}
}
