package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/document"
)

// TestKindIsWhatTheBytesSay: of every kind that is kept and of many that are not,
// whatever their names say.
func TestKindIsWhatTheBytesSay(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		kind string // empty: it is refused,
		says string // with this
	}{
		"pdf":                {file: "%PDF-1.7\n…", kind: document.PDF},
		"html":               {file: "  <!doctype html><title>x</title>", kind: document.HTML},
		"html with a mark":   {file: "\ufeff<html><body>x", kind: document.HTML},
		"xhtml":              {file: `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>`, kind: document.HTML},
		"text":               {file: "It was said on Monday.", kind: document.Plain},
		"text of brackets":   {file: "<< not a page >>", kind: document.Plain},
		"utf-16":             {file: "\xff\xfeI\x00t\x00", kind: document.Plain},
		"arabic":             {file: "قال الوزير يوم الثلاثاء", kind: document.Plain},
		"svg":                {file: `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, kind: document.SVG},
		"svg behind xml":     {file: `<?xml version="1.0"?><!-- x --><svg/>`, kind: document.SVG},
		"png":                {file: string(picture(t, 2, 3)), kind: document.PNG},
		"wacz":               {file: string(zipOf(t, "datapackage.json", "{}", "archive/data.warc", "WARC/1.1")), kind: document.WACZ},
		"empty":              {says: "is empty"},
		"program":            {file: "MZ\x90\x00\x03\x00\x00\x00", says: "a program for Windows"},
		"elf":                {file: "\x7fELF\x02\x01\x01\x00", says: "a program"},
		"script":             {file: "#!/bin/sh\nrm -r x\n", says: "a script"},
		"old word":           {file: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", says: "save it as a PDF"},
		"word":               {file: string(zipOf(t, "[Content_Types].xml", "<x/>", "word/document.xml", "<x/>")), says: "an Office document"},
		"zip":                {file: string(zipOf(t, "a.txt", "x")), says: "no WACZ"},
		"zip with a path":    {file: string(zipOf(t, "../../a.txt", "x")), says: "leaves the folder"},
		"zip bomb":           {file: string(zipOf(t, "datapackage.json", strings.Repeat("0", 64<<20), "archive/x", "y")), says: "times its size"},
		"half a zip":         {file: "PK\x03\x04 and no more", says: "not a zip file"},
		"xml":                {file: `<?xml version="1.0"?><feed/>`, says: "the file is XML"},
		"rtf":                {file: `{\rtf1 x}`, says: "RTF"},
		"postscript":         {file: "%!PS-Adobe-3.0\n", says: "PostScript"},
		"recording":          {file: "ID3\x03\x00\x00\x00", says: "a recording"},
		"gzip":               {file: "\x1f\x8b\x08\x00", says: "gzip"},
		"bytes":              {file: "\x00\x01\x02\x03\x04", says: "of a kind that is not known"},
		"latin-1":            {file: strings.Repeat("Die Beh\xf6rde pr\xfcft, was die Angeh\xf6rigen sagten. ", 20), says: "UTF-8"},
		"picture of a bomb":  {file: string(vast(t)), says: "the most is 150 million"},
		"half a picture":     {file: "\x89PNG\r\n\x1a\n", says: "damaged"},
		"pdf behind a page":  {file: "<html><script>x</script>%PDF-1.4", kind: document.HTML},
		"page behind a pdf":  {file: "%PDF-1.4 <html><script>x</script>", kind: document.PDF},
		"more than is taken": {file: strings.Repeat(" ", document.Most+1), says: "larger than the 64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			kind, err := document.Kind([]byte(c.file))
			if kind != c.kind {
				t.Fatalf("Kind = %q, %v; want %q", kind, err, c.kind)
			}
			if c.kind == "" && (ascribe.KindOf(err) != ascribe.ErrInvalid || !strings.Contains(err.Error(), c.says)) {
				t.Errorf("refused with %v; want %q", err, c.says)
			}
		})
	}
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// vast is a picture of few bytes that says that it has very many points.
func vast(t *testing.T) []byte {
	t.Helper()
	b := picture(t, 1, 1)
	binary.BigEndian.PutUint32(b[16:], 60000)
	binary.BigEndian.PutUint32(b[20:], 60000)
	sum := crcOf(b[12:29])
	binary.BigEndian.PutUint32(b[29:], sum)
	return b
}

func crcOf(b []byte) uint32 {
	crc := ^uint32(0)
	for _, c := range b {
		crc ^= uint32(c)
		for range 8 {
			crc = crc>>1 ^ (0xedb88320 & -(crc & 1))
		}
	}
	return ^crc
}

func zipOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, parts[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTextOfHostileFiles: whatever is in a file, its text is text, or it is said why
// there is none.
func TestTextOfHostileFiles(t *testing.T) {
	deep := strings.Repeat("<div>", 100_000)
	for name, c := range map[string]struct {
		kind, file      string
		text, not, says string
	}{
		"script":        {document.HTML, "<html><body><p>" + strings.Repeat("It was said on Monday. ", 30) + "</p><script>alert('x')</script>", "said on Monday", "alert", ""},
		"no article":    {document.HTML, "<html><body><a href='javascript:x'>Home</a><style>p{}</style>", "Home", "javascript", ""},
		"nested":        {document.HTML, deep + "x", "", "", "deeper"},
		"nothing":       {document.HTML, "<html></html>", "", "", "no article was found"},
		"unseen signs":  {document.Plain, "He said \u202eyes\u202c.\x00\r\nThen\x07 no.", "He said yes.\nThen no.", "\u202e", ""},
		"picture":       {document.PNG, "…", "", "", "no text can be read out of it"},
		"svg":           {document.SVG, "<svg><script>alert(1)</script></svg>", "", "alert", "no text"},
		"wacz":          {document.WACZ, string(zipOf(t, "datapackage.json", "{}", "pages/pages.jsonl", `{"format":"json-pages-1.0"}`+"\n"+`{"title":"A title","text":"Said on Monday."}`)), "A title\n\nSaid on Monday.", "", ""},
		"wacz, no text": {document.WACZ, string(zipOf(t, "datapackage.json", "{}", "pages/pages.jsonl", `{}`)), "", "", "no text"},
		"wacz, broken":  {document.WACZ, "PK", "", "", "not a zip"},
		"too long":      {document.Plain, strings.Repeat("word ", 3<<20), "word", "", "the rest is not here"},
		"no pdf":        {document.PDF, "%PDF-1.7\nnothing", "", "", "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			got := document.Extract(t.Context(), c.kind, []byte(c.file))
			if !strings.Contains(got.Text, c.text) || c.text == "" && got.Text != "" {
				t.Errorf("text %.200q; want %q", got.Text, c.text)
			}
			if c.not != "" && strings.Contains(got.Text, c.not) {
				t.Errorf("text %.200q has %q", got.Text, c.not)
			}
			if !strings.Contains(got.Remark, c.says) || got.Text == "" && got.Remark == "" {
				t.Errorf("remark %q; want %q", got.Remark, c.says)
			}
			if got.Extractor == "" {
				t.Error("it does not say by what it was read")
			}
		})
	}
}

// TestPDF reads a PDF of two pages by pdftotext, where that is there, and without it;
// and says of an encrypted one that it is.
func TestPDF(t *testing.T) {
	pages := pdfOf("It was said on Monday.", "And denied on Tuesday.")
	check := func(t *testing.T, extractor string) {
		got := document.Extract(t.Context(), document.PDF, pages)
		if got.Extractor != extractor || got.Version == "" && extractor == "pdftotext" {
			t.Errorf("read by %q %q; want %s", got.Extractor, got.Version, extractor)
		}
		for _, want := range []string{"It was said on Monday.", "\f", "And denied on Tuesday."} {
			if !strings.Contains(got.Text, want) {
				t.Errorf("text %q has no %q (%s)", got.Text, want, got.Remark)
			}
		}
		secret := bytes.Replace(pages, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"+strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> >>"), 1)
		if got := document.Extract(t.Context(), document.PDF, secret); got.Text != "" || !strings.Contains(got.Remark, "encrypted") {
			t.Errorf("of an encrypted one: %q, %q", got.Text, got.Remark)
		}
	}
	t.Run("without a program", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		check(t, "github.com/ledongthuc/pdf")
		if got := document.Extract(t.Context(), document.PDF, pages); !strings.Contains(got.Remark, "without pdftotext") {
			t.Errorf("it does not say so: %q", got.Remark)
		}
	})
	t.Run("pdftotext", func(t *testing.T) {
		if document.Extract(t.Context(), document.PDF, pages).Extractor != "pdftotext" {
			if os.Getenv("CI") != "" {
				t.Fatal("pdftotext is not installed")
			}
			t.Skip("pdftotext is not installed")
		}
		check(t, "pdftotext")
	})
}

// pdfOf is a PDF with a line on each page.
func pdfOf(lines ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	b.WriteString("%PDF-1.4\n")
	var kids []string
	for i := range lines {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Count %d /Kids [%s] >>", len(lines), strings.Join(kids, " "))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, line := range lines {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 5+2*i)
		stream := "BT /F 12 Tf 20 50 Td (" + line + ") Tj ET"
		object("<< /Length %d >>\nstream\n%s\nendstream", len(stream), stream)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// TestFolder: what is kept is there as it was, and what was changed, is missing or is a
// link out of the folder is told.
func TestFolder(t *testing.T) {
	store := filepath.Join(t.TempDir(), "a.db")
	f := document.Beside(store)
	file := []byte("It was said on Monday.")
	sha, size := document.Sum(file), int64(len(file))
	if fresh, err := f.Keep(file); !fresh || err != nil {
		t.Fatal(fresh, err)
	}
	if fresh, err := f.Keep(file); fresh || err != nil {
		t.Errorf("kept twice: %v, %v", fresh, err)
	}
	if got, err := f.Read(sha); string(got) != string(file) || err != nil {
		t.Errorf("Read = %q, %v", got, err)
	}
	holds := func(when string, want ascribe.ErrorKind) {
		t.Helper()
		if err := f.Check(sha, size); err == nil || ascribe.KindOf(err) != want {
			t.Errorf("%s: Check = %v", when, err)
		}
		if got, err := f.Read(sha); err == nil {
			t.Errorf("%s: Read = %q", when, got)
		}
	}
	path := filepath.Join(string(f), sha)
	if err := os.WriteFile(path, []byte("It was said on Friday."), 0o600); err != nil {
		t.Fatal(err)
	}
	holds("changed", ascribe.ErrUnverified)
	if fresh, err := f.Keep(file); !fresh || err != nil || f.Check(sha, size) != nil {
		t.Errorf("a changed file is not put right: %v, %v", fresh, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	holds("missing", ascribe.ErrNotFound)
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, path); err == nil {
		holds("a link", ascribe.ErrUnverified)
	}
	if _, err := f.Read("../" + sha); err == nil {
		t.Error("a name that is no hash is read")
	}
	if err := f.Remove("../a.db"); err != nil {
		t.Error(err)
	}
}
