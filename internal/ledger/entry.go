package ledger

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
)

const (
	entryLine  = "ascribe entry 1"
	timeLayout = "2006-01-02T15:04:05.000000Z"
)

// EntryText is the leaf of the ledger's tree that an entry is, one thing a
// line.
func EntryText(e ascribe.Entry) ([]byte, error) {
	if err := checkEntry(e); err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%s\n%d\n%s\n%s\n%s\n%d\n%d\n%s\n", entryLine, e.N, e.Time.UTC().Format(timeLayout),
		e.Person, e.Kind, e.First, e.Count, base64.StdEncoding.EncodeToString(e.Root[:])), nil
}

func checkEntry(e ascribe.Entry) error {
	wrong := ""
	switch {
	case e.N < 1 || e.First < 1 || e.Count < 1:
		wrong = "counts from 1"
	case e.Time.Nanosecond()%1000 != 0 || e.Time.UTC().Year() < 0 || e.Time.UTC().Year() > 9999:
		wrong = "has a time in whole microseconds of a year of four digits"
	case !oneWord(e.Person):
		wrong = "names a person in one word"
	case !oneWord(string(e.Kind)):
		wrong = "has a kind in one word"
	default:
		return nil
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "entry %d is not well formed: an entry %s", e.N, wrong)
}

func oneWord(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return s != ""
}

// ParseEntry is the inverse of EntryText, and as strict.
func ParseEntry(text []byte) (ascribe.Entry, error) {
	malformed := ascribe.Errorf(ascribe.ErrInvalid, "the text of an entry is not well formed")
	lines := strings.Split(string(text), "\n")
	if len(lines) != 9 {
		return ascribe.Entry{}, malformed
	}
	var e ascribe.Entry
	var err1, err2, err3, err4 error
	e.N, err1 = strconv.ParseInt(lines[1], 10, 64)
	e.Time, err2 = time.Parse(timeLayout, lines[2])
	e.Person, e.Kind = lines[3], ascribe.EntryKind(lines[4])
	e.First, err3 = strconv.ParseInt(lines[5], 10, 64)
	e.Count, err4 = strconv.ParseInt(lines[6], 10, 64)
	root, err5 := base64.StdEncoding.DecodeString(lines[7])
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil || err5 != nil || len(root) != len(e.Root) {
		return ascribe.Entry{}, malformed
	}
	e.Root = ascribe.Hash(root)
	if again, err := EntryText(e); err != nil || string(again) != string(text) {
		return ascribe.Entry{}, malformed
	}
	return e, nil
}
