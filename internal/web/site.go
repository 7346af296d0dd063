package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
)

// The files that pages refer to. What lies in asset/built is made by make
// build out of islands/: it is not committed, and a page does without.
//
//go:embed asset
var assets embed.FS

// A site is what is the same on every page: the style, the scripts and the
// version.
type site struct {
	Version string
	Build   string // changes with the program and what is embedded in it
	Script  string // the address of the script; empty: the islands were not built
	Style   string
	style   []byte
	files   http.Handler
}

func newSite(version string) (*site, error) {
	sum := sha256.New()
	sum.Write([]byte(version))
	st := &site{Version: version}
	for _, tree := range []fs.FS{assets, pageFiles} {
		err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			sum.Write([]byte(name))
			sum.Write(text)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	st.Build = hex.EncodeToString(sum.Sum(nil))[:12]
	st.Style = "/assets/style.css?" + st.Build
	if _, err := fs.Stat(assets, "asset/built/main.js"); err == nil {
		st.Script = "/assets/built/main.js?" + st.Build
	}
	var err error
	if st.style, err = gatherStyle(); err != nil {
		return nil, err
	}
	files, err := fs.Sub(assets, "asset")
	st.files = http.StripPrefix("/assets/", http.FileServerFS(files))
	return st, err
}

// gatherStyle puts the styles of all pages into one, the layout's first.
func gatherStyle() ([]byte, error) {
	names, err := fs.Glob(pageFiles, "page/*/page.css")
	if err != nil {
		return nil, err
	}
	var all []byte
	for _, name := range append([]string{"page/layout/layout.css"}, names...) {
		text, err := fs.ReadFile(pageFiles, name)
		if err != nil {
			return nil, err
		}
		all = append(all, text...)
	}
	return all, nil
}

// ServeHTTP gives out a file. Its address changes with its content, so a
// browser may keep it.
func (st *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.URL.Path == "/assets/style.css" {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(st.style) //nolint:errcheck // the reader has gone
		return
	}
	st.files.ServeHTTP(w, r)
}

// Islands reports whether the program has its islands: what pages can do beyond
// showing.
func Islands() bool {
	_, err := fs.Stat(assets, "asset/built/main.js")
	return err == nil
}
