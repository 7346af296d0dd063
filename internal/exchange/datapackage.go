package exchange

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// The descriptor of a casebook, as Data Package v2 and its Table Schema have
// it (https://datapackage.org/standard/data-package/).
type dataPackage struct {
	Schema       string        `json:"$schema"`
	Name         string        `json:"name,omitempty"`
	Title        string        `json:"title,omitempty"`
	Description  string        `json:"description,omitempty"`
	Licences     []Licence     `json:"licenses,omitempty"`
	Contributors []Contributor `json:"contributors,omitempty"`
	Resources    []*resource   `json:"resources"`
}

type resource struct {
	Name      string       `json:"name"`
	Type      string       `json:"type,omitempty"`
	Path      string       `json:"path"`
	Format    string       `json:"format,omitempty"`
	MediaType string       `json:"mediatype"`
	Encoding  string       `json:"encoding,omitempty"`
	Dialect   *dialect     `json:"dialect,omitempty"`
	Bytes     int64        `json:"bytes"`
	Hash      string       `json:"hash"`
	Schema    *tableSchema `json:"schema,omitempty"`
}

type dialect struct {
	LineTerminator string `json:"lineTerminator"`
}

type tableSchema struct {
	Fields        []schemaField `json:"fields"`
	MissingValues []string      `json:"missingValues"`
	PrimaryKey    []string      `json:"primaryKey"`
	ForeignKeys   []foreignKey  `json:"foreignKeys,omitempty"`
}

type schemaField struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	Delimiter   string       `json:"delimiter,omitempty"`
	ItemType    string       `json:"itemType,omitempty"`
	Description string       `json:"description,omitempty"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func descriptor(about About, resources []*resource) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(dataPackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:   about.Name, Title: about.Title, Description: about.Description,
		Licences: about.Licences, Contributors: about.Contributors, Resources: resources,
	})
	return b.Bytes(), err
}

func codebookResource() *resource {
	return &resource{
		Name: codebookName, Path: codebookFile, Format: "yaml", MediaType: "application/yaml", Encoding: "utf-8",
	}
}

// refersTo are the columns that name a row of one other file. A subject may be
// of three, and what a withdrawal withdraws of two, which a foreign key cannot
// say.
var refersTo = map[*table]map[string]string{
	links:        {"incident": "incidents", "actor": "actors"},
	regrades:     {"source": "sources"},
	documents:    {"source": "sources"},
	anchors:      {"statement": "statements", "document": "documents"},
	distinctions: {"one": "sources", "other": "sources"},
	statements:   {"source": "sources"},
	withdrawals:  {"source": "sources"},
	notes:        {"source": "sources"},
}

// tableResource describes a table's file. A column is a foreign key only where
// the casebook has the file that it refers to.
func tableResource(t *table, columns []string, has func(name string) bool) *resource {
	schema := &tableSchema{MissingValues: []string{""}, PrimaryKey: []string{"id"}}
	for _, c := range columns {
		f := fieldOf(t, c)
		if c == "statement" && slices.Contains(columns, "target") { // a row has one of them
			f.Constraints.Required = false
		}
		schema.Fields = append(schema.Fields, f)
		if to := refersTo[t][c]; to != "" && has(to) {
			schema.ForeignKeys = append(schema.ForeignKeys, foreignKey{[]string{c}, reference{to, []string{"id"}}})
		}
	}
	return &resource{
		Name: t.name, Type: "table", Path: t.file(), Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Dialect: &dialect{"\n"}, Schema: schema,
	}
}

const idPattern = "[a-z0-9][a-z0-9._-]{0,79}"

// fieldOf describes a column for other programs. It says what [Check] holds.
func fieldOf(t *table, column string) schemaField {
	f := schemaField{Name: column, Type: "string"}
	switch column {
	case "id":
		f.Constraints = &constraints{Required: true, Unique: true, Pattern: idPattern}
	case "incident", "actor", "subject", "statement", "source", "one", "other", "document":
		f.Constraints = &constraints{Required: t != withdrawals && t != notes || column != "source", Pattern: idPattern}
	case "rests_on", "settles":
		f.Type, f.Delimiter, f.ItemType = "list", ";", "string"
	case "sha256":
		f.Constraints = &constraints{Required: true, Pattern: "[0-9a-f]{64}"}
	case "size", "start", "end", "page":
		f.Type = "integer"
		f.Constraints = &constraints{Required: column != "page"}
	case "method":
		f.Constraints = &constraints{Required: true, Enum: texts(ascribe.Methods)}
	case "title", "role", "variable", "field", "text", "media_type", "exact":
		f.Constraints = &constraints{Required: true}
	case "value":
		f.Constraints = &constraints{Required: t != amendments}
	case "target":
		f.Description = "an id, with what it is of before it where two things have it, as in source:ID"
		f.Constraints = &constraints{Required: t == amendments}
	case "url", "archived_url":
		f.Format = "uri"
	case "said", "published", "captured":
		f.Description = "EDTF level 1 (ISO 8601-2:2019)"
	case "reliability":
		f.Description = "Admiralty code, A to F"
		f.Constraints = &constraints{Required: t == regrades, Enum: []string{"A", "B", "C", "D", "E", "F"}}
	case "credibility":
		f.Description = "Admiralty code, 1 to 6"
		f.Constraints = &constraints{Enum: []string{"1", "2", "3", "4", "5", "6"}}
	case "stance":
		f.Constraints = &constraints{Required: true, Enum: texts(ascribe.Stances)}
	case "erased", "shown":
		f.Constraints = &constraints{Enum: []string{"yes"}}
	case "basis":
		f.Constraints = &constraints{Enum: texts(ascribe.Bases)}
	case "kind":
		switch t {
		case actors:
			f.Constraints = &constraints{Required: true, Enum: texts(ascribe.ActorKinds)}
		case withdrawals:
			f.Constraints = &constraints{Required: true, Enum: texts(withdrawalKinds)}
		}
	}
	return f
}
