package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
)

// newest is the codebook that a store has where no other is given.
var newest = codebooks.Shipped[len(codebooks.Shipped)-1]

// shippedName is how a codebook of the program is asked for: direction@1.1.0.
var shippedName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*@[0-9A-Za-z][0-9A-Za-z.+_-]*$`)

// shippedCodebook is the codebook of the program that has the name; nil where
// it is no such name, and so the name of a file.
func shippedCodebook(name string) (*codebooks.Codebook, error) {
	if !shippedName.MatchString(name) {
		return nil, nil
	}
	i := slices.IndexFunc(codebooks.Shipped, func(c codebooks.Codebook) bool { return c.Name() == name })
	if i < 0 {
		var names []string
		for _, c := range codebooks.Shipped {
			names = append(names, c.Name())
		}
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "no codebook %s comes with this program%s", name, near.DidYouMean(name, names)).
			WithHint("it brings %s; a file of that name is given as ./%s", strings.Join(names, " and "), name)
	}
	return &codebooks.Shipped[i], nil
}

// codebookFile is a codebook of the program, or the file of that name.
func codebookFile(name string) (point.File, error) {
	shipped, err := shippedCodebook(name)
	switch {
	case err != nil:
		return point.File{}, err
	case shipped != nil:
		return point.File{Name: name, Text: shipped.Text}, nil
	}
	text, err := readFile(name)
	return point.File{Name: name, Text: text}, err
}
