package classify

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// stepsBook has a label for each value of a variable, the gravest first.
const stepsBook = `
format: 2
variables:
  tie: {values: {top: {}, member: {}}}
  place: {type: text}
labels: {directed: {}, linked: {}, open: {}}
rows:
  - {id: ordered, label: directed, when: 'tie == "top"'}
  - {id: tied, label: linked, when: 'tie == "member"'}
  - {id: otherwise, label: open}
`

// told is a step in a line: when, from which label to which, why, by which
// statement and source, and what values differ.
func told(s *Step) string {
	when := s.Day.String()[8:]
	if s.Entry > 0 {
		when = fmt.Sprint("entry ", s.Entry)
	}
	side := func(s Standing) string {
		if !s.Counted {
			return "nothing"
		}
		return s.Label
	}
	line := fmt.Sprintf("%s: %s to %s, %s %s [%s]", when, side(s.Old), side(s.New), s.Reason, s.Because.Statement, s.Because.Source)
	for _, name := range s.Old.Differ(s.New) {
		line += fmt.Sprintf(" %s %s>%s", name, strings.Join(s.Old.Values[name], ";"), strings.Join(s.New.Values[name], ";"))
	}
	return line
}

func TestSteps(t *testing.T) {
	july := func(day int) ascribe.Day { return ascribe.NewDay(2016, 7, day) }
	asOf := func(day int, entry int64) ascribe.AsOf { return ascribe.AsOf{Known: july(day), Recorded: entry} }
	compared := func(_, value string) string { return value }
	swapped := strings.NewReplacer("label: directed", "label: linked", "label: linked", "label: directed").Replace(stepsBook)
	for name, c := range map[string]struct {
		lines    string
		from, to ascribe.AsOf
		books    []string // adopted in entries 1, 2, …; empty: none
		values   bool
		want     []string
	}{
		"what came out day by day": {
			lines: "s1 tie=member from press on 20\ns2 tie=top from court on 22",
			from:  asOf(1, 1), to: asOf(31, 1),
			want: []string{"20: nothing to linked, evidence s1 [press]", "22: linked to directed, evidence s2 [court]"},
		},
		"neither the first day nor what came after the last": {
			lines: "s1 tie=member from press on 20\ns2 tie=top from court on 22\ns3 tie=member from court on 25",
			from:  asOf(20, 1), to: asOf(24, 1),
			want: []string{"22: linked to directed, evidence s2 [court]"},
		},
		"a correction on its day": {
			lines: "s1 tie=member from press on 20\nw1 corrects s1 from desk on 23",
			from:  asOf(21, 1), to: asOf(31, 1),
			want: []string{"23: linked to open, correction s1 [desk]"},
		},
		"a day with both, where the correction decides": {
			lines: "s1 tie=member from press on 20\ns2 place=x from court on 23\nw1 corrects s1 from desk on 23",
			from:  asOf(21, 1), to: asOf(31, 1),
			want: []string{"23: linked to open, correction s1 [desk]"},
		},
		"a day with both, where evidence alone would do": {
			lines: "s1 tie=member from press on 20\ns2 tie=top from court on 23\nw1 corrects s1 from desk on 23",
			from:  asOf(21, 1), to: asOf(31, 1),
			want: []string{"23: linked to directed, evidence s2 [court]"},
		},
		"entries first, as known on the first day, then days": {
			lines: "s1 tie=member from press on 20\nentry 2\ns2 tie=top from court on 22\nentry 3\ns3 tie=top from court on 19\ns4 tie=none_found from court on 20",
			from:  asOf(20, 1), to: asOf(31, 3),
			want: []string{"entry 3: linked to open, evidence s4 [court]", "22: open to directed, evidence s2 [court]"},
		},
		"a strike, and its strike": {
			lines: "s1 tie=member from press on 20\nentry 2\nw1 strikes s1\nentry 3\nw2 strikes w1",
			from:  asOf(25, 1), to: asOf(25, 3),
			want: []string{"entry 2: linked to nothing, reading s1 [press]", "entry 3: nothing to linked, reading s1 [press]"},
		},
		"a correction written down later": {
			lines: "s1 tie=member from press on 20\nentry 2\nw1 corrects s1 from desk on 23",
			from:  asOf(25, 1), to: asOf(25, 2),
			want: []string{"entry 2: linked to open, correction s1 [desk]"},
		},
		"a source judged anew": {
			lines: "press is B out 20\ns1 tie=member from press 2\nentry 2\npress regraded E",
			from:  asOf(25, 1), to: asOf(25, 2),
			want: []string{"entry 2: linked to open, correction s1 [press]"},
		},
		"an entry with a strike and what replaces it": {
			lines: "s1 tie=member from press on 20\nentry 2\nw1 strikes s1\ns2 tie=top from court on 20",
			from:  asOf(25, 1), to: asOf(25, 2),
			want: []string{"entry 2: linked to directed, evidence s2 [court]"},
		},
		"a strike beside what changes nothing": {
			lines: "s1 tie=member from press on 20\nentry 2\nw1 strikes s1\ns2 place=x from court on 20",
			from:  asOf(25, 1), to: asOf(25, 2),
			want: []string{"entry 2: linked to open, reading s1 [press]"},
		},
		"another codebook": {
			lines: "s1 tie=member from press on 20",
			from:  asOf(25, 1), to: asOf(25, 2), books: []string{stepsBook, swapped},
			want: []string{"entry 2: linked to directed, codebook  []"},
		},
		"evidence under another codebook": {
			lines: "s1 tie=member from press on 20\nentry 2\ns2 tie=none_found from court on 21",
			from:  asOf(25, 1), to: asOf(25, 2), books: []string{stepsBook, swapped},
			want: []string{"entry 2: linked to open, evidence s2 [court]"},
		},
		"from before the first codebook": {
			lines: "entry 2\ns1 tie=member from press on 20",
			from:  asOf(25, 0), to: asOf(25, 2),
			want: []string{"entry 2: nothing to linked, evidence s1 [press]"},
		},
		"values are told only where they are asked for": {
			lines: "s1 tie=member from press on 20\ns2 place=x from court on 23\ns3 place=y from court on 24",
			from:  asOf(21, 1), to: asOf(31, 1),
		},
		"values": {
			lines: "s1 tie=member from press on 20\ns2 place=x from court on 23\ns3 place=y from court on 24\ns4 tie=member from desk on 24",
			from:  asOf(21, 1), to: asOf(31, 1), values: true,
			want: []string{"23: linked to linked, evidence s2 [court] place >x", "24: linked to linked, evidence s3 [court] place x>y"},
		},
		"values in the words of a later codebook": {
			lines: "s1 tie=member from press on 20\ns2 place=x from court on 20",
			from:  asOf(25, 1), to: asOf(25, 2), values: true,
			books: []string{stepsBook, strings.Replace(stepsBook, "place: {", "location: {was: [place], ", 1)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := &Move{From: c.from, To: c.to}
			if c.books == nil {
				c.books = []string{stepsBook}
			}
			for i, text := range c.books {
				m.Books = append(m.Books, Adopted{int64(i + 1), compile(t, text)})
			}
			if c.values {
				m.Compared = compared
			}
			steps := m.Steps(dossier(t, c.lines))
			var got []string
			for i := range steps {
				got = append(got, told(&steps[i]))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}

func TestNet(t *testing.T) {
	d := dossier(t, "s1 tie=member from press on 20\ns2 tie=top from court on 22\ns3 tie=member from court on 25")
	m := &Move{Books: []Adopted{{1, compile(t, stepsBook)}}}
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{1, 31, "25: nothing to linked, evidence s3 [court]"},
		{20, 23, "22: linked to directed, evidence s2 [court]"},
		{20, 25, ""}, // there and back
		{25, 31, ""},
	} {
		m.From = ascribe.AsOf{Known: ascribe.NewDay(2016, 7, c.from), Recorded: 1}
		m.To = ascribe.AsOf{Known: ascribe.NewDay(2016, 7, c.to), Recorded: 1}
		got := ""
		if net, differs := m.Net(m.Steps(d)); differs {
			got = told(&net)
		}
		if got != c.want {
			t.Errorf("from %d to %d: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
