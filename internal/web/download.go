package web

import (
	"context"
	"mime"
	"net/http"
	"strconv"
)

// A download is a question whose answer is a file, to be kept.
type download[I asking] struct {
	path string
	give func(ctx context.Context, v *view, in *I) (*given, error)
}

// given is a file that a reader gets.
type given struct {
	name, kind string // its own name, and the type of its content
	text       []byte
}

func (d download[I]) about() (path, name string) { return d.path, "" }
func (d download[I]) blank() any                 { return nil }

func (d download[I]) install(s *Server) {
	s.mux.Handle("GET "+d.path, s.page(func(w http.ResponseWriter, r *http.Request) error {
		in := new(I)
		if err := decode(r, in); err != nil {
			return err
		}
		v, err := s.view(r.Context(), r.URL.EscapedPath(), r.URL.Query(), (*in).asked())
		if err != nil {
			return err
		}
		file, err := d.give(r.Context(), v, in)
		if err != nil {
			return err
		}
		h := w.Header()
		h.Set("Content-Type", file.kind)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.name}))
		h.Set("Content-Length", strconv.Itoa(len(file.text)))
		w.Write(file.text) //nolint:errcheck // the reader has gone
		return nil
	}))
}
