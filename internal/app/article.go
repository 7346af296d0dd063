package app

import "strings"

// withArticle puts the article before a kind of thing.
func withArticle(kind string) string {
	if strings.IndexAny(kind, "aeio") == 0 {
		return "an " + kind
	}
	return "a " + kind
}
