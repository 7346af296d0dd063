// Package yamltext parses YAML that may come from anybody: the parser takes time
// in the square of what some files are made of, so that without bounds a small
// file could stop the program.
package yamltext

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// The bounds. The largest file that ships has a tenth of the pieces, and a
// quarter of the nesting.
const (
	MaxBytes   = 512 << 10
	maxPieces  = 30_000
	maxNesting = 32
	// maxSigns is how many signs of YAML's own there may be, in prose and
	// quotes too: it is for what the text is not cut into pieces at all.
	maxSigns = 4 * maxPieces
)

// Parse parses a text. An error is a [*yaml.SyntaxError] where it has a place.
func Parse(text string) (file *ast.File, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("it cannot be read")
		}
	}()
	if err := measure(text); err != nil {
		return nil, err
	}
	tokens := lexer.Tokenize(text)
	if len(tokens) > maxPieces {
		return nil, &yaml.SyntaxError{Message: tooMany(maxPieces), Token: tokens[0]}
	}
	depth, entries, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			entries, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
			if depth == 0 {
				entries++
			}
		}
		if depth > maxNesting || entries > maxNesting {
			return nil, &yaml.SyntaxError{Message: "it is nested too deeply", Token: t}
		}
	}
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

func tooMany(most int) string {
	return fmt.Sprintf("it has more than %d keys, values and signs", most)
}

// measure refuses what is not even cut into pieces. It does not know quotes and
// comments, and so lets pass far more than what is read.
func measure(text string) error {
	if len(text) > MaxBytes {
		return fmt.Errorf("it has %d bytes; at most %d are read", len(text), MaxBytes)
	}
	signs, depth := 0, 0
	for i := range len(text) {
		c := text[i]
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if strings.IndexByte("[]{},:-?&*!|>#%@`'\"\n", c) >= 0 {
			signs++
		}
		if depth > 8*maxNesting || signs > maxSigns {
			at := strings.Count(text[:i], "\n") + 1
			where := &token.Token{Position: &token.Position{Line: at, Column: i - strings.LastIndexByte(text[:i], '\n')}}
			if signs > maxSigns {
				return &yaml.SyntaxError{Message: tooMany(maxSigns), Token: where}
			}
			return &yaml.SyntaxError{Message: "it is nested too deeply", Token: where}
		}
	}
	return nil
}
