package codebook

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// What has a name is printed in words: remote_controlled as remote controlled. What
// was printed can be typed, and is the name again here; any other text stays as it
// is, to be told about.

// Printed is the name of a variable as it was printed, by its name or its title.
func (b *Book) Printed(text string) string {
	if b.Var(text) != nil {
		return text
	}
	if i := slices.IndexFunc(b.Vars, func(v Var) bool { return alike(v.Name, text) }); i >= 0 {
		return b.Vars[i].Name
	}
	if i := slices.IndexFunc(b.Vars, func(v Var) bool { return alike(v.Title, text) }); i >= 0 {
		return b.Vars[i].Name
	}
	return text
}

// Printed is a value of the variable as it was printed.
func (v *Var) Printed(text string) string {
	names := append(v.listed(), ascribe.NotExamined, ascribe.NoneFound)
	if !v.Coded() {
		names = names[len(names)-2:]
	}
	return printedAs(names, text)
}

// PrintedLabel is a label as it was printed, and its level where that stands behind
// it in brackets, as in remote controlled (full control).
func (b *Book) PrintedLabel(text string) (label, level string) {
	var labels []string
	for i := range b.Labels {
		labels = append(labels, b.Labels[i].Name)
	}
	if label = printedAs(labels, text); slices.Contains(labels, label) {
		return label, ""
	}
	before, rest, found := strings.Cut(text, "(")
	inside, closed := strings.CutSuffix(strings.TrimSpace(rest), ")")
	at := slices.IndexFunc(b.Labels, func(l ascribe.Label) bool { return alike(l.Name, before) })
	if !found || !closed || at < 0 {
		return text, ""
	}
	for _, l := range b.Labels[at].Levels {
		if alike(l.Name, inside) {
			return b.Labels[at].Name, l.Name
		}
	}
	return text, ""
}

// printedAs is the name out of some that was printed so.
func printedAs(names []string, text string) string {
	if slices.Contains(names, text) {
		return text
	}
	if i := slices.IndexFunc(names, func(name string) bool { return alike(name, text) }); i >= 0 {
		return names[i]
	}
	return text
}

// alike reports whether a name is printed as a text, whatever the case.
func alike(name, text string) bool {
	words := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "_", " ")), " ") }
	return name != "" && strings.EqualFold(words(name), words(text))
}
