package main

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// Map is the command.
type Map struct {
	File string `arg:"" help:"A file of a dataset: CSV, XLSX, JSON Lines, GeoJSON or Parquet." predictor:"file"`
}

// Run prints a mapping to begin with.
func (c *Map) Run(_ context.Context, env *environment) error {
	f, size, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := dataset.ProposeMapping(c.File, f, size)
	if err != nil {
		return err
	}
	_, err = env.out.Write(text)
	return err
}
