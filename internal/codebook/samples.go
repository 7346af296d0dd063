package codebook

import (
	"strconv"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/ascribe-project/ascribe"
)

// samples are texts that stand for every text that a test of a variable can
// tell apart: of one that only compares it with constants, those constants
// and their neighbours. Of any other test there are none.
func (c *condition) samples(v *Var, e celast.Expr) []string {
	out := []string{}
	var compares func(e celast.Expr) bool
	all := func(parts []celast.Expr) bool {
		for _, p := range parts {
			if !compares(p) {
				return false
			}
		}
		return true
	}
	compares = func(e celast.Expr) bool {
		switch e.Kind() {
		case celast.IdentKind:
			return true
		case celast.ListKind:
			return all(e.AsList().Elements())
		case celast.LiteralKind:
			switch k := e.AsLiteral().(type) {
			case types.Int:
				for _, n := range []types.Int{k - 1, k, k + 1, 0} {
					if n >= 0 {
						out = append(out, strconv.FormatInt(int64(n), 10))
					}
				}
				return true
			case types.String:
				// Between a text and its successor there is no other.
				out = append(out, "", string(k), string(k)+"\x00")
				return true
			case types.Null, types.Bool:
				return true
			}
			return false
		case celast.CallKind:
			switch e.AsCall().FunctionName() {
			case operators.LogicalNot, operators.LogicalAnd, operators.LogicalOr, operators.Conditional,
				operators.Equals, operators.NotEquals, operators.In,
				operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
				return all(e.AsCall().Args())
			}
		}
		return false
	}
	if !compares(e) {
		return nil
	}
	if v.Type == ascribe.TypeNumber {
		return append(out, "0")
	}
	return append(out, "a")
}
