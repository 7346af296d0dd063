package desk

import (
	"cmp"
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// AdoptionIn is a codebook that is to count.
type AdoptionIn struct {
	Name  string `json:"name,omitempty" doc:"What the file is called, for messages."`
	Text  string `json:"text" doc:"The file of the codebook."`
	Cases string `json:"cases,omitempty" doc:"Worked cases that it has to pass, as a file of them is written. They are not kept."`
	kit.Wish
}

// Adopt adopts a codebook.
var Adopt = kit.Act[AdoptionIn, acts.Adopted]{
	Path: "/codebook", Name: "adopt", Summary: "Adopt a version of the codebook: it counts from now on", Tag: "Codebook",
	Do: func(ctx context.Context, a *point.App, by point.By, in *AdoptionIn) (*acts.Adopted, error) {
		file := point.File{Name: cmp.Or(in.Name, "the codebook"), Text: []byte(in.Text)}
		passed, err := holdToCases(a, file, in.Cases)
		if err != nil {
			return nil, err
		}
		done, err := acts.Adopt(ctx, a, by, file)
		if err == nil {
			done.Cases = passed
		}
		return done, err
	},
}

// holdToCases holds a codebook to worked cases, and is how many it passed.
func holdToCases(a *point.App, file point.File, text string) (passed int, err error) {
	if text == "" {
		return 0, nil
	}
	book, err := a.Compile(file.Name, file.Text)
	if err != nil {
		return 0, err
	}
	cases, err := ask.RunCases(book, point.File{Name: "the worked cases", Text: []byte(text)})
	if err != nil {
		return 0, err
	}
	var failed ascribe.Problems
	for _, c := range cases {
		for _, failure := range c.Failures {
			failed.Add(ascribe.Problem{File: c.File, Line: c.Line, Message: c.Name + ": " + failure})
		}
		if c.Passed {
			passed++
		}
	}
	if passed < len(cases) {
		return 0, failed.Describe(ascribe.Errorf(ascribe.ErrInvalid, "of %s it passes %d", kit.CountWords(len(cases), "worked case", "worked cases"), passed).
			WithHint("mend the codebook, or what the cases expect"))
	}
	return passed, nil
}
