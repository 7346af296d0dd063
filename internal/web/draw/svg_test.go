package draw

import (
	"encoding/xml"
	"testing"

	"pgregory.net/rapid"
)

type kind string

func TestTextsAreEscaped(t *testing.T) {
	var s SVG
	s.Put(`<a href="%s"><title>%s, %s</title><rect x="%.1f" width="%d"/></a>`, `"><script>`, kind("<b>"), "a&b", 1.25, 7)
	want := `<a href="&#34;&gt;&lt;script&gt;"><title>&lt;b&gt;, a&amp;b</title><rect x="1.2" width="7"/></a>`
	if got := string(s.HTML()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestTextsComeBack: whatever is put in as an attribute or as text is read from
// the picture again, and nothing else is.
func TestTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune(`<>&"'=/ abcäж%;#`)), 0, 30, -1)
		class, words := text.Draw(t, "class"), text.Draw(t, "words")
		var s SVG
		s.Put(`<text class="%s">%s</text>`, class, words)
		var read struct {
			Class string     `xml:"class,attr"`
			Words string     `xml:",chardata"`
			Inner []struct{} `xml:",any"`
		}
		if err := xml.Unmarshal([]byte(s.HTML()), &read); err != nil || read.Class != class || read.Words != words || read.Inner != nil {
			t.Fatalf("%q and %q are %s: %+v, %v", class, words, s.HTML(), read, err)
		}
	})
}

// TestShapesAreClosed: each shape is one closed outline.
func TestShapesAreClosed(t *testing.T) {
	for class := range shapes {
		if d := Shape(class, 8); d[0] != 'M' || d[len(d)-1] != 'Z' {
			t.Errorf("%s is drawn as %s", class, d)
		}
	}
	if Shape("unknown", 8) != circle(8) || Sector(8, 0, 1) != circle(8) {
		t.Error("what has no shape is no circle")
	}
}
