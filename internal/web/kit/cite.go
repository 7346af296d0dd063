package kit

import (
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
)

// CiteName is the parameter that asks for the citation of a page, as a file.
const CiteName = "cite"

// A CitedAs is a citation in one of the forms in which programs keep references.
type CitedAs struct {
	Name, Title, Type, Ending string
	Text                      func(*bibliography.Citation) string
}

// CiteForms are those that are offered.
var CiteForms = []CitedAs{
	{"bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", ".bib", (*bibliography.Citation).BibTeX},
	{"ris", "RIS", "application/x-research-info-systems; charset=utf-8", ".ris", (*bibliography.Citation).RIS},
	{"csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", ".json", (*bibliography.Citation).CSL},
}

// citedAs is the form that a request asks for; nil: it asks for the page.
func citedAs(r *http.Request) (*CitedAs, error) {
	if !r.URL.Query().Has(CiteName) {
		return nil, nil
	}
	asked := r.URL.Query().Get(CiteName)
	for i := range CiteForms {
		if CiteForms[i].Name == asked {
			return &CiteForms[i], nil
		}
	}
	return nil, ascribe.Errorf(ascribe.ErrUsage, "cite: %q is none of bibtex, ris and csl", asked).WithHint("leave it out for the page")
}

// A Cited is the citation of a page in one form, for the page.
type Cited struct{ Title, Key, Text, To string }

// Citation is what the page is cited by: its address is that of exactly this view.
func (f *Frame) Citation() *bibliography.Citation {
	c := &bibliography.Citation{
		Title: f.Heading, Record: f.Record.Name(), Owner: f.Record.Owner, Known: f.Known(), Entry: f.At.AsOf.Recorded,
		Address: f.Origin + f.Cite(), Accessed: f.Today,
	}
	if f.Codebook.ID != "" {
		c.Codebook = f.Codebook.ID + " " + f.Codebook.Version
	}
	c.Key = f.key(c.Entry)
	return c
}

// key is what a program that keeps references calls the page.
func (f *Frame) key(entry int64) string {
	name := path.Base(f.path)
	if name == "/" {
		name = "incidents"
	}
	key := plainly(strings.Join(append([]string{name}, f.narrowed()...), "-"))
	key = key[:min(len(key), maxFileName)]
	if known := f.Known(); !known.IsZero() {
		key += "-known-" + known.String()
	}
	key += "-entry-" + strconv.FormatInt(entry, 10)
	return strings.ToLower(strings.Join(strings.FieldsFunc(key, func(c rune) bool { return c == '-' }), "-"))
}

// Citations are the citation in each form, with the address of the file.
func (f *Frame) Citations() (list []Cited) {
	c := f.Citation()
	for _, form := range CiteForms {
		list = append(list, Cited{form.Title, c.Key, form.Text(c), f.With(CiteName, form.Name)})
	}
	return list
}

// giveCitation sends the citation of a page as a file.
func (s *Site) giveCitation(w http.ResponseWriter, name string, page any, f *Frame, form *CitedAs) error {
	if err := s.entitle(name, page, f); err != nil {
		return err
	}
	c := f.Citation()
	h := w.Header()
	h.Set("Content-Type", form.Type)
	h.Set("Content-Disposition", `attachment; filename="`+c.Key+form.Ending+`"`)
	w.Write([]byte(form.Text(c))) //nolint:errcheck // the reader has gone
	return nil
}

// Canonical is the address of the page, as it is to be passed on.
func (f *Frame) Canonical() string { return f.Origin + Address(f.path, f.all()) }

// LinkedData is what the page is, as schema.org has it: a part of a data set. That
// it checks a claim is not said: a label is no verdict on what somebody claimed.
func (f *Frame) LinkedData() any {
	record := linked{
		Type: "Dataset", Name: f.Record.Name(), Description: f.About(), URL: f.Origin + "/", Licence: f.Record.Licence, Free: true,
	}
	if f.Record.Owner != "" {
		record.Creator = &linkedName{"Organization", f.Record.Owner}
	}
	page := record
	page.Context, page.Name, page.URL = "https://schema.org", f.Title, f.Canonical()
	page.Version = "entry " + strconv.FormatInt(f.Citation().Entry, 10)
	page.PartOf = &record
	page.Files = []linkedFile{{"DataDownload", TypeJSON, f.Origin + f.API()}}
	return page
}

// About is what the record says of what it is.
func (f *Frame) About() string {
	if f.Record.About != "" {
		return f.Record.About
	}
	return "Dated, graded and sourced statements on who was behind attacks and plots, and the labels that follow from them as known on any day."
}

type linked struct {
	Context     string       `json:"@context,omitempty"`
	Type        string       `json:"@type"`
	Name        string       `json:"name"`
	Description string       `json:"description"`
	URL         string       `json:"url"`
	Licence     string       `json:"license,omitempty"`
	Creator     *linkedName  `json:"creator,omitempty"`
	Version     string       `json:"version,omitempty"`
	Free        bool         `json:"isAccessibleForFree"`
	PartOf      *linked      `json:"isPartOf,omitempty"`
	Files       []linkedFile `json:"distribution,omitempty"`
}

type linkedName struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type linkedFile struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}
