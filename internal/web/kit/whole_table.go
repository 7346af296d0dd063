package kit

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// MaxTableRows is how many rows of a list are given as one table.
const MaxTableRows = 100_000

// pageNames are the parameters that ask for a page of a list.
var pageNames = []string{"after", "before", "limit"}

// ByteOrderMark has spreadsheets read a file as UTF-8.
const ByteOrderMark = "\ufeff"

// giveTable sends the answer to a question as CSV. A list is given whole, unless
// the address asks for a page of it; one that is too long, or takes too long,
// begins, and the header says where it goes on.
func giveTable[I Asking, O any](w http.ResponseWriter, r *http.Request, v *View, ask func(context.Context, *View, *I) (*O, error)) error {
	at := v.origin()
	query := r.URL.Query()
	whole := hasNext(reflect.TypeFor[O]()) && !slices.ContainsFunc(pageNames, query.Has)
	if whole {
		query.Set("limit", mostRows(reflect.TypeFor[I]()))
	}
	var b bytes.Buffer
	people := forPeople(r)
	if people {
		b.WriteString(ByteOrderMark)
	}
	out := newTableWriter(&b, at, people)
	nextPage := ""
	for {
		in := new(I)
		if err := decodeQuery(r, query, in); err != nil {
			return err
		}
		if all, ok := any(in).(atOnce); ok && whole {
			all.AllAtOnce()
		}
		answer, err := ask(r.Context(), v, in)
		if err != nil && nextPage != "" && r.Context().Err() != nil {
			break // it goes on there
		}
		if err != nil {
			return err
		}
		if err := out.write(tableOf(answer)); err != nil {
			return err
		}
		if nextPage = following(r, query, answer); nextPage == "" || !whole || out.rows >= MaxTableRows {
			break
		}
	}
	if err := out.flush(); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", TypeCSV+"; charset=utf-8; header=present")
	h.Set("Content-Disposition", `attachment; filename="`+at.fileName(r)+`"`)
	send(w, &b, nextPage)
	return nil
}

// An atOnce is the input of a question of which all rows take hardly longer than
// a page of them: all incidents, or all actors, are gone through for each page.
type atOnce interface{ AllAtOnce() }

// decodeQuery decodes a request as if its address had another query.
func decodeQuery(r *http.Request, query url.Values, in any) error {
	other := r.WithContext(r.Context())
	to := *r.URL
	to.RawQuery = query.Encode()
	other.URL = &to
	return decode(other, in)
}

// mostRows is how many rows a page can have at most, as an address says it.
func mostRows(in reflect.Type) string {
	for _, p := range inputs(in) {
		if p.name == "limit" {
			return p.field.Tag.Get("maximum")
		}
	}
	return ""
}

// A origin is from where a table looks at the record, as its cells say it.
type origin struct {
	known, entry, codebook string // known is empty where there is no limit
	dataset                string // empty: the record itself
}

// origin is from where the view looks.
func (v *View) origin() origin {
	at := origin{dataset: v.Dataset(), entry: strconv.FormatInt(v.At.AsOf.Recorded, 10), codebook: v.At.Book.Version}
	if v.At.AsOf.Known != ascribe.Forever {
		at.known = v.At.AsOf.Known.String()
	}
	return at
}

// columns are the last ones of a table, with what all of its rows have there. A
// column of the table's own keeps its name.
func (at origin) columns(header []string) (names, cells []string) {
	names = []string{"known", "entry", "codebook"}
	for i, name := range names {
		if slices.Contains(header, name) {
			names[i] = "point_" + name
		}
	}
	return names, []string{at.known, at.entry, at.codebook}
}

// maxFileName is how long the name of a file may become: some systems take no more
// than 255 bytes, and readers add to it.
const maxFileName = 120

// fileName is what a table is called when it is kept: what it is of, by what it was
// narrowed, and from where it looks.
func (at origin) fileName(r *http.Request) string {
	var parts []string
	if at.dataset != "" {
		parts = append(parts, at.dataset)
	}
	parts = append(parts, strings.TrimPrefix(r.URL.Path, APIRoot+"/"))
	query := r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if slices.Contains(unnamed, name) || foreign(name) {
			continue
		}
		for _, value := range query[name] {
			if name == "where" {
				value = asksOf(value)
			}
			parts = append(parts, value)
		}
	}
	name := strings.Join(parts, "-")
	if len(name) > maxFileName {
		name = name[:maxFileName]
	}
	if at.known != "" {
		name += "-known-" + at.known
	}
	if at.known == "" || query.Get("recorded") != "" { // what is known grows with the ledger
		name += "-entry-" + at.entry
	}
	dash := func(c rune) bool { return c == '-' }
	return strings.ToLower(strings.Join(strings.FieldsFunc(plainly(name), dash), "-")) + ".csv"
}

// unnamed are the parameters that a file's name says otherwise, or not at all.
var unnamed = []string{"known", "recorded", "codebook", "dataset", "format", "sort", "after", "before", "limit", "columns"}

// asksOf is what a condition asks of what it names: country=DE is Germany, by its
// name. One that does not only say what something equals stays whole.
func asksOf(condition string) string {
	name, asks, equals := strings.Cut(condition, "=")
	if !equals || strings.ContainsAny(name, "<>!~ ") || strings.ContainsAny(asks, "=~") || strings.Contains(asks, "..") {
		return condition
	}
	return point.CountryName(asks)
}

// plainly is a text with only what every system takes in the name of a file.
func plainly(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' {
			return c
		}
		return '-'
	}, text)
}
