package codebook

import (
	"math/bits"
	"strconv"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/ascribe-project/ascribe"
)

// A binding gives one variable its value in CEL, and whether it is known.
type binding struct {
	name  string
	value ref.Val
	known bool
}

// ResolveName implements [cel.Activation].
func (b binding) ResolveName(name string) (any, bool) {
	switch {
	case name == b.name:
		return b.value, true
	case name == knownPrefix+b.name:
		return types.Bool(b.known), true
	}
	return nil, false
}

// Parent implements [cel.Activation].
func (b binding) Parent() cel.Activation { return nil }

// bind gives the variable, which takes one value, the one of that number;
// where it is not coded, FirstCode and the text.
func (v *Var) bind(number int, text string) binding {
	b := binding{name: v.Name, known: v.knows(number)}
	if number == Nothing {
		text = v.Default
	} else if v.Coded() {
		text = v.Code(number)
	}
	b.value = v.celValue(text, number)
	return b
}

// knows reports whether a variable of which this value is all there is is known.
func (v *Var) knows(number int) bool {
	return number >= FirstCode && (!v.Coded() || v.LeavesOpen&(1<<number) == 0)
}

func (v *Var) celValue(text string, number int) ref.Val {
	switch {
	case v.Coded():
		return types.String(text)
	case text == "" || number == NotSo || number == NotExamined || number == NoneFound,
		text == ascribe.NotExamined || text == ascribe.NoneFound:
		return types.NullValue
	case v.Type == ascribe.TypeNumber:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return types.NullValue
		}
		return types.Int(n)
	}
	return types.String(text)
}

// bindAll gives the variable, which is Certain, its value.
func (v *Var) bindAll(x Values) binding {
	if !v.Several {
		if len(x.Texts) == 1 {
			return v.bind(FirstCode, x.Texts[0])
		}
		if x.In == 0 {
			return v.bind(Nothing, "")
		}
		return v.bind(bits.TrailingZeros64(x.In), "")
	}
	b := binding{name: v.Name}
	var codes []string
	if set := x.In &^ baseBits; set != 0 {
		for number := FirstCode; number < 64; number++ {
			if set&(1<<number) != 0 {
				codes = append(codes, v.Code(number))
				b.known = b.known || v.knows(number)
			}
		}
	} else {
		code := v.Default
		if n := bits.TrailingZeros64(x.In); n < FirstCode && n != Nothing {
			code = v.Code(n)
		}
		if code != "" {
			codes = []string{code}
		}
	}
	b.value = types.NewStringList(types.DefaultTypeAdapter, codes)
	return b
}

// A wholeTest runs several variables through CEL in one test. Those of more
// than one possible value are unknown to it.
type wholeTest struct {
	program  cel.Program
	vars     []*Var
	unknowns [][]*interpreter.AttributePattern // of each of vars: itself, and whether it is known
	negated  bool
}

func (c *condition) whole(vars []int, e celast.Expr, negated bool) (*Node, error) {
	program, err := c.program(e, cel.EvalOptions(cel.OptPartialEval))
	if err != nil {
		return nil, err
	}
	t := &wholeTest{program: program, negated: negated}
	for _, i := range vars {
		v := &c.vars[i]
		t.vars = append(t.vars, v)
		t.unknowns = append(t.unknowns, []*interpreter.AttributePattern{
			interpreter.NewAttributePattern(v.Name), interpreter.NewAttributePattern(knownPrefix + v.Name),
		})
	}
	return &Node{Op: Whole, Var: -1, Vars: vars, Text: notIf(negated, c.text(e)), whole: t.truth}, nil
}

func (t *wholeTest) truth(vals []Values) Truth {
	given := make(bindings, 0, len(t.vars))
	var unknown []*interpreter.AttributePattern
	for i, v := range t.vars {
		if x := vals[v.Index]; v.Certain(x) {
			given = append(given, v.bindAll(x))
		} else {
			unknown = append(unknown, t.unknowns[i]...)
		}
	}
	// An activation of our own would not do: CEL sees unknowns in its own only.
	input, err := cel.PartialVars(given, unknown...)
	if err != nil {
		return Depends
	}
	out, _, err := t.program.Eval(input)
	if types.IsUnknown(out) {
		return Depends
	}
	return truth(isTrue(out, err, t.negated))
}

// bindings give several variables their values.
type bindings []binding

// ResolveName implements [cel.Activation].
func (b bindings) ResolveName(name string) (any, bool) {
	for _, one := range b {
		if v, ok := one.ResolveName(name); ok {
			return v, true
		}
	}
	return nil, false
}

// Parent implements [cel.Activation].
func (b bindings) Parent() cel.Activation { return nil }
