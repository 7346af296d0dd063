package dataset

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

var (
	rounded   = regexp.MustCompile(`^[0-9](?:[.,][0-9]+)?[Ee]\+?[0-9]+$`)
	wholeText = regexp.MustCompile(`^[0-9]+\.0+$`)
)

// makeID makes an id of the one that a dataset gives: small letters, and a
// dash for what an id cannot have. A whole number that a program wrote as 7.0
// is 7.
func makeID(text string) (id, wrong string) {
	switch {
	case text == "":
		return "", "the id is missing"
	case rounded.MatchString(text):
		return "", fmt.Sprintf("the id %s was rounded by a spreadsheet: save the file again with that column as text", quote(text))
	case wholeText.MatchString(text):
		text, _, _ = strings.Cut(text, ".")
	}
	if ascribe.ValidID(text) {
		return text, ""
	}
	var b strings.Builder
	for _, c := range norm.NFD.String(text) {
		switch {
		case 'A' <= c && c <= 'Z':
			b.WriteRune(c + 'a' - 'A')
		case c < 0x80 && ascribe.ValidID("a"+string(c)):
			b.WriteRune(c)
		case norm.NFD.PropertiesString(string(c)).CCC() > 0:
		default:
			b.WriteByte('-')
		}
	}
	id = strings.TrimLeft(b.String(), "._-")
	if !ascribe.ValidID(id) {
		return "", fmt.Sprintf("%s cannot be an id: it needs a letter or digit, and has at most %d characters", quote(text), ascribe.MaxID)
	}
	return id, ""
}

// id is the row's id as the file has it, and as an id.
func (b *builder) id() (raw, id, wrong string) {
	ids := b.plan.ids
	var joined string
	for n, i := range ids {
		text := strings.TrimSpace(string(b.grid.text(i)))
		if text == "" {
			return "", "", fmt.Sprintf("the id is missing: the row has no %s", quote(b.table.columns[i].Name))
		}
		if n == 0 {
			joined = text
			continue
		}
		if wholeText.MatchString(text) {
			text, _, _ = strings.Cut(text, ".")
		}
		joined += "." + text
	}
	id, wrong = makeID(joined)
	return joined, id, wrong
}

func (b *builder) idPlace(start place) place {
	if len(b.plan.ids) > 0 {
		return b.grid.at(b.plan.ids[0])
	}
	return start
}

// IDs remembers in which line each id was, for finding those that a file has
// twice. It takes memory for each id.
type IDs map[string]int

// Again notes the row's id. Where it was there before it is a fault of the
// row, and ok.
func (s IDs) Again(r Row) (fault ascribe.Problem, ok bool) {
	first, again := s[r.ID]
	if !again {
		s[r.ID] = r.Line
		return ascribe.Problem{}, false
	}
	column := ""
	if r.table != nil && len(r.table.plan.ids) > 0 {
		column = r.table.columns[r.table.plan.ids[0]].Variable
	}
	return r.Problem(column, "the id %q is there twice, first in line %d: each incident has one row; if the rows differ, more columns belong to the id", r.ID, first), true
}
