package anchor

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

var (
	seed  = flag.Uint64("seed", 1, "of the passages and the damage; 0 is a fresh one")
	whole = flag.Bool("whole", false, "do every kind of damage to every passage")
)

const passages = 1000

// Of a thousand passages at least 990 are found in a text that was damaged, and none is
// found anywhere else than where it stands.
func TestFoundAgain(t *testing.T) {
	texts := readTexts(t)
	if *seed == 0 {
		*seed = rand.Uint64()
	}
	t.Logf("seed %d", *seed)
	chance := rand.New(rand.NewPCG(*seed, 0))
	all := tally{}
	for _, kind := range kinds {
		one := tally{}
		n := passages / len(kinds)
		if *whole {
			n = passages
		}
		for i := range n {
			c := &copied{chance: chance}
			c.draw(texts[i%len(texts)], kind.name == "thrice")
			kind.do(c)
			one.try(t, kind.name, c)
		}
		t.Logf("%-20s %4d of %4d found", kind.name, one.found, n)
		all.found, all.tries, all.wrong = all.found+one.found, all.tries+n, all.wrong+one.wrong
	}
	if all.wrong > 0 || all.found*passages < 990*all.tries {
		t.Errorf("%d of %d found, %d at a wrong place", all.found, all.tries, all.wrong)
	}
}

type tally struct{ found, tries, wrong int }

// try looks for the passage. It is at the right place where it begins and ends with the
// letters with which it began and ended, be they misread.
func (n *tally) try(t *testing.T, kind string, c *copied) {
	text := c.String()
	start, end, ok := c.passage.Find(text)
	if !ok {
		t.Logf("%s: not found: %q", kind, c.passage.Exact)
		return
	}
	n.found++
	if first, last := c.where(); start != first || end != last {
		n.wrong++
		runes := []rune(text)
		t.Errorf("%s: %q is said to stand at %d to %d, %q; it stands at %d to %d", kind, c.passage.Exact, start, end, string(runes[start:end]), first, last)
	}
}

// What was lost is not found, though the same sentence stands elsewhere.
func TestLostIsNotFound(t *testing.T) {
	texts := readTexts(t)
	chance := rand.New(rand.NewPCG(2, 0))
	for i := range 200 {
		c := &copied{chance: chance}
		c.draw(texts[i%len(texts)], i%2 == 0)
		c.lose(c.passage.Start, c.passage.End)
		if start, end, ok := c.passage.Find(c.String()); ok {
			t.Errorf("%q was lost, and is said to stand at %d to %d", c.passage.Exact, start, end)
		}
	}
}

func TestFind(t *testing.T) {
	const text = "He acted alone, the paper said. “He acted alone,” said the police. Then a phone was read: he had not acted alone."
	for _, c := range []struct {
		name, marked, other, want string
	}{
		{"unchanged", "He acted alone", text, "He acted alone"},
		{"with its marks", "“He acted alone,”", "New: " + text, "“He acted alone,”"},
		{"another kind of marks", "“He acted alone,”", strings.NewReplacer("“", "\"", "”", "\"").Replace(text), "He acted alone,"},
		{"across lines", "a phone was read", strings.ReplaceAll(text, " ", "\n"), "a\nphone\nwas\nread"},
		{"capitals", "a phone was read", strings.ToUpper(text), "A PHONE WAS READ"},
		{"another text", "a phone was read", "Nothing of the kind was ever written here, on any day, by anybody.", ""},
		{"an empty text", "a phone was read", "", ""},
		{"only the same words, elsewhere", "a phone was read", "Long ago, and in another country, it is told that a phone was read by somebody.", ""},
		{"no letters, unmoved", ": ", text, ": "},
		{"no letters, moved", ": ", "New: " + text, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := strings.Index(text, c.marked)
			start := len([]rune(text[:at]))
			s := Make(text, start, start+len([]rune(c.marked)))
			from, to, ok := s.Find(c.other)
			if got := string([]rune(c.other)[from:to]); got != c.want || ok != (c.want != "") {
				t.Errorf("%q, %v; want %q", got, ok, c.want)
			}
		})
	}
}

// Two places that cannot be told from each other are none.
func TestTwoPlaces(t *testing.T) {
	line := "The court heard the witness. "
	s := Make("Day one. "+line+"Day two. ", 9, 9+len(line))
	if start, end, ok := s.Find("Day one. " + line + "Day two. Day one. " + line + "Day two. "); ok && start != 9 {
		t.Errorf("%d to %d", start, end)
	}
	s.Start, s.End = s.Start+500, s.End+500
	if start, end, ok := s.Find("Day one. " + line + "Day two. Day one. " + line + "Day two. "); ok {
		t.Errorf("%d to %d", start, end)
	}
}

func readTexts(t *testing.T) (texts []string) {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) != 20 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }
