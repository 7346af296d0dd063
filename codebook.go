package ascribe

import "slices"

// A Codebook says which variables are coded, how competing statements are
// resolved, and how a label follows. It is a file, with a version and a
// content hash, and immutable once adopted.
type Codebook struct {
	Format      int // of the file; 0: the first
	ID          string
	Version     string
	Title       string
	Titles      []Translation // in each language, where the file gives the title by language
	Description string
	Adequate    Adequacy
	Variables   []Variable
	Closes      []Closing
	Labels      []Label
	Rows        []DecisionRow
	Crosswalks  []Crosswalk
}

// A Translation is a text in one language, by its BCP 47 tag. Where a codebook
// gives a text by language, the one that counts where none is asked for is the
// English one or, without it, the first.
type Translation struct {
	Language string `json:"language"`
	Text     string `json:"text"`
}

// Adequacy says which grades can move a label: those at least this good in
// both halves. The zero Adequacy is C and 3.
type Adequacy struct {
	Reliability Reliability
	Credibility Credibility
}

// Variable returns the variable of that name, or that had it before; nil for
// none.
func (c *Codebook) Variable(name string) *Variable {
	i := slices.IndexFunc(c.Variables, func(v Variable) bool { return v.Name == name })
	if i < 0 {
		i = slices.IndexFunc(c.Variables, func(v Variable) bool { return slices.Contains(v.Was, name) })
	}
	if i < 0 {
		return nil
	}
	return &c.Variables[i]
}

// WithRole returns the variable that has the role, or nil.
func (c *Codebook) WithRole(r Role) *Variable {
	for i := range c.Variables {
		if c.Variables[i].Role == r {
			return &c.Variables[i]
		}
	}
	return nil
}

// A Variable is what is coded.
type Variable struct {
	Name       string   // [a-z][a-z0-9_]*, for use in conditions
	Was        []string // its names in earlier versions: what was coded under them is its own
	Title      string
	Titles     []Translation // as of a codebook
	Of         []SubjectKind // what it can be said of; OfIncident where empty
	Type       Type
	Several    bool // whether it takes several codes at once
	Definition string
	Note       string // how to code it
	Source     string // whose variable it is
	Role       Role
	Policy     Policy
	Decisive   string // under PolicyAny: the value that decides
	Default    string // what no statement means; empty: not so
	Open       bool   // whether no statement leaves the question open
	Values     []Value
}

// Value returns the listed value of that code, or that had it before; nil for
// none.
func (v *Variable) Value(code string) *Value {
	i := slices.IndexFunc(v.Values, func(x Value) bool { return x.Code == code })
	if i < 0 {
		i = slices.IndexFunc(v.Values, func(x Value) bool { return slices.Contains(x.Was, code) })
	}
	if i < 0 {
		return nil
	}
	return &v.Values[i]
}

// A Value is one code of a variable. The order of a variable's values is
// their order for the policies highest and lowest, lowest first.
type Value struct {
	Code       string
	Was        []string      // its codes in earlier versions
	Says       string        // as it stands in a sentence: trained by the organisation
	SaysIn     []Translation // in each language, where the file gives it by language
	Definition string
	Note       string
	LeavesOpen bool // whether the question stays open where this is all that is known
}

// Type says what the values of a variable are.
type Type string

const (
	TypeCode    Type = "code"    // one of the listed values
	TypeNumber  Type = "number"  // a whole number, not negative
	TypeDate    Type = "date"    // EDTF level 1
	TypeText    Type = "text"    // free text
	TypeCountry Type = "country" // ISO 3166-1 alpha-2
	TypePoint   Type = "point"   // latitude longitude [precision class]
	TypeID      Type = "id"      // an incident, actor or link
)

// Types lists the types in the order of the documentation.
var Types = []Type{TypeCode, TypeNumber, TypeDate, TypeText, TypeCountry, TypePoint, TypeID}

// Policy says which of competing statements is picked.
type Policy string

const (
	PolicyLatest  Policy = "latest"  // the latest said; among equals the better grade
	PolicyBest    Policy = "best"    // the best grade; among equals the latest said
	PolicyAny     Policy = "any"     // the decisive value as soon as one says so; else as latest
	PolicyHighest Policy = "highest" // the highest number or value
	PolicyLowest  Policy = "lowest"  // the lowest number or value
)

// Policies lists the policies in the order of the documentation.
var Policies = []Policy{PolicyLatest, PolicyBest, PolicyAny, PolicyHighest, PolicyLowest}

// Role is what the program may do with a variable, which it knows by no name.
type Role string

const (
	RoleEventDate    Role = "event_date"
	RoleCountry      Role = "country"
	RolePlace        Role = "place"
	RolePoint        Role = "point"
	RoleStage        Role = "stage"
	RoleOutcome      Role = "outcome"
	RoleDiscoveredBy Role = "discovered_by"
	RolePublicLabel  Role = "public_label"
	RoleKilled       Role = "killed"
	RoleInjured      Role = "injured"
	RoleName         Role = "name"
	RoleAlias        Role = "alias"
	RoleSameAs       Role = "same_as"
	RoleMayBeNamed   Role = "may_be_named"
)

// Roles lists the roles in the order of the documentation.
var Roles = []Role{
	RoleEventDate, RoleCountry, RolePlace, RolePoint, RoleStage, RoleOutcome, RoleDiscoveredBy,
	RolePublicLabel, RoleKilled, RoleInjured, RoleName, RoleAlias, RoleSameAs, RoleMayBeNamed,
}

// A Closing names a variable and the values of it that close every open
// variable: they do where that variable could have no other value.
type Closing struct {
	Variable string
	Values   []string
}

// A Label is an answer that the codebook can give.
type Label struct {
	Name       string
	Definition string
	Levels     []Level
}

// A Level is a degree of a label.
type Level struct {
	Name       string
	Definition string
}

// A DecisionRow gives its label where its condition, in CEL, is the first in
// the table that holds. The empty condition always holds.
type DecisionRow struct {
	ID          string
	Label       string
	Level       string
	When        string
	Explanation string
}

// A Crosswalk maps labels to the terms of another scheme.
type Crosswalk struct {
	ID       string
	Title    string
	Titles   []Translation // as of a codebook
	Source   string
	Mappings []Mapping
}

// A Mapping relates a label, or one level of it, to a term of another scheme.
type Mapping struct {
	Label    string
	Level    string // empty: every level
	Term     string // empty: the scheme has no place for it, and Relation is NoMatch
	Relation Relation
}

// Relation is a SKOS mapping relation, read from our label to their term.
type Relation string

const (
	ExactMatch  Relation = "exactMatch"
	CloseMatch  Relation = "closeMatch"
	BroadMatch  Relation = "broadMatch"  // their term is broader
	NarrowMatch Relation = "narrowMatch" // their term is narrower
	NoMatch     Relation = "none"
)

// Relations lists the relations in the order of the documentation.
var Relations = []Relation{ExactMatch, CloseMatch, BroadMatch, NarrowMatch, NoMatch}
