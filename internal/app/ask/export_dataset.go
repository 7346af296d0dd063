package ask

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// ExportDataset writes an imported dataset out as it was known and recorded: a
// table with a row for each incident that was listed then, and its codebook.
// Every text is written as it is, also one that a spreadsheet may take for a
// formula.
func ExportDataset(ctx context.Context, p *point.Point, sink exchange.Sink) error {
	text, err := p.Text(ctx)
	if err != nil {
		return err
	}
	header := []string{ // the file's own columns keep their names
		freeName(p.Book, "id", "incident", "incident_id"), freeName(p.Book, "title", "incident_title"),
	}
	columns := make(map[string]int, len(p.Book.Vars))
	for i := range p.Book.Vars {
		header = append(header, p.Book.Vars[i].Name)
		columns[p.Book.Vars[i].Name] = i
	}
	return writeFile(sink, p.About()+".csv", func(f io.Writer) error {
		w := csv.NewWriter(f)
		if err := w.Write(header); err != nil {
			return err
		}
		for dossier, err := range p.View.Dossiers(ctx, p.About()) {
			if err != nil {
				return err
			}
			cells := cellsOn(rowsOf(dossier, p.AsOf.Recorded), p.AsOf.Known, columns)
			if cells == nil {
				continue
			}
			if err := w.Write(append([]string{dossier.Subject, dossier.Title}, cells...)); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	}, sinkFile{"codebook.yaml", text})
}

// freeName is the first of the names that no variable has or, where there is
// none, the last with a number.
func freeName(book *codebook.Book, names ...string) string {
	for _, name := range names {
		if book.Var(name) == nil {
			return name
		}
	}
	last := names[len(names)-1]
	for n := 2; ; n++ {
		if name := fmt.Sprintf("%s_%d", last, n); book.Var(name) == nil {
			return name
		}
	}
}

type sinkFile struct {
	name string
	text []byte
}

// writeFile writes a file of a sink, and then those whose text is there.
func writeFile(sink exchange.Sink, name string, fill func(io.Writer) error, more ...sinkFile) error {
	f, err := sink.Create(name)
	if err != nil {
		return err
	}
	err = fill(f)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil || len(more) == 0 {
		return err
	}
	next := more[0]
	return writeFile(sink, next.name, func(w io.Writer) error {
		_, err := w.Write(next.text)
		return err
	}, more[1:]...)
}
