package codebook

import "math/bits"

// Truth is a value of Kleene's three-valued logic. Its order makes "and" the
// minimum and "or" the maximum.
type Truth int8

const (
	False Truth = iota
	Depends
	True
)

// Not turns True into False and back.
func (t Truth) Not() Truth { return True - t }

func (t Truth) String() string { return [...]string{"no", "depends", "yes"}[t] }

func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Values is what one variable could have. Of a variable that takes one value,
// In are the numbers of the possible values. Of one that takes several, In
// are the codes that it could have and Out those that it could lack, each
// code by itself; the bits of In below FirstCode are then what its value
// could be where it has no code. Of a variable that is not coded, Texts are
// its possible values besides, and Any says that it could have every value but
// those that are RuledOut.
type Values struct {
	In, Out  uint64
	Texts    []string
	Any      bool
	RuledOut []string
}

// Certain reports whether x leaves the variable no more than one possibility.
func (v *Var) Certain(x Values) bool {
	if !v.Several {
		return !x.Any && bits.OnesCount64(x.In)+len(x.Texts) <= 1
	}
	if x.In&x.Out&^baseBits != 0 {
		return false
	}
	return x.In&^baseBits != 0 || bits.OnesCount64(x.In&baseBits) <= 1
}

// A Node is a part of a condition.
type Node struct {
	Op   Op
	Kids []*Node // of And, Or, Not
	Text string  // the part as it is written

	// Of a test of one variable, the index of that variable.
	Var int
	// Of Mask, the values that pass. Of Has, the codes of which one is enough,
	// and the values below FirstCode that pass where there is no code.
	Bits uint64
	// Of Text, whether a value passes: its number, or FirstCode and the text.
	pass func(number int, text string) bool
	// Of Text, values that stand for all others, nil where none can; and its
	// truth over all of them, Depends where that cannot be said.
	samples *samples
	ofAny   Truth
	// Of Whole, the condition in CEL, and the variables that it names.
	whole func(vals []Values) Truth
	Vars  []int
}

// Op says what a node is.
type Op uint8

const (
	And   Op = iota
	Or       // of its kids
	Not      // of its only kid
	Const    // Bits is 1 where it always holds, 0 where it never does
	Mask     // a test of a variable that takes one code
	Has      // a test of a variable that takes several codes
	Text     // a test of a variable that is not coded, by CEL for each value
	Whole    // several variables in one test, which CEL runs as a whole
)

// Tested are the variables that the node itself tests: none, where it joins
// others.
func (n *Node) Tested() []int {
	switch n.Op {
	case Mask, Has, Text:
		return []int{n.Var}
	case Whole:
		return n.Vars
	}
	return nil
}

// Truth of the node over the values that the variables could have: a test
// holds if all of them pass, fails if none does, and depends otherwise.
func (n *Node) Truth(vals []Values) Truth {
	switch n.Op {
	case And:
		t := True
		for _, k := range n.Kids {
			if t = min(t, k.Truth(vals)); t == False {
				break
			}
		}
		return t
	case Or:
		t := False
		for _, k := range n.Kids {
			if t = max(t, k.Truth(vals)); t == True {
				break
			}
		}
		return t
	case Not:
		return n.Kids[0].Truth(vals).Not()
	case Const:
		return truth(n.Bits != 0)
	case Mask:
		return subset(vals[n.Var].In, n.Bits)
	case Has:
		return n.has(vals[n.Var])
	case Text:
		return n.text(vals[n.Var])
	}
	return n.whole(vals)
}

// subset says whether all, some or none of the possible values pass.
func subset(possible, pass uint64) Truth {
	switch {
	case possible&^pass == 0:
		return True
	case possible&pass == 0:
		return False
	}
	return Depends
}

func (n *Node) has(v Values) Truth {
	codes := n.Bits &^ baseBits
	sure := v.In &^ v.Out &^ baseBits // codes that it has whatever comes
	passes := v.In&codes != 0
	fails := v.In&^baseBits&^codes != 0
	if sure == 0 { // it may have no code
		passes = passes || v.In&n.Bits&baseBits != 0
		fails = fails || v.In&^n.Bits&baseBits != 0
	}
	switch {
	case sure&codes != 0:
		return True
	case passes && fails:
		return Depends
	}
	return truth(passes)
}

func (n *Node) text(v Values) Truth {
	var t tally
	for number := range FirstCode {
		if v.In&(1<<number) != 0 {
			t.note(n.pass(number, ""))
		}
	}
	for _, s := range v.Texts {
		t.note(n.pass(FirstCode, s))
	}
	if v.Any {
		t.join(n.over(v.RuledOut))
	}
	return t.truth()
}

// over is the truth of a Text over all values but those that are ruled out.
func (n *Node) over(ruledOut []string) Truth {
	if len(ruledOut) == 0 || n.samples == nil {
		return n.ofAny
	}
	return n.overTexts(n.samples.without(ruledOut))
}

func (n *Node) overTexts(texts []string) Truth {
	var t tally
	for _, s := range texts {
		t.note(n.pass(FirstCode, s))
	}
	return t.truth()
}

// sampled gives a Text the samples that stand for all values.
func (n *Node) sampled(s *samples) {
	n.samples, n.ofAny = s, Depends
	if s != nil {
		n.ofAny = n.overTexts(s.texts)
	}
}

// A tally notes whether some of the possible values pass and some fail.
type tally struct{ passes, fails bool }

func (t *tally) note(pass bool) {
	t.passes = t.passes || pass
	t.fails = t.fails || !pass
}

func (t *tally) join(o Truth) {
	t.passes = t.passes || o != False
	t.fails = t.fails || o != True
}

func (t *tally) truth() Truth {
	if t.passes && t.fails {
		return Depends
	}
	return truth(t.passes)
}
