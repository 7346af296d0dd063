package kit

import (
	"net/url"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A Sheet is a form as it is shown.
type Sheet struct {
	Title  string
	Lead   string // a sentence on what it does
	Fields []Field
	Button string // what the button says that writes
	Try    bool   // there is a button that only tries
	Asks   bool   // it asks for more first, and writes nothing
	Wide   bool   // its fields are long
	Told   []Told
	Beside *Beside // nil: nothing
}

// Beside is a text that is read while the form is filled in.
type Beside struct{ Title, To, Text string }

// A Field is one of a form. What is typed into it becomes the member of its name.
type Field struct {
	Name, Label, Hint string
	Kind              FieldKind
	Value             string
	Choices           []FieldChoice // of ChoiceField; of TextField what is proposed
	Required          bool
	Lines             int      // of AreaField, how many are seen; 0: three
	Faults            []string // what is wrong with it
}

// A FieldKind is how a field is filled in.
type FieldKind string

// The kinds.
const (
	TextField    FieldKind = "text"
	AreaField    FieldKind = "area" // several lines
	ChoiceField  FieldKind = "choice"
	TickField    FieldKind = "tick"
	HiddenField  FieldKind = "hidden"
	FileField    FieldKind = "file"    // its name becomes the member name, where nothing else was said
	CarriedField FieldKind = "carried" // a file that was chosen before, which is hidden and sent along
)

// FieldChoice is a value that a field can have.
type FieldChoice struct{ Value, Text string }

// Told is what a form tells beside its fields: what something means, or would come to.
type Told struct {
	Title string
	Lines []string
}

// Fill puts what was typed into the fields, where they have no value of their own.
func (s *Sheet) Fill(given url.Values) {
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Kind == FileField {
			continue // a browser does not let a page fill it in
		}
		if given.Has(f.Name) {
			f.Value = strings.Join(given[f.Name], ";")
		}
	}
}

// Brings reports whether a file is sent with it.
func (s *Sheet) Brings() bool {
	return slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Kind == FileField || f.Kind == CarriedField })
}

// Sent reports whether what is typed is sent, and does not become an address.
func (s *Sheet) Sent() bool { return !s.Asks || s.Brings() }

// values are what the form would send.
func (s *Sheet) values() url.Values {
	v := url.Values{}
	for _, f := range s.Fields {
		v.Set(f.Name, f.Value)
	}
	return v
}

// tell puts faults beside their fields, and is what is about none of them.
func (s *Sheet) tell(said *ascribe.Error) (rest []string) {
	for _, p := range said.Problems {
		i := slices.IndexFunc(s.Fields, func(f Field) bool {
			return f.Kind != HiddenField && f.Kind != CarriedField && p.Field != "" && strings.TrimPrefix(f.Name, setField) == p.Field
		})
		if i < 0 {
			rest = append(rest, p.String())
			continue
		}
		message := strings.TrimPrefix(p.Message, p.Field+": ")
		s.Fields[i].Faults = append(s.Fields[i].Faults, message)
	}
	return rest
}

// setField begins the names of fields that are those of a map, as the fields of an
// amendment; wasField those that say what they were, so that only what has changed
// is sent.
const (
	setField = "set."
	wasField = "was."
)
