// Package mappings holds the mappings that ship: what the columns of the big
// datasets of incidents mean. The datasets themselves do not ship.
package mappings

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.yaml
var files embed.FS

// FS has the files of the mappings.
func FS() fs.FS { return files }

// Names are the names of the mappings, in order.
func Names() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic(err) // embedded
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	slices.Sort(names)
	return names
}

// Get is the text of the mapping of a name; false where none ships.
func Get(name string) (text []byte, ok bool) {
	text, err := files.ReadFile(name + ".yaml")
	return text, err == nil
}
