package web

import (
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// decode reads what a page was asked into a screen's input, by the tags that
// the description of the API is made from: path, query and default. A field is
// a text, a whole number, a truth value or a list of texts.
func decode(r *http.Request, in any) error {
	var faults ascribe.Problems
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return ascribe.Errorf(ascribe.ErrUsage, "the address cannot be read").
			WithHint("look for a stray %% or ; in it")
	}
	decodeFields(r, query, reflect.ValueOf(in).Elem(), &faults)
	if faults.Len() == 0 {
		return nil
	}
	return faults.Describe(ascribe.Errorf(ascribe.ErrUsage, "the address asks for something that cannot be"))
}

func decodeFields(r *http.Request, query url.Values, v reflect.Value, faults *ascribe.Problems) {
	for i := range v.NumField() {
		field, tag := v.Field(i), v.Type().Field(i).Tag
		if v.Type().Field(i).Anonymous {
			decodeFields(r, query, field, faults)
			continue
		}
		name, given := "", []string(nil)
		if name = tag.Get("path"); name != "" {
			given = []string{r.PathValue(name)}
		} else if name, _, _ = strings.Cut(tag.Get("query"), ","); name != "" {
			given = query[name]
		}
		if len(given) == 0 || given[0] == "" && field.Kind() != reflect.Slice {
			if given = nil; tag.Get("default") != "" {
				given = []string{tag.Get("default")}
			}
		}
		if len(given) > 0 {
			if problem := set(field, given, tag); problem != "" {
				faults.Add(ascribe.Problem{Message: name + ": " + problem})
			}
		}
	}
}

// set sets a field, and says what is wrong with what was given.
func set(field reflect.Value, given []string, tag reflect.StructTag) string {
	switch field.Kind() {
	case reflect.String:
		field.SetString(given[0])
	case reflect.Bool:
		b, err := strconv.ParseBool(given[0])
		if err != nil {
			return "it is true or false, not " + strconv.Quote(given[0])
		}
		field.SetBool(b)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(given[0], 10, 64)
		if err != nil {
			return strconv.Quote(given[0]) + " is no whole number"
		}
		for _, bound := range []struct {
			tag    string
			broken func(limit int64) bool
			words  string
		}{
			{"minimum", func(limit int64) bool { return n < limit }, "it is at least "},
			{"maximum", func(limit int64) bool { return n > limit }, "it is at most "},
		} {
			if limit, err := strconv.ParseInt(tag.Get(bound.tag), 10, 64); err == nil && bound.broken(limit) {
				return bound.words + tag.Get(bound.tag)
			}
		}
		field.SetInt(n)
	case reflect.Slice:
		var list []string
		for _, text := range given {
			if text != "" {
				list = append(list, text)
			}
		}
		if len(list) > maxValues {
			return "it is given more than " + strconv.Itoa(maxValues) + " times"
		}
		field.Set(reflect.ValueOf(list))
	}
	return ""
}
