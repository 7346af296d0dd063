package kit

import (
	"bytes"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// entitle gives a page its title: by its template, by what it was narrowed, and from
// where it looks at the record.
func (s *Site) entitle(name string, data any, f *Frame) error {
	var b bytes.Buffer
	if err := s.templates[name].ExecuteTemplate(&b, "titled", data); err != nil {
		return err
	}
	own := html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(b.String(), "<title>"), "</title>"))
	f.Heading = strings.Join(strings.Fields(own), " ")
	if narrowed := f.narrowed(); len(narrowed) > 0 && name != "error" && name != "form" {
		f.Heading += ": " + strings.Join(narrowed, ", ")
	}
	if f.Title = f.Heading; name != "error" {
		f.Title += f.since()
	}
	return nil
}

// since is from where a page looks at the record, as a title has it.
func (f *Frame) since() string {
	text := ""
	if known := f.Known(); !known.IsZero() {
		text += ", as known on " + DateWords(known.String())
	}
	if f.Asked.Recorded != "" {
		text += ", as recorded by " + f.Asked.Recorded
	}
	if f.Asked.Codebook != "" {
		text += ", codebook " + f.Asked.Codebook
	}
	return text
}

// untitled are the parameters of pages that change nothing of what is asked, or that
// a page's own title says.
var untitled = []string{"sort", "after", "before", "limit", "from", "to", "variable", "at", "zoom", "steps"}

// narrowed is what a page was narrowed to, in words.
func (f *Frame) narrowed() (list []string) {
	names := slices.Sorted(maps.Keys(f.Own))
	if at := slices.Index(names, "by"); at > 0 { // by label, across year
		names = slices.Insert(slices.Delete(names, at, at+1), 0, "by")
	}
	for _, name := range names {
		if slices.Contains(untitled, name) {
			continue
		}
		for _, value := range f.Own[name] {
			if value != "" {
				list = append(list, f.asksInWords(name, value))
			}
		}
	}
	return list
}

// asksInWords is what one parameter asks.
func (f *Frame) asksInWords(name, value string) string {
	switch name {
	case "q":
		return "“" + value + "”"
	case "where":
		if asked := asksOf(value); asked != value || !strings.Contains(value, "=") {
			return Words(asked)
		}
		return Words(strings.TrimPrefix(value, "label="))
	case "by", "across":
		return name + " " + f.DimensionTitle(value)
	case "as":
		return "as " + value + "s"
	case "then":
		return "compared with " + DateWords(value)
	case "why_not":
		return "why not " + Words(value)
	case "country":
		return point.CountryName(value)
	case "kind", "role", "label", "first", "now":
		return Words(value)
	}
	return Words(name) + " " + value
}
