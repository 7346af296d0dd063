package ascribe

// A Statement is the unit of evidence: this source said, on this day, that
// this variable of this subject has this value.
type Statement struct {
	ID          string      `json:"id"`
	Subject     string      `json:"subject"` // an incident, an actor or a link
	Variable    string      `json:"variable"`
	Value       string      `json:"value"` // as coded: one code, number, date or text
	Stance      Stance      `json:"stance"`
	Basis       Basis       `json:"basis,omitempty"`
	Source      string      `json:"source"`
	Locator     string      `json:"locator,omitempty"`     // where in the source it stands
	Said        Date        `json:"said,omitzero"`         // zero: the day the source came out
	Reliability Reliability `json:"reliability,omitempty"` // empty: the source's, as it stands
	Credibility Credibility `json:"credibility,omitempty"`
	Coder       string      `json:"coder,omitempty"`
	Quote       string      `json:"quote,omitempty"`
	Note        string      `json:"note,omitempty"`
	// Settles names the statements that this one, an adjudication, settles:
	// they are no longer candidates.
	Settles []string `json:"settles,omitempty"`
}

func (*Statement) Record() RecordKind { return RecordStatement }

func (s *Statement) Key() Key { return Key{Space: SpaceStatement, ID: s.ID} }

func (s *Statement) References() []Key {
	refs := append(keys(SpaceSubject, s.Subject), keys(SpaceSource, s.Source)...)
	return append(refs, keys(SpaceStatement, s.Settles...)...)
}

func (s *Statement) Texts() []string { return []string{s.Quote, s.Note, s.Value, s.Variable} }

func (s *Statement) Line() string {
	line := s.Subject + ": " + s.Variable + " = " + s.Value
	if s.Stance != Asserts {
		line += " (" + string(s.Stance) + ")"
	}
	return line + ", by " + s.Source
}

// Stance is what a statement does with its value.
type Stance string

const (
	Asserts Stance = "asserts" // it is so
	Denies  Stance = "denies"  // it is not so
	Raises  Stance = "raises"  // it may be so, or is being looked into
)

// Stances lists the stances in the order of the documentation.
var Stances = []Stance{Asserts, Denies, Raises}

// Basis is the ground on which a source says what it says.
type Basis string

const (
	Seen       Basis = "seen"
	Documented Basis = "document"
	Told       Basis = "told"
	Inferred   Basis = "inferred"
)

// Bases lists the bases in the order of the documentation.
var Bases = []Basis{Seen, Documented, Told, Inferred}

// The two values that every variable has besides its own. The third way of
// not knowing, that nobody has said anything, is no value but the absence of
// a statement.
const (
	NotExamined = "not_examined" // a source says that it has not been, or cannot be, looked at
	NoneFound   = "none_found"   // a source says that someone looked and found nothing; it leaves the question open
)
