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

func TestWords(t *testing.T) {
	ids := "wuerzburg-train-2016 ansbach-2016 westminster-bridge-2017 westminster-car-2018 london-bridge-2017 nice-2016 7 12 2016-01"
	for _, c := range []struct{ word, words, want string }{
		{"wurzburg-train-2016", ids, "wuerzburg-train-2016"},
		{"Wuerzburg_Train 2016", ids, "wuerzburg-train-2016"},
		{"wuerzburg", ids, "wuerzburg-train-2016"},
		{"wuerzburg-2016", ids, "wuerzburg-train-2016"},
		{"wuerz", ids, "wuerzburg-train-2016"}, // how it begins
		{"bi-de", "bi-de-2016-09 bild-2016", "bi-de-2016-09"},
		{"westminster", ids, "westminster-bridge-2017 westminster-car-2018"},
		{"westminstre", ids, "westminster-bridge-2017 westminster-car-2018"},
		{"westminster-2017", ids, "westminster-bridge-2017"},
		{"bridge", ids, "westminster-bridge-2017 london-bridge-2017"},
		{"the-london-bridge-attack-2017", ids, "london-bridge-2017"},
		{"2016", ids, ""}, // says nothing by itself
		{"2017", ids, ""},
		{"7.0", ids, "7"},
		{"007", ids, "7"},
		{"13", ids, ""}, // another number, not a mistyped one
		{"ansbach-2015", ids, "ansbach-2016"},
		{"cologne", ids, ""},
		{"weapon", "weapon_type target killed", "weapon_type"},
		{"weapon type", "weapon_type target killed", "weapon_type"},
		{"lable", "label level", "label"},
		{"lbel", "label libel", "label libel"}, // either
		{"aaab", "aaac aaad aaae aaaf", "aaac aaad aaae"},
		{"nice", "nicer nice", "nicer"}, // the word itself is not what was meant by it
		{"", ids, ""},
		{"-", ids, ""},
		{strings.Repeat("a", 100_000), strings.Repeat("a", 100_001), ""},
	} {
		if got := strings.Join(Words(c.word, strings.Split(c.words, " ")), " "); got != c.want {
			t.Errorf("%.40q is one of %q; want %q", c.word, got, c.want)
		}
	}
	for _, c := range []struct{ word, words, want string }{
		{"westminster", ids, `; did you mean "westminster-bridge-2017" or "westminster-car-2018"?`},
		{"aaab", "aaac aaad aaae aaaf", `; did you mean "aaac", "aaad" or "aaae"?`},
		{"cologne", "paris nice", "; there are paris, nice"},
		{"cologne", strings.TrimSpace(strings.Repeat("x ", 22)), "; there are " + strings.Repeat("x, ", 19) + "x and 2 more"},
	} {
		if got := DidYouMeanOr(c.word, strings.Split(c.words, " "), "there are"); got != c.want {
			t.Errorf("%q ends with %q; want %q", c.word, got, c.want)
		}
	}
	if got := DidYouMeanOr[string]("cologne", nil, "there are"); got != "" {
		t.Error(got)
	}
}
