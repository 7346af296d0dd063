package bibliography

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A Citation is what a page of a record is cited by.
type Citation struct {
	Key      string       // ASCII letters, digits, - . _
	Title    string       // of the page
	Record   string       // what the record is called
	Owner    string       // who keeps it; empty: nobody has said
	Known    ascribe.Date // zero: all that is known
	Entry    int64        // of the ledger
	Codebook string       // its name and version; empty: there is none
	Address  string
	Accessed ascribe.Day
}

// point is from where the page looks at the record, in words.
func (c *Citation) point() string {
	known := "all that is known"
	if !c.Known.IsZero() {
		known = "as known on " + c.Known.String()
	}
	text := fmt.Sprintf("%s, ledger at entry %d", known, c.Entry)
	if c.Codebook != "" {
		text += ", codebook " + c.Codebook
	}
	return text
}

// Text is the citation as a line.
func (c *Citation) Text() string {
	var b strings.Builder
	if c.Owner != "" {
		b.WriteString(ended(oneLine(c.Owner)) + " ")
	}
	fmt.Fprintf(&b, "“%s”. %s, %s. %s. Accessed %s.", oneLine(c.Title), oneLine(c.Record), c.point(), c.Address, c.Accessed)
	return b.String()
}

// ended is a text that ends as a sentence does.
func ended(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// BibTeX is the citation as an entry of BibTeX.
func (c *Citation) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", c.Key)
	for _, f := range [][2]string{
		{"author", braced(c.Owner)},
		{"title", braced(c.Title)},
		{"howpublished", tex(c.Record)},
		{"version", fmt.Sprintf("entry %d", c.Entry)},
		{"note", tex(c.point())},
		{"url", verbatim(c.Address)},
		{"urldate", c.Accessed.String()},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", f[0], f[1])
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// RIS is the citation as a reference of RIS.
func (c *Citation) RIS() string {
	var b strings.Builder
	for _, f := range [][2]string{
		{"TY", "DATA"},
		{"ID", c.Key},
		{"AU", c.Owner},
		{"TI", c.Title},
		{"T2", c.Record},
		{"ET", fmt.Sprintf("entry %d", c.Entry)},
		{"N1", c.point()},
		{"UR", c.Address},
		{"Y2", strings.ReplaceAll(c.Accessed.String(), "-", "/")},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s  - %s\n", f[0], oneLine(f[1]))
		}
	}
	b.WriteString("ER  - \n")
	return b.String()
}

// CSL is the citation as CSL-JSON 1.0.2: a list of one item.
func (c *Citation) CSL() string {
	type name struct {
		Literal string `json:"literal"`
	}
	item := struct {
		ID             string   `json:"id"`
		Type           string   `json:"type"`
		Title          string   `json:"title"`
		Author         []name   `json:"author,omitempty"`
		ContainerTitle string   `json:"container-title"`
		Version        string   `json:"version"`
		URL            string   `json:"URL"`
		Accessed       *cslDate `json:"accessed"`
		Note           string   `json:"note"`
	}{
		ID: c.Key, Type: "dataset", Title: c.Title, ContainerTitle: c.Record, Version: fmt.Sprintf("entry %d", c.Entry),
		URL: c.Address, Accessed: issued(c.Accessed.String()), Note: c.point(),
	}
	if c.Owner != "" {
		item.Author = []name{{c.Owner}}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode([]any{item}); err != nil {
		panic(err) // texts and numbers alone
	}
	return b.String()
}

// oneLine is a text without breaks of lines and other signs that are not seen.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
