package document

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/gif"  // so that the size of a picture is known
	_ "image/jpeg" // likewise
	_ "image/png"  // likewise
	"io/fs"
	"net/http"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// The kinds of files that are kept.
const (
	PDF   = "application/pdf"
	HTML  = "text/html"
	Plain = "text/plain"
	PNG   = "image/png"
	JPEG  = "image/jpeg"
	GIF   = "image/gif"
	WebP  = "image/webp"
	SVG   = "image/svg+xml"
	WACZ  = "application/wacz"
)

// Most is how many bytes a document may have.
const Most = 64 << 20

// maxPixels is how many a picture may have: more is made to fill the memory of
// whoever looks at it.
const maxPixels = 150_000_000

const taken = "what is kept is PDF, HTML, plain text, a picture (PNG, JPEG, GIF, WebP, SVG) or a WACZ"

// Kind is what a file is, by its bytes: its name and what a sender says of it count
// for nothing. What cannot be kept is refused, and it is said what it is.
func Kind(data []byte) (string, error) {
	switch {
	case len(data) == 0:
		return "", refuse("the file is empty")
	case len(data) > Most:
		return "", TooLarge()
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return archive(data)
	}
	switch found, _, _ := strings.Cut(http.DetectContentType(data), ";"); found {
	case PNG, JPEG, GIF:
		return picture(found, data)
	case WebP:
		return WebP, nil
	case HTML:
		return HTML, nil
	case Plain, "text/xml":
		return written(data)
	default:
		return "", refuse("the file is %s", called(found, data))
	}
}

// TooLarge refuses a file that has more than Most bytes.
func TooLarge() error {
	return ascribe.Errorf(ascribe.ErrInvalid, "the file is larger than the %d MiB that a document may have", Most>>20).
		WithHint("keep the part of it that is a source, or its text")
}

func refuse(format string, args ...any) error {
	return ascribe.Errorf(ascribe.ErrInvalid, format, args...).WithHint(taken)
}

// called is what a file is called that cannot be kept.
func called(found string, data []byte) string {
	for _, known := range []struct{ begins, name string }{
		{"MZ", "a program for Windows"},
		{"\x7fELF", "a program"},
		{"#!", "a script"},
		{"\xd0\xcf\x11\xe0", "an Office document of the old kind: save it as a PDF"},
		{"{\\rtf", "RTF: save it as a PDF"},
		{"%!PS", "PostScript: make a PDF of it"},
	} {
		if bytes.HasPrefix(data, []byte(known.begins)) {
			return known.name
		}
	}
	switch {
	case strings.HasPrefix(found, "audio/"), strings.HasPrefix(found, "video/"), found == "application/ogg":
		return "a recording (" + found + "): keep what is said in it, as text"
	case found == "application/octet-stream":
		return "of a kind that is not known, or no text in UTF-8"
	}
	return found
}

// archive is a zip: a WACZ, or what is refused.
func archive(data []byte) (string, error) {
	files, err := exchange.ZipFS(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", err
	}
	has := func(name string) bool {
		_, err := fs.Stat(files, name)
		return err == nil
	}
	switch {
	case has("datapackage.json") && has("archive"):
		return WACZ, nil
	case has("[Content_Types].xml"):
		return "", refuse("the file is an Office document: save it as a PDF")
	case has("mimetype"):
		return "", refuse("the file is an OpenDocument or an e-book: save it as a PDF")
	}
	return "", refuse("the file is a zip, and no WACZ")
}

func picture(kind string, data []byte) (string, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return "", refuse("the picture is damaged: it does not say how large it is")
	case size.Width < 1 || size.Height < 1 || size.Width > maxPixels/size.Height:
		return "", refuse("the picture has %d by %d points, and the most is %d million", size.Width, size.Height, maxPixels/1_000_000)
	}
	return kind, nil
}

// written is what has letters only: what a browser would take for a page or a
// picture is called so, however it begins.
func written(data []byte) (string, error) {
	text, fault := decoded(data)
	if fault != "" {
		return "", refuse("%s", fault)
	}
	begin := strings.TrimSpace(text[:min(len(text), 4096)])
	for _, script := range []struct{ begins, name string }{
		{"#!", "a script"}, {"{\\rtf", "RTF: save it as a PDF"}, {"%!PS", "PostScript: make a PDF of it"},
	} {
		if strings.HasPrefix(begin, script.begins) {
			return "", refuse("the file is %s", script.name)
		}
	}
	switch root := rootOf(begin); {
	case root == "svg":
		return SVG, nil
	case root == "html":
		return HTML, nil
	case strings.HasPrefix(begin, "<?xml"):
		return "", refuse("the file is XML, and neither a page nor a picture")
	}
	return Plain, nil
}

// rootOf is the first element of what may be XML, in small letters; "" where there is
// none.
func rootOf(begin string) string {
	if !strings.HasPrefix(begin, "<") {
		return ""
	}
	d := xml.NewDecoder(strings.NewReader(begin))
	d.Strict = false
	for {
		token, err := d.RawToken()
		if err != nil {
			return ""
		}
		if element, ok := token.(xml.StartElement); ok {
			return strings.ToLower(element.Name.Local)
		}
	}
}
