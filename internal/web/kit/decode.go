package kit

import (
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
)

// decode reads what an address asks into an input, by the tags that the
// description of the API is made from: path, query and default. A field is a
// text, a whole number, a truth value or a list of texts. What the input does
// not take is refused.
func decode(r *http.Request, in any) error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return ascribe.Errorf(ascribe.ErrUsage, "the address cannot be read").
			WithHint("look for a stray %% or ; in it")
	}
	v := reflect.ValueOf(in).Elem()
	takes := inputs(v.Type())
	if !ofAPI(r.URL.Path) {
		query.Del(CiteName) // of any page
	}
	if err := strict(takes, query); err != nil {
		return err
	}
	var faults ascribe.Problems
	for _, p := range takes {
		if given := p.templateData(r, query); len(given) > 0 {
			if problem := set(v.FieldByIndex(p.field.Index), given, p.field.Tag); problem != "" {
				faults.Add(ascribe.Problem{Message: p.name + ": " + problem})
			}
		}
	}
	if faults.Len() == 0 {
		return nil
	}
	return faults.Describe(ascribe.Errorf(ascribe.ErrUsage, "the address asks for something that cannot be"))
}

// strict refuses a parameter that is not known, since a mistyped one must not
// look like a finding, and a single one that is given twice.
func strict(takes []parameter, query url.Values) error {
	known := map[string]bool{FormatName: false} // whether it may be given several times
	names := []string{}
	for _, p := range takes {
		if p.in == "query" {
			known[p.name] = p.several()
			names = append(names, p.name)
		}
	}
	var faults ascribe.Problems
	for _, name := range slices.Sorted(maps.Keys(query)) { // one address has one answer
		if foreign(name) {
			continue
		}
		values := query[name]
		several, ok := known[name]
		switch {
		case !ok:
			faults.Add(ascribe.Problem{Message: "there is no parameter " + strconv.Quote(name) + near.DidYouMean(name, append(names, FormatName))})
		case !several && len(values) > 1:
			faults.Add(ascribe.Problem{Message: name + " is given more than once"})
		}
	}
	if faults.Len() == 0 {
		return nil
	}
	return faults.Describe(ascribe.Errorf(ascribe.ErrUsage, "the address asks for something that is not known here").
		WithHint("it takes %s and %s", strings.Join(names, ", "), FormatName))
}

// foreign reports whether a parameter was added to the address by those who passed
// it on: what campaigns, networks and mailings follow their readers by. It asks
// nothing, and no page repeats it.
func foreign(name string) bool {
	return strings.HasPrefix(name, "utm_") || slices.Contains(followers, name)
}

var followers = []string{"fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "yclid", "mc_cid", "mc_eid", "_hsenc", "_hsmi"}

// Unpaged refuses a cursor where what is asked for has no pages.
func Unpaged(after string) error {
	if after == "" {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrUsage, "there is no such page: what is asked for has only one").
		WithHint("leave after out")
}

// templateData is what an address says of a parameter, or else its default.
func (p parameter) templateData(r *http.Request, query url.Values) []string {
	given := query[p.name]
	if p.in == "path" {
		given = []string{r.PathValue(p.name)}
	}
	if len(given) > 0 && (given[0] != "" || p.several()) {
		return given
	}
	if usual := p.field.Tag.Get("default"); usual != "" {
		return []string{usual}
	}
	return nil
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

// maxValues is how often a parameter that may be given several times can be.
const maxValues = 200
