package kit

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Tagged marks an answer with what it follows from beside its address, so that
// a reader's browser can keep it until that changes. A browser asks each time,
// and is told that it has the answer already. Only a search may find more later,
// when more of the words have been read. An answer that is not for everybody is
// kept by nobody between.
func (s *Site) Tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		viewer := s.viewer(r)
		h.Set("Cache-Control", "no-cache")
		if viewer != point.Public {
			h.Set("Cache-Control", "private, no-cache")
		}
		if viewer != point.Public || s.writes {
			h.Add("Vary", "Cookie, Authorization")
		}
		if viewer.Who() != "" { // pages have forms, each with a key of its own
			h.Set("Cache-Control", "private, no-store")
		}
		form := originOf(r) + " " + s.Today().String() // a page says how it is cited
		if ofAPI(r.URL.Path) {
			form = formOf(r) // one address, several forms
			h.Add("Vary", "Accept")
		}
		if !r.URL.Query().Has("q") && viewer.Who() == "" {
			tag, err := s.tag(r.Context(), viewer, r.URL.Query().Get("codebook"), form)
			if err != nil {
				s.Fail(w, r, err)
				return
			}
			h.Set("ETag", `W/"`+tag+`"`)
		}
		next.ServeHTTP(w, r)
	})
}

// tag is a hash of what an answer follows from: the store, its last entry with
// its time, the codebook, who looks, the form (of a page, the host and the day) and the program. Nothing in it
// follows from what a record holds that a reader might not see.
func (s *Site) tag(ctx context.Context, viewer point.Viewer, codebook, form string) (tag string, err error) {
	err = s.record.Here(ctx, viewer, func(here *point.Point) error {
		last, err := here.LastEntry(ctx)
		if err != nil {
			return err
		}
		sha := ""
		if at, err := here.Of(ctx, point.Question{AsOf: ascribe.Now, Version: codebook}); err == nil { // else there is none of that name, and no answer either
			sha = at.Book.SHA256
		}
		store, _ := here.Store()
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %s %s %s %s",
			store, last.N, last.Time.UnixMicro(), sha, here.Viewer.Key(), form, s.Assets.Build))
		tag = base64.RawURLEncoding.EncodeToString(sum[:16])
		return nil
	})
	return tag, err
}
