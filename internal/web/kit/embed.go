package kit

import (
	"net/http"
	"strings"
)

// EmbedRoot is below which pages have their picture alone, to be shown within pages of
// others.
const EmbedRoot = "/embed"

// embed answers with the picture of a page, where it has one.
func (sc Screen[I, O]) embed(s *Site, path string) {
	if sc.Embeds {
		s.handle(EmbedRoot+pattern(path), func(w http.ResponseWriter, r *http.Request) error {
			return sc.answer(s, w, r, strings.TrimPrefix(r.URL.EscapedPath(), EmbedRoot))
		})
	}
}

// Embedding is the line of HTML that shows the picture of the page within another;
// empty, where it has none, or nobody may.
func (f *Frame) Embedding() string {
	if !f.embeds {
		return ""
	}
	return `<iframe src="` + strings.ReplaceAll(f.Origin+EmbedRoot+f.Cite(), "&", "&amp;") + `" title="` + escapeTitle.Replace(f.Title) + `" width="100%" height="480" loading="lazy"></iframe>`
}

var escapeTitle = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;")
