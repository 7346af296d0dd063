package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	pretty "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// answer is one answer in the forms in which it can be had.
type answer struct {
	json   any
	header []string // of the CSV
	rows   [][]string
	text   func(*page)
}

// print writes the answer in the form that was asked for.
func (e *environment) print(f formats, a answer) error {
	if e.quiet != nil {
		e.quiet()
	}
	switch {
	case f.JSON:
		return e.printJSON(a.json)
	case f.CSV, f.CSVPeople:
		return table.ByName(table.Formats, table.CSVFor(f.CSVPeople)).Write(e.out, table.OfTexts(a.header, a.rows))
	}
	p := &page{t: e.out}
	a.text(p)
	e.out.WriteString(p.String())
	return nil
}

func (e *environment) printJSON(v any) error {
	out := &jsonWriter{to: e.out}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return cmp.Or(enc.Encode(v), out.end())
}

// page is a text for a terminal, built from top to bottom.
type page struct {
	strings.Builder
	t *terminal
}

// line writes one line. What is told in it cannot begin another.
func (p *page) line(format string, args ...any) {
	for i, a := range args {
		if text, ok := a.(string); ok {
			args[i] = strings.ReplaceAll(p.t.guarded(text), "\n", "<U+000A>")
		}
	}
	fmt.Fprintf(p, format+"\n", args...)
}

// heading begins a part of the page.
func (p *page) heading(s string) { p.line("\n%s", p.t.paint(bold, s)) }

// wrap writes a paragraph within the width, indented; the first line begins
// with the mark, if there is one.
func (p *page) wrap(indent, s string) { p.item(indent, "", s) }

func (p *page) item(indent, mark, s string) {
	s = p.t.guarded(s)
	width := max(p.t.width-len(indent)-text.StringWidthWithoutEscSequences(mark), 20)
	for line := range strings.SplitSeq(text.WrapSoft(s, width), "\n") {
		p.line("%s%s%s", indent, mark, strings.TrimRight(line, " "))
		mark = strings.Repeat(" ", text.StringWidthWithoutEscSequences(mark))
	}
}

// columns writes a table without borders. The last column is wrapped, so that
// the table fits; where there is no room for it, it goes on a line of its own
// below the others. No word is broken. Without rows it writes nothing.
func (p *page) columns(header []string, rows [][]string, right ...int) {
	if len(rows) == 0 {
		return
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = p.t.guarded(cell)
		}
	}
	last := len(rows[0]) - 1
	room, word := p.t.width, 0
	for i := range last {
		room -= widest(header, rows, i) + 2
	}
	for _, row := range rows {
		for w := range strings.FieldsSeq(row[last]) {
			word = max(word, text.StringWidthWithoutEscSequences(w))
		}
	}
	below := last > 0 && room < min(widest(header, rows, last), max(word, 24))
	w := pretty.NewWriter()
	w.SetStyle(plain)
	shown := last + 1
	if below {
		shown = last
	}
	if header != nil {
		w.AppendHeader(tableRow(p, header[:shown], bold))
	}
	configs := []pretty.ColumnConfig{{Number: last + 1, WidthMax: max(room, word), WidthMaxEnforcer: text.WrapSoft}}
	for _, n := range right {
		configs = append(configs, pretty.ColumnConfig{Number: n, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	w.SetColumnConfigs(configs)
	for _, row := range rows {
		w.AppendRow(tableRow(p, row[:shown], ""))
	}
	at := 0
	if header != nil {
		at = -1
	}
	for line := range strings.SplitSeq(w.Render(), "\n") {
		p.line("%s", strings.TrimRight(line, " "))
		if below && at >= 0 && rows[at][last] != "" {
			p.wrap("    ", rows[at][last])
		}
		at++
	}
}

// widest is the width of a column.
func widest(header []string, rows [][]string, column int) int {
	width := 0
	for _, row := range append([][]string{header}, rows...) {
		if column < len(row) {
			width = max(width, text.StringWidthWithoutEscSequences(row[column]))
		}
	}
	return width
}

func tableRow(p *page, cells []string, s style) pretty.Row {
	row := make(pretty.Row, len(cells))
	for i, c := range cells {
		row[i] = c
		if s != "" {
			row[i] = p.t.paint(s, c)
		}
	}
	return row
}

// plain is a table of aligned columns and nothing else.
var plain = func() pretty.Style {
	s := pretty.StyleDefault
	s.Options = pretty.OptionsNoBordersAndSeparators
	s.Format = pretty.FormatOptions{}
	s.Box.PaddingLeft = ""
	s.Box.PaddingRight = "  "
	return s
}()

// asKnown says from which point and under which codebook an answer is.
func asKnown(pt point.Asked, b point.BookName) string {
	var parts []string
	if pt.Known != nil {
		parts = append(parts, "as known on "+pt.Known.String())
	} else {
		parts = append(parts, "all that is known")
	}
	if pt.Recorded != nil {
		parts = append(parts, fmt.Sprintf("as recorded by entry %d", *pt.Recorded))
	}
	if b.ID != "" {
		parts = append(parts, fmt.Sprintf("codebook %s %s", b.ID, b.Version))
	}
	return strings.Join(parts, " · ")
}

// outcome is a label with its level, in words.
func outcome(o ascribe.Outcome) string {
	if o.Label == "" {
		return "no label"
	}
	if o.Level == "" {
		return words(o.Label)
	}
	return words(o.Label) + " (" + words(o.Level) + ")"
}

func settledWord(settled bool) string {
	if settled {
		return "settled"
	}
	return "not settled"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// plural is a count with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// share is a part of a base in per cent. A per cent is never shown without
// its base.
func share(n, base int) string {
	if base == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(base))
}
