package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// Copies of sources, and where statements stand in them. The files themselves are
// in a casebook only where they were asked for: each below documentFolder, by its
// SHA-256.
const documentFolder = "documents/"

var documents = &table{
	kind: ascribe.RecordDocument, name: "documents",
	columns: []string{"id", "source", "sha256", "size", "media_type", "name", "captured", "method", "url", "shown"},
	needs:   []string{"id", "source", "sha256", "size", "media_type", "method"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Document{
			ID: r.text(0), Source: r.text(1), SHA256: r.text(2), Size: r.whole(3), MediaType: r.text(4), Name: r.text(5),
			Captured: r.date(6), Method: ascribe.Method(r.text(7)), URL: r.text(8), Shown: r.yes(9),
		}
	},
	encode: func(n ascribe.Noun) []string {
		d := n.(*ascribe.Document)
		shown := ""
		if d.Shown {
			shown = ascribe.Yes
		}
		return []string{
			d.ID, d.Source, d.SHA256, strconv.FormatInt(d.Size, 10), d.MediaType, d.Name,
			d.Captured.String(), string(d.Method), d.URL, shown,
		}
	},
}

var anchors = &table{
	kind: ascribe.RecordAnchor, name: "anchors", madeID: true,
	columns: []string{"id", "statement", "document", "exact", "prefix", "suffix", "start", "end", "page"},
	needs:   []string{"statement", "document", "exact", "start", "end"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Anchor{
			ID: r.text(0), Statement: r.text(1), Document: r.text(2), Exact: r.text(3), Prefix: r.text(4), Suffix: r.text(5),
			Start: int(r.whole(6)), End: int(r.whole(7)), Page: int(r.whole(8)),
		}
	},
	encode: func(n ascribe.Noun) []string {
		a := n.(*ascribe.Anchor)
		page := ""
		if a.Page > 0 {
			page = strconv.Itoa(a.Page)
		}
		return []string{a.ID, a.Statement, a.Document, a.Exact, a.Prefix, a.Suffix, strconv.Itoa(a.Start), strconv.Itoa(a.End), page}
	},
}

// whole is the whole number of a column; 0 where it is empty.
func (r *row) whole(column int) int64 {
	s := r.text(column)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 48)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		r.fault(column, fmt.Sprintf("%s is not a whole number", quote(s)))
		return 0
	}
	return n
}

// maxPassage and maxAround are how many code points an anchor has at most, and
// what stands before and after it.
const (
	maxPassage = 20000
	maxAround  = 1000
)

// copied checks a document, or an anchor.
func (c checker) copied(n ascribe.Noun) {
	switch n := n.(type) {
	case *ascribe.Document:
		c.document(n)
	case *ascribe.Anchor:
		c.anchor(n)
	}
}

func (c checker) document(d *ascribe.Document) {
	c.id("id", d.ID)
	c.id("source", d.Source)
	if !ascribe.ValidSHA256(d.SHA256) {
		c("sha256", fmt.Sprintf("%s is not a SHA-256: 64 digits in hex, in small letters", quote(d.SHA256)))
	}
	if d.Size < 1 {
		c("size", "the size is missing: how many bytes the file has")
	}
	c.given("media_type", d.MediaType)
	if !HarmlessName(d.Name) {
		c("name", fmt.Sprintf("%s is not the name of a file: on one line, without slashes, and at most %d bytes long", quote(d.Name), maxFileName))
	}
	c.closed("captured", d.Captured)
	oneOf(c, "method", "a way in which copies are made", d.Method, ascribe.Methods)
	c.address("url", d.URL)
}

func (c checker) anchor(a *ascribe.Anchor) {
	c.id("id", a.ID)
	c.id("statement", a.Statement)
	c.id("document", a.Document)
	length := utf8.RuneCountInString(a.Exact)
	switch {
	case a.Exact == "":
		c("exact", "the exact is missing: the words that were marked")
	case length > maxPassage:
		c("exact", fmt.Sprintf("the passage is longer than %d characters: mark where it is said", maxPassage))
	case a.Start < 0 || a.End-a.Start != length:
		c("end", fmt.Sprintf("a passage from %d to %d does not have the %d characters of its words", a.Start, a.End, length))
	}
	for field, text := range map[string]string{"prefix": a.Prefix, "suffix": a.Suffix} {
		if utf8.RuneCountInString(text) > maxAround {
			c(field, fmt.Sprintf("the %s is longer than %d characters", field, maxAround))
		}
	}
	if a.Page < 0 {
		c("page", "pages are counted from 1")
	}
}

const maxFileName = 200

// HarmlessName reports whether a text can be shown as the name of a file, and be
// one on any system: no part of a path, and no sign that is not to be seen.
func HarmlessName(s string) bool { return s == FileName(s) }

// FileName is the harmless name of a file that somebody named: its last part,
// without what cannot be seen or has a meaning to a system, and not too long; empty,
// where nothing is left.
func FileName(s string) string {
	s = strings.ToValidUTF8(s, "")
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || !unicode.IsPrint(r) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, " .")
	for len(s) > maxFileName {
		_, n := utf8.DecodeLastRuneInString(s)
		s = strings.TrimRight(s[:len(s)-n], " .")
	}
	return s
}
