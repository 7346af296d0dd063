package bibliography

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"

	"github.com/ascribe-project/ascribe"
)

// WriteCSL writes sources as CSL-JSON 1.0.2.
func WriteCSL(w io.Writer, sources iter.Seq2[*ascribe.Source, error]) error {
	out := bufio.NewWriter(w)
	between := "[\n"
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	for s, err := range sources {
		if err != nil {
			return err
		}
		text.Reset()
		text.WriteString(between)
		if err := enc.Encode(itemOf(s)); err != nil {
			return err
		}
		if _, err := out.Write(bytes.TrimSuffix(text.Bytes(), []byte("\n"))); err != nil {
			return err
		}
		between = ",\n"
	}
	if between == "[\n" {
		out.WriteByte('[') //nolint:errcheck // Flush says
	}
	out.WriteString("\n]\n") //nolint:errcheck // Flush says
	return out.Flush()
}

// An item is a source as CSL has it.
type item struct {
	ID              string   `json:"id"`
	Type            string   `json:"type"`
	Title           string   `json:"title,omitempty"`
	ContainerTitle  string   `json:"container-title,omitempty"`
	Publisher       string   `json:"publisher,omitempty"`
	Issued          *cslDate `json:"issued,omitempty"`
	Genre           string   `json:"genre,omitempty"`
	Language        string   `json:"language,omitempty"`
	URL             string   `json:"URL,omitempty"`
	ArchiveLocation string   `json:"archive_location,omitempty"`
	Custom          *custom  `json:"custom,omitempty"`
}

type custom struct {
	Reliability ascribe.Reliability `json:"reliability,omitempty"`
	RestsOn     []string            `json:"rests_on,omitempty"`
}

// A cslDate is what CSL can say of an EDTF date; else it is literal.
type cslDate struct {
	Parts   [][]int `json:"date-parts,omitempty"`
	Circa   bool    `json:"circa,omitempty"`
	Literal string  `json:"literal,omitempty"`
}

// cslTypes are the types of items by kinds of sources. The kind itself is the
// genre.
var cslTypes = map[string]string{
	"press": "article-newspaper", "wire_press": "article-newspaper", "court_record": "legal_case",
	"research": "report", "official_statement": "document", "claim": "document",
}

func itemOf(s *ascribe.Source) item {
	i := item{
		ID: s.ID, Type: cslTypes[s.Kind], Title: s.Title, Publisher: s.Publisher, Issued: issued(s.Published.String()),
		Genre: s.Kind, Language: s.Language, URL: s.URL, ArchiveLocation: s.ArchivedURL,
	}
	switch {
	case i.Type == "article-newspaper": // the paper is what an article is in
		i.ContainerTitle = s.Publisher
	case i.Type == "" && s.URL != "":
		i.Type = "webpage"
	case i.Type == "":
		i.Type = "document"
	}
	if s.Reliability != "" || len(s.RestsOn) > 0 {
		i.Custom = &custom{s.Reliability, s.RestsOn}
	}
	return i
}

func issued(edtf string) *cslDate {
	if edtf == "" {
		return nil
	}
	parts, circa, ok := dateParts(edtf)
	if !ok {
		return &cslDate{Literal: edtf}
	}
	return &cslDate{Parts: parts, Circa: circa}
}
