package sheet

import (
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// The words before a number or date that is not exact, in the languages that
// sheets are mostly kept in.
const (
	aboutWords = `ca\.?|c\.|circa|approx\.?|approximately|about|around|roughly|some|nearly|~|≈|etwa|rund|ungefähr|zirka|um|gegen|environ|env\.?|vers|unos|unas|aproximadamente|cerca de|около|примерно|حوالي`
	mostWords  = `≤|<=|up to|at most|max\.?|maximum|bis zu|höchstens|maximal|jusqu'à|au plus|hasta|como máximo|no more than|не более|до`
	lessWords  = `<|less than|fewer than|under|below|weniger als|unter|moins de|menos de|менее`
	leastWords = `≥|>=|at least|min\.?|minimum|mindestens|wenigstens|minimum|au moins|al menos|como mínimo|не менее`
	moreWords  = `>|more than|over|above|mehr als|über|plus de|más de|более`
)

var (
	about   = inexactForm(aboutWords)
	atMost  = inexactForm(mostWords)
	less    = inexactForm(lessWords)
	atLeast = inexactForm(leastWords)
	more    = inexactForm(moreWords)
	plus    = pattern.New(`^(.*\d)\s*\+$`)
	span    = pattern.New(`(?i)^(.*?\d)\s*(?:-|–|—|to|bis|or|oder|à|a|ou|o|до)\s*(\d.*)$`)
	doubt   = pattern.New(`^(.*\d)\s*\(?\?\)?$`)
)

func inexactForm(words string) *pattern.Pattern {
	return pattern.New(`(?i)^(?:` + words + `)\s*(\d.*)$`)
}

// bounds are the lowest and the highest number that a text allows, and the
// nearest; -1 is no bound.
type bounds struct{ low, high, near int }

// inexactNumber reads ca. 10, <24, 10-12, 20+ and the like. It is false where the
// text is nothing of the kind; number is then what of it may be meant as one.
func inexactNumber(text string, decimal dataset.Decimal) (b bounds, number string, ok bool) {
	number = text
	whole := func(s string) (int, bool) {
		n, ok := dataset.ReadNumber(strings.TrimSpace(s), decimal)
		if !ok {
			number = s
			return 0, false
		}
		i, err := strconv.Atoi(n)
		return i, err == nil
	}
	for _, form := range []struct {
		*pattern.Pattern
		of func(n int) bounds
	}{
		{about, func(n int) bounds { return bounds{n, n, n} }},
		{doubt, func(n int) bounds { return bounds{n, n, n} }},
		{atMost, func(n int) bounds { return bounds{0, n, n} }},
		{less, func(n int) bounds { return bounds{0, max(n-1, 0), max(n-1, 0)} }},
		{atLeast, func(n int) bounds { return bounds{n, -1, n} }},
		{more, func(n int) bounds { return bounds{n + 1, -1, n + 1} }},
		{plus, func(n int) bounds { return bounds{n, -1, n} }},
	} {
		if m := form.FindStringSubmatch(text); m != nil {
			if n, ok := whole(m[1]); ok {
				return form.of(n), "", true
			}
		}
	}
	if m := span.FindStringSubmatch(text); m != nil {
		low, ok1 := whole(m[1])
		high, ok2 := whole(m[2])
		if ok1 && ok2 && low <= high {
			return bounds{low, high, low}, "", true
		}
	}
	return b, number, false
}

// number reads a number as the rule says.
func (r *rowReader) number(b *boundRule, text string, isNumber bool, at dataset.Spot) (coded, bool) {
	decimal := b.decimal
	if isNumber {
		decimal = dataset.Point
	}
	if n, ok := dataset.ReadNumber(text, decimal); ok {
		return coded{value: n}, true
	}
	inexact, inner, is := inexactNumber(text, decimal)
	switch {
	case !is:
		r.fault(at, "%s: %s", b.coded.Name, whyNoNumber(inner, decimal))
		return coded{}, false
	case b.Inexact == "" || b.Inexact == RefuseInexact:
		r.fault(at, "%s: %s is not exact: say in the mapping what becomes of such numbers, inexact: note, low or high", b.coded.Name, dataset.Quote(text))
		return coded{}, false
	case b.Inexact == HighInexact && inexact.high < 0:
		r.fault(at, "%s: %s has no highest number, and the mapping says inexact: high", b.coded.Name, dataset.Quote(text))
		return coded{}, false
	}
	n := map[Inexact]int{NoteInexact: inexact.near, LowInexact: inexact.low, HighInexact: inexact.high}[b.Inexact]
	return coded{value: strconv.Itoa(n), note: text}, true
}

func whyNoNumber(text string, decimal dataset.Decimal) string {
	why := dataset.WhyNoNumber(text, decimal)
	if before, _, found := strings.Cut(why, ": are the columns shifted?"); found {
		return before + ": list it under unknown if it says nothing, or under values with what it means"
	}
	return strings.TrimSuffix(why, "; make the column type: text")
}

// dateValue reads a date as the rule says.
func (r *rowReader) dateValue(b *boundRule, text string, at dataset.Spot) (coded, bool) {
	if d, ok := dataset.ReadDate(text, b.order); ok {
		return coded{value: d}, true
	}
	exact, sign := text, ""
	if m := about.FindStringSubmatch(text); m != nil {
		exact, sign = m[1], "~"
	} else if m := doubt.FindStringSubmatch(text); m != nil {
		exact, sign = m[1], "?"
	}
	d, ok := dataset.ReadDate(exact, b.order)
	if ok && sign != "" {
		if _, err := ascribe.ParseDate(d + sign); err == nil {
			if b.Inexact == "" || b.Inexact == RefuseInexact {
				r.fault(at, "%s: %s is not exact: say inexact: note in the mapping, and it is %s", b.coded.Name, dataset.Quote(text), d+sign)
				return coded{}, false
			}
			return coded{value: d + sign, note: text}, true
		}
	}
	r.fault(at, "%s: %s", b.coded.Name, whyNoDate(text, b.order))
	return coded{}, false
}

func whyNoDate(text string, order dataset.DateOrder) string {
	return strings.NewReplacer(
		"are the columns shifted? If not, ", "", "list it under sentinels if it stands for unknown, or make the column type: text", "list it under unknown if it says nothing",
		"list it under sentinels", "list it under unknown", "; or make the column type: text", "", ", or make the column type: text", "",
	).Replace(dataset.WhyNoDate(text, order))
}
