package exchange

import (
	"fmt"

	"github.com/ascribe-project/ascribe"
)

// row is the current row of a table's file, by the table's columns rather than
// the file's.
type row struct {
	scan   *scanner
	column []int // of the file, by column of the table; -1: the file has none
	fault  func(column int, message string)
	memo   *memo
}

// text is the content of a column. Short texts are shared between rows, and no
// text keeps others in memory.
func (r *row) text(column int) string {
	i := r.column[column]
	if i < 0 {
		return ""
	}
	c := r.scan.cells[i]
	return r.memo.text(r.scan.text[c.start:c.end])
}

func (r *row) date(column int) ascribe.Date {
	s := r.text(column)
	if s == "" {
		return ascribe.Date{}
	}
	d, err := r.memo.date(s)
	if err != nil {
		if len(s) > 100 {
			err = fmt.Errorf("%s is not a date", quote(s))
		}
		r.fault(column, err.Error())
	}
	return d
}

// yes is what a column of yes or nothing says.
func (r *row) yes(column int) bool {
	s := r.text(column)
	if s != "" && s != "yes" {
		r.fault(column, fmt.Sprintf("%s is neither yes nor empty", quote(s)))
	}
	return s == "yes"
}

// places are where the fields of the row stand, by column of the table.
func (r *row) places() []position {
	at := make([]position, len(r.column))
	for i, f := range r.column {
		at[i] = r.scan.start // of a column that the file lacks
		if f >= 0 {
			at[i] = r.scan.cells[f].at
		}
	}
	return at
}

// blank reports whether every field is empty, as in the rows that spreadsheets
// leave behind.
func (r *row) blank() bool { return len(r.scan.text) == 0 && len(r.column) > 1 }

// memo remembers what the same columns hold again and again.
type memo struct {
	texts [1 << 12]string
	dates map[string]ascribe.Date
}

func newMemo() *memo { return &memo{dates: make(map[string]ascribe.Date)} }

func (m *memo) text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > ascribe.MaxID {
		return string(b)
	}
	h := uint32(2166136261) // FNV-1a
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	slot := &m.texts[(h^h>>16)%uint32(len(m.texts))]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
}

func (m *memo) date(s string) (ascribe.Date, error) {
	if d, ok := m.dates[s]; ok {
		return d, nil
	}
	d, err := ascribe.ParseDate(s)
	if err == nil {
		if len(m.dates) == cap(m.texts[:]) {
			clear(m.dates)
		}
		m.dates[s] = d
	}
	return d, err
}
