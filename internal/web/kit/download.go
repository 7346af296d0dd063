package kit

import (
	"context"
	"mime"
	"net/http"
	"strconv"
)

// A Download is a question whose answer is a file, to be kept.
type Download[I Asking] func(ctx context.Context, v *View, in *I) (*File, error)

// A File is what a reader gets to keep.
type File struct {
	Name, Type string // its own name, and the type of its content
	Text       []byte
	Inline     bool // a reader's program shows it, or follows it
	// Policy is for what was made by strangers: what it may do where it is shown, in the
	// words of Content-Security-Policy; empty: what our own pages may.
	Policy string
}

// Template is none.
func (Download[I]) Template() (name string, blank any) { return "", nil }

func (d Download[I]) install(s *Site, path string) {
	s.handle(path, func(w http.ResponseWriter, r *http.Request) error {
		in := new(I)
		if err := decode(r, in); err != nil {
			return err
		}
		return s.at(r, r.URL.EscapedPath(), r.URL.Query(), (*in).AskedFrom(), func(v *View) error {
			file, err := d(r.Context(), v, in)
			if err != nil {
				return err
			}
			h := w.Header()
			h.Set("Content-Type", file.Type)
			if !file.Inline {
				h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
			}
			if file.Policy != "" {
				h.Set("Content-Security-Policy", file.Policy)
			}
			h.Set("Content-Length", strconv.Itoa(len(file.Text)))
			w.Write(file.Text) //nolint:errcheck // the reader has gone
			return nil
		})
	})
}
