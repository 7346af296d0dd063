package main

import (
	"io/fs"

	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/mappings"
)

// Sample is the command.
type Sample struct {
	Folder string `arg:"" help:"Where to: a new or empty folder." predictor:"file"`
}

// Help says what is in it.
func (c *Sample) Help() string {
	return `The folder then has what the tutorial works with:

casebooks/remote-direction: the sample casebook, as ascribe import takes it.

workbook: a team's own sheet, incidents.xlsx, and incidents.yaml, the mapping that brings it into the record.

mappings: what the columns of ACLED, GTD and PIRUS mean. The datasets themselves are not in it.

codebooks: the codebooks that ship, with the cases that they are tried on.`
}

// samples are the folders that are written.
var samples = map[string]func() fs.FS{
	"casebooks/remote-direction": casebooks.RemoteDirection,
	"workbook":                   casebooks.Workbook,
	"mappings":                   mappings.FS,
	"codebooks":                  codebooks.FS,
}

// Run writes the folder.
func (c *Sample) Run(env *environment) error {
	write := func(sink exchange.Sink) error {
		for at, files := range samples {
			if err := copyInto(sink, at, files()); err != nil {
				return err
			}
		}
		return nil
	}
	if err := export(write, c.Folder); err != nil {
		return err
	}
	env.out.WriteString("Wrote the sample casebook, a workbook, mappings and codebooks to " + c.Folder + ".\n")
	return nil
}

// copyInto writes all files at a place below the sink.
func copyInto(sink exchange.Sink, at string, files fs.FS) error {
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		file, err := sink.Create(at + "/" + name)
		if err != nil {
			return err
		}
		if _, err := file.Write(text); err != nil {
			file.Close() //nolint:errcheck // the write has failed
			return err
		}
		return file.Close()
	})
}
