package ask

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// CaseResult is a worked case that was run.
type CaseResult struct {
	Name     string   `json:"name"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Passed   bool     `json:"passed"`
	Failures []string `json:"failures"`
}

// RunCases reads the worked cases of a codebook and holds it to them.
func RunCases(book *codebook.Book, file point.File) ([]CaseResult, error) {
	cases, err := codebook.ParseCases(file.Name, file.Text)
	if err != nil {
		return nil, err
	}
	if err := book.CheckCases(cases); err != nil {
		return nil, err
	}
	results := []CaseResult{}
	for i := range cases {
		c := &cases[i]
		answer := classify.Read(book, c.Dossier(), ascribe.Latest).Attribute(c.Known)
		failures := c.Expect.Failures(answer)
		if failures == nil {
			failures = []string{}
		}
		results = append(results, CaseResult{c.Name, c.File, c.Line, len(failures) == 0, failures})
	}
	return results, nil
}
