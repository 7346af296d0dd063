package dataset

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A Mapping says what the columns of a dataset's files mean, and how the files
// are to be read. The zero Mapping is that of a table with a column id and,
// perhaps, a column date.
type Mapping struct {
	File string // where it was read from, for sentences
	// Origin tells mappings apart: the name of one that is built in, or the
	// SHA-256 of its text in hex; empty of none.
	Origin string

	ID          string // of the mapping, and usually of the dataset
	Title       string
	Publisher   string
	Licence     string // its name
	LicenceNote string // what it allows, in words
	May         ascribe.Terms
	Notes       string

	Format    Format // "": as the file shows
	Encoding  Encoding
	Delimiter byte   // of CSV; 0: as the header shows
	Sheet     string // of a workbook; "": the first
	HeaderRow int    // from 1; 0 is 1
	// Formulas lets the last known value of a formula stand for it. Without
	// it a formula is refused: its value depends on what it was opened with.
	Formulas bool

	IDs         []string // the columns that together tell incidents apart; none: id. RowID, without such a column, numbers the rows
	Repeated    Repeated // what becomes of a row whose id was there before
	Columns     []ColumnRule
	Derived     []DerivedRule
	Sentinels   []string  // what stands for unknown in every column that has none of its own
	DateFormat  DateOrder // of columns of type date that are not written as ISO 8601 or with a month in letters
	Decimal     Decimal   // of numbers that a file has as text; "": as is plain from each, and else asked for
	RowTitle    string    // of an incident, with columns in braces
	Sources     []string  // the columns that name a row's sources
	Reliability ascribe.Reliability
	Credibility ascribe.Credibility
}

// Grade is what the dataset's rows are graded: B2 unless the mapping says
// otherwise.
func (m *Mapping) Grade() (ascribe.Reliability, ascribe.Credibility) {
	r, c := m.Reliability, m.Credibility
	if r == "" {
		r = "B"
	}
	if c == "" {
		c = "2"
	}
	return r, c
}

// Format is what a file is.
type Format string

const (
	CSV     Format = "csv"
	XLSX    Format = "xlsx"
	JSONL   Format = "jsonl"   // JSON Lines: an object in each line
	JSON    Format = "json"    // a list of objects, perhaps in a member of another, or objects by key
	GeoJSON Format = "geojson" // a FeatureCollection, or features one after the other
	Parquet Format = "parquet"
)

// Formats lists the formats in the order of the documentation.
var Formats = []Format{CSV, XLSX, JSONL, JSON, GeoJSON, Parquet}

// DateOrder is the order in which a date of three numbers is written.
type DateOrder string

const (
	YearFirst  DateOrder = "ymd"
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

// DateOrders lists the orders.
var DateOrders = []DateOrder{YearFirst, DayFirst, MonthFirst}

// Repeated is what becomes of rows of one id.
type Repeated string

const (
	RefuseRepeated Repeated = "refuse" // a fault; so too where nothing is said
	KeepRepeated   Repeated = "keep"   // each is an incident: the second of x is x#2
	LastRepeated   Repeated = "last"   // the last of them counts
)

// RepeatedWays lists the ways in the order of the documentation.
var RepeatedWays = []Repeated{RefuseRepeated, KeepRepeated, LastRepeated}

// RowID stands for the number of the row in the place of an id's column.
const RowID = "row"

// A ColumnRule is what a mapping says of a column of the file.
type ColumnRule struct {
	// Name is the column's in the file; large and small letters are alike where
	// only one column fits. Of several of one name the second is name#2; the
	// first without a name is #1.
	Name       string
	Optional   bool   // whether a file may lack it
	LeaveOut   bool   // whether it is no part of the dataset, as a number of the row is not
	Variable   string // "": made from the name
	Type       ascribe.Type
	Role       ascribe.Role
	Definition string
	Codes      []Code
	Sentinels  []string // in the place of the mapping's
	Own        bool     // whether Sentinels were given, perhaps none

	at yamltext.Place
}

// A DerivedRule makes a column from others: of a year, a month and a day; of
// a start and an end; of a latitude and a longitude; or of the first column of
// From whose cell can be read as the type.
type DerivedRule struct {
	Variable   string
	Optional   bool // whether it is left out where the file lacks its columns
	Type       ascribe.Type
	Role       ascribe.Role
	Definition string

	Year, Month, Day    string
	Start, End          string
	Latitude, Longitude string
	// Precision is the column that says how exact a point is, and Precisions
	// what its values mean: exact, street, district, town, region, country.
	Precision  string
	Precisions []Code
	From       []string
	DateFormat DateOrder
	// Countries are the codes of what From calls countries in its own way:
	// those that are no more, and names that several have.
	Countries []Code

	at yamltext.Place
}

// columns are the names of all columns that the rule is made from.
func (d *DerivedRule) columns() (names []string) {
	for _, n := range append([]string{d.Year, d.Month, d.Day, d.Start, d.End, d.Latitude, d.Longitude, d.Precision}, d.From...) {
		if n != "" {
			names = append(names, n)
		}
	}
	return names
}

// named are the names of all columns that the mapping speaks of.
func (m *Mapping) named() []string {
	names := slices.Concat(m.IDs, m.Sources)
	for i := range m.Columns {
		names = append(names, m.Columns[i].Name)
	}
	for i := range m.Derived {
		names = append(names, m.Derived[i].columns()...)
	}
	for _, p := range parseTemplate(m.RowTitle) {
		names = append(names, p.field)
	}
	return names
}

// idColumns are the columns of the id.
func (m *Mapping) idColumns() []string {
	if len(m.IDs) > 0 {
		return m.IDs
	}
	return []string{"id"}
}

// AlsoUnknown adds texts to what stands for unknown, in all columns.
func (m *Mapping) AlsoUnknown(texts []string) {
	m.Sentinels = slices.Concat(m.Sentinels, texts)
	for i := range m.Columns {
		if c := &m.Columns[i]; c.Own {
			c.Sentinels = slices.Concat(c.Sentinels, texts)
		}
	}
}

// EncodingNamed is an encoding by one of its names.
func EncodingNamed(name string) (Encoding, error) {
	if e, ok := text.ByName(name); ok {
		return e, nil
	}
	return "", ascribe.Errorf(ascribe.ErrUsage, "there is no encoding %s", quote(name)).WithHint("It is one of %s.", orList(text.Encodings))
}
