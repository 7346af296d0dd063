package kit

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"
)

// A cellColumn is a member of a row that fits into a cell.
type cellColumn struct {
	name  string
	index []int
}

// columns are the members of a struct that fit into cells, by their names in
// JSON: texts, numbers, truth values, and lists of texts.
func columns(t reflect.Type) []cellColumn {
	var list []cellColumn
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" && fitsCell(f.Type) {
			list = append(list, cellColumn{name, f.Index})
		}
	}
	return list
}

var textual = reflect.TypeFor[encoding.TextMarshaler]()

func fitsCell(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer:
		return fitsCell(t.Elem())
	case reflect.Slice:
		return t.Elem().Kind() == reflect.String || t.Elem().Implements(textual)
	case reflect.Struct:
		return t.Implements(textual)
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int32, reflect.Int64, reflect.Float64, reflect.Uint8:
		return true
	}
	return false
}

// plainTable is a list of structs as a table of their plain members.
func plainTable(list reflect.Value) Table {
	of := columns(list.Type().Elem())
	t := Table{}
	for _, c := range of {
		t.header = append(t.header, c.name)
	}
	t.rows = func(yield func([]string) bool) {
		for i := range list.Len() {
			row := make([]string, len(of))
			for n, c := range of {
				if v, err := list.Index(i).FieldByIndexErr(c.index); err == nil {
					row[n] = cell(v)
				}
			}
			if !yield(row) {
				return
			}
		}
	}
	return t
}

// cell is a value as text: nothing for none, several joined by semicolons.
func cell(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		text, _ := m.MarshalText() //nolint:errcheck // days, dates, grades and times can all be written
		return string(text)
	}
	switch v.Kind() {
	case reflect.Bool:
		return yesNo(v.Bool())
	case reflect.Slice:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = cell(v.Index(i))
		}
		return strings.Join(texts, ";")
	}
	return fmt.Sprint(v.Interface())
}
