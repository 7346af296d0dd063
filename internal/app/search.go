package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// fold makes texts that differ in case or accents alike, in any script.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

// mentions reports whether every word of the text occurs in the incident's
// id or title, or in what was said of it by then and by whom. An empty text
// is in all.
func (s subject) mentions(text string, at ascribe.AsOf) bool {
	words := strings.Fields(fold(text))
	if len(words) == 0 {
		return true
	}
	var b strings.Builder
	note := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(fold(p))
			b.WriteByte('\n')
		}
	}
	note(s.dossier.Subject, s.dossier.Title)
	for _, st := range s.Statements(at.Known) {
		note(st.Variable, st.Value, st.Note, st.Quote)
		if p := s.dossier.Sources[st.Source]; p != nil {
			note(p.Noun.ID, p.Noun.Title, p.Noun.Publisher)
		}
	}
	all := b.String()
	for _, w := range words {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}
