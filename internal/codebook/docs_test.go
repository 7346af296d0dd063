package codebook_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// The codebook of the documentation is sound, and its worked cases come out.
func TestDocumentation(t *testing.T) {
	text, err := os.ReadFile("../../docs/codebooks.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d blocks of YAML", len(blocks))
	}
	book, err := codebook.Compile("example.yaml", blocks[0][1])
	if err != nil {
		t.Fatalf("%+v", err)
	}
	cases, err := codebook.ParseCases("example.cases.yaml", blocks[1][1])
	if err != nil {
		t.Fatalf("%+v", err)
	}
	if err := book.CheckCases(cases); err != nil {
		t.Fatalf("%+v", err)
	}
	for _, c := range cases {
		answer := classify.Read(book, c.Dossier(), ascribe.Latest).Attribute(c.Known)
		for _, f := range c.Expect.Failures(answer) {
			t.Errorf("%s: %s", c.Name, f)
		}
	}
}
