package sheet

import (
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A Mapping says what the columns of a team's own table mean in the record.
type Mapping struct {
	File   string // where it was read from, for sentences
	Text   string
	SHA256 string // of the text, in hex

	// Name is what the table is known by: a second import of the same name is
	// compared with the first.
	Name string

	// Layout says how the file is to be read: its format, encoding, delimiter,
	// sheet and header row, and what becomes of formulas.
	Layout dataset.Mapping

	Row      []string // the columns that tell rows apart; none: they cannot be
	Incident IncidentRule
	Sources  []SourceRule // the first is that of every column which names no other
	Links    []LinkRule
	Saying   Saying // of every statement whose column says nothing else
	Reading  Reading
	Columns  []Rule
}

// A Field is a text of what is written down: fixed, or with columns in braces,
// as in "{town}, {date}". An empty cell takes the text before it away, and where
// all are empty there is none.
type Field struct {
	Text   string
	Values []Meaning // what the text stands for; none: itself
	at     yamltext.Place
}

// Given reports whether the mapping has the field.
func (f *Field) Given() bool { return f.Text != "" }

// A Meaning is what a text of a cell means: a code, perhaps after "raises" or
// "denies"; nothing, where it says nothing.
type Meaning struct {
	Text, Means string
	at          yamltext.Place
}

// An IncidentRule makes the incident of a row. Several rows may be about one.
type IncidentRule struct {
	ID    Field // made small, of Latin letters
	Title Field // without it the record has the incident already
	at    yamltext.Place
}

// A SourceRule makes the source of a row, once for each that differs.
type SourceRule struct {
	Name string
	// Sheet is another sheet of the workbook that holds the sources. Key is its
	// column that From names in the row; the fields are of its columns.
	Sheet     string
	HeaderRow int
	Key       string
	From      Field
	Several   string // how several are parted in From

	ID, Title, Publisher, URL, ArchivedURL, Published, Kind, Language, Reliability, RestsOn Field

	at yamltext.Place
}

// A LinkRule makes an actor and its part in the incident of the row; none,
// where the row names no actor.
type LinkRule struct {
	Name      string
	ID        Field // of the link; without it, made of the others
	Role      Field
	Actor     Field // the id of the actor; without it, made of its name
	ActorName Field // without it the record has the actor already
	Kind      Field
	Several   string // how several actors are parted
	// Variable and Value are what is said of the link by its being there, so
	// that it has a day.
	Variable, Value string

	at yamltext.Place
}

// A Saying is what is said with a value: of a statement, all but its subject,
// variable and value.
type Saying struct {
	Source                                       string // the name of a rule
	Stance, Basis, Locator, Said, Grade          Field
	Reliability, Credibility, Coder, Quote, Note Field
}

// A Reading says how cells are read.
type Reading struct {
	Unknown, NotExamined, NoneFound []string // nil: as for the whole table
	DateFormat                      dataset.DateOrder
	Decimal                         dataset.Decimal
}

// A Rule makes statements of a column, or of several that are read together: a
// year, month and day, or a latitude and a longitude.
type Rule struct {
	Columns  []string
	Variable string
	Of       string // the rule of a link; empty: the incident
	Several  string // how several values of a cell are parted; empty: there is one
	Values   []Meaning
	Inexact  Inexact
	Reading  Reading
	Saying   Saying

	at, variableAt, ofAt yamltext.Place
}

// Inexact is what becomes of numbers and dates that are not exact: ca. 10, <24,
// 10-12.
type Inexact string

const (
	RefuseInexact Inexact = "refuse" // a fault, also where nothing is said
	NoteInexact   Inexact = "note"   // the nearest value, and the cell's words in the note
	LowInexact    Inexact = "low"    // the lowest value that the words allow, and the words in the note
	HighInexact   Inexact = "high"   // the highest
)

// InexactWays lists the ways in the order of the documentation.
var InexactWays = []Inexact{RefuseInexact, NoteInexact, LowInexact, HighInexact}

// OnLines parts what stands on lines of its own in one cell.
const OnLines = "lines"

// ActorOf is how a rule says that it is about the actor of a link.
const ActorOf = "actor of "

// source is the rule of a name, or nil; the first, where there is no name.
func (m *Mapping) source(name string) *SourceRule {
	for i := range m.Sources {
		if name == "" || m.Sources[i].Name == name {
			return &m.Sources[i]
		}
	}
	return nil
}

func (m *Mapping) link(name string) int {
	for i := range m.Links {
		if m.Links[i].Name == name {
			return i
		}
	}
	return -1
}

func (m *Mapping) fault(at yamltext.Place, format string, args ...any) ascribe.Problem {
	return ascribe.Problem{File: m.File, Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, args...)}
}
