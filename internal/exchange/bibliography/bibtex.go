package bibliography

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// WriteBibTeX writes sources as BibTeX in UTF-8, with the fields of biblatex
// where these say more.
func WriteBibTeX(w io.Writer, sources iter.Seq2[*ascribe.Source, error]) error {
	out := bufio.NewWriter(w)
	between := ""
	for s, err := range sources {
		if err != nil {
			return err
		}
		if _, err := out.WriteString(between + entry(s)); err != nil {
			return err
		}
		between = "\n"
	}
	return out.Flush()
}

func entry(s *ascribe.Source) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", entryType(s), s.ID)
	field := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, text)
		}
	}
	field("title", braced(s.Title)) // its capitals stay
	switch entryType(s) {
	case "article":
		field("journal", tex(s.Publisher))
	case "techreport":
		field("institution", tex(s.Publisher))
	default:
		field("publisher", tex(s.Publisher))
	}
	date := s.Published.String()
	if parts, _, ok := dateParts(date); ok {
		field("year", fmt.Sprintf("%04d", parts[0][0]))
		if len(parts[0]) > 1 {
			fmt.Fprintf(&b, "  month = %s,\n", months[parts[0][1]-1])
		}
	}
	field("date", date)
	field("type", tex(s.Kind))
	field("language", tex(s.Language))
	field("url", verbatim(s.URL))
	field("note", tex(note(s)))
	b.WriteString("}\n")
	return b.String()
}

var months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// entryType is the type of a source's entry by its kind, which is a field too.
func entryType(s *ascribe.Source) string {
	switch s.Kind {
	case "press", "wire_press":
		return "article"
	case "research":
		return "techreport"
	}
	return "misc"
}

// note is what BibTeX has no field for.
func note(s *ascribe.Source) string {
	var parts []string
	if s.Reliability != "" {
		parts = append(parts, "reliability "+string(s.Reliability))
	}
	if len(s.RestsOn) > 0 {
		parts = append(parts, "rests on "+strings.Join(s.RestsOn, ", "))
	}
	if s.ArchivedURL != "" {
		parts = append(parts, "archived at "+s.ArchivedURL)
	}
	return strings.Join(parts, "; ")
}

func braced(s string) string {
	if s == "" {
		return ""
	}
	return "{" + tex(s) + "}"
}

var texSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`, "\n", " ", "\r", " ",
)

// tex is a text without what TeX takes for more than text.
func tex(s string) string { return texSigns.Replace(s) }

// verbatim is an address: TeX takes it as it is, but for what would end the
// field.
func verbatim(url string) string {
	return strings.NewReplacer(`{`, `%7B`, `}`, `%7D`, `\`, `%5C`, " ", "%20", "\n", "%0A").Replace(url)
}
