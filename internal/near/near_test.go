package near

import (
	"strings"
	"testing"
)

func TestWord(t *testing.T) {
	for _, c := range []struct{ word, words, want string }{
		{"contcat", "contact claim", "contact"},
		{"guidanec", "contact guidance training b", "guidance"},
		{"traning", "contact guidance training b", "training"},
		{"xyz", "contact guidance training b", ""},
		{"a", "contact b", ""},
		{"opne", "open closed", "open"}, // two letters swapped
		{"MEMBER", "member cadre", "member"},
		{"no", "on na", ""}, // another word, not a mistyped one
		{"uk", "UK", "UK"},
		{"cty", "city date", "city"},
		{"propagandda", "propaganda", "propaganda"},
		{"iday", "id x", ""},
		{"ürb", "rüb", "rüb"},
		{"weapon", "place", ""},
		{"grösse", "größe", "größe"},
		{"größ", "größe grad", "größe"},
		{"gruße", "größe", "größe"},             // a letter that takes two bytes counts once
		{"ähö", "oho", ""},                      // and two of them twice
		{"größe", "gro\u0308ße", "gro\u0308ße"}, // the accent as a character of its own
		{"ÜBERFALL", "überfälle", "überfälle"},
		{"مدينه", "مدينة", "مدينة"},
		{"x", "", ""},
		{strings.Repeat("a", 100_000), strings.Repeat("a", 100_001), ""},
	} {
		if got := Word(c.word, strings.Split(c.words, " ")); got != c.want {
			t.Errorf("%.20q among %.40q is %q; want %q", c.word, c.words, got, c.want)
		}
	}
	if got := DidYouMean("contcat", []string{"contact"}); got != `; did you mean "contact"?` {
		t.Error(got)
	}
	if got := DidYouMean("weapon", []string{"place"}); got != "" {
		t.Error(got)
	}
}
