package ascribe

import (
	"slices"
	"strings"
)

// A Dataset is a body of incidents under one codebook. The team's own is
// Main; imported ones have names, and change by import only.
type Dataset struct {
	ID      string `json:"id"`
	Title   string `json:"title,omitempty"`
	Licence string `json:"licence,omitempty"`
	May     Terms  `json:"may,omitzero"`
	IDs     IDForm `json:"ids,omitempty"`
}

func (*Dataset) Record() RecordKind { return RecordDataset }

func (d *Dataset) Key() Key { return Key{Space: SpaceDataset, ID: d.ID} }

func (*Dataset) References() []Key { return nil }

func (*Dataset) Texts() []string { return nil }

func (d *Dataset) Line() string { return d.Title }

// IDForm is how the ids of a dataset are made of those in its files. It is
// that of the dataset's first import, so that an address stays what it was.
type IDForm string

const (
	IDsFolded IDForm = ""     // of the first version: small Latin letters, digits, and a dash for all else
	IDsKept   IDForm = "kept" // as the file has them
)

// An Edition is one publication of an imported dataset: its source, whose day
// is the edition's, the file that it was read from, and the columns that this
// had. A column that an edition lacks says nothing; an empty cell says that
// the value is unknown.
type Edition struct {
	Dataset string   `json:"dataset"`
	ID      string   `json:"id"` // such as 20.1; within its dataset
	Source  string   `json:"source"`
	SHA256  string   `json:"sha256"` // of the file, in hex
	Columns []string `json:"columns,omitempty"`
	Covers  Date     `json:"covers,omitzero"`   // up to when it has events, where somebody said so
	May     Terms    `json:"may,omitzero"`      // what its licence allows
	Part    bool     `json:"part,omitzero"`     // whether it says nothing of the incidents that it lacks
	Mapping string   `json:"mapping,omitempty"` // what its file was read under: the name of one that is built in, or the SHA-256 of its text in hex
}

func (*Edition) Record() RecordKind { return RecordEdition }

func (e *Edition) Key() Key { return Key{SpaceEdition, e.Dataset, e.ID} }

// Name is the edition's, with that of its dataset before it, as in ged-ukr@22.1.
func (e *Edition) Name() string { return e.Dataset + "@" + e.ID }

// EditionKey is the key of an edition by such a name.
func EditionKey(name string) Key {
	dataset, id, _ := strings.Cut(name, "@")
	return Key{SpaceEdition, dataset, id}
}

func (e *Edition) References() []Key {
	return append(inDataset(e.Dataset), keys(SpaceSource, e.Source)...)
}

func (*Edition) Texts() []string { return nil }

func (e *Edition) Line() string { return e.Source }

// A Row is what one edition of an imported dataset (or one moment of a
// published history) says of one incident: the cells that are new or changed,
// by variable. An empty cell says that the value is unknown from the row's day
// on. Each cell is a statement, but the row is one record.
type Row struct {
	Dataset     string            `json:"dataset"`
	Incident    string            `json:"incident"`
	Edition     string            `json:"edition,omitempty"`
	Source      string            `json:"source"`
	Said        Date              `json:"said,omitzero"`         // zero: the day the source came out
	Reliability Reliability       `json:"reliability,omitempty"` // empty: the source's
	Credibility Credibility       `json:"credibility,omitempty"`
	Unlisted    bool              `json:"unlisted,omitzero"` // from its day on the incident is not counted
	Cells       map[string]string `json:"cells,omitempty"`
}

func (*Row) Record() RecordKind { return RecordRow }

func (r *Row) Key() Key { return Key{Dataset: r.Dataset, ID: r.Incident} }

func (r *Row) References() []Key {
	refs := append(inDataset(r.Dataset), keys(SpaceSource, r.Source)...)
	return append(refs, Key{SpaceSubject, r.Dataset, r.Incident})
}

func (*Row) Texts() []string { return nil }

func (r *Row) Line() string {
	if r.Unlisted {
		return "no longer listed"
	}
	var cells []string
	for variable, value := range r.Cells {
		cells = append(cells, variable+" = "+value)
	}
	slices.Sort(cells)
	return strings.Join(cells, ", ")
}

// A Note is a warning about the method of a dataset, from a day on: a change
// of the rule of inclusion, a new source, a bulk re-coding. It is shown with
// every series of the dataset.
type Note struct {
	ID      string `json:"id"`
	Dataset string `json:"dataset"`
	Said    Date   `json:"said"`
	Text    string `json:"text"`
	Source  string `json:"source,omitempty"`
}

func (*Note) Record() RecordKind { return RecordNote }

func (n *Note) Key() Key { return Key{SpaceNote, n.Dataset, n.ID} }

func (n *Note) References() []Key { return inDataset(n.Dataset) }

func (*Note) Texts() []string { return nil }

func (n *Note) Line() string { return n.Text }

// A Cell is the value that one column has in one row, by variable, where the
// order of columns counts.
type Cell struct {
	Variable string
	Value    string
}
