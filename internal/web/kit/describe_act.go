package kit

import (
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// scheme is what the description calls the token of scripts.
const scheme = "token"

// describeAct adds the operation of an act to the description.
func (s *Site) describeAct(path, name, summary, tag string, in, answer reflect.Type, compares bool) {
	schemas := s.Description.Components.Schemas
	s.Description.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		scheme: {Type: "http", Scheme: "bearer", Description: "The token that the desk keeps beside the store. A browser has a cookie instead."},
	}
	text := &huma.Schema{Type: huma.TypeString}
	params := []*huma.Param{{
		Name: "Idempotency-Key", In: "header", Schema: text, Example: "6c1f3b1e-7f0f-4b59-9a3e-1d9a3f0b2c11",
		Description: "Sent again with the same key, the same writes nothing and is answered as the first time; something else is refused with 422. What was refused is not kept.",
	}}
	if compares {
		params = append(params, &huma.Param{
			Name: "If-Match", In: "header", Schema: text, Example: `"17"`,
			Description: "The member version of what is touched, in quotes: where it has changed since, nothing is written, and the answer is 412 with what changed.",
		})
	}
	body := schemas.Schema(in, true, name)
	schemas.SchemaFromRef(body.Ref).AdditionalProperties = false // a slip must not look like what is written
	op := &huma.Operation{
		OperationID: operationID(name), Method: http.MethodPost, Path: APIRoot + path, Summary: summary,
		Tags: []string{tag}, Parameters: params, Security: []map[string][]string{{scheme: {}}},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{TypeJSON: {Schema: body}}},
		Responses:   map[string]*huma.Response{},
	}
	content := map[string]*huma.MediaType{TypeJSON: {Schema: schemas.Schema(answer, true, name+"-done")}}
	repeated := map[string]*huma.MediaType{TypeJSON: {Schema: &huma.Schema{AnyOf: []*huma.Schema{
		schemas.Schema(answer, true, name+"-done"), schemas.Schema(reflect.TypeFor[Repeated](), true, ""),
	}}}}
	op.Responses["200"] = &huma.Response{Description: "Nothing was written: it was a dry run, or all of it was there already.", Content: content}
	op.Responses["201"] = &huma.Response{
		Description: "It was written; asked for again under its key, only the entry where the answer was lost or forgotten.", Content: repeated,
		Headers: map[string]*huma.Param{"Location": {Description: "The entry that was written.", Schema: text}},
	}
	fault := map[string]*huma.MediaType{TypeProblem: {Schema: schemas.Schema(reflect.TypeFor[problem](), true, "")}}
	for status, means := range map[int]string{
		http.StatusBadRequest:            "What was sent cannot be read, or lacks a reason.",
		http.StatusUnauthorized:          "Nobody is signed in.",
		http.StatusForbidden:             "Nothing can be written here, or a page from elsewhere asked.",
		http.StatusConflict:              "It does not go with what is there, or is doubtful: the hint says what to do.",
		http.StatusPreconditionFailed:    "What is touched is of another version: changed says what became of it.",
		http.StatusRequestEntityTooLarge: "More was sent than it may be.",
		http.StatusUnsupportedMediaType:  "What was sent is not said to be JSON.",
		http.StatusUnprocessableEntity:   "What was sent has faults, each with its field and place.",
		http.StatusInternalServerError:   "Something went wrong that should not.",
		http.StatusServiceUnavailable:    "Too many ask at once: try again.",
	} {
		if status != http.StatusPreconditionFailed || compares {
			op.Responses[strconv.Itoa(status)] = &huma.Response{Description: means, Content: fault}
		}
	}
	s.Description.AddOperation(op)
}
