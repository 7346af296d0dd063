package sheet

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// The marks of a proposal: a line that is no more than likely, and one that
// cannot be written before somebody says what it is.
const (
	guessMark = " # guess: "
	askMark   = "# ask "
)

// Propose writes a mapping into the record for a table that nobody has mapped, by
// the likeness of its columns and values to a codebook. Every line that is no
// more than likely is marked, and so is what only the team can say: [Questions]
// finds those lines again.
func Propose(name string, r io.ReaderAt, size int64, at dataset.Place, book *ascribe.Codebook) ([]byte, error) {
	look, err := dataset.LookAt(name, r, size, at)
	if err != nil {
		return nil, err
	}
	p := &proposal{name: name, look: look, book: book, used: map[int]bool{}}
	if len(look.Date) > 0 && p.dates(look.Date[0]) {
		look.Date = nil // of the source, and not of the event
	}
	for _, other := range look.Others {
		l, err := dataset.LookAt(name, r, size, dataset.Place{Sheet: other})
		if err != nil {
			continue // it holds no table
		}
		p.others = append(p.others, l)
	}
	return Hold(name, r, size, p.write(), book), nil
}

// A proposal is what is proposed for one table.
type proposal struct {
	bytes.Buffer
	name   string
	look   *dataset.Look
	others []*dataset.Look
	book   *ascribe.Codebook
	used   map[int]bool // the columns that something was proposed for
	rules  []likeness
}

func (p *proposal) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *proposal) column(i int) string { return p.look.Columns[i].Name }

// braced are columns as they stand in a field.
func (p *proposal) braced(columns ...int) string {
	var parts []string
	for _, i := range columns {
		parts = append(parts, "{"+p.column(i)+"}")
	}
	return dataset.YAMLText(strings.Join(parts, ", "))
}

// use is the first of some columns, which nothing else is proposed for then; -1
// where there is none.
func (p *proposal) use(columns []int) int {
	if len(columns) == 0 || p.used[columns[0]] {
		return -1
	}
	p.used[columns[0]] = true
	return columns[0]
}

// called is the first column that is not used yet and has one of the words in its
// name; -1 where there is none.
func (p *proposal) called(words ...string) int {
	for i := range p.look.Columns {
		if !p.used[i] && slices.ContainsFunc(dataset.NameWords(p.column(i)), func(w string) bool { return slices.Contains(words, w) }) {
			return p.use([]int{i})
		}
	}
	return -1
}

func (p *proposal) write() []byte {
	rows := "rows"
	if p.look.Rows == 1 {
		rows = "row"
	}
	p.line("# A mapping of %s into the record, proposed from its header and its first %d %s.", dataset.OneLine(path.Base(p.name)), p.look.Rows, rows)
	p.line("# Look at every line that says guess, and fill in what it asks. See docs/mappings.md.")
	p.line("record: %s%sthe name by which the sheet is known when it is imported again", p.sheetName(), guessMark)
	p.WriteString(p.look.Layout)
	p.line("")
	p.rowIDs()
	p.words()
	p.line("")
	id, title := p.incident()
	p.line("incident:")
	p.line("  id: %s%swhat is made of it has to be the incident's own", id, guessMark)
	p.line("  title: %s%swhat it is called", title, guessMark)
	p.line("")
	p.likely()
	p.sources()
	p.saying()
	p.links()
	p.columns()
	p.together()
	p.unused()
	return p.Bytes()
}

func (p *proposal) sheetName() string {
	base := path.Base(strings.ReplaceAll(p.name, `\`, "/"))
	if name := slug(strings.TrimSuffix(base, path.Ext(base))); name != "" {
		return dataset.YAMLText(name)
	}
	return "sheet"
}

// rowIDs says what tells rows apart, or how that can be made.
func (p *proposal) rowIDs() {
	if len(p.look.ID) > 0 {
		p.line("row: %s%sthe column that tells rows apart; it must never change for a row", dataset.YAMLText(p.column(p.look.ID[0])), guessMark)
		return
	}
	p.line("# No column tells rows apart, so that the sheet could be imported once and never again: add a column that")
	p.line("# numbers them (1, 2, 3, …), never change those numbers, also where rows are sorted or taken out, and name it:")
	p.line("%srow: which column tells rows apart?", askMark)
}

// What people write where somebody looked and found nothing, or nobody looked.
var (
	emptyHanded = []string{"none found", "nothing found", "nichts gefunden", "nichts festgestellt", "rien trouvé", "nada encontrado", "no evidence", "no evidence found"}
	notLooked   = []string{"not examined", "not looked at", "not checked", "not analysed", "nicht untersucht", "nicht geprüft", "non examiné", "no examinado"}
)

// words says what stands for not knowing, and how dates and numbers are written.
func (p *proposal) words() {
	p.found("unknown", "these say nothing", p.look.Unknown, nil)
	p.found("not_examined", "these say that nobody has looked", nil, notLooked)
	p.found("none_found", "these say that somebody looked and found nothing", nil, emptyHanded)
	if o, guess := p.dateOrder(); o != "" {
		why := ""
		if guess {
			why = guessMark + "no date of the sheet shows which of day and month comes first"
		}
		p.line("date_format: %s%s", o, why)
	}
	switch {
	case p.look.Decimal != "":
		p.line("decimal: %q%sas the numbers of the sheet show it", string(p.look.Decimal), guessMark)
	case p.look.Either != "":
		p.line("%sdecimal: is %s a thousand and more, or a fraction? The sign before fractions", askMark, p.look.Either)
	}
}

// dateOrder is how dates of three numbers are written: as one column shows or,
// where none does, as is likeliest.
func (p *proposal) dateOrder() (order dataset.DateOrder, guess bool) {
	for _, l := range append([]*dataset.Look{p.look}, p.others...) {
		for i := range l.Columns {
			c := &l.Columns[i]
			if c.Order != "" && (order == "" || guess && !c.OrderGuess) {
				order, guess = c.Order, c.OrderGuess
			}
		}
	}
	return order, guess
}

// found writes a list of words that the sheet has.
func (p *proposal) found(key, why string, list, usual []string) {
	for _, c := range p.look.Columns {
		for _, v := range c.Values {
			if slices.Contains(usual, dataset.Fold(v.Text)) && !slices.Contains(list, v.Text) {
				list = append(list, v.Text)
			}
		}
	}
	if len(list) == 0 {
		return
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = dataset.YAMLText(s)
	}
	p.line("%s: [%s]%s%s", key, strings.Join(quoted, ", "), guessMark, why)
}

// incident is from what the incident of a row is made.
func (p *proposal) incident() (id, title string) {
	id = dataset.YAMLText("case-{" + p.column(0) + "}")
	if len(p.look.ID) > 0 {
		at := p.look.ID[0]
		p.used[at] = true
		id = p.braced(at)
		if p.look.Columns[at].Whole {
			id = dataset.YAMLText(strings.Trim(p.sheetName(), `"`) + "-{" + p.column(at) + "}")
		}
	}
	// A name is that of a person, and never of a case.
	if i := p.called("title", "titel", "titre", "titulo", "titolo", "bezeichnung", "intitule"); i >= 0 {
		return id, p.braced(i)
	}
	var parts []int
	for _, list := range [][]int{p.look.Place, p.look.Country, p.look.Date, p.look.Start, p.look.Year} {
		if len(list) > 0 {
			parts = append(parts, list[0])
		}
	}
	if len(parts) == 0 && len(p.look.ID) > 0 {
		parts = p.look.ID
	}
	if len(parts) == 0 {
		parts = []int{0}
	}
	return id, p.braced(parts...)
}

// unused lists what nothing was proposed for.
func (p *proposal) unused() {
	var names []string
	for i := range p.look.Columns {
		if !p.used[i] {
			names = append(names, dataset.OneLine(p.column(i)))
		}
	}
	if len(names) == 0 {
		return
	}
	p.line("")
	p.line("# Not used, since no variable of %s is like them: add those that you want under columns.", p.book.ID)
	const width = 90
	line := ""
	for i, name := range names {
		if i < len(names)-1 {
			name += ","
		}
		if len(line)+len(name) > width {
			p.line("# %s", strings.TrimSpace(line))
			line = ""
		}
		line += " " + name
	}
	p.line("# %s", strings.TrimSpace(line))
}

// heldMark begins what [Hold] adds.
const heldMark = "\n# An import would not understand, as the mapping stands:\n"

// Hold holds a mapping to its table, and has it end with what an import would not
// understand; what it ended with before goes.
func Hold(name string, r io.ReaderAt, size int64, text []byte, book *ascribe.Codebook) []byte {
	text, _, _ = bytes.Cut(text, []byte(heldMark))
	m, err := ParseMapping("", text)
	if err != nil {
		return text
	}
	read, err := Open(name, r, size, m, book)
	if err != nil {
		return text
	}
	plan, err := read.Plan()
	if err != nil {
		return text
	}
	e, ok := plan.Problems.Err("", "").(*ascribe.Error)
	if !ok {
		return text
	}
	const most = 10
	out := bytes.NewBuffer(slices.Clone(text))
	out.WriteString(heldMark)
	for i, at := range e.Problems {
		if i == most {
			fmt.Fprintf(out, "#   … and %d more; ascribe import FILE --mapping M --dry-run lists them\n", len(e.Problems)-most+e.More)
			break
		}
		fmt.Fprintf(out, "#   %s\n", dataset.OneLine(strings.TrimPrefix(at.String(), name+":")))
	}
	return out.Bytes()
}
