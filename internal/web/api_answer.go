package web

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2/negotiation"

	"github.com/ascribe-project/ascribe"
)

// The forms in which the API tells.
const (
	typeJSON    = "application/json"
	typeCSV     = "text/csv"
	typeProblem = "application/problem+json"
)

// formatName is the parameter that says in which form an answer is wanted.
const formatName = "format"

// wanted is the form in which the answer is asked for: typeJSON or typeCSV.
// What is asked for in the address goes before what the reader's program
// accepts; a program that accepts neither is given JSON.
func wanted(r *http.Request) (string, error) {
	switch format := r.URL.Query().Get(formatName); format {
	case "json":
		return typeJSON, nil
	case "csv":
		return typeCSV, nil
	case "":
		accept := strings.Join(r.Header.Values("Accept"), ",")
		if negotiation.SelectQValue(accept, []string{typeJSON, typeCSV}) == typeCSV {
			return typeCSV, nil
		}
		return typeJSON, nil
	default:
		return "", ascribe.Errorf(ascribe.ErrUsage, "format: %q is neither json nor csv", format).
			WithHint("leave it out for JSON")
	}
}

// answerForm is the form in which a type of answer can be given to a reader.
func answerForm(r *http.Request, answer reflect.Type) (string, error) {
	form, err := wanted(r)
	if err != nil || form == typeJSON || hasTable(answer) {
		return form, err
	}
	if r.URL.Query().Get(formatName) == "" && negotiation.SelectQValue(strings.Join(r.Header.Values("Accept"), ","), []string{typeJSON}) != "" {
		return typeJSON, nil // CSV was preferred, not demanded
	}
	return "", refuse(http.StatusNotAcceptable, "this answer is no table, and cannot be had as CSV").
		WithHint("ask for JSON: leave format out, or accept application/json")
}

// give sends an answer in a form.
func give(w http.ResponseWriter, r *http.Request, form string, answer any) error {
	var b bytes.Buffer
	var err error
	if form == typeCSV {
		err = writeCSV(&b, tableOf(answer))
	} else {
		err = writeJSON(&b, answer)
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", form)
	if form == typeCSV {
		h.Set("Content-Type", typeCSV+"; charset=utf-8; header=present")
		h.Set("Content-Disposition", `attachment; filename="`+fileName(r)+`.csv"`)
	}
	h.Add("Link", `</openapi.json>; rel="service-desc"`)
	if cursor := next(answer); cursor != "" {
		query := r.URL.Query()
		query.Set("after", cursor)
		h.Add("Link", "<"+address(r.URL.EscapedPath(), query)+`>; rel="next"`)
	}
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.Write(b.Bytes()) //nolint:errcheck // the reader has gone
	return nil
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

// fileName is what an answer is called when it is kept as a file: the last part
// of its address.
func fileName(r *http.Request) string {
	path := r.URL.Path
	path = path[strings.LastIndexByte(path, '/')+1:]
	return "ascribe-" + strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' {
			return c
		}
		return '-'
	}, path)
}

// hasNext reports whether a type of answer is given by pages: it has a cursor
// of the next one, in the member Next.
func hasNext(answer reflect.Type) bool {
	_, ok := answer.FieldByName("Next")
	return ok
}

// next is the cursor of the next page; empty: there is none.
func next(answer any) string {
	v := reflect.ValueOf(answer).Elem()
	f, ok := v.Type().FieldByName("Next")
	if !ok {
		return ""
	}
	cursor, err := v.FieldByIndexErr(f.Index)
	switch {
	case err != nil:
	case cursor.Kind() == reflect.String:
		return cursor.String()
	case cursor.CanInt() && cursor.Int() > 0:
		return strconv.FormatInt(cursor.Int(), 10)
	}
	return ""
}
