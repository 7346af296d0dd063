package main

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// Map is the command.
type Map struct {
	File      string `arg:"" help:"A file of a dataset: CSV, XLSX, JSON Lines, GeoJSON or Parquet." predictor:"file"`
	Sheet     string `help:"Of a workbook: the sheet that has the table; else it is found." placeholder:"NAME"`
	HeaderRow int    `help:"Of CSV and of workbooks: the row that names the columns, from 1; else it is found." placeholder:"N"`
}

// Help is what the command's help ends with.
func (*Map) Help() string {
	return "A mapping says what the columns of a file mean, for import --mapping FILE. Its format is described in docs/mappings.md."
}

// Run prints a mapping to begin with.
func (c *Map) Run(ctx context.Context, env *environment) error {
	return leaving(ctx, func() error {
		f, size, err := openFile(c.File)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // it was only read
		text, err := dataset.ProposeMapping(c.File, heeding{ctx, f}, size, dataset.Place{Sheet: c.Sheet, HeaderRow: c.HeaderRow})
		if err != nil {
			return err
		}
		_, err = env.out.Write(text)
		return err
	})
}
