package kit

import (
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A Table is an answer as rows of cells, each row as long as the header.
type Table struct {
	header []string
	rows   iter.Seq[[]string]
}

// A tabled is how the answers of a type are made a table.
type tabled struct {
	answer reflect.Type
	table  func(answer any) Table
}

// tables are the answers of which the table is not simply their member Rows,
// with its plain members as columns.
var tables = []tabled{
	listOf(func(d *ask.DriftAnswer) []ask.DriftPair { return d.Pairs }),
	listOf(func(e *ask.EntryAnswer) []ask.RecordLine { return e.Lines }),
	tabledBy(awaitingTable),
	tabledBy(CountTable),
	tabledBy(func(c *ask.ChangesAnswer) Table { return TableOf(c.Table()) }),
	tabledBy(func(l *ask.LogAnswer) Table { return TableOf(l.Table()) }),
	tabledBy(differTable),
	tabledBy(func(d *ask.DriftedAnswer) Table { return TableOf(d.Table()) }),
	tabledBy(SeriesTable),
	tabledBy(datasetsTable),
	tabledBy(filtersTable),
}

// Tabled is an answer that says itself how it is a table.
type Tabled interface{ AsTable() Table }

// ListTable is a list of structs as a table of their plain members.
func ListTable[R any](rows []R) Table { return plainTable(reflect.ValueOf(rows)) }

func tabledBy[A any](make func(*A) Table) tabled {
	return tabled{reflect.TypeFor[A](), func(answer any) Table { return make(answer.(*A)) }}
}

func listOf[A, R any](rows func(*A) []R) tabled {
	return tabledBy(func(a *A) Table { return ListTable(rows(a)) })
}

// tableMaker is how an answer is made a table; nil: it is none.
func tableMaker(answer reflect.Type) func(any) Table {
	if reflect.PointerTo(answer).Implements(reflect.TypeFor[Tabled]()) {
		return func(answer any) Table { return answer.(Tabled).AsTable() }
	}
	if i := slices.IndexFunc(tables, func(t tabled) bool { return t.answer == answer }); i >= 0 {
		return tables[i].table
	}
	rows, ok := answer.FieldByName("Rows")
	if !ok || rows.Type.Kind() != reflect.Slice || rows.Type.Elem().Kind() != reflect.Struct || writesItself(rows.Type.Elem()) {
		return nil
	}
	return func(answer any) Table {
		list, err := reflect.ValueOf(answer).Elem().FieldByIndexErr(rows.Index)
		if err != nil { // what has the rows is not there
			list = reflect.Zero(rows.Type)
		}
		return plainTable(list)
	}
}

// hasTable reports whether the answers of a type can be had as a table.
func hasTable(answer reflect.Type) bool { return tableMaker(answer) != nil }

// tableOf is an answer as a table. Its type has one.
func tableOf(answer any) Table { return tableMaker(reflect.TypeOf(answer).Elem())(answer) }

func awaitingTable(a *ask.AwaitingAnswer) Table {
	return Table{
		[]string{"question", "open", "alone", "incident", "title", "label", "level", "decides_alone"},
		func(yield func([]string) bool) {
			for i := range a.Questions {
				q := &a.Questions[i]
				for _, x := range q.Incidents {
					row := []string{q.Variable, strconv.Itoa(q.Open), strconv.Itoa(q.Alone), x.Incident, x.Title, x.Label, x.Level, yesNo(x.Alone)}
					if !yield(row) {
						return
					}
				}
			}
		},
	}
}

// differTable has the answers of both days.
func differTable(a *ask.RelabelledAnswer) Table {
	return Table{
		[]string{"incident", "title", "then_label", "then_level", "then_settled", "now_label", "now_level", "now_settled"},
		func(yield func([]string) bool) {
			for _, r := range a.Rows {
				row := []string{
					r.Incident, r.Title,
					r.Then.Label, r.Then.Level, yesNo(r.Then.Settled), r.Now.Label, r.Now.Level, yesNo(r.Now.Settled),
				}
				if !yield(row) {
					return
				}
			}
		},
	}
}

func CountTable(c *ask.CountAnswer) Table { return TableOf(c.Table()) }

func SeriesTable(s *ask.SeriesAnswer) Table { return TableOf(s.Table()) }

// TableOf is a table of some rows.
func TableOf(header []string, rows [][]string) Table { return Table{header, slices.Values(rows)} }

// datasetsTable has a row for each edition, and one for a dataset without any.
func datasetsTable(d *ask.DatasetsAnswer) Table {
	return Table{
		[]string{"dataset", "title", "licence", "incidents", "codebook", "edition", "source", "published", "new", "changed", "unlisted", "columns"},
		func(yield func([]string) bool) {
			for _, r := range d.Rows {
				head := []string{r.Dataset, r.Title, r.Licence, strconv.FormatInt(r.Incidents, 10), r.Codebook}
				if len(r.Editions) == 0 && !yield(append(head, make([]string, 7)...)) {
					return
				}
				for _, e := range r.Editions {
					row := append(head[:5:5], e.Edition, e.Source, e.Published.String(), strconv.Itoa(e.New), strconv.Itoa(e.Changed), strconv.Itoa(e.Unlisted), strconv.Itoa(e.Columns))
					if !yield(row) {
						return
					}
				}
			}
		},
	}
}

// filtersTable has the conditions of a filter in one cell.
func filtersTable(f *ask.FiltersAnswer) Table {
	return Table{
		[]string{"filter", "where", "entry"},
		func(yield func([]string) bool) {
			for _, r := range f.Rows {
				if !yield([]string{r.Filter, strings.Join(r.Where, " and "), strconv.FormatInt(r.Entry, 10)}) {
					return
				}
			}
		},
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
