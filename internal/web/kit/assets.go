package kit

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Assets are what is the same on every page: the style, the scripts and the
// version.
type Assets struct {
	Version string
	Build   string // changes with the program and what is embedded in it
	Script  string // the address of the script; empty: the islands were not built
	Style   string
	style   []byte
	files   http.Handler
}

// scriptFile is there where the islands were built.
const scriptFile = "built/main.js"

// HasScripts reports whether the files that pages refer to have the scripts of
// the islands: what pages can do beyond showing.
func HasScripts(files fs.FS) bool {
	_, err := fs.Stat(files, scriptFile)
	return err == nil
}

func newAssets(version string, files fs.FS, menu []Section) (*Assets, error) {
	sum := sha256.New()
	sum.Write([]byte(version))
	a := &Assets{Version: version}
	for _, tree := range append([]fs.FS{files}, filesOf(menu)...) {
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
	a.Build = hex.EncodeToString(sum.Sum(nil))[:12]
	a.Style = "/assets/style.css?" + a.Build
	if HasScripts(files) {
		a.Script = "/assets/built/main.js?" + a.Build
	}
	var err error
	a.style, err = gatherStyle(menu)
	a.files = http.StripPrefix("/assets/", http.FileServerFS(files))
	return a, err
}

// gatherStyle puts the styles of all pages into one, the layout's first.
func gatherStyle(menu []Section) ([]byte, error) {
	all, err := ownFiles.ReadFile("layout.css")
	if err != nil {
		return nil, err
	}
	styles, err := gather(menu, ".css")
	for _, name := range slices.Sorted(maps.Keys(styles)) {
		if name != "layout" {
			all = append(all, styles[name]...)
		}
	}
	return all, err
}

// ServeHTTP gives out a file. Its address changes with its content, so a
// browser may keep it.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.URL.Path == "/assets/style.css" {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(a.style) //nolint:errcheck // the reader has gone
		return
	}
	a.files.ServeHTTP(w, r)
}
