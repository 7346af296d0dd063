package codebook

import (
	"strings"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/parser"
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// knownPrefix makes of a variable's name that of the answer to known(name):
// a name that no condition can write.
const knownPrefix = "@known_"

// A grammar is what conditions are written in: CEL over the variables of one
// codebook.
type grammar struct {
	env    *cel.Env
	vars   []Var
	byName map[string]int
}

func newGrammar(vars []Var, byName map[string]int) (*grammar, error) {
	options := []cel.EnvOption{
		cel.StdLib(),
		cel.EnableMacroCallTracking(),
		cel.HomogeneousAggregateLiterals(),
		cel.ASTValidators(cel.ValidateRegexLiterals(), cel.ValidateComprehensionNestingLimit(2)),
		cel.Macros(cel.GlobalMacro("known", 1, expandKnown)),
	}
	for i := range vars {
		if name := vars[i].Name; validName(name) {
			options = append(options, cel.Variable(name, celType(&vars[i])), cel.Variable(knownPrefix+name, cel.BoolType))
		}
	}
	env, err := cel.NewCustomEnv(options...)
	return &grammar{env, vars, byName}, err
}

// expandKnown turns known(name) into the name of its answer.
func expandKnown(x cel.MacroExprFactory, _ celast.Expr, args []celast.Expr) (celast.Expr, *cel.Error) {
	if args[0].Kind() != celast.IdentKind {
		return nil, x.NewError(args[0].ID(), "known() asks of a variable: write its name in the parentheses")
	}
	return x.NewIdent(knownPrefix + args[0].AsIdent()), nil
}

func celType(v *Var) *cel.Type {
	switch {
	case v.Several:
		return cel.ListType(cel.StringType)
	case v.Coded():
		return cel.StringType
	case v.Type == ascribe.TypeNumber:
		return cel.NullableType(cel.IntType)
	}
	return cel.NullableType(cel.StringType)
}

// A condition is one that was parsed and checked.
type condition struct {
	*grammar
	ast *celast.AST
}

// parse reads a condition. Faults are noted at the offsets, in characters,
// into the text; there is no condition if there is one.
func (g *grammar) parse(text string, fault func(offset int, format string, args ...any)) *condition {
	faults := 0
	note := func(offset int, format string, args ...any) {
		faults++
		fault(offset, format, args...)
	}
	text = Compared(text)
	parsed, issues := g.env.Parse(text)
	if issues.Err() != nil {
		noteSyntax(text, issues.Errors(), note)
		return nil
	}
	c := &condition{g, parsed.NativeRep()}
	walk(c.ast.Expr(), nil, func(e celast.Expr) {
		c.checkName(e, note)
		c.checkCodes(e, note)
	})
	checked, issues := g.env.Check(parsed)
	if issues.Err() != nil {
		for _, e := range issues.Errors() {
			if !strings.HasPrefix(e.Message, "undeclared reference to") || isCall(c.ast.Expr(), e.ExprID) {
				note(offsetOf(text, e.Location), "%s", c.typeFault(e))
			}
		}
	}
	if faults > 0 || checked == nil {
		return nil
	}
	c.ast = checked.NativeRep()
	if t := checked.OutputType(); !t.IsExactType(types.BoolType) {
		note(0, "a condition holds or does not; %s is %s", yamltext.Quote(oneLine(text)), typeWords(t.String()))
		return nil
	}
	return c
}

// start is the offset of the first character of a part.
func (c *condition) start(e celast.Expr) int {
	start := -1
	celast.PostOrderVisit(e, celast.NewExprVisitor(func(e celast.Expr) {
		if at, ok := c.ast.SourceInfo().GetOffsetRange(e.ID()); ok && (start < 0 || int(at.Start) < start) {
			start = int(at.Start)
		}
	}))
	return max(start, 0)
}

// checkName notes a name that is no variable.
func (c *condition) checkName(e celast.Expr, note func(int, string, ...any)) {
	name := strings.TrimPrefix(e.AsIdent(), knownPrefix)
	if _, ok := c.byName[name]; ok {
		return
	}
	if known := strings.HasPrefix(e.AsIdent(), knownPrefix); !known && isTypeName(name) {
		return
	}
	at := e
	if call, ok := c.ast.SourceInfo().GetMacroCall(e.ID()); ok {
		at = call.AsCall().Args()[0]
	}
	note(c.start(at), "there is no variable %q%s", name, c.suggest(name))
}

func isCall(root celast.Expr, id int64) bool {
	found := false
	celast.PostOrderVisit(root, celast.NewExprVisitor(func(e celast.Expr) {
		found = found || e.ID() == id && e.Kind() == celast.CallKind
	}))
	return found
}

func (c *condition) part(id int64) celast.Expr {
	var found celast.Expr
	celast.PostOrderVisit(c.ast.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		if e.ID() == id {
			found = e
		}
	}))
	return found
}

// checkCodes notes a test against a value that the variable does not have.
func (c *condition) checkCodes(e celast.Expr, note func(int, string, ...any)) {
	// The visitor of names stands on a variable; the test is what is around it.
	parent := c.around(e.ID())
	if parent == nil || parent.Kind() != celast.CallKind || len(parent.AsCall().Args()) != 2 {
		return
	}
	v := c.variable(e)
	if v == nil {
		return
	}
	for _, other := range parent.AsCall().Args() {
		switch parent.AsCall().FunctionName() {
		case operators.Equals, operators.NotEquals:
			c.checkCode(v, other, note)
		case operators.In:
			c.checkCode(v, other, note)
			if other.Kind() == celast.ListKind {
				for _, item := range other.AsList().Elements() {
					c.checkCode(v, item, note)
				}
			}
		}
	}
}

func (c *condition) checkCode(v *Var, e celast.Expr, note func(int, string, ...any)) {
	if e.Kind() != celast.LiteralKind {
		return
	}
	s, ok := e.AsLiteral().(types.String)
	if !ok || s == "" && !v.Several || v.Type == ascribe.TypeNumber {
		return // a text for a number is a fault of type
	}
	if err := v.CheckValue(string(s)); err != nil {
		note(c.start(e), "%s", err)
	}
}

// around is the part that a part is an operand of.
func (c *condition) around(id int64) celast.Expr {
	var found celast.Expr
	celast.PostOrderVisit(c.ast.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		if e.Kind() == celast.CallKind {
			for _, a := range e.AsCall().Args() {
				if a.ID() == id {
					found = e
				}
			}
		}
	}))
	return found
}

// variable is the variable that a part is the name of, or nil.
func (c *condition) variable(e celast.Expr) *Var {
	if e.Kind() != celast.IdentKind {
		return nil
	}
	if i, ok := c.byName[e.AsIdent()]; ok {
		return &c.vars[i]
	}
	return nil
}

// text writes a part as in the condition, in one line.
func (c *condition) text(e celast.Expr) string {
	if e == nil {
		return ""
	}
	s, err := parser.Unparse(e, c.ast.SourceInfo(), parser.WrapOnColumn(1<<20))
	if err != nil {
		return ""
	}
	return s
}

// walk visits each use of a free name in an expression.
func walk(e celast.Expr, bound []string, visit func(name celast.Expr)) {
	switch e.Kind() {
	case celast.IdentKind:
		for _, b := range bound {
			if b == e.AsIdent() {
				return
			}
		}
		visit(e)
	case celast.CallKind:
		call := e.AsCall()
		if call.IsMemberFunction() {
			walk(call.Target(), bound, visit)
		}
		for _, a := range call.Args() {
			walk(a, bound, visit)
		}
	case celast.ListKind:
		for _, item := range e.AsList().Elements() {
			walk(item, bound, visit)
		}
	case celast.MapKind:
		for _, entry := range e.AsMap().Entries() {
			walk(entry.AsMapEntry().Key(), bound, visit)
			walk(entry.AsMapEntry().Value(), bound, visit)
		}
	case celast.SelectKind:
		walk(e.AsSelect().Operand(), bound, visit)
	case celast.StructKind:
		for _, entry := range e.AsStruct().Fields() {
			walk(entry.AsStructField().Value(), bound, visit)
		}
	case celast.ComprehensionKind:
		loop := e.AsComprehension()
		walk(loop.IterRange(), bound, visit)
		walk(loop.AccuInit(), bound, visit)
		inner := append(bound[:len(bound):len(bound)], loop.IterVar(), loop.IterVar2(), loop.AccuVar())
		walk(loop.LoopCondition(), inner, visit)
		walk(loop.LoopStep(), inner, visit)
		walk(loop.Result(), inner, visit)
	}
}

// program plans a part of a condition for evaluation. It is safe for
// concurrent use.
func (c *condition) program(e celast.Expr, options ...cel.ProgramOption) (cel.Program, error) {
	part := celast.NewCheckedAST(celast.NewAST(e, c.ast.SourceInfo()), c.ast.TypeMap(), c.ast.ReferenceMap())
	return c.env.PlanProgram(part, append(options, cel.EvalOptions(cel.OptOptimize))...)
}

// isTrue reports whether an evaluation came out as it should.
func isTrue(out ref.Val, err error, negated bool) bool {
	b, ok := out.(types.Bool)
	return err == nil && ok && bool(b) != negated
}
