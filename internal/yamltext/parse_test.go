package yamltext

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestParseIsBounded: whatever a file repeats, and wherever, it is read or
// refused; what is refused for its size never reaches the parser.
func TestParseIsBounded(t *testing.T) {
	for _, sign := range []string{"[", "{", " [", "{a: ", "[a, ", "- ", "? ", "- - ", "\n[", "[\n", "a:\n- [", "\"a\": [", "&a [", "!a {"} {
		for _, n := range []int{58_000, 200_000, MaxBytes} {
			_, err := Parse("key: " + strings.Repeat(sign, n/len(sign)))
			if err == nil {
				t.Errorf("%d bytes of %q are read", n, sign)
			}
		}
	}
	for what, text := range map[string]string{
		"brackets":         strings.Repeat("[", 200_000),
		"brackets in turn": strings.Repeat("[]", 200_000),
		"keys":             strings.Repeat("a: b\n", 58_000/5),
		"too long":         strings.Repeat(" ", MaxBytes+1),
	} {
		_, err := Parse(text)
		if err == nil {
			t.Errorf("%s: it is read", what)
		}
		if e, ok := errors.AsType[*yaml.SyntaxError](err); ok && (e.Token == nil || e.Token.Position == nil || e.Token.Position.Line < 1) {
			t.Errorf("%s: the error has no place: %v", what, e)
		}
	}
	for what, text := range map[string]string{
		"brackets in quotes": "a: \"" + strings.Repeat("[", 8*maxNesting) + "\"",
		"prose":              "a: >\n" + strings.Repeat("  so, it is: well-known [1]\n", 8_000),
	} {
		if _, err := Parse(text); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestWhatShipsIsWithin holds the bounds to what they are said to be.
func TestWhatShipsIsWithin(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../codebooks/*.yaml", "../../mappings/*.yaml", "../../testdata/v1/*/*.yaml"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, list...)
	}
	if len(files) < 5 {
		t.Fatalf("only %q ship", files)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
