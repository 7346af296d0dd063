// Package codebooks holds the codebook that ships.
package codebooks

import _ "embed"

// Direction is the codebook "direction": how far an organisation steered an
// attack or a plot.
//
//go:embed direction.yaml
var Direction []byte

// DirectionCases are its worked cases.
//
//go:embed direction.cases.yaml
var DirectionCases []byte
