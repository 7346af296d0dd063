package main

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// Map is the command.
type Map struct {
	File      string `arg:"" help:"A file of a dataset, or a sheet of one's own: CSV, XLSX, JSON Lines, GeoJSON or Parquet." predictor:"file"`
	Sheet     string `help:"Of a workbook: the sheet that has the table; else it is found." placeholder:"NAME"`
	HeaderRow int    `help:"Of CSV and of workbooks: the row that names the columns, from 1; else it is found." placeholder:"N"`
	Record    bool   `help:"Propose a mapping into the record, by likeness to the codebook that counts in the store or, without one, that ships."`
	To        string `help:"With --record: write the mapping to this file and, at a terminal, ask what it leaves open; again, go on where it was left." placeholder:"FILE" predictor:"file"`
}

// Help is what the command's help ends with.
func (*Map) Help() string {
	return "A mapping says what the columns of a file mean, for import --mapping FILE. Its format is described in docs/mappings.md."
}

// Run prints a mapping to begin with.
func (c *Map) Run(ctx context.Context, env *environment) error {
	if c.To != "" && !c.Record {
		return ascribe.Errorf(ascribe.ErrUsage, "--to is for a mapping into the record").WithHint("add --record; without it, write the mapping to a file with: ascribe map FILE > mapping.yaml")
	}
	if c.Record {
		return c.record(ctx, env)
	}
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
