package acts_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// A team is the shipped casebook as a team would keep it in a workbook: a sheet
// of cases, whose rows are what one source says of one of them, and a sheet of
// sources. The statements are kept beside it, as what has to come out.
type team struct {
	random *rand.Rand

	titles  map[string]string
	actors  map[string]*ascribe.Actor
	links   map[string]*ascribe.Link
	sources []*ascribe.Source
	rows    []*teamRow
	next    int
}

// A teamRow is a row of the sheet of cases.
type teamRow struct {
	number                 int
	incident, link, source string
	said                   ascribe.Date
	basis                  ascribe.Basis
	credibility            ascribe.Credibility
	coder, locator         string
	cells                  map[string][]teamValue // by column
	notes                  map[string]string
	formOfDate, spelling   int
}

type teamValue struct {
	value  string
	stance ascribe.Stance
}

// statements are what the row says.
func (r *teamRow) statements(t *team) (list []ascribe.Statement) {
	for column, values := range r.cells {
		for _, v := range values {
			list = append(list, ascribe.Statement{
				Subject: t.subject(r, column), Variable: variableOf(column), Value: v.value, Stance: v.stance, Basis: r.basis, Source: r.source, Said: r.said,
				Credibility: r.credibility, Coder: r.coder, Locator: r.locator, Note: r.notes[column],
			})
		}
	}
	return list
}

// ofActor ends the name of a column that is about the actor of the row, or its
// part.
const ofActor = " des Akteurs"

func variableOf(column string) string { return strings.TrimSuffix(column, ofActor) }

func (t *team) subject(r *teamRow, column string) string {
	switch {
	case !strings.HasSuffix(column, ofActor):
		return r.incident
	case variableOf(column) == "may_be_named":
		return t.links[r.link].Actor
	}
	return r.link
}

// several are the variables that take several values.
var several = []string{"contact", "guidance", "support", "local_network", "weapon_kind"}

// newTeam keeps the shipped casebook in a workbook.
func newTeam(t *testing.T, seed uint64) *team {
	t.Helper()
	book, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		t.Fatal(err)
	}
	keep := &team{random: rand.New(rand.NewPCG(seed, seed)), titles: map[string]string{}, actors: map[string]*ascribe.Actor{}, links: map[string]*ascribe.Link{}}
	var problems ascribe.Problems
	for n, err := range book.Nouns(&problems) {
		if err != nil {
			t.Fatal(err)
		}
		switch n := n.Noun.(type) {
		case *ascribe.Incident:
			keep.titles[n.ID] = n.Title
		case *ascribe.Actor:
			keep.actors[n.ID] = n
		case *ascribe.Link:
			keep.links[n.ID] = n
		case *ascribe.Source:
			keep.sources = append(keep.sources, n)
		case *ascribe.Statement:
			keep.put(n)
		}
	}
	if problems.Len() > 0 {
		t.Fatal(problems.Err("the casebook", ""))
	}
	for id := range keep.links { // a link of which nothing is said has a row all the same
		if !slices.ContainsFunc(keep.rows, func(r *teamRow) bool { return r.link == id }) {
			keep.row(&teamRow{incident: keep.links[id].Incident, link: id, source: keep.sources[0].ID})
		}
	}
	return keep
}

func (t *team) row(r *teamRow) *teamRow {
	t.next++
	r.number, r.cells, r.notes = t.next, map[string][]teamValue{}, map[string]string{}
	r.formOfDate, r.spelling = t.random.IntN(4), t.random.IntN(6)
	t.rows = append(t.rows, r)
	return r
}

// put has a statement stand in a row that has room for it, or in a new one.
func (t *team) put(s *ascribe.Statement) {
	want := teamRow{incident: s.Subject, source: s.Source, said: s.Said, basis: s.Basis, credibility: s.Credibility, coder: s.Coder, locator: s.Locator}
	if l := t.links[s.Subject]; l != nil {
		want.incident, want.link = l.Incident, l.ID
	} else if t.actors[s.Subject] != nil {
		for _, l := range t.links {
			if l.Actor == s.Subject && (want.link == "" || l.ID < want.link) {
				want.incident, want.link = l.Incident, l.ID
			}
		}
	}
	v, column := teamValue{s.Value, s.Stance}, s.Variable
	if want.link != "" {
		column += ofActor
	}
	for _, r := range t.rows {
		if r.incident != want.incident || r.link != want.link || r.source != want.source || r.said != want.said || r.basis != want.basis ||
			r.credibility != want.credibility || r.coder != want.coder || r.locator != want.locator {
			continue
		}
		if there := r.cells[column]; len(there) == 0 || slices.Contains(several, s.Variable) && r.notes[column] == s.Note && !slices.Contains(there, v) {
			r.cells[column], r.notes[column] = append(there, v), s.Note
			return
		}
	}
	r := t.row(&want)
	r.cells[column], r.notes[column] = []teamValue{v}, s.Note
}

// unknowns are how the team writes that it does not know.
var unknowns = []string{"", "k. A.", "unbekannt", "?", "n/a", "–"}

// german are the words that the team has for codes.
var german = map[string]map[string]string{
	"contact":  {"member_in_person": "persönlich mit Mitglied", "member_remotely": "aus der Ferne mit Mitglied", "none_found": "nichts gefunden", "not_examined": "nicht geprüft"},
	"outcome":  {"completed": "ausgeführt", "failed": "fehlgeschlagen", "foiled": "vereitelt"},
	"stage":    {"attack": "Anschlag", "plot": "Anschlagsplan", "attempt": "Versuch"},
	"guidance": {"encouragement": "Ermutigung", "target": "Ziel", "step_by_step": "Schritt für Schritt"},
}

var (
	basisWords       = map[ascribe.Basis]string{"": "", "seen": "gesehen", "document": "Schriftstück", "told": "gehört", "inferred": "gefolgert"}
	credibilityWords = map[ascribe.Credibility]string{"1": "bestätigt", "2": "wahrscheinlich", "3": "möglich", "4": "zweifelhaft"}
)

// columns are those of the sheet that have values, in its order.
func (t *team) columns() (names []string) {
	for _, r := range t.rows {
		for name := range r.cells {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// written is a value as the team writes it.
func (t *team) written(r *teamRow, variable string, v teamValue) string {
	s := v.value
	switch {
	case german[variable][s] != "":
		s = german[variable][s]
	case variable == "country" && r.spelling%2 == 0:
		s = country.Name(s)
	case variable == "date" && len(s) == 10:
		day, month, year := s[8:], s[5:7], s[:4]
		s = []string{day + "." + month + "." + year, strings.TrimLeft(day, "0") + "." + strings.TrimLeft(month, "0") + "." + year, day + "/" + month + "/" + year, s}[r.formOfDate]
	case (variable == "killed" || variable == "injured") && r.spelling == 1:
		s += ",0"
	case (variable == "killed" || variable == "injured") && r.spelling == 2:
		s = "ca. " + s
	case v.stance == ascribe.Asserts && r.spelling == 3 && slices.Contains(several, variable):
		s = strings.ReplaceAll(s, "_", " ")
	}
	switch v.stance {
	case ascribe.Raises:
		return "vermutlich " + s
	case ascribe.Denies:
		return "nicht " + s
	}
	return s
}

// workbook is the team's workbook as a file.
func (t *team) workbook(tb testing.TB) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // it is in memory
	variables := t.columns()
	header := []any{"Lfd. Nr.", "Fall", "Titel", "Quelle", "Gesagt am", "Grundlage", "Sicherheit", "Kodiert von", "Fundstelle", "Akteur", "Akteur-Kürzel", "Art", "Rolle", "Verbindung"}
	for _, v := range variables {
		header = append(header, v, "Bemerkung zu "+v)
	}
	put := func(sheet string, row int, cells []any) {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", row), &cells); err != nil {
			tb.Fatal(err)
		}
	}
	check := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	check(f.SetSheetName("Sheet1", "Fälle"))
	_, err := f.NewSheet("Quellen")
	check(err)
	put("Fälle", 1, []any{"Stand: November"})
	put("Fälle", 3, header)
	for n, r := range t.rows {
		cells := []any{r.number, r.incident, t.titles[r.incident], r.source, r.said.String(), basisWords[r.basis], credibilityWords[r.credibility], r.coder, r.locator, "", "", "", "", ""}
		if l := t.links[r.link]; l != nil {
			a := t.actors[l.Actor]
			cells = append(cells[:9], a.Name, a.ID, string(a.Kind), l.Role, l.ID)
		}
		for _, v := range variables {
			var parts []string
			for _, value := range r.cells[v] {
				parts = append(parts, t.written(r, variableOf(v), value))
			}
			text, note := strings.Join(parts, "; "), r.notes[v]
			if len(parts) == 0 {
				text, note = unknowns[t.random.IntN(len(unknowns))], ""
			}
			cells = append(cells, text, note)
		}
		put("Fälle", n+4, cells)
	}
	put("Quellen", 1, []any{"Kürzel", "Überschrift", "Herausgeber", "Adresse", "Archiv", "Erschienen", "Art", "Sprache", "Verlässlichkeit", "beruht auf"})
	for n, s := range t.sources {
		put("Quellen", n+2, []any{s.ID, s.Title, s.Publisher, s.URL, s.ArchivedURL, s.Published.String(), s.Kind, s.Language, string(s.Reliability), strings.Join(s.RestsOn, "; ")})
	}
	var out bytes.Buffer
	check(f.Write(&out))
	return out.Bytes()
}

// mapping is the one under which the workbook is read.
func (t *team) mapping() []byte {
	var b strings.Builder
	b.WriteString(`record: faelle
sheet: Fälle
header_row: 3
row: Lfd. Nr.
unknown: ["k. A.", unbekannt, "?", n/a, "–"]
not_examined: [nicht geprüft]
none_found: [nichts gefunden]
date_format: dmy
decimal: ","
incident: {id: "{Fall}", title: "{Titel}"}
sources:
  quellen:
    sheet: Quellen
    key: Kürzel
    from: "{Quelle}"
    id: "{Kürzel}"
    title: "{Überschrift}"
    publisher: "{Herausgeber}"
    url: "{Adresse}"
    archived_url: "{Archiv}"
    published: "{Erschienen}"
    kind: "{Art}"
    language: "{Sprache}"
    reliability: "{Verlässlichkeit}"
    rests_on: "{beruht auf}"
said: "{Gesagt am}"
basis: {from: "{Grundlage}", values: {gesehen: seen, Schriftstück: document, gehört: told, gefolgert: inferred}}
credibility: {from: "{Sicherheit}", values: {bestätigt: "1", wahrscheinlich: "2", möglich: "3", zweifelhaft: "4"}}
coder: "{Kodiert von}"
locator: "{Fundstelle}"
links:
  akteur: {id: "{Verbindung}", role: "{Rolle}", actor: "{Akteur-Kürzel}", name: "{Akteur}", kind: "{Art}"}
columns:
`)
	for _, column := range t.columns() {
		variable := variableOf(column)
		fmt.Fprintf(&b, "  %s:\n    variable: %s\n    note: \"{Bemerkung zu %s}\"\n", column, variable, column)
		switch {
		case variable == "may_be_named":
			b.WriteString("    of: actor of akteur\n")
		case column != variable:
			b.WriteString("    of: akteur\n")
		}
		if slices.Contains(several, variable) {
			b.WriteString("    several: \";\"\n")
		}
		if variable == "killed" || variable == "injured" {
			b.WriteString("    inexact: note\n")
		}
		b.WriteString(t.values(column))
	}
	return []byte(b.String())
}

// values are what the team's words mean.
func (t *team) values(column string) string {
	variable := variableOf(column)
	means := map[string]string{}
	for _, r := range t.rows {
		for _, v := range r.cells[column] {
			word, said := german[variable][v.value], string(v.stance)+" "+v.value
			switch {
			case v.stance != ascribe.Asserts:
				means[t.written(&teamRow{spelling: 5}, variable, v)] = said
			case word != "" && v.value != ascribe.NoneFound && v.value != ascribe.NotExamined:
				means[word] = v.value
			}
		}
	}
	if len(means) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("    values:\n")
	for _, word := range sortedKeys(means) {
		fmt.Fprintf(&b, "      %q: %s\n", word, means[word])
	}
	return b.String()
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[string])
	return keys
}
