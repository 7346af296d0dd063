package dataset

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// A plan is a mapping bound to the columns of one file.
type plan struct {
	columns  []Column // the file's, and after them the derived ones; those that are left out too
	left     []int    // those that are left out
	empty    []int    // those of them that have neither a name nor a cell
	ids      []int
	numbered bool // whether the number of a row is its id
	fields   []field
	headings []string        // the names of the file's columns, as [alike] has them
	named    map[string]bool // those of them that are not empty
	begins   [256]bool       // the bytes that those begin with
	derived  []derivation
	title    template
}

// A field is a column of the file and how its cells are read.
type field struct {
	at        place
	unnamed   bool   // in the file
	rule      string // the variable that the mapping gives it; "": none
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
	index    nameIndex
	rules    map[int]*ColumnRule
	optional map[string]bool // by alike name
	missing  map[string]bool // told already
	empty    []int           // columns with neither a name nor a cell
	problems *ascribe.Problems
}

// bind makes the table's columns and the plan for its rows, or reports every
// reason why not.
func (t *Table) bind(header []heading, empty []int, problems *ascribe.Problems) {
	b := &binder{
		table: t, mapping: t.mapping, heading: header, empty: empty, problems: problems,
		names: ownNames(header), rules: map[int]*ColumnRule{}, optional: map[string]bool{}, missing: map[string]bool{},
	}
	b.index = newNameIndex(b.names)
	b.doubled()
	t.plan = &plan{named: map[string]bool{}}
	for _, h := range header {
		name := alike(h.name)
		t.plan.headings = append(t.plan.headings, name)
		t.plan.named[name] = name != ""
		for _, s := range []string{name, strings.ToUpper(name)} {
			if s != "" {
				t.plan.begins[s[0]] = true
			}
		}
	}
	b.columns()
	b.derive()
	b.ids()
	var later ascribe.Problems // for Continue, which knows what the dataset has
	t.nameColumns(&Before{}, &later)
	t.plan.title = b.titles()
}

func (b *binder) fault(at place, format string, args ...any) {
	b.problems.Add(b.table.problem(at, format, args...))
}

// doubled are columns of one name that the mapping does not tell apart.
func (b *binder) doubled() {
	named := map[string]bool{}
	for _, name := range b.mapping.named() {
		named[alike(name)] = true
	}
	first := map[string]int{}
	for i, h := range b.heading {
		name := norm.NFC.String(strings.TrimSpace(h.name))
		before, again := first[name]
		if !again {
			first[name] = i
		}
		if again && name != "" && !named[alike(b.names[i])] {
			b.fault(h.at, "the column %s is there twice, as column %d and %d: rename one of them, or name the second %s in a mapping", quote(name), before+1, i+1, b.names[i])
		}
	}
}

// ids are the columns of the id.
func (b *binder) ids() {
	if _, there := b.index.find(RowID); len(b.mapping.IDs) == 1 && b.mapping.IDs[0] == RowID && !there {
		b.table.plan.numbered = true
		return
	}
	for _, name := range b.mapping.idColumns() {
		if i, ok := b.find(name, "the id"); ok {
			b.table.plan.ids = append(b.table.plan.ids, i)
		}
	}
}

// find is the column that the mapping names for a purpose. That it is missing
// is a fault, unless the mapping lets it be.
func (b *binder) find(name, purpose string) (int, bool) {
	i, ok := b.index.find(name)
	if fold := alike(name); !ok && !b.optional[fold] && !b.missing[fold] {
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
	for i := range m.Columns {
		if rule := &m.Columns[i]; rule.Optional {
			b.optional[alike(rule.Name)] = true
		}
	}
	eventDate := b.bindRules()
	sources := map[int]bool{}
	for _, name := range m.Sources {
		if i, ok := b.find(name, "the list of sources"); ok {
			sources[i] = true
		}
	}
	for i := range b.names {
		c, sentinels, rule := b.column(i), m.Sentinels, b.rules[i]
		c.Source = sources[i]
		if rule != nil && rule.Own {
			sentinels = rule.Sentinels
		}
		if !eventDate && strings.EqualFold(c.Name, "date") && (rule == nil || rule.Type == "" && rule.Role == "") {
			c.Type, c.Role, eventDate = ascribe.TypeDate, ascribe.RoleEventDate, true
		}
		f := newField(sentinels, c.Type, m.DateFormat)
		f.namibia = c.Type == ascribe.TypeCountry && (rule == nil || !rule.Own)
		f.at, f.unnamed, f.rule = b.heading[i].at, b.heading[i].unnamed(), c.Variable
		if c.Type == ascribe.TypeCode {
			f.codes = make(map[string]bool, len(c.Codes))
			for _, code := range c.Codes {
				f.codes[code.Value] = true
			}
		}
		if slices.Contains(b.empty, i) && rule == nil {
			b.table.plan.empty = append(b.table.plan.empty, i)
		}
		if rule != nil && rule.LeaveOut || slices.Contains(b.table.plan.empty, i) {
			b.table.plan.left = append(b.table.plan.left, i)
		}
		b.table.plan.columns = append(b.table.plan.columns, c)
		b.table.plan.fields = append(b.table.plan.fields, f)
	}
}

// bindRules finds the columns that the mapping's rules are for, and says
// whether any of them gives the event's date.
func (b *binder) bindRules() bool {
	m, eventDate := b.mapping, false
	for _, d := range m.Derived {
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
	return eventDate
}

// column is a column of the file, with what its rule says of it.
func (b *binder) column(i int) Column {
	c := Column{Name: b.names[i], Type: ascribe.TypeText}
	if rule := b.rules[i]; rule != nil {
		c.Variable, c.Role, c.Codes, c.Definition = rule.Variable, rule.Role, rule.Codes, rule.Definition
		if rule.Type != "" {
			c.Type = rule.Type
		}
	}
	return c
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
			at, ok := b.index.find(name)
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
			_, ok := b.index.find(name)
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
				if at, ok := b.index.find(name); ok && (b.rules[at] == nil || !b.rules[at].Own) {
					b.table.plan.fields[at].namibia = true
				}
			}
		}
		d.bind(func(name string) int {
			if at, ok := b.index.find(name); name != "" && ok {
				return at
			}
			return -1
		})
		b.table.plan.columns = append(b.table.plan.columns, Column{
			Variable: rule.Variable, Type: rule.Type, Role: rule.Role, Definition: rule.Definition, From: from,
		})
		b.table.plan.derived = append(b.table.plan.derived, d)
	}
}

// titles binds the template of an incident's title.
func (b *binder) titles() (t template) {
	for _, p := range parseTemplate(b.mapping.RowTitle) {
		at := slices.IndexFunc(b.table.plan.columns, func(c Column) bool { return c.Derived() && c.Variable == p.field })
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
