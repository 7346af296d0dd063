package codebook

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// split turns a part of a condition, or its negation, into tests joined by
// And, Or and Not. Negations are pushed down to the tests, so that a test
// that cannot be carried out fails, negated or not, as the whole condition
// would in CEL.
func (c *condition) split(e celast.Expr, negated bool) (*Node, error) {
	vars := c.names(e)
	if len(vars) == 0 {
		return c.constant(e, negated)
	}
	if len(vars) == 1 {
		if v := &c.vars[vars[0]]; !v.Several {
			return c.test(v, e, negated)
		} else if bits, ok := c.hasBits(v, e); ok {
			n := &Node{Op: Has, Var: v.Index, Bits: bits, Text: c.text(e)}
			if negated {
				n = &Node{Op: Not, Var: -1, Kids: []*Node{n}, Text: not(n.Text)}
			}
			return n, nil
		}
	}
	if e.Kind() == celast.CallKind {
		args := e.AsCall().Args()
		switch e.AsCall().FunctionName() {
		case operators.LogicalNot:
			return c.split(args[0], !negated)
		case operators.LogicalAnd:
			return c.join(opOf(And, negated), operators.LogicalAnd, e, negated)
		case operators.LogicalOr:
			return c.join(opOf(Or, negated), operators.LogicalOr, e, negated)
		case operators.Conditional:
			return c.choice(args[0], args[1], args[2], negated)
		}
	}
	return c.whole(vars, e, negated)
}

func opOf(op Op, negated bool) Op {
	switch {
	case !negated:
		return op
	case op == And:
		return Or
	}
	return And
}

// names are the variables that a part names, by index, in order.
func (c *condition) names(e celast.Expr) []int {
	var vars []int
	walk(e, nil, func(e celast.Expr) {
		if i, ok := c.byName[strings.TrimPrefix(e.AsIdent(), knownPrefix)]; ok && !slices.Contains(vars, i) {
			vars = append(vars, i)
		}
	})
	slices.Sort(vars)
	return vars
}

func (c *condition) constant(e celast.Expr, negated bool) (*Node, error) {
	program, err := c.program(e)
	if err != nil {
		return nil, err
	}
	n := &Node{Op: Const, Var: -1, Text: notIf(negated, c.text(e))}
	out, _, err := program.Eval(cel.NoVars())
	if isTrue(out, err, negated) {
		n.Bits = 1
	}
	return n, nil
}

// test is a test of one variable that takes one value, whatever its form.
func (c *condition) test(v *Var, e celast.Expr, negated bool) (*Node, error) {
	program, err := c.program(e)
	if err != nil {
		return nil, err
	}
	pass := func(number int, text string) bool {
		out, _, err := program.Eval(v.bind(number, text))
		return isTrue(out, err, negated)
	}
	n := &Node{Var: v.Index, Text: notIf(negated, c.text(e))}
	if v.Coded() {
		n.Op = Mask
		for number := range FirstCode + len(v.Variable.Values) {
			if pass(number, "") {
				n.Bits |= 1 << number
			}
		}
		return n, nil
	}
	n.Op = Text
	var base [FirstCode]bool
	for number := range base {
		base[number] = pass(number, "")
	}
	n.pass = func(number int, text string) bool {
		if number < FirstCode {
			return base[number]
		}
		return pass(number, text)
	}
	n.sampled(c.samples(v, e))
	return n, nil
}

// hasBits reads a test of a variable that takes several codes: a code in it,
// or whether it is known.
func (c *condition) hasBits(v *Var, e celast.Expr) (bits uint64, ok bool) {
	if e.Kind() == celast.IdentKind && e.AsIdent() == knownPrefix+v.Name {
		return v.Every &^ v.LeavesOpen &^ baseBits, true
	}
	if e.Kind() != celast.CallKind || e.AsCall().FunctionName() != operators.In {
		return 0, false
	}
	item, list := e.AsCall().Args()[0], e.AsCall().Args()[1]
	if c.variable(list) != v || item.Kind() != celast.LiteralKind {
		return 0, false
	}
	code, ok := item.AsLiteral().(types.String)
	if !ok {
		return 0, false
	}
	if n, listed := v.Number(string(code)); listed {
		bits = 1 << n
	}
	if v.Default == string(code) {
		bits |= 1 << Nothing
	}
	return bits, true
}

// join makes one node of all the operands of a chain of one connective.
// Tests of the same variable among them become one.
func (c *condition) join(op Op, connective string, e celast.Expr, negated bool) (*Node, error) {
	n := &Node{Op: op, Var: -1, Text: notIf(negated, c.text(e))}
	for _, operand := range operands(connective, e) {
		kid, err := c.split(operand, negated)
		if err != nil {
			return nil, err
		}
		n.add(kid)
	}
	if len(n.Kids) == 1 {
		return n.Kids[0], nil
	}
	return n, nil
}

func operands(connective string, e celast.Expr) []celast.Expr {
	if e.Kind() != celast.CallKind || e.AsCall().FunctionName() != connective {
		return []celast.Expr{e}
	}
	var all []celast.Expr
	for _, a := range e.AsCall().Args() {
		all = append(all, operands(connective, a)...)
	}
	return all
}

// add adds an operand to an And or Or.
func (n *Node) add(kid *Node) {
	if kid.Op == n.Op {
		for _, k := range kid.Kids {
			n.add(k)
		}
		return
	}
	for i, k := range n.Kids {
		if k.Op == kid.Op && k.Var == kid.Var && (k.Op == Mask || k.Op == Text) {
			n.Kids[i] = merge(n.Op, k, kid)
			return
		}
	}
	n.Kids = append(n.Kids, kid)
}

// merge makes one test of two of the same variable.
func merge(op Op, a, b *Node) *Node {
	sign := " || "
	if op == And {
		sign = " && "
	}
	m := &Node{Op: a.Op, Var: a.Var, Text: operand(sign, a.Text) + sign + operand(sign, b.Text)}
	switch {
	case a.Op == Mask && op == And:
		m.Bits = a.Bits & b.Bits
	case a.Op == Mask:
		m.Bits = a.Bits | b.Bits
	case op == And:
		m.pass = func(number int, text string) bool { return a.pass(number, text) && b.pass(number, text) }
	default:
		m.pass = func(number int, text string) bool { return a.pass(number, text) || b.pass(number, text) }
	}
	if m.Op == Text {
		m.sampled(join(a.samples, b.samples))
	}
	return m
}

// operand writes a text so that it can be joined with a sign.
func operand(sign, text string) string {
	for _, looser := range []string{" ? ", " || ", " && "} {
		if looser != sign && strings.Contains(text, looser) {
			return "(" + text + ")"
		}
	}
	return text
}

func notIf(negated bool, text string) string {
	if negated {
		return not(text)
	}
	return text
}

func not(text string) string {
	if strings.ContainsAny(text, " ?") {
		return "!(" + text + ")"
	}
	return "!" + text
}

// choice is "test ? yes : no".
func (c *condition) choice(test, yes, no celast.Expr, negated bool) (*Node, error) {
	var kids [4]*Node
	var err error
	for i, k := range []struct {
		e       celast.Expr
		negated bool
	}{{test, false}, {yes, negated}, {test, true}, {no, negated}} {
		if kids[i], err = c.split(k.e, k.negated); err != nil {
			return nil, err
		}
	}
	pair := func(a, b *Node) *Node {
		n := &Node{Op: And, Var: -1, Text: operand(" && ", a.Text) + " && " + operand(" && ", b.Text)}
		n.add(a)
		n.add(b)
		if len(n.Kids) == 1 {
			return n.Kids[0]
		}
		return n
	}
	n := &Node{Op: Or, Var: -1, Text: notIf(negated, fmt.Sprintf("%s ? %s : %s", c.text(test), c.text(yes), c.text(no)))}
	n.add(pair(kids[0], kids[1]))
	n.add(pair(kids[2], kids[3]))
	if len(n.Kids) == 1 {
		return n.Kids[0], nil
	}
	return n, nil
}
