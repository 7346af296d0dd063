package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Lacking is a variable, or a value of it, that statements use and a codebook
// lacks.
type Lacking struct {
	Variable   string `json:"variable"`
	Value      string `json:"value"` // empty: the whole variable
	Statements int    `json:"statements"`
}

// String is what is lacking, in words.
func (l Lacking) String() string {
	statements := "statements have"
	if l.Statements == 1 {
		statements = "statement has"
	}
	if l.Value == "" {
		return fmt.Sprintf("there is no variable %s; %d %s it", l.Variable, l.Statements, statements)
	}
	return fmt.Sprintf("%s has no value %s; %d %s it", l.Variable, l.Value, l.Statements, statements)
}

// withOthersLacking adds to what statements about incidents use, and a codebook lacks,
// what those about actors and links do; the most used comes first.
func withOthersLacking(ctx context.Context, p *point.Point, ofIncidents []survey.Use) ([]Lacking, error) {
	n := map[Lacking]int{}
	for _, u := range ofIncidents {
		n[Lacking{Variable: u.Variable, Value: u.Value}] += u.N
	}
	names, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	count := func(s *ascribe.Statement) {
		switch variable, value := p.Book.Knows(s.Variable, s.Value); {
		case !variable:
			n[Lacking{Variable: s.Variable}]++
		case !value:
			n[Lacking{Variable: s.Variable, Value: s.Value}]++
		}
	}
	for _, x := range names.Actors {
		for _, e := range x.Reading.Evidence() {
			if e.Day <= p.AsOf.Known {
				count(e.Statement)
			}
		}
	}
	for _, l := range names.Links {
		for _, e := range l.Reading.Evidence() {
			if e.Day <= p.AsOf.Known {
				count(e.Statement)
			}
		}
	}
	list := []Lacking{}
	for l, k := range n {
		l.Statements = k
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b Lacking) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.Variable, b.Variable), cmp.Compare(a.Value, b.Value))
	})
	return list, nil
}
