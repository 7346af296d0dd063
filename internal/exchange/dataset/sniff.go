package dataset

import (
	"bytes"
	"io"
	"path"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// formatOf is what a file is, by how it begins. Where that is not what the
// mapping says, it is refused.
func formatOf(name string, r io.ReaderAt, size int64, m *Mapping) (Format, error) {
	sample, err := sampleOf(r, min(size, 64<<10))
	if err != nil {
		return "", ascribe.Errorf(ascribe.ErrInternal, "%s could not be read", name).WithCause(err)
	}
	if len(sample) == 0 {
		return "", ascribe.Errorf(ascribe.ErrInvalid, "%s is empty", name).WithHint("Copy or download it again.")
	}
	found, sentence := sniff(name, sample)
	if sentence != "" {
		return "", ascribe.Errorf(ascribe.ErrInvalid, "%s is %s", name, sentence).
			WithHint("Files are read as %s.", orList(Formats))
	}
	if m.Format != "" && m.Format != found {
		return "", ascribe.Errorf(ascribe.ErrInvalid, "%s is %s, and the mapping says format: %s", name, found, m.Format).
			WithHint("Give the file that the mapping is for, or leave the format out of the mapping.")
	}
	return found, nil
}

// sniff is the format of a file by its beginning; or what else it is.
func sniff(name string, sample []byte) (f Format, sentence string) {
	text := bytes.TrimLeft(bytes.TrimPrefix(sample, []byte(utf8Mark)), " \t\r\n")
	switch {
	case bytes.HasPrefix(sample, []byte("PK\x03\x04")):
		return XLSX, ""
	case bytes.HasPrefix(sample, []byte("PAR1")):
		return Parquet, ""
	case bytes.HasPrefix(sample, []byte("\xD0\xCF\x11\xE0")):
		return "", "an old or protected Excel file: save it as xlsx or CSV without a password"
	case bytes.HasPrefix(sample, []byte("\x1F\x8B")):
		return "", "compressed by gzip: unpack it first"
	case bytes.HasPrefix(sample, []byte("%PDF")):
		return "", "a PDF, not a table"
	case bytes.HasPrefix(bytes.ToLower(text), []byte("<!doctype")), bytes.HasPrefix(bytes.ToLower(text), []byte("<html")):
		return "", "a web page, not a table: perhaps one that asks to sign in was saved instead"
	case bytes.HasPrefix(text, []byte("{")):
		if isCollection(name, text) {
			return GeoJSON, ""
		}
		return JSONL, ""
	case bytes.HasPrefix(text, []byte("[")):
		return "", "a JSON array: write one object in each line, or a GeoJSON FeatureCollection"
	}
	return CSV, ""
}

// isCollection tells a FeatureCollection from JSON Lines, whose first object
// ends in the first line.
func isCollection(name string, text []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".geojson":
		return true
	case ".jsonl", ".ndjson":
		return false
	}
	return bytes.Contains(text, []byte(`"FeatureCollection"`)) || bytes.Contains(text[:min(len(text), 4096)], []byte(`"features"`))
}
