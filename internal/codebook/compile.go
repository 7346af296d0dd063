package codebook

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// Compile reads a codebook from YAML, checks all that can be checked and
// compiles its conditions. All faults are reported, each with its place. The
// Book is safe for concurrent use.
func Compile(file string, text []byte) (*Book, error) {
	return compile(file, text, true)
}

// compile compiles; whether each row can be reached need not be asked.
func compile(file string, text []byte, reach bool) (*Book, error) {
	r := newReader(file)
	c := r.codebook(text)
	if c == nil {
		return nil, r.Faults.Err(named(file), checkHint)
	}
	sum := sha256.Sum256(text)
	b := &Book{Codebook: *c, SHA256: hex.EncodeToString(sum[:]), byName: map[string]int{}}
	for i := range c.Variables {
		b.Vars = append(b.Vars, newVar(c.Variables[i], i))
		b.byName[c.Variables[i].Name] = i
	}
	checker{r, b}.check()
	if err := b.compileRows(r); err != nil {
		return nil, err
	}
	for i := range c.Variables {
		for _, name := range c.Variables[i].Was {
			b.byName[name] = i // after the conditions, which know today's names alone
		}
	}
	if reach {
		b.checkReach(r)
	}
	if err := r.Faults.Err(named(file), checkHint); err != nil {
		return nil, err
	}
	for _, closing := range c.Closes {
		v := b.Var(closing.Variable)
		k := Closing{Var: v.Index}
		for _, code := range closing.Values {
			k.Bits |= 1 << v.numbers[code]
		}
		b.Closings = append(b.Closings, k)
	}
	return b, nil
}

// compileRows compiles the condition of each row. An error is the program's
// own; what is wrong with the codebook goes to the reader.
func (b *Book) compileRows(r *reader) error {
	g, err := newGrammar(b.Vars, b.byName)
	if err != nil {
		return ascribe.Errorf(ascribe.ErrInternal, "the conditions of the codebook cannot be set up").WithCause(err)
	}
	for i, row := range b.Codebook.Rows {
		compiled := Row{DecisionRow: row}
		where, written := r.Written(yamltext.Path("rows", i, "when"))
		if !written || row.When == "" {
			b.Rows = append(b.Rows, compiled)
			continue
		}
		condition := g.parse(row.When, func(offset int, format string, args ...any) {
			r.Fault(r.Find(where, offset), format, args...)
		})
		if condition == nil {
			compiled.Test = &Node{Op: Whole, Var: -1, Text: row.When, whole: maybe}
		} else {
			compiled.Test, err = condition.split(condition.ast.Expr(), false)
			if err != nil {
				return ascribe.Errorf(ascribe.ErrInternal, "the condition of row %s cannot be planned", row.ID).WithCause(err)
			}
		}
		b.Rows = append(b.Rows, compiled)
	}
	return nil
}

// maybe stands for a condition that is not understood.
func maybe([]Values) Truth { return Depends }
