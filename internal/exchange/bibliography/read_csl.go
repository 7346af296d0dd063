package bibliography

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// readCSL reads a list of items of CSL-JSON, or a single one.
func readCSL(text []byte, fault func(int, string, ...any)) (found []reference) {
	if trimmed := bytes.TrimSpace(text); len(trimmed) > 0 && trimmed[0] == '{' {
		text = append(append([]byte("["), text...), ']')
	}
	d := json.NewDecoder(bytes.NewReader(text))
	at := func() int { return 1 + bytes.Count(text[:min(int(d.InputOffset()), len(text))], []byte("\n")) }
	broken := func(err error) {
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			fault(1+bytes.Count(text[:min(int(syntax.Offset), len(text))], []byte("\n")), "this is not JSON: %s", syntax)
			return
		}
		fault(at(), "this is no CSL-JSON, which is a list of items: %s", err)
	}
	if _, err := d.Token(); err != nil {
		broken(err)
		return nil
	}
	for d.More() {
		var item struct {
			ID             json.RawMessage `json:"id"`
			Type           string          `json:"type"`
			Title          string          `json:"title"`
			Publisher      string          `json:"publisher"`
			ContainerTitle string          `json:"container-title"`
			Authority      string          `json:"authority"`
			URL            string          `json:"URL"`
			DOI            string          `json:"DOI"`
			Language       string          `json:"language"`
			Genre          string          `json:"genre"`
			Issued         issuedDate      `json:"issued"`
		}
		line := 0
		if err := d.Decode(&item); err != nil {
			broken(err)
			return found
		}
		line = at()
		press := strings.HasPrefix(item.Type, "article")
		publishers := []string{item.Publisher, item.Authority, item.ContainerTitle}
		if press {
			publishers = []string{item.ContainerTitle, item.Publisher, item.Authority}
		}
		found = append(found, reference{
			line: line, key: strings.Trim(string(item.ID), `"`), typ: item.Type, kind: item.Genre, title: item.Title, doi: item.DOI, url: item.URL,
			language: item.Language, published: item.Issued.edtf(), publishers: publishers,
		})
	}
	return found
}

// An issuedDate is a day, a month or a year, or an interval of them.
type issuedDate struct {
	Parts   [][]json.RawMessage `json:"date-parts"`
	Raw     string              `json:"raw"`
	Literal string              `json:"literal"`
}

func (d *issuedDate) edtf() string {
	var ends []string
	for _, parts := range d.Parts {
		var p [3]string
		for i := range min(len(parts), 3) {
			p[i] = strings.Trim(string(parts[i]), `"`)
		}
		if end := edtfOf(p[0], p[1], p[2]); end != "" {
			ends = append(ends, end)
		}
	}
	if len(ends) == 0 {
		return strings.TrimSpace(d.Raw + d.Literal)
	}
	return strings.Join(ends, "/")
}
