package ascribe

// A Noun is a thing that can be written down in a record. It says of itself
// what is asked of every noun alike.
type Noun interface {
	// Record names the kind of record that holds the noun.
	Record() RecordKind
	// Key is the id that the noun gives, or that it is about.
	Key() Key
	// References are the ids that it names, which were given before it.
	References() []Key
	// Texts are what a search finds it by; none: it is not found.
	Texts() []string
	// Line says in a line what it holds, beside its id.
	Line() string
}

// A Key is an id in its space and dataset.
type Key struct {
	Space   Space  // 0: the id is not the noun's own
	Dataset string // empty is Main
	ID      string
}

// A Space is a space of ids: within one, in one dataset, an id is given once.
type Space int64

// The spaces. Their numbers are kept in stores.
const (
	SpaceSubject   Space = 1 // incidents, actors and links
	SpaceSource    Space = 2
	SpaceStatement Space = 3 // statements, withdrawals, amendments, distinctions, settlements and anchors
	SpaceRegrade   Space = 4
	SpaceDataset   Space = 5
	SpaceEdition   Space = 6 // within its dataset
	SpaceNote      Space = 7 // within its dataset
	SpaceDocument  Space = 8
)

var spaceNouns = map[Space]string{
	SpaceSubject: "incident, actor or link", SpaceSource: "source", SpaceStatement: "statement, withdrawal or amendment",
	SpaceRegrade: "regrade", SpaceDataset: "dataset", SpaceEdition: "edition", SpaceNote: "note",
	SpaceDocument: "document",
}

func (s Space) String() string { return spaceNouns[s] }

// keys are ids of one space, of the team's own dataset. Empty ones are left out.
func keys(space Space, ids ...string) []Key {
	var list []Key
	for _, id := range ids {
		if id != "" {
			list = append(list, Key{Space: space, ID: id})
		}
	}
	return list
}

// inDataset is the dataset that a noun is of; none, where that is the team's own, which
// is there without being recorded.
func inDataset(id string) []Key {
	if id == Main {
		return nil
	}
	return keys(SpaceDataset, id)
}

// RecordKind says which noun a record holds: the member "record" of its body.
type RecordKind string

const (
	RecordIncident    RecordKind = "incident"
	RecordActor       RecordKind = "actor"
	RecordLink        RecordKind = "link"
	RecordSource      RecordKind = "source"
	RecordRegrade     RecordKind = "regrade"
	RecordStatement   RecordKind = "statement"
	RecordWithdrawal  RecordKind = "withdrawal"
	RecordAmendment   RecordKind = "amendment"
	RecordDistinction RecordKind = "distinction"
	RecordSettlement  RecordKind = "settlement"
	RecordDocument    RecordKind = "document"
	RecordAnchor      RecordKind = "anchor"
	RecordDataset     RecordKind = "dataset"
	RecordEdition     RecordKind = "edition"
	RecordRow         RecordKind = "row"
	RecordNote        RecordKind = "note"
	RecordFilter      RecordKind = "filter"
	RecordDescription RecordKind = "description"
	RecordAdoption    RecordKind = "codebook"
	RecordSheet       RecordKind = "sheet"
	RecordSheetRow    RecordKind = "sheet_row"
	RecordReason      RecordKind = "reason"
	RecordErasure     RecordKind = "erasure"
)

var nouns = map[RecordKind]func() Noun{
	RecordIncident:    func() Noun { return new(Incident) },
	RecordActor:       func() Noun { return new(Actor) },
	RecordLink:        func() Noun { return new(Link) },
	RecordSource:      func() Noun { return new(Source) },
	RecordRegrade:     func() Noun { return new(Regrade) },
	RecordStatement:   func() Noun { return new(Statement) },
	RecordWithdrawal:  func() Noun { return new(Withdrawal) },
	RecordAmendment:   func() Noun { return new(Amendment) },
	RecordDistinction: func() Noun { return new(Distinction) },
	RecordSettlement:  func() Noun { return new(Settlement) },
	RecordDocument:    func() Noun { return new(Document) },
	RecordAnchor:      func() Noun { return new(Anchor) },
	RecordDataset:     func() Noun { return new(Dataset) },
	RecordEdition:     func() Noun { return new(Edition) },
	RecordRow:         func() Noun { return new(Row) },
	RecordNote:        func() Noun { return new(Note) },
	RecordFilter:      func() Noun { return new(Filter) },
	RecordDescription: func() Noun { return new(Description) },
	RecordAdoption:    func() Noun { return new(Adoption) },
	RecordSheet:       func() Noun { return new(Sheet) },
	RecordSheetRow:    func() Noun { return new(SheetRow) },
	RecordReason:      func() Noun { return new(Reason) },
	RecordErasure:     func() Noun { return new(Erasure) },
}

// New returns a pointer to an empty noun of the kind, for decoding into, or
// nil where no noun has that name.
func (k RecordKind) New() Noun {
	if empty := nouns[k]; empty != nil {
		return empty()
	}
	return nil
}
