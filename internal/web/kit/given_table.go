package kit

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/negotiation"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/table"
)

// A Given is a question whose answer is a table, to be had in each of its
// formats.
type Given[I Asking] struct {
	Name, Summary string
	Ask           func(ctx context.Context, v *View, in *I) (*table.Table, error)
}

// A GivenTable is a table as JSON.
type GivenTable struct {
	Point   map[string]string `json:"point" doc:"From where it looks at the record."`
	Columns []GivenColumn     `json:"columns"`
	Rows    []map[string]any  `json:"rows" doc:"By the names of the columns; null is unknown."`
}

// GivenColumn says what is in a column.
type GivenColumn struct {
	Name       string `json:"name"`
	Type       string `json:"type" enum:"text,integer,decimal,boolean,date,codes,point"`
	Title      string `json:"title"`
	Definition string `json:"definition"`
}

// Template is none.
func (Given[I]) Template() (name string, blank any) { return "", nil }

func (g Given[I]) install(s *Site, path string) {
	s.describe(path, reflect.TypeFor[I](), reflect.TypeFor[GivenTable](), g.Name, g.Summary)
	describeFormats(s.Description.Paths[APIRoot+APIPath(path)].Get)
	s.handle(APIRoot+APIPath(path), func(w http.ResponseWriter, r *http.Request) error {
		format, err := tableFormat(r)
		if err != nil {
			return err
		}
		in := new(I)
		if err := decode(r, in); err != nil {
			return err
		}
		return s.at(r, path, nil, (*in).AskedFrom(), func(v *View) error {
			t, err := g.Ask(r.Context(), v, in)
			if err != nil {
				return err
			}
			if format == nil {
				return giveJSONTable(w, r, bounded(t))
			}
			return giveFormat(w, r, v, format, t)
		})
	})
}

func giveFormat(w http.ResponseWriter, r *http.Request, v *View, format *table.Format, t *table.Table) error {
	var b bytes.Buffer
	if err := format.Write(&b, bounded(t.WithPoint())); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", format.Media)
	if format.Media == TypeCSV {
		h.Set("Content-Type", TypeCSV+"; charset=utf-8; header=present")
	}
	ending := table.ByName(table.Formats, format.Name).Ending
	if ending == "" {
		ending = ".csv"
	}
	h.Set("Content-Disposition", `attachment; filename="`+strings.TrimSuffix(v.origin().fileName(r), ".csv")+ending+`"`)
	send(w, &b, "")
	return nil
}

// describeFormats adds the formats of tables to an operation.
func describeFormats(op *huma.Operation) {
	for _, f := range table.Formats {
		op.Responses["200"].Content[f.Media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary", Description: f.Says + "."}}
	}
	for _, p := range op.Parameters {
		if p.Name != FormatName {
			continue
		}
		p.Schema.Enum = []any{"json", "csv"}
		var says strings.Builder
		says.WriteString("json: the table with its columns. csv: csv-people, or by Accept: text/csv csv-programs.")
		for _, f := range table.Formats {
			p.Schema.Enum = append(p.Schema.Enum, f.Name)
			says.WriteString(" " + f.Name + ": " + f.Says + ". It does not carry " + f.Lacks + ".")
		}
		p.Description = says.String()
	}
}

// tableFormat is the format in which a table is asked for; nil: JSON.
func tableFormat(r *http.Request) (*table.Format, error) {
	name := r.URL.Query().Get(FormatName)
	switch name {
	case "json":
		return nil, nil
	case "csv":
		return table.ByName(table.Formats, table.CSVFor(true)), nil
	case "":
		return acceptedFormat(strings.Join(r.Header.Values("Accept"), ",")), nil
	}
	if f := table.ByName(table.Formats, name); f != nil {
		return f, nil
	}
	names := []string{"json", "csv"}
	for _, f := range table.Formats {
		names = append(names, f.Name)
	}
	return nil, ascribe.Errorf(ascribe.ErrUsage, "format: there is no %q%s", name, near.DidYouMean(name, names)).
		WithHint("there are %s", strings.Join(names, ", "))
}

// formOf is the form in which an answer is asked for, whatever it is.
func formOf(r *http.Request) string {
	if f, err := tableFormat(r); err == nil && f != nil {
		return f.Name
	}
	form, _ := wantedForm(r) //nolint:errcheck // who answers says so
	return form
}

// acceptedFormat is the format that the reader's program prefers; nil: JSON.
func acceptedFormat(accept string) *table.Format {
	types := []string{TypeJSON}
	for _, f := range table.Formats {
		types = append(types, f.Media)
	}
	switch media := negotiation.SelectQValue(accept, types); media {
	case "", TypeJSON:
		return nil
	case TypeCSV:
		return table.ByName(table.Formats, table.CSVFor(false))
	default:
		for i := range table.Formats {
			if table.Formats[i].Media == media {
				return &table.Formats[i]
			}
		}
		return nil
	}
}

// bounded is the table, which ends with an error where it is longer than an
// answer may be.
func bounded(t *table.Table) *table.Table {
	b := *t
	b.Rows = func(yield func(table.Row, error) bool) {
		n := 0
		for row, err := range t.Rows {
			if n++; n > MaxTableRows && err == nil {
				yield(nil, ascribe.Errorf(ascribe.ErrInvalid, "the table has more than the %d rows that are given at once", MaxTableRows).
					WithHint("narrow it down with where, or have it from the command line"))
				return
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return &b
}

// giveJSONTable gives a table with its columns.
func giveJSONTable(w http.ResponseWriter, r *http.Request, t *table.Table) error {
	answer := &GivenTable{Point: map[string]string{}, Columns: []GivenColumn{}, Rows: []map[string]any{}}
	for _, c := range t.Point {
		answer.Point[c.Column.Name] = c.String()
	}
	for _, c := range t.Columns {
		answer.Columns = append(answer.Columns, GivenColumn{c.Name, c.Type.String(), c.Title, c.Definition})
	}
	var lines bytes.Buffer
	if err := table.ByName(table.Formats, "jsonl").Write(&lines, t); err != nil {
		return err
	}
	for dec := json.NewDecoder(&lines); dec.More(); {
		var row map[string]any
		dec.UseNumber()
		if err := dec.Decode(&row); err != nil {
			return err
		}
		answer.Rows = append(answer.Rows, row)
	}
	return give(w, r, answer)
}
