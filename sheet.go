package ascribe

import (
	"fmt"
)

// A Sheet is one reading of a team's own table into the record: under which
// mapping, and of which file. What it says is statements like all others; each
// of its rows that was new or read otherwise than before is a [SheetRow] after
// it.
type Sheet struct {
	Name    string `json:"name"`    // by which a later reading is compared with it
	SHA256  string `json:"sha256"`  // of the file, in hex
	Mapping string `json:"mapping"` // its text
	Keyed   bool   `json:"keyed,omitzero"`
	File    []byte `json:"file,omitempty"` // only where it was asked to be kept
}

func (*Sheet) Record() RecordKind { return RecordSheet }

func (*Sheet) Key() Key { return Key{} }

func (*Sheet) References() []Key { return nil }

func (*Sheet) Texts() []string { return nil }

func (s *Sheet) Line() string { return s.Name }

// A SheetRow is what the record has of one row of a sheet, from its entry on.
type SheetRow struct {
	Sheet string `json:"sheet"` // the name of the sheet
	Row   string `json:"row"`   // the row's id in it
	Hash  string `json:"hash"`  // of its cells, in hex
	// Says are the ids of what the row says, as its content gives them; after a
	// space the id under which that was written, where it is another, and the
	// day on which it was said, where the row does not have it.
	Says []string `json:"says,omitempty"`
	// Gone says that the sheet lost the row, and what it said was struck.
	Gone bool `json:"gone,omitzero"`
}

func (*SheetRow) Record() RecordKind { return RecordSheetRow }

func (*SheetRow) Key() Key { return Key{} }

// References are none: what the row says may have been there before it, or be
// erased, and the row stands for itself.
func (*SheetRow) References() []Key { return nil }

func (*SheetRow) Texts() []string { return nil }

// Line says of which sheet the row is, and not which: that may name a person.
func (r *SheetRow) Line() string {
	if r.Gone {
		return "a row of " + r.Sheet + " that is gone"
	}
	return fmt.Sprintf("a row of %s, which says %d things", r.Sheet, len(r.Says))
}
