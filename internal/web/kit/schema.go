package kit

import (
	"encoding"
	"encoding/json"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// Schemas is the registry of the schemas of answers. Beside what huma makes of
// Go's types, it knows those that write themselves, and that what is null is
// always said to be: pointers, and they alone.
type Schemas struct {
	byName map[string]*huma.Schema
	types  map[string]reflect.Type
	names  map[reflect.Type]string
	own    map[reflect.Type]func() *huma.Schema
	Unsaid []reflect.Type // they write themselves, and own does not say how
}

func newSchemas() *Schemas {
	r := &Schemas{byName: map[string]*huma.Schema{}, types: map[string]reflect.Type{}, names: map[reflect.Type]string{}}
	r.own = r.written()
	return r
}

const schemaPrefix = "#/components/schemas/"

// written are the types that write themselves, and the words that are of a
// kind, with how they are written.
func (r *Schemas) written() map[reflect.Type]func() *huma.Schema {
	text := func(s huma.Schema) func() *huma.Schema {
		return func() *huma.Schema {
			s := s
			s.Type = huma.TypeString
			return &s
		}
	}
	return map[reflect.Type]func() *huma.Schema{
		reflect.TypeFor[time.Time]():   text(huma.Schema{Format: "date-time"}),
		reflect.TypeFor[ascribe.Day](): text(huma.Schema{Format: "date", Description: "A day, in UTC."}),
		reflect.TypeFor[ascribe.Date](): text(huma.Schema{
			Description: "A date as it was written, in EDTF level 1: it may be imprecise. Empty: none.", Examples: []any{"2016-07-18", "2016-07", "2016-07-18/2016-07-20"},
		}),
		reflect.TypeFor[ascribe.Grade](): text(huma.Schema{
			Pattern: "^([A-F][1-6])?$", Description: "An Admiralty grade: how reliable the source is, and how credible what it says. Empty: none.", Examples: []any{"B2"},
		}),
		reflect.TypeFor[ascribe.Reliability](): text(huma.Schema{
			Enum: oneOf([]string{"A", "B", "C", "D", "E", "F", ""}), Description: "How reliable a source is. F and empty: no basis to judge.",
		}),
		reflect.TypeFor[ascribe.Credibility](): text(huma.Schema{
			Enum: oneOf([]string{"1", "2", "3", "4", "5", "6", ""}), Description: "How credible what is said is. 6 and empty: no basis to judge.",
		}),
		reflect.TypeFor[ascribe.Stance](): text(huma.Schema{
			Enum: oneOf(append(ascribe.Stances, "")), Description: "What a statement does with its value: it is so, it is not so, it may be so.",
		}),
		reflect.TypeFor[ascribe.Basis](): text(huma.Schema{
			Enum: oneOf(append(ascribe.Bases, "")), Description: "On which ground a source says what it says. Empty: it was not coded.",
		}),
		reflect.TypeFor[ascribe.ActorKind](): text(huma.Schema{Enum: oneOf(ascribe.ActorKinds), Description: "What kind of actor it is."}),
		reflect.TypeFor[json.RawMessage]():   func() *huma.Schema { return &huma.Schema{} },
		reflect.TypeFor[ask.CountRow]():      func() *huma.Schema { return countRow("") },
		reflect.TypeFor[ask.SeriesRow]():     func() *huma.Schema { return countRow("known") },
		reflect.TypeFor[ask.EditionDiff]():   r.editionDiff,
	}
}

// oneOf are the words that there are of a kind.
func oneOf[S ~string](words []S) []any {
	list := make([]any, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	return list
}

// countRow is a row of counts: its dimensions by name, and numbers. One of a
// series has the day, which is always there.
func countRow(day string) *huma.Schema {
	number := func(doc string) *huma.Schema { return &huma.Schema{Type: huma.TypeInteger, Description: doc} }
	sum := func(doc string) *huma.Schema { return &huma.Schema{Type: huma.TypeNumber, Description: doc} }
	s := &huma.Schema{
		Type: huma.TypeObject, Required: []string{"n"},
		Description:          "A row of counts. Beside the numbers it has each dimension that was asked for by its name, as text.",
		AdditionalProperties: &huma.Schema{Type: huma.TypeString, Description: "The value of a dimension."},
		Properties: map[string]*huma.Schema{
			"n": number("How many incidents."), "sum": sum("What the variable comes to in them."), "without": number("How many of them have no number."),
			"n_against": number("How many as of the other day."), "sum_against": sum("What it came to then."), "without_against": number("How many had no number then."),
		},
	}
	if day != "" {
		s.Properties[day] = &huma.Schema{Type: huma.TypeString, Format: "date", Description: "As known on this day."}
		s.Required = append(s.Required, day)
	}
	return s
}

// editionDiff is what changed between two editions, with every changed cell.
func (r *Schemas) editionDiff() *huma.Schema {
	s := huma.SchemaFromType(r, reflect.TypeFor[ask.EditionDiff]())
	change, _ := reflect.TypeFor[ask.EditionDiff]().FieldByName("Changes")
	s.Properties["changes"] = &huma.Schema{Type: huma.TypeArray, Items: r.Schema(change.Type.In(0).In(0), true, "")}
	s.Required = append(s.Required, "changes")
	return s
}

// Schema is the schema of a type.
func (r *Schemas) Schema(t reflect.Type, allowRef bool, hint string) *huma.Schema {
	nullable := t.Kind() == reflect.Pointer
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	s := r.schema(t, allowRef, hint)
	switch {
	case !nullable:
	case s.Ref != "":
		s = &huma.Schema{AnyOf: []*huma.Schema{s, {Type: "null"}}}
	case s.Type != "":
		s.Nullable = true
	}
	return s
}

func (r *Schemas) schema(t reflect.Type, allowRef bool, hint string) *huma.Schema {
	how, own := r.own[t]
	text := t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
	switch {
	case own && (text || t.Kind() != reflect.Struct):
		return how()
	case !own && writesItself(t):
		r.Unsaid = append(r.Unsaid, t)
		return &huma.Schema{}
	case t.Kind() != reflect.Struct:
		s := huma.SchemaFromType(r, t)
		if s != nil && s.Type == huma.TypeArray {
			s.Nullable = false // an empty list is written as one
		}
		return s
	}
	name, known := r.names[t]
	if !known {
		name = r.name(t, hint)
		r.names[t], r.types[name], r.byName[name] = name, t, &huma.Schema{} // it may hold itself
		if !own {
			how = func() *huma.Schema { return r.withEmbedded(huma.SchemaFromType(r, t), t) }
		}
		s := how()
		if s.AdditionalProperties == false {
			s.AdditionalProperties = nil // members may be added
		}
		r.byName[name] = s
	}
	if allowRef {
		return &huma.Schema{Ref: schemaPrefix + name}
	}
	return r.byName[name]
}

// withEmbedded adds the members of embedded structs whose types have names of
// their package only: they are written, and huma leaves them out.
func (r *Schemas) withEmbedded(s *huma.Schema, t reflect.Type) *huma.Schema {
	for i := range t.NumField() {
		f := t.Field(i)
		of := f.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if !f.Anonymous || f.Tag.Get("json") != "" || of.Kind() != reflect.Struct {
			continue
		}
		if !f.IsExported() {
			inner := r.schema(of, false, "")
			for name, member := range inner.Properties {
				if s.Properties[name] == nil {
					s.Properties[name] = member
				}
			}
			s.Required = append(s.Required, inner.Required...)
		}
		r.withEmbedded(s, of)
	}
	slices.Sort(s.Required)
	s.Required = slices.Compact(s.Required)
	return s
}

// name is what a type is called in the description: with its package before
// it, where another package has one of the name.
func (r *Schemas) name(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if r.types[name] == nil {
		return name
	}
	of := path.Base(t.PkgPath())
	return strings.ToUpper(of[:1]) + of[1:] + name
}

// SchemaFromRef is the schema that a reference is to.
func (r *Schemas) SchemaFromRef(ref string) *huma.Schema {
	return r.byName[strings.TrimPrefix(ref, schemaPrefix)]
}

// TypeFromRef is the type that a reference is to.
func (r *Schemas) TypeFromRef(ref string) reflect.Type {
	return r.types[strings.TrimPrefix(ref, schemaPrefix)]
}

// Map has all schemas by their names.
func (r *Schemas) Map() map[string]*huma.Schema { return r.byName }

// RegisterTypeAlias is not needed here: each type is described as itself.
func (r *Schemas) RegisterTypeAlias(reflect.Type, reflect.Type) {}

// MarshalJSON writes all schemas.
func (r *Schemas) MarshalJSON() ([]byte, error) { return json.Marshal(r.byName) }

// writesItself reports whether a type has a form of its own in JSON.
func writesItself(t reflect.Type) bool {
	for _, form := range []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()} {
		if t.Implements(form) || reflect.PointerTo(t).Implements(form) {
			return true
		}
	}
	return false
}
