package web

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
)

// Each page has a folder with its template and its style. What pages share is
// in page/layout and page/parts.
//
//go:embed page
var pageFiles embed.FS

type template = htmltemplate.Template

// parseTemplates makes the template of each page: the layout, the parts, and
// the page's own.
func parseTemplates() (map[string]*template, error) {
	pages := map[string]*template{}
	names, err := fs.Glob(pageFiles, "page/*/page.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		screen := path.Base(path.Dir(name))
		pages[screen], err = htmltemplate.New("layout.html").Funcs(functions).
			ParseFS(pageFiles, "page/layout/layout.html", "page/parts/*.html", name)
		if err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// render makes a page, all of it before any of it is sent.
func (s *Server) render(w http.ResponseWriter, status int, name string, data any) error {
	var b bytes.Buffer
	if err := s.pages[name].Execute(&b, data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	if err != nil { // the reader has gone
		s.log.Debug("a page was not sent whole", "cause", err)
	}
	return nil
}
