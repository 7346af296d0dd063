package ledger

import (
	"slices"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// An import writes incidents and rows by the million, so their bodies are put
// together directly. What that cannot be sure to write as RFC 8785 has it is
// left to the library.

// quickBody is the body of an incident or a row; false of other nouns, and
// where a text needs the library's care.
func quickBody(n ascribe.Noun) ([]byte, bool) {
	var w quickWriter
	switch x := n.(type) {
	case *ascribe.Incident:
		w.buf = make([]byte, 0, 64+len(x.Dataset)+len(x.ID)+len(x.Title))
		if x.Dataset != "" {
			w.member("dataset", x.Dataset)
		}
		w.member("id", x.ID)
		w.member("record", string(ascribe.RecordIncident))
		w.member("title", x.Title)
	case *ascribe.Row:
		w.row(x)
	default:
		return nil, false
	}
	w.buf = append(w.buf, '}')
	return w.buf, !w.unsure
}

type quickWriter struct {
	buf    []byte
	unsure bool
}

func (w *quickWriter) row(x *ascribe.Row) {
	names, size := make([]string, 0, len(x.Cells)), 256
	for name, value := range x.Cells {
		names = append(names, name)
		size += len(name) + len(value) + 8
	}
	slices.Sort(names)
	w.buf = make([]byte, 0, size)
	if len(names) > 0 {
		w.buf = append(w.buf, `{"cells":`...)
		for i, name := range names {
			w.open(i == 0)
			w.cellName(name)
			w.buf = append(w.buf, ':')
			w.text(x.Cells[name])
		}
		w.buf = append(w.buf, '}')
	}
	w.optional("credibility", string(x.Credibility))
	w.member("dataset", x.Dataset)
	w.optional("edition", x.Edition)
	w.member("incident", x.Incident)
	w.member("record", string(ascribe.RecordRow))
	w.optional("reliability", string(x.Reliability))
	w.optional("said", x.Said.String())
	w.member("source", x.Source)
	if x.Unlisted {
		w.open(false)
		w.buf = append(w.buf, `"unlisted":true`...)
	}
}

func (w *quickWriter) open(first bool) {
	if first {
		w.buf = append(w.buf, '{')
		return
	}
	w.buf = append(w.buf, ',')
}

func (w *quickWriter) optional(name, value string) {
	if value != "" {
		w.member(name, value)
	}
}

func (w *quickWriter) member(name, value string) {
	w.open(len(w.buf) == 0)
	w.buf = append(append(append(w.buf, '"'), name...), '"', ':')
	w.text(value)
}

// cellName writes the name of a cell. Names sort by bytes as RFC 8785 sorts
// them only where they are ASCII.
func (w *quickWriter) cellName(name string) {
	for i := range len(name) {
		w.unsure = w.unsure || name[i] >= utf8.RuneSelf
	}
	w.text(name)
}

// text writes a string.
func (w *quickWriter) text(s string) {
	w.buf = append(w.buf, '"')
	w.buf = AppendText(w.buf, s)
	w.buf = append(w.buf, '"')
	w.unsure = w.unsure || !utf8.ValidString(s) || hasZero(s)
}

func hasZero(s string) bool {
	for i := range len(s) {
		if s[i] == 0 {
			return true
		}
	}
	return false
}

// AppendText appends a text as it stands between the quotes of a body.
func AppendText(buf []byte, s string) []byte {
	const hex = "0123456789abcdef"
	done := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		buf = append(buf, s[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			buf = append(buf, '\\', c)
		case '\b':
			buf = append(buf, '\\', 'b')
		case '\t':
			buf = append(buf, '\\', 't')
		case '\n':
			buf = append(buf, '\\', 'n')
		case '\f':
			buf = append(buf, '\\', 'f')
		case '\r':
			buf = append(buf, '\\', 'r')
		default:
			buf = append(buf, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(buf, s[done:]...)
}
