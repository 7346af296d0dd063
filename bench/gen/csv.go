package gen

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// WriteCSV writes incident.csv and statement.csv into a folder, without
// headers: id, day, year; and id, incident, variable, value, grade, source,
// published, recorded, retracted, the last of them empty for never.
func (d *Data) WriteCSV(dir string) error {
	err := write(filepath.Join(dir, "incident.csv"), func(w *bufio.Writer) {
		for i, x := range d.Incidents {
			fmt.Fprintf(w, "%d,%d,%d\n", i+1, x.Day, x.Year)
		}
	})
	if err != nil {
		return err
	}
	return write(filepath.Join(dir, "statement.csv"), func(w *bufio.Writer) {
		for i, s := range d.Statements {
			fmt.Fprintf(w, "%d,%d,%d,%d,%d,%d,%d,%d,", i+1, s.Incident, s.Variable, s.Value, s.Grade, s.Source, s.Published, s.Recorded)
			if s.Retracted != 0 {
				fmt.Fprint(w, s.Retracted)
			}
			w.WriteByte('\n')
		}
	})
}

func write(path string, body func(*bufio.Writer)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	body(w)
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
