package web

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// newAPI makes the JSON side: what pages show, below /api/v1, described at
// /openapi.json.
func newAPI(mux *http.ServeMux, version string) huma.API {
	config := huma.DefaultConfig("ascribe", version)
	config.OpenAPIPath = "/openapi"
	config.DocsPath, config.SchemasPath = "", ""
	config.CreateHooks = nil // no $schema in answers
	return humago.New(mux, config)
}
