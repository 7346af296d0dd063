package dataset

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// workbook is what of a workbook holds for all its sheets. It is read here and
// not by a library, since what has to be told apart (a formula from a value, a
// date from a number, merged cells) is what the streaming readers of libraries
// leave out, and since those unpack to files.
type workbook struct {
	files    fs.FS
	part     string   // the path of the workbook itself
	sheet    string   // the path of the chosen sheet
	name     string   // of that sheet
	sheets   []string // the sheets that are not hidden
	strings  sharedStrings
	styles   []shownAs // by number of a cell's style
	epoch    int       // the day, from 1970, that the serial number 0 stands for
	epoch04  bool
	formulas bool
	allowed  map[string]bool // error values that are sentinels
}

// maxShared is how much text the cells of a workbook may share, since that has
// to be kept in memory.
const maxShared = 256 << 20

func openXLSX(t *Table, r io.ReaderAt, size int64) (opener, error) {
	files, err := exchange.PackageFS(&countingReaderAt{r, &t.read}, size)
	if err != nil {
		return nil, workbookError(t.name, err)
	}
	w := &workbook{files: files, formulas: t.mapping.Formulas, allowed: map[string]bool{}}
	for _, s := range t.mapping.Sentinels {
		w.allowed[s] = true
	}
	if err := w.read(t.mapping.Sheet); err != nil {
		return nil, workbookError(t.name, err)
	}
	return func(problems *ascribe.Problems) (grid, error) {
		f, err := w.open(w.sheet)
		if err != nil {
			return nil, workbookError(t.name, err)
		}
		return newSheetGrid(t, w, f, problems), nil
	}, nil
}

type damagedPart struct {
	part string
	err  error
}

func (d *damagedPart) Error() string { return d.part + " in it cannot be read" }
func (d *damagedPart) Unwrap() error { return d.err }

// workbookError is an error of a workbook in a sentence.
func workbookError(name string, err error) error {
	const again = "Open it in a spreadsheet program and save it again as xlsx, or as CSV"
	if u, ok := errors.AsType[*unread](err); ok {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is %s", name, u.what).WithHint("%s", u.hint)
	}
	if d, ok := errors.AsType[*damagedPart](err); ok {
		if ascribe.KindOf(d.err) != ascribe.ErrInternal {
			err = d.err
		} else {
			return ascribe.Errorf(ascribe.ErrInvalid, "%s is a workbook that is damaged or cut short: %s", name, d).WithHint(again).WithCause(err)
		}
	}
	if e, ok := errors.AsType[*ascribe.Error](err); ok {
		if e.Kind != ascribe.ErrInvalid {
			return e
		}
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is no workbook that can be read: %s", name, e.Message).WithHint(again).WithCause(err)
	}
	return ascribe.Errorf(ascribe.ErrInternal, "%s could not be read to its end", name).WithCause(err)
}

func (w *workbook) open(part string) (fs.File, error) {
	f, err := w.files.Open(part)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &damagedPart{part, err}
	}
	return f, err
}

// relation is a part that another names by an id.
type relation struct{ typ, target string }

// find finds the workbook in the package, which names it; most have it at one
// place.
func (w *workbook) find() error {
	w.part = "xl/workbook.xml"
	if relations, err := w.relations(""); err == nil {
		for _, r := range relations {
			if r.typ == "officeDocument" {
				w.part = r.target
			}
		}
	}
	if _, err := fs.Stat(w.files, w.part); err == nil && strings.EqualFold(path.Ext(w.part), ".xml") {
		return nil
	}
	return w.otherZip()
}

// otherZip says what a zip is that is no workbook.
func (w *workbook) otherZip() error {
	is := func(part string) bool { _, err := fs.Stat(w.files, part); return err == nil }
	const save = "Open it in a spreadsheet program and save it as xlsx, or as CSV"
	kind, _ := fs.ReadFile(w.files, "mimetype")
	switch {
	case strings.HasPrefix(string(kind), "application/vnd.oasis.opendocument.spreadsheet"):
		return notRead("an OpenDocument spreadsheet (ods)", save)
	case strings.HasPrefix(string(kind), "application/vnd.oasis.opendocument"), is("word/document.xml"), is("ppt/presentation.xml"):
		return notRead("a text document or presentation, not a table", "Copy the table that it holds into a spreadsheet, and save that as xlsx or CSV.")
	case is("xl/workbook.bin"):
		return notRead("a binary Excel workbook (xlsb)", save)
	case is("index/document.iwa"):
		return notRead("a document of Apple Numbers", "Export it as xlsx or CSV.")
	case is("doc.kml"):
		return notRead("a map of Google Earth (kmz)", "Save it as GeoJSON or CSV.")
	}
	return notRead("a zip, but no workbook: it has no xl/workbook.xml", "If a table lies in the zip, unpack it first.")
}

// unread is a file that is something else.
type unread struct{ what, hint string }

func notRead(what, hint string) error { return &unread{what, hint} }

func (u *unread) Error() string { return u.what }

// relations are the parts that a part names; of the package itself it is "".
func (w *workbook) relations(part string) (map[string]relation, error) {
	out := map[string]relation{}
	folder := path.Dir("/" + part)
	err := w.each(path.Join(folder, "_rels", path.Base("/"+part)+".rels")[1:], func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local == "Relationship" {
			out[attribute(e, "Id")] = relation{path.Base(attribute(e, "Type")), partPath(folder, attribute(e, "Target"))}
		}
		return nil
	})
	return out, err
}

func (w *workbook) read(sheet string) error {
	if err := w.find(); err != nil {
		return err
	}
	type sheetRef struct{ name, id, state string }
	var sheets []sheetRef
	err := w.each(w.part, func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "workbookPr":
			v := attribute(e, "date1904")
			w.epoch04 = v == "1" || v == "true"
		case "sheet":
			sheets = append(sheets, sheetRef{attribute(e, "name"), attribute(e, "id"), attribute(e, "state")})
		}
		return nil
	})
	if err != nil {
		return err
	}
	w.epoch = -25569 // 1899-12-30: the first serial numbers are off by one, see dateText
	if w.epoch04 {
		w.epoch = -24107
	}
	relations, err := w.relations(w.part)
	if err != nil {
		return err
	}
	var names []string
	for _, s := range sheets {
		r := relations[s.id]
		if r.typ != "worksheet" {
			continue // a chart
		}
		names = append(names, s.name)
		hidden := s.state == "hidden" || s.state == "veryHidden"
		if !hidden {
			w.sheets = append(w.sheets, s.name)
		}
		if w.sheet == "" && (sheet == "" && !hidden || strings.EqualFold(sheet, s.name)) {
			w.sheet, w.name = r.target, s.name
		}
	}
	switch {
	case w.sheet == "" && sheet != "":
		return ascribe.Errorf(ascribe.ErrInvalid, "it has no sheet %s%s", quote(sheet), nearMiss(sheet, names))
	case w.sheet == "":
		return ascribe.Errorf(ascribe.ErrInvalid, "it has no sheet that is shown")
	}
	return w.readShared(relations)
}

// readShared reads what the cells of all sheets refer to: their texts and styles.
func (w *workbook) readShared(relations map[string]relation) error {
	for _, r := range relations {
		switch r.typ {
		case "sharedStrings":
			if err := w.shared(r.target); err != nil {
				return err
			}
		case "styles":
			if err := w.readStyles(r.target); err != nil {
				return err
			}
		}
	}
	return nil
}

// partPath is the path of a part that one in a folder names.
func partPath(folder, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join(folder, target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// each calls a function with each element of a part.
func (w *workbook) each(part string, element func(xml.StartElement, *xml.Decoder) error) error {
	f, err := w.open(part)
	if err != nil {
		return err
	}
	defer f.Close()
	d := newXMLDecoder(f)
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return &damagedPart{part, err}
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := element(e, d); err != nil {
				return err
			}
		}
	}
}

func newXMLDecoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(&shortPieces{r: r})
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) {
		return nil, errors.New("a part that is not UTF-8")
	}
	return d
}

// shortPieces ends a part in which two tags lie too far apart, so that no text
// fills the memory.
type shortPieces struct {
	r     io.Reader
	piece int
}

// maxPiece is the greatest distance: a cell's text, with every character
// written as an entity.
const maxPiece = 8 << 20

func (s *shortPieces) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if last := bytes.LastIndexByte(p[:n], '<'); last >= 0 {
		s.piece = n - last
	} else {
		s.piece += n
	}
	if s.piece > maxPiece {
		return 0, ascribe.Errorf(ascribe.ErrInvalid, "a text in it is longer than %d MiB", maxPiece>>20)
	}
	return n, err
}

// sharedStrings are texts that cells refer to by number.
type sharedStrings struct {
	text []byte
	ends []int
}

func (s *sharedStrings) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(s.ends) {
		return nil, false
	}
	start := 0
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.text[start:s.ends[i]], true
}

func (w *workbook) shared(part string) error {
	return w.each(part, func(e xml.StartElement, d *xml.Decoder) error {
		if e.Name.Local != "si" {
			return nil
		}
		var err error
		if w.strings.text, err = appendText(w.strings.text, d, "si"); err != nil {
			return &damagedPart{part, err}
		}
		w.strings.ends = append(w.strings.ends, len(w.strings.text))
		if len(w.strings.text) > maxShared {
			return ascribe.Errorf(ascribe.ErrInvalid, "its cells share more than %d MiB of text: save it as CSV", maxShared>>20)
		}
		return nil
	})
}

// appendText appends the text of the element that was begun: that of its runs,
// without what tells how to pronounce it.
func appendText(b []byte, d *xml.Decoder, element string) ([]byte, error) {
	start, inText, spoken := len(b), false, false
	for {
		t, err := d.RawToken()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return b, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText = true
			case "rPh":
				spoken = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case element:
				return b[:start+len(unescape(b[start:]))], nil
			case "t":
				inText = false
			case "rPh":
				spoken = false
			}
		case xml.CharData:
			if inText && !spoken {
				b = append(b, t...)
			}
		}
	}
}

var escapes = pattern.New(`_x([0-9A-Fa-f]{4})_`)

// unescape resolves the characters that a workbook writes as _x000D_, in
// place.
func unescape(b []byte) []byte {
	if !bytes.Contains(b, []byte("_x")) {
		return b
	}
	return append(b[:0], escapes.ReplaceAllFunc(b, func(m []byte) []byte {
		n, err := strconv.ParseUint(string(m[2:6]), 16, 16)
		if err != nil || n == 0 || utf16.IsSurrogate(rune(n)) {
			return m
		}
		return utf8.AppendRune(nil, rune(n))
	})...)
}
