package kit

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// A parameter is a field of a screen's input: what an address can say.
type parameter struct {
	field    reflect.StructField
	name, in string // in is "path" or "query"
}

// several reports whether it may be given more than once.
func (p parameter) several() bool { return p.field.Type.Kind() == reflect.Slice }

// inputs are the parameters of an input, those of embedded structs with it.
func inputs(t reflect.Type) []parameter {
	var list []parameter
	for _, f := range reflect.VisibleFields(t) {
		if name := f.Tag.Get("path"); name != "" {
			list = append(list, parameter{f, name, "path"})
		} else if name, _, _ := strings.Cut(f.Tag.Get("query"), ","); name != "" {
			list = append(list, parameter{f, name, "query"})
		}
	}
	return list
}

// parameters describes an input.
func parameters(in reflect.Type, schemas huma.Registry) []*huma.Param {
	var list []*huma.Param
	yes := true
	for _, p := range inputs(in) {
		schema := huma.SchemaFromField(schemas, p.field, "")
		param := &huma.Param{Name: p.name, In: p.in, Description: schema.Description, Schema: schema, Required: p.in == "path" || p.field.Tag.Get("required") == "true"}
		if len(schema.Examples) > 0 {
			param.Example = schema.Examples[0]
		}
		if schema.Type == huma.TypeArray {
			param.Explode = &yes
			most := maxValues
			schema.MaxItems = &most
		}
		schema.Description, schema.Examples = "", nil
		list = append(list, param)
	}
	return append(list, &huma.Param{
		Name: FormatName, In: "query", Description: "csv gives the answer as a table, where it is one: all rows of a list, unless after or limit asks for a page. It is csv-people, with a byte order mark and a ' before what a spreadsheet would take for a formula. csv-programs has neither, and is what Accept: text/csv gives.",
		Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"json", "csv", "csv-people", "csv-programs"}, Default: "json"},
	})
}
