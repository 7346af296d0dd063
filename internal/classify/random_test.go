package classify

import (
	"errors"
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// check holds a property to n random cases, a fifth of them in short mode, or
// to as many as the command line says.
func check(t *testing.T, n int, property func(t *rapid.T)) {
	t.Helper()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if f := flag.Lookup("rapid.checks"); !asked {
		was := f.Value.String()
		defer f.Value.Set(was) //nolint:errcheck // it was its value before
		if err := f.Value.Set(strconv.Itoa(n)); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, property)
}

func one[T any](t *rapid.T, label string, of ...T) T {
	return rapid.SampledFrom(of).Draw(t, label)
}

func chance(t *rapid.T, label string, percent int) bool {
	return rapid.IntRange(0, 99).Draw(t, label) < percent
}

// A plan is a random codebook before it is written down.
type plan struct {
	vars   []planned
	closes bool     // v0 closes, by its code x
	rows   []string // the conditions of all rows but the last
	labels []string // "l0" or "l0/high", one more than rows
}

type planned struct {
	name, kind, yaml string
}

// anyPlan draws a codebook of a few variables of every kind. Apart: no
// variable is tested in two places, and each test is a simple one.
func anyPlan(t *rapid.T, apart bool) plan {
	var p plan
	for i := range one(t, "variables", 3, 2, 4, 1) {
		p.vars = append(p.vars, anyVariable(t, i))
	}
	p.closes = p.vars[0].kind == "code" && chance(t, "closes", 40)
	left := slices.Clone(p.vars)
	for range one(t, "rows", 4, 3, 5, 2, 1) {
		if apart && len(left) == 0 {
			break
		}
		draw := func() string {
			if !apart {
				return anyTest(t, p.vars[rapid.IntRange(0, len(p.vars)-1).Draw(t, "variable")], p.vars)
			}
			v := left[0]
			left = left[1:]
			return simpleTest(t, v)
		}
		condition := draw()
		for chance(t, "more", 50) && (!apart || len(left) > 0) {
			condition = fmt.Sprintf("(%s) %s %s(%s)", condition, one(t, "joined", "&&", "||"), one(t, "negated", "", "", "!"), draw())
		}
		p.rows = append(p.rows, condition)
	}
	for range len(p.rows) + 1 {
		p.labels = append(p.labels, one(t, "label", "l0", "l1", "l1/low", "l1/high", "l2", "l3"))
	}
	return p
}

func anyVariable(t *rapid.T, i int) planned {
	v := planned{name: fmt.Sprintf("v%d", i), kind: one(t, "kind", "code", "code", "several", "several", "number")}
	var keys []string
	if chance(t, "open", 50) {
		keys = append(keys, "open: true")
	}
	policy := one(t, "policy", ascribe.Policies...)
	keys = append(keys, "policy: "+string(policy))
	var decisive string
	switch v.kind {
	case "number":
		keys = append(keys, "type: number")
		decisive = "2"
		if chance(t, "default", 15) {
			keys = append(keys, "default: 1")
		}
	case "several":
		keys = append(keys, "several: true", "values: {x: {}, y: {}, vague: {leaves_open: true}}")
		decisive = "x"
	default:
		keys = append(keys, "values: {x: {}, y: {}, z: {}, vague: {leaves_open: true}}")
		decisive = "x"
		if chance(t, "default", 20) {
			keys = append(keys, "default: "+one(t, "default", "x", "y"))
		}
	}
	if policy == ascribe.PolicyAny {
		keys = append(keys, "decisive: "+decisive)
	}
	v.yaml = "{" + strings.Join(keys, ", ") + "}"
	return v
}

func simpleTest(t *rapid.T, v planned) string {
	var forms []string
	switch v.kind {
	case "number":
		forms = []string{"%s == 2", "%s > 1", "%s < 3", "%s in [1, 3]", "known(%s)", "%s == null"}
	case "several":
		forms = []string{`"x" in %s`, `"y" in %s`, `"vague" in %s`, `"none_found" in %s`, "known(%s)", `!("x" in %s)`}
	default:
		forms = []string{`%s == "x"`, `%s != "y"`, `%s in ["x", "vague"]`, `%s == "none_found"`, `%s == "not_examined"`, "known(%s)", `!known(%s)`, `%s == ""`}
	}
	return fmt.Sprintf(one(t, "test", forms...), v.name)
}

// anyTest is mostly simple; some are for CEL as a whole.
func anyTest(t *rapid.T, v planned, vars []planned) string {
	if !chance(t, "whole", 20) {
		return simpleTest(t, v)
	}
	if v.kind == "several" {
		return fmt.Sprintf(one(t, "test", "size(%s) > 1", `%s.exists(c, c == "x" || c == "none_found")`), v.name)
	}
	for _, o := range vars {
		if o.kind == v.kind && o.name != v.name {
			return fmt.Sprintf(one(t, "test", "%s == %s", "%s != %s"), v.name, o.name)
		}
	}
	return simpleTest(t, v)
}

func (p *plan) yaml() string {
	var b strings.Builder
	b.WriteString("variables:\n")
	for _, v := range p.vars {
		fmt.Fprintf(&b, "  %s: %s\n", v.name, v.yaml)
	}
	if p.closes {
		b.WriteString("closes: {v0: x}\n")
	}
	levels := map[string][]string{}
	for _, pair := range p.labels {
		label, level, _ := strings.Cut(pair, "/")
		if levels[label] == nil {
			levels[label] = []string{}
		}
		if level != "" && !slices.Contains(levels[label], level+": {}") {
			levels[label] = append(levels[label], level+": {}")
		}
	}
	b.WriteString("labels:\n")
	for label, l := range levels {
		fmt.Fprintf(&b, "  %s: {levels: {%s}}\n", label, strings.Join(l, ", "))
	}
	b.WriteString("rows:\n")
	for i, pair := range p.labels {
		label, level, _ := strings.Cut(pair, "/")
		fmt.Fprintf(&b, "  - {id: r%d, label: %s, level: %q", i, label, level)
		if i < len(p.rows) {
			fmt.Fprintf(&b, ", when: '%s'", p.rows[i])
		}
		b.WriteString("}\n")
	}
	return b.String()
}

var unreachable = regexp.MustCompile(`^row "r([0-9]+)" can never be reached`)

// compile drops rows that no evidence can reach, which a codebook may not
// have, until it compiles.
func (p *plan) compile(t *rapid.T) *codebook.Book {
	for {
		yaml := p.yaml()
		book, err := codebook.Compile("random.yaml", []byte("codebook: random\nversion: \"1\"\n"+yaml))
		if err == nil {
			return book
		}
		e, ok := errors.AsType[*ascribe.Error](err)
		if !ok || len(e.Problems) == 0 {
			t.Fatalf("%s\n%s", faults(err), yaml)
		}
		m := unreachable.FindStringSubmatch(e.Problems[0].Message)
		if m == nil {
			t.Fatalf("%s\n%s", faults(err), yaml)
		}
		i, _ := strconv.Atoi(m[1])
		if i == len(p.rows) { // the last: the row before it always holds
			i--
			p.labels = slices.Delete(p.labels, i+1, i+2)
			p.rows = slices.Delete(p.rows, i, i+1)
			continue
		}
		p.labels = slices.Delete(p.labels, i, i+1)
		p.rows = slices.Delete(p.rows, i, i+1)
	}
}

func anyBook(t *rapid.T) *codebook.Book {
	p := anyPlan(t, chance(t, "apart", 40))
	return p.compile(t)
}

// lastDay is the last day of July 2016 on which a random statement is said.
const lastDay = 5

// anyDossier draws what might have been written down of an incident: mostly
// adequate statements of a few days, so that they meet.
func anyDossier(t *rapid.T, book *codebook.Book) *ascribe.Dossier {
	w := &writer{d: &ascribe.Dossier{Subject: "incident", Sources: map[string]*ascribe.Provenance{}}, entry: 1}
	for range one(t, "records", 6, 8, 10, 4, 12, 2, 0) {
		w.anyRecord(t, book)
	}
	return w.d
}

func (w *writer) anyRecord(t *rapid.T, book *codebook.Book) {
	w.record++
	if chance(t, "next entry", 30) {
		w.entry++
	}
	written := len(w.d.Statements)
	switch kind := rapid.IntRange(0, 99).Draw(t, "record"); {
	case kind < 12 && written > 0:
		w.anyWithdrawal(t)
	case kind < 16 && len(w.d.Sources) > 0:
		p := w.d.Sources[one(t, "source", w.sourceIDs()...)]
		p.Regrades = append(p.Regrades, noted(w, ascribe.Regrade{Source: p.Noun.ID, Reliability: one[ascribe.Reliability](t, "reliability", "A", "C", "D", "")}))
	case kind < 22 && written > 0:
		w.anyAdjudication(t, book)
	default:
		w.anyStatement(t, book)
	}
}

func (w *writer) sourceIDs() []string {
	var ids []string
	for id := range w.d.Sources {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (w *writer) anySource(t *rapid.T) string {
	id := one(t, "source", "p", "q", "r", "s")
	if w.d.Sources[id] != nil {
		return id
	}
	before := w.sourceIDs()
	s := &w.named(id).Noun
	s.Published = ascribe.OnDay(on(rapid.IntRange(1, lastDay).Draw(t, "published")))
	s.Reliability = one[ascribe.Reliability](t, "reliability", "A", "B", "C", "D", "")
	s.Publisher = one(t, "publisher", "", "daily", "weekly")
	for _, on := range before {
		if chance(t, "rests on", 25) {
			s.RestsOn = append(s.RestsOn, on)
		}
	}
	return id
}

func anyDay(t *rapid.T) ascribe.Date {
	day := rapid.IntRange(1, lastDay).Draw(t, "said")
	if chance(t, "imprecise", 10) {
		d, err := ascribe.ParseDate(fmt.Sprintf("2016-07-01/2016-07-%02d", day))
		if err != nil {
			t.Fatalf("%v", err)
		}
		return d
	}
	return ascribe.OnDay(on(day))
}

func (w *writer) anyStatement(t *rapid.T, book *codebook.Book) {
	v := &book.Vars[rapid.IntRange(0, len(book.Vars)-1).Draw(t, "variable")]
	s := ascribe.Statement{
		ID: fmt.Sprintf("s%d", w.record), Subject: w.d.Subject, Variable: v.Name, Value: anyValue(t, v),
		Stance:      one(t, "stance", ascribe.Asserts, ascribe.Asserts, ascribe.Denies, ascribe.Raises),
		Source:      w.anySource(t),
		Reliability: one[ascribe.Reliability](t, "reliability", "A", "B", "C", "C", "D", ""),
		Credibility: one[ascribe.Credibility](t, "credibility", "1", "2", "3", "3", "4", ""),
	}
	if chance(t, "a day of its own", 80) {
		s.Said = anyDay(t)
	}
	if n := len(w.d.Statements); n > 0 && chance(t, "coded again", 30) {
		before := &w.d.Statements[rapid.IntRange(0, n-1).Draw(t, "before")].Noun
		s.Variable, s.Source, s.Said = before.Variable, before.Source, before.Said
		s.Value = one(t, "read as", before.Value, anyValue(t, book.Var(s.Variable)))
	}
	s.Coder = one(t, "coder", "", "anna", "ben", "cleo")
	w.d.Statements = append(w.d.Statements, noted(w, s))
}

func anyValue(t *rapid.T, v *codebook.Var) string {
	values := []string{ascribe.NotExamined, ascribe.NoneFound}
	if v.Coded() {
		for _, x := range v.Variable.Values {
			values = append(values, x.Code, x.Code)
		}
	} else {
		values = append(values, "1", "2", "3", "10", "2", "3")
	}
	return one(t, "value", values...)
}

func (w *writer) anyWithdrawal(t *rapid.T) {
	x := ascribe.Withdrawal{ID: fmt.Sprintf("w%d", w.record), Kind: one(t, "kind", ascribe.Strike, ascribe.Correction)}
	n := len(w.d.Statements)
	i := rapid.IntRange(0, n+len(w.d.Withdrawals)-1).Draw(t, "withdrawn")
	if i < n {
		x.Statement = w.d.Statements[i].Noun.ID
	} else {
		x.Statement, x.Kind = w.d.Withdrawals[i-n].Noun.ID, ascribe.Strike
	}
	if x.Kind == ascribe.Correction {
		x.Said = anyDay(t)
		if chance(t, "from a source", 60) {
			x.Source = w.anySource(t)
			if chance(t, "on its day", 30) {
				x.Said = ascribe.Date{}
			}
		}
	}
	w.d.Withdrawals = append(w.d.Withdrawals, noted(w, x))
}

// anyAdjudication settles a statement or two on one variable, with the source
// and day of the first.
func (w *writer) anyAdjudication(t *rapid.T, book *codebook.Book) {
	s := w.d.Statements[rapid.IntRange(0, len(w.d.Statements)-1).Draw(t, "settled")].Noun
	settles := []string{s.ID}
	for i := range w.d.Statements {
		if o := &w.d.Statements[i].Noun; o.ID != s.ID && o.Variable == s.Variable && chance(t, "settled, too", 30) {
			settles = append(settles, o.ID)
		}
	}
	s.ID, s.Settles = fmt.Sprintf("s%d", w.record), settles
	s.Value = anyValue(t, book.Var(s.Variable))
	s.Coder = one(t, "coder", "", "anna", "dora")
	w.d.Statements = append(w.d.Statements, noted(w, s))
}

// write writes a dossier in the words in which the cases are written.
func write(d *ascribe.Dossier) string {
	var b strings.Builder
	for id, p := range d.Sources {
		fmt.Fprintf(&b, "%s is %q by %q out %s on %v (record %d, entry %d)", id, p.Noun.Reliability, p.Noun.Publisher, p.Noun.Published, p.Noun.RestsOn, p.Record, p.Entry)
		for _, g := range p.Regrades {
			fmt.Fprintf(&b, ", regraded %q in entry %d", g.Noun.Reliability, g.Entry)
		}
		b.WriteString("\n")
	}
	for i := range d.Statements {
		s := &d.Statements[i].Noun
		fmt.Fprintf(&b, "%s %s=%s %s from %s on %s %s%s by %q settles %v (entry %d)\n", s.ID, s.Variable, s.Value, s.Stance, s.Source, s.Said, s.Reliability, s.Credibility, s.Coder, s.Settles, d.Statements[i].Entry)
	}
	for i := range d.Withdrawals {
		x := &d.Withdrawals[i].Noun
		fmt.Fprintf(&b, "%s %s %s from %s on %s (entry %d)\n", x.ID, x.Kind, x.Statement, x.Source, x.Said, d.Withdrawals[i].Entry)
	}
	return b.String()
}

func rowsOf(book *codebook.Book) string {
	var b strings.Builder
	for i := range book.Vars {
		v := &book.Vars[i]
		fmt.Fprintf(&b, "%s: type %s, several %t, open %t, policy %s, default %q\n", v.Name, v.Type, v.Several, v.Open, v.Policy, v.Default)
	}
	for _, c := range book.Closes {
		fmt.Fprintf(&b, "%s %v closes\n", c.Variable, c.Values)
	}
	for _, r := range book.Rows {
		fmt.Fprintf(&b, "%s/%s: %s\n", r.Label, r.Level, r.When)
	}
	return b.String()
}
