package words

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Query is what a person looks for: words, each of which is found where a
// text has it, a word that begins with it, or one with another ending.
type Query struct{ words []wanted }

// wanted is one word of a query.
type wanted struct {
	begins []string // of a term that begins with one of these: those that are not too short
	is     []string // of a term that is one of these
}

// prefixFrom is the number of letters from which on a word is also looked for
// as the beginning of others.
const prefixFrom = 3

// Parse reads any text as words; nothing in it has a meaning beyond. Words
// that are there twice count once.
func Parse(text string) Query {
	var q Query
	var f folder
	seen := map[string]bool{}
	before := 0
	chains(text, func(parts [][2]int) {
		var whole wanted // what they come to where a text has them as one word
		if last := len(parts) - 1; last > 0 {
			whole.add(&f, text[parts[0][0]:parts[last][1]])
		}
		for _, p := range parts {
			if p[1] == before {
				continue // the last letter of the pair before
			}
			before = p[1]
			var w wanted
			w.add(&f, text[p[0]:p[1]])
			if len(w.is) == 0 || seen[w.is[0]] {
				continue
			}
			seen[w.is[0]] = true
			q.words = append(q.words, wanted{append(w.begins, whole.begins...), append(w.is, whole.is...)})
		}
	})
	return q
}

// add has a word found as it is, and as the beginning of others.
func (w *wanted) add(f *folder, word string) {
	f.terms(word, func(term []byte) { w.is = append(w.is, string(term)) })
	if len(w.is) == 0 {
		return
	}
	first, _ := utf8.DecodeRuneInString(word)
	if utf8.RuneCountInString(w.is[0]) >= prefixFrom || spaceless(first) {
		w.begins = append(w.begins, w.is[0])
	}
}

// Len is the number of words.
func (q Query) Len() int { return len(q.words) }

// Match is the i-th word as SQLite's full-text index is asked for it.
func (q Query) Match(i int) string {
	var b strings.Builder
	w := &q.words[i]
	for j, term := range w.is {
		if j > 0 {
			b.WriteString(" OR ")
		}
		b.WriteString(`"` + term + `"`) // a term has letters, digits and marks only
		if slices.Contains(w.begins, term) {
			b.WriteString(` *`)
		}
	}
	return b.String()
}

// In is which of the words a text has, as bits.
func (q Query) In(text string) (found uint64) {
	q.each(text, func(_, _ int, which uint64) { found |= which })
	return found
}

// All is all of the words, as bits.
func (q Query) All() uint64 { return 1<<len(q.words) - 1 }

// Marks is where in a text the words are: from byte to byte, in order, and
// none over another.
func (q Query) Marks(text string) (marks [][2]int) {
	q.each(text, func(start, end int, which uint64) {
		switch last := len(marks) - 1; {
		case which == 0:
		case last >= 0 && start <= marks[last][1]:
			marks[last][1] = max(end, marks[last][1])
		default:
			marks = append(marks, [2]int{start, end})
		}
	})
	return marks
}

func (q Query) each(text string, use func(start, end int, which uint64)) {
	var f folder
	pieces(text, func(start, end int) {
		var which uint64
		f.inText(text[start:end], func(term []byte) {
			for i := range q.words {
				if q.words[i].matches(term) {
					which |= 1 << i
				}
			}
		})
		use(start, end, which)
	})
}

func (w *wanted) matches(term []byte) bool {
	return slices.Contains(w.is, string(term)) ||
		slices.ContainsFunc(w.begins, func(beginning string) bool { return bytes.HasPrefix(term, []byte(beginning)) })
}
