package acts

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// keptSheets are the readings of sheets whose file was kept, and may have in it what
// is erased: what one of the sheet's entries wrote may stand in each of its files in
// other words, and any other text is looked for.
func (e *eraser) keptSheets(ctx context.Context, also []int64) (numbers []int64, err error) {
	all, err := e.p.View.Sheets(ctx, "")
	if err != nil || len(all) == 0 {
		return nil, err
	}
	of := map[int64]string{} // the sheets by their entries
	for _, s := range all {
		of[s.Entry] = s.Noun.Name
	}
	names := map[string]bool{}
	for _, n := range append(e.records(), also...) {
		x, err := e.p.View.Record(ctx, n)
		if err != nil {
			return nil, err
		}
		if name, is := of[x.Entry]; is {
			names[name] = true
		}
	}
	for _, s := range all {
		if e.erased[s.Record] != nil || s.Noun.File == nil || slices.Contains(also, s.Record) {
			continue
		}
		if names[s.Noun.Name] || e.inFile(s.Noun.File) {
			numbers = append(numbers, s.Record)
		}
	}
	return numbers, nil
}

// mostOfPart is how much of one part of a workbook is looked through.
const mostOfPart = 64 << 20

// inFile reports whether a file has one of the texts, or cannot be looked through.
func (e *eraser) inFile(file []byte) bool {
	if z, err := zip.NewReader(bytes.NewReader(file), int64(len(file))); err == nil {
		return slices.ContainsFunc(z.File, e.inPart)
	}
	return !utf8.Valid(file) || e.inText(string(file))
}

func (e *eraser) inPart(f *zip.File) bool {
	r, err := f.Open()
	if err != nil {
		return true
	}
	defer r.Close() //nolint:errcheck // it was only read
	part, err := io.ReadAll(io.LimitReader(r, mostOfPart+1))
	return err != nil || len(part) > mostOfPart || e.inText(string(part))
}

func (e *eraser) inText(s string) bool {
	s = folded(s)
	return slices.ContainsFunc(e.texts, func(t text) bool {
		return !t.id && (strings.Contains(s, t.folded) || strings.Contains(s, escapedXML.Replace(t.folded)))
	})
}

// escapedXML writes a text as it stands in a part of a workbook.
var escapedXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
