package web

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A drawn record is a small one at random, of which some viewer may not see one
// source, one incident, one link and one statement, nor what hangs on them. It
// can be written twice: with other bodies, of the same kinds and hanging the
// same way, where the viewer does not see.
type drawnRecord struct {
	nouns   []drawnNoun
	entries []int // how many nouns each has
}

type drawnNoun struct {
	id    string
	on    []int // other nouns, by their place
	kept  bool  // it is one of the four
	gone  bool  // it is not seen
	write func(ids func(place int) string, w words) ascribe.Noun
}

// words are what a body is made of beside what it hangs on.
type words struct {
	id, text, place, publisher, kind, role string
	day                                    ascribe.Date
	variable, value                        int
	stance                                 ascribe.Stance
	reliability                            ascribe.Reliability
	credibility                            ascribe.Credibility
}

var drawnWords = []string{"train", "market", "bridge", "harbour", "station", "square", "Straße", "école"}

func drawWords(t *rapid.T, id string) words {
	pick := func(list ...string) string { return rapid.SampledFrom(list).Draw(t, "word") }
	long := ""
	if rapid.IntRange(0, 5).Draw(t, "long") == 0 {
		long = " of which it is told at some length, so that it is no term of the store's"
	}
	return words{
		id: id, text: pick(drawnWords...) + " " + pick(drawnWords...) + " " + id + long,
		place: pick("DE", "FR", "BE", "PH"), publisher: pick("", "Der Bote", "Le Courrier", "The Crier"),
		kind: pick("press", "court_record", "official_statement"), role: pick("perpetrator", "handler", "claimant"),
		day:      ascribe.OnDay(ascribe.NewDay(rapid.IntRange(2014, 2019).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))),
		variable: rapid.IntRange(0, 1000).Draw(t, "variable"), value: rapid.IntRange(0, 1000).Draw(t, "value"),
		stance:      rapid.SampledFrom([]ascribe.Stance{ascribe.Asserts, ascribe.Asserts, ascribe.Denies, ascribe.Raises}).Draw(t, "stance"),
		reliability: rapid.SampledFrom(ascribe.Reliabilities).Draw(t, "reliability"),
		credibility: rapid.SampledFrom(ascribe.Credibilities).Draw(t, "credibility"),
	}
}

// drawnVariables are some that the shipped codebook has, with values.
var drawnVariables = map[ascribe.SubjectKind][][]string{
	ascribe.OfIncident: {
		{"contact", "none_found", "not_examined", "member"},
		{"guidance", "target", "encouragement", "none_found"},
		{"directive", "top", "none_found"},
		{"date", "2015-03-04", "2016-07-18", "2017"},
		{"country", "DE", "FR", "PH"},
		{"killed", "0", "3", "12"},
		{"propaganda", "yes", "none_found"},
		{"place", "a small town", "a harbour"},
		{"public_label", "inspired", "directed"},
	},
	ascribe.OfActor: {{"may_be_named", "dead", "no"}, {"alias", "the baker", "the cook"}, {"name", "A name"}},
	ascribe.OfLink:  {{"part", "main"}, {"contact", "member"}},
}

func drawRecord(t *rapid.T) *drawnRecord {
	d := &drawnRecord{}
	some := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
	add := func(kind string, on []int, write func(func(int) string, words) ascribe.Noun) int {
		d.nouns = append(d.nouns, drawnNoun{id: fmt.Sprintf("%s-%d", kind, len(d.nouns)), on: on, write: write})
		return len(d.nouns) - 1
	}
	one := func(list []int) int { return rapid.SampledFrom(list).Draw(t, "one of") }
	var sources, incidents, actors, links, statements, upon []int
	for range some("sources", 2, 5) {
		var on []int
		for len(sources) > 0 && len(on) < 2 && rapid.Bool().Draw(t, "rests") {
			if s := one(sources); !slices.Contains(on, s) {
				on = append(on, s)
			}
		}
		sources = append(sources, add("source", nil, func(id func(int) string, w words) ascribe.Noun {
			s := &ascribe.Source{ID: w.id, Title: w.text, Publisher: w.publisher, Published: w.day, Kind: w.kind, Reliability: w.reliability}
			for _, n := range on {
				s.RestsOn = append(s.RestsOn, id(n))
			}
			return s
		}))
	}
	for range some("incidents", 2, 4) {
		incidents = append(incidents, add("incident", nil, func(_ func(int) string, w words) ascribe.Noun {
			return &ascribe.Incident{ID: w.id, Title: w.text}
		}))
	}
	for range some("actors", 1, 3) {
		kind := rapid.SampledFrom([]ascribe.ActorKind{ascribe.Person, ascribe.Organisation, ascribe.Persona}).Draw(t, "actor")
		actors = append(actors, add("actor", nil, func(_ func(int) string, w words) ascribe.Noun {
			return &ascribe.Actor{ID: w.id, Kind: kind, Name: w.text}
		}))
	}
	for range some("links", 1, 4) {
		incident, actor := one(incidents), one(actors)
		links = append(links, add("link", []int{incident, actor}, func(id func(int) string, w words) ascribe.Noun {
			return &ascribe.Link{ID: w.id, Incident: id(incident), Actor: id(actor), Role: w.role}
		}))
	}
	for range some("statements", 4, 14) {
		of := rapid.SampledFrom([]ascribe.SubjectKind{ascribe.OfIncident, ascribe.OfIncident, ascribe.OfIncident, ascribe.OfActor, ascribe.OfLink}).Draw(t, "of")
		subject := one(map[ascribe.SubjectKind][]int{ascribe.OfIncident: incidents, ascribe.OfActor: actors, ascribe.OfLink: links}[of])
		source := one(sources)
		on := []int{subject, source}
		var settles []int
		if len(statements) > 0 && some("settles", 0, 7) == 0 {
			settles = []int{one(statements)}
		}
		n := add("statement", append(on, settles...), func(id func(int) string, w words) ascribe.Noun {
			v := drawnVariables[of][w.variable%len(drawnVariables[of])]
			s := &ascribe.Statement{
				ID: w.id, Subject: id(subject), Source: id(source), Variable: v[0], Value: v[1+w.value%(len(v)-1)], Stance: w.stance,
				Said: w.day, Credibility: w.credibility, Coder: "coder of " + w.text, Note: w.text, Quote: w.place, Locator: "p. " + w.place,
			}
			if w.kind == "press" && v[0] == "place" {
				s.Value = w.text
			}
			if w.kind != "press" && w.value%3 == 0 {
				s.Said = ascribe.Date{} // the day on which its source came out
			}
			for _, x := range settles {
				s.Settles = append(s.Settles, id(x))
			}
			return s
		})
		statements, upon = append(statements, n), append(upon, n)
	}
	for range some("withdrawals", 0, 4) {
		target := one(upon)
		var source []int
		if slices.Contains(statements, target) && rapid.Bool().Draw(t, "correction") {
			source = []int{one(sources)}
		}
		upon = append(upon, add("withdrawal", append([]int{target}, source...), func(id func(int) string, w words) ascribe.Noun {
			x := &ascribe.Withdrawal{ID: w.id, Statement: id(target), Kind: ascribe.Strike, Reason: w.text}
			for _, s := range source {
				x.Kind, x.Source, x.Said = ascribe.Correction, id(s), w.day
			}
			return x
		}))
	}
	for range some("regrades", 0, 2) {
		source := one(sources)
		add("regrade", []int{source}, func(id func(int) string, w words) ascribe.Noun {
			return &ascribe.Regrade{ID: w.id, Source: id(source), Reliability: w.reliability, Reason: w.text}
		})
	}
	for _, list := range [][]int{sources, incidents, links, statements} {
		d.nouns[one(list)].kept = true
	}
	for i := range d.nouns {
		n := &d.nouns[i]
		n.gone = n.kept || slices.ContainsFunc(n.on, func(on int) bool { return d.nouns[on].gone })
	}
	for left := len(d.nouns); left > 0; {
		n := min(left, some("entry", 2, 12))
		d.entries = append(d.entries, n)
		left -= n
	}
	return d
}

// written is the record in a store of its own: a copy of an empty one. What is
// not seen has other ids where other is set, and the words that were drawn for
// these.
func (d *drawnRecord) written(t *rapid.T, empty emptyStore, folder string, other bool, drawn []words) (*point.App, []int64) {
	path := filepath.Join(folder, "ascribe.db")
	must(t, os.WriteFile(path, empty.file, 0o600))
	ctx := context.Background()
	s, err := store.Open(ctx, path)
	must(t, err)
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	a := &point.App{
		Store: s, Rand: rand.NewChaCha8([32]byte{1}), Now: func() time.Time { return now },
		Signer: func() (note.Signer, error) { return note.NewSigner(empty.key) },
	}
	id := func(place int) string {
		if n := &d.nouns[place]; !other || !n.gone {
			return n.id
		}
		return "another-" + d.nouns[place].id
	}
	var kept []int64
	at := 0
	for e, n := range d.entries {
		reason := fmt.Sprintf("reason of entry %d", e)
		if other && !slices.ContainsFunc(d.nouns[at:at+n], func(x drawnNoun) bool { return !x.gone }) {
			reason = "quite another reason"
		}
		now = now.Add(time.Hour)
		_, _, err := acts.Act(ctx, a, point.By{Who: "a tester", Why: reason}, ascribe.EntryEvidence, func(tx *store.Tx) error {
			for i := at; i < at+n; i++ {
				w := drawn[i]
				w.id = id(i)
				record, err := tx.Append(d.nouns[i].write(id, w))
				if err != nil {
					return err
				}
				if d.nouns[i].kept {
					kept = append(kept, record)
				}
			}
			return nil
		})
		must(t, err)
		at += n
	}
	return a, kept
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
