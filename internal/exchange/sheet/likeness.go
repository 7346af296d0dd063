package sheet

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
)

// A likeness is a column that is like a variable.
type likeness struct {
	column   int
	variable *ascribe.Variable
	score    float64
	why      string
	several  string // how several values of a cell are parted
}

// likely finds the variables that columns are like: each by the column that is
// most like it.
func (p *proposal) likely() {
	taken := map[string]bool{}
	give := func(column int, v *ascribe.Variable, why string) {
		if v != nil && column >= 0 && !taken[v.Name] {
			taken[v.Name] = true
			p.rules = append(p.rules, likeness{column: column, variable: v, why: why})
		}
	}
	with := p.book.WithRole
	if len(p.look.Start) == 0 || len(p.look.End) == 0 {
		give(p.use(p.look.Date), with(ascribe.RoleEventDate), "it holds dates")
		give(p.use(p.look.Start), with(ascribe.RoleEventDate), "it holds dates")
	}
	give(p.use(p.look.Country), with(ascribe.RoleCountry), "it holds countries")
	give(p.use(p.look.Place), with(ascribe.RolePlace), "its name")
	give(p.use(p.look.Killed), with(ascribe.RoleKilled), "its name, and its numbers")
	give(p.use(p.look.Injured), with(ascribe.RoleInjured), "its name, and its numbers")
	if len(p.look.Year)+len(p.look.Start) > 0 {
		if v := with(ascribe.RoleEventDate); v != nil {
			taken[v.Name] = true // of columns that are read together
		}
	}
	var all []likeness
	for i := range p.look.Columns {
		for n := range p.book.Variables {
			if l, ok := p.like(i, &p.book.Variables[n]); ok && !p.used[i] {
				all = append(all, l)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b likeness) int { return cmp.Compare(b.score, a.score) })
	for _, l := range all {
		if !p.used[l.column] && !taken[l.variable.Name] {
			p.used[l.column], taken[l.variable.Name] = true, true
			p.rules = append(p.rules, l)
		}
	}
	slices.SortStableFunc(p.rules, func(a, b likeness) int { return cmp.Compare(a.column, b.column) })
}

// like is how much a column is like a variable, and whether that is enough to say
// so.
func (p *proposal) like(i int, v *ascribe.Variable) (l likeness, enough bool) {
	c := &p.look.Columns[i]
	l = likeness{column: i, variable: v}
	if !slices.Contains(subjectsOf(v), ascribe.OfIncident) {
		return l, false
	}
	name := nameLikeness(c.Name, v)
	switch v.Type {
	case ascribe.TypeCode:
		share, several, distinct := valueLikeness(c, v)
		l.score, l.several = name+share, several
		switch {
		case share >= 0.6 && distinct >= 2, share >= 0.3 && name >= 0.5:
			l.why = "its values are like those of " + v.Name
			return l, true
		case name >= 0.75 && (len(c.Values) > 0 && len(c.Values) <= 40 || c.Filled == 0):
			l.why = "its name is like " + v.Name
			return l, true
		}
	case ascribe.TypeNumber:
		l.score, l.why = name, "its name is like "+v.Name
		return l, name >= 0.75 && (c.Whole || c.Filled == 0)
	case ascribe.TypeText, ascribe.TypeCountry:
		l.score, l.why = name, "its name is like "+v.Name
		return l, name >= 0.9
	case ascribe.TypeDate:
		l.score, l.why = name, "its name is like "+v.Name
		return l, name >= 0.9 && (c.IsDate || c.Filled == 0)
	}
	return l, false
}

// fillers are words that say nothing of what a column holds.
var fillers = []string{"txt", "text", "code", "coded", "of", "the", "type", "kind", "art", "number", "no", "nr", "name", "a", "der", "die", "das", "des", "was", "incident", "event", "attack", "act"}

func nameParts(name string) (parts []string) {
	for _, w := range dataset.NameWords(name) {
		w = strings.TrimRight(w, "0123456789")
		if w != "" && !slices.Contains(fillers, w) {
			parts = append(parts, w)
		}
	}
	return parts
}

// nameLikeness is how much the name of a column is like that of a variable, its
// title, or one that it had: from 0 to 1.
func nameLikeness(column string, v *ascribe.Variable) float64 {
	parts := nameParts(column)
	best := 0.0
	written := append([]string{v.Name, v.Title}, v.Was...)
	for _, t := range v.Titles {
		written = append(written, t.Text)
	}
	for _, w := range written {
		if dataset.Fold(plainly(w)) == dataset.Fold(plainly(column)) {
			return 1
		}
		best = max(best, partsLikeness(parts, nameParts(w)))
	}
	return best
}

// partsLikeness is the share of the words of two names that are alike.
func partsLikeness(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	sum := 0.0
	for _, x := range a {
		best := 0.0
		for _, y := range b {
			best = max(best, wordLikeness(x, y))
		}
		sum += best
	}
	return sum / float64(max(len(a), len(b)))
}

func wordLikeness(a, b string) float64 {
	short := min(len(a), len(b))
	same := 0
	for same < short && a[same] == b[same] {
		same++
	}
	switch {
	case a == b:
		return 1
	case same >= 4 && same*10 >= short*6:
		return 0.8
	case short >= 5 && near.Word(a, []string{b}) != "":
		return 0.8
	}
	return 0
}

// valueLikeness is the share of a column's cells that are values of a variable, by
// how several of a cell are parted; and how many values that are.
func valueLikeness(c *dataset.LookedAt, v *ascribe.Variable) (share float64, several string, distinct int) {
	ways := []string{""}
	if v.Several {
		ways = append(ways, ";", "\n", ", ", ",", "/", "|")
	}
	most := 0
	for _, way := range ways {
		cells, known := 0, 0
		met := map[string]bool{}
		parts := false
		for _, seen := range c.Values {
			list := parted(seen.Text, way)
			parts = parts || len(list) > 1
			for _, one := range list {
				cells += seen.Count
				if code := codeOf(v, one); code != "" {
					known += seen.Count
					met[code] = true
				}
			}
		}
		if cells == 0 || way != "" && !parts {
			continue
		}
		if known > most || way == "" {
			most, share, distinct = known, float64(known)/float64(cells), len(met)
			several = way
		}
	}
	if several == "\n" {
		several = OnLines
	}
	return share, several, distinct
}

// codeOf is the code that a text is, as it is written or printed; "" of none.
func codeOf(v *ascribe.Variable, text string) string {
	key := plainly(text)
	if len(key) < 2 {
		return ""
	}
	for i := range v.Values {
		x := &v.Values[i]
		if plainly(x.Code) == key || plainly(x.Says) == key {
			return x.Code
		}
	}
	return ""
}

// nearestCode is the code that a text is probably meant for; "" of none.
func nearestCode(v *ascribe.Variable, text string) string {
	key := plainly(text)
	if meant := near.Word(strings.ReplaceAll(key, " ", "_"), codesOf(v)); meant != "" {
		return meant
	}
	words := nameParts(text)
	best, score := "", 0.6
	for i := range v.Values {
		x := &v.Values[i]
		for _, w := range []string{x.Code, x.Says} {
			if s := partsLikeness(words, nameParts(w)); s > score {
				best, score = x.Code, s
			}
		}
	}
	if best == "" && len(v.Values) == 1 && slices.Contains([]string{"yes", "y", "ja", "j", "oui", "si", "sim", "1", "true", "x", "wahr", "да", "так", "نعم"}, key) {
		return v.Values[0].Code
	}
	return best
}
