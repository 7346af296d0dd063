package table

import (
	"bufio"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// writeJSONLines writes an object a line. What is unknown is null, codes are an
// array, and a point is an object.
func writeJSONLines(w io.Writer, t *Table) error {
	out := bufio.NewWriterSize(w, 64<<10)
	names, err := memberNames(t.Columns)
	if err != nil {
		return err
	}
	var line []byte
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		line = append(line[:0], '{')
		for i, c := range row {
			if i > 0 {
				line = append(line, ',')
			}
			if line, err = appendJSON(append(line, names[i]...), c, t.Columns[i].Type); err != nil {
				return err
			}
		}
		if _, err := out.Write(append(line, '}', '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// memberNames are the columns' names as members of an object begin.
func memberNames(columns []Column) ([][]byte, error) {
	names := make([][]byte, len(columns))
	for i, c := range columns {
		name, err := jsontext.AppendQuote(nil, c.Name)
		if err != nil {
			return nil, err
		}
		names[i] = append(name, ':')
	}
	return names, nil
}

// appendJSON appends a cell of a type.
func appendJSON(to []byte, c Cell, t Type) ([]byte, error) {
	if !c.known {
		return append(to, "null"...), nil
	}
	switch t {
	case TypeInteger:
		return strconv.AppendInt(to, c.integer(), 10), nil
	case TypeDecimal:
		return strconv.AppendFloat(to, c.decimal(), 'f', -1, 64), nil
	case TypeBoolean:
		return strconv.AppendBool(to, c.boolean()), nil
	case TypeCodes:
		return appendJSONCodes(to, c.codes())
	case TypePoint:
		to = append(to, `{"latitude":`...)
		to = strconv.AppendFloat(to, c.decimal(), 'f', -1, 64)
		to = append(to, `,"longitude":`...)
		to = strconv.AppendFloat(to, c.longitude(), 'f', -1, 64)
		to, err := appendJSON(append(to, `,"precision":`...), Text(c.text), TypeText)
		return append(to, '}'), err
	}
	return jsontext.AppendQuote(to, c.text)
}

func appendJSONCodes(to []byte, codes []string) ([]byte, error) {
	to = append(to, '[')
	for i, code := range codes {
		if i > 0 {
			to = append(to, ',')
		}
		var err error
		if to, err = jsontext.AppendQuote(to, code); err != nil {
			return to, err
		}
	}
	return append(to, ']'), nil
}
