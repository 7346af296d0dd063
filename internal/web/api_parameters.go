package web

import (
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ascribe-project/ascribe"
)

// A parameter is a field of a screen's input: what an address can say.
type parameter struct {
	field    reflect.StructField
	name, in string // in is "path" or "query"
}

// inputs are the parameters of an input, those of embedded structs with it.
func inputs(t reflect.Type) []parameter {
	var list []parameter
	for i := range t.NumField() {
		f := t.Field(i)
		query, _, _ := strings.Cut(f.Tag.Get("query"), ",")
		switch {
		case f.Anonymous:
			list = append(list, inputs(f.Type)...)
		case f.Tag.Get("path") != "":
			list = append(list, parameter{f, f.Tag.Get("path"), "path"})
		case query != "":
			list = append(list, parameter{f, query, "query"})
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
		param := &huma.Param{Name: p.name, In: p.in, Description: schema.Description, Schema: schema, Required: p.in == "path"}
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
		Name: formatName, In: "query", Description: "csv gives the answer as a table, where it is one: all rows of a list, unless after or limit asks for a page. Accept: text/csv does the same, without a byte order mark.",
		Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"json", "csv"}, Default: "json"},
	})
}

// strict refuses what an input does not take: a parameter that is not known,
// since a mistyped one must not look like a finding, and a single one that is
// given twice. Pages are not so strict: links to them gather what others add.
func strict(r *http.Request, in any) error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil //nolint:nilerr // decode tells of it
	}
	known := map[string]bool{formatName: false} // whether it may be given several times
	names := []string{}
	for _, p := range inputs(reflect.TypeOf(in).Elem()) {
		if p.in == "query" {
			known[p.name] = p.field.Type.Kind() == reflect.Slice
			names = append(names, p.name)
		}
	}
	var faults ascribe.Problems
	for name, values := range query {
		several, ok := known[name]
		switch {
		case !ok:
			faults.Add(ascribe.Problem{Message: "there is no parameter " + strconv.Quote(name)})
		case !several && len(values) > 1:
			faults.Add(ascribe.Problem{Message: name + " is given more than once"})
		}
	}
	if faults.Len() == 0 {
		return nil
	}
	return faults.Describe(ascribe.Errorf(ascribe.ErrUsage, "the address asks for something that is not known here").
		WithHint("it takes %s and %s", strings.Join(names, ", "), formatName))
}
