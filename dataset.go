package ascribe

// A Dataset is a body of incidents under one codebook. The team's own is
// Main; imported ones have names, and change by import only.
type Dataset struct {
	ID      string `json:"id"`
	Title   string `json:"title,omitempty"`
	Licence string `json:"licence,omitempty"`
}

func (*Dataset) Record() RecordKind { return RecordDataset }

// A Row is what one edition of an imported dataset says of one incident: the
// cells that are new or changed. Each cell is a statement, but the row is
// written, hashed and withdrawn as one record.
type Row struct {
	Dataset     string      `json:"dataset"`
	Incident    string      `json:"incident"`
	Edition     string      `json:"edition,omitempty"`
	Source      string      `json:"source"`
	Said        Date        `json:"said,omitzero"`
	Reliability Reliability `json:"reliability,omitempty"`
	Credibility Credibility `json:"credibility,omitempty"`
	Unlisted    bool        `json:"unlisted,omitempty"` // from its day on the incident is not counted
	Cells       []Cell      `json:"cells,omitempty"`
}

func (*Row) Record() RecordKind { return RecordRow }

// A Cell is the value of one column of a row. An empty value says that it is
// unknown from the row's day on.
type Cell struct {
	Variable string `json:"variable"`
	Value    string `json:"value,omitempty"`
}
