package shorthand

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
)

// mostWords is how many words a name or a value can have that is not quoted.
const mostWords = 6

// Variables are the names of those that are coded of the reader's kind.
func (r *Reader) Variables() (names []string) {
	for i := range r.Book.Vars {
		if v := &r.Book.Vars[i]; r.codes(v) {
			names = append(names, v.Name)
		}
	}
	return names
}

func (r *Reader) codes(v *codebook.Var) bool {
	if len(v.Of) == 0 {
		return r.Of == ascribe.OfIncident
	}
	return slices.Contains(v.Of, r.Of)
}

// Variable is the variable of a name, or of as much of it as is plain.
func (r *Reader) Variable(name string) (*codebook.Var, error) {
	v, _, err := r.variable([]word{{text: name}})
	return v, err
}

// variable reads the variable that a line begins with.
func (r *Reader) variable(words []word) (v *codebook.Var, rest []word, err error) {
	for n := min(mostWords, len(words)); n > 0; n-- {
		if v := r.Book.Var(r.Book.Printed(joined(words[:n]))); v != nil {
			return v, words[n:], r.coded(v)
		}
	}
	text := words[0].text
	switch fit := fitting(r.Variables(), text); {
	case len(fit) == 1:
		return r.Book.Var(fit[0]), words[1:], nil
	case len(fit) > 1:
		return nil, nil, ambiguous(text, fit)
	}
	return nil, nil, ascribe.Errorf(ascribe.ErrInvalid, "the codebook %s %s has no variable %q%s", r.Book.ID, r.Book.Version, text, near.DidYouMean(text, r.Variables())).
		WithHint("a line goes: %s; ? lists the variables", order)
}

// coded refuses a variable that is not coded of the reader's kind.
func (r *Reader) coded(v *codebook.Var) error {
	if r.codes(v) {
		return nil
	}
	kinds := v.Of
	if len(kinds) == 0 {
		kinds = []ascribe.SubjectKind{ascribe.OfIncident}
	}
	var of []string
	for _, kind := range kinds {
		of = append(of, string(kind)+"s")
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%s is coded of %s, and not of %ss", v.Name, strings.Join(of, " and "), r.Of)
}

// valueOf reads the value that stands behind a variable.
func valueOf(v *codebook.Var, words []word) (value string, rest []word, err error) {
	if len(words) == 0 {
		return "", nil, ascribe.Errorf(ascribe.ErrInvalid, "a value of %s is missing", v.Name).WithHint("%s ? says what it can be", v.Name)
	}
	if v.Type != ascribe.TypeText {
		for n := min(mostWords, len(words)); n > 0; n-- {
			values := meant(v, joined(words[:n]))
			if len(values) > 1 {
				return "", nil, ambiguous(joined(words[:n]), values)
			}
			if len(values) == 1 && (n == 1 || !anyQuoted(words[:n])) {
				return values[0], words[n:], nil
			}
		}
	}
	text := words[0].text
	switch fit := fitting(Values(v), text); {
	case v.Type == ascribe.TypeText:
	case len(fit) == 1:
		return fit[0], words[1:], nil
	case len(fit) > 1:
		return "", nil, ambiguous(text, fit)
	}
	if err := v.CheckValue(text); err != nil {
		return "", nil, ascribe.Errorf(ascribe.ErrInvalid, "%s", err).WithHint("%s ? says what it can be", v.Name)
	}
	return text, words[1:], nil
}

// meant are the values that a text stands for as a whole: the value itself, its number
// in the list, a country by its name, a day written otherwise.
func meant(v *codebook.Var, text string) []string {
	value := v.Printed(text)
	n, notNumber := strconv.Atoi(text)
	switch {
	case v.CheckValue(value) == nil:
		return []string{value}
	case v.Coded() && notNumber == nil && 1 <= n && n <= len(Values(v)):
		return Values(v)[n-1 : n]
	case v.Type == ascribe.TypeCountry && !strings.ContainsAny(text, "0123456789"):
		if code, ok := country.Code(text); ok {
			return []string{code}
		}
	case v.Type == ascribe.TypeDate:
		return dataset.DatesOf(text)
	}
	return nil
}

// Values are what a variable with codes can be, in the order of their numbers.
func Values(v *codebook.Var) (codes []string) {
	for _, value := range v.Variable.Values {
		codes = append(codes, value.Code)
	}
	return append(codes, ascribe.NotExamined, ascribe.NoneFound)
}

// fitting are the names of which a text is the beginning, as a whole or part by part.
func fitting(names []string, text string) (fit []string) {
	parts := partsOf(text)
	for _, name := range names {
		has := partsOf(name)
		if len(parts) == 0 || len(parts) > len(has) {
			continue
		}
		fits := true
		for i, part := range parts {
			fits = fits && strings.HasPrefix(has[i], part)
		}
		if fits {
			fit = append(fit, name)
		}
	}
	return fit
}

func partsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return c == '_' || c == '-' || c == ' ' })
}

// ambiguous says what a text can be.
func ambiguous(text string, fit []string) error {
	const most = 6
	list := fit
	more := ""
	if len(list) > most {
		list, more = list[:most], " and others"
	}
	names := strings.Join(list, ", ") + more
	if more == "" {
		names = strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%q can be %s", text, names).WithHint("type more of it")
}
