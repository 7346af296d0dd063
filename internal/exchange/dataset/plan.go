package dataset

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A plan is a mapping bound to the columns of one file.
type plan struct {
	ids     []int
	fields  []field
	derived []derivation
	title   template
}

// A field is a column of the file and how its cells are read.
type field struct {
	sentinels map[string]bool
	lengths   uint64 // a bit for each length that a sentinel has; the last for all longer ones
	typ       ascribe.Type
	codes     map[string]bool
	countries map[string]string // what the mapping says that texts mean
	order     DateOrder
	namibia   bool // whether NA, which the mapping lists for all columns, can be a country's code here
}

func (f *field) isSentinel(text []byte) bool {
	return f.lengths&(1<<min(len(text), 63)) != 0 && f.sentinels[string(text)]
}

func newField(sentinels []string, typ ascribe.Type, order DateOrder) field {
	f := field{typ: typ, order: order}
	if len(sentinels) > 0 {
		f.sentinels = make(map[string]bool, len(sentinels))
		for _, s := range sentinels {
			f.sentinels[s] = true
			f.lengths |= 1 << min(len(s), 63)
		}
	}
	return f
}

// binder joins a mapping to a header.
type binder struct {
	table    *Table
	mapping  *Mapping
	heading  []heading
	names    []string
	exact    map[string]int
	folded   map[string]int // -1 where several columns are alike but for large letters
	rules    map[int]*ColumnRule
	optional map[string]bool // by folded name
	missing  map[string]bool // told already
	problems *ascribe.Problems
}

// bind makes the table's columns and the plan for its rows, or reports every
// reason why not.
func (t *Table) bind(header []heading, problems *ascribe.Problems) {
	b := &binder{
		table: t, mapping: t.mapping, heading: header, problems: problems,
		exact: map[string]int{}, folded: map[string]int{}, rules: map[int]*ColumnRule{},
		optional: map[string]bool{}, missing: map[string]bool{},
	}
	b.index()
	t.plan = &plan{}
	b.columns()
	b.derive()
	for _, name := range b.mapping.idColumns() {
		if i, ok := b.find(name, "the id"); ok {
			t.plan.ids = append(t.plan.ids, i)
		}
	}
	t.plan.title = b.titles()
}

func (b *binder) fault(at place, format string, args ...any) {
	b.problems.Add(ascribe.Problem{
		File: b.table.name, Line: int(at.line), Column: int(at.column), Message: fmt.Sprintf(format, args...),
	})
}

func (b *binder) index() {
	for i, h := range b.heading {
		name := strings.TrimSpace(h.name)
		b.names = append(b.names, name)
		if name == "" {
			continue
		}
		if first, doubled := b.exact[name]; doubled {
			b.fault(h.at, "the column %s is there twice, as column %d and %d: rename one of them", quote(name), first+1, i+1)
			continue
		}
		b.exact[name] = i
		fold := strings.ToLower(name)
		if _, alike := b.folded[fold]; alike {
			b.folded[fold] = -1
			continue
		}
		b.folded[fold] = i
	}
}

// lookup is the column of that name; where there is none, the only one that
// differs from it by large and small letters alone.
func (b *binder) lookup(name string) (int, bool) {
	if i, ok := b.exact[name]; ok {
		return i, true
	}
	i, ok := b.folded[strings.ToLower(name)]
	return i, ok && i >= 0
}

// find is lookup of a column that the mapping names for a purpose. That it is
// missing is a fault, unless the mapping lets it be.
func (b *binder) find(name, purpose string) (int, bool) {
	i, ok := b.lookup(name)
	if fold := strings.ToLower(name); !ok && !b.optional[fold] && !b.missing[fold] {
		b.missing[fold] = true
		at := place{1, 1}
		if len(b.heading) > 0 {
			at = place{b.heading[0].at.line, 1}
		}
		b.fault(at, "there is no column %s, which %s needs%s", quote(name), purpose, nearMiss(name, b.names))
	}
	return i, ok
}

// columns are those of the file, by the mapping's rules or without any.
func (b *binder) columns() {
	m := b.mapping
	used := map[string]bool{}
	for i := range m.Columns {
		rule := &m.Columns[i]
		if rule.Optional {
			b.optional[strings.ToLower(rule.Name)] = true
		}
		if rule.Variable != "" {
			used[rule.Variable] = true
		}
	}
	eventDate := false
	for _, d := range m.Derived {
		used[d.Variable] = true
		eventDate = eventDate || d.Role == ascribe.RoleEventDate
	}
	for i := range m.Columns {
		rule := &m.Columns[i]
		eventDate = eventDate || rule.Role == ascribe.RoleEventDate
		at, ok := b.find(rule.Name, "the mapping")
		if !ok {
			continue
		}
		if first, doubled := b.rules[at]; doubled {
			b.fault(b.heading[at].at, "the mapping has both %s and %s for the column %s", quote(first.Name), quote(rule.Name), quote(b.names[at]))
		}
		b.rules[at] = rule
	}
	sources := map[int]bool{}
	for _, name := range m.Sources {
		if i, ok := b.find(name, "the list of sources"); ok {
			sources[i] = true
		}
	}
	for i, name := range b.names {
		c := Column{Name: name, Type: ascribe.TypeText, Source: sources[i]}
		sentinels := m.Sentinels
		rule := b.rules[i]
		if rule != nil {
			c.Variable, c.Role, c.Codes, c.Definition = rule.Variable, rule.Role, rule.Codes, rule.Definition
			if rule.Type != "" {
				c.Type = rule.Type
			}
			if rule.Own {
				sentinels = rule.Sentinels
			}
		}
		if !eventDate && strings.EqualFold(name, "date") && (rule == nil || rule.Type == "" && rule.Role == "") {
			c.Type, c.Role, eventDate = ascribe.TypeDate, ascribe.RoleEventDate, true
		}
		if c.Variable == "" {
			c.Variable = unique(variableName(name, i+1), used)
		}
		f := newField(sentinels, c.Type, m.DateFormat)
		f.namibia = c.Type == ascribe.TypeCountry && (rule == nil || !rule.Own)
		if c.Type == ascribe.TypeCode {
			f.codes = make(map[string]bool, len(c.Codes))
			for _, code := range c.Codes {
				f.codes[code.Value] = true
			}
		}
		b.table.columns = append(b.table.columns, c)
		b.table.plan.fields = append(b.table.plan.fields, f)
	}
}

// derive binds the rules that make columns from others.
func (b *binder) derive() {
	for i := range b.mapping.Derived {
		rule := &b.mapping.Derived[i]
		d := newDerivation(rule)
		d.order = rule.DateFormat
		if d.order == "" {
			d.order = b.mapping.DateFormat
		}
		given := 0
		var from []string
		for _, name := range rule.columns() {
			at, ok := b.lookup(name)
			if ok {
				given++
				from = append(from, b.names[at])
			}
		}
		// Of several columns to read from, and of parts that only make a
		// result more exact, some may be missing.
		needed := rule.needed()
		absent := len(rule.From) > 0 && given == 0
		for _, name := range needed {
			_, ok := b.lookup(name)
			absent = absent || !ok
		}
		if absent {
			if !rule.Optional {
				for _, name := range append(needed, rule.From...) {
					b.find(name, "the derived column "+rule.Variable)
				}
			}
			continue
		}
		if rule.Type == ascribe.TypeCountry {
			for _, name := range rule.From {
				if at, ok := b.lookup(name); ok && (b.rules[at] == nil || !b.rules[at].Own) {
					b.table.plan.fields[at].namibia = true
				}
			}
		}
		d.bind(func(name string) int {
			if at, ok := b.lookup(name); name != "" && ok {
				return at
			}
			return -1
		})
		b.table.columns = append(b.table.columns, Column{
			Variable: rule.Variable, Type: rule.Type, Role: rule.Role, Definition: rule.Definition, From: from,
		})
		b.table.plan.derived = append(b.table.plan.derived, d)
	}
}

// titles binds the template of an incident's title.
func (b *binder) titles() (t template) {
	for _, p := range parseTemplate(b.mapping.RowTitle) {
		at := slices.IndexFunc(b.table.columns, func(c Column) bool { return c.Derived() && c.Variable == p.field })
		if at < 0 {
			i, ok := b.find(p.field, "the title")
			if !ok {
				continue
			}
			at = i
		}
		p.column = at
		t.parts = append(t.parts, p)
	}
	t.tail = templateTail(b.mapping.RowTitle)
	return t
}
