package point

import "strings"

// WithArticle puts the article before a kind of thing.
func WithArticle(kind string) string {
	if strings.IndexAny(kind, "aeio") == 0 {
		return "an " + kind
	}
	return "a " + kind
}
