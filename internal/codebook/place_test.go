package codebook

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Every visible character of a text is found where it stands in the file, in
// whatever style the text is written.
func TestCharactersAreFoundInEveryStyle(t *testing.T) {
	styles := map[string]func(string) (string, bool){
		"plain": func(s string) (string, bool) {
			return "title: " + s + " # comment\n", plain(s) && !strings.Contains(s, ": ") && !strings.Contains(s, " #")
		},
		"plain in lines": func(s string) (string, bool) {
			return "title:\n  " + strings.ReplaceAll(s, " ", "\n   ") + "\nversion: x\n", prose.MatchString(s) && plain(s) && !strings.ContainsAny(s, ":#-")
		},
		"single": func(s string) (string, bool) {
			return "title:  '" + strings.ReplaceAll(s, "'", "''") + "'\n", !strings.Contains(s, "\n")
		},
		"double": func(s string) (string, bool) {
			r := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "é", `\u00e9`)
			return "title: \"" + r.Replace(s) + "\"\n", true
		},
		"literal": func(s string) (string, bool) {
			return "title: |-\n    " + strings.ReplaceAll(s, "\n", "\n    ") + "\nversion: x\n", literal(s)
		},
		"folded": func(s string) (string, bool) {
			return "title: >-\n  " + strings.ReplaceAll(s, " ", "\n  ") + "\n", prose.MatchString(s)
		},
	}
	used := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune(`abc é"'\ =&|!()[]`+"\n")), 1, 30, -1).Draw(t, "text")
		text = strings.TrimSpace(text)
		if rapid.Bool().Draw(t, "words") {
			text = strings.Join(strings.Fields("x"+text), " ")
		}
		for name, write := range styles {
			file, ok := write(text)
			if !ok || text == "" {
				continue
			}
			r := newReader("x.yaml")
			c := r.codebook([]byte(file))
			if r.Faults.Len() > 0 || c.Title != text {
				continue // not what this style can write
			}
			used[name]++
			for offset, want := range []rune(text) {
				if unicode.IsSpace(want) {
					continue
				}
				title, _ := r.Written("title")
				at := r.Find(title, offset)
				got := []rune(strings.Split(file, "\n")[at.Line-1])[at.Column-1]
				if got != want && (name != "double" || got != '\\') {
					t.Fatalf("%s: character %d, %q, of %q is found at %v, where %q is:\n%s", name, offset, want, text, at, got, file)
				}
			}
		}
	})
	for name := range styles {
		if used[name] == 0 {
			t.Errorf("no text was written in the style %s", name)
		}
	}
}
