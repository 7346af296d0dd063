package dataset

import (
	"bytes"
	"fmt"

	"github.com/ascribe-project/ascribe"
)

// builder makes rows of what a grid gives.
type builder struct {
	table    *Table
	plan     *plan
	grid     grid
	problems *ascribe.Problems
	rows     int
	number   int // of the row, where that is its id
	repeated repeated
	foreign  place // of the first text beyond ASCII in a file of another encoding

	memo      memo
	dates     map[dateKey]string
	countries map[string]string // by what was found; "" is none

	toldNamibia bool
}

type dateKey struct {
	text  string
	order DateOrder
}

func newBuilder(t *Table, g grid, problems *ascribe.Problems) *builder {
	t.letters.Again()
	b := &builder{table: t, plan: t.plan, grid: g, problems: problems, dates: map[dateKey]string{}, countries: map[string]string{}}
	if doubt := t.letters.Doubt(); doubt != "" {
		b.remark(place{1, 1}, doubt)
	}
	return b
}

// row makes one row. It is false of one that is not to be yielded.
func (b *builder) row() (Row, bool) {
	b.rows++
	start := b.grid.start()
	if b.isHeader(start) {
		return Row{}, false
	}
	columns := b.plan.columns
	n := len(b.plan.fields)
	cells := make([]ascribe.Cell, len(columns))
	places := make([]place, n)
	faulty, blank := b.fill(cells, places)
	switch {
	case blank:
		b.remark(start, "the row is empty, and was passed over")
		return Row{}, false
	case b.isTags():
		return Row{}, false
	}
	id, wrong := b.id()
	if wrong != "" {
		b.fault(b.idPlace(start), "%s", wrong)
		faulty = true
	}
	if faulty {
		return Row{}, false
	}
	b.derive(cells, places)
	row := Row{ID: id.id, Given: id.raw, Line: int(start.line), Cells: kept(b.plan, cells), table: b.table, places: kept(b.plan, places)}
	if row.Title = b.plan.title.fill(cells); row.Title == "" {
		row.Title = shorten(id.raw, maxTitle)
	}
	return row, b.repeated.keep(b, &row)
}

// fill reads the cells of the columns that the file has, and notes where they
// stand.
func (b *builder) fill(cells []ascribe.Cell, places []place) (faulty, blank bool) {
	blank = true
	for i := range places {
		places[i] = b.grid.at(i)
		cells[i].Variable = b.plan.columns[i].Variable
		text := b.cell(i)
		if len(text) == 0 {
			continue
		}
		blank = false
		if wrong := b.wrongLetters(places[i], text); wrong != "" {
			b.fault(places[i], "%s: %s", b.plan.columns[i].Variable, wrong)
			faulty = true
			continue
		}
		f := &b.plan.fields[i]
		if f.isSentinel(text) {
			b.namibia(i, f, text, places[i])
			continue
		}
		if f.typ == ascribe.TypeText {
			cells[i].Value = b.memo.text(text)
			continue
		}
		s, number := b.memo.text(text), b.grid.number(i)
		value, ok := b.convert(f, s, number)
		if !ok {
			if !b.isTags() {
				b.fault(places[i], "%s: %s", b.plan.columns[i].Variable, b.whyNot(f, s, number))
			}
			faulty = true
			continue
		}
		cells[i].Value = value
	}
	return faulty, blank
}

// derive adds the cells that are worked out from others.
func (b *builder) derive(cells []ascribe.Cell, places []place) {
	columns, n := b.plan.columns, len(places)
	for i := range b.plan.derived {
		d := &b.plan.derived[i]
		value, remark := d.derive(b, cells)
		cells[n+i] = ascribe.Cell{Variable: columns[n+i].Variable, Value: value}
		if remark != "" {
			told := " is left empty: "
			if value != "" {
				told = " is " + value + ": "
			}
			b.remark(places[d.column()], columns[n+i].Variable+told+remark)
		}
	}
}

// namibia remarks, once, on a code of a country that the mapping's list of what
// stands for unknown takes away.
func (b *builder) namibia(column int, f *field, text []byte, at place) {
	if !f.namibia || b.toldNamibia || string(text) != "NA" {
		return
	}
	b.toldNamibia = true
	b.remark(at, fmt.Sprintf("%s: NA is read as unknown here, since the mapping lists it; if it is Namibia, give the column %s a list of its own, as in sentinels: []",
		b.table.columns[column].Variable, quote(b.table.columns[column].Name)))
}

// end adds what shows only at the end of a file.
func (b *builder) end() {
	if fault := b.table.letters.End(); fault != "" {
		b.fault(b.foreign, "%s", fault)
	}
}

func (b *builder) fault(at place, format string, args ...any) {
	b.problems.Add(b.table.problem(at, format, args...))
}

func (b *builder) remark(at place, message string) {
	b.table.remarks.add(b.table.problem(at, "%s", message))
}

// wrongLetters is what is wrong with a text of a file that was declared to be
// in another encoding than UTF-8. What may be wrong is remarked on.
func (b *builder) wrongLetters(at place, text []byte) string {
	fault, remark := b.table.letters.Check(text)
	if b.foreign.line == 0 && (fault != "" || remark != "") {
		b.foreign = at
	}
	if remark != "" {
		b.remark(at, remark)
	}
	return fault
}

// cell is the text of a cell, without the space around it; before the first of
// a row, a file that was joined to another may have its mark.
func (b *builder) cell(column int) []byte {
	text := bytes.TrimSpace(b.grid.text(column))
	if column == 0 {
		text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\uFEFF")))
	}
	return text
}

// isHeader reports whether the row names the columns once more, as where files
// were joined. Where it names them in another order, what follows stands under
// the wrong names.
func (b *builder) isHeader(start place) bool {
	first := b.cell(0)
	if len(first) == 0 || !b.plan.begins[first[0]] || !b.plan.named[alike(string(first))] {
		return false // nearly all
	}
	same := true
	for i, heading := range b.plan.headings {
		text := alike(string(b.cell(i)))
		if text != heading && !b.plan.named[text] {
			return false
		}
		same = same && text == heading
	}
	switch {
	case same:
		b.remark(start, "the header stands here again, and was passed over: perhaps files were joined")
	case len(b.plan.fields) > 2:
		b.fault(start, "the row names the columns in another order than the header: files were joined whose columns differ; join them by the names of their columns")
	default:
		return false
	}
	return true
}

// isTags reports whether this is a row of tags of the Humanitarian Exchange
// Language under the header, such as #date+year.
func (b *builder) isTags() bool {
	if b.rows != 1 {
		return false
	}
	tags := 0
	for i := range b.plan.fields {
		text := bytes.TrimSpace(b.grid.text(i))
		if len(text) == 0 {
			continue
		}
		if len(text) < 2 || text[0] != '#' || text[1]|0x20 < 'a' || text[1]|0x20 > 'z' || bytes.ContainsAny(text, ";,") {
			return false
		}
		tags++
	}
	return tags > 0
}

// date is [dateOf], which remembers.
func (b *builder) date(s string, order DateOrder) (string, bool) {
	key := dateKey{s, order}
	if d, ok := b.dates[key]; ok {
		return d, d != ""
	}
	d, ok := dateOf(s, order)
	if len(b.dates) >= 1<<14 {
		clear(b.dates)
	}
	b.dates[key] = d
	return d, ok
}

// memo shares short texts between rows, since the same columns hold the same
// again and again; no text keeps others in memory.
type memo struct{ texts [1 << 12]string }

func (m *memo) text(b []byte) string {
	if len(b) > ascribe.MaxID {
		return string(b)
	}
	h := uint32(2166136261) // FNV-1a
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	slot := &m.texts[(h^h>>16)%uint32(len(m.texts))]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
}
