package codebook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/pattern"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

var (
	unexpectedInput = pattern.New(`(?:mismatched|extraneous) input '((?s:.*))' expecting|no viable alternative at input '((?s:.*))'|token recognition error at: '((?s:.*))'`)
	otherType       = pattern.New(`^expected type '(.*)' but found '(.*)'$`)
	overloadFault   = pattern.New(`^found no matching overload for '([^']*)' applied to '(.*)'$`)
)

func noteSyntax(text string, errors []*cel.Error, note func(int, string, ...any)) {
	// What follows the first fault of syntax is mostly its consequence.
	e := errors[0]
	message := strings.TrimPrefix(e.Message, "Syntax error: ")
	if m := unexpectedInput.FindStringSubmatch(message); m != nil {
		switch input := strings.TrimSpace(m[1] + m[2] + m[3]); {
		case strings.Contains(input, "<EOF>"):
			message = "the condition " + yamltext.Quote(oneLine(text)) + " breaks off"
		case input == "=":
			message = "equality is written ==, and this is a single =, in the condition " + yamltext.Quote(oneLine(text))
		default:
			message = fmt.Sprintf("%s is not understood here, in the condition %s", yamltext.Quote(input), yamltext.Quote(oneLine(text)))
		}
	} else if !strings.HasPrefix(message, "known()") {
		message = fmt.Sprintf("the condition %s is not understood: %s", yamltext.Quote(oneLine(text)), message)
	}
	note(offsetOf(text, e.Location), "%s", message)
}

// offsetOf is the place of a location in a text as an offset in characters.
func offsetOf(text string, at common.Location) int {
	offset := 0
	for n, line := range strings.Split(text, "\n") {
		if n+1 == at.Line() {
			return offset + max(at.Column(), 0)
		}
		offset += len([]rune(line)) + 1
	}
	return 0
}

// suggest ends a sentence about a name that is no variable.
func (c *condition) suggest(name string) string {
	if end := near.DidYouMean(name, slices.Sorted(maps.Keys(c.byName))); end != "" {
		return end
	}
	for i := range c.vars {
		if c.vars[i].Coded() && c.vars[i].numbers[name] >= FirstCode {
			return fmt.Sprintf("; a value of %s is written in quotes", c.vars[i].Name)
		}
	}
	return ""
}

// typeFault says in words what the type checker has found.
func (c *condition) typeFault(e *cel.Error) string {
	part := c.part(e.ExprID)
	if name, ok := strings.CutPrefix(e.Message, "undeclared reference to '"); ok {
		name, _, _ = strings.Cut(name, "'")
		return fmt.Sprintf("there is no function %q, in %s", name, yamltext.Quote(c.text(part)))
	}
	if m := otherType.FindStringSubmatch(e.Message); m != nil {
		return fmt.Sprintf("%s is %s, and the others here are not: each is %s", yamltext.Quote(c.text(part)), typeWords(m[2]), typeWords(m[1]))
	}
	m := overloadFault.FindStringSubmatch(e.Message)
	if m == nil || part == nil {
		return fmt.Sprintf("%s, in %s", e.Message, yamltext.Quote(c.text(part)))
	}
	if advice := c.severalAdvice(part); advice != "" {
		return advice
	}
	name := m[1]
	if o, ok := operators.FindReverse(name); ok && o != "" {
		name = o
	}
	return fmt.Sprintf("%s does not fit %s, in %s", name, typeWords(m[2]), yamltext.Quote(c.text(part)))
}

// severalAdvice is for the likeliest mistake: to test a variable that takes
// several codes as if it took one, or the other way round.
func (c *condition) severalAdvice(e celast.Expr) string {
	if e.Kind() != celast.CallKind {
		return ""
	}
	call := e.AsCall()
	if len(call.Args()) != 2 {
		return ""
	}
	for i, a := range call.Args() {
		other := call.Args()[1-i]
		v := c.variable(a)
		if v == nil || other.Kind() != celast.LiteralKind {
			continue
		}
		switch {
		case v.Several && (call.FunctionName() == operators.Equals || call.FunctionName() == operators.NotEquals):
			return fmt.Sprintf("%s takes several codes: write %s in %s, not %s", v.Name, c.text(other), v.Name, c.text(e))
		case !v.Several && call.FunctionName() == operators.In && i == 1:
			return fmt.Sprintf("%s takes one value: write %s == %s, not %s", v.Name, v.Name, c.text(other), c.text(e))
		}
	}
	return ""
}

var typeNames = strings.NewReplacer(
	"list(string)", "several codes", "wrapper(int)", "a number", "wrapper(string)", "a text",
	"bool", "a yes or no", "string", "a text", "int", "a number", "double", "a fraction", "null", "null",
)

func typeWords(t string) string {
	t = strings.TrimSuffix(strings.TrimPrefix(t, "("), ")")
	if strings.Count(t, "(") > strings.Count(t, ")") {
		t += ")"
	}
	return strings.ReplaceAll(typeNames.Replace(t), ", ", " and ")
}
