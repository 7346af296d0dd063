package codebook

import (
	"math/bits"
	"strings"

	"github.com/ascribe-project/ascribe/internal/pattern"
)

// InWords writes a condition, or a part of one, as a phrase that a reader
// knows no CEL for: "in touch with a member and trained by the organisation". It
// says "always" of the nil condition, which always holds. What is not made of
// tests of one variable each stands as it is written in CEL.
func (b *Book) InWords(n *Node) string {
	if n == nil {
		return "always"
	}
	switch n.Op {
	case And, Or:
		return b.joinWords(n)
	case Not:
		return b.notWords(n.Kids[0])
	case Const:
		if n.Bits != 0 {
			return "always"
		}
		return "never"
	case Mask:
		return maskWords(&b.Vars[n.Var], n)
	case Has:
		return hasWords(&b.Vars[n.Var], n.Bits, n.asksIfKnown())
	case Text:
		return textWords(n.Text)
	}
	return n.Text
}

// joinWords joins the parts of an "and" or "or". Neighbouring tests of one
// variable that takes several codes are one phrase.
func (b *Book) joinWords(n *Node) string {
	parts, simple := b.parts(n)
	sign := " or "
	if n.Op == And {
		sign = " and "
	}
	if !simple {
		sign = "," + sign
	}
	return strings.Join(parts, sign)
}

// parts are the operands of an "and" or "or" as phrases, and whether none of
// them has a list in it that would run together with the others.
func (b *Book) parts(n *Node) (parts []string, simple bool) {
	simple = true
	for i := 0; i < len(n.Kids); i++ {
		k := n.Kids[i]
		words := ""
		switch k.Op {
		case And, Or:
			if inner, _ := b.parts(k); len(inner) > 1 {
				parts = append(parts, "("+b.InWords(k)+")")
				continue
			}
			words = b.InWords(k)
		case Has:
			group := []*Node{k}
			for ; i+1 < len(n.Kids) && n.Kids[i+1].Op == Has && n.Kids[i+1].Var == k.Var; i++ {
				group = append(group, n.Kids[i+1])
			}
			words = b.groupWords(n.Op, group)
		default:
			words = b.InWords(k)
		}
		simple = simple && !strings.Contains(words, ",") && !strings.Contains(words, " or ") && !strings.Contains(words, " and ")
		parts = append(parts, words)
	}
	return parts, simple
}

// groupWords is several tests of a variable that takes several codes.
func (b *Book) groupWords(op Op, group []*Node) string {
	v := &b.Vars[group[0].Var]
	if op == Or {
		joint, known := uint64(0), false
		for _, n := range group {
			joint |= n.Bits
			known = known || n.asksIfKnown()
		}
		return hasWords(v, joint, known)
	}
	var codes []string
	for _, n := range group {
		if n.Bits&baseBits != 0 || bits.OnesCount64(n.Bits) != 1 {
			codes = nil
			break
		}
		codes = append(codes, spaced(v.Code(bits.TrailingZeros64(n.Bits))))
	}
	if len(codes) > 0 {
		joint := uint64(0)
		for _, n := range group {
			joint |= n.Bits
		}
		if phrases := v.saysOf(joint); len(phrases) > 0 {
			return enumerate(phrases, "and")
		}
		return spaced(v.Name) + " includes " + enumerate(codes, "and")
	}
	var parts []string
	for _, n := range group {
		parts = append(parts, hasWords(v, n.Bits, n.asksIfKnown()))
	}
	return strings.Join(parts, " and ")
}

func (b *Book) notWords(n *Node) string {
	if n.Op == Has {
		v := &b.Vars[n.Var]
		switch codes := v.codesOf(n.Bits); {
		case n.asksIfKnown():
			return spaced(v.Name) + " is not known"
		case len(codes) > 0 && n.Bits&baseBits&^(1<<Nothing) == 0:
			return spaced(v.Name) + " does not include " + enumerate(codes, "or")
		case n.Bits == 1<<NotExamined:
			return spaced(v.Name) + " was not left unexamined"
		}
	}
	return "not (" + b.InWords(n) + ")"
}

// asksIfKnown reports whether the test is written with known().
func (n *Node) asksIfKnown() bool { return strings.Contains(n.Text, "known(") }

// known is the set of values of which known() holds.
func (v *Var) known() uint64 { return v.Every &^ v.LeavesOpen &^ baseBits }

// codesOf are the codes of a set, in the codebook's order, in words.
func (v *Var) codesOf(set uint64) []string {
	var codes []string
	for n := FirstCode; n < FirstCode+len(v.Variable.Values); n++ {
		if set&(1<<n) != 0 {
			codes = append(codes, spaced(v.Code(n)))
		}
	}
	return codes
}

// saysOf are the codebook's own phrases for the codes of a set, in its order; none,
// where it has none for one of them.
func (v *Var) saysOf(set uint64) []string {
	var phrases []string
	for i := range v.Variable.Values {
		if set&(1<<(FirstCode+i)) == 0 {
			continue
		}
		says := v.Variable.Values[i].Says
		if says == "" {
			return nil
		}
		phrases = append(phrases, says)
	}
	return phrases
}

// maskWords is a test of a variable that takes one code, by the values that
// pass. Where it passes though what was said was denied, it is told by the
// values that do not.
func maskWords(v *Var, n *Node) string {
	name := spaced(v.Name)
	every := v.Every | 1<<Nothing | 1<<NotSo
	pass := n.Bits & every
	switch {
	case pass == every:
		return "always"
	case pass == 0:
		return "never"
	case pass == v.known() && n.asksIfKnown():
		return name + " is known"
	case pass == every&^v.known() && n.asksIfKnown():
		return name + " is not known"
	}
	if pass&(1<<NotSo) == 0 {
		return either(saidWords(v, " is ", pass))
	}
	fails := every &^ pass
	if codes := v.codesOf(fails); len(codes) > 0 && fails&(1<<NotExamined|1<<NoneFound) == 0 {
		return name + " is not " + enumerate(codes, "or")
	}
	return "not (" + either(saidWords(v, " is ", fails)) + ")"
}

// hasWords is a test of a variable that takes several codes: that one of a set
// is among them.
func hasWords(v *Var, set uint64, known bool) string {
	if known && set == v.known() {
		return spaced(v.Name) + " is known"
	}
	return either(saidWords(v, " includes ", set))
}

// saidWords are the phrases of which one has to be true for a value to be in
// the set.
func saidWords(v *Var, verb string, set uint64) []string {
	name := spaced(v.Name)
	var list []string
	if phrases := v.saysOf(set); len(phrases) > 0 {
		list = append(list, enumerate(phrases, "or"))
	} else if codes := v.codesOf(set); len(codes) > 0 {
		list = append(list, name+verb+enumerate(codes, "or"))
	}
	if set&(1<<NotExamined) != 0 {
		list = append(list, name+" was not examined")
	}
	if set&(1<<NoneFound) != 0 {
		list = append(list, "no "+name+" was found")
	}
	if set&(1<<Nothing) != 0 && len(list) == 0 {
		list = append(list, "nothing was said of "+name)
	}
	return list
}

var (
	comparing = pattern.New(`^(!?)([a-z][a-z0-9_]*) (==|!=|>=|<=|>|<) ([^ ]+|"[^"]*")$`)
	knownCall = pattern.New(`^(!?)known\(([a-z][a-z0-9_]*)\)$`)
	signs     = map[string]string{
		"==": "is", "!=": "is not", ">=": "is at least", "<=": "is at most", ">": "is more than", "<": "is less than",
	}
)

// textWords is a test as it is written, in words where it only compares.
func textWords(text string) string {
	if m := knownCall.FindStringSubmatch(text); m != nil {
		if m[1] != "" {
			return spaced(m[2]) + " is not known"
		}
		return spaced(m[2]) + " is known"
	}
	m := comparing.FindStringSubmatch(text)
	switch {
	case m == nil || m[1] != "":
		return text
	case m[4] == "null" && m[3] == "==":
		return spaced(m[2]) + " is not known"
	case m[4] == "null" && m[3] == "!=":
		return spaced(m[2]) + " is known"
	}
	return spaced(m[2]) + " " + signs[m[3]] + " " + strings.Trim(m[4], `"`)
}

// spaced is a name as it is spoken.
func spaced(name string) string { return strings.ReplaceAll(name, "_", " ") }

// enumerate is a list as it is spoken.
func enumerate(items []string, conjunction string) string {
	last := len(items) - 1
	if last <= 0 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], ", ") + " " + conjunction + " " + items[last]
}

func either(phrases []string) string { return strings.Join(phrases, " or ") }
