package ascribe

// An Incident is an attack, or a plot. It has an id and a title, and nothing
// else of its own: its date, place, casualties and outcome are statements
// like all others, since sources differ on them and correct them.
type Incident struct {
	Dataset string `json:"dataset,omitempty"` // empty is Main
	ID      string `json:"id"`
	Title   string `json:"title"`
}

func (*Incident) Record() RecordKind { return RecordIncident }

func (i *Incident) Key() Key { return Key{SpaceSubject, i.Dataset, i.ID} }

func (i *Incident) References() []Key { return inDataset(i.Dataset) }

func (i *Incident) Texts() []string { return []string{i.Title, i.ID} }

func (i *Incident) Line() string { return i.Title }
