// Package country knows the countries of ISO 3166-1 by their codes and by the
// names that files of incidents give them.
package country

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Country is one of ISO 3166-1, or Kosovo.
type Country struct {
	Code  string // alpha-2; XK, in wide use though not assigned, is Kosovo's
	Three string // alpha-3
	Name  string // in English
}

// All lists the countries in the order of their codes.
func All() []Country { return slices.Clone(table().all) }

// Codes lists the alpha-2 codes of the countries, sorted.
func Codes() (codes []string) {
	for _, c := range table().all {
		codes = append(codes, c.Code)
	}
	return codes
}

// Valid reports whether this is the alpha-2 code of a country, in capitals.
func Valid(code string) bool { return table().name[code] != "" }

// Name is the English name of a country by its alpha-2 code; "" of what is no
// such code.
func Name(code string) string { return table().name[code] }

// Code is the alpha-2 code of a country by that code, by alpha-3, or by a name,
// as in "Bosnia-Herzegovina", "Iran, Islamic Rep." or "Deutschland". A state
// that is no more, and a name that several countries have, give none.
func Code(s string) (code string, ok bool) {
	codes := find(s)
	if len(codes) != 1 || codes[0] == noMore {
		return "", false
	}
	return codes[0], true
}

// IsCode reports whether a text is a code of a country, of two letters or
// three, and no name of one.
func IsCode(s string) bool { return len(s) <= 3 && table().byCode[strings.ToUpper(s)] != "" }

// WhyNot says what of a text stands in the way of a code, as the end of a
// sentence that begins with the text; it is for what [Code] has none for.
func WhyNot(s string) string {
	switch codes := find(s); {
	case len(codes) > 1:
		meant := make([]string, len(codes))
		for i, c := range codes {
			meant[i] = fmt.Sprintf("%s (%s)", c, Name(c))
		}
		return "can be " + strings.Join(meant, " or ")
	case len(codes) == 1:
		return "is a state that is no more"
	}
	return "is no country"
}

// noMore stands for the code of states that are no more.
const noMore = "--"

// find is the codes that a text can mean.
func find(s string) []string {
	if len(s) <= 3 {
		if code := table().byCode[strings.ToUpper(s)]; code != "" {
			return []string{code}
		}
	}
	return byName()[fold(s)]
}

type index struct {
	all    []Country
	name   map[string]string // in English, by alpha-2
	byCode map[string]string // alpha-2, by alpha-2 and alpha-3
}

var table = sync.OnceValue(func() *index {
	x := &index{name: map[string]string{}, byCode: map[string]string{}}
	for code, rest := range lines(names) {
		three, called, _ := strings.Cut(rest, " ")
		first, _, _ := strings.Cut(called, "; ")
		x.all = append(x.all, Country{code, three, first})
		x.name[code], x.byCode[code], x.byCode[three] = first, code, code
	}
	return x
})

// byName are the codes that a folded name can mean, sorted. It is made apart
// from the table: to fold all names takes far longer, and few ask by name.
var byName = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	add := func(code, called string) {
		for name := range strings.SplitSeq(called, "; ") {
			key := fold(name)
			if codes := all[key]; !slices.Contains(codes, code) {
				all[key] = append(codes, code)
				slices.Sort(all[key])
			}
		}
	}
	for code, rest := range lines(names) {
		_, called, _ := strings.Cut(rest, " ")
		add(code, called)
	}
	for code, called := range lines(aliases) {
		add(code, called)
	}
	return all
})

// lines are those of a list, each by the code that it begins with.
func lines(list string) iter.Seq2[string, string] {
	return func(yield func(code, rest string) bool) {
		for line := range strings.Lines(list) {
			if code, rest, _ := strings.Cut(strings.TrimSpace(line), " "); !yield(code, rest) {
				return
			}
		}
	}
}

// fold takes away in what one name can be written differently: capitals,
// accents, marks, small words, abbreviations and the order of its words, so
// that "Korea, Rep. of" is "Republic of Korea".
func fold(name string) string {
	var b strings.Builder
	for _, c := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, c), strings.ContainsRune("'’‘`ʼʹʿʾـ.", c):
		case unicode.IsLetter(c):
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	kept := words[:0]
	for _, w := range words {
		if full, ok := small[w]; ok {
			w = full
		}
		if w != "" {
			kept = append(kept, w)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, " ")
}

// small are words that a name has or lacks, and those that are shortened.
var small = map[string]string{
	"the": "", "and": "", "of": "", "saint": "st", "is": "islands", "island": "islands", "rep": "republic", "dem": "democratic", "fed": "federal",
}
