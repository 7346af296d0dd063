// Package codebooks holds the codebooks that ship. A version that shipped once
// ships for good, to the byte, since stores have adopted it.
package codebooks

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var files embed.FS

// FS has the files of the codebooks and of their cases.
func FS() fs.FS { return files }

// A Codebook is a version of a codebook that ships, with its worked cases.
type Codebook struct {
	ID      string
	Version string
	Text    []byte
	Cases   []byte
}

// Name is how a person asks for it: direction@1.1.0.
func (c Codebook) Name() string { return c.ID + "@" + c.Version }

// Shipped are the codebooks that ship, the oldest version first.
var Shipped = []Codebook{
	{"direction", "1.0.0", direction100, direction100Cases},
	{"direction", "1.1.0", Direction, DirectionCases},
}

// Direction is the newest version of the codebook "direction": how far an
// organisation steered an attack or a plot.
//
//go:embed direction.yaml
var Direction []byte

// DirectionCases are its worked cases.
//
//go:embed direction.cases.yaml
var DirectionCases []byte

//go:embed direction-1.0.0.yaml
var direction100 []byte

//go:embed direction-1.0.0.cases.yaml
var direction100Cases []byte
