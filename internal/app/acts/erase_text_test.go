package acts

import "testing"

// TestTextsWithinOthers: a name is found within a longer word, as it may be inflected;
// a number and an id are not.
func TestTextsWithinOthers(t *testing.T) {
	for _, c := range []struct {
		text string
		id   bool
		in   string
		want bool
	}{
		{"somebody named", false, "By SOMEBODY Named's account", true},
		{"somebody named", false, "somebody else named", false},
		{"case number 77", false, "Case number 77, in town", true},
		{"case number 77", false, "case number 770", false},
		{"case number 77", false, "case number 770 and case number 77", true},
		{"1984 plot", false, "the 11984 plot", false},
		{"case-77", true, "case-77", true},
		{"case-77", true, "case-770", false},
		{"case-77", true, "l-handler-case-77", true},
		{"case-77", true, "not an id: case-77", false},
		{"anna", false, "anna", true},
		{"anna", false, "johanna", false},
	} {
		if got := (text{folded: c.text, id: c.id}).in(c.in); got != c.want {
			t.Errorf("%q in %q: %t", c.text, c.in, got)
		}
	}
}
