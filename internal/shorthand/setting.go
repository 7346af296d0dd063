package shorthand

import (
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// settings reads the words that are a stance, where there can be one, or settings,
// and is how many they are. A locator is only read where it has its mark.
func (l *Line) settings(words []word, stances bool) (n int, err error) {
	for n < len(words) && !words[n].quoted {
		text := words[n].text
		days, taken := dayOf(words[n:])
		switch {
		case strings.HasPrefix(text, "@") && !stances:
			words[n].text = text[1:]
			l.Locator = strings.TrimSpace(joined(words[n:]))
			return len(words), nil
		case len(days) > 1:
			return n, ascribe.Errorf(ascribe.ErrInvalid, "%s can be %s", joined(words[n:n+taken]), strings.Join(days, " or ")).
				WithHint("write the day as %s, or the month by its name", days[0])
		case len(days) == 1:
			if l.Said, err = ascribe.ParseDate(days[0]); err != nil {
				return n, err
			}
			n += taken
		case stances && l.stance(text), l.grade(text), l.basis(text, stances):
			n++
		case noGrade(text):
			return n, ascribe.Errorf(ascribe.ErrInvalid, "%q is no grade", text).
				WithHint("a grade is a reliability, A to F, and a credibility, 1 to 6, as in B2; or one of them")
		default:
			return n, nil
		}
	}
	return n, nil
}

// stance takes a stance by its beginning.
func (l *Line) stance(text string) bool {
	for _, s := range ascribe.Stances {
		if strings.HasPrefix(string(s), text) {
			l.Stance = s
			return true
		}
	}
	return false
}

// basis takes a basis: by its beginning, where something stands before it that it
// cannot be taken for.
func (l *Line) basis(text string, short bool) bool {
	for _, b := range ascribe.Bases {
		if text == string(b) || short && strings.HasPrefix(string(b), text) {
			l.Basis = b
			return true
		}
	}
	return false
}

// grade takes a grade, or a half of one. A reliability by itself is a capital: small
// letters are stances.
func (l *Line) grade(text string) bool {
	reliability, credibility := text, ""
	if last := text[len(text)-1]; '0' <= last && last <= '9' {
		reliability, credibility = strings.ToUpper(text[:len(text)-1]), text[len(text)-1:]
	}
	r, c := ascribe.Reliability(reliability), ascribe.Credibility(credibility)
	if r != "" && !r.Valid() || c != "" && !c.Valid() {
		return false
	}
	if r != "" {
		l.Reliability = r
	}
	if c != "" {
		l.Credibility = c
	}
	return true
}

// noGrade reports whether a text looks like a grade that there is not.
func noGrade(text string) bool {
	return len(text) == 1 && '0' <= text[0] && text[0] <= '9' ||
		len(text) == 2 && strings.ContainsRune("ABCDEFabcdef", rune(text[0])) && '0' <= text[1] && text[1] <= '9'
}

// dayOf is the days that the first words can mean, as many of them as make one: a
// first one without which they mean as much is none of it.
func dayOf(words []word) (days []string, taken int) {
	const most = 4 // 18 of July 2016
	for n := min(most, len(words)); n > 0; n-- {
		days := dataset.DatesOf(joined(words[:n]))
		if len(days) > 0 && !anyQuoted(words[:n]) && (n == 1 || len(dataset.DatesOf(joined(words[1:n]))) == 0 || startsWithDigit(words[0].text)) {
			return days, n
		}
	}
	return nil, 0
}

func startsWithDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

func anyQuoted(words []word) bool {
	for _, w := range words {
		if w.quoted {
			return true
		}
	}
	return false
}
