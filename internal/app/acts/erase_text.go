package acts

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A text is one that an erased record carried, as it is looked for in others.
type text struct {
	folded string
	id     bool // it is an id, which ends where its letters do
}

// shortest is how long a text is at least that is looked for within others. A
// shorter one has to be all that stands there.
const shortest = 6

// textsOf are the texts by which a noun can be recognised: its id, and the words
// that somebody chose for it. A code is none, since it stands everywhere.
func textsOf(noun ascribe.Noun) (list []text) {
	words := func(words ...string) {
		for _, w := range words {
			if w = folded(w); utf8.RuneCountInString(w) >= shortest {
				list = append(list, text{folded: w})
			}
		}
	}
	switch x := noun.(type) {
	case *ascribe.Incident:
		words(x.Title)
	case *ascribe.Actor:
		words(x.Name)
	case *ascribe.Source:
		words(x.Title, x.URL, x.ArchivedURL)
	case *ascribe.Statement:
		words(x.Quote, x.Note)
		if strings.ContainsRune(strings.TrimSpace(x.Value), ' ') { // no code has one
			words(x.Value)
		}
	case *ascribe.Reason:
		words(x.Text)
	case *ascribe.Amendment:
		words(x.Value, x.Reason)
	case *ascribe.Withdrawal:
		words(x.Reason)
	case *ascribe.Distinction:
		words(x.Reason)
	case *ascribe.Document:
		words(x.Name, x.URL)
	case *ascribe.Anchor:
		words(x.Exact)
	case *ascribe.Note:
		words(x.Text)
	}
	if key := noun.Key(); key.ID != "" && (key.Dataset == "" || key.Dataset == ascribe.Main) {
		list = append(list, text{folded: folded(key.ID), id: true})
	}
	return list
}

func folded(s string) string { return strings.ToLower(norm.NFC.String(strings.TrimSpace(s))) }

// in reports whether a text carries this one. An id is carried by what is made of
// ids alone: as a word it may say something else.
func (t text) in(s string) bool {
	if t.id && slices.ContainsFunc(strings.Fields(s), func(word string) bool { return !ascribe.ValidID(word) }) {
		return false
	}
	s = folded(s)
	if utf8.RuneCountInString(t.folded) < shortest {
		return s == t.folded
	}
	for at := 0; ; {
		i := strings.Index(s[at:], t.folded)
		if i < 0 {
			return false
		}
		before, after := s[:at+i], s[at+i+len(t.folded):]
		switch {
		case t.id && (endsInID(before) || beginsInID(after)):
		case digitsMeet(before, t.folded) || digitsMeet(t.folded, after): // another number
		default:
			return true
		}
		at += i + 1
	}
}

func idLetter(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// digitsMeet reports whether a number would be cut between two texts.
func digitsMeet(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return unicode.IsDigit(last) && unicode.IsDigit(first)
}

func endsInID(s string) bool   { return s != "" && idLetter(s[len(s)-1]) }
func beginsInID(s string) bool { return s != "" && idLetter(s[0]) }

// also are the other records that carry one of the texts. It goes through the
// whole ledger.
func (e *eraser) also(ctx context.Context) ([]ask.RecordLine, error) {
	found := []ask.RecordLine{}
	if len(e.texts) == 0 {
		return found, nil
	}
	var numbers []int64
	for x, err := range e.p.View.Records(ctx, 1) {
		if err != nil {
			return nil, err
		}
		if e.erased[x.Record] != nil || !x.Noun.Record().Erasable() {
			continue
		}
		carries, err := e.carries(x.Noun)
		if err != nil {
			return nil, err
		}
		if carries {
			numbers = append(numbers, x.Record)
		}
	}
	kept, err := e.keptSheets(ctx, numbers)
	if err != nil {
		return nil, err
	}
	for _, n := range slices.Sorted(slices.Values(append(numbers, kept...))) {
		l, err := ask.Lined(ctx, e.p, n)
		if err != nil {
			return nil, err
		}
		found = append(found, *l)
	}
	return found, nil
}

// carries reports whether a noun carries one of the texts in any of its members.
func (e *eraser) carries(noun ascribe.Noun) (bool, error) {
	body, err := ledger.Encode(noun)
	if err != nil {
		return false, err
	}
	whole := folded(string(body)) // to pass over most of them at once
	if !slices.ContainsFunc(e.texts, func(t text) bool { return strings.Contains(whole, escaped(t.folded)) }) {
		return false, nil
	}
	var all any
	if err := json.Unmarshal(body, &all); err != nil {
		return false, err
	}
	return e.carriedIn(all), nil
}

// escaped is a text as it stands in JSON.
func escaped(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		return s
	}
	return strings.ToLower(strings.Trim(string(text), `"`))
}

func (e *eraser) carriedIn(value any) bool {
	switch x := value.(type) {
	case string:
		return slices.ContainsFunc(e.texts, func(t text) bool { return t.in(x) })
	case []any:
		return slices.ContainsFunc(x, e.carriedIn)
	case map[string]any:
		for _, v := range x {
			if e.carriedIn(v) {
				return true
			}
		}
	}
	return false
}
