package dataset

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// shownAs is what the style of a cell makes of its number.
type shownAs int

const (
	aNumber   shownAs = iota
	aDate             // with a time of day, where it has one
	aClock            // a time of day
	aDuration         // hours beyond 24 counted on
)

// shown is what a style, by its number, makes of a cell.
func (w *workbook) shown(style string) shownAs {
	if n, err := strconv.Atoi(style); err == nil && n >= 0 && n < len(w.styles) {
		return w.styles[n]
	}
	return aNumber
}

// readStyles finds the styles that show a number as a date or time.
func (w *workbook) readStyles(part string) error {
	own := map[string]shownAs{} // formats of the workbook's own
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
				own[attribute(t, "numFmtId")] = formatShows(attribute(t, "formatCode"))
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id := attribute(t, "numFmtId")
					shown, known := own[id]
					if !known {
						shown = builtinShows(id)
					}
					w.styles = append(w.styles, shown)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inCells = false
			}
		}
	}
}

// builtinShows is what a format makes of a number that every workbook has
// (ECMA-376, part 1, 18.8.30).
func builtinShows(id string) shownAs {
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return aNumber
	case n == 46:
		return aDuration
	case 18 <= n && n <= 21, n == 45, n == 47:
		return aClock
	case 14 <= n && n <= 22, 27 <= n && n <= 36, 50 <= n && n <= 58:
		return aDate
	}
	return aNumber
}

// formatShows is what a format makes of a number: by the letters for a year,
// month, day, hour and second in it, outside of texts, colours and conditions.
func formatShows(code string) shownAs {
	inText, inBrackets, escaped := false, false, false
	letters := ""
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
			inside, _, _ := strings.Cut(strings.ToLower(code[i+1:]), "]")
			if inside != "" && (strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "") {
				return aDuration
			}
		case c == ']':
			inBrackets = false
		case inBrackets:
		case c == ';': // what follows is for negative numbers
			return lettersShow(letters)
		case strings.ContainsRune("yYmMdDhHsS", c):
			letters += strings.ToLower(string(c))
		}
	}
	return lettersShow(letters)
}

func lettersShow(letters string) shownAs {
	switch {
	case letters == "":
		return aNumber
	case strings.ContainsAny(letters, "yd"), !strings.ContainsAny(letters, "hs"):
		return aDate
	}
	return aClock
}

// timeText is the date of a serial number, with its time where it has one; or
// a time alone, as hours, minutes and seconds.
func (w *workbook) timeText(shown shownAs, serial float64) (string, bool) {
	if serial < 0 || serial >= 2958466 { // 10000-01-01
		return "", false
	}
	day := int(serial)
	seconds := int((serial-float64(day))*86400 + 0.5)
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	// Where no day is shown, one of the first year is none: hours were added up.
	if shown == aDuration || day == 0 && !w.epoch04 || shown == aClock && day <= 366 {
		return clockText(day*86400 + seconds), true
	}
	switch {
	case day == 60 && !w.epoch04:
		return "", false // 1900-02-29, which never was
	case day < 60 && !w.epoch04:
		day++
	}
	date := ascribe.Day(day + w.epoch).String()
	if seconds != 0 {
		date += "T" + clockText(seconds)
	}
	return date, true
}

func clockText(seconds int) string {
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}
