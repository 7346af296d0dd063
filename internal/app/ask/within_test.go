package ask

import (
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// TestWithin asks for the incidents behind a row of a narrowed count: its value takes
// the place of those of which one was enough, and everything else stays.
func TestWithin(t *testing.T) {
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		where            []string
		dimension, value string
		want             []string // nil: it cannot be asked for
	}{
		{nil, "country", "DE", []string{"country=DE"}},
		{[]string{"country=DE", "country=FR", "guidance=target"}, "country", "DE", []string{"guidance=target", "country=DE"}},
		{[]string{"country in=DE,FR"}, "country", "FR", []string{"country=FR"}},
		{[]string{"country!=DE"}, "country", "FR", []string{"country!=DE", "country=FR"}},
		{[]string{"@mine"}, "country", "FR", []string{"@mine", "country=FR"}},
		{[]string{"guidance=target"}, "guidance", "timing", nil},
		{[]string{"guidance=target"}, "guidance", "target", []string{"guidance=target"}},
	} {
		where, err := ParseConditions(c.where)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		if list, ok := Within(book, where, c.dimension, c.value); ok {
			for _, w := range list {
				got = append(got, w.String())
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s=%s of %q is asked for as %q, want %q", c.dimension, c.value, c.where, got, c.want)
		}
	}
}
