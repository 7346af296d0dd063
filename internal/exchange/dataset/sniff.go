package dataset

import (
	"bytes"
	"io"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// sniff finds out what the file is, by how it begins. Where that is not what
// the mapping says, it is refused.
func (t *Table) sniff(r io.ReaderAt, size int64) error {
	sample, err := sampleOf(r, size)
	if err != nil {
		return ascribe.Errorf(ascribe.ErrInternal, "%s could not be read", t.name).WithCause(err)
	}
	if len(sample) == 0 {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is empty", t.name).WithHint("Copy or download it again.")
	}
	sentence := otherThanText(sample)
	switch {
	case sentence != "":
	case bytes.HasPrefix(sample, []byte("PK\x03\x04")):
		t.format = XLSX
	case bytes.HasPrefix(sample, []byte("PAR1")):
		t.format = Parquet
	default:
		sentence = t.sniffText(sample, int64(len(sample)) == size)
	}
	if sentence != "" {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is %s", t.name, sentence).
			WithHint("Files are read as %s.", orList(Formats))
	}
	return t.agree()
}

// sniffText finds out what a text file is, in UTF-8 or UTF-16.
func (t *Table) sniffText(sample []byte, whole bool) (sentence string) {
	if text.IsUTF16(sample) {
		sample = text.Source{Declared: text.UTF16, Sample: sample}.Text()
	}
	sample = bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\uFEFF")), " \t\r\n"+recordSeparator)
	if sentence = otherThanTable(sample); sentence != "" {
		return sentence
	}
	if !bytes.HasPrefix(sample, []byte("{")) && !bytes.HasPrefix(sample, []byte("[")) {
		t.format = CSV
		return ""
	}
	t.shape, sentence = shapeOf(t.name, bytes.ReplaceAll(sample, []byte(recordSeparator), []byte(" ")), whole)
	t.format = t.shape.format()
	return sentence
}

// agree holds what was found against the mapping. JSON has many shapes, and
// what says which of them it is comes with each file.
func (t *Table) agree() error {
	switch want := t.mapping.Format; {
	case want == "" || want == t.format:
		return nil
	case want == JSONL && t.format == JSON && len(t.shape.path) > 0 || want == JSON && t.format == JSONL:
		return nil
	default:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is %s, and the mapping says format: %s", t.name, t.format, want).
			WithHint("Give the file that the mapping is for, or leave the format out of the mapping.")
	}
}

// otherThanText says what a file is by its first bytes, where that is nothing
// that can be read.
func otherThanText(sample []byte) string {
	switch {
	case bytes.HasPrefix(sample, []byte("\xD0\xCF\x11\xE0")):
		return "an old or protected Excel file (xls): save it as xlsx or CSV, without a password"
	case bytes.HasPrefix(sample, []byte("\x1F\x8B")):
		return "compressed by gzip: unpack it first"
	case bytes.HasPrefix(sample, []byte("7z\xBC\xAF\x27\x1C")), bytes.HasPrefix(sample, []byte("Rar!")), bytes.HasPrefix(sample, []byte("BZh")), bytes.HasPrefix(sample, []byte("\xFD7zXZ")), bytes.HasPrefix(sample, []byte("\x28\xB5\x2F\xFD")):
		return "a compressed file or archive: unpack it first"
	case bytes.HasPrefix(sample, []byte("%PDF")):
		return "a PDF, not a table"
	case bytes.HasPrefix(sample, []byte("SQLite format 3\x00")):
		return "an SQLite database: export its table as CSV"
	}
	return ""
}

var (
	webPage = pattern.New(`(?i)^(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|script|table|div|center)\b`)
	// script is JavaScript in the place of the JSON that it holds: a variable,
	// a call, a module, or what keeps others from running it.
	script = pattern.New(`^(?:(?:/\*(?s:.*?)\*/|//[^\n]*\n)\s*)*(?:(?:export\s+default|export\s+const|var|let|const|import|function)\s|['"]use strict['"]|[\w$][\w$.]*(?:\[['"\w]+\])*\s*=\s*[\[{(]|[\w$][\w$.]*\s*\(\s*[\[{'"f]|\(\s*(?:function|\()|\)\]\}'|(?:while\s*\(1\)|for\s*\(;;\));)`)
)

// otherThanTable says what a text is that is no table.
func otherThanTable(sample []byte) string {
	head := sample[:min(len(sample), 4096)]
	switch {
	case webPage.Match(head) && bytes.Contains(bytes.ToLower(sample), []byte("<table")):
		return "a web page with a table in it, whatever its name says: open it in a spreadsheet program, and save it as xlsx or CSV"
	case webPage.Match(head):
		return "a web page, not a table: perhaps one that asks to sign in was saved instead"
	case bytes.HasPrefix(head, []byte("<?xml")), bytes.HasPrefix(head, []byte("<kml")), bytes.HasPrefix(head, []byte("<rss")):
		return "XML, not a table: open it in the program that it comes from, and save it as xlsx, CSV or GeoJSON"
	case script.Match(head):
		return "JavaScript, not data: save the JSON in it alone, from its first bracket or brace to the one that closes it"
	}
	return ""
}
