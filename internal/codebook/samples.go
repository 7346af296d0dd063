package codebook

import (
	"slices"
	"strconv"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
)

// Samples are values of a variable that is not coded that stand for all that
// it can have. A test that only puts the variable in order with constants tells
// apart the constants themselves and the gaps between them, and there are
// samples of each gap that has a value in it.
type samples struct {
	v         *Var
	texts     []string
	constants []string // sorted in the variable's order
}

// samples are those of a test of one variable; nil where it tells values apart
// in another way, so that none can stand for all.
func (c *condition) samples(v *Var, e celast.Expr) *samples {
	k := constants{v: v}
	if !k.gather(e) {
		if v.Type != ascribe.TypeCountry {
			return nil
		}
		all := country.Codes() // so few that each can stand for itself
		return &samples{v: v, texts: all, constants: all}
	}
	s := &samples{v: v, constants: k.list, texts: v.neighbours("")}
	for _, constant := range k.list {
		s.texts = append(s.texts, v.neighbours(constant)...)
	}
	return s.sorted()
}

func (s *samples) sorted() *samples {
	for _, list := range []*[]string{&s.texts, &s.constants} {
		*list = slices.Clone(*list)
		slices.SortFunc(*list, s.v.compare)
		*list = slices.Compact(*list)
	}
	return s
}

// join are samples for several tests of one variable; nil where those of one
// are not known.
func join(all ...*samples) *samples {
	if slices.Contains(all, nil) {
		return nil
	}
	joined := &samples{v: all[0].v}
	for _, s := range all {
		joined.texts = append(joined.texts, s.texts...)
		joined.constants = append(joined.constants, s.constants...)
	}
	return joined.sorted()
}

// fewest are as many of the samples as are needed: one of each gap, and the
// constants.
func (s *samples) fewest() []string {
	var list []string
	gap := -1
	for _, text := range s.texts {
		at, constant := slices.BinarySearchFunc(s.constants, text, s.v.compare)
		if constant || at != gap {
			list = append(list, text)
		}
		if !constant {
			gap = at
		}
	}
	return list
}

// without are samples that stand for all values but those that are ruled out.
// In a gap between texts there are always more.
func (s *samples) without(ruledOut []string) []string {
	texts := s.texts
	countable := s.v.Type == ascribe.TypeNumber || s.v.Type == ascribe.TypeCountry
	if countable {
		texts = slices.Clone(texts)
		for _, text := range ruledOut {
			texts = append(texts, s.v.neighbours(text)...)
		}
	}
	var list []string
	for _, text := range texts {
		_, constant := slices.BinarySearchFunc(s.constants, text, s.v.compare)
		if slices.Contains(ruledOut, text) && (constant || countable) {
			continue
		}
		list = append(list, text)
	}
	return list
}

// constants are what a test puts a variable in order with.
type constants struct {
	v    *Var
	list []string
}

// gather collects the constants of an expression. It is false where the
// expression does anything else with the variable.
func (k *constants) gather(e celast.Expr) bool {
	switch e.Kind() {
	case celast.IdentKind:
		return true
	case celast.ListKind:
		return k.gatherAll(e.AsList().Elements())
	case celast.LiteralKind:
		return k.literal(e)
	case celast.CallKind:
		call := e.AsCall()
		switch call.FunctionName() {
		case operators.LogicalNot, operators.LogicalAnd, operators.LogicalOr, operators.Conditional,
			operators.Equals, operators.NotEquals, operators.In,
			operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
			return k.gatherAll(call.Args())
		case overloads.StartsWith:
			return k.beginning(call)
		}
	}
	return false
}

func (k *constants) gatherAll(parts []celast.Expr) bool {
	return !slices.ContainsFunc(parts, func(e celast.Expr) bool { return !k.gather(e) })
}

func (k *constants) literal(e celast.Expr) bool {
	switch x := e.AsLiteral().(type) {
	case types.Int:
		k.list = append(k.list, strconv.FormatInt(int64(x), 10))
	case types.String:
		k.list = append(k.list, string(x))
	case types.Null, types.Bool:
	default:
		return false
	}
	return true
}

// beginning reads a test of how a text begins: those that begin so stand side
// by side in the order of texts, from the beginning itself to what follows.
func (k *constants) beginning(call celast.CallExpr) bool {
	if !call.IsMemberFunction() || !k.gather(call.Target()) || call.Args()[0].Kind() != celast.LiteralKind {
		return false
	}
	beginning, ok := call.Args()[0].AsLiteral().(types.String)
	if !ok {
		return false
	}
	k.list = append(k.list, string(beginning))
	if next := following(string(beginning)); next != "" {
		k.list = append(k.list, next)
	}
	return true
}
