package sheet

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/pattern"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

var braces = pattern.New(`\{([^{}]*)\}`)

// columns are those that the field names.
func (f *Field) columns() (names []string) {
	for _, m := range braces.FindAllStringSubmatch(f.Text, -1) {
		names = append(names, strings.TrimSpace(m[1]))
	}
	return names
}

// A filler is a field bound to the columns of a table.
type filler struct {
	field *Field
	parts []part
	tail  string
}

// A part is a column and the text before it.
type part struct {
	before string
	column int
}

func (b *binder) filler(f *Field, purpose string) filler {
	bound := filler{field: f}
	last := 0
	for _, m := range braces.FindAllStringSubmatchIndex(f.Text, -1) {
		name := strings.TrimSpace(f.Text[m[2]:m[3]])
		bound.parts = append(bound.parts, part{f.Text[last:m[0]], b.column(f.at, name, purpose)})
		last = m[1]
	}
	bound.tail = f.Text[last:]
	return bound
}

// column is where the field stands in a row, for faults: -1 where it is fixed.
func (f *filler) column() int {
	if len(f.parts) == 0 {
		return -1
	}
	return f.parts[0].column
}

// fill is the field with the row's cells; unknown says which say nothing.
func (f *filler) fill(l *dataset.Line, unknown func(string) bool) string {
	if len(f.parts) == 0 {
		return f.tail
	}
	var b strings.Builder
	for i, p := range f.parts {
		if p.column < 0 {
			continue
		}
		text := l.Texts[p.column]
		if unknown(text) {
			continue
		}
		if b.Len() > 0 || i == 0 {
			b.WriteString(p.before)
		}
		b.WriteString(text)
	}
	if b.Len() == 0 {
		return ""
	}
	b.WriteString(f.tail)
	return strings.TrimSpace(b.String())
}

// means is what the text stands for by the field's own list; ok is false where
// there is a list, and the text is not in it.
func (f *filler) means(text string) (meaning string, ok bool) {
	if len(f.field.Values) == 0 || text == "" {
		return text, true
	}
	i := slices.IndexFunc(f.field.Values, func(m Meaning) bool { return dataset.Alike(m.Text, text) })
	if i < 0 {
		return "", false
	}
	return f.field.Values[i].Means, true
}

// A binder joins a mapping to the columns of a table.
type binder struct {
	mapping  *Mapping
	table    *dataset.Table
	problems *ascribe.Problems
	missing  map[string]bool
}

func newBinder(m *Mapping, t *dataset.Table, problems *ascribe.Problems) *binder {
	return &binder{mapping: m, table: t, problems: problems, missing: map[string]bool{}}
}

// column is the place of a column; -1, with the fault noted once, where the
// table has none of that name.
func (b *binder) column(at yamltext.Place, name, purpose string) int {
	i := b.table.Find(name)
	if i < 0 && !b.missing[name] {
		b.missing[name] = true
		b.problems.Add(b.mapping.fault(at, "%s", b.table.WhyNoColumn(name, purpose)))
	}
	return i
}
