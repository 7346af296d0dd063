package codebook

import "github.com/ascribe-project/ascribe/internal/yamltext"

// A reader reads the YAML of a codebook or of its worked cases.
type reader struct {
	*yamltext.Reader
	newest newcomer // of the keys that are used, the one of the newest format
}

func newReader(file string) *reader { return &reader{Reader: yamltext.NewReader(file)} }
