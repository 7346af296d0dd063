package gen

import (
	"bufio"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Table writes a table of a casebook into a folder: the names in the header are
// apart by commas, and rows gives the rows.
func Table(dir, name, header string, rows func(row func(cells ...string))) error {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(f, 1<<20)
	w := csv.NewWriter(buffer)
	row := func(cells ...string) { w.Write(cells) } //nolint:errcheck // Error tells
	row(strings.Split(header, ",")...)
	rows(row)
	w.Flush()
	return errors.Join(w.Error(), buffer.Flush(), f.Close())
}
