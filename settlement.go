package ascribe

import "strings"

// A Settlement is what is left of an adjudication that was erased, in a record which
// has it from a casebook: what it settled stays settled.
type Settlement struct {
	ID      string   `json:"id"`
	Settles []string `json:"settles"` // the ids of statements
}

func (*Settlement) Record() RecordKind { return RecordSettlement }

func (s *Settlement) Key() Key { return Key{Space: SpaceStatement, ID: s.ID} }

func (s *Settlement) References() []Key { return keys(SpaceStatement, s.Settles...) }

func (*Settlement) Texts() []string { return nil }

func (s *Settlement) Line() string {
	return "settles " + strings.Join(s.Settles, ", ") + ", by an adjudication that was erased"
}
