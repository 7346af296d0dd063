package ascribe

import "strings"

// A Description says what the record is, by its fields. It names only those that
// it changes, and of each the last by entry counts; an empty one is taken away. Of
// a casebook that was imported it says what that said of itself, and stands with
// what came with it.
type Description struct {
	Of  string            `json:"of,omitempty"` // the casebook; empty: the record itself
	Set map[string]string `json:"set"`
}

// DescriptionFields are what can be said of a record, in the order of the
// documentation: its title, who owns it, how they are reached, the licence under
// which it may be used, and a sentence on what it is and is not.
var DescriptionFields = []string{"title", "owner", "contact", "licence", "about"}

func (*Description) Record() RecordKind { return RecordDescription }

func (*Description) Key() Key { return Key{} }

func (*Description) References() []Key { return nil }

func (*Description) Texts() []string { return nil }

func (d *Description) Line() string {
	var parts []string
	if d.Of != "" {
		parts = append(parts, "the casebook "+d.Of)
	}
	for _, name := range DescriptionFields {
		if value, ok := d.Set[name]; ok {
			parts = append(parts, name+": "+value)
		}
	}
	return strings.Join(parts, "; ")
}
