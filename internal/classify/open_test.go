package classify

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// TestOpenIsTheAttributions holds what is open to the attribution, read from
// the dossier and from how each variable stands.
func TestOpenIsTheAttributions(t *testing.T) {
	check(t, 300, func(t *rapid.T) {
		book := anyBook(t)
		dossier := anyDossier(t, book)
		r := Read(book, dossier, ascribe.Latest)
		for _, day := range append(r.Days(), ascribe.Forever) {
			want := r.Attribute(day)
			stands := make([]*Stand, len(book.Vars))
			for i := range book.Vars {
				w := Weigh(&book.Vars[i], r.candidates(i, day))
				s := w.Stand()
				stands[i] = &s
			}
			got := r.Open(day)
			if d := cmp.Diff(OpenOf(book, stands), got); d != "" {
				t.Fatalf("by the stands:\n%s\n%s", d, write(dossier))
			}
			if got.Outcome != want.Outcome || got.Settled != want.Settled || !slices.Equal(got.CouldBecome, want.CouldBecome) {
				t.Fatalf("%+v, want %+v", got, want)
			}
			var names []string
			for _, q := range got.Questions {
				names = append(names, book.Vars[q.Variable].Name)
			}
			var asked []string
			for _, q := range want.OpenQuestions {
				asked = append(asked, q.Variable)
			}
			if !slices.Equal(names, asked) {
				t.Fatalf("open are %v, want %v", names, asked)
			}
		}
	})
}

// TestAloneIsEnough holds that what is said to be enough is: for some answer to
// the one variable, a row holds that gives another outcome, where it did not.
func TestAloneIsEnough(t *testing.T) {
	check(t, 300, func(t *rapid.T) {
		book := anyBook(t)
		r := Read(book, anyDossier(t, book), ascribe.Latest)
		v := r.view(ascribe.Forever)
		o := v.open()
		surely := func(vals []codebook.Values) (outcomes []ascribe.Outcome) {
			for i := range book.Rows {
				if book.Rows[i].Truth(vals) == codebook.True && book.Rows[i].Outcome() != o.Outcome {
					outcomes = append(outcomes, book.Rows[i].Outcome())
				}
			}
			return outcomes
		}
		before := surely(v.could)
		for _, q := range o.Questions {
			if !q.Alone {
				continue
			}
			enough := slices.ContainsFunc(choices(&book.Vars[q.Variable], v.could[q.Variable]), func(x codebook.Values) bool {
				vals := slices.Clone(v.could)
				vals[q.Variable] = x
				return len(surely(vals)) > len(before)
			})
			if !enough {
				t.Fatalf("no answer to %s alone changes anything", book.Vars[q.Variable].Name)
			}
		}
	})
}
