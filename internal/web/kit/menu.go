package kit

import (
	"io/fs"
	"strings"
)

// A Section is an entry of the menu, with all that is answered in it.
type Section struct {
	Name   string
	Own    bool  // an imported dataset has none of it
	Files  fs.FS // the templates and styles of its pages
	Routes []Route
}

// A Route is an address, and what is answered there.
type Route struct {
	Path string
	Question
}

// At is the route of a question.
func At(path string, q Question) Route { return Route{path, q} }

// Path is the address to which the menu leads.
func (s Section) Path() string { return s.Routes[0].Path }

// sectionOf is the section that an address belongs to: the one with a route that begins
// as it does.
func (s *Site) sectionOf(path string) string {
	for _, sec := range s.menu[1:] {
		for _, r := range sec.Routes {
			if beginning(r.Path) == beginning(path) {
				return sec.Name
			}
		}
	}
	return s.menu[0].Name
}

// beginning is an address up to its second slash.
func beginning(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first
}
