package dataset

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// maxObject is the greatest length of one object, in bytes.
const maxObject = 16 << 20

// jsonLines reads an object from each line that is not empty. A record
// separator before it, as RFC 8142 has one, is passed over.
type jsonLines struct {
	table    *Table
	r        *bufio.Reader
	problems *ascribe.Problems
	element  element
	line     int32
	text     []byte
	indent   int // bytes of the line before its text
}

func newJSONLines(t *Table, text io.Reader, problems *ascribe.Problems) *jsonLines {
	return &jsonLines{
		table: t, r: bufio.NewReaderSize(text, 64<<10), problems: problems, element: element{features: t.shape.features},
	}
}

func (j *jsonLines) next() ([]member, error) {
	for {
		long, err := j.readLine()
		if err != nil {
			return nil, err
		}
		if long {
			j.fault(0, fmt.Sprintf("the line is longer than %d bytes (16 MiB): each line has one object", maxObject))
			continue
		}
		if len(j.text) == 0 {
			continue
		}
		if err := j.element.read(j.text, ""); err != nil {
			j.fault(jsonFault(err))
			continue
		}
		return j.element.members, nil
	}
}

// readLine reads a line without the space around it. Of one that is too long
// it reports so, and drops it.
func (j *jsonLines) readLine() (long bool, err error) {
	j.text = j.text[:0]
	j.line++
	for {
		part, err := j.r.ReadSlice('\n')
		if len(j.text)+len(part) > maxObject {
			long = true
		} else {
			j.text = append(j.text, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || len(j.text) == 0 && !long) {
			return false, err
		}
		trimmed := bytes.TrimLeft(j.text, " \t\r\n"+recordSeparator)
		j.indent = len(j.text) - len(trimmed)
		j.text = bytes.TrimRight(trimmed, " \t\r\n")
		return long, nil
	}
}

func (j *jsonLines) place(offset int) place {
	offset = min(offset, len(j.text))
	return place{j.line, int32(j.indent + utf8.RuneCount(j.text[:offset]) + 1)}
}

func (j *jsonLines) fault(offset int, message string) {
	j.problems.Add(j.table.problem(j.place(offset), "%s", message))
}
