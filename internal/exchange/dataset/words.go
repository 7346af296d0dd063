package dataset

import (
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe/internal/near"
)

// quote writes a text for a sentence: on one line, and not too long.
func quote(s string) string { return fmt.Sprintf("%q", shorten(s, 60)) }

// orList writes "a, b or c".
func orList[S ~string](all []S) string {
	parts := make([]string, len(all))
	for i, s := range all {
		parts[i] = string(s)
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " or " + parts[len(parts)-1]
}

// nearMiss is the end of a sentence about a name that is not among others: the
// one that was probably meant, or some of those that are there.
func nearMiss(name string, all []string) string {
	return near.DidYouMeanOr(name, all, "the file has")
}
