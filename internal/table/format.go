package table

import (
	"io"
	"path"
	"slices"
	"strings"
)

// A Format is a kind of file that a table goes out as.
type Format struct {
	Name   string // as it is asked for
	Ending string // of files' names, with the dot; "": no file is known by it
	Says   string // what it is, in a few words
	// Lacks is what it does not carry of a table; "": nothing that matters.
	Lacks   string
	Media   string // its media type
	Binary  bool   // whether it is nothing to be read on a screen
	Special bool   // whether it is made of more, or of less, than a table
	Noted   bool   // whether it has no room for the point from which it looks
	// Write writes a table, while its rows come.
	Write func(io.Writer, *Table) error
}

// Formats are those that every table can go out as, in the order of the
// documentation.
var Formats = []Format{
	{
		Name: "csv-people", Ending: ".csv", Media: "text/csv", Write: writeCSV,
		Says:  "CSV for people, to be opened in a spreadsheet: with a byte order mark, and a ' before what would be a formula",
		Lacks: "types and definitions; several codes are joined by ; and a point is three columns",
	},
	{
		Name: "csv-programs", Media: "text/csv", Write: writePlainCSV,
		Says:  "CSV for programs: with neither",
		Lacks: "types and definitions; several codes are joined by ; and a point is three columns",
	},
	{
		Name: "xlsx", Ending: ".xlsx", Binary: true, Media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Write: writeXLSX,
		Says:  "an Excel workbook: types, a header that stays, and the definitions as a sheet",
		Lacks: "what lies beyond 32,767 characters in a cell; several codes are joined by ; and a point is three columns; imprecise dates, and those before March 1900, are text; more than 1,048,575 rows are refused",
	},
	{
		Name: "parquet", Ending: ".parquet", Binary: true, Media: "application/vnd.apache.parquet", Write: writeParquet,
		Says:  "Parquet: types, and several codes as a list",
		Lacks: "definitions; a point is three columns, and dates are EDTF as text",
	},
	{
		Name: "jsonl", Ending: ".jsonl", Media: "application/jsonl", Write: writeJSONLines,
		Says:  "JSON Lines: an object a row",
		Lacks: "definitions; dates are EDTF as text",
	},
	{
		Name: "geojson", Ending: ".geojson", Media: "application/geo+json", Write: writeGeoJSON,
		Says:  "GeoJSON (RFC 7946): a feature a row, with how exact its point is",
		Lacks: "definitions; a geometry is null where no point is known, and of several points of a row the first is one",
	},
}

// CSVFor is the name of the format that "csv" alone stands for: what is kept as a
// file is for people, and what is read at once for programs.
func CSVFor(file bool) string {
	if file {
		return "csv-people"
	}
	return "csv-programs"
}

// ByName is the format of a name, nil for none.
func ByName(formats []Format, name string) *Format {
	return first(formats, func(f Format) bool { return f.Name == name })
}

// ByEnding is the format of a file by its name's ending, nil for none.
func ByEnding(formats []Format, file string) *Format {
	ending := strings.ToLower(path.Ext(file))
	return first(formats, func(f Format) bool { return f.Ending != "" && f.Ending == ending })
}

func first(formats []Format, is func(Format) bool) *Format {
	if i := slices.IndexFunc(formats, is); i >= 0 {
		return &formats[i]
	}
	return nil
}
