package kit

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// readBody is what a request brings, of a type and up to so many bytes.
func readBody(w http.ResponseWriter, r *http.Request, mediaType string, most int64) ([]byte, error) {
	if given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || given != mediaType {
		return nil, guard.Refuse(http.StatusUnsupportedMediaType, "what is written is sent as %s", mediaType).
			WithHint("say so with the header Content-Type: %s", mediaType)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, guard.Refuse(http.StatusRequestEntityTooLarge, "what was sent is longer than the %d bytes that it may have", most).
			WithHint("write it in parts")
	}
	if err != nil {
		return nil, guard.Refuse(http.StatusBadRequest, "what was sent did not come to its end").WithHint("send it again")
	}
	return body, nil
}

// A member is a field of what can be written, by its name in JSON.
type member struct {
	name  string
	field reflect.StructField
}

// membersOf are the members of a type, those of embedded structs with it.
func membersOf(t reflect.Type) (list []member) {
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" && f.IsExported() {
			list = append(list, member{name, f})
		}
	}
	return list
}

// unmarshal reads a JSON object strictly into an input, and tells all that is wrong
// with its members, each with its place. An error is that it is no object at all.
func unmarshal(body []byte, in any, faults *ascribe.Problems) error {
	d := jsontext.NewDecoder(bytes.NewReader(body))
	members := membersOf(reflect.TypeOf(in).Elem())
	if d.PeekKind() != '{' {
		if _, err := d.ReadValue(); err != nil {
			return noJSON(body, d, err)
		}
		return ascribe.Errorf(ascribe.ErrUsage, "what was sent is no JSON object").WithHint("send one, as in {%q: …}", members[0].name)
	}
	if _, err := d.ReadToken(); err != nil {
		return noJSON(body, d, err)
	}
	for d.PeekKind() == '"' {
		token, err := d.ReadToken()
		if err != nil {
			return noJSON(body, d, err)
		}
		name := token.String()
		begins := d.InputOffset()
		for begins < int64(len(body)) && strings.IndexByte(" \t\r\n:", body[begins]) >= 0 {
			begins++
		}
		at := place(body, begins)
		value, err := d.ReadValue()
		if err != nil {
			return noJSON(body, d, err)
		}
		if fault := set1(in, members, name, value); fault != "" {
			at.Field, at.Message = name, fault
			faults.Add(at)
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return noJSON(body, d, err)
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return noJSON(body, d, errors.New("there is more behind the object"))
	}
	return nil
}

// set1 sets one member, and says what is wrong with it.
func set1(in any, members []member, name string, value jsontext.Value) (fault string) {
	names := make([]string, len(members))
	for i, m := range members {
		if names[i] = m.name; m.name != name {
			continue
		}
		field := reflect.ValueOf(in).Elem().FieldByIndex(m.field.Index)
		if value.Kind() == 'n' {
			return name + ": leave it out, where it has no value"
		}
		err := json.Unmarshal(value, field.Addr().Interface(), json.RejectUnknownMembers(true))
		if err == nil {
			return ""
		}
		field.SetZero()
		wrong, ok := errors.AsType[*json.SemanticError](err)
		switch {
		case ok && wrong.Err == json.ErrUnknownName:
			return name + ": " + strconv.Quote(wrong.JSONPointer.LastToken()) + " is not known in it"
		case ok && wrong.Err != nil && wrong.GoType != nil && wrong.GoType.Kind() == reflect.Struct:
			return name + ": " + wrong.Err.Error()
		}
		return name + ": it is " + wanted(m.field.Type)
	}
	return strconv.Quote(name) + " is not known here" + near.DidYouMeanOr(name, names, "there are")
}

// wanted says what a member is.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "a text in base64"
		}
		return "a list"
	case reflect.Map:
		return "an object of texts"
	}
	return "a text"
}

// noJSON says where a body is no JSON.
func noJSON(body []byte, d *jsontext.Decoder, err error) error {
	at := d.InputOffset()
	message := err.Error()
	if wrong, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at = wrong.ByteOffset
		if wrong.Err != nil {
			message = wrong.Err.Error()
		}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		message = "it ends too early"
	}
	problem := place(body, at)
	problem.Message = message
	var faults ascribe.Problems
	faults.Add(problem)
	return faults.Describe(ascribe.Errorf(ascribe.ErrUsage, "what was sent is no JSON"))
}

// place is that of a byte in a body.
func place(body []byte, offset int64) ascribe.Problem {
	before := body[:min(max(offset, 0), int64(len(body)))]
	line := bytes.Count(before, []byte("\n"))
	return ascribe.Problem{Line: line + 1, Column: len(before) - bytes.LastIndexByte(before, '\n')}
}
