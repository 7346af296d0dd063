package ascribe

// A Distinction says that two sources which look alike are two, so that nobody
// asks again. Struck, it leaves them as they were. Of incidents and actors a
// statement says it.
type Distinction struct {
	ID     string `json:"id"`
	One    string `json:"one"`   // a source
	Other  string `json:"other"` // another
	Reason string `json:"reason,omitempty"`
}

func (*Distinction) Record() RecordKind { return RecordDistinction }

func (d *Distinction) Key() Key { return Key{Space: SpaceStatement, ID: d.ID} }

func (d *Distinction) References() []Key { return keys(SpaceSource, d.One, d.Other) }

func (*Distinction) Texts() []string { return nil }

func (d *Distinction) Line() string {
	line := d.One + " and " + d.Other + " are two"
	if d.Reason != "" {
		line += ": " + d.Reason
	}
	return line
}
