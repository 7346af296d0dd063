package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/ascribe-project/ascribe/bench/gen"
)

var overRows = picture{
	"How long a count by two columns as known on a day takes, by the number of rows",
	"Counts by two columns of a dataset of three editions, as known on a day", "rows",
	[]int{10_000, 50_000, 350_000, 1_000_000},
	-4, 0,
}

// growEditions asks for a count by two columns of larger and larger datasets, and
// draws what it takes. They have the columns that questions are about alone: the
// others cost nothing here.
func (b *run) growEditions(wanted []string) error {
	growth := map[string][]growthPoint{}
	for _, rows := range overRows.sizes {
		if err := b.growRows(rows, wanted, growth); err != nil {
			return err
		}
	}
	return os.WriteFile("docs/pictures/rows.svg", []byte(overRows.plot(growth)), 0o644)
}

func (b *run) growRows(rows int, wanted []string, growth map[string][]growthPoint) error {
	quiet := *b
	quiet.out = io.Discard
	quiet.dir = filepath.Join(b.dir, fmt.Sprintf("rows-%d", rows))
	if err := os.Mkdir(quiet.dir, 0o755); err != nil {
		return err
	}
	defer os.RemoveAll(quiet.dir)
	x := &editionBench{run: &quiet, data: gen.Editions{Rows: rows, Columns: 20, N: 3}, took: map[string]time.Duration{}}
	ctx := context.Background()
	if err := x.make(ctx); err != nil {
		return err
	}
	defer x.app.Store.Close()
	if err := x.beside(ctx, wanted, x.questions()[:1]); err != nil {
		return err
	}
	for name, took := range x.took {
		if name == "numpy" {
			name = "pandas"
		}
		fmt.Fprintf(b.out, "  count by two columns, %s rows, %s: %s\n", thousands(rows), name, duration(took))
		growth[name] = append(growth[name], growthPoint{rows, took})
	}
	return nil
}
