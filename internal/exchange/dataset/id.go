package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

var rounded = pattern.New(`^[0-9](?:[.,][0-9]+)?[Ee]\+?[0-9]+$`)

// makeID makes an id of small letters, with a dash for what such an id cannot
// have. A whole number that a program wrote as 7.0 is 7.
func makeID(text string) (id, wrong string) {
	switch {
	case text == "":
		return "", "the id is missing"
	case rounded.MatchString(text):
		return "", roundedID(text)
	}
	text = ascribe.PlainWhole(text)
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

// An idText is an id as the file has it, for people, and as an id.
type idText struct{ raw, id string }

// foldedID makes an id as the first version did, for datasets that have such.
func foldedID(parts, columns []string) (t idText, wrong string) {
	for n, text := range parts {
		if text == "" {
			return t, fmt.Sprintf("the id is missing: the row has no %s", quote(columns[n]))
		}
		if n == 0 {
			t.raw = text
			continue
		}
		t.raw += "." + ascribe.PlainWhole(text)
	}
	t.id, wrong = makeID(t.raw)
	return t, wrong
}

// idJoin stands between the parts of an id that is made of several columns.
const idJoin = "~"

// keptID makes an id that keeps the letters of the file. Two ids are one only
// where each part is, after NFC, without the space around it, and with 7.0 as
// 7. An id that cannot stand in an address as it is, or whose parts cannot be
// told apart in it, is a hash of them.
func keptID(parts []string) (t idText, wrong string) {
	plain := make([]string, len(parts))
	var said []string
	torn := false
	for n, text := range parts {
		if rounded.MatchString(text) {
			return t, roundedID(text)
		}
		text = ascribe.PlainWhole(norm.NFC.String(text))
		plain[n] = text
		torn = torn || len(parts) > 1 && strings.Contains(text, idJoin)
		if text != "" {
			said = append(said, text)
		}
	}
	if said == nil {
		return t, "the id is missing"
	}
	t.raw, t.id = strings.Join(said, ", "), strings.Join(plain, idJoin)
	inPath := t.id == "." || t.id == ".." // which every browser takes for a folder
	if torn || inPath || !ascribe.ValidDatasetID(t.id) || hashedForm.MatchString(t.id) {
		t.id = hashedID(plain)
	}
	return t, ""
}

var hashedForm = pattern.New(`^hash-[0-9a-f]{24}$`)

// hashedID is hash- and the first 24 hexadecimal digits of the SHA-256 over
// the parts, each with its length in bytes before it, as in 2:UA0:.
func hashedID(parts []string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p) //nolint:errcheck // a hash takes all
	}
	return "hash-" + hex.EncodeToString(h.Sum(nil)[:12])
}

func roundedID(text string) string {
	return fmt.Sprintf("the id %s was rounded by a spreadsheet: save the file again with that column as text", quote(text))
}

// id is the id of the row at hand.
func (b *builder) id() (t idText, wrong string) {
	if b.plan.numbered {
		b.number++
		n := strconv.Itoa(b.number)
		return idText{n, n}, ""
	}
	parts, columns := make([]string, len(b.plan.ids)), make([]string, len(b.plan.ids))
	for n, i := range b.plan.ids {
		parts[n] = string(b.cell(i))
		columns[n] = b.plan.columns[i].Name
	}
	if b.table.ids == ascribe.IDsFolded {
		return foldedID(parts, columns)
	}
	if t, wrong = keptID(parts); wrong == "the id is missing" {
		wrong = "the id is missing: the row has no " + orList(quoted(columns))
	}
	return t, wrong
}

func quoted(all []string) []string {
	list := make([]string, len(all))
	for i, s := range all {
		list[i] = quote(s)
	}
	return list
}

func (b *builder) idPlace(start place) place {
	if len(b.plan.ids) > 0 {
		return b.grid.at(b.plan.ids[0])
	}
	return start
}

// IDVariables are the columns of the id, by variable, but for those that are
// left out.
func (t *Table) IDVariables() (variables []string) {
	for _, i := range t.plan.ids {
		if !slices.Contains(t.plan.left, i) {
			variables = append(variables, t.plan.columns[i].Variable)
		}
	}
	return variables
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
		column = r.table.plan.columns[r.table.plan.ids[0]].Variable
	}
	if r.table != nil && r.table.ids == ascribe.IDsFolded && r.Given != r.ID {
		return r.Problem(column, "the id %q is there twice, first in line %d: the ids of this dataset are made of small Latin letters, as when it was first imported, and so %q meets another; import the file into a new dataset, where ids keep their letters, or let more columns belong to the id", r.ID, first, r.Given), true
	}
	return r.Problem(column, "the id %q is there twice, first in line %d: each incident has one row; if these are different incidents, more columns belong to the id, and if not, repeated: last or keep in a mapping says what to do", r.ID, first), true
}
