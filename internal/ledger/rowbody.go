package ledger

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A RowBody is the body of a row as Encode wrote it, read without being taken
// apart: for those who read millions and want to know what is in a few.
type RowBody struct {
	cells []byte // what stands between the braces of the cells
	rest  []byte // the members after them, from the first quote to the brace
}

// OpenRow reads the body of a row; false where Encode did not write it.
func OpenRow(body []byte) (r RowBody, ok bool) {
	rest, ok := bytes.CutPrefix(body, []byte(`{`))
	if !ok {
		return r, false
	}
	if after, has := bytes.CutPrefix(rest, []byte(`"cells":{`)); has {
		end := cellsEnd(after)
		if end < 0 {
			return r, false
		}
		r.cells, rest = after[:end], bytes.TrimPrefix(after[end+1:], []byte(","))
	}
	r.rest = rest
	return r, len(rest) > 0
}

// cellsEnd is where the object of the cells ends, which hold texts only.
func cellsEnd(b []byte) int {
	if len(b) > 0 && b[0] == '}' {
		return 0
	}
	for at := 0; at < len(b); {
		_, after, ok := text(b[at:])
		if !ok {
			return -1
		}
		at += after
		if at >= len(b) {
			return -1
		}
		if b[at] == '}' {
			return at
		}
		at++ // a colon or a comma
	}
	return -1
}

// text is the text in quotes at the beginning, as it stands between them, and
// where it ends.
func text(b []byte) (inner []byte, after int, ok bool) {
	if len(b) == 0 || b[0] != '"' {
		return nil, 0, false
	}
	for i := 1; ; {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return nil, 0, false
		}
		i += n
		backslashes := 0
		for b[i-1-backslashes] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			return b[1:i], i + 1, true
		}
		i++
	}
}

// Cells calls visit with the name and the value of each cell, as they stand
// between the quotes of the body: see Unquote. They are valid as long as the
// body.
func (r RowBody) Cells(visit func(name, value []byte)) {
	for b := r.cells; len(b) > 0; {
		name, after, ok := text(b)
		if !ok || after >= len(b) {
			return
		}
		value, end, ok := text(b[after+1:])
		if !ok {
			return
		}
		visit(name, value)
		b = b[after+1+end:]
		if len(b) > 0 {
			b = b[1:]
		}
	}
}

// Unquote is the text that stands between the quotes of a body.
func Unquote(inner []byte) string {
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		if inner[i] != '\\' || i+1 == len(inner) {
			b.WriteByte(inner[i])
			continue
		}
		i++
		switch inner[i] {
		case 'b':
			b.WriteByte('\b')
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'f':
			b.WriteByte('\f')
		case 'r':
			b.WriteByte('\r')
		case 'u':
			n, _ := strconv.ParseUint(string(inner[i+1:min(i+5, len(inner))]), 16, 16)
			b.WriteRune(rune(n))
			i += 4
		default:
			b.WriteByte(inner[i])
		}
	}
	return b.String()
}

// quickRow is the noun of the body of a row; false where it is not one that
// Encode wrote, which is left to the library.
func quickRow(body []byte) (*ascribe.Row, bool) {
	if !bytes.Contains(body, []byte(`,"record":"row",`)) {
		return nil, false
	}
	r, ok := OpenRow(body)
	if !ok {
		return nil, false
	}
	x := &ascribe.Row{}
	if len(r.cells) > 0 {
		x.Cells = make(map[string]string, bytes.Count(r.cells, []byte(`":"`)))
		r.Cells(func(name, value []byte) { x.Cells[Unquote(name)] = Unquote(value) })
	}
	return x, r.members(x)
}

// Row is the noun without its cells; false where Encode did not write it.
func (r RowBody) Row() (*ascribe.Row, bool) {
	x := &ascribe.Row{}
	return x, r.members(x)
}

// members reads what stands after the cells.
func (r RowBody) members(x *ascribe.Row) bool {
	isRow := false
	for b := r.rest; ; {
		name, after, ok := text(b)
		if !ok || after+1 >= len(b) || b[after] != ':' {
			return false
		}
		b = b[after+1:]
		if string(name) == "unlisted" {
			x.Unlisted = true
			return isRow && string(b) == "true}"
		}
		inner, end, ok := text(b)
		if !ok || end >= len(b) {
			return false
		}
		value := Unquote(inner)
		switch string(name) {
		case "credibility":
			x.Credibility = ascribe.Credibility(value)
		case "dataset":
			x.Dataset = value
		case "edition":
			x.Edition = value
		case "incident":
			x.Incident = value
		case "record":
			isRow = value == string(ascribe.RecordRow)
		case "reliability":
			x.Reliability = ascribe.Reliability(value)
		case "said":
			if x.Said.UnmarshalText([]byte(value)) != nil {
				return false
			}
		case "source":
			x.Source = value
		default:
			return false
		}
		if b = b[end:]; string(b) == "}" {
			return isRow
		}
		if b[0] != ',' {
			return false
		}
		b = b[1:]
	}
}
