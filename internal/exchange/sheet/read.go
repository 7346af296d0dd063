package sheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A Reader reads one table under one mapping.
type Reader struct {
	file    string
	mapping *Mapping
	book    *ascribe.Codebook
	table   *dataset.Table
	sheets  map[string]*dataset.Table // the other sheets, by the name of their source rule
	rows    atomic.Int64
}

// Open finds out what the file is and where its table lies. A file that cannot be
// read is refused here; what is wrong with what it says, by [Reader.Plan].
func Open(name string, r io.ReaderAt, size int64, m *Mapping, book *ascribe.Codebook) (*Reader, error) {
	read := &Reader{file: name, mapping: m, book: book, sheets: map[string]*dataset.Table{}}
	open := func(sheet string, header int) (*dataset.Table, error) {
		layout := m.Layout
		layout.IDs = []string{dataset.RowID}
		if sheet != "" {
			layout.Sheet, layout.HeaderRow = sheet, header
		}
		return dataset.OpenTable(name, r, size, &layout)
	}
	var err error
	if read.table, err = open("", 0); err != nil {
		return nil, err
	}
	for i := range m.Sources {
		if s := &m.Sources[i]; s.Sheet != "" {
			if read.table.Format() != dataset.XLSX {
				return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is %s, and has no sheet %q of sources", name, read.table.Format(), s.Sheet).
					WithHint("save cases and sources as two sheets of one workbook, or put the sources' columns into the rows of the cases")
			}
			if read.sheets[s.Name], err = open(s.Sheet, s.HeaderRow); err != nil {
				return nil, err
			}
		}
	}
	return read, nil
}

// Progress is how many bytes of the file have been read. It may be asked for
// while reading goes on.
func (r *Reader) Progress() (read, total int64) { return r.table.Progress() }

// Rows is how many rows have been read.
func (r *Reader) Rows() int64 { return r.rows.Load() }

// Remarks are what was read leniently or passed over.
func (r *Reader) Remarks() *dataset.Remarks { return r.table.Remarks() }

// Plan reads the table. An error is one of reading; what the table has wrong is
// in the plan's problems.
func (r *Reader) Plan() (*Plan, error) {
	p := &planner{
		Reader: r, plan: &Plan{Mapping: r.mapping, Keyed: len(r.mapping.Row) > 0}, rowIDs: map[string]dataset.Spot{},
		incidents: map[string]*made{}, untitled: map[string]bool{}, actors: map[string]*made{}, links: map[string]*made{}, sources: newSourceBook(), told: map[told]bool{},
	}
	p.problems = &p.plan.Problems
	p.unknown = newWords(r.mapping.Reading.Unknown)
	if err := p.readSources(); err != nil {
		return nil, err
	}
	p.bind()
	for line, err := range r.table.Lines(p.problems) {
		if err != nil {
			return nil, err
		}
		p.row(line)
		r.rows.Add(1)
	}
	p.gaps()
	p.plan.Sources = p.sources.sorted(p.problems)
	return p.plan, nil
}

// made is a noun that a row made, and where.
type made struct {
	at   dataset.Spot
	said string // what its id was made of
	noun ascribe.Noun

	fields map[string]dataset.Spot
}

// A planner makes one plan.
type planner struct {
	*Reader
	plan     *Plan
	problems *ascribe.Problems
	binder   *binder

	unknown           words // what says nothing in a field
	keys              []int // the columns that tell rows apart
	hashed            []int // the columns, in the order of their names
	hashedNames       []string
	incidentID, title filler
	rules             []boundRule
	whole             boundSaying // of what has none of its own
	linkRules         []boundLink
	inRows            map[string]*boundSource // the rules of sources, by name

	rowIDs    map[string]dataset.Spot
	incidents map[string]*made
	untitled  map[string]bool // those of them that cannot be written
	actors    map[string]*made
	links     map[string]*made
	sources   *sourceBook
	told      map[told]bool
}

func (p *planner) fault(at dataset.Spot, format string, args ...any) {
	p.problems.Add(at.Problem(format, args...))
}

// silent reports whether a text says nothing.
func (p *planner) silent(text string) bool { return text == "" || p.unknown.has(text) }

// bind joins the mapping to the columns of the table and to the codebook.
func (p *planner) bind() {
	m := p.mapping
	b := newBinder(m, p.table, p.problems)
	p.binder = b
	for _, name := range m.Row {
		if i := b.column(yamltext.Place{Line: 1, Column: 1}, name, "row"); i >= 0 {
			p.keys = append(p.keys, i)
		}
	}
	p.incidentID = b.filler(&m.Incident.ID, "the incident")
	p.title = b.filler(&m.Incident.Title, "the incident")
	p.inRows = map[string]*boundSource{}
	for i := range m.Sources {
		p.inRows[m.Sources[i].Name] = b.source(&m.Sources[i])
	}
	p.whole = p.bindSaying(&Saying{}, "the mapping")
	for i := range m.Links {
		p.linkRules = append(p.linkRules, p.bindLink(&m.Links[i]))
	}
	for i := range m.Columns {
		if rule, ok := p.bindRule(&m.Columns[i]); ok {
			p.rules = append(p.rules, rule)
		}
	}
	names := p.table.Names()
	for i := range names {
		p.hashed = append(p.hashed, i)
	}
	slices.SortFunc(p.hashed, func(i, j int) int {
		return cmp.Or(cmp.Compare(dataset.Fold(names[i]), dataset.Fold(names[j])), cmp.Compare(i, j))
	})
	for _, i := range p.hashed {
		p.hashedNames = append(p.hashedNames, dataset.Fold(names[i]))
	}
}

// row plans one row.
func (p *planner) row(l *dataset.Line) {
	row := Row{At: l.Spot(-1), Hash: p.hash(l)}
	if p.plan.Keyed && !p.key(l, &row) {
		return
	}
	incident, ok := p.incident(l)
	if !ok {
		return
	}
	at := &rowReader{planner: p, line: l, incident: incident, cited: map[string][]string{}}
	for i := range p.linkRules {
		at.link(&p.linkRules[i])
	}
	for i := range p.rules {
		at.rule(&p.rules[i])
	}
	if p.untitled[incident] { // what is said of it would only be faults of that one
		return
	}
	row.Statements = at.statements
	p.plan.Rows = append(p.plan.Rows, row)
}

// key gives the row its id, which no other row may have.
func (p *planner) key(l *dataset.Line, row *Row) bool {
	if len(p.keys) < len(p.mapping.Row) {
		return false
	}
	parts := make([]string, len(p.keys))
	for n, i := range p.keys {
		parts[n] = l.Texts[i]
	}
	at := l.Spot(p.keys[0])
	id, wrong := dataset.RowKey(parts)
	if wrong != "" {
		p.fault(at, "%s: by it the row is found again when the sheet has moved on", wrong)
		return false
	}
	if first, again := p.rowIDs[id]; again {
		p.fault(at, "the row %s is there twice, first in %s: give each row its own, or name more columns under row", dataset.Quote(id), first)
		return false
	}
	p.rowIDs[id] = at
	row.ID = id
	return true
}

// hash is that of the row's cells.
func (p *planner) hash(l *dataset.Line) string {
	h := sha256.New()
	for n, i := range p.hashed {
		if l.Texts[i] != "" {
			fmt.Fprintf(h, "%d:%s%d:%s", len(p.hashedNames[n]), p.hashedNames[n], len(l.Texts[i]), l.Texts[i]) //nolint:errcheck // a hash takes all
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// incident is the id of the row's incident, which is planned where it is new.
func (p *planner) incident(l *dataset.Line) (id string, ok bool) {
	said := p.incidentID.fill(l, p.silent)
	at := l.Spot(p.incidentID.column())
	if said == "" {
		if len(p.incidentID.parts) > 0 && p.incidentID.column() >= 0 {
			p.fault(at, "the row says nothing of which incident it is about")
		}
		return "", false
	}
	if id = slug(said); id == "" {
		p.fault(at, "no id can be made of %s: an id has small Latin letters and digits", dataset.Quote(said))
		return "", false
	}
	title := p.title.fill(l, p.silent)
	before, there := p.incidents[id]
	switch {
	case !there:
		i := &ascribe.Incident{ID: id, Title: title}
		p.incidents[id] = &made{at: at, said: said, noun: i}
		if !p.mapping.Incident.Title.Given() {
			break // the record has it
		}
		if title == "" {
			p.untitled[id] = true
			if p.title.column() >= 0 { // else there is no such column, which is told
				p.fault(l.Spot(p.title.column()), "the incident %s has no title", id)
			}
			break
		}
		p.plan.Incidents = append(p.plan.Incidents, Noun{Noun: i, At: l.Spot(p.title.column())})
	case !dataset.Alike(before.said, said):
		p.fault(at, "%s and %s in %s would both be the incident %s: make the id of more columns", dataset.Quote(said), dataset.Quote(before.said), before.at, id)
	case before.noun.(*ascribe.Incident).Title != title && title != "":
		p.fault(l.Spot(p.title.column()), "the incident %s has the title %s here, and %s in %s", id, dataset.Quote(title), dataset.Quote(before.noun.(*ascribe.Incident).Title), before.at)
	}
	return id, true
}
