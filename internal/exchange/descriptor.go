package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// describe reads datapackage.json, where there is one, for the paths of the
// files.
func (c *Casebook) describe(problems *ascribe.Problems) error {
	if _, err := fs.Stat(c.fsys, descriptorFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	text, err := c.whole(descriptorFile)
	if err != nil {
		return err
	}
	text = bytes.TrimPrefix(text, []byte(bom))
	c.says = saysOf(text)
	d := descriptorReader{casebook: c, text: text, problems: problems, named: make(map[string]bool)}
	var described struct {
		Resources []describedFile `json:"resources"`
	}
	if err := json.Unmarshal(text, &described); err != nil {
		message, offset := jsonFault(err)
		d.fault(offset, "%s", message)
		return nil
	}
	for i := range described.Resources {
		d.take(&described.Resources[i])
	}
	return nil
}

// A descriptorReader takes in what a casebook says of its own files.
type descriptorReader struct {
	casebook *Casebook
	text     []byte
	read     int // how far the text has been looked through
	problems *ascribe.Problems
	named    map[string]bool
}

type describedFile struct {
	Name     string          `json:"name"`
	Path     json.RawMessage `json:"path"`
	Encoding string          `json:"encoding"`
	Bytes    int64           `json:"bytes"`
}

func (d *descriptorReader) fault(offset int, format string, args ...any) {
	p := ascribe.Problem{File: descriptorFile, Message: fmt.Sprintf(format, args...)}
	if offset >= 0 {
		p.Line, p.Column = lineColumn(d.text, offset)
	}
	d.problems.Add(p)
}

// find is where something is said. The decoder does not tell, so each path is
// looked for after the one before.
func (d *descriptorReader) find(what []byte) int {
	if i := bytes.Index(d.text[d.read:], what); i >= 0 {
		d.read += i
	}
	return d.read
}

// take takes the file of a resource into the casebook.
func (d *descriptorReader) take(r *describedFile) {
	at := d.find(fmt.Appendf(nil, "%q", r.Name))
	var p string
	if err := json.Unmarshal(r.Path, &p); err != nil {
		d.fault(at, "the resource %s has no path of one file", quote(r.Name))
		return
	}
	at = d.find(r.Path)
	if d.named[r.Name] {
		d.fault(at, "there are two resources %s: give each its own name", quote(r.Name))
		return
	}
	d.named[r.Name] = true
	if why := badPath(p); why != "" {
		d.fault(at, "the path %s of the resource %s %s", quote(p), quote(r.Name), why)
		return
	}
	switch strings.ToLower(r.Encoding) {
	case "", "utf-8", "utf8":
	default:
		d.fault(at, "%s is declared to be %s: convert it to UTF-8", quote(p), quote(r.Encoding))
	}
	p = path.Clean(p)
	c := d.casebook
	size, why := c.file(p)
	if why != "" {
		d.fault(at, "the file %s of the resource %s %s", quote(p), quote(r.Name), why)
		return
	}
	if r.Name == codebookName {
		c.paths[r.Name] = p
	}
	for _, t := range tables {
		if t.name == r.Name {
			c.paths[r.Name] = p
			c.total += size
			if size < r.Bytes {
				c.short[r.Name] = r.Bytes
			}
		}
	}
}

// file is the size of a plain file in the folder, or says why there is none.
func (c *Casebook) file(p string) (size int64, why string) {
	info, err := fs.Stat(c.fsys, p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, "is not there: add it, or take the resource out"
	case errors.Is(err, fs.ErrPermission):
		return 0, "may not be read: change its permissions"
	case err != nil:
		return 0, "cannot be opened in the folder; a link that leads out of it is not followed"
	case !info.Mode().IsRegular():
		return 0, "is not a plain file"
	}
	return info.Size(), ""
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// badPath says why a path of a descriptor is not followed, or nothing.
func badPath(p string) string {
	switch m := scheme.FindString(p); {
	case p == "":
		return "is empty"
	case len(m) == 2:
		return "names a drive: write it from the folder, as in data/statements.csv"
	case m != "":
		return "is an address: nothing is fetched; put the file in the folder"
	case strings.Contains(p, `\`):
		return "has a backslash: write it with forward slashes"
	case strings.HasPrefix(p, "/") || strings.HasPrefix(p, "~"):
		return "is absolute: write it from the folder, as in data/statements.csv"
	case !fs.ValidPath(path.Clean(p)) || strings.Contains("/"+p+"/", "/../"):
		return "leaves the folder: write it from the folder, as in data/statements.csv"
	case strings.ContainsFunc(p, func(r rune) bool { return r < ' ' }):
		return "has a control character"
	}
	return ""
}

func jsonFault(err error) (message string, offset int) {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return "this is not JSON: " + syntax.Error(), int(syntax.Offset) - 1
	case errors.As(err, &typ) && typ.Field == "":
		return "this cannot be a JSON " + typ.Value, int(typ.Offset) - 1
	case errors.As(err, &typ):
		return fmt.Sprintf("%q cannot be a JSON %s", typ.Field, typ.Value), int(typ.Offset) - 1
	}
	return "this is no Data Package: " + err.Error(), -1
}

// lineColumn is the place of a byte, in characters from 1.
func lineColumn(text []byte, offset int) (line, column int) {
	before := text[:min(max(offset, 0), len(text))]
	line = bytes.Count(before, []byte("\n")) + 1
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}
