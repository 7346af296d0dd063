package ascribe

import (
	"fmt"
	"regexp"
)

// A Document is a copy of a source as it was at some time: a file that is kept
// beside the store by its SHA-256. A source may have several; none replaces
// another.
type Document struct {
	ID        string `json:"id"`
	Source    string `json:"source"`
	SHA256    string `json:"sha256"` // of its bytes, in hex
	Size      int64  `json:"size"`   // in bytes
	MediaType string `json:"media_type"`
	Name      string `json:"name,omitempty"`    // what the file was called, made harmless
	Captured  Date   `json:"captured,omitzero"` // the day on which the copy was made
	Method    Method `json:"method"`            // how
	URL       string `json:"url,omitempty"`     // from where
	Shown     bool   `json:"shown,omitempty"`   // whether readers may see what it says; what it is, everybody does
}

// Method is how a copy of a source was made.
type Method string

// Uploaded is the method of a file that somebody brought.
const Uploaded Method = "upload"

// Methods lists the methods in the order of the documentation.
var Methods = []Method{Uploaded}

func (*Document) Record() RecordKind { return RecordDocument }

func (d *Document) Key() Key { return Key{Space: SpaceDocument, ID: d.ID} }

func (d *Document) References() []Key { return keys(SpaceSource, d.Source) }

// Texts are none: its name says nothing that its source does not, and what it says
// is not for everybody.
func (*Document) Texts() []string { return nil }

func (d *Document) Line() string {
	line := "a copy of " + d.Source + ", " + d.MediaType
	if d.Name != "" {
		line += ", " + d.Name
	}
	return fmt.Sprintf("%s (%d bytes)", line, d.Size)
}

var hexSHA256 = regexp.MustCompile(`^[0-9a-f]{64}$`)

// ValidSHA256 reports whether a text is a SHA-256 as a record has it: 64 digits in
// hex, in small letters.
func ValidSHA256(s string) bool { return hexSHA256.MatchString(s) }

// An Anchor is where in a document a statement stands: the words themselves, what
// stands around them, by which they are found again in a text that was made anew,
// and their place in the text as it was. Another one of the same statement is as
// good; struck, the statement stands without it.
type Anchor struct {
	ID        string `json:"id"`
	Statement string `json:"statement"`
	Document  string `json:"document"`
	Exact     string `json:"exact"`
	Prefix    string `json:"prefix,omitempty"`
	Suffix    string `json:"suffix,omitempty"`
	Start     int    `json:"start"`          // in code points of the text; the first is 0
	End       int    `json:"end"`            // before which it ends
	Page      int    `json:"page,omitempty"` // from 1, of what has pages
}

func (*Anchor) Record() RecordKind { return RecordAnchor }

func (a *Anchor) Key() Key { return Key{Space: SpaceStatement, ID: a.ID} }

func (a *Anchor) References() []Key {
	return append(keys(SpaceStatement, a.Statement), keys(SpaceDocument, a.Document)...)
}

// Texts are none, as of a [Document].
func (*Anchor) Texts() []string { return nil }

// Line does not have the words: they are the document's, which not everybody may see.
func (a *Anchor) Line() string {
	line := a.Statement + " stands in " + a.Document
	if a.Page > 0 {
		line += fmt.Sprintf(", page %d", a.Page)
	}
	return line
}
