package kit

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestDiffering marks what differs, and loses nothing.
func TestDiffering(t *testing.T) {
	marked := func(pieces []Piece) string {
		var b strings.Builder
		for _, p := range pieces {
			if p.Differs {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	for _, c := range [][4]string{
		{"Popasna Raion", "Popasna raion", "Popasna [Raion]", "Popasna [raion]"},
		{"3", "5", "[3]", "[5]"},
		{"", "5", "", "[5]"},
		{"Agency A;Agency B", "Agency A;Agency C;Agency B", "Agency A;Agency B", "Agency A;Agency [C;Agency ]B"},
		{"the same", "the same", "the same", "the same"},
		{"2014-06-01/2014-06-02", "2014-06-01", "2014-06-01[/2014-06-02]", "2014-06-01"},
	} {
		a, b := differing(c[0], c[1])
		if marked(a) != c[2] || marked(b) != c[3] {
			t.Errorf("%q and %q differ in %q and %q", c[0], c[1], marked(a), marked(b))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[abÄ1]{0,2}( [abÄ1;,]{0,3}){0,6}`)
		old, new := text.Draw(t, "old"), text.Draw(t, "new")
		a, b := differing(old, new)
		whole := func(pieces []Piece) (all, same string) {
			for _, p := range pieces {
				if all += p.Text; !p.Differs {
					same += p.Text
				}
			}
			return all, same
		}
		allA, sameA := whole(a)
		allB, sameB := whole(b)
		if allA != old || allB != new || sameA != sameB || old == new && sameA != old {
			t.Fatalf("%q and %q: %q and %q", old, new, marked(a), marked(b))
		}
	})
}
