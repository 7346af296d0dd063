package shorthand

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
)

// A Line is what was typed in a line.
type Line struct {
	Variable string // empty: the line only says what holds from now on
	Value    string
	Stance   ascribe.Stance
	Note     string
	Settings
}

// Settings are what holds for the lines after, too, until another is typed.
type Settings struct {
	Basis       ascribe.Basis
	Reliability ascribe.Reliability // empty: the source's
	Credibility ascribe.Credibility
	Said        ascribe.Date // zero: the day the source came out
	Locator     string
}

// A Reader reads lines under a codebook, about things of a kind.
type Reader struct {
	Book *codebook.Book
	Of   ascribe.SubjectKind
}

// Read reads a line. What it leaves out of the settings is as it was.
func (r *Reader) Read(text string, before Settings) (*Line, error) {
	line := &Line{Settings: before}
	words := split(text)
	if len(words) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "nothing was typed").WithHint("type a variable and a value, or ? for what there is")
	}
	if n, err := line.settings(words, false); n == len(words) || err != nil {
		return line, err
	}
	line.Settings, line.Stance = before, ascribe.Asserts
	v, words, err := r.variable(words)
	if err != nil {
		return nil, err
	}
	line.Variable = v.Name
	if line.Value, words, err = valueOf(v, words); err != nil {
		return nil, err
	}
	return line, line.rest(v, words)
}

// rest reads what stands behind the value.
func (l *Line) rest(v *codebook.Var, words []word) error {
	n, err := l.settings(words, true)
	if err != nil {
		return err
	}
	words = words[n:]
	if i := slices.IndexFunc(words, func(w word) bool { return w.quoted }); i >= 0 {
		l.Note = words[i].text
		if i < len(words)-1 {
			return ascribe.Errorf(ascribe.ErrInvalid, "something stands behind the note: %s", words[i+1].text).
				WithHint("the note in quotation marks comes last")
		}
		words = words[:i]
	}
	if len(words) == 0 {
		return nil
	}
	first := words[0].text
	if at, marked := strings.CutPrefix(first, "@"); marked {
		words[0].text = at
	} else if err := noLocator(v, first); err != nil {
		return err
	}
	l.Locator = strings.TrimSpace(joined(words))
	return nil
}

// noLocator refuses as a locator what was probably meant to be something else.
func noLocator(v *codebook.Var, text string) error {
	as := "; if it is where in the source it stands, write @" + text
	var known []string
	for _, s := range ascribe.Stances {
		known = append(known, string(s))
	}
	for _, b := range ascribe.Bases {
		known = append(known, string(b))
	}
	switch meant := near.Word(text, known); {
	case meant != "" && len(text) > 3:
		return ascribe.Errorf(ascribe.ErrInvalid, "%q is neither a stance nor a basis; did you mean %q?", text, meant).WithHint("a line goes: %s%s", order, as)
	case v.Coded() && slices.Contains(Values(v), v.Printed(text)):
		return ascribe.Errorf(ascribe.ErrInvalid, "a line gives one value of %s, and %s is another", v.Name, text).WithHint("type a line for each%s", as)
	}
	return nil
}

// order is that of a line.
const order = `variable value [stance] [grade] [day] [basis] [locator] "note"`

// String is the line as it can be typed: read again, it says the same.
func (l *Line) String() string {
	words := []string{l.Variable, quotedIfNeeded(l.Value), string(l.Stance), string(l.Reliability) + string(l.Credibility), l.Said.String(), string(l.Basis)}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	if l.Locator != "" {
		words = append(words, "@"+l.Locator)
	}
	if l.Note != "" {
		words = append(words, `"`+l.Note+`"`)
	}
	return strings.Join(words, " ")
}

func quotedIfNeeded(value string) string {
	if strings.ContainsAny(value, " \t\"@") {
		return `"` + value + `"`
	}
	return value
}
