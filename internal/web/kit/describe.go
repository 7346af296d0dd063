package kit

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// APIRoot is the path below which answers are given as JSON.
const APIRoot = "/api/v1"

// about is what the description of the API says of it.
const about = `Who was behind an attack, how it is known, and what was believed when: the record of dated, graded and sourced statements, and the labels that a codebook derives from them, answered as known on any day.

Every answer to a question depends on its address and on the ledger alone: with recorded and codebook in the address it stays the same for ever, and can be cited. Things are written with POST, at the desk of whoever keeps the record ("ascribe desk"); a server for readers refuses it. Forms only grow: members are added, none is taken away or changes its meaning.`

// newDescription begins the description of the API (OpenAPI 3.1). Screens add
// their operations to it.
func newDescription(version string, menu []Section) *huma.OpenAPI {
	return &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "ascribe", Version: version, Description: about,
			License: &huma.License{Name: "The record belongs to those who keep it: ask them how it may be used, and cite its sources. The program and this description are free software."},
		},
		Servers:    []*huma.Server{{URL: "/", Description: "this reading room"}},
		Components: &huma.Components{Schemas: newSchemas()},
		Tags:       tags(menu),
	}
}

// tags are the parts of the record, by which operations are grouped.
func tags(menu []Section) []*huma.Tag {
	list := make([]*huma.Tag, len(menu))
	for i, s := range menu {
		list[i] = &huma.Tag{Name: s.Name}
	}
	return list
}

// describe adds the operation of a question to the description.
func (s *Site) describe(path string, in, answer reflect.Type, name, summary string) {
	schemas := s.Description.Components.Schemas
	content := map[string]*huma.MediaType{TypeJSON: {Schema: schemas.Schema(answer, true, name)}}
	if hasTable(answer) {
		content[TypeCSV] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Description: "The answer as a table."}}
	}
	headers := map[string]*huma.Param{
		"ETag": {Description: "Changes with the ledger: to be sent back as If-None-Match.", Schema: &huma.Schema{Type: huma.TypeString}},
	}
	if hasNext(answer) {
		headers["Link"] = &huma.Param{Description: "The address of the next page, where there is one, as rel=\"next\".", Schema: &huma.Schema{Type: huma.TypeString}}
	}
	op := &huma.Operation{
		OperationID: operationID(name), Method: http.MethodGet, Path: APIRoot + APIPath(path), Summary: summary,
		Tags: []string{s.sectionOf(path)}, Parameters: parameters(in, schemas),
		Responses: map[string]*huma.Response{
			"200": {Description: summary, Content: content, Headers: headers},
			"304": {Description: "The answer is the one that If-None-Match names."},
		},
	}
	fault := map[string]*huma.MediaType{TypeProblem: {Schema: schemas.Schema(reflect.TypeFor[problem](), true, "")}}
	for status, means := range map[int]string{
		http.StatusBadRequest:          "The address asks for something that cannot be.",
		http.StatusNotFound:            "There is no such thing, or not yet at that entry.",
		http.StatusNotAcceptable:       "The answer is no table, and CSV was asked for.",
		http.StatusUnprocessableEntity: "What was asked for has faults.",
		http.StatusInternalServerError: "Something went wrong that should not.",
		http.StatusServiceUnavailable:  "Too many ask at once, or it took too long: try again.",
	} {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: means, Content: fault}
	}
	s.Description.AddOperation(op)
}

// operationID is the name of a screen as programs write names.
func operationID(name string) string {
	parts := strings.Split(name, "-")
	for i, p := range parts[1:] {
		parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, "")
}

// serveDescription gives out the description of the API.
func (s *Site) serveDescription() error {
	text, err := json.Marshal(s.Description)
	if err != nil {
		return err
	}
	s.handle("/openapi.json", func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", TypeJSON)
		w.Write(text) //nolint:errcheck // the reader has gone
		return nil
	})
	return nil
}

// ofAPI reports whether an address is asked by programs, which are told of
// faults as JSON.
func ofAPI(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/openapi.json"
}
