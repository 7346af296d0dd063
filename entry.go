package ascribe

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// An Entry is one act of one person: who, when, of which kind. It holds one
// record or two million.
type Entry struct {
	N      int64     // its number, from 1, without gaps
	Time   time.Time // UTC, to the microsecond, always later than the entry before
	Person string    // an id; the name lives outside the ledger
	Kind   EntryKind
	First  int64 // the number of its first record
	Count  int64 // how many records it holds
	Root   Hash  // of the tree over its records
}

// EntryKind says what kind of act an entry is.
type EntryKind string

const (
	EntryEvidence     EntryKind = "evidence"
	EntryImport       EntryKind = "import"
	EntryCorrection   EntryKind = "correction"
	EntryStrike       EntryKind = "strike"
	EntryAmendment    EntryKind = "amendment"
	EntryUndo         EntryKind = "undo"
	EntryCodebook     EntryKind = "codebook"
	EntryCoding       EntryKind = "coding"
	EntryAdjudication EntryKind = "adjudication"
	EntryErasure      EntryKind = "erasure"
)

// A Record is one thing written down. Its number counts all records of the
// ledger from 1. An erased record has a hash and neither salt nor body.
type Record struct {
	N    int64
	Hash Hash // SHA-256 over "ascribe record 1\n", salt and body
	Salt []byte
	Body []byte // canonical JSON
}

// An Adoption makes a version of a codebook the one that counts from its
// entry on. Text is the file, byte for byte; SHA256 is its hash in hex.
type Adoption struct {
	Dataset string `json:"dataset,omitempty"` // empty is Main
	ID      string `json:"id"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
	Text    string `json:"text"`
}

func (*Adoption) Record() RecordKind { return RecordAdoption }

func (a *Adoption) Key() Key { return Key{Dataset: a.Dataset, ID: a.ID} }

func (a *Adoption) References() []Key { return inDataset(a.Dataset) }

func (*Adoption) Texts() []string { return nil }

func (a *Adoption) Line() string { return a.Version }

// A Reason says why an entry was made. It is a record, so that it can be
// erased.
type Reason struct {
	Text string `json:"text"`
}

func (*Reason) Record() RecordKind { return RecordReason }

func (*Reason) Key() Key { return Key{} }

func (*Reason) References() []Key { return nil }

func (*Reason) Texts() []string { return nil }

func (r *Reason) Line() string { return r.Text }

// An Erasure names a record whose body and salt the law requires to be taken
// away. Its hash and place stay.
type Erasure struct {
	Target int64  `json:"target"` // the number of the record
	Reason string `json:"reason"`
	Acts   *Acts  `json:"acts,omitempty"` // nil: what was erased does nothing any more
}

// Acts is what a withdrawal, an amendment or an adjudication goes on doing once it is erased:
// what it takes back, or settles. It has no words.
type Acts struct {
	Kind    WithdrawalKind `json:"kind,omitempty"`  // of a withdrawal
	Field   string         `json:"field,omitempty"` // of an amendment, which leaves it empty; neither: of an adjudication
	Targets []int64        `json:"targets"`         // the records that it acts on
	Of      RecordKind     `json:"of,omitempty"`    // what they are, as of a Withdrawal or an Amendment
	Source  int64          `json:"source,omitempty"`
	Said    Date           `json:"said,omitzero"` // of a correction, as of a Withdrawal; and the day that an amendment gave
}

// ErasedID is the id by which a record of a hash is known, once it is erased, that
// goes on acting. It is another one in every record that a casebook takes it to.
func ErasedID(record Hash) string { return fmt.Sprintf("erased-%x", record[:10]) }

// Erasable reports whether a record of the kind can be erased: evidence and the
// words around it. What holds the record together stays: which codebook counts,
// what datasets there are, and what was erased.
func (k RecordKind) Erasable() bool {
	switch k {
	case RecordAdoption, RecordDataset, RecordEdition, RecordErasure:
		return false
	}
	return true
}

func (*Erasure) Record() RecordKind { return RecordErasure }

func (*Erasure) Key() Key { return Key{} }

func (*Erasure) References() []Key { return nil }

func (*Erasure) Texts() []string { return nil }

func (e *Erasure) Line() string { return fmt.Sprintf("record %d: %s", e.Target, e.Reason) }
