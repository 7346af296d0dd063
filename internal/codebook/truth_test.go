package codebook

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"cel.dev/cel-go/cel"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

// The variables of the random conditions: two that take one code, one of them
// with a default, two that take several, two numbers and a text.
const testVariables = `codebook: random
version: "1"
variables:
  one: {values: {a: {}, b: {}, u: {leaves_open: true}}}
  two: {default: a, values: {a: {}, b: {}}}
  many: {several: true, values: {a: {}, b: {}, u: {leaves_open: true}}}
  more: {several: true, default: a, values: {a: {}, b: {}}}
  number: {type: number}
  count: {type: number, default: "2"}
  word: {type: text}
labels: {yes: {}, no: {}}
`

func withRows(conditions ...string) string { return testVariables + rowsOf(conditions) }

// rowsOf are rows that each have one of the conditions, and one that always
// holds.
func rowsOf(conditions []string) string {
	var b strings.Builder
	b.WriteString("rows:\n")
	for i, c := range conditions {
		fmt.Fprintf(&b, "  - {id: r%d, label: \"yes\", when: %s}\n", i, quoted(c))
	}
	b.WriteString("  - {id: last, label: \"no\"}\n")
	return b.String()
}

// A reference evaluates conditions by CEL alone, without our code.
type reference struct{ env *cel.Env }

func newReference(t testing.TB) reference {
	text := cel.NullableType(cel.StringType)
	number := cel.NullableType(cel.IntType)
	options := []cel.EnvOption{
		cel.Variable("one", cel.StringType), cel.Variable("two", cel.StringType),
		cel.Variable("many", cel.ListType(cel.StringType)), cel.Variable("more", cel.ListType(cel.StringType)),
		cel.Variable("number", number), cel.Variable("count", number), cel.Variable("word", text),
	}
	for _, v := range []string{"one", "two", "many", "more", "number", "count", "word"} {
		options = append(options, cel.Variable("known_"+v, cel.BoolType))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		t.Fatal(err)
	}
	return reference{env}
}

// condition writes known(x) as the reference has it.
func (r reference) program(t *rapid.T, condition string) cel.Program {
	for _, v := range []string{"one", "two", "many", "more", "number", "count", "word"} {
		condition = strings.ReplaceAll(condition, "known("+v+")", "known_"+v)
	}
	compiled, issues := r.env.Compile(condition)
	if issues.Err() != nil {
		t.Fatal(issues.Err())
	}
	program, err := r.env.Program(compiled)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// holds evaluates for values of which each is certain.
func holds(t *rapid.T, program cel.Program, b *Book, vals []Values) bool {
	given := map[string]any{}
	for i, x := range vals {
		v := &b.Vars[i]
		var value any
		known := false
		switch {
		case v.Several:
			codes := []string{}
			for n := FirstCode; n < 64; n++ {
				if x.In&(1<<n) != 0 {
					codes = append(codes, v.Code(n))
					known = known || v.Code(n) != "u"
				}
			}
			if len(codes) == 0 {
				if code := certainCode(v, x.In); code != "" {
					codes = append(codes, code)
				}
			}
			value = codes
		case v.Coded():
			code := certainCode(v, x.In)
			known = x.In>>FirstCode != 0 && code != "u"
			value = code
		case len(x.Texts) == 1:
			known = true
			value = x.Texts[0]
		case x.In == 1<<Nothing && v.Default != "":
			value = v.Default
		}
		if s, ok := value.(string); ok && v.Type == ascribe.TypeNumber {
			n, err := strconv.ParseInt(s, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			value = n
		}
		given[v.Name], given["known_"+v.Name] = value, known
	}
	out, _, err := program.Eval(given)
	return err == nil && out.Value() == true
}

func certainCode(v *Var, set uint64) string {
	switch n := bits.TrailingZeros64(set); n {
	case Nothing:
		return v.Default
	case NotSo:
		return ""
	default:
		return v.Code(n)
	}
}

// conditions draws conditions of every form: tests of one variable, of
// several codes, of texts, of several variables at once, and constants.
func conditions(depth int) *rapid.Generator[string] {
	code := rapid.SampledFrom([]string{`"a"`, `"b"`, `"not_examined"`, `"none_found"`})
	return rapid.Custom(func(t *rapid.T) string {
		sub := func() string {
			return "(" + conditions(depth-1).Draw(t, "part") + ")"
		}
		c := code.Draw(t, "code")
		single := rapid.SampledFrom([]string{"one", "two"}).Draw(t, "single")
		several := rapid.SampledFrom([]string{"many", "more"}).Draw(t, "several")
		any := rapid.SampledFrom([]string{"one", "two", "many", "more", "number", "count", "word"}).Draw(t, "any")
		numeric := rapid.SampledFrom([]string{"number", "count"}).Draw(t, "numeric")
		forms := []func() string{
			func() string { return single + " == " + c },
			func() string { return single + " != " + c },
			func() string { return single + " in [" + c + `, "a"]` },
			func() string { return "known(" + any + ")" },
			func() string { return c + " in " + several },
			func() string {
				return numeric + rapid.SampledFrom([]string{" > 1", " == 2", " != null", " <= 2", " in [1, 3]"}).Draw(t, "test")
			},
			func() string {
				return rapid.SampledFrom([]string{
					`word == "x"`, `word.startsWith("x")`, `word > "m"`, "one == two", "size(many) > 1", "number > count", "number == count + 1",
					`many.exists(x, x == "a")`, "many.all(x, x in more)", "one in many", "known(one) == known(many)", "many == more",
					"true", "false", "1 / 0 == 1", "int(two) == 1", `(one == "a" ? two : one) == "a"`, `many.filter(x, x != one).size() == 1`,
					`{"k": one}.k == two`, "[one, two] == [two, one]", "number / count == 1", `word + one == "xa"`, `[1, 2].exists(k, k == number)`,
				}).Draw(t, "other")
			},
		}
		if depth > 0 {
			forms = append(forms,
				func() string { return sub() + " && " + sub() },
				func() string { return sub() + " || " + sub() },
				func() string { return sub() + " && " + sub() + " && " + sub() },
				func() string { return "!" + sub() },
				func() string { return sub() + " ? " + sub() + " : " + sub() },
				func() string { return sub() + " == " + sub() },
			)
		}
		return forms[rapid.IntRange(0, len(forms)-1).Draw(t, "form")]()
	})
}

// evidence draws what the variables could have.
func evidence(b *Book) *rapid.Generator[[]Values] {
	return rapid.Custom(func(t *rapid.T) []Values {
		vals := make([]Values, len(b.Vars))
		for i := range b.Vars {
			v := &b.Vars[i]
			base := uint64(1) << rapid.IntRange(0, FirstCode-1).Draw(t, "base")
			switch {
			case v.Several:
				in := rapid.Uint64().Draw(t, "in") & v.Every &^ baseBits
				out := rapid.Uint64().Draw(t, "out") & v.Every &^ baseBits
				if rapid.Bool().Draw(t, "two bases") {
					base |= 1 << Nothing
				}
				vals[i] = Values{In: in | base, Out: out | v.Every&^baseBits&^in}
			case v.Coded():
				set := rapid.Uint64().Draw(t, "set") & (v.Every | 1<<Nothing | 1<<NotSo)
				if set == 0 || rapid.Bool().Draw(t, "certain") {
					set = 1 << rapid.SampledFrom(numbersOf(v.Every|1<<Nothing|1<<NotSo)).Draw(t, "number")
				}
				vals[i] = Values{In: set}
			default:
				texts := []string{"x", "xa", "a", "n"}
				if v.Type == ascribe.TypeNumber {
					texts = []string{"0", "1", "2", "3"}
				}
				some := rapid.SliceOfNDistinct(rapid.SampledFrom(texts), 0, 2, rapid.ID).Draw(t, "texts")
				if len(some) > 0 && rapid.Bool().Draw(t, "no base") {
					base = 0
				}
				vals[i] = Values{In: base, Texts: some}
			}
		}
		return vals
	})
}

func numbersOf(set uint64) []int {
	var numbers []int
	for n := range 64 {
		if set&(1<<n) != 0 {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// completions are all that could be the case: values of which each is certain.
func completions(v *Var, x Values) []Values {
	var all []Values
	if v.Several {
		for sub := x.In & x.Out &^ baseBits; ; sub = (sub - 1) & x.In & x.Out &^ baseBits {
			codes := x.In&^x.Out&^baseBits | sub
			rest := v.Every &^ baseBits &^ codes
			if codes != 0 {
				all = append(all, Values{In: codes, Out: rest})
			} else {
				for _, n := range numbersOf(x.In & baseBits) {
					all = append(all, Values{In: 1 << n, Out: rest})
				}
			}
			if sub == 0 {
				return all
			}
		}
	}
	for _, n := range numbersOf(x.In) {
		all = append(all, Values{In: 1 << n})
	}
	for _, s := range x.Texts {
		all = append(all, Values{Texts: []string{s}})
	}
	return all
}

// everyCompletion visits the completions of the named variables, the others
// staying at one of theirs.
func everyCompletion(b *Book, vals []Values, named []int, visit func([]Values)) {
	current := make([]Values, len(vals))
	for i := range vals {
		current[i] = completions(&b.Vars[i], vals[i])[0]
	}
	var rec func(int)
	rec = func(k int) {
		if k == len(named) {
			visit(current)
			return
		}
		for _, c := range completions(&b.Vars[named[k]], vals[named[k]]) {
			current[named[k]] = c
			rec(k + 1)
		}
	}
	rec(0)
}

// The compiled form equals CEL where all is certain. Where it is not, it says
// yes or no only where CEL does for everything that could be the case; and it
// says depends only where CEL is of two minds, if no variable is tested twice
// and none together with another.
func TestCompiledConditionsEqualCEL(t *testing.T) {
	cel := newReference(t)
	exact, total := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		when := conditions(2).Draw(t, "condition")
		b := compileUnreached(t, withRows(when))
		program := cel.program(t, when)
		node := b.Rows[0].Test
		named := b.namesIn(node)
		for range 4 {
			vals := evidence(b).Draw(t, "values")
			got := node.Truth(vals)
			yes, no, count := false, false, 0
			everyCompletion(b, vals, named, func(certain []Values) {
				if count++; count > 3000 {
					return
				}
				want := holds(t, program, b, certain)
				if is := node.Truth(certain); is != truth(want) {
					t.Fatalf("%s\nis %v for %+v; CEL says %v", when, is, certain, want)
				}
				yes, no = yes || want, no || !want
			})
			if got == True && no || got == False && yes {
				t.Fatalf("%s\nis %v for %+v; by CEL it could be yes: %v, no: %v", when, got, vals, yes, no)
			}
			total++
			if got == Depends == (yes && no) {
				exact++
			} else if count <= 3000 && node.testsEachVariableOnce() {
				t.Fatalf("%s\nis %v for %+v; by CEL it could be yes: %v, no: %v", when, got, vals, yes, no)
			}
		}
	})
	t.Logf("exact in %d of %d", exact, total)
}

// compileUnreached compiles a codebook whose rows need not all be reached.
func compileUnreached(t *rapid.T, text string) *Book {
	b, err := compile("random.yaml", []byte(text), false)
	if err != nil {
		t.Fatalf("%s\n%s", faults(err), text)
	}
	return b
}

func (b *Book) namesIn(n *Node) []int {
	var named []int
	n.each(func(n *Node) {
		if n.Op == Whole {
			named = append(named, n.Vars...)
		} else if n.Var >= 0 {
			named = append(named, n.Var)
		}
	})
	slices.Sort(named)
	return slices.Compact(named)
}

func (n *Node) testsEachVariableOnce() bool {
	seen := map[int]bool{}
	once := true
	n.each(func(n *Node) {
		if n.Op == Whole || n.Var >= 0 && seen[n.Var] {
			once = false
		}
		seen[n.Var] = true
	})
	return once
}

// A value that could be anything decides no test, and breaks none.
func TestAnyValueDepends(t *testing.T) {
	b, err := Compile("x.yaml", []byte(withRows("number > 1", "!(number > 1 && one == \"a\")")))
	if err != nil {
		t.Fatal(faults(err))
	}
	vals := make([]Values, len(b.Vars))
	for i := range vals {
		vals[i] = Values{In: 1 << Nothing}
	}
	vals[b.Var("number").Index].Any = true
	vals[b.Var("one").Index].In = 1 << FirstCode
	for i := range 2 {
		if got := b.Rows[i].Truth(vals); got != Depends {
			t.Errorf("row %d is %v", i, got)
		}
	}
}

func TestKnownTellsADefaultFromAValue(t *testing.T) {
	b, err := Compile("x.yaml", []byte(withRows("known(two)", `two == "a" && !known(two)`, `known(many)`)))
	if err != nil {
		t.Fatal(faults(err))
	}
	two, many := b.Var("two"), b.Var("many")
	a, _ := two.Number("a")
	u, _ := many.Number("u")
	if got := b.Rows[0].Test.Bits; got != two.Every&^(1<<NotExamined|1<<NoneFound) {
		t.Errorf("known(two) passes %b", got)
	}
	if got := b.Rows[1].Test.Bits; got != 1<<Nothing {
		t.Errorf("the default of two, which is not known, passes %b; %d is a", got, a)
	}
	if got := b.Rows[2].Test; got.Op != Has || got.Bits != many.Every&^baseBits&^(1<<u) {
		t.Errorf("known(many) is %+v", got)
	}
}

func TestTestsOfOneVariableBecomeOne(t *testing.T) {
	for when, want := range map[string]string{
		`one == "a" || two == "b" || one == "b"`:             `or(mask[one == "a" || one == "b"] mask[two == "b"])`,
		`!(one == "a" || one == "b") && known(one)`:          `mask[!(one == "a" || one == "b") && known(one)]`,
		`!(one == "a" && "a" in many)`:                       `or(mask[!(one == "a")] not(has["a" in many]))`,
		`"a" in many || "b" in many`:                         `or(has["a" in many] has["b" in many])`,
		`one == "a" ? "a" in many : number > 3`:              `or(and(mask[one == "a"] has["a" in many]) and(mask[!(one == "a")] text[number > 3]))`,
		`one == two && number > 1`:                           `and(whole[one == two] text[number > 1])`,
		`number > 1 && number < 5 || word == "x"`:            `or(text[number > 1 && number < 5] text[word == "x"])`,
		`1 > 0 && size(many) == 2`:                           `and(const[1 > 0] whole[size(many) == 2])`,
		`many.exists(one, one == "a") && known(many)`:        `and(whole[many.exists(one, one == "a")] has[known(many)])`,
		`(one == "a" && one != "b") || (one == "b" && true)`: `mask[one == "a" && one != "b" || one == "b" && true]`,
	} {
		b := mustCompileOne(t, when)
		if got := sketch(b.Rows[0].Test); got != want {
			t.Errorf("%s\nis  %s\nnot %s", when, got, want)
		}
	}
}

func mustCompileOne(t *testing.T, when string) *Book {
	t.Helper()
	b, err := compile("x.yaml", []byte(withRows(when)), false)
	if err != nil {
		t.Fatal(faults(err))
	}
	return b
}

func sketch(n *Node) string {
	name := [...]string{"and", "or", "not", "const", "mask", "has", "text", "whole"}[n.Op]
	if len(n.Kids) == 0 {
		return name + "[" + n.Text + "]"
	}
	var kids []string
	for _, k := range n.Kids {
		kids = append(kids, sketch(k))
	}
	return name + "(" + strings.Join(kids, " ") + ")"
}

// A book is read by many at once.
func TestTruthIsSafeForConcurrentUse(t *testing.T) {
	b, err := Compile("x.yaml", []byte(withRows(
		`one == "a" && "a" in many`, `number > 3 || word.startsWith("x")`, `one == two && one != ""`, `many.exists(x, x in more && x != "a") && number > count`)))
	if err != nil {
		t.Fatal(faults(err))
	}
	draw := evidence(b)
	var group sync.WaitGroup
	for seed := range 8 {
		group.Go(func() {
			for i := range 50 {
				vals := draw.Example(seed*1000 + i)
				first := make([]Truth, len(b.Rows))
				for k := range b.Rows {
					first[k] = b.Rows[k].Truth(vals)
				}
				for k := range b.Rows {
					if b.Rows[k].Truth(vals) != first[k] {
						t.Error("the same evidence gave two answers")
					}
				}
			}
		})
	}
	group.Wait()
}

// No condition, however written, breaks the compiler or the compiled form;
// and where all is certain, nothing depends.
func FuzzCondition(f *testing.F) {
	for _, seed := range []string{
		`one == "a" && known(many)`, `number > 3 ? two == "b" : !("a" in more)`, `many.exists(x, x in more)`, `has(one.x)`, `[one, two] == []`,
		`word.matches("a(b")`, `1/0 == number`, `{"a": one}["b"] == two`, `known(known(one))`, `"\u0000" == word`, `-9223372036854775808 - number > 0`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, when string) {
		if len(when) > 200 {
			return
		}
		book, err := Compile("x.yaml", []byte(withRows(when)))
		if err != nil {
			if ascribe.KindOf(err) != ascribe.ErrInvalid {
				t.Fatalf("%v", err)
			}
			return
		}
		vals := make([]Values, len(book.Vars))
		for i := range vals {
			vals[i] = Values{In: 1 << Nothing, Out: book.Vars[i].Every &^ baseBits}
		}
		if book.Rows[0].Truth(vals) == Depends {
			t.Fatalf("%q depends, and all is certain", when)
		}
	})
}

func TestLineEndsAndByteOrderMarksDoNotMatter(t *testing.T) {
	plain, err := Parse("x.yaml", []byte(sound))
	if err != nil {
		t.Fatal(faults(err))
	}
	windows, err := Parse("x.yaml", []byte("\ufeff"+strings.ReplaceAll(sound, "\n", "\r\n")))
	if err != nil {
		t.Fatal(faults(err))
	}
	if changes := Diff(plain, windows); len(changes) > 0 {
		t.Error(changes)
	}
}
