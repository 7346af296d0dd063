package dataset

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ascribe-project/ascribe"
)

// maxObject is the greatest length of one object, in bytes.
const maxObject = 16 << 20

func openJSONL(t *Table, r io.ReaderAt, size int64) (opener, error) {
	return openObjects(t, r, size, func(text io.Reader, problems *ascribe.Problems) objects {
		return &jsonLines{name: t.name, r: bufio.NewReaderSize(text, 64<<10), problems: problems}
	})
}

// jsonLines reads an object from each line that is not empty.
type jsonLines struct {
	name     string
	r        *bufio.Reader
	problems *ascribe.Problems
	decoder  jsontext.Decoder
	line     int32
	text     []byte
	members  []member
	indent   int // bytes of the line before its text
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
		j.members, err = readMembers(j.text, &j.decoder, j.members[:0])
		if err != nil {
			j.fault(jsonFault(err))
			continue
		}
		return j.members, nil
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
		if j.line == 1 {
			j.text = bytes.TrimPrefix(j.text, []byte(utf8Mark))
		}
		trimmed := bytes.TrimLeft(j.text, " \t\r\n")
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
	at := j.place(offset)
	j.problems.Add(ascribe.Problem{File: j.name, Line: int(at.line), Column: int(at.column), Message: strings.TrimSpace(message)})
}
