package kit

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2/negotiation"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/table"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// The forms in which the API tells.
const (
	TypeJSON    = "application/json"
	TypeCSV     = "text/csv"
	TypeProblem = "application/problem+json"
)

// FormatName is the parameter that says in which form an answer is wanted.
const FormatName = "format"

// wantedForm is the form in which the answer is asked for: typeJSON or typeCSV.
// What is asked for in the address goes before what the reader's program
// accepts; a program that accepts neither is given JSON.
func wantedForm(r *http.Request) (string, error) {
	switch format := r.URL.Query().Get(FormatName); format {
	case "json":
		return TypeJSON, nil
	case "csv", "csv-people", "csv-programs":
		return TypeCSV, nil
	case "":
		accept := strings.Join(r.Header.Values("Accept"), ",")
		if negotiation.SelectQValue(accept, []string{TypeJSON, TypeCSV}) == TypeCSV {
			return TypeCSV, nil
		}
		return TypeJSON, nil
	default:
		return "", ascribe.Errorf(ascribe.ErrUsage, "format: %q is neither json nor csv (csv-people, csv-programs)", format).
			WithHint("leave it out for JSON")
	}
}

// forPeople reports which CSV is wanted: one to be kept, which is for people, or
// one to be read at once, as a program says by what it accepts.
func forPeople(r *http.Request) bool {
	format := r.URL.Query().Get(FormatName)
	return format == "csv" || format == table.CSVFor(true)
}

// answerForm is the form in which a type of answer can be given to a reader.
func answerForm(r *http.Request, answer reflect.Type) (string, error) {
	form, err := wantedForm(r)
	if err != nil || form == TypeJSON || hasTable(answer) {
		return form, err
	}
	if r.URL.Query().Get(FormatName) == "" && negotiation.SelectQValue(strings.Join(r.Header.Values("Accept"), ","), []string{TypeJSON}) != "" {
		return TypeJSON, nil // CSV was preferred, not demanded
	}
	return "", guard.Refuse(http.StatusNotAcceptable, "this answer is no table, and cannot be had as CSV").
		WithHint("ask for JSON: leave format out, or accept application/json")
}

// give sends an answer as JSON.
func give(w http.ResponseWriter, r *http.Request, answer any) error {
	var b bytes.Buffer
	if err := writeJSON(&b, answer); err != nil {
		return err
	}
	w.Header().Set("Content-Type", TypeJSON)
	send(w, &b, following(r, r.URL.Query(), answer))
	return nil
}

// send sends what was written, and says where the next page is, if there is one.
func send(w http.ResponseWriter, b *bytes.Buffer, nextPage string) {
	h := w.Header()
	h.Add("Link", `</openapi.json>; rel="service-desc"`)
	if nextPage != "" {
		h.Add("Link", "<"+nextPage+`>; rel="next"`)
	}
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.Write(b.Bytes()) //nolint:errcheck // the reader has gone
}

// following is the address of the page after an answer, "" where there is none.
// The query becomes that of the page.
func following(r *http.Request, query url.Values, answer any) string {
	name, cursor := next(answer)
	if cursor == "" {
		return ""
	}
	query.Del("after")
	query.Set(name, cursor)
	return Address(r.URL.EscapedPath(), query)
}

// writeJSON writes an answer. One that is too large to be made at once writes
// itself.
func writeJSON(w io.Writer, answer any) error {
	if a, ok := answer.(interface{ WriteJSON(io.Writer) error }); ok {
		return a.WriteJSON(w)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(answer)
}

// hasNext reports whether a type of answer is given by pages: it has a cursor
// of the next one in the member Next, or is the ledger.
func hasNext(answer reflect.Type) bool {
	_, ok := answer.FieldByName("Next")
	return ok || answer == reflect.TypeFor[ask.EntriesAnswer]()
}

// next is the parameter that asks for the next page, and its value; "": there
// is none.
func next(answer any) (name, cursor string) {
	if ledger, ok := answer.(*ask.EntriesAnswer); ok {
		if ledger.Older {
			cursor = strconv.FormatInt(ledger.Rows[len(ledger.Rows)-1].Entry, 10)
		}
		return "before", cursor
	}
	v := reflect.ValueOf(answer).Elem()
	f, ok := v.Type().FieldByName("Next")
	if !ok {
		return "", ""
	}
	field, err := v.FieldByIndexErr(f.Index)
	switch {
	case err != nil:
	case field.Kind() == reflect.String:
		cursor = field.String()
	case field.CanInt() && field.Int() > 0:
		cursor = strconv.FormatInt(field.Int(), 10)
	}
	return "after", cursor
}
