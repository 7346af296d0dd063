package survey

import (
	"strings"
	"unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Condition asks for the incidents of which a dimension compares with values.
// It is written NAME OP VALUE.
type Condition struct {
	Dimension string
	Op        Op
	Values    []Value // several of In; else one
	// Kept is the name of the filter that the condition is one of; one without an
	// operator asks for that filter, and is written @NAME.
	Kept string
}

// A Value is one that a dimension is compared with. In quotes it is taken
// literally: as a coded value, and as no state or range.
type Value struct {
	Text   string
	Quoted bool
}

// An Op says how a dimension compares with a value.
type Op string

const (
	Equal    Op = "="
	NotEqual Op = "!="
	Less     Op = "<"
	AtMost   Op = "<="
	Greater  Op = ">"
	AtLeast  Op = ">="
	In       Op = "in=" // one of several values
	Words    Op = "~="  // a text with these words, or words that begin with them
)

// How conditions are written, as a hint.
const conditionHint = "write NAME OP VALUE, as in country=DE, killed>=10, year=2014..2016, \"country in=DE,FR\" or place~=train; VALUE may be unknown"

// Is asks for the incidents that a count has in the row of a value.
func Is(dimension, value string) Condition {
	quoted := value == string(ascribe.StateInadequate) || value != strings.TrimSpace(value) || strings.HasPrefix(value, `"`)
	return Condition{Dimension: dimension, Op: Equal, Values: []Value{{value, quoted}}}
}

// ParseCondition reads a condition. The first operator splits it; what names and
// values there are it does not know.
func ParseCondition(text string) (Condition, error) {
	text = codebook.Compared(text)
	if name, kept := strings.CutPrefix(strings.TrimSpace(text), "@"); kept {
		return keptNamed(name)
	}
	at, op := operatorIn(text)
	if at < 0 {
		return Condition{}, ascribe.Errorf(ascribe.ErrUsage, "%q is not a condition", text).WithHint("%s", conditionHint)
	}
	name, rest := strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+len(op):])
	if before, ok := strings.CutSuffix(name, "in"); ok && op == Equal && strings.TrimRightFunc(before, unicode.IsSpace) != before {
		name, op = strings.TrimSpace(before), In
	}
	if name == "" {
		return Condition{}, ascribe.Errorf(ascribe.ErrUsage, "%q does not say what is to be compared", text).WithHint("%s", conditionHint)
	}
	values, err := valuesIn(rest, op == In)
	if err != nil {
		return Condition{}, err.WithHint(`a value that begins with a quote ends with one, and has a quote within it twice: name="a ""word"""`)
	}
	return Condition{Dimension: name, Op: op, Values: values}, nil
}

// keptNamed asks for a filter that was kept.
func keptNamed(name string) (Condition, error) {
	if !ascribe.ValidID(name) {
		return Condition{}, ascribe.Errorf(ascribe.ErrUsage, "@%s cannot be the name of a filter", name).
			WithHint("a filter that was kept is asked for as @NAME; NAME has small letters, digits, dots, dashes and underscores")
	}
	return Condition{Kept: name}, nil
}

// operatorIn is the first operator of a text, and where it stands; -1: there is
// none.
func operatorIn(text string) (at int, op Op) {
	for i := range len(text) {
		for _, op := range []Op{NotEqual, AtMost, AtLeast, Words, Equal, Less, Greater} {
			if strings.HasPrefix(text[i:], string(op)) {
				return i, op
			}
		}
	}
	return -1, ""
}

// valuesIn reads a value or, of a list, those between its commas.
func valuesIn(text string, list bool) (values []Value, err *ascribe.Error) {
	for {
		v := Value{Text: text}
		rest, more := "", false
		if v.Quoted = strings.HasPrefix(text, `"`); v.Quoted {
			if v.Text, rest, err = unquote(text); err != nil {
				return nil, err
			}
			if rest, more = strings.CutPrefix(strings.TrimSpace(rest), ","); !more && rest != "" || more && !list {
				return nil, ascribe.Errorf(ascribe.ErrUsage, "something stands behind the quotes of %s", text)
			}
		} else if list {
			v.Text, rest, more = strings.Cut(text, ",")
			v.Text = strings.TrimSpace(v.Text)
		}
		values = append(values, v)
		if !more {
			return values, nil
		}
		text = strings.TrimSpace(rest)
	}
}

// unquote reads what stands in quotes at the beginning of a text, and gives what
// stands behind them.
func unquote(text string) (inner, rest string, err *ascribe.Error) {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] != '"':
		case strings.HasPrefix(text[i+1:], `"`):
			i++
		default:
			return strings.ReplaceAll(text[1:i], `""`, `"`), text[i+1:], nil
		}
	}
	return "", "", ascribe.Errorf(ascribe.ErrUsage, "the quotes of %s do not end", text)
}

// String writes the condition so that it reads as itself.
func (c Condition) String() string {
	if c.Op == "" {
		return "@" + c.Kept
	}
	values := make([]string, len(c.Values))
	for i, v := range c.Values {
		values[i] = v.Text
		if v.Quoted || c.Op == In && strings.Contains(v.Text, ",") {
			values[i] = `"` + strings.ReplaceAll(v.Text, `"`, `""`) + `"`
		}
	}
	op := string(c.Op)
	if c.Op == In {
		op = " " + op
	}
	return c.Dimension + op + strings.Join(values, ",")
}
