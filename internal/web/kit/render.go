package kit

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
)

// What pages share: the layout, parts of pages, and the page of an error.
//
//go:embed *.html *.css parts
var ownFiles embed.FS

type template = htmltemplate.Template

// filesOf are the templates and styles of all pages.
func filesOf(menu []Section) []fs.FS {
	trees := []fs.FS{ownFiles}
	for _, section := range menu {
		trees = append(trees, section.Files)
	}
	return trees
}

// gather is the texts of the files with an ending, by their names without it.
func gather(menu []Section, ending string) (map[string]string, error) {
	texts := map[string]string{}
	for _, tree := range filesOf(menu) {
		names, err := fs.Glob(tree, "*"+ending)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(tree, name)
			if err != nil {
				return nil, err
			}
			texts[strings.TrimSuffix(name, ending)] = string(text)
		}
	}
	return texts, nil
}

// ParseTemplates makes the template of each page: the layout, the parts, and
// the page's own.
func ParseTemplates(menu []Section) (map[string]*template, error) {
	texts, err := gather(menu, ".html")
	if err != nil {
		return nil, err
	}
	shared, err := htmltemplate.New("layout.html").Funcs(functions).ParseFS(ownFiles, "layout.html", "parts/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template{}
	for name, text := range texts {
		if name == "layout" {
			continue
		}
		page, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := page.New(name + ".html").Parse(text); err != nil {
			return nil, err
		}
		pages[name] = page
	}
	return pages, nil
}

// render makes a page, all of it before any of it is sent.
func (s *Site) render(w http.ResponseWriter, status int, name string, data any) error {
	return s.renderPart(w, status, name, "layout.html", data)
}

// renderPart makes one of a page's templates.
func (s *Site) renderPart(w http.ResponseWriter, status int, name, part string, data any) error {
	if page, ok := data.(interface{ around() *Frame }); ok {
		if err := s.entitle(name, data, page.around()); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := s.templates[name].ExecuteTemplate(&b, part, data); err != nil {
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
