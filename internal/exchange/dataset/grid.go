package dataset

import (
	"io"

	"github.com/ascribe-project/ascribe"
)

// place is a line and a column of a file, from 1.
type place struct{ line, column int32 }

// A heading is the name of a column, and where it stands.
type heading struct {
	name string
	at   place
}

// grid is a file of any format as rows of texts. It reports what is wrong with
// the file's form, and does not give rows that are.
type grid interface {
	// header reads what comes before the rows.
	header() ([]heading, error)
	// next reads a row; it is false at the end. An error is not the file's
	// fault.
	next() (bool, error)
	// text is what the row has in a column of the header, valid until next.
	text(column int) []byte
	// number reports whether the file itself says that the text is a number,
	// whose point is then the decimal sign.
	number(column int) bool
	at(column int) place
	start() place
	close()
}

// An opener begins to read a file from its start.
type opener func(*ascribe.Problems) (grid, error)

// openers prepare a file of each format for reading.
var openers = map[Format]func(t *Table, r io.ReaderAt, size int64) (opener, error){
	CSV:     openCSV,
	XLSX:    openXLSX,
	JSONL:   openJSON,
	JSON:    openJSON,
	GeoJSON: openJSON,
	Parquet: openParquet,
}
