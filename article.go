package ascribe

import "strings"

// WithArticle is the name of a kind of thing with its article, as sentences have it.
func WithArticle(kind string) string {
	if strings.IndexAny(kind, "aeio") == 0 {
		return "an " + kind
	}
	return "a " + kind
}
