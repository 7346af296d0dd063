package columns

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// A world is a random dataset: rows for a builder, and the dossiers that they
// come to.
type world struct {
	r       *rand.Rand
	book    *codebook.Book
	rows    []worldRow
	sources Sources
	entries int64
	record  int64
	day     ascribe.Day
	log     bool // of a log of cells, each of whose entries has many days
}

type worldRow struct {
	Row
	cells map[string]string
}

const firstDay = 17000

// variables are those of the worlds: the last of them come with a later edition.
var variables = []ascribe.Variable{
	{Name: "country", Type: ascribe.TypeCountry, Role: ascribe.RoleCountry},
	{Name: "date", Type: ascribe.TypeDate, Role: ascribe.RoleEventDate},
	{Name: "deaths", Type: ascribe.TypeNumber},
	{Name: "kind", Type: ascribe.TypeCode, Values: []ascribe.Value{{Code: "a"}, {Code: "b"}, {Code: "c"}}},
	{Name: "notes", Type: ascribe.TypeText},
	{Name: "place", Type: ascribe.TypeText},
	{Name: "late", Type: ascribe.TypeText},
}

// values are some that a variable may have: also such as are written in two
// ways, are what answers say of the unknown, or do not fit.
var values = map[string][]string{
	"country": {"DE", "FR", "UA"},
	"date":    {"2016", "2016-07-14", "2015-11", "2015/2016", "2017-01-02", "not_examined"},
	"deaths":  {"0", "1", "2", "17", "3.5", "99999999999999", "-4", "not_examined", "none_found"},
	"kind":    {"a", "b", "c", "not_examined", "none_found"},
	"notes":   {"one", "two", "unknown", "M\u00fcnchen", "Mu\u0308nchen", "say \"so\""},
	"place":   {"x", "y"},
	"late":    {"l", "m", "none_found"},
}

func newWorld(t *testing.T, seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 16))
	w := &world{r: r, sources: Sources{}, day: firstDay, log: seed%4 == 3}
	w.book = w.compile(t, nil)
	incidents := map[int64]bool{} // by record, and whether they are listed
	for range 1 + r.IntN(6) {
		w.edition(incidents)
	}
	for _, id := range slices.Sorted(maps.Keys(w.sources)) {
		if r.IntN(8) == 0 { // its day was amended
			source := &w.sources[id].Noun
			source.Published = ascribe.OnDay(source.Published.Last() + ascribe.Day(r.IntN(40)))
		}
	}
	return w
}

// compile is the codebook, changed in some way.
func (w *world) compile(t testing.TB, change func(*ascribe.Codebook)) *codebook.Book {
	t.Helper()
	book := &ascribe.Codebook{ID: "world", Version: "1", Title: "A world", Adequate: ascribe.Adequacy{Reliability: "C", Credibility: "3"}}
	for _, v := range variables {
		v.Policy, v.Definition = ascribe.PolicyLatest, "Made up."
		book.Variables = append(book.Variables, v)
	}
	if change != nil {
		change(book)
	}
	compiled, err := codebook.Compile("world", codebook.Print(book))
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func (w *world) next() int64 { w.record++; return w.record }

// edition writes an entry: of an edition rows of one day, which is mostly later
// than the day of the one before; of a log rows of many.
func (w *world) edition(listed map[int64]bool) {
	w.entries++
	source := fmt.Sprintf("source-%d", w.entries)
	if w.r.IntN(8) > 0 {
		w.day += ascribe.Day(1 + w.r.IntN(20))
	}
	grade := ascribe.Reliability("BBBCD"[w.r.IntN(5):][:1])
	w.sources[source] = &ascribe.Provenance{Noted: ascribe.Noted[ascribe.Source]{Record: w.next(), Entry: w.entries, Noun: ascribe.Source{ID: source, Reliability: grade, Published: ascribe.OnDay(w.day)}}}
	if w.r.IntN(6) == 0 {
		w.entries++
		w.sources[source].Regrades = []ascribe.Noted[ascribe.Regrade]{{Record: w.next(), Entry: w.entries, Noun: ascribe.Regrade{Reliability: "D"}}}
	}
	row := func(incident int64, days int) {
		for range days {
			listed[incident] = w.row(incident, source, listed[incident])
			if w.log {
				w.day++
			}
		}
	}
	begin := w.day
	for _, incident := range slices.Sorted(maps.Keys(listed)) {
		if w.r.IntN(4) == 0 {
			row(incident, 1)
		}
	}
	for range w.r.IntN(12) {
		days := 1
		if w.log {
			w.day = begin + ascribe.Day(w.r.IntN(10))
			days += w.r.IntN(4)
		}
		row(w.next(), days)
	}
	for i := range w.rows {
		w.day = max(w.day, w.rows[i].Day)
	}
}

// row writes a row of an incident, and whether it lists it.
func (w *world) row(incident int64, source string, listed bool) bool {
	x := worldRow{Row: Row{Record: w.next(), Incident: incident, ID: fmt.Sprintf("i%d", incident*7919%1000), Entry: w.entries, Day: w.day, Said: w.log, Source: source, Credibility: "2"}, cells: map[string]string{}}
	switch x.Unlisted = w.r.IntN(4) == 0; {
	case x.Unlisted:
		x.Credibility = ""
	case !listed && w.r.IntN(3) == 0: // listed again, and nothing else is new
	default:
		for _, v := range variables {
			if (v.Name != "late" || w.entries > 2) && w.r.IntN(2) == 0 {
				x.cells[v.Name] = append(values[v.Name], "")[w.r.IntN(len(values[v.Name])+1)]
			}
		}
	}
	w.rows = append(w.rows, x)
	return !x.Unlisted
}

// table is made of the rows up to some, at once or bit by bit.
func (w *world) table(t *testing.T, bits bool) *Table {
	t.Helper()
	table := Empty()
	for at := 0; at < len(w.rows); {
		end := at + 1
		for end < len(w.rows) && (!bits || w.rows[end].Entry == w.rows[at].Entry) {
			end++
		}
		half := at + (end-at)/2
		first, second := w.builder(w.rows[at:half]), w.builder(w.rows[half:end])
		first.Join(second)
		next, ok := table.With(first)
		if !ok {
			t.Fatal("the table does not go on")
		}
		if table, at = next, end; bits && w.r.IntN(2) == 0 {
			table = kept(t, table)
		}
	}
	return table
}

func (w *world) builder(rows []worldRow) *Builder {
	b := NewBuilder()
	for i := range rows {
		b.Row(rows[i].Row)
		for _, name := range slices.Sorted(maps.Keys(rows[i].cells)) {
			b.Cell([]byte(name), []byte(rows[i].cells[name]))
		}
	}
	return b
}

// incidents are those of the world, read.
func (w *world) incidents(book *codebook.Book, recorded int64) plain.Incidents {
	dossiers := map[int64]*ascribe.Dossier{}
	for _, x := range w.rows {
		d := dossiers[x.Incident]
		if d == nil {
			d = &ascribe.Dossier{Record: x.Incident, Subject: x.ID, Sources: w.sources}
			dossiers[x.Incident] = d
		}
		said := ascribe.Date{}
		if x.Said {
			said = ascribe.OnDay(x.Day)
		}
		d.Listings = append(d.Listings, ascribe.Noted[ascribe.Listing]{Record: x.Record, Entry: x.Entry, Noun: ascribe.Listing{Day: w.sources[x.Source].Said(said).Last(), Unlisted: x.Unlisted}})
		for _, name := range slices.Sorted(maps.Keys(x.cells)) {
			d.Statements = append(d.Statements, ascribe.Noted[ascribe.Statement]{Record: x.Record, Entry: x.Entry, Noun: ascribe.Statement{
				ID: strconv.FormatInt(x.Record, 10) + "#" + name, Subject: x.ID, Variable: name, Value: x.cells[name], Stance: ascribe.Asserts,
				Source: x.Source, Said: said, Reliability: x.Reliability, Credibility: x.Credibility,
			}})
		}
	}
	return func(yield func(plain.Incident, error) bool) {
		for _, record := range slices.Sorted(maps.Keys(dossiers)) {
			d := dossiers[record]
			if !yield(plain.Incident{Reading: classify.Read(book, d, recorded), Dossier: d}, nil) {
				return
			}
		}
	}
}

// kept is a table that was saved and read again.
func kept(t *testing.T, table *Table) *Table {
	t.Helper()
	var b bytes.Buffer
	if unread, err := table.Save(&b); unread != nil || err != nil {
		t.Fatal(unread, err)
	}
	file := bytes.NewReader(b.Bytes())
	again, err := Load(func(read func(*io.SectionReader) error) error {
		return read(io.NewSectionReader(file, 0, file.Size()))
	})
	if err != nil {
		t.Fatal(err)
	}
	return again
}
