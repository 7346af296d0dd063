package ascribe

// A Noun is a thing that can be written down in a record.
type Noun interface {
	// Record names the kind of record that holds the noun.
	Record() RecordKind
}

// RecordKind says which noun a record holds: the member "record" of its body.
type RecordKind string

const (
	RecordIncident   RecordKind = "incident"
	RecordActor      RecordKind = "actor"
	RecordLink       RecordKind = "link"
	RecordSource     RecordKind = "source"
	RecordRegrade    RecordKind = "regrade"
	RecordStatement  RecordKind = "statement"
	RecordWithdrawal RecordKind = "withdrawal"
	RecordDataset    RecordKind = "dataset"
	RecordEdition    RecordKind = "edition"
	RecordRow        RecordKind = "row"
	RecordNote       RecordKind = "note"
	RecordAdoption   RecordKind = "codebook"
	RecordReason     RecordKind = "reason"
	RecordErasure    RecordKind = "erasure"
)

// New returns a pointer to an empty noun of the kind, for decoding into, or
// nil where no noun has that name.
func (k RecordKind) New() Noun {
	switch k {
	case RecordIncident:
		return new(Incident)
	case RecordActor:
		return new(Actor)
	case RecordLink:
		return new(Link)
	case RecordSource:
		return new(Source)
	case RecordRegrade:
		return new(Regrade)
	case RecordStatement:
		return new(Statement)
	case RecordWithdrawal:
		return new(Withdrawal)
	case RecordDataset:
		return new(Dataset)
	case RecordEdition:
		return new(Edition)
	case RecordRow:
		return new(Row)
	case RecordNote:
		return new(Note)
	case RecordAdoption:
		return new(Adoption)
	case RecordReason:
		return new(Reason)
	case RecordErasure:
		return new(Erasure)
	}
	return nil
}
