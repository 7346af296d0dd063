package dataset

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// workbook is what of a workbook holds for all its sheets. It is read here and
// not by a library, since what has to be told apart (a formula from a value, a
// date from a number, merged cells) is what the streaming readers of libraries
// leave out, and since those unpack to files.
type workbook struct {
	files    fs.FS
	sheet    string // the path of the chosen sheet
	name     string // of that sheet
	strings  sharedStrings
	dates    []bool // by number of a cell's style: whether its numbers are dates
	epoch    int    // the day, from 1970, that the serial number 0 stands for
	epoch04  bool
	formulas bool
	allowed  map[string]bool // error values that are sentinels
}

// maxShared is how much text the cells of a workbook may share, since that has
// to be kept in memory.
const maxShared = 256 << 20

func openXLSX(t *Table, r io.ReaderAt, size int64) (opener, error) {
	files, err := exchange.ZipFS(&countingReaderAt{r, &t.read}, size)
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

// errNoWorkbook and errDamaged are what can be wrong with the parts.
var errNoWorkbook = errors.New("a zip, but no workbook: it has no xl/workbook.xml")

type damagedPart struct {
	part string
	err  error
}

func (d *damagedPart) Error() string { return d.part + " in it cannot be read" }
func (d *damagedPart) Unwrap() error { return d.err }

// workbookError is an error of a workbook in a sentence.
func workbookError(name string, err error) error {
	const again = "Open it in a spreadsheet program and save it again as xlsx, or as CSV."
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
	if err == errNoWorkbook {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is %s", name, err).WithHint("If a table lies in the zip, unpack it first.")
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

func (w *workbook) read(sheet string) error {
	const part = "xl/workbook.xml"
	if _, err := fs.Stat(w.files, part); err != nil {
		return errNoWorkbook
	}
	type sheetRef struct{ name, id, state string }
	var sheets []sheetRef
	err := w.each(part, func(e xml.StartElement, _ *xml.Decoder) error {
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
	relations := map[string]relation{}
	err = w.each("xl/_rels/workbook.xml.rels", func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local == "Relationship" {
			relations[attribute(e, "Id")] = relation{path.Base(attribute(e, "Type")), partPath(attribute(e, "Target"))}
		}
		return nil
	})
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
	for _, r := range relations {
		switch r.typ {
		case "sharedStrings":
			if err := w.shared(r.target); err != nil {
				return err
			}
		case "styles":
			if err := w.styles(r.target); err != nil {
				return err
			}
		}
	}
	return nil
}

// partPath is the path of a part that a workbook names.
func partPath(target string) string {
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return path.Clean(absolute)
	}
	return path.Join("xl", target)
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

var escapes = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

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

// styles finds the styles that show a number as a date.
func (w *workbook) styles(part string) error {
	own := map[string]bool{} // formats of the workbook's own
	inCells := false
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
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				own[attribute(t, "numFmtId")] = isDateFormat(attribute(t, "formatCode"))
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id := attribute(t, "numFmtId")
					date, known := own[id]
					w.dates = append(w.dates, known && date || !known && builtinDate(id))
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inCells = false
			}
		}
	}
}

// builtinDate reports whether a format that every workbook has is one of a
// date or time (ECMA-376, part 1, 18.8.30).
func builtinDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (14 <= n && n <= 22 || 27 <= n && n <= 36 || 45 <= n && n <= 47 || 50 <= n && n <= 58)
}

// isDateFormat reports whether a format has a letter for a year, month, day,
// hour or second, outside of texts, colours and conditions.
func isDateFormat(code string) bool {
	inText, inBrackets, escaped := false, false, false
	for i, c := range code {
		switch {
		case escaped:
			escaped = false
		case c == '"':
			inText = !inText
		case inText:
		case c == '\\' || c == '_' || c == '*':
			escaped = true
		case c == '[':
			inBrackets = true
			if rest := strings.ToLower(code[i+1:]); strings.HasPrefix(rest, "h]") || strings.HasPrefix(rest, "m]") || strings.HasPrefix(rest, "s]") || strings.HasPrefix(rest, "hh]") {
				return true
			}
		case c == ']':
			inBrackets = false
		case inBrackets:
		case c == ';':
			return false // what follows is for negative numbers
		case strings.ContainsRune("yYmMdDhHsS", c):
			return true
		}
	}
	return false
}

// dateText is the date of a serial number, with its time where it has one.
func (w *workbook) dateText(serial float64) (string, bool) {
	if serial < 0 || serial >= 2958466 { // 10000-01-01
		return "", false
	}
	day := int(serial)
	seconds := int((serial-float64(day))*86400 + 0.5)
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	clock := fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	switch {
	case day == 0 && !w.epoch04:
		return clock, true // a time without a day
	case day == 60 && !w.epoch04:
		return "", false // 1900-02-29, which never was
	case day < 60 && !w.epoch04:
		day++
	}
	date := ascribe.Day(day + w.epoch).String()
	if seconds != 0 {
		date += "T" + clock
	}
	return date, true
}
