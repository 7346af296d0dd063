package classify

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

// TestStepsAreEachPointAskedOneByOne holds the steps to the answers at every
// entry, and then on every day, under two codebooks of which one follows the
// other; and their reasons to what the entry or day has.
func TestStepsAreEachPointAskedOneByOne(t *testing.T) {
	check(t, 600, func(t *rapid.T) {
		books := []Adopted{{1, anyBook(t)}}
		if chance(t, "another codebook", 30) {
			books = append(books, Adopted{int64(rapid.IntRange(2, 4).Draw(t, "adopted in")), anyBook(t)})
		}
		d := anyDossier(t, books[0].Book)
		m := &Move{Books: books}
		m.From = ascribe.AsOf{Known: on(1) - 1 + ascribe.Day(rapid.IntRange(0, lastDay).Draw(t, "from")), Recorded: int64(rapid.IntRange(0, 3).Draw(t, "entry"))}
		m.To = ascribe.AsOf{Known: m.From.Known + ascribe.Day(rapid.IntRange(0, lastDay).Draw(t, "days")), Recorded: m.From.Recorded + int64(rapid.IntRange(0, 4).Draw(t, "entries"))}
		if chance(t, "values", 50) {
			m.Compared = func(_, value string) string { return value }
		}
		steps := m.Steps(d)
		at := func(known ascribe.Day, recorded int64) Standing {
			return m.standing(m.read(d, m.Book(recorded), recorded), known)
		}
		moved := func(old, now Standing, entry int64, day ascribe.Day) {
			if old.Same(now) {
				return
			}
			if len(steps) == 0 || steps[0].Entry != entry || steps[0].Day != day || !steps[0].Old.Same(old) || !steps[0].New.Same(now) {
				t.Fatalf("in entry %d or on %s it goes from %+v to %+v, and the next steps are %+v\n%s", entry, day, old, now, steps, write(d))
			}
			if s := &steps[0]; s.Because.Statement == "" && s.Reason != ByCodebook {
				t.Fatalf("%s by no statement: %+v\n%s", s.Reason, s, write(d))
			}
			steps = steps[1:]
		}
		for entry := m.From.Recorded + 1; entry <= m.To.Recorded; entry++ {
			moved(at(m.From.Known, entry-1).Under(m.Book(entry)), at(m.From.Known, entry), entry, 0)
		}
		for day := m.From.Known + 1; day <= m.To.Known; day++ {
			moved(at(day-1, m.To.Recorded), at(day, m.To.Recorded), 0, day)
		}
		if len(steps) > 0 {
			t.Fatalf("%+v are no steps\n%s", steps, write(d))
		}
	})
}

// TestADayOfEvidenceIsASpan holds the steps of all days to the history and, on
// days without a correction, what brought them to what it says of them.
func TestADayOfEvidenceIsASpan(t *testing.T) {
	check(t, 600, func(t *rapid.T) {
		book := anyBook(t)
		d := anyDossier(t, book)
		m := &Move{Books: []Adopted{{1, book}}}
		m.From, m.To = ascribe.AsOf{Known: on(1) - 9, Recorded: 9}, ascribe.AsOf{Known: on(lastDay) + 9, Recorded: 9}
		steps, history := m.Steps(d), Read(book, d, 9).History()
		if len(steps) != len(history) {
			t.Fatalf("%d steps, %d spans\n%s", len(steps), len(history), write(d))
		}
		corrected := map[ascribe.Day]bool{}
		for _, e := range Read(book, d, 9).Evidence() {
			corrected[e.Until] = true
		}
		for i, s := range steps {
			span := history[i]
			if s.Day != span.From || s.New.Belief != span.Belief || !corrected[s.Day] && s.Because != span.Because {
				t.Fatalf("%+v\n%+v\n%s", s, span, write(d))
			}
		}
	})
}
