package codebook

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/parser"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
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

var (
	unexpectedInput = regexp.MustCompile(`(?:mismatched|extraneous) input '((?s:.*))' expecting|no viable alternative at input '((?s:.*))'|token recognition error at: '((?s:.*))'`)
	otherType       = regexp.MustCompile(`^expected type '(.*)' but found '(.*)'$`)
	overloadFault   = regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'$`)
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

func isCall(root celast.Expr, id int64) bool {
	found := false
	celast.PostOrderVisit(root, celast.NewExprVisitor(func(e celast.Expr) {
		found = found || e.ID() == id && e.Kind() == celast.CallKind
	}))
	return found
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

func (c *condition) part(id int64) celast.Expr {
	var found celast.Expr
	celast.PostOrderVisit(c.ast.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		if e.ID() == id {
			found = e
		}
	}))
	return found
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
