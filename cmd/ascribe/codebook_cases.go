package main

import (
	"path/filepath"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// CodebookCases is the command.
type CodebookCases struct {
	File  string `arg:"" help:"The codebook; its cases are in NAME.cases.yaml beside it. One that ships (direction@1.1.0) brings its own." predictor:"file"`
	Cases string `help:"The file of worked cases, where it is another." placeholder:"FILE" predictor:"file"`
	JSON  bool   `name:"json" help:"Print the results as JSON."`
}

// Run runs the cases. One that fails is an error.
func (c *CodebookCases) Run(env *environment) error {
	book, err := compileFile(c.File)
	if err != nil {
		return err
	}
	file, err := c.cases()
	if err != nil {
		return err
	}
	results, err := ask.RunCases(book, file)
	if err != nil {
		return err
	}
	if c.JSON {
		if err := env.printJSON(map[string]any{"cases": results}); err != nil {
			return err
		}
	}
	var problems ascribe.Problems
	failed := 0
	for _, r := range results {
		if !r.Passed {
			failed++
		}
		for _, f := range r.Failures {
			problems.Add(ascribe.Problem{File: r.File, Line: r.Line, Message: r.Name + ": " + f})
		}
	}
	if failed > 0 {
		e := ascribe.Errorf(ascribe.ErrInvalid, "of %s, %d not as expected", plural(len(results), "worked case", "worked cases"), failed).
			WithHint("mend the codebook, or the case where it expects the wrong thing")
		return problems.Describe(e)
	}
	if !c.JSON {
		env.out.WriteString(plural(len(results), "worked case is", "worked cases are") + " as expected.\n")
	}
	return nil
}

// cases is the file of worked cases: the one that is given, or that of the
// codebook.
func (c *CodebookCases) cases() (point.File, error) {
	name := c.Cases
	if name == "" {
		shipped, err := shippedCodebook(c.File)
		switch {
		case err != nil:
			return point.File{}, err
		case shipped != nil:
			return point.File{Name: c.File, Text: shipped.Cases}, nil
		}
		name = strings.TrimSuffix(c.File, filepath.Ext(c.File)) + ".cases.yaml"
	}
	text, err := readFile(name)
	return point.File{Name: name, Text: text}, err
}
